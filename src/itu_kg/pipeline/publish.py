"""Records → graphs → validated dataset → dumps and answers: the whole way, for `publish`.

It opens and writes no file of the person's: what it yields is written by who called it. Data that do not conform go
no further.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from itu_kg import mapping, rdf
from itu_kg.model.answer import AnsweredQuery
from itu_kg.model.formats import Format
from itu_kg.model.graph import ConformingDataset, Dataset
from itu_kg.model.vocab import graph_name
from itu_kg.query import memory_store, run
from itu_kg.validate import Shapes, require_conforming, validate

if TYPE_CHECKING:
    from itu_kg.mapping import Materials
    from itu_kg.model.submission import Submission
    from itu_kg.query.catalogue import Catalogue

DUMPS = (Format.TURTLE, Format.JSONLD, Format.NQUADS)
"""What a dump of the dataset is written in."""


def build(submissions: Iterable[tuple[Path, Submission]], using: Materials) -> Dataset:
    """Map submissions, each with the path it was read from, to one dataset."""
    return Dataset(tuple(sorted(mapping.graphs(submissions, using), key=lambda graph: graph.iri)))


def conforming(
    dataset: Dataset, shapes: Shapes, progress: Callable[[str], None], *, partial: bool = False
) -> ConformingDataset:
    """Let a dataset through if the shapes accept it; `partial` is one whose drafts were left out.

    Raises:
        NonConformance: they do not; `itu-kg validate` shows what and where.
    """
    return require_conforming(dataset, validate(dataset, shapes, partial=partial, progress=progress))


def dumps(dataset: ConformingDataset, using: Materials, base: str) -> Iterator[tuple[str, bytes]]:
    """Write the dataset whole in every dump format, and each of its graphs as Turtle: file names and bytes."""
    for form in DUMPS:
        context = using.context if form is Format.JSONLD else None
        yield f"itu-kg{form.suffixes[0]}", rdf.write(dataset, form, base=base, context=context)
    for graph in dataset.graphs:
        yield f"graphs/{graph_name(graph.iri)}.ttl", rdf.write(Dataset((graph,)), Format.TURTLE, base=base)


def answers(dataset: ConformingDataset, queries: Catalogue) -> Iterator[AnsweredQuery]:
    """Answer every stored query that asks no other endpoint and whose parameters all have a default or an example.

    Where an example names what is not in the data, the answer says so.
    """
    data = memory_store.hold(dataset)
    for query in queries.all():
        if not query.federated and (values := query.example_values) is not None:
            yield AnsweredQuery(query, values, run.example(query, values, data, queries=queries))
