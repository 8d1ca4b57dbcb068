"""`itu-kg store`: data in a store on disk; what an external store is and does; files for its bulk loader."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from itu_kg.cli._shared.options import (
    STORES,
    Choice,
    as_json,
    assets,
    base_iri,
    built,
    own_project,
    project,
    quiet,
    say,
    with_drafts,
)
from itu_kg.errors import UsageError

BULK = ("oxigraph", "virtuoso", "fuseki", "qlever", "graphdb")
"""The stores whose bulk loaders we write for; a test holds them equal to the folders of stores/bulk_files."""


@click.group()
def command() -> None:
    """Keep data in a store on disk; examine an external store; write files for its bulk loader."""


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
    from itu_kg.query import disk_store, disk_store_build, text_index  # noqa: PLC0415  the engine loads when it is needed
    from itu_kg.query.catalogue import stored  # noqa: PLC0415  likewise
    from itu_kg.query.draft_files import measure  # noqa: PLC0415  likewise

    here = assets() if path else project() if output else own_project()
    paths = path or (built(here),)
    if output is None and len(paths) > 1:
        raise UsageError("several paths have no one store beside them", hint="say where with -o STORE")
    store = output or disk_store.store_path(paths[0])
    before = disk_store.read_current(store)
    made = disk_store_build.build(
        paths,
        store,
        base=base_iri,
        queries=stored(here),
        say=lambda line: say(line, quiet=quiet or not sys.stderr.isatty()),
    )
    fresh = before is None or before.generation != made.generation
    say(f"{store}: {made.triples:,} triples{'' if fresh else ', already current'}", quiet=quiet)
    if not text_index.has_fts5():
        say("made without an index for `itu-kg find`: this Python's SQLite has no full-text search (FTS5)", quiet=quiet)
    if drafts := measure(paths):
        say(f"left out: {drafts}, which nobody has confirmed; --with-drafts of a query asks the files", quiet=quiet)


@command.command()
@click.argument("url", metavar="URL")
@click.option("--store", "kind", type=Choice(STORES), help="Its kind; default: recognised by how it answers.")
@click.option("--timeout", default=120.0, show_default=True, metavar="SECONDS", help="For one request.")
@click.option("--ca-file", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="Certificates to trust.")
@click.option("--plain-password", is_flag=True, help="Send a password unencrypted to another machine.")
@base_iri
@as_json
@quiet
def doctor(  # noqa: PLR0913  one for each option
    url: str,
    kind: str | None,
    *,
    timeout: float,
    ca_file: Path | None,
    plain_password: bool,
    base_iri: str,
    as_json: bool,
    quiet: bool,
) -> None:
    """Find out which store answers at URL, what works there, and what it alters.

    It writes to a graph of its own, <base>probe/<random>, and removes it, even when it is interrupted; where an update
    is refused it only reads. User and password come from ITU_KG_USER and ITU_KG_PASSWORD, ITU_KG_TOKEN, netrc or the
    keyring.
    """
    from itu_kg.cli._shared import doctor_report  # noqa: PLC0415  the store room loads when there is something to do

    doctor_report.doctor(
        url,
        doctor_report.ConnectionOptions(kind, timeout, ca_file, plain=plain_password),
        base=base_iri,
        as_json=as_json,
        say=lambda line: say(line, quiet=quiet),
    )


@command.command()
@click.argument("release", metavar="RELEASE", type=click.Path(path_type=Path))
@click.option("--store", "kind", type=Choice(BULK), required=True, help="Whose bulk loader it is for.")
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), metavar="DIR", help="Where to.")
@with_drafts
@quiet
def bulk(release: Path, kind: str, output: Path, *, drafts: bool, quiet: bool) -> None:
    """Write RELEASE for the bulk loader of a store: data, a script, instructions.

    Offline loading is for stores that are stopped or that nobody reads; `itu-kg load` is for the others. Drafts are
    left out unless they are asked for.
    """
    from itu_kg.pipeline.load import load_set  # noqa: PLC0415  the rooms load when there is something to do
    from itu_kg.stores import bulk as loaders  # noqa: PLC0415  likewise

    given = load_set(release, drafts=drafts)
    if given.left_out:
        what = f"{given.left_out:,} triples, which nobody has confirmed"
        say(f"left out: {what}; --with-drafts takes them in", quiet=quiet)
    names = loaders.bulk(given, given.quads, kind, output)
    click.echo(f"{output}: {len(names)} files; {output}/README.md says what to do")
