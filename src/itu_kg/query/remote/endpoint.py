"""An http(s) SPARQL endpoint → Queryable, within one deadline and a limit in bytes.

Refuses an answer that the store says or shows to be cut short, and one that does not parse to its end.
"""

from __future__ import annotations

import json
import queue
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

import pyoxigraph as ox

from itu_kg.errors import ItuKgError, RemoteError, UsageError
from itu_kg.query import memory_store
from itu_kg.query.canonical_values import respelt
from itu_kg.query.remote import cuts, faults, retrying
from itu_kg.query.remote.exchange import Limits, Line, exchange

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from itu_kg.model.graph import NamedGraph
    from itu_kg.model.table import Table
    from itu_kg.query.remote.exchange import Reply
    from itu_kg.query.remote.retrying import Clock
    from itu_kg.web.credentials import Credentials

T = TypeVar("T")

SECONDS = 30.0
_ROWS = "application/sparql-results+json"
_TRIPLES = "application/n-triples"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A SPARQL endpoint.

    Args:
        url: its address; parameters in it, such as `default-graph-uri`, go with every query.
        seconds: the deadline of a question and its answer, with redirects and repetitions.
        most: the bytes an answer may have.
        credentials: who we are to its origin (scheme, host, port); no other is told.
        ca_file: certificates (PEM) to trust instead of the system's.
        rewrite: write numbers and truth values of tables as the engine of files does.
        clock: the time, and the chance in how long to wait.
    """

    url: str
    seconds: float = SECONDS
    most: int = 64 << 20
    credentials: Credentials | None = None
    ca_file: Path | None = None
    rewrite: bool = False
    clock: Clock = retrying.CLOCK
    _line: Line = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Refuse an address that is no plain http or https URL, and certificates that cannot be read."""
        if not self.seconds > 0:
            raise UsageError("the time must be more than nothing", where="timeout")
        object.__setattr__(self, "_line", Line.to(self.url, self.credentials, self.ca_file))

    def select(self, text: str) -> Table:
        """Answer a SELECT query."""
        result, _ = self._asked(text, _ROWS, self._solutions, self._deadline())
        return respelt(result) if self.rewrite else result

    def ask(self, text: str) -> bool:
        """Answer an ASK query."""
        result, _ = self._asked(text, _ROWS, self._truth, self._deadline())
        return result

    def construct(self, text: str) -> NamedGraph:
        """Answer a CONSTRUCT or DESCRIBE query."""
        deadline = self._deadline()
        result, reply = self._asked(text, _TRIPLES, self._graph, deadline)
        if not reply.ends:
            raise RemoteError(
                "the answer does not tell where it ends, so it may be cut",
                where=self._line.shown,
                hint="ask with SELECT",
            )
        if probe := cuts.probe(text, reply.headers, len(result.triples)):
            asked = self._fetch(probe, _ROWS, deadline, head=True)
            if most := cuts.most(asked.headers):
                raise RemoteError(
                    f"the store has cut the graph short: it stops at {most}",
                    where=self._line.shown,
                    hint="ask for part of it, or with SELECT",
                )
        return result

    def _deadline(self) -> float:
        return self.clock.monotonic() + self.seconds

    def _asked(self, text: str, media_type: str, read: Callable[[bytes], T], deadline: float) -> tuple[T, Reply]:
        """Ask, and read the answer; a web page, or what does not parse to its end, is none."""
        reply = self._fetch(text, media_type, deadline)
        if sign := cuts.sign(reply.headers):
            raise RemoteError(f"the store has cut the answer short ({sign})", where=self._line.shown, hint="add LIMIT")
        if faults.is_page(reply.headers, reply.body):
            raise faults.page(self._line.shown)
        try:
            return read(reply.body), reply
        except (SyntaxError, ValueError) as problem:
            said = faults.remark(reply.body)
            what = f"the answer breaks off{said or ', or is damaged'}"
            raise RemoteError(what, where=self._line.shown, hint="ask for less" if said else "ask again") from problem

    def _solutions(self, body: bytes) -> Table:
        result = ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)
        if not isinstance(result, ox.QuerySolutions):
            raise RemoteError("answered something that is no table", where=self._line.shown)
        return memory_store.table(result)

    def _truth(self, body: bytes) -> bool:
        # Read whole: pyoxigraph's reader stops at the boolean, whatever follows.
        said = json.loads(body)
        truth = said.get("boolean") if isinstance(said, dict) else None
        if not isinstance(truth, bool):
            raise RemoteError("answered something that is not yes or no", where=self._line.shown)
        return truth

    @staticmethod
    def _graph(body: bytes) -> NamedGraph:
        return memory_store.graph(quad.triple for quad in ox.parse(body, format=ox.RdfFormat.N_TRIPLES))

    def _fetch(self, text: str, media_type: str, deadline: float, *, head: bool = False) -> Reply:
        """Send a query and take the whole answer, or give up at the deadline whatever the network does."""
        limits = Limits(deadline, self.most)
        done: queue.Queue[Reply | Exception] = queue.Queue(1)

        def once() -> Reply:
            return exchange(self._line, text, media_type, limits, self.clock, head=head)

        def work() -> None:
            try:
                done.put(retrying.repeated(once, limits.deadline, self.clock))
            except Exception as problem:  # noqa: BLE001  handed to the caller, who raises it
                done.put(problem)

        threading.Thread(target=work, daemon=True, name="sparql-endpoint").start()
        try:
            result = done.get(timeout=max(0.001, deadline - self.clock.monotonic()))
        except queue.Empty:
            result = TimeoutError()
        if not isinstance(result, Exception):
            return result
        if isinstance(result, ItuKgError):
            raise result
        raise faults.fault(result, self._line, self.seconds) from None
