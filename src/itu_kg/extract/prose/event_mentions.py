"""Mentions of events in prose → the events that no block is about, each an entity made of all its mentions.

An event that two finders find at one place is the first's. What no finder can read (a date, a place) stays empty.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from itu_kg.model import edtf
from itu_kg.model.base import Span
from itu_kg.model.event_mention import MentionedEvent
from itu_kg.model.fields import Dates, Location, Name, Realisation

if TYPE_CHECKING:
    from itu_kg.extract.prose.annotated_text import AnnotatedText, Finder, Report, Sentence
    from itu_kg.extract.prose.date_phrases import DatePhrase

_AHEAD = 160
"""How far behind an event's name its place and dates may stand, in code points."""


@dataclass(frozen=True, slots=True)
class EventMention:
    """An event that prose mentions: its slug, the words that name it, and what the sentence says of it.

    `places` is where its place is named, `place` the slug; `host_at` is where the event begins that it is said to be
    held at, if the words name one.
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


def list_events(
    sources: Iterable[AnnotatedText], finders: Sequence[Finder[EventMention]], report: Report
) -> tuple[MentionedEvent, ...]:
    """List the events that texts mention, each once, with every place that names it."""
    mentions: dict[str, list[tuple[AnnotatedText, EventMention]]] = {}
    for source in sources:
        for mention in _distinct(source, finders, report):
            mentions.setdefault(mention.slug, []).append((source, mention))
    return tuple(_event(mentions, report) for mentions in mentions.values())


def _distinct(source: AnnotatedText, finders: Sequence[Finder[EventMention]], report: Report) -> Iterator[EventMention]:
    """Run the finders in turn; where two find something at one place the earlier one's stands."""
    taken: list[EventMention] = []
    for find in finders:
        for mention in find(source, report):
            place = bisect_left(taken, mention.at.start, key=lambda one: one.at.start)
            free = (place == 0 or taken[place - 1].at.end <= mention.at.start) and (
                place == len(taken) or mention.at.end <= taken[place].at.start
            )
            if free and mention.slug and not report.is_reported("event", mention.slug):
                taken.insert(place, mention)
    slugs = {mention.at.start: mention.slug for mention in taken}
    for mention in taken:
        yield replace(mention, part_of=mention.part_of or slugs.get(mention.host_at, ""))


def _event(mentions: Sequence[tuple[AnnotatedText, EventMention]], report: Report) -> MentionedEvent:
    """Make one entity of all the mentions of an event; what the first does not say a later one may."""
    source, first = mentions[0]

    def stated(name: str) -> object:
        return next((value for _, one in mentions if (value := getattr(one, name))), None)

    dates = next((one.dates for _, one in mentions if one.dates), None)
    located = next(((text.quote(one.places), one.place) for text, one in mentions if one.places and one.place), None)
    quote = source.quote(first.at)
    also = tuple(text.quote(one.at) for text, one in mentions[1:] if one.at != first.at)
    return MentionedEvent.model_validate(
        {
            "id": first.slug,
            "title": stated("title"),
            "name": Name(text=quote.text, at=quote.at, acronym=first.acronym or None, also=also),
            "dates": dates,
            "location": located and Location(text=located[0].text, at=located[0].at, places=(located[1],)),
            "realisation": stated("realisation") or _realisation(dates, report.year),
            "series": stated("series"),
            "follows": stated("follows"),
            "part_of": stated("part_of"),
            "confirm": {"name": first.doubt},
        }
    )


def _realisation(dates: Dates | None, year: int) -> Realisation | None:
    """Judge against the year of submission: what ended by its end was held; without a date nothing is said."""
    if dates is None or not dates.ranges:
        return None
    last = max(edtf.parse(written).end for written in dates.ranges)
    return "held" if int(last[:4]) <= year else "planned"


def date_after(phrases: Sequence[DatePhrase], at: Span, until: int) -> Dates | None:
    """Find the first date behind an event's name, if it is near."""
    place = bisect_left(phrases, at.end, key=lambda phrase: phrase.dates.at.start)
    if place == len(phrases):
        return None
    dates = phrases[place].dates
    return dates if dates.at.end <= until and dates.at.start - at.end <= _AHEAD else None


def place_after(sentence: Sentence, at: Span, until: int = -1) -> tuple[Span | None, str]:
    """Find the first place named behind an event's name: where it stands, with its country, and its slug."""
    end = sentence.at.end if until < 0 else until
    named = sentence.named("place", "country", within=Span(at.end, max(at.end, end)))
    if not named or named[0].at.start - at.end > _AHEAD:
        return None, ""
    city = named[0]
    before = sentence.text[: city.at.start - sentence.at.start].rstrip(" \u00a0")
    if not before.endswith((" in", "\u00a0in", "(", " at", ",")):
        return None, ""
    end = city.at.end
    if len(named) > 1 and sentence.words(Span(end, named[1].at.start)).strip(" \u00a0") == ",":
        end = named[1].at.end
    return Span(city.at.start, end), city.slug
