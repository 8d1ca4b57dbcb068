"""What the rules for mentioned events find, and the record's entity made of it."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from itu_kg.model import edtf
from itu_kg.model.base import Span
from itu_kg.model.fields import Location, Name
from itu_kg.model.submission import MentionedEvent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from itu_kg.extract.prose.annotated_text import Paragraph, Reading, Report
    from itu_kg.extract.prose.date_phrases import When
    from itu_kg.model.fields import Dates, Realisation

_AHEAD = 160
"""How far behind an event's name its place and dates may stand, in code points."""


@dataclass(frozen=True, slots=True)
class Found:
    """An event that prose mentions: its slug, the words that name it, and what the sentence says of it.

    `host_at` is where the event begins that it is said to be held at, if the words name one.
    """

    slug: str
    at: Span
    doubt: str
    acronym: str = ""
    title: str = ""
    dates: Dates | None = None
    places: Span | None = None
    place: str = ""
    realisation: Realisation | None = None
    series: str = ""
    follows: str = ""
    part_of: str = ""
    host_at: int = -1


def event(told: Sequence[tuple[Reading, Found]], report: Report) -> MentionedEvent:
    """Make one entity of all the places that mention an event; what the first does not say a later one may."""
    reading, first = told[0]

    def said(name: str) -> object:
        return next((value for _, one in told if (value := getattr(one, name))), None)

    dated = next((one.dates for _, one in told if one.dates), None)
    located = next(((source, one) for source, one in told if one.places and one.place), None)
    location = None
    if located and located[1].places:
        quote = located[0].quote(located[1].places)
        location = Location(text=quote.text, at=quote.at, mode="physical", places=(located[1].place,))
    quote = reading.quote(first.at)
    also = tuple(source.quote(one.at) for source, one in told[1:] if one.at != first.at)
    return MentionedEvent.model_validate(
        {
            "id": first.slug,
            "title": said("title"),
            "name": Name(text=quote.text, at=quote.at, acronym=first.acronym or None, also=also),
            "dates": dated,
            "location": location,
            "realisation": said("realisation") or realised(dated, report.year),
            "series": said("series"),
            "follows": said("follows"),
            "part_of": said("part_of"),
            "confirm": {"name": first.doubt},
        }
    )


def realised(dates: Dates | None, year: int) -> Realisation | None:
    """Judge against the year of submission: what ended by its end was held; without a date nothing is said."""
    if dates is None or not dates.ranges:
        return None
    last = max(edtf.parse(written).end for written in dates.ranges)
    return "held" if int(last[:4]) <= year else "planned"


def first_after(whens: Sequence[When], at: Span, until: int) -> When | None:
    """Give the first date behind an event's name, if it is near."""
    place = bisect_left(whens, at.end, key=lambda when: when.dates.at.start)
    if place == len(whens):
        return None
    when = whens[place]
    return when if when.dates.at.end <= until and when.dates.at.start - at.end <= _AHEAD else None


def place_after(reading: Reading, paragraph: Paragraph, at: Span, until: int) -> tuple[Span, str] | None:
    """Give the first place that is named behind an event's name, with the country named right after it."""
    named = paragraph.named(Span(at.end, max(at.end, until)), "place", "country")
    if not named or named[0].at.start - at.end > _AHEAD:
        return None
    city = named[0]
    before = reading.words(Span(max(paragraph.at.start, city.at.start - 4), city.at.start))
    if not before.rstrip(" \u00a0").endswith((" in", "\u00a0in", "(", " at", ",")):
        return None
    end = city.at.end
    if len(named) > 1 and reading.words(Span(end, named[1].at.start)).strip(" \u00a0") == ",":
        end = named[1].at.end
    return Span(city.at.start, end), city.slug
