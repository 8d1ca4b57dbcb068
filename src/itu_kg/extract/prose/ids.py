"""Wanted slugs → slugs that differ, by what the things are and never by the order they come in."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from itu_kg.model.slugs import LONGEST

if TYPE_CHECKING:
    from collections.abc import Sequence


def apart(wanted: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """Give a slug for each row: its first word, and of the words that follow as many as it takes to be alone.

    Args:
        wanted: rows of slugs; the last word of each tells it from every other.
    """
    taken = [1] * len(wanted)
    while True:
        made = tuple(_joined(row[:count]) for row, count in zip(wanted, taken, strict=True))
        seen = Counter(made)
        grown = [
            count + 1 if seen[one] > 1 and count < len(row) else count
            for one, row, count in zip(made, wanted, taken, strict=True)
        ]
        if grown == taken:
            return made
        taken = grown


def _joined(words: Sequence[str]) -> str:
    ending = "-".join(word for word in words[1:] if word)
    return f"{words[0][: LONGEST - len(ending) - 1].rstrip('-')}-{ending}" if ending else words[0]
