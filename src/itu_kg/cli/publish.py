"""`itu-kg publish`: the whole way from records to a validated graph on disk, with its questions answered."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import click

from itu_kg import files, mapping
from itu_kg.cli._shared import inputs
from itu_kg.cli._shared.options import PATH, base_iri, project, quiet, say, with_drafts
from itu_kg.cli._shared.query_source import example_options
from itu_kg.cli._shared.terminal_table import draw
from itu_kg.errors import UsageError
from itu_kg.model.answer import AnsweredQuery, Table
from itu_kg.model.graph import NamedGraph
from itu_kg.pipeline import publish
from itu_kg.query import column_meanings
from itu_kg.query.catalogue import stored
from itu_kg.release.atomic_folder import MARKS
from itu_kg.validate import load


@click.command()
@click.argument("record", nargs=-1, type=PATH)
@click.option("-o", "--output", type=PATH, default=Path("out"), show_default=True, metavar="DIR", help="Where to.")
@click.option(
    "--rows", type=click.IntRange(0), default=3, show_default=True, metavar="N", help="Rows shown of each answer."
)
@with_drafts
@base_iri
@quiet
def command(  # noqa: PLR0913  one for each option
    record: tuple[Path, ...], output: Path, rows: int, base_iri: str, *, drafts: bool, quiet: bool
) -> None:
    """Build, validate and write the knowledge graph, and answer the stored queries.

    Without RECORD, all of data/reports and the folders below. Nothing is written unless the data conform. DIR gets
    the dataset as Turtle, JSON-LD and N-Quads, and each named graph as Turtle. Drafts are left out unless they are
    asked for.
    """
    begun = time.process_time()
    assets = project()
    files.output_folder(output)
    if all((output / mark).is_file() for mark in MARKS):
        hint = "name another folder with -o"
        raise UsageError("is a release, which stays as it was published", where=str(output), hint=hint)
    paths = inputs.record_paths(record, assets, corpus=True)
    say(f"building from {len(paths)} record{'' if len(paths) == 1 else 's'}", quiet=quiet)
    using = mapping.materials(assets, base_iri)
    whole = publish.build(inputs.read_records(paths), using)
    taken = whole if drafts else inputs.without_drafts(whole, quiet=quiet)
    say("validating", quiet=quiet)
    shapes = load(*assets.shape_files, ontology=assets.terms)
    dataset = publish.conforming(taken, shapes, lambda graph: say(f"  {graph}", quiet=quiet))
    say(f"writing to {output}", quiet=quiet)
    sizes = {name: len(data) for name, data in _write(publish.dumps(dataset, using, base_iri), output)}
    answered = list(publish.answers(dataset, stored(assets), base_iri))
    meanings = column_meanings.load(*assets.query_folders)
    for each in answered:
        _show(each, rows, base_iri, meanings)
    _summary(dataset.graphs, sizes, output, answered)
    say(f"{time.process_time() - begun:.1f} s of CPU", quiet=quiet)


def _write(dumps: Iterator[tuple[str, bytes]], folder: Path) -> Iterator[tuple[str, bytes]]:
    # All are made before the first is written, so that a dump that cannot be made leaves the old ones alone.
    for name, data in list(dumps):
        files.write(folder / name, data)
        yield name, data


def _show(each: AnsweredQuery, rows: int, base: str, meanings: column_meanings.Meanings) -> None:
    options = example_options(each.values)
    click.secho(f"{each.query.name}{options}", bold=True, nl=False)
    click.echo(f"  {each.query.summary}")
    answer = each.answer
    if isinstance(answer, Table):
        if rows and answer.rows:
            shown = Table(answer.columns, tuple(islice(answer.rows, rows)))
            click.echo(draw(shown, meanings.of(each.query), base, counted=False).rstrip())
        left = len(answer.rows) - min(rows, len(answer.rows))
        click.echo(
            f"{len(answer.rows)} rows" + (f", {left} more: itu-kg query run {each.query.name}{options}" if left else "")
        )
    elif isinstance(answer, NamedGraph):
        click.echo(f"{len(answer.triples)} triples: itu-kg query run {each.query.name}{options}")
    elif isinstance(answer, str):
        click.echo(answer)
    else:
        click.echo("yes" if answer else "no")
    click.echo()


def _summary(graphs: Sequence[NamedGraph], sizes: dict[str, int], output: Path, answered: list[AnsweredQuery]) -> None:
    click.secho("Summary", bold=True)
    for graph in graphs:
        click.echo(f"  {len(graph.triples):>9,} triples  {graph.iri}")
    click.echo(f"  {sum(len(graph.triples) for graph in graphs):>9,} triples, all conform to the shapes")
    for name, size in sizes.items():
        click.echo(f"  {size:>9,} bytes    {output / name}")
    unasked = sum(isinstance(each.answer, str) for each in answered)
    more = f", {unasked} not asked, since the data has not what their examples name" if unasked else ""
    click.echo(f"  {len(answered) - unasked:>9} stored queries answered{more}; `itu-kg query list` names them")
