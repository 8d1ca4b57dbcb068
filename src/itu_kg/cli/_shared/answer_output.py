"""--format, --iris, --output, --chart: an answer to the terminal, to a file, as a picture."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from itu_kg import charts
from itu_kg.answers import answer_formats
from itu_kg.cli._shared.options import PATH, Choice
from itu_kg.errors import UsageError
from itu_kg.files import write as write_file
from itu_kg.model.answer import Answer, AnswerHeading, Table

if TYPE_CHECKING:
    from itu_kg.model.assets import Assets

FORMATS = ("table", *answer_formats.TABLES, *answer_formats.GRAPHS)


@dataclass(frozen=True, slots=True)
class AnswerOutput:
    """Where an answer goes and what it is written as.

    Raises:
        UsageError: the options contradict each other; nothing has been asked yet.
    """

    form: str | None
    path: Path | None
    chart: charts.Kind | None = None
    iris: bool = False

    def __post_init__(self) -> None:
        if self.chart and self.form:
            raise UsageError("a chart has no --format", where="--chart", hint="its file's name says .svg or .png")
        if self.chart and (self.path is None or self.path.suffix.lower() not in charts.FORMS):
            raise UsageError("a chart needs a file", where="--chart", hint="-o FILE.svg or -o FILE.png")
        if self.form in answer_formats.BINARY and self.path is None:
            raise UsageError(f"{self.form} needs a file", where="--format", hint=f"-o FILE.{self.form}")
        if self.path is not None and not self.chart and self.form is None:
            answer_formats.format_of(self.path)

    def deliver(self, answer: Answer, heading: AnswerHeading, assets: Assets, lists: tuple[str, ...] = ()) -> None:
        """Print an answer, or write it to the file, whole or not at all.

        Raises:
            UsageError: it cannot be written or drawn so.
        """
        if self.path is None:
            click.echo(self._written(answer, heading), nl=False)
        elif self.chart is None:
            write_file(self.path, self._written(answer, heading))
        elif isinstance(answer, Table):
            form, scheme = charts.FORMS[self.path.suffix.lower()], assets.goals
            write_file(self.path, charts.draw(answer, self.chart, form, heading=heading, scheme=scheme, lists=lists))
        else:
            raise UsageError("only a table can be drawn", where="--chart", hint="ask with SELECT")

    def _written(self, answer: Answer, heading: AnswerHeading) -> bytes:
        form = self.form or (answer_formats.format_of(self.path) if self.path else "")
        if not form and isinstance(answer, Table | bool):
            form = "table" if sys.stdout.isatty() else "csv"
        if form == "table" and isinstance(answer, Table):
            from itu_kg.cli._shared.terminal_table import draw  # noqa: PLC0415  loads three compressors

            plain = self.path is not None
            return draw(answer, heading.columns, heading.base, iris=self.iris, plain=plain).encode()
        if form in {"", "table"}:
            form = "csv" if isinstance(answer, bool) else "turtle"
        return answer_formats.write(answer, form, heading)


_OPTIONS = (
    click.option(
        "-f", "--format", "form", type=Choice(FORMATS), metavar="FORMAT",
        help=f"One of {', '.join(FORMATS)}. Default: as FILE ends, else table on a terminal, csv in a pipe.",
    ),
    click.option("--iris", is_flag=True, help="In a table, show all columns in their order, IRIs too."),
    click.option("-o", "--output", type=PATH, metavar="FILE", help="Default: stdout."),
    click.option(
        "--chart", type=Choice(charts.KINDS), metavar="KIND",
        help=f"Draw the answer to FILE, an .svg or .png: {', '.join(charts.KINDS)}.",
    ),
)  # fmt: skip


def options(function: Callable[..., None]) -> Callable[..., None]:
    """Add `--format`, `--iris`, `--output` and `--chart`; the command takes them as one `output`."""

    @functools.wraps(function)
    def command(
        *arguments: Any, form: str | None, iris: bool, output: Path | None, chart: charts.Kind | None, **others: Any
    ) -> None:
        function(*arguments, output=AnswerOutput(form, output, chart, iris), **others)

    for option in reversed(_OPTIONS):
        command = option(command)
    return command
