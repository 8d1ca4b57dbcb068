"""Reading → events by their names: editions of known series, and titles with an event's noun ("… Summit", "… Day")."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from itu_kg.extract.excerpt import Excerpt
from itu_kg.extract.fields import dates
from itu_kg.extract.prose.date_phrases import dated
from itu_kg.extract.prose.event_mention import Found, first_after, place_after
from itu_kg.extract.prose.series_editions import year_in
from itu_kg.extract.prose.title_spans import titles
from itu_kg.extract.prose.words import wordset
from itu_kg.model.base import Span
from itu_kg.model.slugs import slug
from itu_kg.registry.gazetteer import key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from itu_kg.extract.prose.annotated_text import Paragraph, Reading, Report
    from itu_kg.extract.prose.date_phrases import When
    from itu_kg.extract.prose.series_editions import Editions
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
_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_EDITION = re.compile(r"\s?[-'’‑]([0-9]{2})(?![0-9])|\s((?:19|20)[0-9]{2})\b")
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


class _Sentence:
    """A sentence in its paragraph, with its words and the dates it holds."""

    def __init__(self, reading: Reading, paragraph: Paragraph, at: Span) -> None:
        self.reading, self.paragraph, self.at = reading, paragraph, at
        self.text = reading.words(at)
        self.whens: Sequence[When] = list(dated(self.text, at.start))
        self.about = reading.stretch.about.removeprefix("event/") if reading.stretch.about.startswith("event/") else ""

    def before(self, at: Span) -> str:
        """Give the words of the sentence before a position."""
        return self.text[: at.start - self.at.start]


def read(reading: Reading, report: Report, editions: Editions) -> Iterator[Found]:
    """Find the events that a reading names, in order."""
    for paragraph in reading.paragraphs:
        for at in paragraph.sentences:
            sentence = _Sentence(reading, paragraph, at)
            named = paragraph.named(at)
            series = [mention for mention in named if mention.kind == "series"]
            for place, mention in enumerate(series):
                if not place or not _repeats(sentence, series[place - 1], mention):
                    yield from _edition(sentence, mention, report, editions)
            for title in titles(sentence.text, _HEADS):
                stands = _unnamed(sentence, Span(at.start + title.at.start, at.start + title.at.end), named)
                if stands:
                    yield from _titled(sentence, stands, title.acronym, report)


def _repeats(sentence: _Sentence, before: Mention, mention: Mention) -> bool:
    """Say whether a mention is the acronym in brackets behind the same series' name."""
    gap = sentence.reading.words(Span(before.at.end, mention.at.start)) if before.at.end < mention.at.start else ""
    return before.slug == mention.slug and gap.strip() == "("


def _unnamed(sentence: _Sentence, title: Span, named: Sequence[Mention]) -> Span | None:
    """Give what is left of a title behind the known names it begins with; None if nothing, or it is known itself.

    A city's or a body's name may stand in a title. What the block's own entity goes by is nothing new.
    """
    for mention in named:
        if mention.at.end <= title.start or title.end <= mention.at.start:
            continue
        if mention.at.end >= title.end or mention.at.start > title.start:
            return None
        if mention.kind not in {"organisation", "place", "country"}:
            joint = _JOINT.match(sentence.text, mention.at.end - sentence.at.start)
            title = Span(mention.at.end + (len(joint[0]) if joint else 0), title.end)
    words = sentence.reading.words(title)
    own = any(key(words) in key(name) for name in sentence.reading.stretch.names)
    return title if len(words.split()) > 1 and not own else None


def _edition(sentence: _Sentence, mention: Mention, report: Report, editions: Editions) -> Iterator[Found]:
    """Read an edition of a known series: with its year, or named beside the event that the block is about."""
    bracket = _ACRONYM.match(sentence.text, mention.at.end - sentence.at.start)
    acronym = bracket[1] if bracket and report.known.resolve(bracket[1], "series") == mention.slug else ""
    end = mention.at.end + (len(bracket[0]) if bracket and acronym else 0)
    suffix = _EDITION.match(sentence.text, end - sentence.at.start)
    end += len(suffix[0]) if suffix else 0
    year = int(suffix[2] or f"20{suffix[1]}") if suffix else 0
    sitting = _SITTING_OF.match(sentence.text, end - sentence.at.start)
    beside = _BESIDE.search(sentence.before(mention.at)) is not None
    found = _placed(sentence, Span(mention.at.start, end), bare=beside)
    year = year or (int(found.dates.ranges[0][:4]) if found.dates else 0)
    doubt, part_of = _DATED, ""
    if not year:
        among = beside or _AMONG.search(sentence.before(mention.at))
        if not sentence.about or not among or mention.slug in editions.series_of.values():
            return
        year = year_in(sentence.about) or report.year
        doubt, part_of = _WITHOUT_DATE, "" if beside else sentence.about
    if (mention.slug, year) not in editions.by_year:
        made = slug(mention.slug, "session" if sitting else "", str(year))
        yield replace(found, slug=made, doubt=doubt, acronym=acronym, series=mention.slug, part_of=part_of)


def _titled(sentence: _Sentence, at: Span, acronym: str, report: Report) -> Iterator[Found]:
    """Read a title: what is called no more than "High-Level Segment" is a part of the event described."""
    words = sentence.reading.words(at)
    generic = set(words.lower().split()) <= _GENERIC
    if generic and not sentence.about:
        return
    beside = _BESIDE.search(sentence.before(at)) is not None
    found = _placed(sentence, at, bare=beside)
    said = _YEAR.search(words)
    year = int(said[0]) if said else int(found.dates.ranges[0][:4]) if found.dates else 0
    doubt = _DATED if year else _WITHOUT_DATE
    part_of = sentence.about if sentence.about and not beside and (generic or not year) else ""
    if said and not found.dates:
        start = at.start + said.start()
        found = replace(found, dates=dates.read(Excerpt(said[0], start), report.year).value)
    stem = _YEAR.sub(" ", _IN_BRACKETS.sub(" ", words))
    made = slug(sentence.about, stem) if generic else slug(stem, str(year or year_in(sentence.about) or report.year))
    yield replace(found, slug=made, doubt=doubt, acronym=acronym, part_of=part_of)


def _placed(sentence: _Sentence, at: Span, *, bare: bool) -> Found:
    """Give what the sentence says behind an event's name: its date (unless it is another event's) and its place."""
    when = None if bare else first_after(sentence.whens, at, sentence.at.end)
    where = place_after(sentence.reading, sentence.paragraph, at, sentence.at.end)
    return Found(
        slug="",
        at=at,
        doubt="",
        dates=when.dates if when else None,
        places=where[0] if where else None,
        place=where[1] if where else "",
    )
