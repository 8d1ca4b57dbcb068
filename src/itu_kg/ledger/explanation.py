"""Dataset × IRI → Explanation: an entity's facts, and for each who says so and on which words.

The graph a fact stands in says whose it is: as reported, our reading of the page (that an event was held, which series
it belongs to) or in our words, or not confirmed, whatever the page says: what there is to confirm is told beside it. A
fact in a graph of no submission is enrichment, on the basis its entity states. It asserts nothing of its own, and looks
at no page but the one it is given.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Literal, NamedTuple

from itu_kg.model.base import Span
from itu_kg.model.curation import names
from itu_kg.model.graph import Dataset, Term, Triple
from itu_kg.model.submission import fields_of, grounds
from itu_kg.model.vocab import READING, graph_part, is_draft, reported_graph
from itu_kg.rdf.ntriples import RDF_TYPE
from itu_kg.rdf.ntriples import value as literal
from itu_kg.rdf.order import natural
from itu_kg.rdf.prefixes import term

if TYPE_CHECKING:
    from itu_kg.rdf.entailments import Entailments

TYPE = RDF_TYPE
EVIDENCE, FIELD, NUMBER, BASIS = (term(f"ikg:{name}") for name in ("evidence", "field", "questionNumber", "basis"))
HAS_SELECTOR, START, END, EXACT = (term(f"oa:{name}") for name in ("hasSelector", "start", "end", "exact"))
NAME, DERIVED = map(term, ("schema:name", "dcterms:source"))

TO_CONFIRM = term("ikg:toConfirm")
REASON = term("skos:editorialNote")
"""Why a curator reads a page otherwise than its words."""

_LANGUAGE = re.compile(r"@[A-Za-z0-9-]+\Z")
"""What a text in words ends with."""

Assertion = Literal["as reported", "in our words", "our reading", "not confirmed", "enrichment"]

GROUNDS: Mapping[Term, frozenset[str]] = {term(name): evidence for name, evidence in grounds().items()}
"""The evidence that a property is reported in, or concluded from, by the names of record fields."""

FIELDS: Mapping[Term, frozenset[str]] = {term(name): fields_of(name) for name in grounds()}
"""The fields of records that say a property."""


class Evidence(NamedTuple):
    """Words of a page: the question they answer (empty where none), the field, the position, its line and the words.

    `line` and `words` are known where the page is given; for a field's value the graph itself holds the words.
    """

    question: str
    fields: tuple[str, ...]
    at: Span
    line: int | None
    words: str | None


@dataclass(frozen=True, slots=True)
class Fact:
    """One triple about the entity, with its evidence.

    `basis` is stated where the page is not the ground, and where a curator read its words otherwise: his reason.
    """

    property: str
    value: Term
    label: str | None
    graph: str
    assertion: Assertion
    basis: str | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """An entity, its name and types, its facts, and every stretch of the page that it rests on.

    `doubts` is what there is to confirm of it, each after the field of the record.
    """

    iri: str
    name: str | None
    types: tuple[str, ...]
    facts: tuple[Fact, ...]
    evidence: tuple[Evidence, ...]
    doubts: tuple[str, ...] = ()


def explain(dataset: Dataset, iri: str, page: str | None, entailed: Entailments) -> Explanation | None:
    """Explain what is said of an IRI; None where nothing is.

    Args:
        dataset: the graphs to ask.
        iri: the entity, without angle brackets.
        page: the text of the page that the positions count in, if at hand.
        entailed: what is said again in the terms of others, and need not be shown twice.
    """
    subject = Term(f"<{iri}>")
    index = _Index(dataset)
    mine = list(_statements(dataset, subject, entailed))
    if not mine:
        return None
    evidence = {graph: index.evidence(subject, graph, page) for graph in {graph for graph, _ in mine}}
    stated = {
        graph: [literal(o) for of, (_, p, o) in mine if p == BASIS or (p == REASON and of == graph)]
        for graph in evidence
    }
    facts = tuple(
        _fact(graph, triple, evidence[graph], stated[graph], index)
        for graph, triple in mine
        if triple[1] not in (EVIDENCE, TYPE, BASIS, REASON, DERIVED, TO_CONFIRM)
    )
    types = {literal(o) for _, (_, p, o) in mine if p == TYPE}
    return Explanation(
        iri,
        index.name(subject),
        tuple(sorted(types)),
        facts,
        tuple(sorted({each for several in evidence.values() for each in several})),
        tuple(sorted(literal(o) for _, (_, p, o) in mine if p == TO_CONFIRM)),
    )


def _statements(dataset: Dataset, subject: Term, entailed: Entailments) -> Iterator[tuple[str, Triple]]:
    """What each graph says of a subject, but for what only says in the terms of others what it says in ours."""
    for graph in dataset.graphs:
        of = [triple for triple in graph.triples if triple[0] == subject]
        of.sort(key=lambda triple: (triple[1], natural(triple[2])))  # goal 2 before goal 10
        again = set(entailed.follow(of))
        yield from ((graph.iri, triple) for triple in of if triple not in again)


def _fact(graph: str, triple: Triple, evidence: Iterable[Evidence], stated: Sequence[str], index: _Index) -> Fact:
    _, predicate, value = triple
    speaking = tuple(each for each in evidence if GROUNDS.get(predicate, frozenset()) & set(each.fields))
    assertion: Assertion
    if is_draft(graph):
        assertion = "not confirmed"
    elif graph_part(graph) == READING:
        assertion = "in our words" if _LANGUAGE.search(value) else "our reading"
    else:
        assertion = "as reported" if index.submission(graph) else "enrichment"
    return Fact(
        literal(predicate),
        value,
        index.name(value),
        graph,
        assertion,
        _basis(value, stated) if assertion == "enrichment" else _reason(predicate, value, stated),
        speaking,
    )


def _basis(value: Term, bases: Sequence[str]) -> str | None:
    """Choose what a fact of the registry rests on: a link has a basis of its own, written `<link>: …`."""
    of_links = {basis.partition(": ")[0]: basis.partition(": ")[2] for basis in bases if basis.startswith("http")}
    return of_links.get(literal(value)) or next((basis for basis in bases if not basis.startswith("http")), None)


def _reason(predicate: Term, value: Term, reasons: Sequence[str]) -> str | None:
    """Find why a curator reads the page so: the reason for a field that says the property, if it names the value."""
    slug = literal(value).split("/")[-2:]
    for field, _, reason in (each.partition(": ") for each in reasons):
        if field in FIELDS.get(predicate, frozenset()) and any(map(partial(names, reason), (slug[-1], "/".join(slug)))):
            return reason
    return None


class _Index:
    """What the explanation of any entity needs of a dataset, gathered in one pass."""

    def __init__(self, dataset: Dataset) -> None:
        self._names: dict[Term, str] = {}
        self._evidence: dict[tuple[Term, str], list[Term]] = {}
        self._about: dict[Term, dict[Term, list[Term]]] = {}
        self._questions: dict[str, list[tuple[Span, str]]] = {}
        self._submissions: set[str] = set()
        keep = {FIELD, HAS_SELECTOR, START, END, EXACT, NUMBER}
        for graph in dataset.graphs:
            of = reported_graph(graph.iri)  # evidence stands there and in the draft
            for subject, predicate, value in graph.triples:
                if predicate == NAME and (subject not in self._names or value.endswith("@en")):
                    self._names[subject] = literal(value)
                elif predicate == EVIDENCE:
                    self._evidence.setdefault((subject, of), []).append(value)
                    self._submissions.add(of)
                elif predicate in keep:
                    self._about.setdefault(subject, {}).setdefault(predicate, []).append(value)

    def name(self, term: Term) -> str | None:
        return self._names.get(term)

    def submission(self, graph: str) -> bool:
        return graph in self._submissions

    def evidence(self, subject: Term, graph: str, page: str | None) -> tuple[Evidence, ...]:
        of = self._evidence.get((subject, reported_graph(graph)), ())
        return tuple(sorted((self._one(node, graph, page) for node in of), key=attrgetter("at")))

    def _one(self, node: Term, graph: str, page: str | None) -> Evidence:
        about = self._about.get(node, {})
        at = self._at(node)
        selector = self._about.get(about.get(HAS_SELECTOR, [Term("")])[0], {})
        words = page[at.start : at.end] if page else next((literal(exact) for exact in selector.get(EXACT, ())), None)
        line = page.count("\n", 0, at.start) + 1 if page else None
        answers = self._answers(reported_graph(graph))
        question = next((number for answer, number in answers if answer.holds(at)), "")
        return Evidence(question, tuple(sorted(literal(field) for field in about.get(FIELD, ()))), at, line, words)

    def _at(self, evidence: Term) -> Span:
        selector = self._about.get(self._about.get(evidence, {}).get(HAS_SELECTOR, [Term("")])[0], {})
        return Span(*(int(literal(selector.get(edge, [Term('"0"')])[0])) for edge in (START, END)))

    def _answers(self, graph: str) -> list[tuple[Span, str]]:
        """Where each answer of a submission stands, and to which question."""
        if graph not in self._questions:
            self._questions[graph] = [
                (self._at(evidence), literal(number))
                for (subject, where), several in self._evidence.items()
                if where == graph
                for number in self._about.get(subject, {}).get(NUMBER, ())
                for evidence in several
            ]
        return self._questions[graph]
