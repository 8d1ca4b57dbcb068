"""AnnotatedText → editions of series: phases that took place, and editions to come.

"The first phase took place in Geneva from 10 to 12 December 2003"; "The second UN Virtual Worlds Day is expected to
take place in May 2025".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from itu_kg.extract.prose.date_phrases import DatePhrase, find_dates, find_years, first_year
from itu_kg.extract.prose.event_mentions import EventMention, date_after, place_after
from itu_kg.extract.words import ORDINAL, holds
from itu_kg.model.base import Span
from itu_kg.model.slugs import slug

if TYPE_CHECKING:
    from itu_kg.extract.excerpt import Stretch
    from itu_kg.extract.prose.annotated_text import AnnotatedText, Report, Sentence
    from itu_kg.registry.gazetteer import Mention

_PHASE_SIGNS = ("phase", "part", "round", "leg")
_PHASE = re.compile(
    rf"\b(?P<name>{ORDINAL}\s(?:phase|part|round|leg))\s"
    r"(?:took\splace|was\s(?:held|convened|organi[sz]ed)|will\s(?:take\splace|be\sheld))",
    re.IGNORECASE,
)
_PLAN_SIGNS = ("expected", "planned", "scheduled", "due", "foreseen", "set", "will")
_EXPECTED = re.compile(
    r"\b(?:(?:is|are)\s(?:\w+\s)?(?:expected|planned|scheduled|due|foreseen|set)\b"
    r"|will\s(?:\w+\s)?(?:be\s(?:held|hosted|organi[sz]ed|convened)|take\splace|continue))",
    re.IGNORECASE,
)
_NEXT = re.compile(rf"\b(?:next|upcoming|following|{ORDINAL})\s(?:edition\sof\s(?:the\s)?)?", re.IGNORECASE)
_NOUN = re.compile(
    r"(?:[\w+'’-]{1,30}\s){0,6}?(?:meeting|session|edition|forum|conference|summit|symposium|congress|assembly"
    r"|workshop|day|week|dialogue)\b",
    re.IGNORECASE,
)
_PART_OF = re.compile(r"\bas part of the\s|\bin conjunction with the\s", re.IGNORECASE)
_YEAR_ROUND = re.compile(r"\b(?:throughout|all|during)\s(?:the\s)?(?:whole\s)?year\b", re.IGNORECASE)
_NEAR = 50
"""How far behind the words that expect it the name of a series may begin, in code points."""
_TO_COME = "an edition to come, read from a sentence that expects it"


def find_phases(source: AnnotatedText, report: Report) -> Iterator[EventMention]:
    """Find dated phases of the series of events that the text named last before them."""
    series = ""
    for sentence in source.sentences():
        for phase in _phases(sentence, series, report):
            if phase.slug not in report.editions.by_year.values():
                yield phase
        named = sentence.named("series")
        series = named[-1].slug if named else series


def _phases(sentence: Sentence, series: str, report: Report) -> Iterator[EventMention]:
    matches = list(_PHASE.finditer(sentence.text)) if holds(sentence.text, _PHASE_SIGNS) else []
    phrases = list(find_dates(sentence.text, sentence.at.start)) if matches else []
    for place, match in enumerate(matches):
        verb = sentence.span(match)
        until = sentence.span(matches[place + 1]).start if place + 1 < len(matches) else sentence.at.end
        before = sentence.named("series", within=Span(sentence.at.start, verb.start))
        of = before[-1].slug if before else series
        dates = date_after(phrases, verb, until)
        if not of or not dates:
            continue
        places, where = place_after(sentence, verb, until)
        yield EventMention(
            slug=slug(of, str(first_year(dates))),
            at=sentence.span(match, "name"),
            doubt="taken to be a phase of the series named before it",
            title=f"{report.title(f'series/{of}')}, {match['name'].lower()}",
            dates=dates,
            places=places,
            place=where,
            series=of,
        )


class _Plan(NamedTuple):
    """A sentence that tells of something to come, where the words that expect it begin, and the date it gives."""

    sentence: Sentence
    cue: int
    date: DatePhrase


def find_planned_editions(source: AnnotatedText, report: Report) -> Iterator[EventMention]:
    """Find the editions that a text expects in a year after the one it reports on."""
    for sentence in source.sentences(_PLAN_SIGNS):
        cue = _EXPECTED.search(sentence.text)
        if not cue:
            continue
        start = sentence.at.start
        phrases = [*find_dates(sentence.text, start), *find_years(sentence.text, start)]
        later = [phrase for phrase in phrases if phrase.year > report.year]
        if later:
            yield from _editions(_Plan(sentence, sentence.span(cue).start, later[0]), source.stretch, report)


def _editions(plan: _Plan, stretch: Stretch, report: Report) -> Iterator[EventMention]:
    named = _next(plan)
    if not named:
        return
    at, series = named
    sentence, (dates, year), editions = plan.sentence, plan.date, report.editions
    about = stretch.about.partition("/")[2]
    series = series or stretch.series or editions.series_of.get(about, "")
    if (series, year) in editions.by_year:
        return
    whole = _whole(sentence)
    if whole and whole.slug == series:
        whole = None
    head, _, ending = about.rpartition("-")
    stem = series or (head if ending.isdigit() else about) or slug(sentence.words(at))
    places, place = place_after(sentence, Span(plan.cue, plan.cue + 1))
    year_round = bool(_YEAR_ROUND.search(sentence.text))
    yield EventMention(
        slug=slug(stem, str(year)),
        at=at,
        doubt=_TO_COME,
        title=f"{report.title(f'series/{series}')} {year}" if series else "",
        dates=dates.model_copy(update={"year_round": year}) if year_round else dates,
        places=places,
        place=place,
        realisation="expected",
        series=series,
        follows=about if series and series == stretch.series else editions.latest(series),
        part_of=slug(whole.slug, str(year)) if whole else "",
    )
    if whole and (whole.slug, year) not in editions.by_year:
        yield EventMention(
            slug=slug(whole.slug, str(year)),
            at=whole.at,
            doubt=_TO_COME,
            title=f"{report.title(f'series/{whole.slug}')} {year}",
            dates=dates,
            realisation="expected",
            series=whole.slug,
            follows=editions.latest(whole.slug),
        )


def _next(plan: _Plan) -> tuple[Span, str] | None:
    """Find the words that name the edition, and its series if known: "next U4SSC meeting"; else the series named."""
    sentence, until = plan.sentence, plan.cue - plan.sentence.at.start
    named = sentence.named("series")
    for match in _NEXT.finditer(sentence.text, 0, until):
        start, end = sentence.span(match)
        series = next((one for one in named if one.at.start == end), None)
        if series:
            return Span(start, series.at.end), series.slug
        noun = _NOUN.match(sentence.text, match.end(), until)
        if noun:
            return Span(start, sentence.span(noun).end), ""
    return next(((one.at, one.slug) for one in named if plan.cue <= one.at.start <= plan.cue + _NEAR), None)


def _whole(sentence: Sentence) -> Mention | None:
    """Find the series that the event is said to be a part of."""
    cue = _PART_OF.search(sentence.text)
    start = sentence.span(cue).end if cue else -1
    return next((one for one in sentence.named("series") if one.at.start == start), None)
