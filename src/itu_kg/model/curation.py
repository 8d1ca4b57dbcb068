"""What a curator answers for: the values that a reason of `curated` or `omitted` names.

A reason names its value, by the slug, the number or the text: so what is another value than the words say can be told
from what the words say, in a field that has both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from itu_kg.model.base import Model, Span

_NO_VALUE = frozenset(("id", "text", "at", "sha256", "also", "summary", "confirm", "curated", "omitted"))


def names(reason: str, value: str) -> bool:
    """Say whether a reason names a value, as a word of its own."""
    return re.search(rf"(?<![\w/-]){re.escape(value)}(?![\w/-]|\.\d)", reason) is not None


def parted(value: Any, reason: str | None) -> tuple[tuple[Any, bool], ...]:
    """Part the values of a field: what its words say, and (true) what a curator answers for.

    In a field of several, a reason answers for those that it names; one that names none of them answers for all.
    """
    if reason is None:
        return ((value, False),)
    if isinstance(value, tuple):
        ours = tuple(each for each in value if any(names(reason, leaf) for leaf in leaves(bare(each))))
        rest = tuple(each for each in value if each not in ours)
        if ours and rest:
            return ((rest, False), (ours, True))
    return ((value, True),)


def bare(value: object) -> Any:
    """Take a value without its words and defaults: a mapping for a model, a list for a tuple, leaves as they are."""
    if isinstance(value, Model):
        fields = type(value).model_fields.items()
        inner = {name: (getattr(value, name), field.default) for name, field in fields if name not in _NO_VALUE}
        return {name: bare(each) for name, (each, usual) in inner.items() if each != usual}
    if isinstance(value, tuple | list) and not isinstance(value, Span):
        return [bare(each) for each in value]
    return value


def leaves(value: object) -> Iterator[str]:
    """List the values inside a bare one, as text."""
    if isinstance(value, Mapping):
        for each in value.values():
            yield from leaves(each)
    elif isinstance(value, list):
        for each in value:
            yield from leaves(each)
    elif value is not None:
        yield as_text(value)


def as_text(value: object) -> str:
    """Write a leaf as a reason names it."""
    if isinstance(value, bool):
        return str(value).lower()
    return format(value, "f") if isinstance(value, Decimal) else str(value)
