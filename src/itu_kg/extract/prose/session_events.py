"""Reading → sittings of bodies: "its 47th session", "at its 2024 session", "the 68th session of the Commission"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from itu_kg.extract.excerpt import Excerpt
from itu_kg.extract.fields import dates
from itu_kg.extract.prose.event_mention import Found
from itu_kg.extract.prose.words import words
from itu_kg.model.base import Span
from itu_kg.model.slugs import slug

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itu_kg.extract.prose.annotated_text import Paragraph, Reading, Report
    from itu_kg.extract.prose.series_editions import Editions
    from itu_kg.registry.gazetteer import Mention

ORDINALS = words(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth"
)
ORDINAL = rf"(?P<ordinal>[0-9]{{1,3}}(?:st|nd|rd|th)|{'|'.join(ORDINALS)})"
_KIND = r"(?:(?:annual|regular|special|ordinary|extraordinary|plenary|resumed)\s)?(?P<kind>session|meeting|plenary)"
_SIGNS = ("session", "meeting", "plenary", "conference", "congress", "summit")
_ITS = re.compile(rf"\bits\s(?:(?P<year>(?:19|20)[0-9]{{2}})\s|{ORDINAL}\s){_KIND}\b", re.IGNORECASE)
_OF = re.compile(rf"\b{ORDINAL}\s{_KIND}\sof\s(?:the\s)?", re.IGNORECASE)
_ACRONYM = re.compile(r"\s?\((?P<acronym>[A-Z]{2,8}[- ]?(?P<number>[0-9]{1,3}))\)")
_WHERE = re.compile(r"\s?\((?P<city>[A-Z][\w'’ -]{1,40}),\s(?P<year>(?:19|20)[0-9]{2})\)(?:\sof\s(?:the\s)?)?")
_CONFERENCE = re.compile(r"conference|congress|summit", re.IGNORECASE)
_TO_COME = re.compile(r"\b(?:will|expected|planned|scheduled|upcoming)\b")
_GAP = re.compile(r"(?P<organ>(?:\s[A-Z][\w'’-]{1,30}){0,3})(?:\s?\([^()\n]{1,20}\))?,?\s(?:at|during|in|for|of|on)\s")


def number(ordinal: str) -> int:
    """Give the number of "47th" or "eighth"."""
    return int(ordinal[:-2]) if ordinal[0].isdigit() else ORDINALS.index(ordinal.lower()) + 1


def read(reading: Reading, report: Report, editions: Editions) -> Iterator[Found]:
    """Find the sittings that a reading mentions, of bodies the registry knows."""
    for paragraph, sentence in reading.sentences_with(_SIGNS):
        text = reading.words(sentence)
        for match in _ITS.finditer(text):
            found = _its(match, text, sentence, paragraph, report)
            year = int(match["year"] or report.year)
            if found and (found.series, year) not in editions.by_year:
                yield found
        for match in _OF.finditer(text):
            yield from _of(match, text, sentence, paragraph, report)
        for match in _WHERE.finditer(text):
            yield from _held_at(match, sentence, paragraph, report)


def _its(match: re.Match[str], text: str, sentence: Span, paragraph: Paragraph, report: Report) -> Found | None:
    before = paragraph.named(Span(sentence.start, sentence.start + match.start()), "organisation")
    if not before:
        return None
    body = before[-1]
    gap = _GAP.fullmatch(text, body.at.end - sentence.start, match.start())
    if not gap:
        return None
    organ = f"{body.slug} {gap['organ']}" if gap["organ"] else body.slug
    which = match["year"] or str(number(match["ordinal"]))
    at = Span(body.at.start, sentence.start + match.end())
    when = None
    if match["year"]:
        start = sentence.start + match.start("year")
        when = dates.read(Excerpt(match["year"], start), report.year).value
    name = " ".join([report.title(f"organisation/{body.slug}"), *gap["organ"].split()])
    return Found(
        slug=slug(organ, which),
        at=at,
        doubt="a sitting of a body; check when it was",
        title=f"{name}, {match[0].split(maxsplit=1)[1]}",
        dates=when,
        realisation=None if when or _TO_COME.search(text) else "held",
        series="" if gap["organ"] else _series(body, report),
    )


def _of(match: re.Match[str], text: str, sentence: Span, paragraph: Paragraph, report: Report) -> Iterator[Found]:
    start = sentence.start + match.end()
    for body in paragraph.named(Span(start, sentence.end), "organisation")[:1]:
        if body.at.start != start:
            continue
        acronym = _ACRONYM.match(text, body.at.end - sentence.start)
        end = sentence.start + acronym.end() if acronym else body.at.end
        short = acronym["acronym"] if acronym else ""
        made = slug(short) if short else slug(body.slug, str(number(match["ordinal"])))
        at = Span(sentence.start + match.start(), end)
        yield Found(made, at, "a sitting of a body; check when it was", short, series=_series(body, report))


def _held_at(match: re.Match[str], sentence: Span, paragraph: Paragraph, report: Report) -> Iterator[Found]:
    """Read "Resolution 214 (Bucharest, 2022) of the Conference" and "the Conference (Bucharest, 2022)"."""
    start, end = sentence.start + match.start(), sentence.start + match.end()
    for body in paragraph.named(sentence, "organisation"):
        if body.at.start != end and body.at.end != start:
            continue
        if not _CONFERENCE.search(body.text):
            continue
        city = Span(sentence.start + match.start("city"), sentence.start + match.end("city"))
        place = report.known.resolve(match["city"], "place") or ""
        yield Found(
            slug=slug(body.slug, match["year"]),
            at=body.at,
            doubt="a conference known by its place and year",
            title=f"{report.title(f'organisation/{body.slug}')} {match['year']}",
            dates=dates.read(Excerpt(match["year"], sentence.start + match.start("year")), report.year).value,
            places=city if place else None,
            place=place,
            series=_series(body, report),
        )


def _series(body: Mention, report: Report) -> str:
    """Give the series of a body's sittings, where the registry has one under the body's slug."""
    wanted = (body.slug, f"{body.slug}-session", f"{body.slug}-meeting")
    return next((one for one in wanted if ("series", one) in report.known.names), "")
