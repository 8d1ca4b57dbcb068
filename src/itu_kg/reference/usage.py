"""Named graphs → how often each term is used, and an example of each that is short and says much."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import itemgetter

from itu_kg.model.graph import NamedGraph, Term, Triple
from itu_kg.rdf.ntriples import RDF_TYPE
from itu_kg.rdf.order import natural

_ENOUGH = 14
"""How many triples an example has at the most, if one so short is there."""


@dataclass(frozen=True, slots=True)
class Usage:
    """How classes and properties are used.

    By class: how many things are of it, how many of them have each property, all that is said of one. By property: how
    many statements have it, and one of them with the types of its subject.
    """

    things: Mapping[Term, int]
    having: Mapping[Term, Mapping[Term, int]]
    statements: Mapping[Term, int]
    instances: Mapping[Term, tuple[Triple, ...]]
    triples: Mapping[Term, tuple[Triple, ...]]


def measure(graphs: Iterable[NamedGraph]) -> Usage:
    """Count the merge of graphs, and choose the examples: the same for the same data."""
    about: dict[Term, list[Triple]] = {}
    for triple in sorted({triple for graph in graphs for triple in graph.triples}):
        about.setdefault(triple[0], []).append(triple)
    things: Counter[Term] = Counter()
    having: dict[Term, Counter[Term]] = {}
    statements: Counter[Term] = Counter()
    best: dict[Term, tuple[tuple[int, int, str], Term]] = {}
    first: dict[Term, tuple[int, Term, Term]] = {}
    for subject, triples in about.items():
        predicates = list(map(itemgetter(1), triples))
        statements.update(predicates)
        different = set(predicates)
        rank = (max(0, len(triples) - _ENOUGH), -len(different))
        for _, predicate, kind in triples:
            if predicate == RDF_TYPE:
                things[kind] += 1
                having.setdefault(kind, Counter()).update(different)
                if kind not in best or (*rank, natural(subject)) < best[kind][0]:
                    best[kind] = ((*rank, natural(subject)), subject)
        for _, predicate, thing in triples:
            size = (len(thing), subject, thing)
            if predicate != RDF_TYPE and (predicate not in first or size < first[predicate]):
                first[predicate] = size
    return Usage(
        things,
        having,
        statements,
        {kind: tuple(about[subject]) for kind, (_, subject) in best.items()},
        {
            predicate: tuple(
                triple for triple in about[subject] if triple[1] == RDF_TYPE or triple == (subject, predicate, thing)
            )
            for predicate, (_, subject, thing) in first.items()
        },
    )
