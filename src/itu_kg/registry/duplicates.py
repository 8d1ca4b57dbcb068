"""Submission × other submissions → its events, resources and partnerships that another knows under another id.

Two records share a thing only where its ids agree, so a thing that goes by a like name elsewhere is shown, ranked, to
the person who can say whether it is the same. Nothing is renamed here. An event of another year is another edition.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from itu_kg.model.questionnaire import Event
from itu_kg.model.submission import MentionedEvent
from itu_kg.registry.candidates import Candidates

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from itu_kg.model.base import Span
    from itu_kg.model.fields import Name
    from itu_kg.model.questionnaire import Partnership, Resource
    from itu_kg.model.submission import Initiative, Submission
    from itu_kg.records.yaml_document import Location
    from itu_kg.registry.candidates import Candidate
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


class Alike(NamedTuple):
    """A thing of a record: where its id stands, its type, id and name, where that stands, and what it may be."""

    location: Location
    kind: Kind
    slug: str
    text: str
    at: Span
    candidates: tuple[Candidate, ...]


def alike(submission: Submission, others: Iterable[Submission]) -> Iterator[Alike]:
    """List the things of a record whose id no other record has, and that go by a name like one in another."""
    theirs = [one for other in others for one in _things(other)]
    known = {(kind, entity.id) for _, kind, entity in theirs}
    years: dict[tuple[str, str], int] = {}
    for _, kind, entity in theirs:
        years.setdefault((kind, entity.id), _year(entity))
    among = Candidates.among((kind, entity.id, name) for _, kind, entity in theirs for name in _names(entity.name))
    for location, kind, entity in _things(submission):
        if (kind, entity.id) in known:
            continue
        year = _year(entity)
        found = tuple(
            one
            for one in among.of(entity.name.text, (kind,))
            if one.score >= LIKELY and (not year or years[one.kind, one.slug] in (0, year))
        )
        if found:
            yield Alike(location, kind, entity.id, entity.name.text, entity.name.at, found)


def _things(
    submission: Submission,
) -> Iterator[tuple[Location, Kind, Event | MentionedEvent | Resource | Partnership | Initiative]]:
    for field, kind in _FIELDS:
        for number, entity in enumerate(getattr(submission, field)):
            yield (field, number, "id"), kind, entity


def _names(name: Name) -> Iterator[str]:
    yield name.text
    if name.acronym:
        yield name.acronym


def _year(entity: Event | MentionedEvent | Resource | Partnership | Initiative) -> int:
    """Give the year that an event's dates begin in; 0 where none is known, and for what is no event."""
    dates = entity.dates if isinstance(entity, Event | MentionedEvent) else None
    if dates is None:
        return 0
    return int(dates.ranges[0][:4]) if dates.ranges else dates.year_round or 0
