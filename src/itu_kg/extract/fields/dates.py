"""Text of a dates field → Dates: EDTF dates and intervals, and the year of "all year round".

What the report does not say is not supplied: a date without a year stays text. A day and month take their year from
the date they are joined to ("4 March and 13 June 2024").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from itu_kg.extract.excerpt import Excerpt, Parsed
from itu_kg.model import edtf
from itu_kg.model.fields import Dates

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?"
)
_YEAR = r"(?:19[5-9]|20[0-9])[0-9]"
_PART_OF_YEAR = re.compile(
    rf"\b(?:early|late|mid|beginning of|start of|end of|spring|summer|autumn|fall|winter)[- ]{_YEAR}", re.IGNORECASE
)
_YEAR_ROUND = re.compile(
    r"\b(?:(?:all|the whole|whole)[- ]year(?:[- ](?:round|long))?|year[- ]?(?:round|long)"
    rf"|throughout (?:the year|(?P<year>{_YEAR})))\b",
    re.IGNORECASE,
)
_TOKEN = re.compile(
    rf"""(?P<iso>(?<![\w-]){_YEAR}(?:-(?:0[1-9]|1[0-2])(?:-[0-3]\d)?|/(?:0[1-9]|1[0-2])/[0-3]\d)(?![\w-]))
    |(?P<numbers>(?<![\w./])[0-9]{{1,2}}(?P<stroke>[/.])[0-9]{{1,2}}(?P=stroke){_YEAR}(?![\w/]))
    |(?P<quarter>\b[QH][1-4]\b|\b(?:first|second|third|fourth|1st|2nd|3rd|4th)\ (?:quarter|half)\b)
    |(?P<month>\b(?:{_MONTH})\b\.?)
    |(?P<open>\b(?:since|starting|ongoing|onwards?|present)\b)
    |(?P<silent>\([^()0-9]{{0,60}}\)|\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b,?|\b(?:of|the|from|on|between)\b|\s+)
    |(?P<year>(?<![\w/.:]){_YEAR}(?![\w:]))
    |(?P<day>(?<![\w/.:])[0-3]?[0-9](?:st|nd|rd|th)?(?![\w:%/]|\ ?(?:[ap]\.?m\b|hours?\b|hrs\b)))
    |(?P<dash>(?<=[a-z.])/(?=[A-Z])|(?<=\d)/(?={_YEAR})|-|\u2010|\u2011|–|—|−|\b(?:to|until|till|through)\b)
    |(?P<list>,|&|\band\b)
    |(?P<other>\w+|.)""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)

_Join = Literal["dash", "list", "none"]
_QUARTERS = {"1": 1, "f": 1, "2": 2, "s": 2, "3": 3, "t": 3, "4": 4}


@dataclass(frozen=True, slots=True)
class _Point:
    """A date as far as it is written.

    `last_month` ends a quarter, `borrowed` says that its year is the next date's, `join` ties it to the one before,
    `endless` says that what begins then goes on.
    """

    day: int = 0
    month: int = 0
    year: int = 0
    last_month: int = 0
    month_first: bool = False
    borrowed: bool = False
    endless: bool = False
    join: _Join = "none"

    @property
    def text(self) -> str:
        parts = [f"{self.year:04d}"]
        if self.month:
            parts.append(f"{self.month:02d}")
        if self.day:
            parts.append(f"{self.day:02d}")
        return "-".join(parts)


class _Tokens:
    """The tokens of a dates field, read from left to right."""

    def __init__(self, text: str) -> None:
        tokens = ((match.lastgroup or "", match[0]) for match in _TOKEN.finditer(text))
        self._tokens = [(kind, word) for kind, word in tokens if kind != "silent"]
        self._at = 0

    def peek(self, ahead: int = 0) -> str:
        """Name the kind of a token to come."""
        at = self._at + ahead
        return self._tokens[at][0] if at < len(self._tokens) else ""

    def next(self) -> tuple[str, str]:
        """Take a token."""
        self._at += 1
        return self._tokens[self._at - 1]

    def year(self) -> int:
        """Take a year that follows, after a comma if there is one; 0 if none does."""
        comma = int(self.peek() == "list" and self._tokens[self._at][1] == ",")
        if self.peek(comma) != "year":
            return 0
        self._at += comma
        return int(self.next()[1])


def read(field: Excerpt, submitted: int) -> Parsed[Dates]:
    """Read a dates field.

    Args:
        field: its words.
        submitted: the year of submission, which "all year round" means where it names none.
    """
    round_the_year = _YEAR_ROUND.search(field.text)
    text = _YEAR_ROUND.sub(";", field.text)
    doubts: list[str] = []
    ranges = []
    for group in _groups(_points(text, doubts)):
        ranges += list(_ranges(group, doubts))
    year = None
    if round_the_year:
        named = round_the_year["year"] or (ranges[-1][:4] if ranges else "")
        year = int(named or submitted)
        if not named:
            doubts.append(f"the report names no year; {year} is the year of submission")
    if _PART_OF_YEAR.search(field.text):
        doubts.append("the words tell a part of the year, which no date says")
    if not (round_the_year or ranges or doubts):
        doubts.append("no date with a year was found")
    return Parsed(Dates(text=field.text, at=field.at, ranges=tuple(ranges), year_round=year), "; ".join(doubts))


def _points(text: str, doubts: list[str]) -> Iterator[_Point]:
    tokens = _Tokens(text)
    join: _Join = "none"
    before = _Point()
    since = False
    while tokens.peek():
        kind, word = tokens.next()
        point = _point(kind, word, tokens, before, doubts)
        if point:
            goes_on = tokens.peek(int(tokens.peek() == "dash")) == "open"
            before = (
                replace(point, join=join, endless=since or goes_on) if join != "none" or since or goes_on else point
            )
            yield before
            join, since = "none", False
        elif kind in {"dash", "list"}:
            join = "dash" if kind == "dash" else "list"
        else:
            join, before, since = "none", _Point(), kind == "open"


def _point(kind: str, word: str, tokens: _Tokens, before: _Point, doubts: list[str]) -> _Point | None:
    if kind == "numbers":
        return _numeric(word, doubts)
    if kind == "month":
        return _month(word, tokens)
    if kind == "day":
        return _day(word, tokens, before)
    if kind == "quarter":
        months = 6 if word[0] in "Hh" or word.lower().endswith("half") else 3
        first = months * (_QUARTERS[word.lstrip("QqHh")[0].lower()] - 1) + 1
        return _Point(month=first, last_month=first + months - 1, year=tokens.year()) if first <= 12 else None
    if kind in ("iso", "year"):
        year, month, day = (*(int(part) for part in re.split("[-/]", word)), 0, 0)[:3]
        return _Point(year=year, month=month, day=day)
    return None


def _month(word: str, tokens: _Tokens) -> _Point:
    month = _MONTHS.index(word[:3].lower()) + 1
    if tokens.peek() == "day" and tokens.peek(1) != "month":
        return _Point(day=_number(tokens.next()[1]), month=month, year=tokens.year(), month_first=True)
    return _Point(month=month, year=tokens.year())


def _day(word: str, tokens: _Tokens, before: _Point) -> _Point:
    day = _number(word)
    if tokens.peek() == "month":
        return _Point(day=day, month=_MONTHS.index(tokens.next()[1][:3].lower()) + 1, year=tokens.year())
    if before.month_first:
        return _Point(day=day, month=before.month, year=tokens.year(), month_first=True)
    return _Point(day=day)


def _number(word: str) -> int:
    # Day 0 is as impossible as day 32, and must not pass for a date without a day.
    return int(word.rstrip("stndrhSTNDRH")) or 32


def _numeric(word: str, doubts: list[str]) -> _Point:
    first, second, year = (int(part) for part in re.split(r"[/.]", word))
    if first <= 12 < second:
        first, second = second, first
    elif first <= 12 and first != second:
        doubts.append(f"{word} is read as day, month, year")
    return _Point(day=first, month=second, year=year)


def _groups(points: Iterator[_Point]) -> Iterator[list[_Point]]:
    """Dates joined to each other together, each with what it takes from the one after it."""
    group: list[_Point] = []
    for point in points:
        if point.join == "none" and group:
            yield _filled(group)
            group = []
        group.append(point)
    if group:
        yield _filled(group)


def _filled(group: list[_Point]) -> list[_Point]:
    for place in range(len(group) - 2, -1, -1):
        date, after = group[place], group[place + 1]
        if date.day and not date.month:
            date = replace(date, month=after.month if after.day else 0)
        if date.month and not date.year:
            date = replace(date, year=after.year if after.month else 0, borrowed=True)
        group[place] = date
    return group


def _ranges(group: Sequence[_Point], doubts: list[str]) -> Iterator[str]:
    place = 0
    while place < len(group):
        first = group[place]
        last = group[place + 1] if place + 1 < len(group) and group[place + 1].join == "dash" else None
        place += 2 if last else 1
        written = _range(first, last, doubts)
        if written:
            yield written


def _range(first: _Point, last: _Point | None, doubts: list[str]) -> str:
    if first.endless:
        doubts.append("a beginning without an end is left as text")
        return ""
    if not (first.year and (last is None or last.year)) or (first.day and not first.month):
        doubts.append("a date without its year or month is left as text")
        return ""
    start, end = first.text, (last or first).text
    if (last or first).last_month:
        end = replace(last or first, month=(last or first).last_month).text
    if last and first.borrowed and first.month > last.month:
        start = replace(first, year=first.year - 1).text
        doubts.append(f"the range is taken to begin in {first.year - 1}")
    written = start if start == end else f"{start}/{end}"
    try:
        edtf.parse(written)
    except ValueError as problem:
        doubts.append(str(problem))
        return ""
    return written
