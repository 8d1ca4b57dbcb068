"""N-Triples as a store gives them → a graph's content: sorted canonical lines, their number and their hash.

The hash is that of RDF Dataset Canonicalization (RDFC-1.0 §5) for graphs without blank nodes: SHA-256 of the sorted
lines, so it compares with what a release says of its graphs. It holds a block of lines in memory and the rest on disk.
A text that does not parse to its end is refused.
"""

from __future__ import annotations

import hashlib
import tempfile
from itertools import islice
from typing import IO, TYPE_CHECKING, NamedTuple, Self

import pyoxigraph as ox

from itu_kg.errors import RemoteError
from itu_kg.rdf.sorting import Sorted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_IN_MEMORY = 8 << 20
_BLOCK = 5000


class Measure(NamedTuple):
    """How many triples a graph has, and their canonical hash."""

    triples: int
    hash: str


NOTHING = Measure(0, hashlib.sha256().hexdigest())
"""The measure of a graph without triples."""


class Content:
    """What a graph holds, once each. Closed, its files are gone."""

    def __init__(self, lines: Iterable[str]) -> None:
        """Take canonical lines, each with its line feed, in any order."""
        self._sorted = Sorted[str]()
        given = iter(lines)
        while block := list(islice(given, _BLOCK)):
            self._sorted.add(block, len(block))
        digest, triples = hashlib.sha256(), 0
        for block in self._unique():
            triples += len(block)
            digest.update("".join(block).encode())
        self.measure = Measure(triples, digest.hexdigest())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let its files go."""
        self._sorted.__exit__(None, None, None)

    def lines(self) -> Iterator[str]:
        """Give the lines, sorted; as often as wanted."""
        for block in self._unique():
            yield from block

    def _unique(self) -> Iterator[list[str]]:
        last = ""
        for block in self._sorted.blocks():
            once = list(dict.fromkeys(block))
            if once and once[0] == last:
                del once[0]
            if once:
                last = once[-1]
                yield once


def content(chunks: Iterable[bytes], *, where: str, expected: str = "") -> Content:
    """Make content of N-Triples.

    Args:
        chunks: the document.
        where: what it is, for errors.
        expected: the hash that it should have: if its lines, as they come, have it, they need no parsing.

    Raises:
        RemoteError: it does not parse to its end.
    """
    with tempfile.SpooledTemporaryFile(_IN_MEMORY) as body:
        for chunk in chunks:
            body.write(chunk)
        if expected:
            body.seek(0)
            found = Content(_as_they_come(body))
            if found.measure.hash == expected:
                return found
            found.close()
        body.seek(0)
        return Content(canonical(body, where=where))


def canonical(body: IO[bytes] | bytes, *, where: str) -> Iterator[str]:
    """Give the canonical lines of N-Triples, in the order they come.

    Raises:
        RemoteError: it does not parse to its end.
    """
    try:
        for quad in ox.parse(body, ox.RdfFormat.N_TRIPLES):
            yield f"{quad.subject} {quad.predicate} {quad.object} .\n"
    except SyntaxError as problem:
        hint = "the store has sent something damaged; run the same again"
        raise RemoteError("what it answers is no N-Triples, or breaks off", where=where, hint=hint) from problem


def _as_they_come(body: IO[bytes]) -> Iterator[str]:
    for line in body:
        text = line.decode("utf-8", "replace")
        if not text.isspace():
            yield text
