"""What `query run` and `query eval` do with an answer: to the terminal, to a file, as a picture."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeVar

import click

from itu_kg.answers import output as outputs
from itu_kg.errors import UsageError
from itu_kg.files import write as write_file
from itu_kg.model.table import Table
from itu_kg.model.vocab import prefixes

if TYPE_CHECKING:
    from collections.abc import Callable

    from itu_kg.model.assets import Assets
    from itu_kg.model.queryable import Answer, AnswerHeading

FORMATS = (
    "table", "csv", "tsv", "json", "xml", "records", "markdown", "html", "parquet", "xlsx",
    "turtle", "ntriples", "jsonld",
)  # fmt: skip
CHARTS = ("bar", "line", "pie", "map", "network", "timeline")

F = TypeVar("F", bound="Callable[..., object]")


def where_to(function: F) -> F:
    """Add `--format`, `--output` and `--chart`."""
    options = (
        click.option(
            "-f", "--format", "form", type=click.Choice(FORMATS), metavar="FORMAT",
            help=f"One of {', '.join(FORMATS)}. Default: as FILE ends, else table on a terminal, csv in a pipe.",
        ),
        click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Default: stdout."),
        click.option(
            "--chart", type=click.Choice(CHARTS), metavar="KIND",
            help=f"Draw the answer to FILE, an .svg or .png: {', '.join(CHARTS)}.",
        ),
    )  # fmt: skip
    for option in reversed(options):
        function = option(function)
    return function


def check(form: str | None, output: Path | None, chart: str | None) -> None:
    """Refuse options that contradict each other, before anything is asked.

    Raises:
        UsageError: they do.
    """
    if chart and form:
        raise UsageError("a chart has no --format", where="--chart", hint="its file's name says .svg or .png")
    if chart and (output is None or output.suffix.lower() not in {".svg", ".png"}):
        raise UsageError("a chart needs a file", where="--chart", hint="-o FILE.svg or -o FILE.png")
    if form in outputs.BINARY and output is None:
        raise UsageError(f"{form} needs a file", where="--format", hint=f"-o FILE.{form}")
    if output is not None and not chart and form is None:
        outputs.of(output)


def deliver(  # noqa: PLR0913  one for each option
    answer: Answer,
    about: AnswerHeading,
    assets: Assets,
    *,
    form: str | None,
    output: Path | None,
    chart: str | None,
    lists: tuple[str, ...] = (),
) -> None:
    """Print an answer, or write it to a file, whole or not at all.

    Raises:
        UsageError: it cannot be written or drawn so.
    """
    data = (
        _drawn(answer, about, assets, output, chart, lists)
        if chart and output
        else _written(answer, about, form, output)
    )
    if output is not None:
        write_file(output, data)
    else:
        click.echo(data, nl=False)


def _written(answer: Answer, about: AnswerHeading, form: str | None, output: Path | None) -> bytes:
    if form is None and output is not None:
        form = outputs.of(output)
    if form is None:
        form = "table" if sys.stdout.isatty() else "csv"
        if not isinstance(answer, Table | bool):
            form = "turtle"
    if form == "table" and isinstance(answer, Table):
        import shutil  # noqa: PLC0415  loads three compressors

        from itu_kg.answers.terminal import render  # noqa: PLC0415  loads rich

        width = max(40, shutil.get_terminal_size().columns)
        return render(answer, width=width, prefixes=prefixes(about.base)).encode()
    if form == "table":
        form = "csv" if isinstance(answer, bool) else "turtle"
    return outputs.write(answer, form, about)


def _drawn(  # noqa: PLR0913, PLR0917  all that a picture shows
    answer: Answer, about: AnswerHeading, assets: Assets, output: Path, chart: str, lists: tuple[str, ...]
) -> bytes:
    if not isinstance(answer, Table):
        raise UsageError("only a table can be drawn", where="--chart", hint="ask with SELECT")
    try:
        from itu_kg import charts  # noqa: PLC0415  an extra, and heavy
    except ModuleNotFoundError as missing:
        raise UsageError(f"a chart needs {missing.name}", hint="pip install 'itu-kg[charts]'") from missing
    goals = charts.goals(assets.schemes / "sdg.ttl")
    form: Literal["png", "svg"] = "png" if output.suffix.lower() == ".png" else "svg"
    return charts.draw(answer, chart, form, about=about, goals=goals, lists=lists)
