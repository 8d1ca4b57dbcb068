"""A graph of any size, from a store that cuts its answers → N-Triples, in answers below the store's limit.

The graph is cut by subject: subjects are listed in the order of their IRIs with the number of their triples, and as
many of them are asked for at once as stay below the limit. A subject with more triples is cut by property, and a
property with more values by a hash of the value. Whether all was found, the reader's count says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from itu_kg.errors import RemoteError
from itu_kg.rdf import ntriples

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_NAMED = 250
"""How many subjects a query names: stores compile long queries slowly."""
_HASHES = tuple("0123456789abcdef")


class Source(Protocol):
    """What a store must do to be read in pages."""

    def select(self, text: str) -> list[dict[str, str]]:
        """Answer a SELECT query."""
        ...

    def query(self, text: str, accept: str) -> Iterator[bytes]:
        """Answer a query piece by piece."""
        ...

    def again(self, operation: Callable[[], bytes]) -> bytes:
        """Do what may be done twice."""
        ...


def pages(store: Source, iri: str, triples: int, rows: int) -> Iterator[bytes]:
    """Give a graph as N-Triples documents.

    Args:
        store: what holds it.
        iri: the graph.
        triples: how many triples it has.
        rows: where answers are cut.
    """

    def construct(where: str) -> bytes:
        text = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{iri}> {{ ?s ?p ?o {where}}} }}"
        found = store.again(lambda: b"".join(store.query(text, "application/n-triples")))
        return b"" if found.startswith(b"# Empty") else found

    if triples == 0:
        return
    if triples < rows:
        yield construct("")
        return
    held: list[str] = []
    weight = 0
    for subject, number in _subjects(store, iri, rows * 9 // 10):
        if held and (weight + number >= rows or len(held) == _NAMED):
            yield construct(_among("?s", held))
            held, weight = [], 0
        if number >= rows:
            yield from _large(store, iri, subject, rows, construct)
        else:
            held.append(subject)
            weight += number
    if held:
        yield construct(_among("?s", held))


def _subjects(store: Source, iri: str, most: int) -> Iterator[tuple[str, int]]:
    last = ""
    while True:
        found = store.select(
            f"SELECT ?k (COUNT(*) AS ?n) WHERE {{ GRAPH <{iri}> {{ ?s ?p ?o }} BIND(STR(?s) AS ?k) "
            f"FILTER(?k > {ntriples.literal(last)}) }} GROUP BY ?k ORDER BY ?k LIMIT {most}"
        )
        yield from ((row["k"], int(row["n"])) for row in found)
        if len(found) < most:
            return
        if found[-1]["k"] <= last:
            raise RemoteError("does not list subjects in the order of their IRIs", where=f"<{iri}>")
        last = found[-1]["k"]


def _large(store: Source, iri: str, subject: str, rows: int, construct: Callable[[str], bytes]) -> Iterator[bytes]:
    """Read a subject with more triples than an answer holds."""
    this_subject = ntriples.iri(subject)
    properties = store.select(
        f"SELECT ?p (COUNT(*) AS ?n) WHERE {{ GRAPH <{iri}> {{ {this_subject} ?p ?o }} }} GROUP BY ?p"
    )
    for row in properties:
        this = f"FILTER(?s = {this_subject} && ?p = {ntriples.iri(row['p'])}) "
        if int(row["n"]) < rows:
            yield construct(this)
            continue
        digits = 1
        while int(row["n"]) / 16**digits > rows / 2:
            digits += 1
        for prefix in _prefixes(digits):
            yield construct(f'{this}FILTER(STRSTARTS(MD5(STR(?o)), "{prefix}")) ')


def _prefixes(digits: int) -> Iterable[str]:
    found = list(_HASHES)
    for _ in range(digits - 1):
        found = [f"{prefix}{digit}" for prefix in found for digit in _HASHES]
    return found


def _among(variable: str, iris: list[str]) -> str:
    return f"FILTER({variable} IN ({', '.join(map(ntriples.iri, iris))})) "
