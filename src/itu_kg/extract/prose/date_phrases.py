"""Text → the dates it holds, each with its position; what they mean is extract.dates' to say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from itu_kg.extract.excerpt import Excerpt
from itu_kg.extract.fields import dates

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itu_kg.model.fields import Dates

_W = r"\s{1,3}"
_DAY = r"[0-3]?[0-9](?:st|nd|rd|th)?"
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?"
)
_YEAR = r"(?:19|20)[0-9]{2}(?![\w/])"
_TO = rf"(?:\s{{0,3}}[-‐-―]\s{{0,3}}|{_W}(?:to|and|until){_W})"
_ANY_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_DATED = re.compile(
    rf"(?<![\w/.,]){_DAY}(?:{_TO}{_DAY})?{_W}{_MONTH}(?:,?{_W}{_YEAR})?(?:{_TO}{_DAY}{_W}{_MONTH},?{_W}{_YEAR})?"
    rf"|\b{_MONTH}{_W}{_DAY}(?:{_TO}(?:{_MONTH}{_W})?{_DAY})?,?{_W}{_YEAR}"
    rf"|\b{_MONTH}(?:{_TO}{_MONTH})?,?{_W}{_YEAR}"
)
_IN_YEAR = re.compile(rf"\b(?:[Ii]n|[Dd]uring|[Ff]or|[Oo]f|[Bb]y)\s(?P<year>{_YEAR})")
_ENDS_IN_YEAR = re.compile(r"(?:19|20)[0-9]{2}\Z")


class When(NamedTuple):
    """Dates as the text has them, and the year they begin in."""

    dates: Dates
    year: int


def dated(text: str, start: int) -> Iterator[When]:
    """Find the dates of a text that say a month and a year; positions count from `start`."""
    if not _ANY_YEAR.search(text):
        return
    for match in _DATED.finditer(text):
        if _ENDS_IN_YEAR.search(match[0]):
            yield from _read(match[0], start + match.start())


def in_year(text: str, start: int) -> Iterator[When]:
    """Find the years of a text that something is said to happen in."""
    if not _ANY_YEAR.search(text):
        return
    for match in _IN_YEAR.finditer(text):
        yield from _read(match["year"], start + match.start("year"))


def _read(words: str, start: int) -> Iterator[When]:
    found = dates.read(Excerpt(words, start), 0).value
    if found.ranges:
        yield When(found, int(found.ranges[0][:4]))
