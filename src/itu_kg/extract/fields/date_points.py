"""Tokens of a dates field → its points: each date as far as it is written, and what ties it to the one before.

It fills nothing in: a day without a month is a day.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from itu_kg.extract.fields.date_tokens import Token

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_QUARTERS = {"1": 1, "f": 1, "2": 2, "s": 2, "3": 3, "t": 3, "4": 4}
_SAID_NOTHING = frozenset(("blank", "silent", "time", "length", "sitting"))
_ENDS = ";.\n"
NO_END = "a beginning without an end is left as text"

Join = Literal["dash", "list", "stroke", "none"]
_JOINTS: dict[str, Join] = {"dash": "dash", "list": "list", "stroke": "stroke"}


@dataclass(frozen=True, slots=True)
class DatePoint:
    """A date as far as it is written.

    `last_month` ends a quarter, `last_year` the years of "2024/2025", `join` ties it to the date before, `borrowed`
    says that its year is the next date's. `open` says why it is no date of its own: what begins then goes on, or
    happens before or after it; `since` that it is the beginning of a range, if one follows. `week` is what it is
    the week of: "of", "commencing".
    """

    day: int = 0
    month: int = 0
    year: int = 0
    last_month: int = 0
    last_year: int = 0
    month_first: bool = False
    borrowed: bool = False
    open: str = ""
    since: bool = False
    week: str = ""
    join: Join = "none"

    @property
    def text(self) -> str:
        """The date as EDTF writes it."""
        parts = [f"{self.year:04d}"]
        if self.month:
            parts.append(f"{self.month:02d}")
        if self.day:
            parts.append(f"{self.day:02d}")
        return "-".join(parts)


_NOTHING = DatePoint()


def read(tokens: Sequence[Token], *, day_first: bool) -> Iterator[DatePoint]:
    """Read the points of a dates field; `day_first` says how a date in numbers is read."""
    left = _Tokens(tokens)
    joints = _Joints()
    while left.peek():
        kind, word = left.next()
        point = _point(kind, word, left, joints.before, day_first=day_first)
        if point:
            joint = left.peek() if left.peek() in {"dash", "list"} else ""
            after = left.peek(int(bool(joint)))
            goes_on = after == "open" or (joint == "dash" and not after)
            yield joints.tie(replace(point, open=NO_END) if goes_on else point)
        else:
            joints.take(kind, word)


def day_first(tokens: Sequence[Token]) -> tuple[bool, str]:
    """Whether dates in numbers begin with the day, as those say that can be read in one way only; and a doubt."""
    pairs = [re.split(r"[/.-]", token.text)[:2] for token in tokens if token.kind == "numbers"]
    numbers = [(int(first), int(second)) for first, second in pairs if second.isdigit()]
    day_first = any(first > 12 for first, _ in numbers)
    month_first = any(first <= 12 < second for first, second in numbers)
    doubt = ""
    if day_first == month_first and any(first != second for first, second in numbers):
        written = next(token.text for token in tokens if token.kind == "numbers")
        doubt = f"{written} is read as day, month, year"
    return day_first or not month_first, doubt


class _Tokens:
    """The tokens of a dates field that say something, read from left to right."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = [token for token in tokens if token.kind not in _SAID_NOTHING]
        self._at = 0

    def peek(self, ahead: int = 0) -> str:
        """Name the kind of a token to come."""
        at = self._at + ahead
        return self._tokens[at].kind if at < len(self._tokens) else ""

    def next(self) -> tuple[str, str]:
        """Take a token."""
        self._at += 1
        token = self._tokens[self._at - 1]
        return token.kind, token.text

    def year(self) -> int:
        """Take a year that follows, after a comma or a stroke if there is one; 0 if none does."""
        between = int(self.peek() == "stroke" or (self.peek() == "list" and self._tokens[self._at].text == ","))
        if self.peek(between) != "year":
            return 0
        self._at += between
        return int(self.next()[1])


class _Joints:
    """What stands before the next point: the point that it is joined to, and the words that say what it is."""

    def __init__(self) -> None:
        self.before: DatePoint | None = None
        self._ahead = _NOTHING
        self._between = False

    def tie(self, point: DatePoint) -> DatePoint:
        """Give a point what stands before it."""
        ahead = self._ahead
        self.before = replace(point, join=ahead.join, open=point.open or ahead.open, since=ahead.since, week=ahead.week)
        self._ahead = _NOTHING
        return self.before

    def take(self, kind: str, word: str) -> None:
        """Take a token that is no date."""
        ahead = self._ahead
        if kind in _JOINTS and self.before:
            between = self._between and kind == "list" and word == "and"
            self._ahead = replace(ahead, join="dash" if between else _JOINTS[kind])
            self._between = self._between and not between
        elif kind == "bound" or (kind == "dash" and word.isalpha()):
            self._ahead = replace(ahead, open=f"{word} a date is no date")
        elif kind in {"from", "week"}:
            self._ahead = replace(ahead, since=kind == "from", week=word.split()[1] if kind == "week" else "")
        elif kind == "between":
            self._between = True
        elif kind == "open":
            self.before, self._ahead = None, DatePoint(open=NO_END)
        elif kind == "other":
            self.before = None
            self._ahead = _NOTHING if word in _ENDS else replace(ahead, join="none") if ahead.join != "none" else ahead
            self._between = self._between and word not in _ENDS


def _point(kind: str, word: str, tokens: _Tokens, before: DatePoint | None, *, day_first: bool) -> DatePoint | None:
    point: DatePoint | None = None
    match kind:
        case "numbers":
            point = _numeric(word, day_first=day_first)
        case "month":
            point = _month(word, tokens)
        case "day":
            point = _day(word, tokens, before)
        case "quarter":
            point = _quarter(word, tokens.year)
        case "years":
            first, last = (int(part) for part in re.split(r"\D+", word))
            point = DatePoint(year=first, last_year=last if last > 100 else first - first % 100 + last)
        case "iso" | "year":
            year, month, day = (*(int(part) for part in re.split("[-/]", word)), 0, 0)[:3]
            if kind == "year" and tokens.peek() == "quarter":
                point = _quarter(tokens.next()[1], lambda: year)
            else:
                point = DatePoint(year=year, month=month, day=day)
    return point


def _quarter(word: str, year: Callable[[], int]) -> DatePoint | None:
    months = 6 if word[0] in "Hh" or word.lower().endswith("half") else 3
    number = 12 // months if word[0] in "Ll" else _QUARTERS[word.lstrip("QqHh")[0].lower()]
    first = months * (number - 1) + 1
    return DatePoint(month=first, last_month=first + months - 1, year=year()) if first <= 12 else None


def _month(word: str, tokens: _Tokens) -> DatePoint:
    month = _number_of(word)
    if tokens.peek() == "day" and tokens.peek(1) != "month":
        return DatePoint(day=_number(tokens.next()[1]), month=month, year=tokens.year(), month_first=True)
    return DatePoint(month=month, year=tokens.year())


def _day(word: str, tokens: _Tokens, before: DatePoint | None) -> DatePoint:
    day = _number(word)
    if tokens.peek() == "month":
        return DatePoint(day=day, month=_number_of(tokens.next()[1]), year=tokens.year())
    if before and before.month_first:
        return DatePoint(day=day, month=before.month, year=tokens.year(), month_first=True)
    return DatePoint(day=day)


def _numeric(word: str, *, day_first: bool) -> DatePoint:
    first, second, year = re.split(r"[/.-]", word)
    if not second.isdigit():
        return DatePoint(day=_number(first), month=_number_of(second), year=int(year))
    day, month = (first, second) if day_first else (second, first)
    # Month 0 is as impossible as month 13, and must not pass for a date without a month; so with day 0.
    return DatePoint(day=_number(day), month=int(month) or 13, year=int(year))


def _number(word: str) -> int:
    return int(word.rstrip("stndrhSTNDRH \u00a0\n")) or 32


def _number_of(month: str) -> int:
    return _MONTHS.index(month[:3].lower()) + 1
