"""A misspelt name × the names there are → the nearest of them, and the hint that says so: one way for every name typed.

Letter case, accents, spaces and hyphens do not count. It corrects nothing: whoever typed the name chooses.
"""

from __future__ import annotations

from collections.abc import Iterable

LEAST = 70.0
"""How alike two names must be, of 100, to be taken for one misspelt."""


def nearest(name: str, known: Iterable[str], most: int = 3, least: float = LEAST) -> tuple[str, ...]:
    """The known names that are most like a name, the nearest first, each once.

    Args:
        name: as it was typed.
        known: names there are.
        most: names at the most.
        least: how alike they must be, from 0 to 100.
    """
    from rapidfuzz import fuzz, process  # noqa: PLC0415  for a wrong name only

    names = tuple(dict.fromkeys(known))
    typed = folded(name)
    plain = [folded(each) for each in names]
    # Letters put wrong are seen by the ratio; a name typed in part, or with its words in another order, by its tokens.
    alike = process.extract(typed, plain, scorer=fuzz.ratio, limit=most, score_cutoff=least)
    if len(typed) >= 4:
        alike += process.extract(typed, plain, scorer=fuzz.token_set_ratio, limit=most, score_cutoff=max(least, 90))
    return tuple(dict.fromkeys(names[place] for _, _, place in alike))[:most]


def hint(name: str, known: Iterable[str], otherwise: str = "") -> str:
    """`did you mean X or Y?`, or what else is to be done where nothing is near."""
    near = nearest(name, known)
    return f"did you mean {' or '.join(near)}?" if near else otherwise


def folded(name: str) -> str:
    """A name without what does not count: letters in one case and without accents, all else a space."""
    import unicodedata  # noqa: PLC0415  likewise

    plain = unicodedata.normalize("NFKD", name.casefold())
    return " ".join("".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c)).split())
