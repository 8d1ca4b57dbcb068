"""Reading → editions to come: "The second UN Virtual Worlds Day is expected to take place in May 2025"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from itu_kg.extract.prose.date_phrases import When, dated, in_year
from itu_kg.extract.prose.event_mention import Found, place_after
from itu_kg.extract.prose.session_events import ORDINAL
from itu_kg.model.base import Span
from itu_kg.model.slugs import slug

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itu_kg.extract.prose.annotated_text import Paragraph, Reading, Report
    from itu_kg.extract.prose.series_editions import Editions
    from itu_kg.registry.gazetteer import Mention

_SIGNS = ("expected", "planned", "scheduled", "due", "foreseen", "set", "will")
_EXPECTED = re.compile(
    r"\b(?:(?:is|are)\s(?:\w+\s)?(?:expected|planned|scheduled|due|foreseen|set)\b"
    r"|will\s(?:\w+\s)?(?:be\s(?:held|hosted|organi[sz]ed|convened)|take\splace|continue))",
    re.IGNORECASE,
)
_NEXT = re.compile(
    rf"\b(?:next|upcoming|following|{ORDINAL})\s(?:edition\sof\s(?:the\s)?)?",
    re.IGNORECASE,
)
_NOUN = re.compile(
    r"(?:[\w+'’-]{1,30}\s){0,6}?(?:meeting|session|edition|forum|conference|summit|symposium|congress|assembly"
    r"|workshop|day|week|dialogue)\b",
    re.IGNORECASE,
)
_PART_OF = re.compile(r"\bas part of the\s|\bin conjunction with the\s", re.IGNORECASE)
_YEAR_ROUND = re.compile(r"\b(?:throughout|all|during)\s(?:the\s)?(?:whole\s)?year\b", re.IGNORECASE)
_NEAR = 50
"""How far behind the words that expect it the name of a series may begin, in code points."""


class _Told(NamedTuple):
    """A sentence that tells of something to come, and the date it gives."""

    reading: Reading
    paragraph: Paragraph
    at: Span
    cue: int
    when: When


def read(reading: Reading, report: Report, editions: Editions) -> Iterator[Found]:
    """Find the editions that a reading expects in a year after the one it reports on."""
    for paragraph, sentence in reading.sentences_with(_SIGNS):
        text = reading.words(sentence)
        cue = _EXPECTED.search(text)
        if not cue:
            continue
        whens = [*dated(text, sentence.start), *in_year(text, sentence.start)]
        later = [when for when in whens if when.year > report.year]
        if later:
            told = _Told(reading, paragraph, sentence, sentence.start + cue.start(), later[0])
            yield from _editions(told, report, editions)


def _editions(told: _Told, report: Report, editions: Editions) -> Iterator[Found]:
    named = told.paragraph.named(told.at, "series")
    about = told.reading.stretch.about.partition("/")[2]
    found = _next(told, named)
    if not found:
        return
    at, series = found
    series = series or told.reading.stretch.series or editions.series_of.get(about, "")
    if (series, told.when.year) in editions.by_year:
        return
    follows = about if series and series == told.reading.stretch.series else editions.latest(series) or ""
    stem = series or _stem(about) or slug(told.reading.words(at))
    text = told.reading.words(told.at)
    whole = _part_of(told, text)
    where = place_after(told.reading, told.paragraph, Span(told.cue, told.cue + 1), told.at.end)
    dates = told.when.dates
    if _YEAR_ROUND.search(text):
        dates = dates.model_copy(update={"year_round": told.when.year})
    yield Found(
        slug=slug(stem, str(told.when.year)),
        at=at,
        doubt="an edition to come, read from a sentence that expects it",
        title=f"{report.title(f'series/{series}')} {told.when.year}" if series else "",
        dates=dates,
        places=where[0] if where else None,
        place=where[1] if where else "",
        realisation="expected",
        series=series,
        follows=follows,
        part_of=slug(whole.slug, str(told.when.year)) if whole and whole.slug != series else "",
    )
    if whole and whole.slug != series and (whole.slug, told.when.year) not in editions.by_year:
        yield Found(
            slug=slug(whole.slug, str(told.when.year)),
            at=whole.at,
            doubt="an edition to come, read from a sentence that expects it",
            title=f"{report.title(f'series/{whole.slug}')} {told.when.year}",
            dates=told.when.dates,
            realisation="expected",
            series=whole.slug,
            follows=editions.latest(whole.slug) or "",
        )


def _next(told: _Told, named: tuple[Mention, ...]) -> tuple[Span, str] | None:
    """Give the words that name the edition, and its series if known: "next U4SSC meeting"; else the series named."""
    text = told.reading.words(told.at)
    for match in _NEXT.finditer(text, 0, told.cue - told.at.start):
        start, begun = told.at.start + match.start(), told.at.start + match.end()
        series = next((one for one in named if one.at.start == begun), None)
        if series:
            return Span(start, series.at.end), series.slug
        noun = _NOUN.match(text, match.end(), told.cue - told.at.start)
        if noun:
            return Span(start, told.at.start + noun.end()), ""
    near = (one for one in named if told.cue <= one.at.start <= told.cue + _NEAR)
    return next(((one.at, one.slug) for one in near), None)


def _part_of(told: _Told, text: str) -> Mention | None:
    cue = _PART_OF.search(text)
    if not cue:
        return None
    start = told.at.start + cue.end()
    return next((one for one in told.paragraph.named(told.at, "series") if one.at.start == start), None)


def _stem(about: str) -> str:
    head, _, year = about.rpartition("-")
    return head if year.isdigit() else about
