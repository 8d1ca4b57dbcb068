"""One external store: count, list, read, put, add, update and drop named graphs over SPARQL 1.1's protocols.

Sources: SPARQL 1.1 Protocol §2; SPARQL 1.1 Graph Store HTTP Protocol §5. Reads are repeated after a lost answer, and
so are PUT and DELETE, which mean the same twice; an update or an added quad is never sent twice from here. A read that
the store cut short, or that another writer changed half way, is refused.
"""

from __future__ import annotations

import json
import random
import time
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import quote, urlencode

from itu_kg.errors import Refused, RemoteError, Unanswered
from itu_kg.http.messages import Payload
from itu_kg.rdf import ntriples
from itu_kg.stores import paging
from itu_kg.stores.graph_content import content

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from itu_kg.http.client import Client
    from itu_kg.stores.graph_content import GraphContent, Measure
    from itu_kg.stores.profiles import Endpoints, Profile

T = TypeVar("T")

NTRIPLES, NQUADS, RESULTS = "application/n-triples", "application/n-quads", "application/sparql-results+json"
_FORM = "application/x-www-form-urlencoded"
_UPDATE = "application/sparql-update"
_CUT = ("x-sparql-maxrows", "x-sql-state")
"""Headers by which Virtuoso says that an answer is not all there is."""
_LONGEST_WAIT = 30.0
_ROWS, _FEWEST = 10_000, 500
"""How many rows or triples are asked for at a time, where it matters: at first, and at least."""

Row = dict[str, str]


class TruncatedAnswer(RemoteError):  # noqa: N818  a verb in the past says what happened
    """A store says that it has cut an answer short."""


class Store:
    """A store of a known kind.

    Args:
        profile: its kind.
        endpoints: where its protocols are.
        client: talks to it; its `limits.seconds` bound an operation with all its repetitions.
        wait: waits some seconds.
    """

    def __init__(
        self, profile: Profile, endpoints: Endpoints, client: Client, wait: Callable[[float], None] = time.sleep
    ) -> None:
        self.profile = profile
        self.endpoints = endpoints
        self.client = client
        self._wait = wait
        self._rows = profile.rows or _ROWS

    def counts(self, space: str = "", iris: Iterable[str] = ()) -> dict[str, int]:
        """Count the triples of named graphs that have some.

        Args:
            space: what the IRIs of the graphs that matter begin with.
            iris: further graphs that matter; others may be counted too.

        Raises:
            RemoteError: the store does not answer, or not in full.
        """
        try:
            return self._counted("", "")
        except TruncatedAnswer:
            # It has more graphs than an answer has rows. Asked for ours alone, it looks at each triple, which is slow.
            found = self._counted_in_pages(space)
        others = {iri: self.count(iri) for iri in iris if not iri.startswith(space)}
        return found | {iri: number for iri, number in others.items() if number}

    def _counted_in_pages(self, space: str) -> dict[str, int]:
        found: dict[str, int] = {}
        while True:
            most, last = self._rows * 9 // 10, max(found, default="")
            filters = f"FILTER(STRSTARTS(STR(?g), {ntriples.literal(space)}) && STR(?g) > {ntriples.literal(last)})"
            try:
                some = self._counted(filters, f"ORDER BY STR(?g) LIMIT {most}")
            except TruncatedAnswer:
                if not self._fewer():
                    raise
                continue
            found |= some
            if len(some) < most:
                return found

    def _counted(self, filters: str, order: str) -> dict[str, int]:
        rows = self.select(
            f"SELECT ?g (COUNT(*) AS ?n) WHERE {{ GRAPH ?g {{ ?s ?p ?o }} {filters} }} GROUP BY ?g {order}".strip()
        )
        try:
            return {row["g"]: int(row["n"]) for row in rows if "g" in row}
        except (KeyError, ValueError) as problem:
            raise RemoteError("counts its graphs in a way we cannot read", where=self.endpoints.query) from problem

    def count(self, iri: str) -> int:
        """Count the triples of one graph.

        Raises:
            RemoteError: the store does not answer, or not in full.
        """
        rows = self.select(f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{iri}> {{ ?s ?p ?o }} }}")
        try:
            return int(rows[0]["n"])
        except (KeyError, ValueError, IndexError) as problem:
            raise RemoteError("counts a graph in a way we cannot read", where=self.endpoints.query) from problem

    def read(self, iri: str, expected: Measure | None = None, *, count: int | None = None) -> GraphContent:
        """Read a graph; of one that is not there, nothing.

        Args:
            iri: the graph.
            expected: what it should hold: if it does, it need not be counted again.
            count: how many triples the store has counted, if it was asked a moment ago.

        Raises:
            RemoteError: the store does not give all of it.
        """
        where, hash_ = f"{self.client.origin} <{iri}>", expected.hash if expected else ""
        if self.profile.rows is None:
            return self.again(lambda: content(self._graph(iri), where=where, expected=hash_))
        before = self.count(iri) if count is None else count
        while True:
            try:
                found = content(paging.pages(self, iri, before, self._rows), where=where, expected=hash_)
            except TruncatedAnswer:
                if not self._fewer():
                    raise
                continue
            if found.measure == expected and before == expected.triples:
                return found
            after = self.count(iri)
            if before == found.measure.triples == after:
                return found
            found.close()
            # Less than it counts: this store cuts its answers earlier than others of its kind.
            if before == after and found.measure.triples < before and self._fewer():
                continue
            what = f"gave {found.measure.triples:,} triples where it counts {before:,}"
            if before != after:
                what = f"had {before:,} triples before it was read and {after:,} after"
            hint = "somebody else writes to it, or the store cuts its answers"
            raise RemoteError(what, where=where, hint=hint)

    def _fewer(self) -> bool:
        """Ask for fewer rows from now on, unless they are very few already."""
        if self._rows <= _FEWEST:
            return False
        self._rows = max(_FEWEST, self._rows // 4)
        return True

    def put(self, iri: str, payload: Payload) -> None:
        """Put N-Triples in the place of a graph (Graph Store HTTP Protocol §5.3).

        Raises:
            RemoteError: the store refuses, or the answer is lost; then nobody knows what the graph holds.
        """
        lead = self.profile.put_lead
        self._write("PUT", self._graph_url(iri), payload.after(b"\n" * lead) if lead else payload)

    def add(self, payload: Payload) -> None:
        """Add N-Quads to the graphs they name, by one POST.

        Raises:
            RemoteError: the store refuses, or the answer is lost; then nobody knows whether they are there.
        """
        self._write("POST", self.endpoints.graph_store, payload)

    def update(self, text: str) -> None:
        """Run a SPARQL Update.

        Raises:
            RemoteError: the store refuses, or the answer is lost; then nobody knows whether it was run.
        """
        # A form is what every store takes; Virtuoso never answers application/sparql-update.
        self._write("POST", self.endpoints.update, Payload.of(urlencode({"update": text}).encode(), _FORM))

    def drop(self, iri: str) -> None:
        """Remove a graph; it is no error if there is none.

        Raises:
            RemoteError: the store refuses, or the answer is lost; then nobody knows whether it is gone.
        """
        self.update(f"DROP SILENT GRAPH <{iri}>")

    def select(self, text: str) -> list[Row]:
        """Answer a SELECT query: of each row the values, by variable.

        Raises:
            RemoteError: the store does not answer, cuts the answer, or sends no results.
        """
        try:
            found = json.loads(self.again(lambda: b"".join(self.query(text, RESULTS))))["results"]["bindings"]
            return [{name: term["value"] for name, term in row.items()} for row in found]
        except (ValueError, KeyError, TypeError, AttributeError) as problem:
            raise RemoteError("its answer is no SPARQL result, or breaks off", where=self.endpoints.query) from problem

    def query(self, text: str, accept: str) -> Iterator[bytes]:
        """Send a query once and give the answer piece by piece.

        Raises:
            RemoteError: the store does not answer, says that it cuts the answer, or sends another media type.
        """
        payload = Payload.of(urlencode({"query": text}).encode(), _FORM)
        with self.client.send("POST", self.endpoints.query, accept=accept, payload=payload) as answer:
            for name in _CUT:
                if answer.headers.get(name):
                    what = f"cuts its answer short ({name}: {answer.headers[name]})"
                    raise TruncatedAnswer(what, where=self.endpoints.query)
            self._expect(answer.headers.get("content-type", ""), accept)
            yield from answer.chunks()

    def again(self, operation: Callable[[], T]) -> T:
        """Do what may be done twice: after a lost answer or a busy store, again, until its time is over."""
        until = time.monotonic() + self.client.limits.seconds
        pause = 0.25
        for tries in range(6):
            try:
                return operation()
            except (Unanswered, Refused) as problem:
                if isinstance(problem, Refused) and not problem.busy:
                    raise
                asked = problem.wait if isinstance(problem, Refused) else None
                wait = pause * (1 + random.random()) if asked is None else asked  # noqa: S311  no secret
                if tries == 5 or time.monotonic() + wait > until:
                    raise
                self._wait(min(wait, _LONGEST_WAIT) if asked is None else wait)
                pause *= 2
        raise AssertionError  # pragma: no cover  the loop returns or raises

    def pause(self, seconds: float) -> None:
        """Wait, but not for ever."""
        self._wait(min(seconds, _LONGEST_WAIT))

    def _graph(self, iri: str) -> Iterator[bytes]:
        """Give a graph in N-Triples, in one piece."""
        if not self.endpoints.graph_store:
            yield from self.query(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{iri}> {{ ?s ?p ?o }} }}", NTRIPLES)
            return
        try:
            with self.client.send("GET", self._graph_url(iri), accept=NTRIPLES) as answer:
                self._expect(answer.headers.get("content-type", ""), NTRIPLES)
                yield from answer.chunks()
        except Refused as problem:
            if problem.status != 404:
                raise

    def _write(self, method: str, url: str, payload: Payload) -> None:
        with self.client.send(method, url, payload=payload) as answer:
            for _ in answer.chunks():
                pass

    def _expect(self, found: str, wanted: str) -> None:
        kind = found.partition(";")[0].strip().lower()
        # N-Triples are sent as plain text by older stores (N-Triples §5).
        if kind != wanted and not (wanted == NTRIPLES and kind == "text/plain"):
            raise RemoteError(
                f"answers with {kind or 'no media type'} where {wanted} was asked for", where=self.client.origin
            )

    def _graph_url(self, iri: str) -> str:
        return f"{self.endpoints.graph_store}?graph={quote(iri, safe='')}"


def below(graphs: Iterable[str], space: str) -> list[str]:
    """Give the graphs whose IRI begins with `space`, sorted."""
    return sorted(iri for iri in graphs if iri.startswith(space))
