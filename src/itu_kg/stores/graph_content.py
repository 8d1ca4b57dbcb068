"""A graph of a store, read whole or in pages → its content: sorted canonical lines, their number and their hash.

From a store that cuts its answers a graph is read by subject: subjects are listed in the order of their IRIs with the
number of their triples, and as many of them are asked for at once as stay below the limit. A subject with more triples
is cut by property, and a property with more values by a hash of the value. Whether that was all, the reader's count
says.

The hash is that of RDF Dataset Canonicalization (RDFC-1.0 §5) for graphs without blank nodes: SHA-256 of the sorted
lines, so it compares with what a release says of its graphs. It holds a block of lines in memory and the rest on disk.
A text that does not parse to its end is refused.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterable, Iterator
from itertools import islice, product
from pathlib import Path
from typing import IO, TYPE_CHECKING, NamedTuple, Self, TypeVar

import pyoxigraph as ox

from itu_kg.errors import RemoteError
from itu_kg.model.graph import Term
from itu_kg.rdf import ntriples
from itu_kg.rdf.order import Sorted

if TYPE_CHECKING:
    Select = Callable[[str], list[dict[str, str]]]

T = TypeVar("T")

_IN_MEMORY = 8 << 20
_BLOCK = 5000
_PIECE = 1 << 20
_NAMED = 250
"""How many subjects a query names: stores compile long queries slowly."""


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
        return cls(iter(lambda: [line[:-1].encode() for line in islice(given, _BLOCK)], []))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let its files go."""
        self._sorted.__exit__(None, None, None)

    def lines(self) -> Iterator[str]:
        """Yield the lines, each with its line feed, sorted; as often as wanted."""
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
        Unreadable: it does not parse to its end.
    """
    with tempfile.SpooledTemporaryFile(_IN_MEMORY) as body:
        for chunk in chunks:
            body.write(chunk)
        if expected:
            body.seek(0)
            as_it_came = GraphContent(_as_they_come(body))
            if as_it_came.measure.hash == expected:
                return as_it_came
            as_it_came.close()
        body.seek(0)
        sorted_ = GraphContent.of(canonical(body, where=where))
        if not any(map(blank, sorted_.lines())):
            return sorted_
        sorted_.close()
        body.seek(0)
        return GraphContent.of(_labelled(body))


def canonical(body: IO[bytes] | bytes, *, where: str) -> Iterator[str]:
    """Yield the canonical lines of N-Triples, in the order they come; `Unreadable` if it does not parse to its end."""
    try:
        for quad in ox.parse(body, ox.RdfFormat.N_TRIPLES):
            yield f"{quad.subject} {quad.predicate} {quad.object} .\n"
    except SyntaxError as problem:
        hint = "the store has sent something damaged; run the same again"
        raise Unreadable("what it answers is no N-Triples, or breaks off", where=where, hint=hint) from problem


def blank(line: str) -> bool:
    """Whether a line of N-Triples holds a blank node."""
    if "_:" not in line:
        return False
    subject, _, rest = line.split(" ", 2)
    return subject.startswith("_:") or rest.startswith("_:")


def _labelled(body: IO[bytes]) -> Iterator[str]:
    """Yield lines whose blank nodes have the labels of the canonical form (RDFC-1.0 §4.4): somebody else's, then."""
    dataset = ox.Dataset(ox.parse(body, ox.RdfFormat.N_TRIPLES))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    for quad in dataset:
        yield f"{quad.subject} {quad.predicate} {quad.object} .\n"


def line_terms(line: str) -> tuple[Term, Term, Term]:
    """Subject, predicate and object of a line of canonical N-Triples, which has its line feed."""
    subject, predicate, rest = line.split(" ", 2)
    return Term(subject), Term(predicate), Term(rest[:-3])


def read_lines(path: Path) -> Iterator[str]:
    """Yield the lines of a file, each with its line feed; other line separators are part of a line."""
    with path.open(encoding="utf-8", newline="\n") as stream:
        yield from stream


def split(stream: IO[bytes]) -> Iterator[list[bytes]]:
    """Yield the lines of a stream, without their line feeds, as lists of some thousands."""
    rest = b""
    while data := stream.read(_PIECE):
        lines = (rest + data).split(b"\n")
        rest = lines.pop()
        yield lines
    if rest:
        yield [rest]


def batches(items: Iterable[T], weigh: Callable[[T], int], most: int, room: int) -> Iterator[list[T]]:
    """Yield at most `most` items at a time, which weigh at most `room` together; a heavier one comes alone."""
    batch: list[T] = []
    weight = 0
    for item in items:
        more = weigh(item)
        if batch and (len(batch) == most or weight + more > room):
            yield batch
            batch, weight = [], 0
        batch.append(item)
        weight += more
    if batch:
        yield batch


def _as_they_come(body: IO[bytes]) -> Iterator[list[bytes]]:
    """Yield the lines as they are, but with spaces where Virtuoso writes tabs: enough for the hash to tell."""
    for lines in split(body):
        yield [line.replace(b"\t", b" ", 2) for line in lines]


def pages(select: Select, answer: Callable[[str], bytes], iri: str, triples: int, rows: int) -> Iterator[bytes]:
    """Yield a graph as N-Triples documents.

    Args:
        select: answers a SELECT query.
        answer: answers a CONSTRUCT query in N-Triples.
        iri: the graph.
        triples: how many triples it has.
        rows: where answers are cut.
    """

    def construct(where: str) -> bytes:
        document = answer(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{iri}> {{ ?s ?p ?o {where}}} }}")
        return b"" if document.startswith(b"# Empty") else document

    if triples == 0:
        return
    if triples < rows:
        yield construct("")
        return
    subjects = _subjects(select, iri, rows * 9 // 10)
    for batch in batches(subjects, lambda counted: counted[1], _NAMED, rows - 1):
        subject, number = batch[0]
        if number >= rows:
            yield from _large(select, iri, subject, rows, construct)
        else:
            yield construct(f"FILTER(?s IN ({', '.join(ntriples.iri(each) for each, _ in batch)})) ")


def _subjects(select: Select, iri: str, most: int) -> Iterator[tuple[str, int]]:
    last = ""
    while True:
        page = select(
            f"SELECT ?k (COUNT(*) AS ?n) WHERE {{ GRAPH <{iri}> {{ ?s ?p ?o }} BIND(STR(?s) AS ?k) "
            f"FILTER(?k > {ntriples.literal(last)}) }} GROUP BY ?k ORDER BY ?k LIMIT {most}"
        )
        yield from ((row["k"], int(row["n"])) for row in page)
        if len(page) < most:
            return
        if page[-1]["k"] <= last:
            raise RemoteError("does not list subjects in the order of their IRIs", where=f"<{iri}>")
        last = page[-1]["k"]


def _large(select: Select, iri: str, subject: str, rows: int, construct: Callable[[str], bytes]) -> Iterator[bytes]:
    """Read a subject with more triples than an answer holds."""
    this_subject = ntriples.iri(subject)
    properties = select(f"SELECT ?p (COUNT(*) AS ?n) WHERE {{ GRAPH <{iri}> {{ {this_subject} ?p ?o }} }} GROUP BY ?p")
    for row in properties:
        this = f"FILTER(?s = {this_subject} && ?p = {ntriples.iri(row['p'])}) "
        if int(row["n"]) < rows:
            yield construct(this)
            continue
        digits = 1
        while int(row["n"]) / 16**digits > rows / 2:
            digits += 1
        for prefix in map("".join, product("0123456789abcdef", repeat=digits)):
            yield construct(f'{this}FILTER(STRSTARTS(MD5(STR(?o)), "{prefix}")) ')
