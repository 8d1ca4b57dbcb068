"""Text of a printed page → what stands in its margins: numbers of pages, and lines that recur above or below breaks.

A page that was never printed has none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from itu_kg.extract.excerpt import SPACES, Excerpt

_NUMBER = re.compile(r"(?:[-–—]\s*)?(?:page\s*)?\d{1,3}(?:\s*(?:/|of)\s*\d{1,3})?(?:\s*[-–—])?", re.IGNORECASE)
_NUMBER_LINE = re.compile(rf"^[ \t\r\u00a0]*{_NUMBER.pattern}[ \t\r\u00a0]*$", re.MULTILINE | re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_ANSWER = re.compile(r"n\s?/\s?a|none|yes|no|nil|no response|not applicable|[-–—.]+", re.IGNORECASE)
_BLANK_LINE = re.compile(r"[ \t\r\u00a0]*\n")
_LONGEST = 150
_FEWEST, _MOST = 2, 1_000


@dataclass(frozen=True, slots=True)
class PageMargins:
    """The lines that recur at page breaks, their digits as one sign each."""

    lines: frozenset[str] = frozenset()

    def hold(self, line: str) -> bool:
        """Whether a line is one of the margins'."""
        line = line.strip(SPACES)
        return _NUMBER.fullmatch(line) is not None or (bool(self.lines) and _alike(line) in self.lines)

    def words_after(self, text: str, start: int, limit: int) -> tuple[int, bool]:
        """Where the next words begin that are none of the margins', and whether some of those were passed over."""
        passed = False
        while True:
            while start < limit and text[start] in SPACES:
                start += 1
            end = _line_end(text, start, limit)
            if start == limit or not self.hold(text[start:end]):
                return start, passed
            start, passed = end, True

    def without(self, answer: Excerpt) -> Excerpt:
        """An answer without the lines of margins at its ends, if blank lines or known ones set them apart from it."""
        while True:
            first, _, below = answer.text.partition("\n")
            above, _, last = answer.text.rpartition("\n")
            if below and self.hold(first) and (_BLANK_LINE.match(below) or _alike(first) in self.lines):
                answer = answer.cut(len(first), len(answer.text))
            elif above and self.hold(last) and (_BLANK_LINE.match(above[::-1]) or _alike(last) in self.lines):
                answer = answer.cut(0, len(above))
            else:
                return answer


def margins(text: str, breaks: Sequence[int]) -> PageMargins:
    """Find the lines that recur above or below page breaks; where there are none, beside numbers of pages.

    Args:
        text: the page.
        breaks: where pages of print end in it.
    """
    between = [(at, at) for at in breaks[:_MOST]]
    between = between or [match.span() for match in islice(_NUMBER_LINE.finditer(text), _MOST)]
    if len(between) < _FEWEST:
        return PageMargins()
    above = Counter(_alike(_last(text, start)) for start, _ in between)
    below = Counter(_alike(_first(text, end)) for _, end in between)
    often = max(_FEWEST, len(between) // 2)
    recurring = {line for side in (above, below) for line, times in side.items() if times >= often and line}
    return PageMargins(frozenset(line for line in recurring if not _ANSWER.fullmatch(line)))


def _alike(line: str) -> str:
    return _DIGITS.sub("#", line.strip(SPACES)) if len(line) <= _LONGEST and ":" not in line else ""


def _last(text: str, end: int) -> str:
    before = text[max(0, end - 3 * _LONGEST) : end].rstrip(SPACES)
    line = before[before.rfind("\n") + 1 :]
    # The number of a page stands below or above the line that recurs.
    return (
        _last(before[: -len(line) or None], len(before) - len(line)) if _NUMBER.fullmatch(line.strip(SPACES)) else line
    )


def _first(text: str, start: int) -> str:
    behind = text[start : start + 3 * _LONGEST].lstrip(SPACES)
    line = behind[: _line_end(behind, 0, len(behind))]
    return _first(behind, len(line)) if _NUMBER.fullmatch(line.strip(SPACES)) else line


def _line_end(text: str, start: int, end: int) -> int:
    newline = text.find("\n", start, end)
    return end if newline < 0 else newline
