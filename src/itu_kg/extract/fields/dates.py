"""Text of a dates field → Dates: EDTF dates and intervals, and the year of "all year round".

What the report does not say is not supplied: a date without a year stays text. A day and month take their year from
the date they are joined to ("4 March and 13 June 2024"). Words that it makes nothing of are named in the doubt.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from itu_kg.extract.excerpt import Excerpt, Parsed
from itu_kg.extract.fields import date_points
from itu_kg.extract.fields.date_points import NO_END, DatePoint
from itu_kg.extract.fields.date_tokens import YEAR, split
from itu_kg.extract.fields.unread import doubts, unread
from itu_kg.model import edtf
from itu_kg.model.fields import Dates

if TYPE_CHECKING:
    from itu_kg.extract.fields.name_list import KnownNames

_YEAR_ROUND = re.compile(
    r"\b(?:(?:all|the whole|whole)[- ]year(?:[- ](?:round|long))?|year[- ]?(?:round|long)"
    rf"|throughout (?:the (?:whole |entire )?year|(?:the year )?(?P<year>{YEAR})))\b",
    re.IGNORECASE,
)
_WORDS = frozenset(("other", "blank", "silent", "dash", "list"))
"""What may stand in a run of words that nothing was made of."""
_BLANK = "\n"
_LONGEST = 2_000
_YEARLESS = "a date without its year or month is left as text"


def read(field: Excerpt, submitted: int, known: KnownNames | None = None) -> Parsed[Dates]:
    """Read a dates field.

    Args:
        field: its words.
        submitted: the year of submission, which "all year round" means where it names none.
        known: names of places, which label dates.
    """
    if len(field.text) > _LONGEST:
        what = f"{len(field.text)} characters are too many for dates; not read"
        return Parsed(Dates(text=field.text, at=field.at), what)
    ranges, year_round, doubt = (
        known.read(_dated, field.text, submitted) if known else _dated(field.text, submitted, None)
    )
    return Parsed(Dates(text=field.text, at=field.at, ranges=ranges, year_round=year_round), doubt)


def _dated(written: str, submitted: int, known: KnownNames | None) -> tuple[tuple[str, ...], int | None, str]:
    """Read ranges, the year of "all year round", and the doubt."""
    round_the_year = _YEAR_ROUND.search(written)
    text = _YEAR_ROUND.sub(lambda match: ";" * len(match[0]), written)
    tokens, changed = split(text)
    if known and any(token.kind == "other" and token.text.isalpha() for token in tokens):
        for mention in known.names.mentions(text, 0, ("place", "country")):
            text = f"{text[: mention.at.start]}{' ' * len(mention.text)}{text[mention.at.end :]}"
        tokens, changed = split(text)
    reasons = [changed]
    day_first, either = date_points.day_first(tokens)
    points = date_points.read(tokens, day_first=day_first)
    reasons.append(either)
    groups = _shared_year([*_groups(points, reasons)])
    ranges = [written for group in groups for written in _ranges(group, reasons)]
    year = None
    if round_the_year:
        named = round_the_year["year"] or (ranges[-1][:4] if ranges else "")
        year = int(named or submitted)
        if not named:
            reasons.append(f"the report names no year; {year} is the year of submission")
    if any(token.kind == "part" for token in tokens):
        reasons.append("the words tell a part of the year or month, which no date says")
    if "?" in text:
        reasons.append("a question mark says that the dates are not certain")
    if any(token.kind == "other" for token in tokens):
        left = "".join(token.text if token.kind in _WORDS else _BLANK * len(token.text) for token in tokens)
        reasons.append(unread(left, (), [(token.start, token.end) for token in tokens if token.kind != "other"]))
    if not (round_the_year or ranges or any(reasons)):
        reasons.append("no date with a year was found")
    return tuple(ranges), year, doubts(*reasons)


def _groups(points: Iterator[DatePoint], reasons: list[str]) -> Iterator[list[DatePoint]]:
    """Dates joined to each other together, each with what it takes from the one after it."""
    group: list[DatePoint] = []
    for point in points:
        if point.join == "none" and group:
            yield _filled(group, reasons)
            group = []
        group.append(point)
    if group:
        yield _filled(group, reasons)


def _filled(group: list[DatePoint], reasons: list[str]) -> list[DatePoint]:
    for place in range(len(group) - 2, -1, -1):
        date, after = group[place], group[place + 1]
        if date.day and not date.month:
            date = replace(date, month=after.month if after.day else 0)
        if date.month and not date.year and (after.join == "dash" or date.month <= after.month):
            date = replace(date, year=after.year if after.month else 0, borrowed=True)
        group[place] = date
    return _without_strokes(group, reasons) if any(point.join == "stroke" for point in group) else group


def _without_strokes(group: list[DatePoint], reasons: list[str]) -> list[DatePoint]:
    """Read "11/12/13 June" as days in a row, "May/June" as a range; "3/5 June" may be either."""
    days = [(first, last) for first, last in pairwise(group) if last.join == "stroke" and last.day]
    if any(_next_day(first) != last.text for first, last in days):
        reasons.append("days with a stroke between them are read as several")
        return [replace(point, join="list") if point.join == "stroke" else point for point in group]
    inside = {place for place, (point, after) in enumerate(pairwise(group)) if point.join == after.join == "stroke"}
    joined = [replace(point, join="dash") if point.join == "stroke" else point for point in group]
    return [point for place, point in enumerate(joined) if place not in inside]


def _shared_year(groups: list[list[DatePoint]]) -> list[list[DatePoint]]:
    """Give the one year that stands by itself ("2024: 3-5 June") to dates that have none."""
    alone = [group for group in groups if len(group) == 1 and group[0].text == f"{group[0].year:04d}" and group[0].year]
    dated = [group for group in groups if group not in alone]
    points = [point for group in dated for point in group]
    if len(alone) != 1 or not points or any(point.year or not point.month for point in points):
        return groups
    return [[replace(point, year=alone[0][0].year) for point in group] for group in dated]


def _ranges(group: Sequence[DatePoint], reasons: list[str]) -> Iterator[str]:
    place = 0
    while place < len(group):
        first = group[place]
        last = group[place + 1] if place + 1 < len(group) and group[place + 1].join == "dash" else None
        place += 2 if last else 1
        written = _range(first, last, reasons)
        if written:
            yield written


def _range(first: DatePoint, last: DatePoint | None, reasons: list[str]) -> str:
    opened = first.open or (NO_END if first.since and not last else "")
    opened = opened or (last.open if last else "")
    if opened:
        reasons.append(opened)
        return ""
    if not (first.year and (last is None or last.year)) or (first.day and not first.month):
        reasons.append(_YEARLESS)
        return ""
    end = last or first
    if end.last_month or end.last_year:
        end = replace(end, month=end.last_month, year=end.last_year or end.year)
    start, until = first.text, end.text
    if last and first.borrowed and first.month > last.month:
        start = replace(first, year=first.year - 1).text
        reasons.append(f"the range is taken to begin in {first.year - 1}")
    if first.week:
        until = _sunday(first, reasons) if first.day and not last else ""
    written = start if start == until else f"{start}/{until}"
    try:
        edtf.parse(written)
    except ValueError as problem:
        reasons.append(str(problem) if until else "a week without its first day is left as text")
        return ""
    return written


def _next_day(point: DatePoint) -> str:
    try:
        return (dt.date(point.year, point.month, point.day) + dt.timedelta(days=1)).isoformat()
    except ValueError:
        return ""


def _sunday(first: DatePoint, reasons: list[str]) -> str:
    """The last day of the week that begins on a day; "week of" a day in mid-week does not say when it begins."""
    try:
        day = dt.date(first.year, first.month, first.day)
    except ValueError:
        return ""
    if first.week.lower() == "of" and day.isoweekday() != 1:
        return ""
    reasons.append("the week is taken to have seven days")
    return (day + dt.timedelta(days=6)).isoformat()
