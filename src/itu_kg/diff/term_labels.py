"""Terms → words that a manager reads: kinds of things, properties, names, goals as numbers with titles.

Names are taken from the data, properties from the labels of the ontology; where there is none, an IRI is shortened and
its last part taken apart (`endDate`: end date). It invents no name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from itu_kg.model.graph import Term
from itu_kg.model.vocab import THINGS, VOCABULARIES, prefixes
from itu_kg.rdf.ntriples import RDF_TYPE, parts, value
from itu_kg.rdf.prefixes import shorten, term

_V = VOCABULARIES
_FULL = tuple(map(term, ("skos:prefLabel", "schema:name", "rdfs:label", "dcterms:title", "foaf:name")))
_SHORT = (term("ikg:acronym"), term("schema:alternateName"))
NAMING = frozenset((*_FULL, *_SHORT))
"""Properties that name a thing."""

_GOAL = re.compile(rf"<{re.escape(_V['sdg'])}(\d+)(\.\w+)?>")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|[_-]+")


class Name(NamedTuple):
    """What a thing is called, in full and in short; either may be empty."""

    full: str = ""
    short: str = ""


def name(facts: Iterable[tuple[Term, Term]]) -> Name:
    """Find the name among what is said of a thing (predicate, object): English, else no language, else the first."""
    labels: dict[Term, list[Term]] = {}
    for predicate, thing in facts:
        if predicate in NAMING and thing[0] == '"':
            labels.setdefault(predicate, []).append(thing)
    return Name(_first(labels, _FULL), _first(labels, _SHORT))


def plural(kind: str) -> str:
    """The plural of a kind: country, countries; series stay series."""
    if kind.endswith("s"):
        return kind
    return f"{kind[:-1]}ies" if kind.endswith("y") else f"{kind}s"


class Words:
    """How terms are said, with one base IRI and the labels of an ontology."""

    def __init__(self, base: str, labels: Mapping[Term, str]) -> None:
        self._labels = labels
        known = prefixes(base)
        self._spaces = known
        self._minted = {known[thing]: thing for thing in THINGS}

    def kind(self, subject: Term, types: Iterable[Term]) -> str:
        """What a thing is: by the type its IRI names, else by its class."""
        space = next((space for space in self._minted if subject.startswith(space, 1)), None)
        if space is not None:
            return self._minted[space]
        classes = sorted(types, key=lambda each: (not each.startswith(_V["ikg"], 1), each))
        return self.label(classes[0]) if classes else "thing"

    def label(self, term: Term) -> str:
        """The label of a property or class."""
        if term == RDF_TYPE:
            return "type"
        local = term[max(term.rfind("/"), term.rfind("#")) + 1 : -1]
        return self._labels.get(term) or " ".join(_HUMP.sub(" ", local).split()).lower() or term

    def short(self, term: Term) -> str:
        """Write an IRI with a prefix, else as it is."""
        return shorten(value(term), self._spaces)

    def value(self, term: Term, names: Mapping[Term, Name]) -> str:
        """An object in words: a literal's text, a goal's number and title, a thing's name."""
        if term[0] == '"':
            text = parts(term)
            return text.value if text.language in ("", "en") else f"{text.value} ({text.language})"
        known = names.get(term, Name())
        if goal := _GOAL.fullmatch(term):
            number = f"target {goal[1]}{goal[2]}" if goal[2] else f"goal {goal[1]}"
            return f"{number} ({known.full})" if known.full and not goal[2] else number
        return known.short or known.full or self._labels.get(term) or self.short(term)


def _first(labels: Mapping[Term, list[Term]], properties: Iterable[Term]) -> str:
    for each in properties:
        if each in labels:
            return min(map(parts, labels[each]), key=lambda text: (_rank(text.language), text)).value
    return ""


def _rank(language: str) -> int:
    return 0 if language == "en" else 1 if language.startswith("en-") else 2 if not language else 3
