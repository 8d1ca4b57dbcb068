"""Queryable → what a person may look for: the names and texts of things, and the words of pages they rest on.

A text is in words where it has a language; of the others only names count: acronyms, other names, symbols of
documents. Refuses what speaks of the data itself: a basis, a doubt, an address for search engines.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from itu_kg.model.answer import Cell, Queryable
from itu_kg.model.vocab import SCHEME, VOCABULARIES

NAME, FORM, WORDS, QUOTE = range(4)
"""What a text is to its thing, the weightiest first: its name, another name, words about it, words of the page."""

_NAMES = {VOCABULARIES["schema"] + "name": NAME, VOCABULARIES["skos"] + "prefLabel": NAME} | {
    VOCABULARIES[prefix] + name: FORM
    for prefix, name in (
        ("schema", "alternateName"),
        ("skos", "altLabel"),
        ("skos", "hiddenLabel"),
        ("ikg", "acronym"),
        ("ikg", "symbol"),
    )
}
_NO_THINGS = frozenset(("source", "evidence", "selector"))
_TEXTS = """PREFIX ikg: <https://w3id.org/itu-kg/ontology#>
PREFIX schema: <http://schema.org/>
SELECT ?thing ?property ?text WHERE {
  { ?thing ?property ?text . FILTER(LANG(?text) != "")
    FILTER(?property NOT IN (ikg:basis, ikg:toConfirm, schema:address, schema:unitText)) }
  UNION { VALUES ?property { ikg:acronym ikg:symbol schema:alternateName }
    ?thing ?property ?text . FILTER(LANG(?text) = "") }
}"""
_PLACES = """PREFIX ikg: <https://w3id.org/itu-kg/ontology#>
PREFIX oa: <http://www.w3.org/ns/oa#>
SELECT ?thing ?field ?source ?start ?end ?exact ?number WHERE {
  ?evidence ikg:evidenceFor ?thing ; ikg:field ?field ; oa:hasSource ?source ; oa:hasSelector ?selector .
  ?selector oa:start ?start ; oa:end ?end .
  OPTIONAL { ?selector oa:exact ?exact }
  OPTIONAL { ?thing ikg:questionNumber ?number }
}"""


class SearchText(NamedTuple):
    """One text of a thing: what it is to it, and the field (`name`, `description`) that holds it."""

    thing: str
    role: int
    field: str
    text: str
    language: str


class Place(NamedTuple):
    """Where a thing stands in a submission: its source, the question (empty outside the answers), the field, the span.

    `text` is what stands there; the graph holds a field's words, and of a passage nothing.
    """

    thing: str
    source: str
    question: str
    field: str
    start: int
    end: int
    text: str


def texts(data: Queryable) -> Iterator[SearchText]:
    """Give the texts of all things."""
    for thing, property_, text in data.select(_TEXTS).rows:
        if thing and property_ and text and thing.kind == "uri":
            role = _NAMES.get(property_.value, WORDS)
            if role == NAME and text.language not in {"en", ""}:
                role = FORM
            yield SearchText(thing.value, role, local_name(property_.value), text.value, text.language)


def places(data: Queryable) -> Iterator[Place]:
    """Give where all things stand, in the order of submissions and their pages."""
    rows = sorted(_place(row) for row in data.select(_PLACES).rows if row[0])
    answers: dict[str, list[tuple[int, int, str]]] = {}
    for source, start, end, _, _, _, number in rows:
        if number:
            answers.setdefault(source, []).append((start, end, number))
    for source, start, end, thing, field, text, _ in rows:
        known = answers.get(source, [])
        before = bisect_right(known, (start, 1 << 60, "")) - 1
        question = known[before][2] if before >= 0 and end <= known[before][1] else ""
        yield Place(thing, local_name(source), question, field, start, end, text)


def _place(row: tuple[Cell | None, ...]) -> tuple[str, int, int, str, str, str, str]:
    thing, field, source, start, end, exact, number = (cell.value if cell else "" for cell in row)
    return source, int(start), int(end), thing, field, exact, number


def local_name(iri: str) -> str:
    """The last part of an IRI."""
    return iri.rstrip("/#").rpartition("/")[2].rpartition("#")[2]


def kind_of(iri: str, spaces: Mapping[str, str]) -> str:
    """What kind of thing an IRI names: `event`, `goal`, `target`, `concept`; empty for what is no thing to look for.

    Args:
        iri: without brackets.
        spaces: namespaces by prefix, those of our types of things among them.
    """
    things, sdg = spaces["event"].removesuffix("event/"), VOCABULARIES["sdg"]
    if iri.startswith(things):
        kind = iri[len(things) :].partition("/")[0]
        return "" if kind in _NO_THINGS else kind
    if iri.startswith(sdg):
        return "target" if "." in iri[len(sdg) :] else "goal"
    return "concept" if iri.startswith(SCHEME) else ""
