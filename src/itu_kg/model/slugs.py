"""Names → slugs: the last part of an IRI, from words. It knows no registry; a known thing's slug comes from there."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

_APOSTROPHE = re.compile(r"['’‘]")
_OTHER = re.compile(r"[^a-z0-9]+")
LONGEST = 80


def slug(*parts: str) -> str:
    """Join words to a slug: lower case, no accents, one hyphen for whatever is no letter or digit.

    A slug longer than 80 characters ends at the last whole word before that. Words of a script without Latin
    letters leave nothing, so the answer can be empty.
    """
    plain = unicodedata.normalize("NFKD", " ".join(parts).casefold())
    joined = _OTHER.sub("-", _APOSTROPHE.sub("", plain).encode("ascii", "ignore").decode("ascii")).strip("-")
    if len(joined) <= LONGEST:
        return joined
    whole = joined[: LONGEST + 1].rpartition("-")[0]
    return whole or joined[:LONGEST]


def distinct_slugs(wanted: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """Make one slug per row: its first word, and of the words that follow as many as it takes to differ from others.

    What the rows say decides, never the order they come in.

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
