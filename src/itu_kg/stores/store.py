"""One external store: count, list, read, put, add, update and drop named graphs over SPARQL 1.1's protocols.

Sources: SPARQL 1.1 Protocol §2; SPARQL 1.1 Graph Store HTTP Protocol §5. Reads are repeated after a lost answer, and
so are PUT and DELETE, which mean the same twice; an update or an added quad is never sent twice from here. A read that
the store cut short, or that another writer changed half way, is refused. All raise RemoteError where the store does
not answer, refuses, or loses its answer; then nobody knows whether a write was done.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from itu_kg.errors import Refused, RemoteError
from itu_kg.http.messages import Payload
from itu_kg.http.retry import CLOCK, Clock, T, repeated
from itu_kg.model.formats import RESULTS, Format
from itu_kg.rdf import ntriples
from itu_kg.stores.graph_content import GraphContent, Measure, content, pages

if TYPE_CHECKING:
    from itu_kg.http.client import Client
    from itu_kg.stores.profiles import Endpoints, Profile

NTRIPLES, NQUADS = Format.NTRIPLES.media_type, Format.NQUADS.media_type
_FORM = "application/x-www-form-urlencoded"
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
        clock: how waits pass.
    """

    def __init__(self, profile: Profile, endpoints: Endpoints, client: Client, clock: Clock = CLOCK) -> None:
        self.profile, self.endpoints, self.client, self._clock = profile, endpoints, client, clock
        self._rows = profile.rows or _ROWS

    def counts(self, space: str = "", iris: Iterable[str] = ()) -> dict[str, int]:
        """Count the triples of named graphs that have some.

        Args:
            space: what the IRIs of the graphs that matter begin with.
            iris: further graphs that matter; others may be counted too.
        """
        try:
            return self._counted("", "")
        except TruncatedAnswer:
            # It has more graphs than an answer has rows. Asked for ours alone, it looks at each triple, which is slow.
            counts = self._counted_in_pages(space)
        others = {iri: self.count(iri) for iri in iris if not iri.startswith(space)}
        return counts | {iri: number for iri, number in others.items() if number}

    def _counted_in_pages(self, space: str) -> dict[str, int]:
        counts: dict[str, int] = {}
        while True:
            most, last = self._rows * 9 // 10, max(counts, default="")
            filters = f"FILTER(STRSTARTS(STR(?g), {ntriples.literal(space)}) && STR(?g) > {ntriples.literal(last)})"
            try:
                some = self._counted(filters, f"ORDER BY STR(?g) LIMIT {most}")
            except TruncatedAnswer:
                if not self._fewer():
                    raise
                continue
            counts |= some
            if len(some) < most:
                return counts

    def _counted(self, filters: str, order: str) -> dict[str, int]:
        rows = self.select(
            f"SELECT ?g (COUNT(*) AS ?n) WHERE {{ GRAPH ?g {{ ?s ?p ?o }} {filters} }} GROUP BY ?g {order}".strip()
        )
        try:
            return {row["g"]: int(row["n"]) for row in rows if "g" in row}
        except (KeyError, ValueError) as problem:
            raise RemoteError("counts its graphs in a way we cannot read", where=self.endpoints.query) from problem

    def count(self, iri: str) -> int:
        """Count the triples of one graph."""
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
                held = content(pages(self.select, self._whole, iri, before, self._rows), where=where, expected=hash_)
            except TruncatedAnswer:
                if not self._fewer():
                    raise
                continue
            if held.measure == expected and before == expected.triples:
                return held
            after = self.count(iri)
            if before == held.measure.triples == after:
                return held
            held.close()
            # Less than it counts: this store cuts its answers earlier than others of its kind.
            if before == after and held.measure.triples < before and self._fewer():
                continue
            what = f"gave {held.measure.triples:,} triples where it counts {before:,}"
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
        """Put N-Triples in the place of a graph (Graph Store HTTP Protocol §5.3)."""
        lead = self.profile.put_lead
        self._write("PUT", self._graph_url(iri), payload.after(b"\n" * lead) if lead else payload)

    def add(self, payload: Payload) -> None:
        """Add N-Quads to the graphs they name, by one POST."""
        self._write("POST", self.endpoints.graph_store, payload)

    def update(self, text: str) -> None:
        """Run a SPARQL Update."""
        # A form is what every store takes; Virtuoso never answers application/sparql-update.
        self._write("POST", self.endpoints.update, Payload.of(urlencode({"update": text}).encode(), _FORM))

    def drop(self, iri: str) -> None:
        """Remove a graph; it is no error if there is none."""
        self.update(f"DROP SILENT GRAPH <{iri}>")

    def select(self, text: str) -> list[Row]:
        """Answer a SELECT query: of each row the values, by variable."""
        try:
            rows = json.loads(self._whole(text, RESULTS))["results"]["bindings"]
            return [{name: term["value"] for name, term in row.items()} for row in rows]
        except (ValueError, KeyError, TypeError, AttributeError) as problem:
            raise RemoteError("its answer is no SPARQL result, or breaks off", where=self.endpoints.query) from problem

    def _whole(self, text: str, accept: str = NTRIPLES) -> bytes:
        return self.again(lambda: b"".join(self._query(text, accept)))

    def _query(self, text: str, accept: str) -> Iterator[bytes]:
        payload = Payload.of(urlencode({"query": text}).encode(), _FORM)
        with self.client.send("POST", self.endpoints.query, accept=accept, payload=payload) as answer:
            if answer.cut:
                what = f"cuts its answer short ({answer.cut}: {answer.headers[answer.cut]})"
                raise TruncatedAnswer(what, where=self.endpoints.query)
            self._expect(answer.headers.get("content-type", ""), accept)
            yield from answer.chunks()

    def again(self, operation: Callable[[], T]) -> T:
        """Do what may be done twice: after a lost answer or a busy store, again, until its time is over."""
        return repeated(operation, self.client.limits.seconds, self._clock)

    def pause(self, seconds: float) -> None:
        """Wait, but not for ever."""
        self._clock.sleep(min(seconds, _LONGEST_WAIT))

    def _graph(self, iri: str) -> Iterator[bytes]:
        """A graph in N-Triples, in one piece."""
        if not self.endpoints.graph_store:
            yield from self._query(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{iri}> {{ ?s ?p ?o }} }}", NTRIPLES)
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

    def _expect(self, media_type: str, wanted: str) -> None:
        kind = media_type.partition(";")[0].strip().lower()
        # N-Triples are sent as plain text by older stores (N-Triples §5).
        if kind != wanted and not (wanted == NTRIPLES and kind == "text/plain"):
            raise RemoteError(
                f"answers with {kind or 'no media type'} where {wanted} was asked for", where=self.client.origin
            )

    def _graph_url(self, iri: str) -> str:
        return f"{self.endpoints.graph_store}?graph={quote(iri, safe='')}"


def below(graphs: Iterable[str], space: str) -> list[str]:
    """The graphs whose IRI begins with `space`, sorted."""
    return sorted(iri for iri in graphs if iri.startswith(space))
