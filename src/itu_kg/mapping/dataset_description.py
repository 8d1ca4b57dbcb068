"""About × counts of graphs → JSON-LD document of the dataset's own description.

Source: DCAT 3 §6.6 (the dataset), VoID §4 (triples, entities, subsets). Counts are of each named graph as it is
written; an entity is a subject. The description counts everything but itself. It has no clock. It does not count by
class or property: for each graph that would be ten times as much, and of thousands of graphs nobody could hold it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from itu_kg.mapping.iris import Minter
from itu_kg.model.graph import NamedGraph
from itu_kg.model.vocab import VOCABULARIES
from itu_kg.rdf.ntriples import RDF_TYPE, value

if TYPE_CHECKING:
    from itu_kg.model.dataset import About
    from itu_kg.rdf.jsonld_context import Context, Node

_SPACES = {space: space for space in VOCABULARIES.values()}


@dataclass(frozen=True, slots=True)
class Counts:
    """What a named graph holds: its triples, its subjects, the vocabularies of its classes."""

    iri: str
    title: str
    triples: int
    entities: int
    vocabularies: tuple[str, ...]
    submission: str = ""


def count(graph: NamedGraph, title: str, submission: str = "") -> Counts:
    """Count a graph; `submission` is the slug of the submission whose claims it holds, if any."""
    classes = {thing for _, predicate, thing in graph.triples if predicate == RDF_TYPE}
    spaces = {_SPACES.get(_space(value(term))) for term in classes}
    return Counts(
        graph.iri,
        title,
        len(graph.triples),
        sum(1 for _ in groupby(graph.triples, itemgetter(0))),
        tuple(sorted(space for space in spaces if space)),
        submission,
    )


def document(about: About, graphs: Sequence[Counts], context: Context) -> Node:
    """Describe the dataset and each of its graphs."""
    minter = Minter(context.base)
    nodes = sorted(map(context.settle, _nodes(about, graphs, minter, context)), key=itemgetter("id"))
    return {"@context": context.definitions, "id": minter.graph("dataset"), "@graph": nodes}


def _nodes(about: About, graphs: Sequence[Counts], minter: Minter, context: Context) -> Iterator[Node]:
    spaces = {space for graph in graphs for space in graph.vocabularies}
    yield {
        "id": minter.dataset(),
        "type": ["dcat:Dataset", "void:Dataset"],
        "name": {about.language: [about.title]},
        "dcterms:title": _text(about.title, about.language),
        "dcterms:description": _text(about.description, about.language),
        "dcterms:creator": about.creator,
        "dcterms:license": {"id": about.licence},
        "dcterms:issued": {"@type": "xsd:date", "@value": about.issued.isoformat()},
        "dcterms:modified": {"@type": "xsd:date", "@value": about.modified.isoformat()},
        "dcterms:language": about.language,
        "dcat:landingPage": {"id": context.shorten(about.landing_page)},
        "dcat:keyword": [_text(keyword, about.language) for keyword in about.keywords],
        "void:uriSpace": context.base,
        "void:vocabulary": [{"id": context.shorten(space)} for space in spaces],
        "void:triples": _number(sum(graph.triples for graph in graphs)),
        "void:subset": [{"id": context.shorten(graph.iri)} for graph in graphs],
    }
    for graph in graphs:
        yield {
            "id": context.shorten(graph.iri),
            "type": "void:Dataset",
            "name": {"en": [graph.title]},
            "dcterms:title": _text(graph.title, "en"),
            "void:triples": _number(graph.triples),
            "void:entities": _number(graph.entities),
            "wasDerivedFrom": minter.thing("submission", graph.submission) if graph.submission else None,
        }


def _space(name: str) -> str:
    return name[: max(name.rfind("/"), name.rfind("#")) + 1]


def _text(text: str, language: str) -> Node:
    return {"@language": language, "@value": text}


def _number(number: int) -> Node:
    return {"@type": "xsd:integer", "@value": str(number)}
