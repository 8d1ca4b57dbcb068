"""An address and who we are there → Queryable: a SPARQL endpoint, asked within one deadline and a limit in bytes.

SPARQLWrapper writes the request, our own client sends it, since only that keeps to a deadline, a limit and an origin.
Loaded only where an address is given. Refuses to change anything at an endpoint, an answer that the store says or shows
to be cut short, and one that does not parse to its end.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar
from urllib.parse import parse_qsl, quote_plus, urlsplit, urlunsplit

import pyoxigraph as ox
from SPARQLWrapper import JSON, POST, RDFXML, SPARQLWrapper

from itu_kg.errors import Refused, RemoteError, Unanswered, UsageError
from itu_kg.http import credentials
from itu_kg.http.auth import Authenticator
from itu_kg.http.client import Client
from itu_kg.http.credentials import CA_FILE, Credentials, origin
from itu_kg.http.messages import Answer, Limits, Payload
from itu_kg.http.retry import CLOCK, Clock
from itu_kg.model.answer import Table
from itu_kg.model.formats import RESULTS
from itu_kg.model.graph import NamedGraph
from itu_kg.query import endpoint_faults, memory_store, truncation
from itu_kg.query.canonical_values import canonicalize
from itu_kg.query.sparql_tokens import over_graphs, query_form

T = TypeVar("T")

SECONDS = 30.0
_TRIPLES = "application/n-triples"
_FORM = "application/x-www-form-urlencoded"
_LONGEST_URL = 2000
"""Characters of a GET; longer ones go as a form, since servers and what stands before them cut or refuse them."""


def connect(
    url: str,
    *,
    seconds: float = SECONDS,
    ca_file: Path | None = None,
    rewrite: bool = False,
    environment: Mapping[str, str] = os.environ,
) -> Endpoint:
    """Open an endpoint, with the credentials and the certificates that the environment has for it.

    Args:
        url: its address, http or https.
        seconds: the deadline of one question and its answer, repetitions included.
        ca_file: certificates (PEM) to trust instead of the system's; without it those of ITU_KG_CA.
        rewrite: write numbers and truth values of its answers as the engine of files does.
        environment: where ITU_KG_USER, ITU_KG_PASSWORD, ITU_KG_TOKEN, ITU_KG_CA and NETRC are looked up.

    Raises:
        UsageError: it is no such address, or holds a password.
        AssetError: the certificates or the netrc file cannot be read.
    """
    named = environment.get(CA_FILE)
    return Endpoint(
        url,
        seconds=seconds,
        credentials=credentials.find(url, environment),
        ca_file=ca_file or (Path(named) if named else None),
        rewrite=rewrite,
    )


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
        graphs: the named graphs whose merge is asked, and each by its name; without them, the endpoint's own dataset.
        clock: how waits between repetitions pass.

    Raises:
        UsageError: the address is no plain http or https URL, or holds a password or a query.
        AssetError: the certificates cannot be read.
    """

    url: str
    seconds: float = SECONDS
    most: int = 64 << 20
    credentials: Credentials | None = None
    ca_file: Path | None = None
    rewrite: bool = False
    graphs: tuple[str, ...] = ()
    clock: Clock = CLOCK
    _authenticator: Authenticator = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Refuse an address or certificates that are of no use before anything is asked."""
        if not self.seconds > 0:
            raise UsageError("the time must be more than nothing", where="timeout")
        if not self.url.isprintable() or " " in self.url:
            raise UsageError("not an address", hint="write http(s)://host/…, spaces as %20")
        origin(self.url)
        if any(name == "query" for name, _ in self.parameters):
            raise UsageError(
                "the address holds a query already", where=self.address, hint="leave out what follows the ?"
            )
        object.__setattr__(self, "_authenticator", Authenticator(self.url, self.credentials))
        self._client(self.seconds)

    def select(self, text: str) -> Table:
        """Answer a SELECT query."""
        result, _ = self._asked(text, RESULTS, self._solutions, self._deadline())
        return canonicalize(result) if self.rewrite else result

    def ask(self, text: str) -> bool:
        """Answer an ASK query."""
        result, _ = self._asked(text, RESULTS, self._truth, self._deadline())
        return result

    def construct(self, text: str) -> NamedGraph:
        """Answer a CONSTRUCT or DESCRIBE query."""
        deadline = self._deadline()
        result, answer = self._asked(text, _TRIPLES, self._graph, deadline)
        if not answer.ends:
            raise RemoteError(
                "the answer does not tell where it ends, so it may be cut", where=self.address, hint="ask with SELECT"
            )
        if probe := truncation.probe(text, answer.headers, len(result.triples)):
            asked, _ = self._reply(probe, RESULTS, deadline, head=True)
            if most := truncation.most(asked.headers):
                raise RemoteError(
                    f"the store has cut the graph short: it stops at {most}",
                    where=self.address,
                    hint="ask for part of it, or with SELECT",
                )
        return result

    @property
    def address(self) -> str:
        """The address without its parameters, as people may see it."""
        parts = urlsplit(self.url)
        return urlunsplit((parts.scheme, parts.netloc, parts.path or "/", "", ""))

    @property
    def parameters(self) -> list[tuple[str, str]]:
        """What the address says after its path, by name."""
        return parse_qsl(urlsplit(self.url).query, keep_blank_values=True)

    def _deadline(self) -> float:
        return time.monotonic() + self.seconds

    def _client(self, idle: float) -> Client:
        limits = Limits(seconds=self.seconds, idle=max(0.001, idle), size=self.most)
        return Client(
            self.url, self._authenticator, limits=limits, ca_file=self.ca_file, reading=True, clock=self.clock
        )

    def _asked(self, text: str, media_type: str, read: Callable[[bytes], T], deadline: float) -> tuple[T, Answer]:
        """Ask, and read the answer; a web page, or what does not parse to its end, is none."""
        answer, body = self._reply(text, media_type, deadline)
        if answer.cut:
            raise RemoteError(
                f"the store has cut the answer short ({answer.cut})", where=self.address, hint="add LIMIT"
            )
        if endpoint_faults.is_page(answer.headers, body):
            raise endpoint_faults.page(self.address)
        try:
            return read(body), answer
        except (SyntaxError, ValueError) as problem:
            remark = endpoint_faults.remark(body)
            what = f"the answer breaks off{remark or ', or is damaged'}"
            raise RemoteError(what, where=self.address, hint="ask for less" if remark else "ask again") from problem

    def _solutions(self, body: bytes) -> Table:
        result = ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)
        if not isinstance(result, ox.QuerySolutions):
            raise RemoteError("answered something that is no table", where=self.address)
        return memory_store.to_table(result)

    def _truth(self, body: bytes) -> bool:
        # Read whole: pyoxigraph's reader stops at the boolean, whatever follows.
        document = json.loads(body)
        truth = document.get("boolean") if isinstance(document, dict) else None
        if not isinstance(truth, bool):
            raise RemoteError("answered something that is not yes or no", where=self.address)
        return truth

    @staticmethod
    def _graph(body: bytes) -> NamedGraph:
        return memory_store.to_graph(quad.triple for quad in ox.parse(body, format=ox.RdfFormat.N_TRIPLES))

    def _reply(self, text: str, media_type: str, deadline: float, *, head: bool = False) -> tuple[Answer, bytes]:
        """Send a query and take the whole answer; with `head`, its headers alone."""
        method, url, payload = self._request(text, media_type)
        try:
            with (
                self._client(deadline - time.monotonic()) as client,
                client.send(
                    "HEAD" if head else method, url, accept=media_type, payload=payload, until=deadline
                ) as answer,
            ):
                return answer, answer.read()
        except Refused as problem:
            problem.hint = endpoint_faults.advice(problem, self.credentials)
            raise
        except Unanswered as problem:
            problem.hint = problem.hint or "try later, LIMIT it, or allow more with --timeout"
            raise

    def _request(self, text: str, media_type: str) -> tuple[str, str, Payload | None]:
        """The method, the address and the form of a query."""
        text = over_graphs(text, self.graphs)
        wrapper = SPARQLWrapper(self.address)
        for name, value in self.parameters:
            wrapper.addParameter(name, value)
        wrapper.setOnlyConneg(True)
        wrapper.setReturnFormat(JSON if "json" in media_type else RDFXML)
        # Not setQuery: its own reading of the form takes comments and strings for keywords.
        wrapper.queryString, wrapper.queryType = text, query_form(text)
        given = sum(len(quote_plus(each)) + 1 for pair in self.parameters for each in pair)
        if len(self.address) + given + len("?query=") + len(quote_plus(text)) > _LONGEST_URL:
            wrapper.setMethod(POST)
        made = wrapper._createRequest()  # it has no other way to give a request and not send it
        body = made.data if isinstance(made.data, bytes) else None
        return made.get_method(), made.full_url, Payload.of(body, _FORM) if body else None
