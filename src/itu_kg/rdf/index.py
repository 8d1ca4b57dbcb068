"""Triples → what is stated of each subject, and RDF lists read from it (RDF Schema 1.1 §5.2)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from itu_kg.model.graph import Term, Triple
from itu_kg.rdf.prefixes import term

Properties = Mapping[Term, list[Term]]
"""Objects by predicate, of one subject."""
Facts = Mapping[Term, Properties]
"""Objects by subject and predicate."""

FIRST, REST, NIL = term("rdf:first"), term("rdf:rest"), term("rdf:nil")


def by_subject(triples: Iterable[Triple]) -> dict[Term, dict[Term, list[Term]]]:
    """Group triples by subject and predicate, each in the order of its coming."""
    facts: dict[Term, dict[Term, list[Term]]] = {}
    for subject, predicate, thing in triples:
        facts.setdefault(subject, {}).setdefault(predicate, []).append(thing)
    return facts


def members(node: Term, facts: Facts) -> Iterator[Term]:
    """Go through an RDF list; one that has no end, or leads back into itself, ends where it breaks."""
    seen: set[Term] = set()
    while node in facts and node not in seen:
        seen.add(node)
        yield from facts[node].get(FIRST, ())
        node = next(iter(facts[node].get(REST, ())), NIL)
