"""Text → paragraphs and sentences, as positions in it. Nothing is read into them here."""

from __future__ import annotations

import re
from collections.abc import Iterator

from itu_kg.model.base import Span

_BULLETS = "•◦▪‣●○■□–—*·o\uf0b7-"
_BLANK = " \t\r\n\u00a0\u202f\u200b\ufeff"
_BULLET = re.compile(rf"[{re.escape(_BULLETS)}](?=\s)")
_STOP = re.compile(r"[.!?][\])\"”’']{0,3}[0-9]{0,2}(?=\s)")
_NO_STOP = re.compile(r"(?:\b(?:e\.g|i\.e|etc|vs|cf|No|no|Nos|St|Mr|Mrs|Ms|Dr|Prof|approx|para|Art|Vol|[A-Z]))\.$")
_LONGEST_ABBREVIATION = 8
_LONGEST_SENTENCE = 4_000
_ENDS = '.!?:;"”’)]'


def split_paragraphs(text: str) -> Iterator[Span]:
    """Split a text into its paragraphs, without the blanks and the bullet around it.

    A line is a paragraph, but one that breaks off in the middle of a sentence and goes on, in small letters, is read
    on: pages hold hard-wrapped lines, with blank lines between them too.
    """
    open_from = open_to = -1
    position = 0
    for line in text.splitlines(keepends=True):
        start, end = _trimmed(text, position, position + len(line))
        position += len(line)
        if start == end:
            continue
        bulleted = _BULLET.match(text, start) is not None
        if open_to >= 0 and not bulleted and text[start].islower() and text[open_to - 1] not in _ENDS:
            open_to = end
            continue
        if open_to >= 0:
            yield Span(open_from, open_to)
        if bulleted:
            start, _ = _trimmed(text, start + 1, end)
        open_from, open_to = (start, end) if start < end else (-1, -1)
    if open_to >= 0:
        yield Span(open_from, open_to)


def split_sentences(text: str, within: Span) -> Iterator[Span]:
    """Split a paragraph into its sentences: one ends at a full stop that a blank and a capital, digit or quote follow.

    What goes on for thousands of characters is no sentence and is cut, so that reading one takes bounded time.
    """
    first = within.start
    for start, end in _stops(text, within):
        while end - first > _LONGEST_SENTENCE:
            yield Span(first, first + _LONGEST_SENTENCE)
            first += _LONGEST_SENTENCE
        yield Span(first, end)
        first = start


def _stops(text: str, within: Span) -> Iterator[tuple[int, int]]:
    first = within.start
    for stop in _STOP.finditer(text, within.start, within.end):
        following = _next(text, stop.end(), within.end)
        if following >= within.end or text[following].islower():
            continue
        if _NO_STOP.search(text, max(first, stop.start() - _LONGEST_ABBREVIATION), stop.start() + 1):
            continue
        yield following, stop.end()
        first = following
    if first < within.end:
        yield within.end, within.end


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    start = _next(text, start, end)
    while end > start and text[end - 1] in _BLANK:
        end -= 1
    return start, end


def _next(text: str, start: int, end: int) -> int:
    while start < end and text[start] in _BLANK:
        start += 1
    return start
