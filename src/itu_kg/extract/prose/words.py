"""Lists of words, written as one reads them. What they are for is said where they are used."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def words(listed: str) -> tuple[str, ...]:
    """Give the words of a list in their order; a hyphen belongs to its word."""
    return tuple(re.findall(r"[\w-]+", listed))


def holds(text: str, signs: tuple[str, ...]) -> bool:
    """Say whether a text holds one of some signs, given in small letters: whether a slower rule is worth running."""
    return holds_any(text.lower(), signs)


def holds_any(text: str, signs: Iterable[str]) -> bool:
    """Say whether a text holds one of some signs, as they are written."""
    for sign in signs:  # noqa: SIM110  half the time of any(): it is asked of every sentence, for dozens of signs
        if sign in text:
            return True
    return False


def wordset(listed: str) -> frozenset[str]:
    """Give the words of a list as a set."""
    return frozenset(words(listed))
