"""The URL of a store → its kind → where its protocols are, what it takes in one request, and what it does half way.

Oxigraph, Virtuoso, Fuseki and RDF4J were asked by us; what the others answer is what their documentation says. A server
that answers SPARQL and shows no sign of its kind is not guessed at.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from itu_kg.errors import Refused, RemoteError, Unanswered, UsageError
from itu_kg.model.formats import RESULTS

if TYPE_CHECKING:
    from itu_kg.http.client import Client


@dataclass(frozen=True, slots=True)
class Endpoints:
    """The addresses of one store: SPARQL queries, SPARQL updates, graph store ("" where there is none)."""

    query: str
    update: str
    graph_store: str


class Sign(NamedTuple):
    """A page that only one kind of store has: where its path begins in a store's URL, its path, and what it holds.

    `start` and `shows` are regular expressions; where `start` is not in the URL, there is no such page.
    """

    start: str
    path: str
    shows: str

    def address(self, url: str) -> str:
        """The address of the page, or ""."""
        at = re.search(self.start, url)
        return f"{url[: at.start()]}{self.path}" if at else ""


_MOST = 65_536
_HOST = r"(?<![/:])(?:/|$)"
_REPOSITORY = "/repositories/"
_SIZED = ("Long", "Int", "Short", "Byte")
_SIGNED = ("nonNegativeInteger", "positiveInteger", "nonPositiveInteger", "negativeInteger")
_INTEGERS = (*_SIGNED, *map(str.lower, _SIZED), *(f"unsigned{size}" for size in _SIZED))


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of a kind of store.

    `query`, `update` and `graph_store` are what follows the URL that a person gives; the same paths at the end of that
    URL are taken off first. A limit of None is none that is known.
    """

    name: str
    title: str
    query: str
    update: str
    graph_store: str
    auth: str = ""
    """The scheme it wants without being asked: "basic", "digest", or "" to learn it from its challenge."""
    gzip: bool = False
    """Whether it takes a body in gzip."""
    quads: bool = False
    """Whether N-Quads are added to their graphs by one POST to the graph store."""
    atomic_put: bool = False
    """Whether a PUT shows readers the old or the new graph, and a kill leaves one of them. Fuseki 5.5 with TDB2 does
    not come to an end where the old graph has many decimals that it writes otherwise, 1.10 for one."""
    moves: bool = False
    """Whether MOVE brings every triple: on Fuseki 5.5 with TDB2 some are lost."""
    insert_triples: int | None = None
    """The most triples of one INSERT DATA."""
    update_bytes: int | None = None
    """The most bytes of one update."""
    fragile: bool = False
    """Whether odd values of datatypes, many at once, can damage it: sorting them, Virtuoso 7.2.5 now and then breaks an
    index, and refuses all writing from then on. Nobody sends such values only to see what becomes of them."""
    put_lead: int = 0
    """Line feeds to send before the N-Triples of a PUT: Virtuoso judges a body by its first 65,535 bytes, whatever its
    media type, and takes it for plain text where they end in a long literal."""
    literal_bytes: int | None = None
    """The most bytes of a literal: more can end the server, and is never sent."""
    iri_bytes: int | None = None
    """The most bytes of an IRI; longer ones are cut."""
    integer_bits: int | None = None
    """The most bits of an xsd:integer: Fuseki gives a larger one back until it is started anew, then modulo 2^64."""
    widens: Mapping[str, str] = field(default_factory=dict)
    """The XSD types that come back as another, by their names: what `dump` gives back."""
    rows: int | None = None
    """The most rows or triples of one answer, cut with or without a sign; None reads a graph in one piece."""
    tried: bool = False
    """Whether we have loaded into one; of the others we know what their documentation says."""
    server: str = ""
    """What its Server header holds, in lower case."""
    sign: Sign | None = None
    """Where else it shows what it is."""

    def endpoints(self, url: str) -> Endpoints:
        """The addresses that follow from the URL of a store, or of one of its protocols; UsageError if it is none."""
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise UsageError("not an http or https address", where="--to", hint="write http(s)://host/…")
        stem = parts.path.rstrip("/")
        ends = sorted({self.query, self.update, self.graph_store}, key=len, reverse=True)
        stem = stem.removesuffix(next((end for end in ends if end and stem.endswith(end)), ""))
        start = parts._replace(path=stem, query="", fragment="").geturl()
        graph_store = f"{start}{self.graph_store}" if self.graph_store else ""
        return Endpoints(f"{start}{self.query}", f"{start}{self.update}", graph_store)


OXIGRAPH = Profile(
    name="oxigraph",
    moves=True,
    title="Oxigraph",
    tried=True,
    query="/query",
    update="/update",
    graph_store="/store",
    gzip=True,
    quads=True,
    atomic_put=True,
    server="oxigraph",
    widens={**dict.fromkeys(_INTEGERS, "integer"), "dateTimeStamp": "dateTime"},
)

VIRTUOSO = Profile(
    name="virtuoso",
    moves=True,
    title="Virtuoso",
    tried=True,
    query="/sparql",
    update="/sparql-auth",
    graph_store="/sparql-graph-crud-auth",
    auth="digest",
    insert_triples=1000,
    update_bytes=1_000_000,
    fragile=True,
    put_lead=65_536,
    literal_bytes=1_000_000,
    iri_bytes=1880,
    rows=10_000,
    server="virtuoso",
    widens={"integer": "decimal"},
)

FUSEKI = Profile(
    name="fuseki",
    title="Apache Jena Fuseki",
    tried=True,
    query="/query",
    update="/update",
    graph_store="/data",
    gzip=True,
    quads=True,
    integer_bits=64,
    server="fuseki",
)

RDF4J = Profile(  # tried by hand: 5.0.3, NativeStore, in Jetty 9.4; the URL is that of a repository
    name="rdf4j",
    title="RDF4J",
    tried=True,
    query="",
    update="/statements",
    graph_store="/rdf-graphs/service",
    sign=Sign(_REPOSITORY, "/protocol", r"^\s*\d+\s*$"),
)

# Below: from documentation alone, never tried by us. Where it says nothing of a limit, none is assumed.

GRAPHDB = Profile(  # graphdb.ontotext.com/documentation: RDF4J's addresses; the URL is that of a repository
    name="graphdb",
    title="GraphDB",
    query="",
    update="/statements",
    graph_store="/rdf-graphs/service",
    server="graphdb",
    sign=Sign(_REPOSITORY, "/rest/info/version", r'"product(Type|Version)"\s*:'),
)

QLEVER = Profile(  # docs.qlever.dev/update: one address for all three protocols; writing needs a bearer token
    name="qlever",
    title="QLever",
    query="",
    update="",
    graph_store="/",
    auth="bearer",
    sign=Sign(r"\?|$", "?cmd=stats", r'"(name-index|kb-index-name|num-triples-normal)"\s*:'),
)

BLAZEGRAPH = Profile(  # github.com/blazegraph/database/wiki/REST_API: no graph store protocol; …/namespace/NAME
    name="blazegraph",
    title="Blazegraph",
    query="/sparql",
    update="/sparql",
    graph_store="",
    sign=Sign("/namespace/|/sparql|$", "/status", "(?i)blazegraph|bigdata"),
)

STARDOG = Profile(  # docs.stardog.com/developing/http-api; the URL is that of a database
    name="stardog",
    title="Stardog",
    query="/query",
    update="/update",
    graph_store="",
    auth="basic",
    sign=Sign(_HOST, "/admin/alive", "(?i)stardog"),
)

NEPTUNE = Profile(  # docs.aws.amazon.com/neptune, sparql-graph-store-protocol. Requests are not signed for IAM.
    name="neptune",
    title="Amazon Neptune",
    query="/sparql",
    update="/sparql",
    graph_store="/sparql/gsp/",
    sign=Sign(_HOST, "/status", r'"dbEngineVersion"\s*:'),
)

GENERIC = Profile(name="generic", title="a store of SPARQL 1.1", query="", update="", graph_store="")
"""Queries and updates at the URL as it is given, and nothing else."""

PROFILES: dict[str, Profile] = {
    each.name: each
    for each in (OXIGRAPH, VIRTUOSO, FUSEKI, GRAPHDB, RDF4J, QLEVER, BLAZEGRAPH, STARDOG, NEPTUNE, GENERIC)
}
"""The kinds of stores that are known, by name."""


def profile(name: str) -> Profile:
    """The profile of a kind, by its name; UsageError if there is none."""
    if name not in PROFILES:
        hint = f"write one of {', '.join(PROFILES)}"
        raise UsageError(f"no kind of store is called {name!r}", where="--store", hint=hint)
    return PROFILES[name]


def detect(url: str, client: Client) -> Profile:
    """The kind of the store at a URL, by how it answers; RemoteError if nothing does, or nothing that is known."""
    problems: list[RemoteError] = []
    for address in dict.fromkeys(profile.endpoints(url).query for profile in PROFILES.values()):
        headers, _ = _page(client, f"{address}?query=ASK%20%7B%20%7D", RESULTS, problems)
        if "fuseki-request-id" in headers:
            return FUSEKI
        server = headers.get("server", "").lower()
        for profile in PROFILES.values():
            if profile.server and profile.server in server:
                return profile
    for profile in PROFILES.values():
        sign = profile.sign
        if (
            sign
            and (address := sign.address(url))
            and re.search(sign.shows, _page(client, address, "*/*", problems)[1])
        ):
            return profile
    for problem in problems:
        if not isinstance(problem, Refused) or problem.status in (401, 403, 407):
            raise problem
    hint = "say which it is with --store; `--store generic` sends queries and updates to the URL as it is"
    raise RemoteError("is no store of a kind that we recognise", where=url, hint=hint)


def _page(client: Client, url: str, accept: str, problems: list[RemoteError]) -> tuple[Mapping[str, str], str]:
    """Headers, in any case, and 64 kB of a page; why there is none is one problem more, or raised if Unanswered."""
    try:
        with client.send("GET", url, accept=accept) as answer:
            body = b""
            for chunk in answer.chunks():
                body += chunk
                if len(body) > _MOST:
                    break
            return answer.headers, body.decode("utf-8", "replace")
    except Unanswered:
        raise
    except RemoteError as problem:
        problems.append(problem)
        # Some tell who they are where they say no.
        return {}, problem.body if isinstance(problem, Refused) else ""
