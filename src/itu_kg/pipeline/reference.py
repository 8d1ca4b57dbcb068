"""Validated dataset, ontology, shapes, queries → the pages, formats that a release carries of them.

It brings together what rooms that never meet have made: answers, shapes made ready, values of the data. It writes
nothing, and reads only the project's own files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from itu_kg import files, rdf
from itu_kg.errors import AssetError, SourceError
from itu_kg.model.answer import Answer, AnsweredQuery, Queryable
from itu_kg.model.edition import SUMS, Artefact, Edition, Written
from itu_kg.model.formats import Format
from itu_kg.model.graph import Dataset, Triple
from itu_kg.model.vocab import prefixes
from itu_kg.query import run
from itu_kg.query.catalogue import stored
from itu_kg.rdf.index import by_subject
from itu_kg.reference import index_page, ontology_formats, ontology_page, queries_page, shape_rules, shapes_page
from itu_kg.reference.ontology_terms import read
from itu_kg.reference.usage import measure

if TYPE_CHECKING:
    from itu_kg.model.assets import Assets
    from itu_kg.validate import Shapes

EXAMPLES = "tests/shapes"
"""The folder of data that pass and patches that break one rule each."""

MOST = 250_000
"""How many statements a release may have for every stored query to be asked of it."""


def reference(
    dataset: Dataset, data: Queryable, shapes: Shapes, assets: Assets, edition: Edition
) -> Iterator[Artefact]:
    """The ontology's other formats, and the pages on ontology, shapes and queries.

    Args:
        dataset: what is released.
        data: the same, ready to be asked.
        shapes: the shapes that it was validated with.
        assets: the project's ontology, queries and examples.
        edition: what the release is called.

    Raises:
        AssetError: one of the project's files is broken.
    """
    triples = _triples(assets.file("ontology/itu-kg.ttl"))
    own = [_triples(path) for path in assets.terms if path.name != "itu-kg.ttl"]
    ontology = read([*triples, *chain.from_iterable(own)], map(_triples, assets.concepts))
    rules = shape_rules.read(shapes)
    known = ontology_page.known_terms(ontology)
    sources = ontology_page.Sources(
        ontology, measure(dataset.graphs), shape_rules.shapes_by_term(rules, shapes), ontology_formats.FILES
    )
    yield from ontology_formats.formats(triples)
    yield ontology_page.page(edition, sources)
    yield shapes_page.page(edition, rules, _examples(assets), known)
    asked = data if dataset.size <= MOST else None
    yield queries_page.page(edition, list(_questions(asked, assets, edition.base)), known)


def index(dataset: Dataset, edition: Edition, written: Iterable[Written]) -> Artefact:
    """The front page, which lists the files written so far."""
    graphs = [(graph.iri, len(graph.triples)) for graph in dataset.graphs]
    return index_page.page(edition, index_page.Contents(graphs, sorted(written), SUMS))


def _triples(path: Path) -> tuple[Triple, ...]:
    try:
        graphs = rdf.parse(files.read_bytes(path, error=AssetError), Format.TURTLE, where=str(path))
    except SourceError as problem:
        raise AssetError(str(problem), where=problem.where) from problem
    return graphs[0].triples if graphs else ()


def _examples(assets: Assets) -> Iterator[shape_rules.Example]:
    """Read the examples that fail, each beside the data it is a patch of."""
    conforming = assets.files(f"{EXAMPLES}/pass", "*.ttl").values()
    about = by_subject(triple for path in conforming for triple in _triples(path))
    for path in assets.files(f"{EXAMPLES}/fail", "*.ttl").values():
        yield shape_rules.example(files.read_text(path, error=AssetError), stem=path.stem, conforming=about)


def _questions(data: Queryable | None, assets: Assets, base: str) -> Iterator[AnsweredQuery]:
    queries = stored(assets)
    for query in queries.all():
        values = query.example_values
        answer: Answer | str
        if query.federated:
            answer = "it asks another endpoint as well"
        elif values is None:
            answer = "a parameter that it needs has no example"
        elif data is None:
            answer = f"some questions take long of more than {MOST:,} statements"
        else:
            answer = run.example(query, values, data, queries=queries, prefixes=prefixes(base))
        yield AnsweredQuery(query, values or {}, answer)
