"""`itu-kg store`: keep data in a store on disk, where questions are answered without reading the files again."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from itu_kg.cli.options import base_iri, project, quiet, say
from itu_kg.errors import UsageError


@click.group()
def command() -> None:
    """Keep data in a store on disk."""


@command.command()
@click.argument("path", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="STORE", help="Where to; default PATH.store beside PATH."
)
@base_iri
@quiet
def build(path: tuple[Path, ...], output: Path | None, base_iri: str, *, quiet: bool) -> None:
    """Make the store of files, folders or a release; nothing is done if it holds just them already.

    Without PATH, of the project's data/ttl. `query run` then asks the store beside the data by itself.
    """
    from itu_kg.query import embedded, storing  # noqa: PLC0415  the engine loads when it is needed
    from itu_kg.query.catalogue import catalogue  # noqa: PLC0415  likewise

    assets = project()
    paths = path or (assets.graphs,)
    if output is None and len(paths) > 1:
        raise UsageError("several paths have no one store beside them", hint="say where with -o STORE")
    store = output or embedded.beside(paths[0])
    before = embedded.read(store)
    made = storing.build(
        paths,
        store,
        base=base_iri,
        queries=catalogue(assets.queries),
        say=lambda line: say(line, quiet=quiet or not sys.stderr.isatty()),
    )
    fresh = before is None or before.generation != made.generation
    say(f"{store}: {made.triples:,} triples{'' if fresh else ', already current'}", quiet=quiet)
