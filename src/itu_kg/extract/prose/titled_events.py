"""AnnotatedText → events by their names: editions of known series, and titles with an event's noun ("… Summit")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from itu_kg.extract.prose.date_phrases import DatePhrase, find_dates, first_year, read_year
from itu_kg.extract.prose.event_mentions import EventMention, date_after, place_after
from itu_kg.extract.prose.reported_entities import year_of
from itu_kg.extract.prose.title_spans import find_titles
from itu_kg.extract.words import YEAR, wordset
from itu_kg.model.base import Span
from itu_kg.model.slugs import slug

if TYPE_CHECKING:
    from itu_kg.extract.prose.annotated_text import AnnotatedText, Report, Sentence
    from itu_kg.registry.gazetteer import Mention

_HEADS = wordset(
    "Assembly Challenge Challenges Colloquium Conference Congress Consultation Consultations Day Days Dialogue "
    "Dialogues Event Expo Fair Festival Forum Forums Hackathon Hackathons Meeting Roundtable Segment Seminar Session "
    "Summit Symposium Webinar Week Workshop"
)
_GENERIC = wordset(
    "high-level opening closing ministerial annual regional global plenary special session segment event "
    "meeting week day forum dialogue workshop roundtable technical side parallel"
)
_YEAR = re.compile(rf"(?<![0-9])(?P<year>{YEAR})(?![0-9])")
_EDITION = re.compile(rf"\s?[-'’‑]([0-9]{{2}})(?![0-9])|\s({YEAR})\b")
_ACRONYM = re.compile(r"\s?\(([^()\s]{2,15})\)")
_IN_BRACKETS = re.compile(r"\([^()]{0,40}\)")
_JOINT = re.compile(r"\W*(?:and\b)?\W*")
_SITTING_OF = re.compile(r",\sa\s(?:session|meeting|edition)\sof\swhich\s")
_BESIDE = re.compile(
    r"\b(?:in conjunction with|alongside|in parallel (?:to|with)|(?:on|in) the margins of)\s(?:the\s)?$"
)
_AMONG = re.compile(r"\b(?:including|through|along with|as well as|such as|featuring|comprising|together with)\s")
_WITHOUT_DATE = "an event that the text gives no date of; check its year"
_DATED = "an event in prose; check its date and place"


class _Context(NamedTuple):
    """A sentence, the dates it holds, and the slug of the event that its block describes, if it is one."""

    source: AnnotatedText
    sentence: Sentence
    dates: list[DatePhrase]
    about: str

    def before(self, at: Span) -> str:
        """Cut out the words of the sentence before a span."""
        return self.sentence.text[: at.start - self.sentence.at.start]


def find_titled_events(source: AnnotatedText, report: Report) -> Iterator[EventMention]:
    """Find the events that a text names."""
    kind, _, about = source.stretch.about.partition("/")
    for sentence in source.sentences():
        dates = list(find_dates(sentence.text, sentence.at.start))
        context = _Context(source, sentence, dates, about if kind == "event" else "")
        series = sentence.named("series")
        for place, mention in enumerate(series):
            if not place or not _repeats(sentence, series[place - 1], mention):
                yield from _edition(context, mention, report)
        for title in find_titles(sentence.text, _HEADS):
            at = _unnamed(context, sentence.at_span(title.at))
            if at:
                yield from _titled(context, at, title.acronym, report)


def _repeats(sentence: Sentence, before: Mention, mention: Mention) -> bool:
    """Check whether a mention is the acronym in brackets behind the same series' name."""
    return before.slug == mention.slug and sentence.words(Span(before.at.end, mention.at.start)).strip() == "("


def _unnamed(context: _Context, title: Span) -> Span | None:
    """Cut off the known names that a title begins with; None if nothing is left, or it is known itself.

    A city's or a body's name may stand in a title. What the block's own entity goes by is nothing new.
    """
    sentence = context.sentence
    for mention in sentence.mentions:
        if mention.at.end <= title.start or title.end <= mention.at.start:
            continue
        if mention.at.end >= title.end or mention.at.start > title.start:
            return None
        if mention.kind not in {"organisation", "place", "country"}:
            joint = _JOINT.match(sentence.text, mention.at.end - sentence.at.start)
            title = Span(mention.at.end + (len(joint[0]) if joint else 0), title.end)
    words = sentence.words(title)
    return title if len(words.split()) > 1 and not context.source.is_about(words) else None


def _edition(context: _Context, mention: Mention, report: Report) -> Iterator[EventMention]:
    """Read an edition of a known series: with its year, or named beside the event that the block is about."""
    sentence, editions = context.sentence, report.editions
    bracket = _ACRONYM.match(sentence.text, mention.at.end - sentence.at.start)
    acronym = bracket[1] if bracket and report.known.resolve(bracket[1], "series") == mention.slug else ""
    end = sentence.span(bracket).end if bracket and acronym else mention.at.end
    suffix = _EDITION.match(sentence.text, end - sentence.at.start)
    end = sentence.span(suffix).end if suffix else end
    sitting = _SITTING_OF.match(sentence.text, end - sentence.at.start)
    beside = _BESIDE.search(context.before(mention.at)) is not None
    edition = _mention(context, Span(mention.at.start, end), beside=beside)
    year = int(suffix[2] or f"20{suffix[1]}") if suffix else first_year(edition.dates)
    doubt, part_of = _DATED, ""
    if not year:
        among = beside or _AMONG.search(context.before(mention.at))
        if not context.about or not among or mention.slug in editions.series_of.values():
            return
        year = year_of(context.about) or report.year
        doubt, part_of = _WITHOUT_DATE, "" if beside else context.about
    if (mention.slug, year) not in editions.by_year:
        made = slug(mention.slug, "session" if sitting else "", str(year))
        yield replace(edition, slug=made, doubt=doubt, acronym=acronym, series=mention.slug, part_of=part_of)


def _titled(context: _Context, at: Span, acronym: str, report: Report) -> Iterator[EventMention]:
    """Read a title: what is called no more than "High-Level Segment" is a part of the event described."""
    words = context.sentence.words(at)
    generic = set(words.lower().split()) <= _GENERIC
    if generic and not context.about:
        return
    beside = _BESIDE.search(context.before(at)) is not None
    event = _mention(context, at, beside=beside)
    match = _YEAR.search(
        context.sentence.text, at.start - context.sentence.at.start, at.end - context.sentence.at.start
    )
    year = int(match[0]) if match else first_year(event.dates)
    if match and not event.dates:
        event = replace(event, dates=read_year(context.sentence, match))
    stem = _YEAR.sub(" ", _IN_BRACKETS.sub(" ", words))
    yield replace(
        event,
        slug=slug(context.about, stem) if generic else slug(stem, str(year or year_of(context.about) or report.year)),
        doubt=_DATED if year else _WITHOUT_DATE,
        acronym=acronym,
        part_of=context.about if not beside and (generic or not year) else "",
    )


def _mention(context: _Context, at: Span, *, beside: bool) -> EventMention:
    """Read what the sentence says behind an event's name: its date (unless it is another event's) and its place."""
    dates = None if beside else date_after(context.dates, at, context.sentence.at.end)
    places, place = place_after(context.sentence, at)
    return EventMention("", at, "", dates=dates, places=places, place=place)
