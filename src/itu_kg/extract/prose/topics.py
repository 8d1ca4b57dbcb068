"""A question's words → what it asks about, whatever its number in the form of the year."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

Topic = Literal["decisions", "coordination", "transitions", "strategies", "other"]

_SIGNS: tuple[tuple[Topic, re.Pattern[str]], ...] = (
    ("transitions", re.compile(r"transition|transformative", re.IGNORECASE)),
    ("decisions", re.compile(r"governing bod|decisions? taken|taken any decisions", re.IGNORECASE)),
    ("coordination", re.compile(r"coordination|coherence|working together", re.IGNORECASE)),
    ("strategies", re.compile(r"strateg|ministerial declaration|political declaration", re.IGNORECASE)),
)


@lru_cache(64)
def topic(asked: str) -> Topic:
    """Say what a question asks about, by the first sign of the four kinds that its words hold."""
    for name, sign in _SIGNS:
        if sign.search(asked):
            return name
    return "other"
