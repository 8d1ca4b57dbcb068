"""Texts of columns → the columns' widths on a screen, or none if the texts are better shown one below the other.

Refuses to break a word, and to squeeze a long text into a column so narrow that it becomes a ribbon.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

_TALLEST = 7
"""Lines that a text of a narrow column may take."""
_NARROW = 24
"""Characters of a column that is narrow: a line of text holds about four words more."""


def fit(lengths: Sequence[Sequence[int]], columns: Sequence[Sequence[str]], width: int, gap: int) -> list[int] | None:
    """Share `width` characters among columns, `gap` between them, so that no word is broken; None if that cannot be.

    Args:
        lengths: how wide each text of each column is, in cells of the terminal.
        columns: the texts themselves.
        width: of the screen.
        gap: between two columns.
    """
    natural = [max(column, default=0) for column in lengths]
    room = width - gap * (len(natural) - 1)
    if sum(natural) <= room:
        return natural
    words = [max((cell_len(word) for text in column for word in text.split()), default=0) for column in columns]
    if sum(words) > room:
        # One column alone has nothing beside it that it could give way to.
        return [room] if len(natural) == 1 else None
    low, high = 0, max(natural)
    while low < high:  # the widest that all columns may be, those excepted that have longer words
        middle = (low + high + 1) // 2
        if sum(_capped(natural, words, middle)) <= room:
            low = middle
        else:
            high = middle - 1
    widths = _capped(natural, words, low)
    tall = any(
        given < _NARROW and length > given * _TALLEST
        for given, column in zip(widths, lengths, strict=True)
        for length in column
    )
    return None if tall else widths


def _capped(natural: Sequence[int], words: Sequence[int], most: int) -> list[int]:
    return [max(word, min(whole, most)) for whole, word in zip(natural, words, strict=True)]
