"""Term, or list of terms → the text made of it, remembered: most of a document come again and again.

It holds a limited number, so that a document of any length takes the same memory; it keeps no order and no count.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

K = TypeVar("K")

MOST = 20_000
"""How many are remembered; then all are forgotten."""


class Remembered(dict[K, str], Generic[K]):
    """Looks keys up with `[]`, and makes what it does not remember; what `make` raises goes through."""

    def __init__(self, make: Callable[[K], str]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: K) -> str:
        """Make what was never asked for, or long ago."""
        if len(self) > MOST:
            self.clear()
        made = self[key] = self._make(key)
        return made
