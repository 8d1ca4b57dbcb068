"""`itu-kg build`: records → one Turtle file per named graph, all of them or none."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from itu_kg import files, mapping, rdf
from itu_kg.cli._shared import inputs, options
from itu_kg.model.formats import Format
from itu_kg.model.graph import Dataset, NamedGraph
from itu_kg.model.vocab import graph_name, graph_of_file, graph_part, is_draft, is_draft_file, reported_graph
from itu_kg.pipeline.build_rules import BuildRules


@click.command("build")
@click.argument("record", nargs=-1, type=options.PATH)
@click.option("-o", "--output", type=options.PATH, metavar="DIR", help="Where to; default data/ttl.")
@options.base_iri
@options.quiet
def command(record: tuple[Path, ...], output: Path | None, base_iri: str, *, quiet: bool) -> None:
    """Map records to RDF: one Turtle file per named graph.

    Without RECORD, all of data/reports. Nothing is written unless everything can be. Of a submission, what it reports
    is in <id>.ttl, and what we concluded and how we call things in <id>.reading.ttl. What nobody has confirmed, since
    it stands in `confirm` or rests on that, goes to <id>.draft.ttl.
    """
    assets = options.project() if output else options.own_project()
    folder = output or assets.graphs
    files.output_folder(folder)
    paths = inputs.record_paths(record, assets)
    using = mapping.materials(assets, base_iri)
    rules = BuildRules(assets, paths, mapping.shared(using))
    with tempfile.TemporaryDirectory(prefix="itu-kg-build-") as staging:
        built: dict[str, str] = {}
        for graph in mapping.graphs(rules.sound(inputs.read_records(paths)), using, whole_registry=bool(record)):
            name = f"{graph_name(graph.iri)}.ttl"
            files.write(Path(staging) / name, rdf.write(Dataset((graph,)), Format.TURTLE, base=base_iri))
            built[name] = _size(graph)
            rules.add(graph)
        rules.refuse()
        for name in built:
            files.write(folder / name, (Path(staging) / name).read_bytes())
    submissions = {name.partition(".")[0] for name in built}
    for path in sorted(folder.glob("*.ttl")):
        if path.name in built:
            continue
        if graph_name(reported_graph(graph_of_file(path.stem))) in submissions:
            # What this very submission said before is said elsewhere now: as reported, or in its draft.
            files.remove(path)
            options.say(f"{path}: removed, {_REASONS[is_draft_file(path)]}", quiet=quiet)
        else:
            options.say(f"itu-kg: {path} is of a graph that was not built; delete it if it is no longer wanted")
    for name, size in built.items():
        options.say(f"{folder / name}: {size}", quiet=quiet)


_REASONS = {False: "since all of the submission is in doubt", True: "since nothing of the submission is in doubt"}


def _size(graph: NamedGraph) -> str:
    size = f"{len(graph.triples):,} triples"
    if not is_draft(graph.iri):
        return f"{size}, our reading" if graph_part(graph.iri) else size
    from itu_kg.pipeline.release_metadata import measure_drafts  # noqa: PLC0415  few records have a draft

    doubts = measure_drafts(Dataset((graph,)), included=False).doubts
    return (
        f"{size}, not confirmed ({doubts:,} in `confirm`); left out of what is asked or released, unless --with-drafts"
    )
