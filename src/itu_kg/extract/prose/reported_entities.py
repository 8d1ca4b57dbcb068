"""Stretches → what the report's blocks are about: the names prose may call it by, and the editions of series.

Prose that names one of these tells of nothing new.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

from itu_kg.registry.gazetteer import Gazetteer, Kind, index

if TYPE_CHECKING:
    from itu_kg.extract.excerpt import Stretch

_YEAR = re.compile(r"-((?:19|20)?[0-9]{2})\Z")
_BRACKET = re.compile(r"\s*\(([^()]{2,20})\)")
_ORDINAL = re.compile(r"[0-9]{1,3}(?:st|nd|rd|th)\s")
_DASH = re.compile(r"\s[–—-]\s")
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Editions:
    """The reported editions, as event slugs by series and year, and the series of each reported event."""

    by_year: Mapping[tuple[str, int], str]
    series_of: Mapping[str, str]

    def latest(self, series: str) -> str:
        """Look up the latest reported edition of a series; empty if there is none."""
        years = [year for name, year in self.by_year if name == series]
        return self.by_year[series, max(years)] if years else ""


def year_of(slug: str) -> int | None:
    """Read the year that an event's slug ends in: `gsr-24`, `wsis-forum-2024`."""
    year = _YEAR.search(slug)
    if not year:
        return None
    return int(year[1]) if len(year[1]) == 4 else 2000 + int(year[1])


def collect_editions(stretches: Iterable[Stretch]) -> Editions:
    """Collect what the blocks about events say of series and years."""
    by_year: dict[tuple[str, int], str] = {}
    series_of: dict[str, str] = {}
    for stretch in stretches:
        kind, _, slug = stretch.about.partition("/")
        year = year_of(slug)
        if kind == "event" and stretch.series:
            series_of[slug] = stretch.series
            if year:
                by_year.setdefault((stretch.series, year), slug)
    return Editions(by_year, series_of)


def index_names(stretches: Iterable[Stretch]) -> Gazetteer:
    """Index the names of the entities that the stretches are about."""
    kinds = {kind: kind for kind in get_args(Kind)}
    seen: dict[tuple[Kind, str, str], None] = {}
    for stretch in stretches:
        kind, _, slug = stretch.about.partition("/")
        if kind in kinds and slug:
            for name in stretch.names:
                for alias in aliases(name, kind):
                    seen[kinds[kind], slug, alias] = None
    return index(seen)


def aliases(name: str, kind: str) -> Iterator[str]:
    """Vary a name to shorter ones that mean the same: without brackets and ordinal, or what a bracket holds.

    A bracket inside an event's name holds somebody else's acronym ("8th meeting of the … (U4SSC) Initiative"); in a
    partnership's name it holds its own, and the words before it are what it is called.
    """
    yield name
    bracket = _BRACKET.search(name)
    bare = _BRACKET.sub("", name).strip()
    stem = _ORDINAL.sub("", bare)
    if len(stem) > _SHORTEST:
        yield stem
    if bracket and (kind == "partnership" or bracket.end() == len(name.rstrip())):
        yield bracket[1]
        yield name[: bracket.start()]
    if kind == "partnership":
        parts = _DASH.split(bare)
        if len(parts) > 1:
            yield parts[0]
