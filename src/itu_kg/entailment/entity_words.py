"""Entity → where its words stand: its own place, its quotes, and the names of the things of a record.

It looks at no page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from itu_kg.model.base import Model, Span
from itu_kg.model.fields import Name, Passage, Quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itu_kg.model.submission import Submission

_SECTIONS = {
    "event": ("events", "mentions"),
    "resource": ("resources",),
    "partnership": ("partnerships", "initiatives"),
}


def place(entity: Any) -> Span | None:
    """Find where an entity's own words stand: its name's, its figure's, or its passage."""
    for name in ("name", "quote", "passage"):
        at = getattr(getattr(entity, name, None), "at", None)
        if at:
            return at  # type: ignore[no-any-return]  # quotes and passages have spans
    return None


def quotes(value: Any, *, also: bool = True) -> Iterator[Quote | Passage]:
    """List the quotes and passages inside an entity, but for the other places that name it unless asked for."""
    if isinstance(value, Quote | Passage):
        yield value
        if also and isinstance(value, Name):
            yield from value.also
    elif isinstance(value, Model):
        for name in type(value).model_fields:
            yield from quotes(getattr(value, name), also=also)
    elif isinstance(value, tuple) and not isinstance(value, Span):
        for each in value:
            yield from quotes(each, also=also)


def overlap(first: Span | None, second: Span) -> bool:
    """Say whether two spans share a character."""
    return first is not None and first.overlaps(second)


def things(submission: Submission) -> Iterator[tuple[str, Any]]:
    """List the events, resources and partnerships of a record with their types, told of in a block or in prose."""
    for kind, sections in _SECTIONS.items():
        for section in sections:
            yield from ((kind, one) for one in getattr(submission, section))


def name_spans(one: Any) -> Iterator[Span]:
    """List where a thing is named."""
    yield one.name.at
    yield from (quote.at for quote in one.name.also)
