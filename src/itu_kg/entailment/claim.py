"""A value of a record and what is said against it: Claim, Difference, and how values are compared and shown.

Values are compared without the words and positions around them, which the ledger holds to the page. It reads nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from itu_kg.model.curation import as_text, bare, leaves
from itu_kg.model.entity import RecordField, rows
from itu_kg.model.fields import Quote

if TYPE_CHECKING:
    from itu_kg.entailment.second_read import SecondRead
    from itu_kg.model.base import Model, Span

_LONGEST = 120


@dataclass(frozen=True, slots=True)
class Difference:
    """A value that does not follow from its words.

    Attributes:
        where: the path inside the record (`events.wrc-23.goals`).
        at: where the words stand that say otherwise.
        recorded: what the record says.
        words: the page's words.
        read: what the words say.
        values: what the record has more than the words, which a reason in `curated` has to name to account for it.
        lacking: what the words have more than the record, which a reason in `omitted` has to name.
    """

    where: str
    at: Span | None
    recorded: str
    words: str
    read: str
    values: frozenset[str] = frozenset()
    lacking: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Claim:
    """A field of an entity: its value, what the extractor makes of the same words (None if nothing), and the page."""

    where: str
    entity: Any
    field: str
    other: Any
    page: SecondRead

    @property
    def value(self) -> Any:
        """What the record says."""
        return getattr(self.entity, self.field)

    @property
    def row(self) -> RecordField:
        """What is known of the field."""
        kind: type[Model] = type(self.entity)
        return rows(kind)[self.field]

    @property
    def read(self) -> Any:
        """What the extractor makes of it now, as this record names things; None where it makes nothing of it."""
        return self.page.renamed(getattr(self.other, self.field)) if self.other is not None else None

    def part(self, name: str) -> Claim:
        """Give what the record says in one part of the value: the claim in all but its path."""
        return replace(self, where=f"{self.where}.{name}")

    def differs(self, read: object, at: Span | None, value: object = ...) -> Difference:
        """Say that the words at a place say something else."""
        value = self.value if value is ... else value
        words = self.page.words(at) if at else ""
        return Difference(self.where, at, shown(value), " ".join(words.split()), shown(read), *changed(value, read))


Rule = Callable[[Claim], Iterator[Difference]]
"""What holds a claim to its words."""


class Change(NamedTuple):
    """What a record has more than the words, and what it lacks of them."""

    more: frozenset[str]
    lacking: frozenset[str]


def changed(value: object, read: object) -> Change:
    """List what each of two values has more than the other; of a value that is only ordered otherwise, all of it.

    Where one value stands for another, it is the record's that is more: nobody answers for what it is not.
    """
    first, second = list(leaves(bare(value))), list(leaves(bare(read)))
    if not first and not second:
        first, second = texts(value), texts(read)
    if not isinstance(bare(value), list | dict) and first:
        return Change(frozenset(first), frozenset())
    more, lacking = frozenset(first) - frozenset(second), frozenset(second) - frozenset(first)
    return Change(more, lacking) if more or lacking else Change(frozenset(first), frozenset())


def shown(value: object) -> str:
    """Write a value on one line."""
    text = _shown(bare(value)) if any(leaves(bare(value))) else "; ".join(texts(value))
    text = text or "nothing"
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def texts(value: object) -> list[str]:
    """List the words of quotes that are values themselves: names of parts."""
    several = value if isinstance(value, tuple) else (value,)
    return [each.text for each in several if isinstance(each, Quote)]


def _shown(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {_shown(each)}" for name, each in value.items())
    if isinstance(value, list):
        return "; ".join(map(_shown, value))
    return "" if value is None else as_text(value)
