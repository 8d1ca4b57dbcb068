"""A stretch of the source: plain text, where it begins, and what it belongs to.

What the readers of blocks hand to the readers of prose. It holds no judgement about what the text says.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from itu_kg.model.base import Span

Kind = Literal["answer", "description", "field"]
"""Prose that answers a question, prose that describes a block's entity, or the value of any other field of a block."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of the source text.

    Attributes:
        text: exactly what stands in the source at `start`, no character added, dropped or normalised.
        start: where it begins in the source, in code points.
        kind: what it is; facts are proposed from answers and descriptions, names are looked for in all three.
        question: the number of the question it answers.
        asked: the question in the form's own words, by which an answer is known to be about decisions, coordination,
            transitions or strategies whatever its number.
        about: the entity it describes, as `type/slug`; empty for an answer.
        names: the names and acronyms that this entity goes by in the report.
        series: the slug of the series that this entity is an edition of, if any.
    """

    text: str
    start: int
    kind: Kind
    question: int
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
