"""Submission → where its page names each thing: what the page calls its own things, and what it names of the registry.

A record says by slug who leads an action, or at which session a body decided; these are the words that the page has for
it. Nothing is looked for: a thing is named where the record says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING

from itu_kg.mapping.confirmation import NAMED, THINGS
from itu_kg.model.fields import Name, Quote

if TYPE_CHECKING:
    from itu_kg.model.fields import Part
    from itu_kg.model.submission import Submission


def quotes_by_thing(submission: Submission) -> dict[str, list[Quote]]:
    """Map things, as `type/slug`, to the words that name them, in the order of the record."""
    quotes: dict[str, list[Quote]] = {}
    for thing, words in chain(_own(submission), _known(submission)):
        quotes.setdefault(thing, []).extend(words)
    return quotes


def _own(submission: Submission) -> Iterator[tuple[str, tuple[Quote, ...]]]:
    for section, kind in THINGS.items():
        for entity in getattr(submission, section):
            name = getattr(entity, "name", None)
            if isinstance(name, Name):
                yield f"{kind}/{entity.id}", (name, *name.also)
            yield from _parts(kind, getattr(entity, "parts", ()))
    yield from ((f"series/{series.id}", series.named) for series in submission.series)


def _parts(kind: str, parts: tuple[Part, ...]) -> Iterator[tuple[str, tuple[Quote, ...]]]:
    for part in parts:
        yield f"{kind}/{part.id}", (part, *part.also)
        yield from _parts(kind, part.parts)


def _known(submission: Submission) -> Iterator[tuple[str, tuple[Quote, ...]]]:
    """What is named of the registry, by each type that a slug may be of: it is of one."""
    for section, kinds in NAMED.items():
        for slug, words in getattr(submission, section).items():
            yield from ((f"{kind}/{slug}", words) for kind in kinds)
