"""`itu-kg build`: records → one Turtle file per named graph, all of them or none."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from itu_kg import files, mapping, rdf
from itu_kg.cli._shared import inputs, options
from itu_kg.model.formats import Format
from itu_kg.model.graph import Dataset


@click.command("build")
@click.argument("record", nargs=-1, type=options.PATH)
@click.option("-o", "--output", type=options.PATH, metavar="DIR", help="Where to; default data/ttl.")
@options.base_iri
@options.quiet
def command(record: tuple[Path, ...], output: Path | None, base_iri: str, *, quiet: bool) -> None:
    """Map records to RDF: one Turtle file per named graph.

    Without RECORD, all of data/reports. Nothing is written unless everything can be.
    """
    assets = options.project()
    folder = output or options.writable(assets, assets.graphs, "stand in one, or say where with -o DIR")
    files.output_folder(folder)
    paths = inputs.record_paths(record, assets)
    using = mapping.materials(assets, base_iri)
    with tempfile.TemporaryDirectory(prefix="itu-kg-build-") as staging:
        built: dict[str, int] = {}
        for graph in mapping.graphs(inputs.read_records(paths), using, whole_registry=bool(record)):
            name = f"{graph.iri.rpartition('/')[2]}.ttl"
            files.write(Path(staging) / name, rdf.write(Dataset((graph,)), Format.TURTLE, base=base_iri))
            built[name] = len(graph.triples)
        for name in built:
            files.write(folder / name, (Path(staging) / name).read_bytes())
    stale = sorted(path.name for path in folder.glob("*.ttl") if path.name not in built)
    for name in stale:
        options.say(f"itu-kg: {folder / name} is of a graph that was not built; delete it if it is no longer wanted")
    for name, triples in built.items():
        options.say(f"{folder / name}: {triples:,} triples", quiet=quiet)
