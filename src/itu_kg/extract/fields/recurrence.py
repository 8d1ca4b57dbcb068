"""Words of a sentence → how often something comes, as a duration: "held every four years" is P4Y."""

from __future__ import annotations

import re

from itu_kg.extract.words import words as listed

_EVERY = re.compile(
    r"\b(?:(?:once )?every (?:(?P<other>other|second) |(?P<count>[a-z]+|[0-9]{1,2}) )?(?P<unit>year|month)s?"
    r"|(?P<yearly>annual(?:ly)?|yearly|once a year|each year)"
    r"|(?P<biennial>bienni(?:al(?:ly)?|um)|bi-?yearly)|(?P<triennial>triennial(?:ly)?)|(?P<quadrennial>quadrennial(?:ly)?)"
    r"|(?P<twice>twice a year|half-yearly|semi-?annual(?:ly)?)|(?P<quarterly>quarterly)|(?P<monthly>monthly))\b",
    re.IGNORECASE,
)
_NUMBERS = listed("zero one two three four five six seven eight nine ten")
_WORDS = {
    "yearly": "P1Y", "biennial": "P2Y", "triennial": "P3Y", "quadrennial": "P4Y", "twice": "P6M", "quarterly": "P3M",
    "monthly": "P1M",
}  # fmt: skip


def every(words: str) -> str | None:
    """Read the one recurrence that words name; None where there is none, or several that differ."""
    read = {_duration(match) for match in _EVERY.finditer(words)}
    return read.pop() if len(read) == 1 else None


def _duration(match: re.Match[str]) -> str | None:
    named = match.lastgroup or ""
    if named in _WORDS:
        return _WORDS[named]
    unit = match["unit"][0].upper()
    if match["other"]:
        return f"P2{unit}"
    count = match["count"]
    if count is None:
        return f"P1{unit}"
    if count.isdigit():
        return f"P{int(count)}{unit}"
    return f"P{_NUMBERS.index(count.lower())}{unit}" if count.lower() in _NUMBERS else None
