"""`itu-kg validate`: check data against the SHACL shapes and say where in the record to put things right."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from itu_kg.cli._shared.inputs import without_drafts
from itu_kg.cli._shared.options import PATH, Choice, assets, base_iri, built, project, quiet, say, styled, with_drafts
from itu_kg.errors import SourceError

if TYPE_CHECKING:
    from itu_kg.validate.report import Severity, ValidationReport

FORMATS = ("table", "json", "turtle")
SEVERITIES = ("violation", "warning", "info")
_RECORDS = {".yaml", ".yml"}


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=PATH)
@click.option("-f", "--format", "form", type=Choice(FORMATS), default="table", show_default=True)
@click.option(
    "--fail-on", type=Choice(SEVERITIES), default="violation", show_default=True,
    help="The least severity that makes the command fail.",
)  # fmt: skip
@click.option(
    "--partial", is_flag=True, help="PATH is only a part of what the records make, so a shape may match nothing of it."
)
@click.option("--shapes", "folder", metavar="PATH", type=PATH, help="Other shapes: a file or a folder.")
@with_drafts
@base_iri
@quiet
def command(  # noqa: PLR0913  one for each option
    paths: tuple[Path, ...],
    form: str,
    fail_on: Severity,
    folder: Path | None,
    base_iri: str,
    *,
    partial: bool,
    drafts: bool,
    quiet: bool,
) -> None:
    """Check data against the SHACL shapes.

    PATH is an RDF file or a folder of them; without one, the project's data/ttl. The report names the question, the
    thing and the record field of each finding. It fails (exit 4) on violations, on a shape that matched nothing though
    the project's records have something for it, and on a thing that no shape matched. Drafts are left out unless they
    are asked for; what they still lack is a note.
    """
    here = assets() if paths else project()
    _refuse_records(paths)
    data = paths or (built(here),)
    from itu_kg import rdf, validate  # noqa: PLC0415  rdflib and pySHACL load only when there is something to check

    # Shapes of one's own speak of terms of one's own: only ours are held against our ontology.
    shapes = validate.load(folder) if folder else validate.load(*here.shape_files, ontology=here.terms)
    whole = rdf.read(data, base_iri)
    dataset = whole if drafts else without_drafts(whole, quiet=quiet)
    from itu_kg.pipeline.publish import recorded  # noqa: PLC0415  the mapping likewise

    talkative = sys.stderr.isatty() and not quiet
    report = validate.validate(
        dataset,
        shapes,
        recorded=lambda: recorded(dataset, here, base_iri),
        partial=partial,
        progress=lambda graph: say(f"looking at {graph}", quiet=not talkative),
    )
    _print(report, form)
    validate.require_conforming(dataset, report, fail_on=fail_on)


def _refuse_records(paths: tuple[Path, ...]) -> None:
    for path in paths:
        if path.suffix in _RECORDS:
            raise SourceError(
                "a record is checked as the graph it makes", where=str(path), hint=f"run `itu-kg build {path}` first"
            )


def _print(report: ValidationReport, form: str) -> None:
    from itu_kg.validate import report_formats  # noqa: PLC0415  see above

    if form == "json":
        click.echo(report_formats.as_json(report), nl=False)
    elif form == "turtle":
        click.echo(report_formats.turtle(report), nl=False)
    elif sys.stdout.isatty() and report.findings:
        from rich.console import Console  # noqa: PLC0415  a pipe needs no rich

        Console(color_system="auto" if styled() else None).print(report_formats.table(report))
    else:
        click.echo(report_formats.lines(report), nl=False)
