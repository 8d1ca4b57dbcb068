"""AnnotatedText → meetings: sittings of bodies, and meetings held beside other events.

"its 47th session", "at its 2024 session", "the 68th session of the Commission", "the Conference (Bucharest, 2022)";
"its annual meeting at the … Forum 2024", "a side event at the …". Only bodies that the registry knows hold meetings.
And "a forum was held in Geneva on 3-5 May 2017": an event that has no name, but a day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from itu_kg.extract.prose.date_phrases import find_dates, read_year
from itu_kg.extract.prose.event_mentions import EventMention, date_after, place_after
from itu_kg.extract.words import ORDINAL, YEAR, ordinal_number
from itu_kg.model.base import Span
from itu_kg.model.slugs import slug

if TYPE_CHECKING:
    from itu_kg.extract.prose.annotated_text import AnnotatedText, Report, Sentence
    from itu_kg.registry.gazetteer import Mention

_KIND = r"(?:(?:annual|regular|special|ordinary|extraordinary|plenary|resumed)\s)?(?P<kind>session|meeting|plenary)"
_SESSION_SIGNS = ("session", "meeting", "plenary", "conference", "congress", "summit")
_ITS = re.compile(rf"\bits\s(?:(?P<year>{YEAR})\s|{ORDINAL}\s){_KIND}\b", re.IGNORECASE)
_OF = re.compile(rf"\b{ORDINAL}\s{_KIND}\sof\s(?:the\s)?", re.IGNORECASE)
_ACRONYM = re.compile(r"\s?\(([A-Z]{2,8}[- ]?[0-9]{1,3})\)")
_WHERE = re.compile(rf"\s?\((?P<city>[A-Z][\w'’ -]{{1,40}}),\s(?P<year>{YEAR})\)(?:\sof\s(?:the\s)?)?")
_CONFERENCE = re.compile(r"conference|congress|summit", re.IGNORECASE)
_TO_COME = re.compile(r"\b(?:will|expected|planned|scheduled|upcoming)\b")
_GAP = re.compile(r"(?P<organ>(?:\s[A-Z][\w'’-]{1,30}){0,3})(?:\s?\([^()\n]{1,20}\))?,?\s(?:at|during|in|for|of|on)\s")
_SITTING = "a sitting of a body; check when it was"
_SIDE_SIGNS = ("meeting", "side")
_BESIDE = re.compile(
    r"\b(?:its|an?)\s(?P<name>(?:annual|high-level|regular)\s(?P<meeting>meeting)|(?P<side>side[\s-]event))"
    r"\s(?:at|during|in the margins of|on the margins of)\s(?:the\s)?",
    re.IGNORECASE,
)

_HELD_SIGNS = ("held", "organi", "conven", "host", "took place", "take place")
_WAS_HELD = r"(?:held|organi[sz]ed|convened|hosted|took place|takes? place)"
_EVENT = (
    r"(?:an?|one)\s(?P<{}>(?:(?!(?:and|or|of|to|for|in)\b)[A-Za-z][\w-]*\s){{0,4}}(?:forum|conference|workshop|seminar"
    r"|symposium|summit|meeting|round[ -]?table|webinar|dialogue|consultation|event))\b"
)
_HELD = re.compile(
    rf"\b{_EVENT.format('subject')}(?=[^.;]{{0,120}}\b{_WAS_HELD}\b)|\b{_WAS_HELD}\s{_EVENT.format('object')}",
    re.IGNORECASE,
)


def find_sessions(source: AnnotatedText, report: Report) -> Iterator[EventMention]:
    """Find the sittings that a text mentions."""
    for sentence in source.sentences(_SESSION_SIGNS):
        for match in _ITS.finditer(sentence.text):
            sitting = _its(match, sentence, report)
            if sitting and (sitting.series, int(match["year"] or report.year)) not in report.editions.by_year:
                yield sitting
        for match in _OF.finditer(sentence.text):
            yield from _of(match, sentence, report)
        for match in _WHERE.finditer(sentence.text):
            yield from _held_at(match, sentence, report)


def _its(match: re.Match[str], sentence: Sentence, report: Report) -> EventMention | None:
    start, end = sentence.span(match)
    before = sentence.named("organisation", within=Span(sentence.at.start, start))
    gap = _GAP.fullmatch(sentence.text, before[-1].at.end - sentence.at.start, match.start()) if before else None
    if not gap:
        return None
    body, organ = before[-1], gap["organ"]
    dates = read_year(sentence, match) if match["year"] else None
    name = " ".join([report.title(f"organisation/{body.slug}"), *organ.split()])
    return EventMention(
        slug=slug(f"{body.slug} {organ}", match["year"] or str(ordinal_number(match["ordinal"]))),
        at=Span(body.at.start, end),
        doubt=_SITTING,
        title=f"{name}, {match[0].split(maxsplit=1)[1]}",
        dates=dates,
        realisation=None if dates or _TO_COME.search(sentence.text) else "held",
        series="" if organ else _series(body, report),
    )


def _of(match: re.Match[str], sentence: Sentence, report: Report) -> Iterator[EventMention]:
    start, end = sentence.span(match)
    body = next(iter(sentence.named("organisation", within=Span(end, sentence.at.end))), None)
    if not body or body.at.start != end:
        return
    acronym = _ACRONYM.match(sentence.text, body.at.end - sentence.at.start)
    last = sentence.span(acronym).end if acronym else body.at.end
    short = acronym[1] if acronym else ""
    made = slug(short) if short else slug(body.slug, str(ordinal_number(match["ordinal"])))
    yield EventMention(made, Span(start, last), _SITTING, short, series=_series(body, report))


def _held_at(match: re.Match[str], sentence: Sentence, report: Report) -> Iterator[EventMention]:
    """Read "Resolution 214 (Bucharest, 2022) of the Conference" and "the Conference (Bucharest, 2022)"."""
    start, end = sentence.span(match)
    for body in sentence.named("organisation"):
        if (body.at.start != end and body.at.end != start) or not _CONFERENCE.search(body.text):
            continue
        place = report.known.resolve(match["city"], "place") or ""
        yield EventMention(
            slug=slug(body.slug, match["year"]),
            at=body.at,
            doubt="a conference known by its place and year",
            title=f"{report.title(f'organisation/{body.slug}')} {match['year']}",
            dates=read_year(sentence, match),
            places=sentence.span(match, "city") if place else None,
            place=place,
            series=_series(body, report),
        )


def _series(body: Mention, report: Report) -> str:
    """Look up the series of a body's sittings, where the registry has one under the body's slug."""
    wanted = (body.slug, f"{body.slug}-session", f"{body.slug}-meeting")
    return next((one for one in wanted if ("series", one) in report.known.names), "")


def find_side_meetings(source: AnnotatedText, report: Report) -> Iterator[EventMention]:
    """Find the meetings and side events of a body that the sentence names first, at an event named right after."""
    for sentence in source.sentences(_SIDE_SIGNS):
        for match in _BESIDE.finditer(sentence.text):
            at, end = sentence.span(match, "name"), sentence.span(match).end
            before = sentence.named("organisation", within=Span(sentence.at.start, at.start))
            body = next((one.slug for one in report.subjects(before)), "")
            if not body:
                continue
            host = next((one.slug for one in sentence.named("event") if one.at.start == end), "")
            kind, series = "meeting" if match["meeting"] else "side-event", f"{body}-meeting"
            yield EventMention(
                slug=slug(body, kind, str(report.year)),
                at=at,
                doubt="an event beside another; check the year",
                title=f"{report.title(f'organisation/{body}')}, {match['name'].lower()} {report.year}",
                series=series if kind == "meeting" and ("series", series) in report.known.names else "",
                part_of=host,
                host_at=end,
            )


def find_unnamed_events(source: AnnotatedText, report: Report) -> Iterator[EventMention]:
    """Find the events of an answer that have a day but no name; what a block says is about the event that it is of."""
    if source.stretch.about:
        return
    for sentence in source.sentences(_HELD_SIGNS):
        dates = list(find_dates(sentence.text, sentence.at.start))
        for match in _HELD.finditer(sentence.text) if dates else ():
            at = sentence.span(match, "subject" if match["subject"] else "object")
            when = date_after(dates, at, sentence.at.end)
            if when is None or len(when.ranges[0].partition("/")[0]) < len("2017-05-03"):
                continue
            places, place = place_after(sentence, at)
            name = sentence.words(at)
            yield EventMention(
                slug=slug(report.respondent, name, when.ranges[0].partition("/")[0]),
                at=at,
                doubt="an event without a name of its own; check what it was",
                title=f"{name[:1].upper()}{name[1:]}, {when.text}",
                dates=when,
                places=places,
                place=place,
            )
