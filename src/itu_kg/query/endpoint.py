"""An http(s) SPARQL endpoint → Queryable, through SPARQLWrapper.

SPARQLWrapper's time limit is per read, it takes any number of bytes and follows redirects anywhere; so the request is
sent by an opener that knows http and https only, the whole exchange has one deadline, and the answer a limit in bytes.
Refuses an answer that the store says it has cut short, and one that does not parse to its end. Loaded only for a URL.
"""

from __future__ import annotations

import math
import queue
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
from SPARQLWrapper import JSON, POST, RDFXML, SPARQLWrapper

from itu_kg import __version__
from itu_kg.errors import RemoteError, UsageError
from itu_kg.query import engine
from itu_kg.query.text import form

if TYPE_CHECKING:
    from http.client import HTTPMessage

    from itu_kg.model.graph import NamedGraph
    from itu_kg.model.table import Table

_LONGEST_GET = 1500
_SIGNS_OF_A_CUT = ("X-SPARQL-MaxRows", "X-SQL-State")


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A SPARQL endpoint; `seconds` is for a whole exchange, `most` the bytes an answer may have."""

    url: str
    seconds: float = 30.0
    most: int = 64 << 20

    def __post_init__(self) -> None:
        """Refuse an address that is no plain http or https URL."""
        parts = urllib.parse.urlsplit(self.url)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username or parts.password:
            raise UsageError(
                "no address of an endpoint", where="--on", hint="write http(s)://host/… without a password"
            )

    def select(self, text: str) -> Table:
        """Answer a SELECT query."""
        result = self._results(text)
        if not isinstance(result, ox.QuerySolutions):
            raise RemoteError("answered something that is no table", where=self.url)
        try:
            return engine.table(result)
        except SyntaxError as problem:
            raise RemoteError("the answer breaks off or is damaged", where=self.url, hint="ask again") from problem

    def ask(self, text: str) -> bool:
        """Answer an ASK query."""
        result = self._results(text)
        if not isinstance(result, ox.QueryBoolean):
            raise RemoteError("answered something that is not yes or no", where=self.url)
        return bool(result)

    def construct(self, text: str) -> NamedGraph:
        """Answer a CONSTRUCT or DESCRIBE query."""
        body = self._fetch(text, "application/n-triples")
        try:
            return engine.graph(quad.triple for quad in ox.parse(body, format=ox.RdfFormat.N_TRIPLES))
        except SyntaxError as problem:
            raise RemoteError("the answer is no N-Triples or breaks off", where=self.url) from problem

    def _results(self, text: str) -> ox.QuerySolutions | ox.QueryBoolean:
        body = self._fetch(text, "application/sparql-results+json")
        try:
            return ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)
        except SyntaxError as problem:
            raise RemoteError("the answer is no SPARQL result or breaks off", where=self.url) from problem

    def _fetch(self, text: str, media_type: str) -> bytes:
        """Send a query and take the whole answer, or give up at the deadline whatever the network does."""
        done: queue.Queue[bytes | Exception] = queue.Queue(1)

        def work() -> None:
            try:
                done.put(self._exchange(text, media_type))
            except Exception as problem:  # noqa: BLE001  handed to the caller, who raises it
                done.put(problem)

        threading.Thread(target=work, daemon=True, name="sparql-endpoint").start()
        try:
            result = done.get(timeout=self.seconds)
        except queue.Empty:
            result = TimeoutError()
        if isinstance(result, bytes):
            return result
        raise self._fault(result) from result

    def _exchange(self, text: str, media_type: str) -> bytes:
        deadline = time.monotonic() + self.seconds
        wrapper = _Wrapper(self.url, agent=f"itu-kg/{__version__}")
        wrapper.setOnlyConneg(True)
        wrapper.setReturnFormat(JSON if "json" in media_type else RDFXML)
        wrapper.addCustomHttpHeader("Accept", media_type)
        wrapper.setTimeout(math.ceil(self.seconds))
        wrapper.setQuery(text)
        if len(text) > _LONGEST_GET:
            wrapper.setMethod(POST)
        with wrapper.query().response as response:
            for sign in _SIGNS_OF_A_CUT:
                if response.headers.get(sign):
                    raise RemoteError(f"the store has cut the answer short ({sign})", where=self.url, hint="add LIMIT")
            body = bytearray()
            while chunk := response.read1(1 << 16):
                body += chunk
                if len(body) > self.most:
                    raise RemoteError(
                        f"the answer is larger than {self.most >> 20} MB", where=self.url, hint="LIMIT it"
                    )
                if time.monotonic() > deadline:
                    raise TimeoutError
            if response.length:
                raise RemoteError("the answer breaks off", where=self.url, hint="ask again")
            return bytes(body)

    def _fault(self, problem: Exception) -> RemoteError:
        match problem:
            case RemoteError():
                return problem
            case TimeoutError():
                return RemoteError(f"no whole answer in {self.seconds:g} s", where=self.url, hint="try later, or LIMIT")
            case urllib.error.HTTPError(code=code):
                said = problem.read(400).decode("utf-8", "replace").strip().split("\n")[0][:160]
                return RemoteError(f"answered {code}{': ' if said else ''}{said}", where=self.url)
            case urllib.error.URLError(reason=reason):
                if isinstance(reason, TimeoutError):
                    return self._fault(reason)
                return RemoteError(f"cannot be reached: {reason}", where=self.url, hint="is the address right?")
        return RemoteError(f"failed: {type(problem).__name__}: {problem}"[:200], where=self.url)


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows redirects to http and https alone."""

    max_redirections = 4

    def redirect_request(  # noqa: PLR0913, PLR0917  urllib's signature
        self, req: urllib.request.Request, fp: Any, code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> urllib.request.Request | None:
        if urllib.parse.urlsplit(newurl).scheme not in {"http", "https"}:
            raise urllib.error.URLError(f"it redirects to {newurl[:80]!r}")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


class _Wrapper(SPARQLWrapper):
    """SPARQLWrapper with an opener of its own, and the query's form read by our own reader."""

    def _parseQueryType(self, query: str) -> str:  # noqa: N802  SPARQLWrapper's name and signature
        return form(query)

    def _query(self) -> tuple[Any, str]:
        opener = urllib.request.OpenerDirector()
        for handler in (
            urllib.request.ProxyHandler(),
            urllib.request.HTTPHandler(),
            urllib.request.HTTPSHandler(),
            urllib.request.HTTPDefaultErrorHandler(),
            urllib.request.HTTPErrorProcessor(),
            _Redirects(),
        ):
            opener.add_handler(handler)
        return opener.open(self._createRequest(), timeout=self.timeout), self.returnFormat
