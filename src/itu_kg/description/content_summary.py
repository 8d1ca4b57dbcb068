"""A graph, subject by subject → what it is about and how well: years, countries, sources, evidence, outside links.

It holds what is shared or bounded (the registry, the sources, one page's evidence), never the graph.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from itu_kg.model.graph import Term
from itu_kg.model.vocab import VOCABULARIES, graph_iri, prefixes
from itu_kg.rdf.ntriples import RDF_TYPE, parts, value
from itu_kg.rdf.prefixes import term

if TYPE_CHECKING:
    from itu_kg.description.void_statistics import Description

_SCHEMA = VOCABULARIES["schema"]
_YEAR, _ALPHA2, _SHA256, _POINTS, _EVIDENCE = (
    term(f"ikg:{name}") for name in ("reportingYear", "alpha2", "sha256", "codePoints", "evidence")
)
_NAME, _LOCATION, _INSIDE = (term(f"schema:{name}") for name in ("name", "location", "containedInPlace"))
_SAME, _DERIVED = term("schema:sameAs"), term("dcterms:source")
_TITLE = term("dcterms:title")
_SELECTOR, _START, _END = (term(f"oa:{name}") for name in ("hasSelector", "start", "end"))
_WHOLE = frozenset(map(term, ("ikg:Answer", "ikg:Submission")))
"""What the page as such is evidence of: it says where an answer stands, not that somebody made something of it."""

LINKABLE = {"organisations": f"{_SCHEMA}Organization", "countries": f"{_SCHEMA}Country", "cities": f"{_SCHEMA}City"}
"""What could have an outside identifier: a name for each kind, and its class."""


@dataclass(frozen=True, slots=True, order=True)
class Country:
    """A country that something took place in: IRI, English name, the same country elsewhere."""

    iri: str
    name: str
    same: tuple[str, ...]


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """The text a graph was read from: IRI and digest."""

    iri: str
    sha256: str


@dataclass(frozen=True, slots=True, order=True)
class Ratio:
    """So many of so many."""

    part: int
    whole: int

    def __str__(self) -> str:
        """The share as an xsd:decimal of four places; nothing of nothing is all of it."""
        tenths = (self.part * 20_000 + self.whole) // (2 * self.whole) if self.whole else 10_000
        return f"{tenths // 10_000}.{tenths % 10_000:04}"


@dataclass(frozen=True, slots=True)
class ContentSummary:
    """What a graph is about: years, countries, sources, titles of graphs; how many have evidence and outside links."""

    years: tuple[str, ...]
    countries: tuple[Country, ...]
    sources: tuple[Source, ...]
    titles: dict[str, str]
    evident: Ratio
    linked: dict[str, Ratio]


def summarise(descriptions: Iterable[Description], base: str) -> ContentSummary:
    """What a graph is about.

    Args:
        descriptions: its subjects, each once.
        base: what our IRIs begin with.
    """
    seen = _Seen(f"<{prefixes(base)['submission']}", f"<{graph_iri('', base)}")
    for subject, facts in descriptions:
        seen.add(subject, facts)
    return seen.summary()


def page_evidence(descriptions: Iterable[Description]) -> Ratio | None:
    """How much of the one page that a graph was read from is evidence of something, in code points.

    None if the graph was read from no page, or from several.
    """
    length: list[int] = []
    cited: set[Term] = set()
    selectors: dict[Term, Term] = {}
    spans: dict[Term, tuple[int, int]] = {}
    for subject, facts in descriptions:
        of = dict(facts)
        if _POINTS in of:
            length.append(int(parts(of[_POINTS]).value))
        if _SELECTOR in of:
            selectors[subject] = of[_SELECTOR]
        if _START in of and _END in of:
            spans[subject] = (int(parts(of[_START]).value), int(parts(of[_END]).value))
        if _EVIDENCE in of and not any(predicate == RDF_TYPE and thing in _WHOLE for predicate, thing in facts):
            cited.update(thing for predicate, thing in facts if predicate == _EVIDENCE)
    if len(length) != 1:
        return None
    evident = sorted(spans[selectors[each]] for each in cited if selectors.get(each) in spans)
    return Ratio(_covered(evident, length[0]), length[0])


def _covered(spans: Iterable[tuple[int, int]], length: int) -> int:
    covered, last = 0, 0
    for start, end in spans:
        stop = min(end, length)
        covered += max(0, stop - max(start, last))
        last = max(last, stop)
    return covered


@dataclass(slots=True)
class _Seen:
    """What is kept while the subjects pass."""

    submissions: str
    graphs: str
    years: set[str] = field(default_factory=set)
    places: set[Term] = field(default_factory=set)
    inside: dict[Term, Term] = field(default_factory=dict)
    countries: dict[Term, Country] = field(default_factory=dict)
    sources: list[Source] = field(default_factory=list)
    titles: dict[str, str] = field(default_factory=dict)
    claims: int = 0
    evident: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    linked: Counter[str] = field(default_factory=Counter)

    def add(self, subject: Term, facts: Sequence[tuple[Term, Term]]) -> None:
        of = dict(facts)
        if _YEAR in of:
            self.years.add(parts(of[_YEAR]).value)
        if _LOCATION in of:
            self.places.update(thing for predicate, thing in facts if predicate == _LOCATION)
        if _INSIDE in of:
            self.inside[subject] = of[_INSIDE]
        if _ALPHA2 in of and subject[0] == "<":
            self.countries[subject] = Country(value(subject), _english(facts), tuple(sorted(_same(facts))))
        if _SHA256 in of and _POINTS in of:
            self.sources.append(Source(value(subject), parts(of[_SHA256]).value))
        self._rate(subject, facts, of)

    def _rate(self, subject: Term, facts: Sequence[tuple[Term, Term]], of: dict[Term, Term]) -> None:
        if subject.startswith(self.graphs):
            if _TITLE in of:
                self.titles[value(subject)] = parts(of[_TITLE]).value
        elif _NAME in of and any(p == _DERIVED and thing.startswith(self.submissions) for p, thing in facts):
            self.claims += 1
            self.evident += _EVIDENCE in of
        types = {value(thing) for predicate, thing in facts if predicate == RDF_TYPE}
        for name, kind in LINKABLE.items():
            if kind in types:
                self.kinds[name] += 1
                self.linked[name] += _SAME in of

    def summary(self) -> ContentSummary:
        within = {self.inside.get(place, place) for place in self.places}
        return ContentSummary(
            tuple(sorted(self.years)),
            tuple(sorted(self.countries[each] for each in within if each in self.countries)),
            tuple(sorted(self.sources)),
            self.titles,
            Ratio(self.evident, self.claims),
            {name: Ratio(self.linked[name], self.kinds[name]) for name in LINKABLE},
        )


def _english(facts: Sequence[tuple[Term, Term]]) -> str:
    names = sorted(parts(thing) for predicate, thing in facts if predicate == _NAME and thing[0] == '"')
    return next((each.value for each in names if each.language in ("en", "")), "")


def _same(facts: Sequence[tuple[Term, Term]]) -> Iterator[str]:
    return (value(thing) for predicate, thing in facts if predicate == _SAME and thing[0] == "<")
