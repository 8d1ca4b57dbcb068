"""Reading → events that prose mentions and no block is about.

Each family of rules has its function: sittings of bodies, phases and editions that took place, editions to come,
editions of known series with their year, meetings beside other events, and titles. An event that two rules find at
one place is the first rule's. What a rule cannot read (a date, a place) stays empty.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING

from itu_kg.extract.prose import phase_events, planned_events, session_events, side_events, titled_events
from itu_kg.extract.prose.event_mention import Found, event

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from itu_kg.extract.prose.annotated_text import Reading, Report
    from itu_kg.extract.prose.series_editions import Editions
    from itu_kg.model.submission import MentionedEvent

_RULES = (session_events.read, phase_events.read, planned_events.read, side_events.read, titled_events.read)


def mentioned(readings: Iterable[Reading], report: Report, editions: Editions) -> tuple[MentionedEvent, ...]:
    """Give the mentioned events, each once, with every place that names it."""
    found: dict[str, list[tuple[Reading, Found]]] = {}
    for reading in readings:
        if reading.stretch.kind != "field":
            for one in _apart(reading, report, editions):
                found.setdefault(one.slug, []).append((reading, one))
    return tuple(event(told, report) for told in found.values())


def _apart(reading: Reading, report: Report, editions: Editions) -> Iterator[Found]:
    """Run the rules in turn; where two find something at one place the earlier rule's stands."""
    taken: list[Found] = []
    for rule in _RULES:
        for one in rule(reading, report, editions):
            place = bisect_left(taken, one.at.start, key=_start)
            free = (place == 0 or taken[place - 1].at.end <= one.at.start) and (
                place == len(taken) or one.at.end <= taken[place].at.start
            )
            if free and one.slug and not report.is_reported("event", one.slug):
                taken.insert(place, one)
    begins = {one.at.start: one.slug for one in taken}
    for one in taken:
        yield replace(one, part_of=one.part_of or begins.get(one.host_at, ""))


def _start(found: Found) -> int:
    return found.at.start
