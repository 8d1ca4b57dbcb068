"""Stretches → the editions of series that the report's blocks are about, so that prose does not tell of them anew."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from itu_kg.extract.stretch import Stretch

_YEAR = re.compile(r"-((?:19|20)?[0-9]{2})\Z")


def year_in(slug: str) -> int | None:
    """Give the year that an event's slug ends in: `gsr-24`, `wsis-forum-2024`."""
    year = _YEAR.search(slug)
    if not year:
        return None
    return int(year[1]) if len(year[1]) == 4 else 2000 + int(year[1])


@dataclass(frozen=True, slots=True)
class Editions:
    """The reported editions, as event slugs by series and year, and the series of each reported event."""

    by_year: Mapping[tuple[str, int], str]
    series_of: Mapping[str, str]

    def latest(self, series: str) -> str | None:
        """Give the latest reported edition of a series."""
        years = [year for name, year in self.by_year if name == series]
        return self.by_year[series, max(years)] if years else None


def editions(stretches: Iterable[Stretch]) -> Editions:
    """Collect what the blocks about events say of series and years."""
    by_year: dict[tuple[str, int], str] = {}
    series_of: dict[str, str] = {}
    for stretch in stretches:
        kind, _, slug = stretch.about.partition("/")
        year = year_in(slug)
        if kind == "event" and stretch.series:
            series_of[slug] = stretch.series
            if year:
                by_year.setdefault((stretch.series, year), slug)
    return Editions(by_year, series_of)
