"""Names as people type them: what their spellings have in common, and the nearest of those there are to one misspelt.

Letter case, accents, spaces and hyphens do not count. It corrects nothing: whoever typed the name chooses.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

LEAST, LEAST_SHORT = 74.0, 66.0
"""How alike two names must be, of 100, to be taken for one misspelt; of a few letters two may stand in wrong order."""
_SHORT = 4
_BEHIND = 15.0
"""How much less like a name may be than the nearest, to be named beside it."""
_LEAST_PART = 90.0
_SHORTEST_PART = 4
_WORD = re.compile(r"\w+")


def fold(text: str) -> tuple[str, ...]:
    """The words of a text in small letters, without accents."""
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return tuple(_WORD.findall(text.casefold().replace("&", " and ")))


def folded(text: str) -> str:
    """A text without what does not count: its words folded, a space between them."""
    return " ".join(fold(text))


def key(name: str) -> str:
    """What the spellings of a name have in common: its words, folded and put together."""
    return "".join(fold(name))


def nearest(name: str, known: Iterable[str], most: int = 3) -> tuple[str, ...]:
    """The known names that are most like a name, the nearest first, each once.

    Args:
        name: as it was typed.
        known: names there are.
        most: names at the most.
    """
    from rapidfuzz import fuzz, process  # noqa: PLC0415  for a wrong name only

    names = tuple(dict.fromkeys(known))
    typed, plain = folded(name), [folded(each) for each in names]
    least = LEAST_SHORT if len(typed) <= _SHORT else LEAST
    # Wrong letters are seen by the ratio; a name typed in part, or with its words in another order, by its words.
    alike = process.extract(typed, plain, scorer=fuzz.ratio, limit=most, score_cutoff=least)
    if len(typed) >= _SHORTEST_PART:
        alike += process.extract(typed, plain, scorer=fuzz.token_set_ratio, limit=most, score_cutoff=_LEAST_PART)
    best = max((score for _, score, _ in alike), default=0.0)
    return tuple(dict.fromkeys(names[place] for _, score, place in alike if score >= best - _BEHIND))[:most]


def hint(name: str, known: Iterable[str], otherwise: str = "") -> str:
    """`did you mean X or Y?`, or what else is to be done where nothing is near."""
    near = nearest(name, known)
    return f"did you mean {' or '.join(near)}?" if near else otherwise
