"""Real servers that hold the published data answer every stored query as the files do."""

from __future__ import annotations

import contextlib
import urllib.parse
import urllib.request
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from tests.servers import KINDS, Virtuoso

from itu_kg.errors import RemoteError
from itu_kg.model.answer import Table
from itu_kg.model.vocab import graph_of_file
from itu_kg.query.canonical_values import canonicalize
from itu_kg.query.catalogue import catalogue
from itu_kg.query.difference import compare
from itu_kg.query.endpoint import Endpoint, connect
from itu_kg.query.memory_store import MemoryStore, rdf_files, read
from itu_kg.query.run import run

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itu_kg.model.answer import Answer, Queryable

PROJECT = Path(__file__).resolve().parents[3]
DATA = [Path(__file__).parent / "data" / "acme-2030.ttl", PROJECT / "data" / "ttl"]
QUERIES = catalogue(PROJECT / "queries")
ROWS = 2000
"""Virtuoso's limit here: fewer than its usual 10,000, so that a graph that is cut is small."""

OTHERWISE = {
    ("virtuoso", "describe"): "its DESCRIBE also gives the triples whose object is the thing; SPARQL leaves that open",
    ("oxigraph", "inferred-facts"): "here all stands in its default graph, and no reading apart",
    ("fuseki", "inferred-facts"): "here all stands in its default graph, and no reading apart",
}
"""Server and query: why the answer is another one. Nothing else may differ."""

SPELT = {
    "oxigraph": set[str](),
    "fuseki": {"attendance", "evidence", "evidence-of", "figures-by-subject", "figures-in-money", "statistics"},
    "virtuoso": {"event-sessions", "evidence", "evidence-of", "resources-by-language", "statistics"},
}
"""Queries whose rows a server spells otherwise: 2700 as 2700.0, true as 1, or an integer with its narrower type."""


def _asked() -> Iterator[tuple[str, dict[str, str]]]:
    """Every query that asks nobody else: with its required values alone, and with all of its example's."""
    for query in QUERIES.all():
        if not query.federated:
            values = {p.name: p.example for p in query.parameters if p.example}
            yield query.name, values
            required = {p.name: values[p.name] for p in query.parameters if p.required}
            if required != values:
                yield query.name, required


ASKED = list(_asked())


def _named(number: int) -> str:
    return "-".join((ASKED[number][0], *ASKED[number][1].values()))


@cache
def _memory() -> MemoryStore:
    return read(DATA)


def _triples() -> dict[str, list[ox.Triple]]:
    """The data by the name of its graph, each triple once in all: the true merge."""
    seen: set[ox.Triple] = set()
    graphs: dict[str, list[ox.Triple]] = {}
    for path in rdf_files(DATA):
        found = dict.fromkeys(quad.triple for quad in ox.parse(path=path))
        graphs[graph_of_file(path.stem)] = [each for each in found if each not in seen]
        seen |= found.keys()
    return graphs


def test_no_triple_is_published_in_two_graphs_so_no_union_of_graphs_counts_it_twice():
    paths = rdf_files(DATA[1:])
    triples = [triple for path in paths for triple in {quad.triple for quad in ox.parse(path=path)}]
    assert len(triples) == len(set(triples))


class Servers:
    """The servers that a test has asked for, started and filled once."""

    def __init__(self, folder: Path, stack: contextlib.ExitStack) -> None:
        self._folder = folder
        self._stack = stack
        self._urls: dict[str, str] = {}
        self.users: dict[str, tuple[str, str]] = {}

    def url(self, name: str) -> str:
        """The address of its queries; on Virtuoso it says which graphs are the default graph."""
        if name not in self._urls:
            kind = KINDS[name]
            if reason := kind.missing():
                pytest.skip(reason)
            server = (
                Virtuoso(self._folder / name, ResultSetMaxRows=ROWS) if kind is Virtuoso else kind(self._folder / name)
            )
            server.start()
            self._stack.callback(server.stop)
            graphs = _triples()
            self._urls[name] = server.query
            if isinstance(server, Virtuoso):
                for i, (graph, triples) in enumerate(graphs.items()):
                    path = server.folder / "import" / f"{i}.nt"
                    ox.serialize(triples, str(path), format=ox.RdfFormat.N_TRIPLES)
                    server.sql(f"DB.DBA.TTLP(file_to_string_output('{path}'), '', '{graph}');")
                server.sql("DB.DBA.USER_CREATE('reader', 'a-word-of-tests'); GRANT SPARQL_SELECT TO reader;")
                self.users[name] = ("reader", "a-word-of-tests")
                self._urls[name] += "?" + urllib.parse.urlencode([("default-graph-uri", graph) for graph in graphs])
            else:
                body = ox.serialize([t for each in graphs.values() for t in each], format=ox.RdfFormat.N_TRIPLES)
                headers = {"Content-Type": "application/n-triples"}
                put = urllib.request.Request(f"{server.graph_store}?default", body, headers, method="PUT")  # noqa: S310  ours
                with urllib.request.urlopen(put, timeout=60):  # noqa: S310  http, ours
                    pass
        return self._urls[name]


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    with contextlib.ExitStack() as stack:
        yield Servers(tmp_path_factory.mktemp("servers"), stack)


def _run(name: str, values: dict[str, str], data: Queryable) -> Answer:
    return run(QUERIES.get(name), values, data, queries=QUERIES)


@cache
def _here(number: int) -> Answer:
    """What the files answer to one of ASKED."""
    return _run(*ASKED[number], _memory())


@cache
def _there(url: str, number: int) -> Answer:
    """What a server answers to one of ASKED, as it spells it."""
    return _run(*ASKED[number], Endpoint(url))


@pytest.mark.parametrize("kind", sorted(KINDS))
@pytest.mark.parametrize("number", range(len(ASKED)), ids=_named)
def test_a_stored_query_gives_the_same_rows_on_a_server(servers: Servers, kind: str, number: int):
    there = _there(servers.url(kind), number)
    same = (canonicalize(there) if isinstance(there, Table) else there) == _here(number)
    assert same is ((kind, ASKED[number][0]) not in OTHERWISE)


@pytest.mark.parametrize("kind", sorted(KINDS))
@pytest.mark.parametrize("name", ["event-sessions", "statistics"])
def test_an_endpoint_that_rewrites_gives_the_very_rows_of_the_files(servers: Servers, kind: str, name: str):
    assert _run(name, {}, Endpoint(servers.url(kind), rewrite=True)) == _run(name, {}, _memory())


def test_virtuoso_describes_a_thing_by_what_points_to_it_too(servers: Servers):
    thing = "<https://w3id.org/itu-kg/id/event/wrc-23>"
    text = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o FILTER(?s = {thing} || ?o = {thing}) }}"
    described = _run("describe", {"thing": "event:wrc-23"}, Endpoint(servers.url("virtuoso")))
    assert described == _memory().construct(text)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_what_a_server_spells_otherwise_is_known_and_no_other_value(servers: Servers, kind: str):
    found: set[str] = set()
    for number, (name, _) in enumerate(ASKED):
        if (kind, name) not in OTHERWISE:
            difference = compare(_here(number), _there(servers.url(kind), number))
            assert difference.spelt == len(difference.first) == len(difference.second), name
            found |= set() if difference.same else {name}
    assert found == SPELT[kind]


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_long_query_goes_as_a_form(servers: Servers, kind: str):
    text = "SELECT ?s WHERE { ?s a <https://w3id.org/itu-kg/ontology#Goal> } ORDER BY ?s #" + "x" * 5000
    assert Endpoint(servers.url(kind)).select(text) == _memory().select(text)


@pytest.mark.parametrize("kind", sorted(KINDS))
@pytest.mark.parametrize(("text", "truth"), [("ASK { ?s ?p ?o }", True), ("ASK { ?s a <urn:nothing> }", False)])
def test_a_server_says_yes_or_no(servers: Servers, kind: str, text: str, truth: bool):
    assert Endpoint(servers.url(kind)).ask(text) is truth


@pytest.mark.parametrize(
    ("kind", "said"), [("oxigraph", "error at 1:"), ("fuseki", "Parse error"), ("virtuoso", "SPARQL compiler, line ")]
)
def test_a_server_that_refuses_a_query_is_quoted(servers: Servers, kind: str, said: str):
    with pytest.raises(RemoteError, match=f"answered 400: .*{said}"):
        Endpoint(servers.url(kind)).select("SELECT * {")


NAMES = "CONSTRUCT WHERE { ?s <http://schema.org/name> ?o }"
EVERYTHING = "CONSTRUCT WHERE { ?s ?p ?o }"


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_server_gives_the_triples_that_the_files_give(servers: Servers, kind: str):
    assert Endpoint(servers.url(kind)).construct(NAMES) == _memory().construct(NAMES)


@pytest.mark.parametrize("kind", ["fuseki", "oxigraph"])
def test_a_large_graph_comes_whole_from_a_server_that_does_not_cut(servers: Servers, kind: str):
    found, expected = Endpoint(servers.url(kind)).construct(EVERYTHING), _memory().construct(EVERYTHING)
    assert len(found.triples) == len(expected.triples) > ROWS


@pytest.mark.parametrize("text", [EVERYTHING, "DESCRIBE ?s { ?s ?p ?o }"])
def test_a_graph_that_virtuoso_cuts_without_a_sign_is_refused(servers: Servers, text: str):
    with pytest.raises(RemoteError, match=f"cut the graph short: it stops at {ROWS}"):
        Endpoint(servers.url("virtuoso")).construct(text)


@pytest.mark.parametrize(
    "text",
    ["DESCRIBE <http://metadata.un.org/sdg/9>", "DESCRIBE ?g WHERE { ?g a <https://w3id.org/itu-kg/ontology#Goal> }"],
)
def test_a_description_that_virtuoso_does_not_cut_is_taken(servers: Servers, text: str):
    assert len(Endpoint(servers.url("virtuoso")).construct(text).triples) >= len(_memory().construct(text).triples) > 0


def test_a_graph_just_below_what_virtuoso_cuts_is_taken(servers: Servers):
    text = f"{EVERYTHING} LIMIT {ROWS - 1}"
    assert len(Endpoint(servers.url("virtuoso")).construct(text).triples) == ROWS - 1


def test_a_table_that_virtuoso_cuts_is_refused(servers: Servers):
    with pytest.raises(RemoteError, match=r"cut the answer short \(X-SPARQL-MaxRows\)"):
        Endpoint(servers.url("virtuoso")).select("SELECT ?s WHERE { ?s ?p ?o }")


def test_an_answer_that_virtuoso_ends_at_its_time_limit_is_refused(servers: Servers):
    url = f"{servers.url('virtuoso').partition('?')[0]}?timeout=1"
    text = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c < ?f) }"
    with pytest.raises(RemoteError, match=r"cut the answer short \(X-SQL-State\)"):
        Endpoint(url).select(text)


def test_virtuoso_takes_digest_credentials_from_the_environment(servers: Servers):
    url = servers.url("virtuoso").replace("/sparql", "/sparql-auth")
    user, password = servers.users["virtuoso"]
    assert connect(url, environment={"ITU_KG_USER": user, "ITU_KG_PASSWORD": password}).ask("ASK { ?s ?p ?o }")


def test_virtuoso_refuses_wrong_digest_credentials_once_and_for_all(servers: Servers):
    url = servers.url("virtuoso").replace("/sparql", "/sparql-auth")
    with pytest.raises(RemoteError, match="user reader and the password from the environment are not accepted"):
        connect(url, environment={"ITU_KG_USER": "reader", "ITU_KG_PASSWORD": "wrong"}).ask("ASK { ?s ?p ?o }")


def test_digest_credentials_of_one_endpoint_are_no_other_callers(servers: Servers):
    url = servers.url("virtuoso").replace("/sparql", "/sparql-auth")
    user, password = servers.users["virtuoso"]
    assert connect(url, environment={"ITU_KG_USER": user, "ITU_KG_PASSWORD": password}).ask("ASK { ?s ?p ?o }")
    with pytest.raises(RemoteError, match="answered 401"):
        Endpoint(url).ask("ASK { ?s ?p ?o }")
