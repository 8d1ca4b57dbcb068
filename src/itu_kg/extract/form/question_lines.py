"""Page text → the lines that may be questions, each with its number, its words and how much it reads like one.

It does not judge which of them are the form's: answers hold numbered lists and headings of their own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from itu_kg.extract.excerpt import SPACES, Excerpt

if TYPE_CHECKING:
    from itu_kg.extract.form.page_margins import PageMargins

PAD = r"^[ \t\f\u00a0\u202f\ufeff*#>|]{0,12}"
_BULLET = r"(?:[•▪◦‣·–-][ \t\u00a0\u202f*]{1,5}(?=\(?(?:Q|[IVX\d]+(?:[.]\d{1,2})?[.):])))?"
_AROUND = f"{SPACES}|"
"""What stands around the words of a line or a cell."""
_SPACE = r"[ \t\u00a0\u202f]"
_MARKER = re.compile(
    PAD + _BULLET + rf"(?:(?:Question|Q){_SPACE}{{0,2}}[.]?{_SPACE}{{0,2}}(?P<q>\d{{1,2}}(?:[.]\d{{1,2}})?)(?!\d)[.:)]?"
    r"|\((?P<bracketed>\d{1,2}(?:[.]\d{1,2})?)\)"
    r"|(?P<n>\d{1,2}(?:[.]\d{1,2})?)(?:[.):](?!\d)|(?=[*]{0,2}[ \t\u00a0\u202f]{1,3}\S))"
    r"(?:[*]{0,2}[ \t\u00a0\u202f]{0,3}[-–—](?=[ \t\u00a0\u202f]))?"
    r"|(?P<roman>[IVX]{1,5})[.):])",
    re.MULTILINE | re.IGNORECASE,
)
_YOURS = re.compile(
    r"\byour\s+(?:own\s+)?(?:organi[sz]ation|entit(?:y|ies)|agency|body|governing|office|department|fund|programme"
    r"|secretariat|institution)",
    re.IGNORECASE,
)
_PLEASE_DO = re.compile(
    r"\bplease\s+(?:\w+ly\s+)?(?:provide|give|describe|list|indicate|share|select|outline|highlight|elaborate|specify)",
    re.IGNORECASE,
)
_ASKING = re.compile(
    r"\W*(?:what|how|which|who|has|have|does|do|did|is|are|in|during|to what|from|since|could|can|at the|responding)\b",
    re.IGNORECASE,
)
_IMPERATIVE = re.compile(
    r"\W*(?:please\s+)?(?:list|describe|mention|name|give|provide|outline|share|summari[sz]e|indicate|specify|explain"
    r"|highlight|identify|state|tell|report|note|present|elaborate)\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"Please (?:provide|give|note|describe|select|include|share|list|specify|elaborate|indicate|briefly|also"
    r"|highlight)\b|If (?:yes|so|no|any)\b"
)
_WORD_LIMIT = re.compile(r"\((?:max|up to|word limit|\d{2,4} words)", re.IGNORECASE)
_GUIDED = re.compile(r"\bplease\b|\bif (?:yes|so|no|any)\b|\((?:max|\d{2,4})", re.IGNORECASE)
_UNFINISHED = re.compile(
    r"(?:[,;&/–-]|\b(?:a|an|the|of|to|in|on|at|by|for|from|with|within|and|or|as|that|which|its|their|your|this|these|"
    r"between|through|towards?|under|into|including|such|other))\Z",
    re.IGNORECASE,
)
_NOTHING = re.compile(r"n\s?/\s?a\b|none\b|nil\b|[•▪◦‣]|o\s|https?:|www\.", re.IGNORECASE)
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")
_LONGEST_QUESTION = 2000
_LONGEST_HEADING = 200
_SHORTEST_WRAPPED, _LONGEST_WRAPPED = 60, 130
_MOST_NUMBER = 20

Number = tuple[int, int]
"""A question's number and the number below it, or 0: (2, 1) is 2.1."""

Style = Literal["digits", "roman", "none"]
Manner = Literal["asks", "demands", "heads", "says"]
"""How a line reads: it asks your organisation, demands an answer, stands like a heading, or says something."""


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A line that may be a question.

    Attributes:
        number: its number on the page; None where it has none.
        style: what numbers it: digits, Roman digits, or nothing.
        asked: all its words, with its number.
        words: those behind its number.
        manner: how it reads.
        listed: whether it goes on counting from a first line that is no question.
        bare: whether nothing but a space parts a whole number from the words.
    """

    number: Number | None
    style: Style
    asked: Excerpt
    words: str
    manner: Manner
    listed: bool
    bare: bool


def written(number: Number) -> str:
    """Write a number as a record does."""
    return f"{number[0]}.{number[1]}" if number[1] else str(number[0])


def numbered(text: str, margins: PageMargins, wanted: Callable[[str], bool]) -> Iterator[QuestionLine]:
    """The numbered lines of a page; a line goes on where its words and the next line's together are `wanted`."""
    before: tuple[Number, bool] = ((0, 0), False)
    until = 0
    for match in _MARKER.finditer(text):
        number = _number(match)
        if number is None:
            continue
        start = _words_after(text, match.end(), len(text)) if match["q"] else match.end()
        bare = _is_bare(match) and not number[1]
        if bare and match.start() < until:
            continue  # "the\n6 key transitions"
        line = _line(text, match.start(), start, margins, wanted, below=number[1] > 0)
        until = line.asked.end if line.manner in ("asks", "demands") else until
        # A list begins with a first line that asks nothing; what goes on counting from there is its.
        listed = before[0] == (number[0] - 1, 0) and before[1] and not number[1]
        before = number, listed or (number == (1, 0) and line.manner in ("heads", "says"))
        yield QuestionLine(
            number, "roman" if match["roman"] else "digits", line.asked, line.words, line.manner, listed, bare
        )


def unnumbered(text: str, margins: PageMargins, wanted: Callable[[str], bool]) -> Iterator[QuestionLine]:
    """The lines of a page that begin like a question or a heading, and are `wanted` or read like a question."""
    until = 0
    for match in re.finditer(r"^[^\S\n]*(?=[^\W\d_]|[\"“'‘(])[^\n]{5,}$", text, re.MULTILINE):
        start = _words_after(text, match.start(), match.end())
        if match.start() < until or text[start].islower() or len(match[0]) > _LONGEST_QUESTION:
            continue
        line = _line(text, match.start(), match.start(), margins, wanted)
        heads = line.manner == "heads" and _stands_alone(text, line.asked)
        if line.manner in ("asks", "demands") or (heads and wanted(line.words)):
            until = line.asked.end
            yield line


def asked_until(text: str, start: int, end: int, margins: PageMargins) -> int:
    """Find where a question ends: with its cell or its line, unless it goes on in the next or the one after a blank."""
    start = first = _words_after(text, start, end, _AROUND)  # the number may have a line or a cell of its own
    stop = _line_end(text, start, end)
    limit = min(end, start + _LONGEST_QUESTION)
    while stop < limit and text[stop] == "\n":
        words, blank = _next_line(text, stop, limit, margins)
        if words == limit:
            return stop
        if _WORD_LIMIT.match(text, words):
            goes_on = True
        elif blank:
            goes_on = _GOES_ON.match(text, words) is not None and not _GUIDED.search(text, first, stop)
        elif _GOES_ON.match(text, words):
            goes_on = True
        elif _UNFINISHED.search(text[start:stop].rstrip(SPACES)):
            marker = _MARKER.match(text, words)
            goes_on = (marker is None or _is_bare(marker)) and not _NOTHING.match(text, words)
        elif _is_whole(text[start:stop]):
            goes_on = text[words].islower() and text[stop - 1] not in ".?!:)" and not _NOTHING.match(text, words)
        else:
            goes_on = not _MARKER.match(text, words) and not _NOTHING.match(text, words)
        if not goes_on:
            return stop
        start, stop = words, _line_end(text, words, end)
    return stop


def _number(match: re.Match[str]) -> Number | None:
    if match["roman"]:
        digits = match["roman"]
        return (_ROMAN.index(digits) + 1, 0) if digits in _ROMAN else None
    whole, _, below = (match["q"] or match["bracketed"] or match["n"]).partition(".")
    number = int(whole), int(below or 0)
    return number if 0 < number[0] <= _MOST_NUMBER and number[1] <= _MOST_NUMBER else None


def _is_bare(marker: re.Match[str]) -> bool:
    """Whether nothing but a space or a dash stands behind a number."""
    return bool(marker["n"]) and marker[0].rstrip(f"*-–—{SPACES}").endswith(marker["n"])


def _line(  # noqa: PLR0913  what a line is cut by
    text: str, begin: int, start: int, margins: PageMargins, wanted: Callable[[str], bool], *, below: bool = False
) -> QuestionLine:
    stop = asked_until(text, start, len(text), margins)
    words = text[start:stop].strip(_AROUND)
    manner = _manner(words)
    first = _line_end(text, _words_after(text, start, len(text), _AROUND), len(text))
    if below and manner == "says" and first < stop and _manner(text[start:first].strip(_AROUND)) == "heads":
        # A heading ends before the sentence that follows it at once.
        stop, manner = first, "heads"
    elif manner != "says" and words[-1:] not in ".?!:)" and not wanted(words) and text[stop : stop + 1] == "\n":
        following, blank = _next_line(text, stop, len(text), margins)
        end = _line_end(text, following, len(text))
        longer = text[start:end].strip(_AROUND)
        if following < end and not blank and end - following <= _LONGEST_WRAPPED and not _MARKER.match(text, following):
            joined = _manner(longer)
            if joined in ("asks", "demands") and wanted(longer):
                stop, manner = end, joined
    asked = Excerpt(text[begin:stop], begin).cut(0, stop - begin)
    return QuestionLine(None, "none", asked, text[start:stop].strip(_AROUND), manner, listed=False, bare=False)


@lru_cache(4096)
def _manner(words: str) -> Manner:
    if len(words) > _LONGEST_QUESTION:
        return "says"
    if len(words) >= _SHORTEST_WRAPPED // 2:
        yours = _YOURS.search(words)
        if yours and ("?" in words or _PLEASE_DO.search(words) or _ASKING.match(words) or words.endswith(":")):
            return "asks"
        if "?" in words and len(words) >= _SHORTEST_WRAPPED and _ASKING.match(words):
            return "asks"
        if _IMPERATIVE.match(words):
            return "demands"
    begins = words.lstrip(f"\"“'‘(*{SPACES}")[:1]
    heading = begins.isupper() and len(words) <= _LONGEST_HEADING and words[-1:] not in ".,"
    return "heads" if heading else "says"


def _stands_alone(text: str, line: Excerpt) -> bool:
    """Whether blank lines stand before and behind a line."""
    before, behind = text[max(0, line.start - 40) : line.start], text[line.end : line.end + 40]
    return not before.strip(SPACES) or (
        before.rpartition("\n")[0].rstrip(" \t\r\u00a0").endswith("\n")
        and behind.partition("\n")[2].lstrip(" \t\r\u00a0").startswith("\n")
    )


def _next_line(text: str, stop: int, limit: int, margins: PageMargins) -> tuple[int, bool]:
    """Where the next words begin that stand in no margin, and whether a blank line stands before them on their page."""
    words, passed = margins.words_after(text, stop, limit)
    return words, not passed and "\n" in text[stop + 1 : words]


def _is_whole(line: str) -> bool:
    """Whether a line of a question is its last: it ends a sentence, or is too short or too long to be a wrapped one."""
    line = line.strip(f"*_{SPACES}")
    return line[-1:] in ".?!):" or not _SHORTEST_WRAPPED <= len(line) <= _LONGEST_WRAPPED


def _words_after(text: str, start: int, limit: int, skipped: str = SPACES) -> int:
    while start < limit and text[start] in skipped:
        start += 1
    return start


def _line_end(text: str, start: int, end: int) -> int:
    """Where a line, or what it holds of a table's cell, ends."""
    newline = text.find("\n", start, end)
    stop = end if newline < 0 else newline
    bar = text.find(" |", start, stop)
    return stop if bar < 0 else bar
