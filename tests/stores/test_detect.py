"""A store tells its kind by how it answers: real ones here, and pages as others' documentation shows them."""

from __future__ import annotations

import contextlib
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest
from tests.servers import KINDS

from itu_kg.cli._shared.options import STORES
from itu_kg.errors import RemoteError
from itu_kg.http.client import Client
from itu_kg.stores.profiles import PROFILES, detect

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.servers import Server

Pages = dict[str, tuple[int, dict[str, str], str]]


@contextlib.contextmanager
def answering(pages: Pages) -> Iterator[tuple[str, list[str]]]:
    """A server that has these pages, by path with query, and keeps what it is asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            status, headers, body = pages.get(self.path, (404, {}, "nothing here"))
            self.send_response_only(status)
            for name, value in {**headers, "Content-Length": str(len(body.encode()))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}", asked
        finally:
            server.shutdown()
            thread.join()


def _kind(url: str) -> str:
    with Client(url) as client:
        return detect(url, client).name


@pytest.mark.parametrize("name", sorted(KINDS))
def test_a_real_store_is_recognised(name: str, start: Callable[[str], Server]) -> None:
    server = start(name)
    assert _kind(server.query.removesuffix("/query").removesuffix("/sparql")) == name


ASKED = "?query=ASK%20%7B%20%7D"
DOCUMENTED: dict[str, tuple[str, Pages]] = {
    "graphdb": (
        "/repositories/kg",
        {"/rest/info/version": (200, {}, '{"productType": "free", "productVersion": "10.8"}')},
    ),
    "rdf4j": ("/rdf4j-server/repositories/kg", {"/rdf4j-server/protocol": (200, {}, "12")}),
    "qlever": ("", {"/?cmd=stats": (200, {}, '{"name-index": "kg", "num-triples-normal": 7}')}),
    "blazegraph": (
        "/blazegraph/namespace/kb",
        {"/blazegraph/status": (200, {}, "<title>blazegraph&trade; status</title>")},
    ),
    "stardog": ("/kg", {"/admin/alive": (401, {"WWW-Authenticate": 'Basic realm="Stardog"'}, "Stardog: log in")}),
    "neptune": ("/sparql", {"/status": (200, {}, '{"status": "healthy", "dbEngineVersion": "1.3.2.1"}')}),
}


@pytest.mark.parametrize("name", sorted(DOCUMENTED))
def test_a_store_is_recognised_by_what_its_documentation_shows(name: str) -> None:
    path, pages = DOCUMENTED[name]
    with answering(pages) as (url, _):
        assert _kind(f"{url}{path}") == name


def test_a_kind_in_the_server_header_is_enough() -> None:
    pages: Pages = {f"/repositories/kg{ASKED}": (200, {"Server": "GraphDB/10.8.0 RDF4J/4.3.15"}, "{}")}
    with answering(pages) as (url, _):
        assert _kind(f"{url}/repositories/kg") == "graphdb"


def test_a_server_without_a_sign_is_not_guessed_at() -> None:
    with (
        answering({f"/sparql{ASKED}": (200, {}, '{"boolean": true}')}) as (url, _),
        pytest.raises(RemoteError) as caught,
    ):
        _kind(f"{url}/sparql")
    assert "--store generic" in str(caught.value)


def test_the_kinds_that_the_command_line_names_are_the_profiles() -> None:
    assert tuple(PROFILES) == STORES


@pytest.mark.parametrize(
    ("name", "url", "query", "update", "graph_store"),
    [
        ("graphdb", "http://h:7200/repositories/kg", "", "/statements", "/rdf-graphs/service"),
        ("rdf4j", "http://h:8080/rdf4j-server/repositories/kg", "", "/statements", "/rdf-graphs/service"),
        ("qlever", "http://h:7019", "", "", "/"),
        ("blazegraph", "http://h:9999/blazegraph/namespace/kb", "/sparql", "/sparql", None),
        ("stardog", "http://h:5820/kg", "/query", "/update", None),
        ("neptune", "https://h:8182", "/sparql", "/sparql", "/sparql/gsp/"),
        ("generic", "http://h/any/sparql", "", "", None),
    ],
)
def test_a_profile_puts_its_protocols_where_the_documentation_has_them(
    name: str, url: str, query: str, update: str, graph_store: str | None
) -> None:
    found = PROFILES[name].endpoints(url)
    store = "" if graph_store is None else f"{url}{graph_store}"
    assert (found.query, found.update, found.graph_store) == (f"{url}{query}", f"{url}{update}", store)
    assert PROFILES[name].endpoints(found.update) == found
