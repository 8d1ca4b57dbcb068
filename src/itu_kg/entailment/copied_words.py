"""Claim → Differences: sentences of the page that stand where our own words should.

What we publish is facts and descriptions of our own; the page's text is its author's.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from itu_kg.model.curation import bare, leaves

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itu_kg.entailment.claim import Claim, Difference

_WORD = re.compile(r"\w+")
_LONGEST_RUN = 9
"""The most words in a row that two may happen to choose alike, or that a name of the page has."""


def copied(claim: Claim) -> Iterator[Difference]:
    """Find what repeats more words in a row of the page than chance or a name would."""
    for text in leaves(bare(claim.value)):
        words = folded(text).split()
        for first in range(len(words) - _LONGEST_RUN):
            run = " ".join(words[first : first + _LONGEST_RUN + 1])
            if f" {run} " in claim.page.folded:
                yield claim.differs(f"our own words, not the page's “{run}”", None, text)
                break


def folded(text: str) -> str:
    """Write the words of a text in small letters, with a blank around each."""
    return f" {' '.join(_WORD.findall(text.casefold()))} "
