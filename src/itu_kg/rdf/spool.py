"""Named graphs, one at a time → the same graphs on disk, to be gone through as often as wanted in the memory of one.

Its file has no name, so nothing is left of it however the process ends.
"""

from __future__ import annotations

import marshal
import tempfile
from typing import TYPE_CHECKING, Self

from itu_kg.model.graph import NamedGraph

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


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
