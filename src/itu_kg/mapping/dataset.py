"""About × counts of graphs → JSON-LD document of the dataset's own description.

Source: DCAT 3 §6.6 (the dataset), VoID §4 (triples, entities, subsets, classes). Counts are of each named graph as it
is written; an entity is a subject. The description counts everything but itself. It has no clock.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from itu_kg.mapping.iris import Minter
from itu_kg.model.vocab import VOCABULARIES
from itu_kg.rdf.terms import RDF_TYPE, value

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from itu_kg.model.dataset import About
    from itu_kg.model.graph import NamedGraph
    from itu_kg.rdf import Context

Node = dict[str, Any]

_PREFIXES = {space: name for name, space in VOCABULARIES.items()}


@dataclass(frozen=True, slots=True)
class Counts:
    """What a named graph holds: its triples, its subjects, its subjects by class IRI."""

    name: str
    title: str
    triples: int
    entities: int
    classes: tuple[tuple[str, int], ...]
    submission: str = ""


def count(graph: NamedGraph, title: str, submission: str = "") -> Counts:
    """Count a graph; `submission` is the slug of the submission whose claims it holds, if any."""
    classes = Counter(thing for _, predicate, thing in graph.triples if predicate == RDF_TYPE)
    return Counts(
        graph.iri.rpartition("/")[2],
        title,
        len(graph.triples),
        sum(1 for _ in groupby(graph.triples, itemgetter(0))),
        tuple(sorted((value(term), number) for term, number in classes.items())),
        submission,
    )


def document(about: About, graphs: Sequence[Counts], context: Context) -> Node:
    """Describe the dataset and each of its graphs."""
    minter = Minter(context.base)
    nodes = [context.settle(node) for node in _nodes(about, graphs, minter, context)]
    nodes.sort(key=lambda node: str(node["id"]))
    return {"@context": context.definitions, "id": minter.graph("dataset"), "@graph": nodes}


def _nodes(about: About, graphs: Sequence[Counts], minter: Minter, context: Context) -> Iterator[Node]:
    spaces = {space for graph in graphs for name, _ in graph.classes if (space := _split(name)[0]) in _PREFIXES}
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
        "void:subset": [{"id": minter.graph(graph.name)} for graph in graphs],
    }
    for graph in graphs:
        parts = [(minter.dataset(f"{graph.name}/{_slug(name)}"), name, number) for name, number in graph.classes]
        yield {
            "id": minter.graph(graph.name),
            "type": "void:Dataset",
            "name": {"en": [graph.title]},
            "dcterms:title": _text(graph.title, "en"),
            "void:triples": _number(graph.triples),
            "void:entities": _number(graph.entities),
            "void:classPartition": [{"id": iri} for iri, _, _ in parts],
            "wasDerivedFrom": minter.thing("submission", graph.submission) if graph.submission else None,
        }
        for iri, name, number in parts:
            yield {
                "id": iri,
                "type": "void:Dataset",
                "void:class": {"id": context.shorten(name)},
                "void:entities": _number(number),
            }


def _split(name: str) -> tuple[str, str]:
    cut = max(name.rfind("/"), name.rfind("#")) + 1
    return name[:cut], name[cut:]


def _slug(name: str) -> str:
    space, local = _split(name)
    return f"{_PREFIXES[space]}-{local}" if space in _PREFIXES else local


def _text(text: str, language: str) -> Node:
    return {"@language": language, "@value": text}


def _number(number: int) -> Node:
    return {"@type": "xsd:integer", "@value": str(number)}
