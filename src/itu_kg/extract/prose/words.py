"""Lists of words, written as one reads them. What they are for is said where they are used."""

from __future__ import annotations

import re


def words(listed: str) -> tuple[str, ...]:
    """Give the words of a list in their order; a hyphen belongs to its word."""
    return tuple(re.findall(r"[\w-]+", listed))


def wordset(listed: str) -> frozenset[str]:
    """Give the words of a list as a set."""
    return frozenset(words(listed))
