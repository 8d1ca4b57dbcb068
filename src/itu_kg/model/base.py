"""What every record type shares: frozen, nothing unknown let in; slugs, spans and references.

A record file is YAML read into these types. They refuse whatever they do not know, so a misspelt field is an error
with its name, not a fact that silently goes missing.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated, Any, NamedTuple

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_SPAN = re.compile(r"(\d+)-(\d+)")


class Model(BaseModel):
    """A frozen value that refuses fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=False)


class Span(NamedTuple):
    """A stretch of the source text: `start` to `end`, in Unicode code points, end not included.

    Source: Web Annotation Data Model §4.2.4, Text Position Selector. In a record it is written `start-end`.
    """

    start: int
    end: int

    def __str__(self) -> str:
        """The record's notation."""
        return f"{self.start}-{self.end}"

    def holds(self, other: Span) -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end


def _span(value: object) -> object:
    if isinstance(value, str):
        match = _SPAN.fullmatch(value)
        if not match:
            raise ValueError(f"a position is written start-end, not {value!r}")
        value = Span(int(match[1]), int(match[2]))
    if isinstance(value, Span) and value.start >= value.end:
        raise ValueError(f"a position ends after it starts, {value} does not")
    return value


def is_slug(value: str) -> bool:
    """Whether a text can be the last part of an IRI."""
    return _SLUG.fullmatch(value) is not None


def _slug(value: str) -> str:
    if not is_slug(value):
        raise ValueError(f"an id is lower-case letters, digits and single hyphens, not {value!r}")
    return value


def _reference(value: str) -> str:
    kind, _, slug = value.partition("/")
    if not slug or not _SLUG.fullmatch(kind):
        raise ValueError(f"a reference is written type/id, for example event/wrc-23, not {value!r}")
    _slug(slug)
    return value


At = Annotated[Span, BeforeValidator(_span), PlainSerializer(str, return_type=str)]
"""A position in a record."""

Slug = Annotated[str, AfterValidator(_slug)]
"""The last part of an IRI: `wrc-23`."""

Reference = Annotated[str, AfterValidator(_reference)]
"""A thing of any type by its type and slug: `event/wrc-23`."""

QuestionNumber = Annotated[
    str,
    BeforeValidator(lambda value: str(value) if isinstance(value, int | Decimal) else value),
    Field(pattern=r"^[1-9][0-9]?(?:\.[1-9][0-9]?)?$"),
    PlainSerializer(Decimal, return_type=Decimal),
]
"""The number of a question, or of a question below it: `2`, `2.10`. In a record it needs no quotes."""


def as_list(value: Any) -> Any:
    """Let a record write one value where a list is expected."""
    return value if isinstance(value, list | tuple) or value is None else [value]
