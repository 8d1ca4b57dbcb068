"""Submission × other submissions → its events, resources and partnerships that another knows under another id.

Two records share a thing only where its ids agree, so a thing that goes by a like name elsewhere is shown, ranked, to
the person who can say whether it is the same. Nothing is renamed here. An event of another year is another edition.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from itu_kg.model.event_mention import MentionedEvent
from itu_kg.model.questionnaire import Event, Partnership, Resource
from itu_kg.registry.candidates import Candidate, Candidates
from itu_kg.registry.unresolved import Unresolved

if TYPE_CHECKING:
    from itu_kg.model.submission import Initiative, Submission
    from itu_kg.records.yaml_document import Location
    from itu_kg.registry.gazetteer import Kind

LIKELY = 85.0
"""The score from which a thing of another record is likely enough the same to ask about it."""

_FIELDS: tuple[tuple[str, Kind], ...] = (
    ("events", "event"),
    ("resources", "resource"),
    ("partnerships", "partnership"),
    ("mentions", "event"),
    ("initiatives", "partnership"),
)


def find_duplicates(
    submission: Submission, others: Iterable[Submission]
) -> Iterator[tuple[Unresolved, tuple[Candidate, ...]]]:
    """List the things of a record whose id no other record has, with those of others that go by a name like theirs."""
    theirs = [thing for other in others for thing in _things(other)]
    years: dict[tuple[str, str], int] = {}
    for _, kind, entity in theirs:
        years.setdefault((kind, entity.id), _year(entity))
    candidates = Candidates(
        (kind, entity.id, name)
        for _, kind, entity in theirs
        for name in (entity.name.text, entity.name.acronym)
        if name
    )
    for location, kind, entity in _things(submission):
        if (kind, entity.id) in years:
            continue
        year, name = _year(entity), entity.name
        likely = tuple(
            one
            for one in candidates.of(name.text, (kind,))
            if one.score >= LIKELY and (not year or years[one.kind, one.slug] in (0, year))
        )
        if likely:
            yield Unresolved(location, "slug", name.text, name.at, (kind,), entity.id, needed=False), likely


def _things(
    submission: Submission,
) -> Iterator[tuple[Location, Kind, Event | MentionedEvent | Resource | Partnership | Initiative]]:
    for field, kind in _FIELDS:
        for number, entity in enumerate(getattr(submission, field)):
            yield (field, number, "id"), kind, entity


def _year(entity: Event | MentionedEvent | Resource | Partnership | Initiative) -> int:
    """Read the year that an event's dates begin in; 0 where none is known, and for what is no event."""
    dates = entity.dates if isinstance(entity, Event | MentionedEvent) else None
    if dates is None:
        return 0
    return int(dates.ranges[0][:4]) if dates.ranges else dates.year_round or 0
