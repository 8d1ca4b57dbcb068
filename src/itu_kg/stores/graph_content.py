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
from itu_kg.model.graph import Term
from itu_kg.rdf.external_sort import Sorted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_IN_MEMORY = 8 << 20
_BLOCK = 5000
_PIECE = 1 << 20


class Unreadable(RemoteError):  # noqa: N818  said of an answer
    """What a store answers does not parse to its end."""


class Measure(NamedTuple):
    """How many triples a graph has, and their canonical hash."""

    triples: int
    hash: str


EMPTY = Measure(0, hashlib.sha256().hexdigest())
"""The measure of a graph without triples."""


class GraphContent:
    """What a graph holds, once each. Closed, its files are gone."""

    def __init__(self, blocks: Iterable[list[bytes]]) -> None:
        """Take canonical lines, without their line feeds, in any order, as lists of some thousands."""
        self._sorted = Sorted[bytes]()
        for block in blocks:
            self._sorted.add(block, len(block))
        digest, triples = hashlib.sha256(), 0
        for block in self._unique():
            triples += len(block)
            digest.update(b"\n".join(block) + b"\n")
        self.measure = Measure(triples, digest.hexdigest())

    @classmethod
    def of(cls, lines: Iterable[str]) -> GraphContent:
        """Take canonical lines, each with its line feed, in any order."""
        given = iter(lines)

        def blocks() -> Iterator[list[bytes]]:
            while block := [line[:-1].encode() for line in islice(given, _BLOCK)]:
                yield block

        return cls(blocks())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let its files go."""
        self._sorted.__exit__(None, None, None)

    def lines(self) -> Iterator[str]:
        """Give the lines, each with its line feed, sorted; as often as wanted."""
        for block in self._unique():
            for line in block:
                yield f"{line.decode()}\n"

    def _unique(self) -> Iterator[list[bytes]]:
        last = b""
        for block in self._sorted.blocks():
            once = list(dict.fromkeys(block))
            if once and once[0] == last:
                del once[0]
            if once:
                last = once[-1]
                yield once


def content(chunks: Iterable[bytes], *, where: str, expected: str = "") -> GraphContent:
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
            found = GraphContent(_as_they_come(body))
            if found.measure.hash == expected:
                return found
            found.close()
        body.seek(0)
        found = GraphContent.of(canonical(body, where=where))
        if not any(map(blank, found.lines())):
            return found
        found.close()
        body.seek(0)
        return GraphContent.of(_labelled(body))


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
        raise Unreadable("what it answers is no N-Triples, or breaks off", where=where, hint=hint) from problem


def blank(line: str) -> bool:
    """Say whether a line of N-Triples holds a blank node."""
    if "_:" not in line:
        return False
    subject, _, rest = line.split(" ", 2)
    return subject.startswith("_:") or rest.startswith("_:")


def _labelled(body: IO[bytes]) -> Iterator[str]:
    """Give lines whose blank nodes have the labels of the canonical form (RDFC-1.0 §4.4): somebody else's, then."""
    dataset = ox.Dataset(ox.parse(body, ox.RdfFormat.N_TRIPLES))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    for quad in dataset:
        yield f"{quad.subject} {quad.predicate} {quad.object} .\n"


def line_terms(line: str) -> tuple[Term, Term, Term]:
    """Take a line of canonical N-Triples, with its line feed, apart."""
    subject, predicate, rest = line.split(" ", 2)
    return Term(subject), Term(predicate), Term(rest[:-3])


def read_lines(path: Path) -> Iterator[str]:
    """Yield the lines of a file, each with its line feed; other line separators are part of a line."""
    with path.open(encoding="utf-8", newline="\n") as stream:
        yield from stream


def split(stream: IO[bytes]) -> Iterator[list[bytes]]:
    """Give the lines of a stream, without their line feeds, as lists of some thousands."""
    rest = b""
    while data := stream.read(_PIECE):
        lines = (rest + data).split(b"\n")
        rest = lines.pop()
        yield lines
    if rest:
        yield [rest]


def _as_they_come(body: IO[bytes]) -> Iterator[list[bytes]]:
    """Give the lines as they are, but with spaces where Virtuoso writes tabs: enough for the hash to tell."""
    for lines in split(body):
        yield [line.replace(b"\t", b" ", 2) for line in lines]
