"""Text → what is made of it, remembered: most terms of a document come again and again.

It holds a limited number, so that a document of any length takes the same memory; it keeps no order and no count.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

MOST = 20_000
"""How many are remembered; then all are forgotten."""


class Remembered(dict[str, str]):
    """Looks texts up with `[]`, and makes what it does not remember; what `make` raises goes through."""

    def __init__(self, make: Callable[[str], str]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, text: str) -> str:
        """Make what was never asked for, or long ago."""
        if len(self) > MOST:
            self.clear()
        made = self[text] = self._make(text)
        return made
