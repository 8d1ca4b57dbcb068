"""Items in any order → the same items sorted, in the memory of a few thousand: an external merge sort.

Runs are sorted in memory, put on disk and merged block by block; what fits in memory never meets the disk. Items are
values that `marshal` writes (texts, numbers, tuples and lists of them) and that compare with each other. It keeps
duplicates. A `Spool` keeps graphs on disk. Files have no name, so nothing is left of them however the process ends.

Texts have keys that sort as people count: goal 2 before goal 10, position 9 before position 10.
"""

from __future__ import annotations

import marshal
import re
import tempfile
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import IO, TYPE_CHECKING, Any, Generic, Protocol, Self, TypeVar

from itu_kg.model.graph import NamedGraph
from itu_kg.rdf.memory import Remembered

if TYPE_CHECKING:
    from types import TracebackType


class Ordered(Protocol):
    """What compares with its like."""

    def __lt__(self, other: Any, /) -> bool:
        """Whether it comes before `other`."""
        ...


T = TypeVar("T", bound=Ordered)

ROOM = 60_000
"""How much is held before a run goes to disk: some 15 MB of quads."""
BLOCK = 200
"""How many items of a run are read at a time, at most."""
SIZE = 1 << 16
"""How many bytes of a run are read at a time, unless one item is larger."""
FAN = 64
"""How many runs are merged at once."""


class Sorted(Generic[T]):
    """Takes items, then gives them sorted, as lists one after the other; its files go when it is closed."""

    def __init__(self) -> None:
        self._room = ROOM
        self._held: list[T] = []
        self._weight = 0
        self._runs: list[IO[bytes]] = []

    def __enter__(self) -> Sorted[T]:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        for run in self._runs:
            run.close()

    def add(self, items: Iterable[T], weight: int) -> None:
        """Take items in, that hold `weight` lines or triples."""
        self._held.extend(items)
        self._weight += weight
        if self._weight > self._room:
            self._held.sort()
            self._runs.append(_run(_blocks(self._held)))
            self._held, self._weight = [], 0
            if len(self._runs) == FAN:
                merged = _run(_merged([_read(run) for run in self._runs]))
                for run in self._runs:
                    run.close()
                self._runs = [merged]

    def blocks(self) -> Iterator[list[T]]:
        """Everything, sorted."""
        self._held.sort()
        if not self._runs:
            yield self._held
        else:
            yield from _merged([*(_read(run) for run in self._runs), _blocks(self._held)])


def _blocks(items: list[T]) -> Iterator[list[T]]:
    return (items[at : at + BLOCK] for at in range(0, len(items), BLOCK))


def _run(blocks: Iterable[list[T]]) -> IO[bytes]:
    run = tempfile.TemporaryFile()  # noqa: SIM115  it is closed by the Sorted that holds it
    size = BLOCK
    for block in blocks:
        size = _put(block, size, run)
    return run


def _put(block: list[T], size: int, run: IO[bytes]) -> int:
    """Write a block, `size` items at a time; give how many of such items are to be written at a time."""
    at = 0
    while at < len(block):
        data = marshal.dumps(block[at : at + size])
        if len(data) > SIZE and size > 1:
            size //= 2
            continue
        run.write(len(data).to_bytes(8))
        run.write(data)
        at += size
        if len(data) < SIZE // 4:
            size = min(2 * size, BLOCK)
    return size


def _read(run: IO[bytes]) -> Iterator[list[Any]]:
    run.seek(0)
    while size := run.read(8):
        yield marshal.loads(run.read(int.from_bytes(size)))  # noqa: S302  it reads only what this module has written


def _merged(runs: list[Iterator[list[T]]]) -> Iterator[list[T]]:
    """Merge sorted runs: of every block what is no later than the earliest end of a block, again and again."""
    heads = [(next(run, []), run) for run in runs]
    heads = [(block, run) for block, run in heads if block]
    while heads:
        limit = min(block[-1] for block, _ in heads)
        taken: list[T] = []
        left = []
        for block, run in heads:
            cut = bisect_right(block, limit)
            taken += block[:cut]
            rest = block[cut:] or next(run, [])
            if rest:
                left.append((rest, run))
        heads = left
        taken.sort()
        yield taken


class Spool:
    """Graphs on disk, ordered by IRI whatever order they came in; closed, they are gone."""

    def __init__(self, graphs: Iterable[NamedGraph]) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115  `close` and `with` close it
        places: dict[str, tuple[int, int]] = {}
        for graph in graphs:
            # `marshal.dump` and `load` would go to the file for every value.
            places[graph.iri] = (self._file.tell(), self._file.write(marshal.dumps(graph.triples)))
        self._places = sorted(places.items())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def __len__(self) -> int:
        return len(self._places)

    def __iter__(self) -> Iterator[NamedGraph]:
        for iri, (place, size) in self._places:
            self._file.seek(place)
            yield NamedGraph(iri, marshal.loads(self._file.read(size)))  # noqa: S302  it reads only what it has written


_DIGITS = re.compile(r"[0-9]{1,18}")


def natural(text: str) -> str:
    """The key of a text: each number goes by its length, then by its digits.

    The key of a whole is the keys of its parts, one after the other, wherever it is parted but inside a number.
    """
    return _DIGITS.sub(_weighed, text)


class Keys:
    """Natural keys of IRIs, whose folders come again and again, as most names inside them do."""

    def __init__(self) -> None:
        self._keys = Remembered(natural)
        self.part = self._keys.__getitem__
        """The key of a folder or of a name."""

    def iri(self, text: str) -> str:
        """The key of a text that is or begins with an IRI, part by part."""
        keys, cut = self._keys, text.rfind("/") + 1
        return keys[text[:cut]] + keys[text[cut:]]


def _weighed(number: re.Match[str]) -> str:
    digits = number[0].lstrip("0")
    # U+0000 is in no term, so that a number comes before whatever else could stand in its place.
    return f"\0{chr(len(digits) + 1)}{digits}"
