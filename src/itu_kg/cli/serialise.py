"""`itu-kg serialise`: RDF files → one document in the format asked for."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from itu_kg import files, rdf
from itu_kg.cli._shared import inputs, options
from itu_kg.model.formats import Format


@click.command("serialise")
@click.argument("path", nargs=-1, type=options.PATH)
@click.option(
    "-f", "--format", "--to", "form", required=True, type=options.Choice([each.value for each in Format]),
    help="The format.",
)  # fmt: skip
@click.option("-o", "--output", type=options.PATH, metavar="FILE", help="Where to; default stdout.")
@options.with_drafts
@options.base_iri
@options.quiet
def command(  # noqa: PLR0913  one for each option
    path: tuple[Path, ...], form: str, output: Path | None, base_iri: str, *, drafts: bool, quiet: bool
) -> None:
    """Write data as Turtle, TriG, N-Quads, N-Triples, JSON-LD or RDF/XML.

    PATH is an RDF file or a folder of them; without it, data/ttl. TriG, N-Quads and JSON-LD keep the named graphs,
    the others hold their merge. Drafts are left out unless they are asked for.
    """
    assets = options.assets() if path else options.project()
    context = rdf.Context.load(*assets.contexts, base=base_iri) if form == Format.JSONLD.value else None
    dataset = inputs.read_rdf(path or (options.built(assets),), base_iri, drafts=drafts, quiet=quiet)
    data = rdf.write(dataset, Format(form), base=base_iri, context=context)
    if output is None:
        sys.stdout.buffer.write(data)
    else:
        files.write(output, data)
