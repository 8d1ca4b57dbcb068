"""Records → graphs → validated dataset → dumps and answers: the whole way, for `publish`.

It opens and writes no file of the person's: what it yields is written by who called it. Data that do not conform go
no further.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from itu_kg import mapping, rdf, records
from itu_kg.model.answer import AnsweredQuery
from itu_kg.model.formats import Format
from itu_kg.model.graph import ConformingDataset, Dataset, NamedGraph
from itu_kg.model.vocab import graph_name, is_draft, prefixes, reported_graph
from itu_kg.query import memory_store, run
from itu_kg.validate import Shapes, require_conforming, validate

if TYPE_CHECKING:
    from itu_kg.mapping import Materials
    from itu_kg.model.assets import Assets
    from itu_kg.model.submission import Submission
    from itu_kg.query.catalogue import Catalogue

DUMPS = (Format.TURTLE, Format.JSONLD, Format.NQUADS)
"""What a dump of the dataset is written in."""


def build(submissions: Iterable[tuple[Path, Submission]], using: Materials) -> Dataset:
    """Map submissions, each with the path it was read from, to one dataset."""
    return Dataset(tuple(sorted(mapping.graphs(submissions, using), key=lambda graph: graph.iri)))


def recorded(dataset: Dataset, assets: Assets, base: str) -> Iterator[NamedGraph]:
    """Map the project's records of the submissions in a dataset, or all where it has none, without what is in doubt.

    Shapes look at what the records have; data that was read from RDF may lack it, since it is older or a part.

    Raises:
        SourceError: a record is broken.
    """
    names = {graph_name(reported_graph(graph.iri)) for graph in dataset.graphs}
    paths = sorted(assets.reports.glob("**/*.yaml"))
    known = [path for path in paths if path.stem in names]
    if not names - set(mapping.RESERVED):
        known = paths
    submissions = ((path, records.read(path)) for path in known)
    made = mapping.graphs(submissions, mapping.materials(assets, base))
    return (graph for graph in made if dataset.drafts.graphs or not is_draft(graph.iri))


def conforming(dataset: Dataset, shapes: Shapes, progress: Callable[[str], None]) -> ConformingDataset:
    """Let a dataset that was made of records through if the shapes accept it.

    Raises:
        NonConformance: they do not; `itu-kg validate` shows what and where.
    """
    return require_conforming(dataset, validate(dataset, shapes, progress=progress))


def dumps(dataset: ConformingDataset, using: Materials, base: str) -> Iterator[tuple[str, bytes]]:
    """Write the dataset whole in every dump format, and each of its graphs as Turtle: file names and bytes."""
    for form in DUMPS:
        context = using.context if form is Format.JSONLD else None
        yield f"{using.about.file_stem}{form.suffixes[0]}", rdf.write(dataset, form, base=base, context=context)
    for graph in dataset.graphs:
        yield f"graphs/{graph_name(graph.iri)}.ttl", rdf.write(Dataset((graph,)), Format.TURTLE, base=base)


def answers(dataset: ConformingDataset, queries: Catalogue, base: str) -> Iterator[AnsweredQuery]:
    """Answer every stored query that asks no other endpoint and whose parameters all have a default or an example.

    Where an example names what is not in the data, the answer says so.
    """
    data = memory_store.hold(dataset)
    for query in queries.all():
        if not query.federated and (values := query.example_values) is not None:
            answer = run.example(query, values, data, queries=queries, prefixes=prefixes(base))
            yield AnsweredQuery(query, values, answer)
