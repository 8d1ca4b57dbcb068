"""Reading → phases that took place: "The first phase took place in Geneva from 10 to 12 December 2003"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from itu_kg.extract.prose.date_phrases import dated
from itu_kg.extract.prose.event_mention import Found, first_after, place_after
from itu_kg.extract.prose.session_events import ORDINAL
from itu_kg.extract.prose.words import holds
from itu_kg.model.base import Span
from itu_kg.model.slugs import slug

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itu_kg.extract.prose.annotated_text import Paragraph, Reading, Report
    from itu_kg.extract.prose.series_editions import Editions

_SIGNS = ("phase", "part", "round", "leg")
_PHASE = re.compile(
    rf"\b(?P<name>{ORDINAL}\s(?:phase|part|round|leg))\s"
    r"(?:took\splace|was\s(?:held|convened|organi[sz]ed)|will\s(?:take\splace|be\sheld))",
    re.IGNORECASE,
)


def read(reading: Reading, report: Report, editions: Editions) -> Iterator[Found]:
    """Find dated phases of the series of events that the text named last before them."""
    series = ""
    for paragraph in reading.paragraphs:
        for sentence in paragraph.sentences:
            named = paragraph.named(sentence, "series")
            for found in _phases(reading, paragraph, sentence, series, report):
                if found.slug not in editions.by_year.values():
                    yield found
            series = named[-1].slug if named else series


def _phases(reading: Reading, paragraph: Paragraph, sentence: Span, series: str, report: Report) -> Iterator[Found]:
    text = reading.words(sentence)
    matches = list(_PHASE.finditer(text)) if holds(text, _SIGNS) else []
    whens = list(dated(text, sentence.start)) if matches else []
    for place, match in enumerate(matches):
        until = sentence.start + (matches[place + 1].start() if place + 1 < len(matches) else len(text))
        verb = Span(sentence.start + match.start(), sentence.start + match.end())
        before = paragraph.named(Span(sentence.start, verb.start), "series")
        of = before[-1].slug if before else series
        when = first_after(whens, verb, until)
        if not of or not when:
            continue
        where = place_after(reading, paragraph, verb, until)
        yield Found(
            slug=slug(of, str(when.year)),
            at=Span(verb.start, verb.start + len(match["name"])),
            doubt="taken to be a phase of the series named before it",
            title=f"{report.title(f'series/{of}')}, {match['name'].lower()}",
            dates=when.dates,
            places=where[0] if where else None,
            place=where[1] if where else "",
            series=of,
        )
