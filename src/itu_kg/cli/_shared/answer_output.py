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
from itu_kg.cli._shared.options import PATH, Choice, say
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
    size: charts.Size | None = None
    language: str = "en"

    def __post_init__(self) -> None:
        if self.chart and self.form:
            raise UsageError("a chart has no --format", where="--chart", hint="its file's name says .svg, .pdf or .png")
        if self.chart and (self.path is None or self.path.suffix.lower() not in charts.FORMS):
            raise UsageError("a chart needs a file", where="--chart", hint="-o FILE.svg, -o FILE.pdf or -o FILE.png")
        if self.form in answer_formats.BINARY and self.path is None:
            raise UsageError(f"{self.form} needs a file", where="--format", hint=f"-o FILE.{self.form}")
        if self.path is not None and not self.chart and self.form is None:
            answer_formats.format_of(self.path)

    def with_source(self, heading: AnswerHeading, assets: Assets, place: str | None) -> AnswerHeading:
        """Add the source that a picture and a workbook name; what is neither names none."""
        if self.chart is None and not (self.path and (self.form or answer_formats.format_of(self.path)) == "xlsx"):
            return heading
        from itu_kg.description.credit import credit  # noqa: PLC0415  pydantic loads for these only

        return heading._replace(source=credit(assets, place))

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
            form = charts.FORMS[self.path.suffix.lower()]
            names = charts.Names(assets.goals, assets.registries, self.language)
            picture = charts.draw(answer, self.chart, form, heading=heading, names=names, lists=lists, size=self.size)
            write_file(self.path, picture.data)
            if picture.left_out:
                say(f"{self.path} leaves some out: {picture.left_out}")
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
        help=f"Draw the answer to FILE, an .svg, .pdf or .png: {', '.join(charts.KINDS)}.",
    ),
    click.option("--size", metavar="WxH", help="Of the chart: 16x9cm, 6.3x3.5in, 1200x800px. Default: what suits it."),
    click.option(
        "--language", type=Choice(charts.LANGUAGES), metavar="LANG",
        help=f"Of the goals' names in the chart: {', '.join(charts.LANGUAGES)}. Default: en.",
    ),
)  # fmt: skip


def options(function: Callable[..., None]) -> Callable[..., None]:
    """Add `--format`, `--iris`, `--output`, `--chart` and what a chart is like; the command takes them as one `output`.

    A query's own parameter goes before an option of a chart that has its name.
    """

    @functools.wraps(function)
    def command(  # noqa: PLR0913  one for each option
        *arguments: Any,
        form: str | None,
        iris: bool,
        output: Path | None,
        chart: charts.Kind | None,
        size: str | None = None,
        language: str | None = None,
        **others: Any,
    ) -> None:
        if chart is None and (size or language):
            raise UsageError("only a chart has it", where="--size" if size else "--language", hint="add --chart KIND")
        measured = charts.parse_size(size) if size else None
        function(*arguments, output=AnswerOutput(form, output, chart, iris, measured, language or "en"), **others)

    for option in reversed(_OPTIONS):
        command = option(command)
    return command
