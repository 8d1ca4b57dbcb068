"""A server on loopback that answers wrongly, each path in a way of its own, and keeps what it was asked."""

from __future__ import annotations

import base64
import contextlib
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    import ssl

ROW = b'{"head":{"vars":["a"]},"results":{"bindings":[{"a":{"type":"literal","value":"x"}}]}}'
YES = b'{"head":{},"boolean":true}'
TRIPLES = b"".join(b"<urn:s> <urn:p> <urn:o%d> .\n" % i for i in range(1000))
BASIC = "Basic " + base64.b64encode(b"ana:open sesame").decode()

ANSWERS: dict[str, tuple[bytes, int, dict[str, str]]] = {
    "good": (ROW, 200, {}),
    "cut": (ROW[:-9], 200, {}),
    "short": (ROW[:-9], 200, {"Content-Length": str(len(ROW))}),
    "tail": (ROW + b"\nThe query timed out", 200, {}),
    "yes": (YES, 200, {}),
    "yes-tail": (YES + b"\nThe query timed out", 200, {}),
    "yes-cut": (YES[:-1], 200, {}),
    "html": (b"<html>Welcome</html>", 200, {}),
    "typed-html": (b"Welcome", 200, {"Content-Type": "text/html; charset=UTF-8"}),
    "max": (ROW, 200, {"X-SPARQL-MaxRows": "1"}),
    "late": (ROW, 200, {"X-SQL-State": "S1TAT"}),
    "big": (ROW + b" " * 100_000, 200, {}),
    "zip": (b"\x1f\x8b", 200, {"Content-Encoding": "gzip"}),
    "missing": (b"Not here", 404, {}),
    "missing-page": (b"<html><h1>404</h1></html>", 404, {"Server": "Virtuoso/07.20"}),
    "busy": (b"Busy", 503, {}),
    "limited": (b"", 429, {"Retry-After": "7"}),
    "patient": (b"", 503, {"Retry-After": "86400"}),
    "closed": (b"", 401, {}),
    "forbidden": (b"", 403, {}),
    "sr186": (b"Virtuoso 42000 Error SR186:SECURITY: No permission to execute", 500, {}),
    "echo": (b"no entry for ana:open sesame, " + BASIC.encode(), 403, {}),
    "escape": (b"\x1b[2Jgone \x07", 400, {}),
    "file": (b"", 302, {"Location": "file:///etc/hostname"}),
    "ftp": (b"", 302, {"Location": "ftp://127.0.0.1/x"}),
    "guest": (b"", 302, {"Location": "http://ana:s3cret@127.0.0.1/"}),
    "loop": (b"", 302, {"Location": "/loop"}),
    "nowhere": (b"", 302, {}),
    **{f"moved-{code}": (b"", code, {"Location": "/good"}) for code in (301, 302, 307, 308)},
    "away": (b"", 307, {"Location": "{other}/seen"}),
    "virtuoso": (TRIPLES, 200, {"Server": "Virtuoso/07.20"}),
    "triples": (TRIPLES, 200, {}),
    "triples-tail": (TRIPLES + b"The query timed out", 200, {}),
}


class _Liar(BaseHTTPRequestHandler):
    """A server that answers wrongly, each path in a way of its own."""

    protocol_version = "HTTP/1.1"
    other = ""
    seen: list[tuple[str, str, str | None]]

    def do_GET(self) -> None:
        self._answer(self.path.partition("?")[2])

    def do_HEAD(self) -> None:
        self._answer(self.path.partition("?")[2])

    def do_POST(self) -> None:
        self._answer(self.rfile.read(int(self.headers["Content-Length"])).decode())

    def _answer(self, query: str) -> None:
        path = self.path.partition("?")[0][1:]
        self.seen.append((f"{self.command} {path}", query, self.headers["Authorization"]))
        self.close_connection = True
        with contextlib.suppress(ConnectionError):  # the client hangs up on some, as it should
            if own := getattr(self, f"_{path.replace('-', '_')}", None):
                own()
                return
            body, status, headers = ANSWERS.get(path, ANSWERS["good"])
            self._send(body, status, headers)

    def _send(self, body: bytes, status: int = 200, headers: dict[str, str] | None = None) -> None:
        headers = {"Content-Length": str(len(body)), **(headers or {})}
        self.send_response_only(status)
        for name, value in headers.items():
            self.send_header(name, value.replace("{other}", self.other))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _drip(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for _ in range(30):
            self.wfile.write(b"X")
            time.sleep(0.1)

    def _chunks(self) -> None:
        """Chunks of an answer of which the last never comes."""
        self.wfile.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n" % (len(TRIPLES), TRIPLES))

    def _endless(self) -> None:
        """A body that ends with the connection, as it would if that broke."""
        self.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n" + (TRIPLES if "CONSTRUCT" in self.path else ROW))

    def _reset(self) -> None:
        """Hang up before any answer, the first two times."""
        if sum(path == "GET reset" for path, *_ in self.seen) > 2:
            self._send(ROW)

    def _recovering(self) -> None:
        """Be busy the first two times."""
        busy = sum(path == "GET recovering" for path, *_ in self.seen) < 3
        self._send(ROW, 503 if busy else 200)

    def _basic(self) -> None:
        known = self.headers["Authorization"] == BASIC
        self._send(ROW, 200 if known else 401, {} if known else {"WWW-Authenticate": 'Basic realm="kg"'})

    def _virtuoso_cut(self) -> None:
        """A graph that was cut: a table of as many rows would be too."""
        self._send(
            TRIPLES, 200, {"Server": "Virtuoso/07.20"} | ({"X-SPARQL-MaxRows": "999"} if self.command == "HEAD" else {})
        )

    def _hidden_cut(self) -> None:
        """The same behind a server that does not say who it is."""
        self._send(TRIPLES, 200, {"X-SPARQL-MaxRows": "999"} if self.command == "HEAD" else {})

    def log_message(self, *_: object) -> None:
        pass


class Lying:
    def __init__(self, context: ssl.SSLContext | None = None) -> None:
        self.seen: list[tuple[str, str, str | None]] = []
        self.handler = type("_Own", (_Liar,), {"seen": self.seen})
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), self.handler)
        self._http.daemon_threads = True
        if context:
            self._http.socket = context.wrap_socket(self._http.socket, server_side=True)
            self._http.handle_error = lambda *_: None  # type: ignore[method-assign]  # clients that trust it not hang up
        self.url = f"{'https' if context else 'http'}://127.0.0.1:{self._http.server_port}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._http.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._http.shutdown()
        self._http.server_close()
