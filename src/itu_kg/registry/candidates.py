"""Name × Registry → ranked candidates: known things that go by a similar name. It decides nothing.

A score is 0 to 100: 100 is the same name but for case, accents, spaces and hyphens; 95 is an acronym that the other's
initials spell; what merely resembles stays below. Ratios are of rapidfuzz: `token_sort_ratio` compares the words in
any order, `token_set_ratio` the words that both have, which counts less the longer the rest of one of them is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rapidfuzz import fuzz, process

from itu_kg.model.registry import Registry
from itu_kg.registry.gazetteer import Kind, is_acronym, key, names

LEAST = 60.0
"""The lowest score worth showing."""

_INITIALS = 95.0
_RESEMBLANCE = 94.0
"""The most that a mere resemblance scores."""

_SHORTEST = 4
"""Fewer letters than this resemble anything: WHO is not nearly WMO."""

_MOST_ROWS = 50
_BRACKETED = re.compile(r"([^()]{2,})\(([^()]{2,})\)\s*")
_SMALL = frozenset(("a", "and", "de", "des", "du", "for", "in", "la", "le", "of", "on", "the", "to"))
_SHORT = {"un": "united nations", "intl": "international", "dept": "department"}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A known thing that a name may mean, its score from 0 to 100, its name, and the spelling that scored."""

    kind: Kind
    slug: str
    score: float
    name: str
    by: str


class _Row(NamedTuple):
    slug: str
    name: str
    key: str
    initials: str


class Candidates:
    """The names of a registry, or others given as kind and slug of the thing and how it is written, to compare with."""

    def __init__(self, known: Registry | Iterable[tuple[Kind, str, str]]) -> None:
        given = list(names(known) if isinstance(known, Registry) else known)
        rows: dict[Kind, list[_Row]] = {}
        for kind, slug, name in sorted(set(given)):
            rows.setdefault(kind, []).append(_Row(slug, name, key(name), _initials(name)))
        self._rows = rows
        self._words = {kind: [_words(row.name) for row in shelf] for kind, shelf in rows.items()}
        self._names: dict[tuple[str, str], str] = {}
        for kind, slug, name in given:
            self._names.setdefault((kind, slug), name)

    def of(self, name: str, kinds: Iterable[Kind], most: int = 5) -> tuple[Candidate, ...]:
        """Rank the known things of these types that `name` may mean, the best first; things of one score by slug."""
        best: dict[tuple[Kind, str], Candidate] = {}
        for kind in kinds:
            for spelling in _spellings(name):
                for row, score in self._scored(spelling, kind):
                    known = best.get((kind, row.slug))
                    if score >= LEAST and (known is None or known.score < score):
                        official = self._names[kind, row.slug]
                        best[kind, row.slug] = Candidate(kind, row.slug, round(score, 1), official, row.name)
        ranked = sorted(best.values(), key=lambda each: (-each.score, each.kind, each.slug))
        return tuple(ranked[:most])

    def _scored(self, name: str, kind: Kind) -> Iterator[tuple[_Row, float]]:
        """Score the names of things of a type; a name may come more than once."""
        shelf = self._rows.get(kind, [])
        words, initials, spelled = _words(name), _initials(name), key(name)
        for row in shelf:
            if row.key == spelled:
                yield row, 100.0
            elif (row.initials and row.initials == spelled) or (initials and initials == row.key):
                yield row, _INITIALS
        for ratio in (fuzz.token_sort_ratio, fuzz.token_set_ratio):
            matches: Sequence[tuple[str, float, int]] = process.extract(
                words, self._words.get(kind, []), scorer=ratio, processor=None, limit=_MOST_ROWS, score_cutoff=LEAST
            )
            for other, score, number in matches:
                if min(len(words), len(other)) < _SHORTEST and score < 100:
                    continue
                shared = min(len(words), len(other)) / max(len(words), len(other))
                weight = 0.5 + shared / 2 if ratio is fuzz.token_set_ratio else 1.0
                yield shelf[number], min(score * weight, _RESEMBLANCE)


def nearest(slug: str, among: Iterable[str]) -> str | None:
    """Find the slug most like one that does not exist; None where none is."""
    best = process.extractOne(slug, sorted(among), scorer=fuzz.ratio, score_cutoff=LEAST)
    return best[0] if best else None


def _spellings(name: str) -> Iterator[str]:
    yield name
    bracketed = _BRACKETED.fullmatch(name)
    if bracketed:
        yield from (part.strip() for part in bracketed.groups())


def _words(name: str) -> str:
    """Write a name for comparison: lower case, no accents, short words gone, usual abbreviations written out."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    words = [word for word in re.findall(r"[^\W_]+", plain) if word not in _SMALL]
    return " ".join(_SHORT.get(word, word) for word in words)


def _initials(name: str) -> str:
    """Take the initials of a name of three words or more, as `key` writes an acronym; empty for an acronym."""
    if is_acronym(name):
        return ""
    words = [word for word in re.findall(r"[^\W\d_]+", name) if word.lower() not in _SMALL]
    return key("".join(word[0] for word in words)) if len(words) > 2 else ""
