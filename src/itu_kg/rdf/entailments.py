"""Ontology × NamedGraph → the graph with what follows from each statement in the terms of others.

Somebody who knows schema.org and not our ontology asks for schema:Event or schema:author, and has no reasoner.
So what the ontology says of a class or property of ours, that it lies below one of others, is written out in the data,
in the graph of the statement that it follows from. Nothing else is concluded: no domain, no inverse, no class of ours
from another of ours, and nothing from other people's terms. A project's own terms lie below others likewise, ours
among them. One rule more than OWL could say as tersely: an event that
is held, planned or going on is scheduled, in the words of search engines.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from itu_kg import rdf
from itu_kg.errors import AssetError, SourceError
from itu_kg.model.vocab import IKG, SCHEME, VOCABULARIES
from itu_kg.rdf.ntriples import RDF_TYPE, iri
from itu_kg.rdf.prefixes import term

if TYPE_CHECKING:
    from itu_kg.model.graph import NamedGraph, Term, Triple

_REALISATION, _STATUS, _ON = term("ikg:realisation"), term("schema:eventStatus"), term("schema:EventScheduled")
_SCHEDULED = frozenset(iri(f"{SCHEME}realisation/{each}") for each in ("held", "planned", "ongoing"))
"""What takes or took place as it was to; what is expected has no date yet that it could keep or miss."""

_VOCABULARIES = tuple(f"<{space}" for space in VOCABULARIES.values())

_Above = dict["Term", tuple["Term", ...]]


@dataclass(frozen=True, slots=True)
class Entailments:
    """The terms of others that lie above each class and each property of ours."""

    classes: Mapping[Term, tuple[Term, ...]]
    properties: Mapping[Term, tuple[Term, ...]]

    @classmethod
    def of(cls, ontology: Iterable[Triple]) -> Entailments:
        """Read `rdfs:subClassOf` and `rdfs:subPropertyOf` of the ontology (RDF Schema 1.1 §3.4, §3.5)."""
        ontology = tuple(ontology)
        return cls(_above(ontology, "rdfs:subClassOf"), _above(ontology, "rdfs:subPropertyOf"))

    def follow(self, triples: Iterable[Triple]) -> Iterator[Triple]:
        """What follows from triples; some of it may be among them."""
        classes, properties = self.classes, self.properties
        for subject, predicate, thing in triples:
            if predicate == RDF_TYPE:
                for each in classes.get(thing, ()):
                    yield subject, predicate, each
            elif predicate == _REALISATION:
                if thing in _SCHEDULED:
                    yield subject, _STATUS, _ON
            elif predicate in properties:
                for each in properties[predicate]:
                    yield subject, each, thing

    def written_out(self, graph: NamedGraph) -> NamedGraph:
        """The graph with what follows."""
        return replace(graph, triples=tuple(sorted({*graph.triples, *self.follow(graph.triples)})))


@cache
def entailments(terms: tuple[Path, ...]) -> Entailments:
    """Those of the ontology in these files: the program's, and a project's own terms.

    Raises:
        AssetError: one of them cannot be read.
    """
    try:
        graphs = rdf.read(terms).graphs
    except SourceError as problem:
        raise AssetError(problem.what, where=problem.where, hint=problem.hint) from problem
    return Entailments.of(triple for graph in graphs for triple in graph.triples)


def _above(ontology: tuple[Triple, ...], relation: str) -> _Above:
    nearest: dict[Term, list[Term]] = {}
    for below, predicate, above in ontology:
        if predicate == term(relation):
            nearest.setdefault(below, []).append(above)
    return {each: others for each in nearest if _whose(each) and (others := _others(each, _whose(each), nearest))}


def _others(below: Term, whose: str, nearest: Mapping[Term, list[Term]]) -> tuple[Term, ...]:
    """What lies above a term, by way of ours and a project's own; above that, its own vocabulary says.

    Of its own kind nothing is concluded, but what a project puts below a term of ours is of ours too.
    """
    above: set[Term] = set()
    for each in nearest.get(below, ()):
        kind = _whose(each)
        above |= set() if kind == whose else {each}
        above |= set(_others(each, whose, nearest)) if kind else set()
    return tuple(sorted(above))


def _whose(name: Term) -> str:
    """Whose a term is: `ikg`, `own` for a project's, empty for one of a vocabulary that others keep."""
    if name.startswith(f"<{IKG}"):
        return "ikg"
    return "" if name.startswith(_VOCABULARIES) else "own"
