"""Words of the source and where they begin: an excerpt, which a field is read from, and a stretch, which prose is.

Text is never changed: cutting and trimming make smaller excerpts, whose positions still count in the source. Nothing
here judges what it says.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from itu_kg.model.base import Span
from itu_kg.model.fields import Passage

T = TypeVar("T")

SPACES = (
    " \t\n\v\f\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b"
    "\u2028\u2029\u202f\u205f\u2060\u3000\ufeff"
)
"""White space as a reader sees it: Unicode's, and the zero-width ones."""

MARKS = "|•▪◦‣"
"""What lists and tables put around words: bars and bullets."""

_LINE = re.compile(r"[^\r\n\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Words of the source: `text` as it stands, `start` where it begins, in code points."""

    text: str
    start: int

    @property
    def end(self) -> int:
        """Where it ends in the source, not included."""
        return self.start + len(self.text)

    @property
    def at(self) -> Span:
        """Its position in the source."""
        return Span(self.start, self.end)

    def cut(self, start: int, end: int, also: str = "") -> Excerpt:
        """The part from `start` to `end`, counted in this excerpt, without white space (and `also`) around it."""
        part = self.text[start:end]
        kept = part.lstrip(SPACES + also)
        return Excerpt(kept.rstrip(SPACES + also), self.start + start + len(part) - len(kept))

    def trimmed(self) -> Excerpt:
        """The excerpt without white space around it."""
        return self.cut(0, len(self.text))

    def lines(self) -> Iterator[Excerpt]:
        """The lines that hold something, trimmed."""
        for match in _LINE.finditer(self.text):
            line = self.cut(match.start(), match.end())
            if line.text:
                yield line

    def split(self, pattern: re.Pattern[str]) -> Iterator[tuple[re.Match[str] | None, Excerpt]]:
        """The parts around the matches of a pattern, trimmed, each with the match that it stands behind."""
        behind: re.Match[str] | None = None
        for match in (*pattern.finditer(self.text), None):
            start, end = behind.end() if behind else 0, match.start() if match else len(self.text)
            yield behind, self.cut(start, end)
            behind = match

    def passage(self, *, keep: bool) -> Passage:
        """Its position and digest, with its text if that is to be kept."""
        digest = hashlib.sha256(self.text.encode("utf-8")).hexdigest()
        return Passage(at=self.at, sha256=digest, text=self.text if keep else None)


@dataclass(frozen=True, slots=True)
class Parsed(Generic[T]):
    """What a reader made of an excerpt; `doubt` is what a curator should look at, empty if nothing."""

    value: T
    doubt: str = ""


Kind = Literal["answer", "description", "field"]
"""Prose that answers a question, prose that describes a block's entity, or the value of any other field of a block."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of the source text.

    Attributes:
        text: exactly what stands in the source at `start`, no character added, dropped or normalised.
        start: where it begins in the source, in code points.
        kind: what it is; facts are proposed from answers and descriptions, names are looked for in all three.
        question: the number of the question it answers; empty outside the questions.
        asked: the question in the form's own words, by which an answer is known to be about decisions, coordination,
            transitions or strategies whatever its number.
        about: the entity it describes, as `type/slug`; empty for an answer.
        names: the names and acronyms that this entity goes by in the report.
        series: the slug of the series that this entity is an edition of, if any.
    """

    text: str
    start: int
    kind: Kind
    question: str
    asked: str = ""
    about: str = ""
    names: tuple[str, ...] = ()
    series: str = ""

    @property
    def end(self) -> int:
        """Where it ends in the source, in code points, not included."""
        return self.start + len(self.text)

    def span(self, start: int, end: int) -> Span:
        """Turn a position in this stretch into one in the source."""
        return Span(self.start + start, self.start + end)
