"""What is kept while documents are made: texts that come again and again, and garbage.

`Remembered` holds a limited number, so that a document of any length takes the same memory. A graph makes thousands of
small values without cycles, and looking for cycles among them takes a tenth of the time and finds none: `uncollected`
leaves that off while one graph is made or written, so that nothing piles up.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V", bound=str)

MOST = 20_000
"""How many are remembered; then all are forgotten."""


class Remembered(dict[K, V], Generic[K, V]):
    """Looks keys up with `[]`, and makes what it does not remember; what `make` raises goes through."""

    def __init__(self, make: Callable[[K], V]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: K) -> V:
        """Make what was never asked for, or long ago."""
        if len(self) > MOST:
            self.clear()
        made = self[key] = self._make(key)
        return made


@contextmanager
def uncollected() -> Iterator[None]:
    """Leave garbage collection off, if it was on; for functions, not for generators, which stand still in between."""
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()
