"""Ontology × ontology → which terms came, went or changed, and in what.

Looks at classes and properties alone: the kind of a term, its domain, range, superiors, label,
definition and whether it is deprecated. A class made of others (owl:unionOf and the like) is named by its members.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain
from typing import TYPE_CHECKING

from itu_kg.diff.changes import TermChange
from itu_kg.model.graph import Dataset, Term
from itu_kg.rdf.index import FIRST, Facts, by_subject, members
from itu_kg.rdf.ntriples import RDF_TYPE, parts, value
from itu_kg.rdf.prefixes import term

if TYPE_CHECKING:
    from itu_kg.diff.term_labels import Words

_KINDS = {
    term("owl:Class"): "class",
    term("rdfs:Class"): "class",
    term("owl:ObjectProperty"): "object property",
    term("owl:DatatypeProperty"): "datatype property",
    term("owl:AnnotationProperty"): "annotation property",
    term("rdf:Property"): "property",
}
ASPECTS = {
    term("rdfs:domain"): "domain",
    term("rdfs:range"): "range",
    term("rdfs:subClassOf"): "superclass",
    term("rdfs:subPropertyOf"): "superproperty",
    term("owl:inverseOf"): "inverse",
    term("owl:deprecated"): "deprecated",
    term("rdfs:label"): "label",
    term("skos:definition"): "definition",
    term("skos:scopeNote"): "note",
    term("rdfs:comment"): "comment",
}
"""What of a term is compared, and what it is called."""
_LABEL = term("rdfs:label")


def labels(ontology: Dataset) -> dict[Term, str]:
    """The English labels of an ontology's terms."""
    texts = (
        (subject, parts(thing))
        for graph in ontology.graphs
        for subject, predicate, thing in graph.triples
        if predicate == _LABEL and thing[0] == '"'
    )
    return {subject: text.value for subject, text in texts if text.language in ("", "en")}


def compare(old: Dataset, new: Dataset, words: Words) -> tuple[TermChange, ...]:
    """Compare two ontologies, term by term."""
    before, after = (by_subject(chain.from_iterable(graph.triples for graph in each.graphs)) for each in (old, new))
    kinds = _kinds(before), _kinds(after)
    changes: list[TermChange] = []
    for subject in sorted(kinds[0].keys() | kinds[1].keys()):
        kind = kinds[1].get(subject) or kinds[0][subject]
        iri, called = value(subject), words.short(subject)
        if subject not in kinds[0]:
            changes.append(TermChange(iri, called, kind, "added"))
        elif subject not in kinds[1]:
            changes.append(TermChange(iri, called, kind, "removed"))
        elif aspects := _aspects(subject, kinds, before, after, words):
            changes.append(TermChange(iri, called, kind, "changed", aspects))
    return tuple(changes)


def _aspects(
    term: Term, kinds: tuple[Mapping[Term, str], Mapping[Term, str]], before: Facts, after: Facts, words: Words
) -> dict[str, tuple[str, str]]:
    aspects = {"kind": (kinds[0][term], kinds[1][term])} if kinds[0][term] != kinds[1][term] else {}
    for predicate, called in ASPECTS.items():
        values = _values(term, predicate, before, words), _values(term, predicate, after, words)
        if values[0] != values[1]:
            aspects[called] = values
    return aspects


def _kinds(about: Facts) -> dict[Term, str]:
    kinds = {
        subject: sorted({_KINDS[each] for each in facts.get(RDF_TYPE, ()) if each in _KINDS})
        for subject, facts in about.items()
        if subject[0] == "<"
    }
    return {subject: ", ".join(several) for subject, several in kinds.items() if several}


def _values(term: Term, predicate: Term, about: Facts, words: Words) -> str:
    values = about.get(term, {}).get(predicate, ())
    return ", ".join(sorted({_value(each, about, words, ()) for each in values}))


def _value(term: Term, about: Facts, words: Words, above: Iterable[Term]) -> str:
    """Write a value; what has no name is written by its members, or else by all that is said of it."""
    if term[0] == "<":
        return words.short(term)
    if term[0] == '"':
        text = parts(term)
        return f"{text.value} ({text.language})" if text.language not in ("", "en") else text.value
    if term in above:
        return "…"
    path = (*above, term)
    facts = about.get(term, {})
    if FIRST in facts:
        return " ".join(_value(each, about, words, path) for each in members(term, about))
    inside = [
        f"{words.label(predicate)}: {' '.join(sorted(_value(each, about, words, path) for each in values))}"
        for predicate, values in sorted(facts.items())
        if predicate != RDF_TYPE
    ]
    return f"[{'; '.join(inside)}]"
