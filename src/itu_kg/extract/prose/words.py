"""Lists of words, written as one reads them. What they are for is said where they are used."""

from __future__ import annotations

import re


def words(listed: str) -> tuple[str, ...]:
    """Give the words of a list in their order; a hyphen belongs to its word."""
    return tuple(re.findall(r"[\w-]+", listed))


def holds(text: str, signs: tuple[str, ...]) -> bool:
    """Say whether a text holds one of some signs, given in small letters: whether a slower rule is worth running."""
    small = text.lower()
    return any(sign in small for sign in signs)


def wordset(listed: str) -> frozenset[str]:
    """Give the words of a list as a set."""
    return frozenset(words(listed))
