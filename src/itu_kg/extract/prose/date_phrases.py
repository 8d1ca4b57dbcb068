"""Text → the dates it holds, each with its position; what they mean is extract.fields.dates' to say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from itu_kg.extract.excerpt import Excerpt
from itu_kg.extract.fields import dates
from itu_kg.extract.words import MONTH, YEAR
from itu_kg.model.fields import Dates

if TYPE_CHECKING:
    from itu_kg.extract.prose.annotated_text import Sentence

_W = r"\s{1,3}"
_DAY = r"[0-3]?[0-9](?:st|nd|rd|th)?"
_MONTH = rf"{MONTH}\.?"
_YEAR = rf"{YEAR}(?![\w/])"
_TO = rf"(?:\s{{0,3}}[-‐-―]\s{{0,3}}|{_W}(?:to|and|until){_W})"
_ANY_YEAR = re.compile(YEAR)
_DATED = re.compile(
    rf"(?<![\w/.,]){_DAY}(?:{_TO}{_DAY})?{_W}{_MONTH}(?:,?{_W}{_YEAR})?(?:{_TO}{_DAY}{_W}{_MONTH},?{_W}{_YEAR})?"
    rf"|\b{_MONTH}{_W}{_DAY}(?:{_TO}(?:{_MONTH}{_W})?{_DAY})?,?{_W}{_YEAR}"
    rf"|\b{_MONTH}(?:{_TO}{_MONTH})?,?{_W}{_YEAR}"
)
_IN_YEAR = re.compile(rf"\b(?:[Ii]n|[Dd]uring|[Ff]or|[Oo]f|[Bb]y)\s(?P<year>{_YEAR})")
_ENDS_IN_YEAR = re.compile(rf"{YEAR}\Z")


class DatePhrase(NamedTuple):
    """Dates as the text has them, and the year they begin in."""

    dates: Dates
    year: int


def find_dates(text: str, start: int) -> Iterator[DatePhrase]:
    """Find the dates of a text that say a month and a year; positions count from `start`."""
    if not _ANY_YEAR.search(text):
        return
    for match in _DATED.finditer(text):
        if _ENDS_IN_YEAR.search(match[0]):
            yield from _read(match[0], start + match.start())


def find_years(text: str, start: int) -> Iterator[DatePhrase]:
    """Find the years of a text that something is said to happen in."""
    if not _ANY_YEAR.search(text):
        return
    for match in _IN_YEAR.finditer(text):
        yield from _read(match["year"], start + match.start("year"))


def read_year(sentence: Sentence, match: re.Match[str]) -> Dates:
    """Read the group `year` of a match in a sentence."""
    return dates.read(Excerpt(match["year"], sentence.span(match, "year").start), 0).value


def first_year(dates: Dates | None) -> int:
    """Read the year that dates begin in; 0 where there is none."""
    return int(dates.ranges[0][:4]) if dates and dates.ranges else 0


def _read(words: str, start: int) -> Iterator[DatePhrase]:
    ranges = _ranges(words)
    if ranges:
        at = Excerpt(words, start).at
        yield DatePhrase(Dates(text=words, at=at, ranges=ranges), int(ranges[0][:4]))


@lru_cache(10_000)
def _ranges(words: str) -> tuple[str, ...]:
    """The dates of a phrase: a text names the same days many times over."""
    return dates.read(Excerpt(words, 0), 0).value.ranges
