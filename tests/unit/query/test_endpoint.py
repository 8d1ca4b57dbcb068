from __future__ import annotations

import contextlib
import shutil
import socket
import subprocess
import sys
import threading
import time
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from itu_kg.errors import RemoteError, UsageError
from itu_kg.query.catalogue import catalogue
from itu_kg.query.remote.endpoint import Endpoint
from itu_kg.query.engine import Memory, files, read
from itu_kg.query.stored import run

if TYPE_CHECKING:
    from collections.abc import Iterator

PROJECT = Path(__file__).resolve().parents[3]
DATA = [Path(__file__).parent / "data", PROJECT / "data" / "ttl"]
QUERIES = catalogue(PROJECT / "queries")
OXIGRAPH = shutil.which("oxigraph") or shutil.which("oxigraph", path=str(Path(sys.executable).parent))
ROW = b'{"head":{"vars":["a"]},"results":{"bindings":[{"a":{"type":"literal","value":"x"}}]}}'


@pytest.fixture(scope="module")
def oxigraph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real Oxigraph server that holds the published data and the tests' in its default graph."""
    if OXIGRAPH is None:
        pytest.skip("the Oxigraph server (PyPI package oxigraph) is not installed")
    folder = str(tmp_path_factory.mktemp("oxigraph"))
    loading = [OXIGRAPH, "load", "--location", folder]
    for path in files(DATA):
        subprocess.run([*loading, "--file", str(path)], check=True, capture_output=True)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    address = f"127.0.0.1:{port}"
    server = subprocess.Popen(
        [OXIGRAPH, "serve-read-only", "--location", folder, "--bind", address], stderr=subprocess.DEVNULL
    )
    for _ in range(100):
        with socket.socket() as trial:
            if trial.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.05)
    yield f"http://{address}/query"
    server.terminate()
    server.wait(timeout=10)


ANSWERS: dict[str, tuple[bytes, int, dict[str, str]]] = {
    "good": (ROW, 200, {}),
    "cut": (ROW[:-9], 200, {}),
    "short": (ROW[:-9], 200, {"Content-Length": str(len(ROW))}),
    "html": (b"<html>Welcome</html>", 200, {}),
    "max": (ROW, 200, {"X-SPARQL-MaxRows": "1"}),
    "big": (ROW + b" " * 100_000, 200, {}),
    "busy": (b"Busy", 503, {}),
    "file": (b"", 302, {"Location": "file:///etc/hostname"}),
    "ftp": (b"", 302, {"Location": "ftp://127.0.0.1/x"}),
    "moved": (b"", 302, {"Location": "/good"}),
}


class _Liar(BaseHTTPRequestHandler):
    """A server that answers wrongly, each path in a way of its own."""

    def do_GET(self) -> None:
        path = self.path.partition("?")[0][1:]
        with contextlib.suppress(ConnectionError):  # the client hangs up on some, as it should
            if path == "drip":
                self.wfile.write(b"HTTP/1.1 200 OK\r\n")
                for _ in range(30):
                    self.wfile.write(b"X")
                    time.sleep(0.1)
                return
            body, status, headers = ANSWERS[path]
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def liar() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Liar)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@cache
def _memory() -> Memory:
    return read(DATA)


@pytest.mark.parametrize("name", [query.name for query in QUERIES.all() if not query.federated])
def test_a_stored_query_gives_the_same_rows_on_a_server(oxigraph: str, name: str):
    query = QUERIES.get(name)
    values = {p.name: p.example for p in query.parameters if p.required and p.example}
    assert run(query, values, Endpoint(oxigraph), names=QUERIES) == run(query, values, _memory(), names=QUERIES)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?s ?o WHERE { ?s <http://schema.org/name> ?o } ORDER BY ?s ?o",
        "SELECT ?s WHERE { ?s a ?o } ORDER BY ?s #" + "x" * 5000,
    ],
    ids=["get", "post"],
)
def test_a_server_gives_the_rows_that_the_files_give(oxigraph: str, text: str):
    assert Endpoint(oxigraph).select(text) == _memory().select(text)


def test_a_server_gives_the_triples_that_the_files_give(oxigraph: str):
    text = "CONSTRUCT WHERE { ?s <http://schema.org/name> ?o }"
    assert Endpoint(oxigraph).construct(text) == _memory().construct(text)


def test_a_server_says_yes(oxigraph: str):
    assert Endpoint(oxigraph).ask("ASK { ?s ?p ?o }")


def test_a_server_that_refuses_a_query_is_quoted(oxigraph: str):
    with pytest.raises(RemoteError, match="answered 400: error at 1:"):
        Endpoint(oxigraph).select("SELECT * {")


@pytest.mark.parametrize("path", ["good", "moved"])
def test_an_answer_is_taken_over_a_redirect_too(liar: str, path: str):
    assert len(Endpoint(f"{liar}/{path}").select("SELECT ?a {}").rows) == 1


@pytest.mark.parametrize(
    ("path", "complaint"),
    [
        ("cut", "breaks off"), ("short", "breaks off"), ("html", "no SPARQL result"), ("max", "cut the answer short"),
        ("big", "larger than"), ("busy", "answered 503"), ("file", "answered 302"),
            ("ftp", "it redirects to 'ftp:"), ("drip", "no whole answer"),
    ],
)  # fmt: skip
def test_an_answer_that_cannot_be_trusted_is_refused(liar: str, path: str, complaint: str):
    with pytest.raises(RemoteError, match=complaint):
        Endpoint(f"{liar}/{path}", seconds=1, most=50_000).select("SELECT ?a {}")


def test_a_server_that_is_not_there_is_said_to_be_so():
    with pytest.raises(RemoteError, match="cannot be reached"):
        Endpoint("http://127.0.0.1:9/query", seconds=2).ask("ASK {}")


@pytest.mark.parametrize("url", ["ftp://a/b", "file:///etc/passwd", "http:///x", "http://me:secret@a/"])
def test_an_address_that_is_no_plain_http_url_is_refused_without_repeating_it(url: str):
    with pytest.raises(UsageError) as caught:
        Endpoint(url)
    assert "secret" not in str(caught.value)
