"""What stands between us and a store, for tests: a forward proxy, and a front with TLS, passwords and bad manners.

Both are real servers on loopback that keep what they were asked. The front hands on to the store behind it whatever it
does not answer itself, and serves one page, so that every verb that goes out can be sent to it.
"""

from __future__ import annotations

import base64
import contextlib
import http.client
import select
import socket
import subprocess
import threading
import time
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable
    from email.message import Message
    from pathlib import Path

    Fault = Callable[["Handler"], bool]

PAGE = "/page"
HOPS = {"connection", "keep-alive", "proxy-authorization", "proxy-connection", "te", "transfer-encoding"}


@dataclass(frozen=True)
class Seen:
    """A request as it came."""

    method: str
    target: str
    headers: Message
    size: int


def certificate(folder: Path, name: str = "IP:127.0.0.1") -> tuple[Path, Path]:
    """A certificate that vouches for itself, and its key; needs the program openssl."""
    chain, key = folder / "chain.pem", folder / "key.pem"
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
    command += ["-days", "2", "-keyout", str(key), "-out", str(chain), "-subj", "/CN=test"]
    subprocess.run([*command, "-addext", f"subjectAltName={name}"], check=True, capture_output=True)
    return chain, key


class Handler(BaseHTTPRequestHandler):
    """Keeps each request; a server's own class says what becomes of it."""

    protocol_version = "HTTP/1.1"
    server: Listening

    def __getattr__(self, name: str) -> Any:
        if name.startswith("do_"):
            return self._take
        raise AttributeError(name)

    def _take(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        body = self.rfile.read(length)
        self.server.seen.append(Seen(self.command, self.path, self.headers, length))
        with contextlib.suppress(OSError):
            self.server.answer(self, body)

    def reply(self, status: int, body: bytes = b"", **headers: str) -> None:
        """Send a whole answer."""
        self.send_response_only(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def hand_on(self, url: str, body: bytes) -> None:
        """Ask another server the same and give its answer."""
        parts = urlsplit(url)
        connection = http.client.HTTPConnection(parts.netloc, timeout=60)
        kept = {name: value for name, value in self.headers.items() if name.lower() not in HOPS}
        connection.request(self.command, url.partition(parts.netloc)[2] or "/", body, kept)
        answer = connection.getresponse()
        found = answer.read()
        headers = {name: value for name, value in answer.getheaders() if name.lower() not in HOPS}
        self.reply(answer.status, found, **(headers | {"Content-Length": str(len(found))}))
        connection.close()

    def log_message(self, *_: object) -> None:
        pass


class Listening(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.seen: list[Seen] = []

    def answer(self, handler: Handler, body: bytes) -> None:
        raise NotImplementedError

    def handle_error(self, *_: object) -> None:
        """Clients that hang up are nothing to talk of."""

    def __enter__(self) -> Self:
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()


class Forward(Listening):
    """A forward proxy: whole addresses are handed on, CONNECT is a tunnel; it may ask for `guest`, user:password."""

    def __init__(self, guest: str = "") -> None:
        super().__init__()
        self._guest = f"Basic {base64.b64encode(guest.encode()).decode()}" if guest else ""
        self.url = f"http://{guest}{'@' if guest else ''}127.0.0.1:{self.server_port}"

    def answer(self, handler: Handler, body: bytes) -> None:
        if self._guest and handler.headers["Proxy-Authorization"] != self._guest:
            handler.reply(407, Proxy_Authenticate='Basic realm="proxy"')
        elif handler.command == "CONNECT":
            self._tunnel(handler)
        else:
            handler.hand_on(handler.path, body)

    def _tunnel(self, handler: Handler) -> None:
        host, _, port = handler.path.rpartition(":")
        with socket.create_connection((host, int(port))) as far:
            handler.send_response_only(200)
            handler.end_headers()
            handler.close_connection = True
            ends = {handler.connection: far, far: handler.connection}
            while True:
                for end in select.select(list(ends), [], [])[0]:
                    if not (data := end.recv(65536)):
                        return
                    ends[end].sendall(data)


class Front(Listening):
    """Stands before a store.

    Args:
        store: the store's address, without a path.
        page: what is served at PAGE.
        tls: its certificate.
    """

    def __init__(self, store: str, page: bytes, tls: ssl.SSLContext | None = None) -> None:
        super().__init__()
        self._store, self._page = store, page
        self.fault: Fault = lambda _: False
        if tls:
            # The handshake is left to the thread of each connection, so that no stranger holds up the others.
            self.socket = tls.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)
        self.url = f"{'https' if tls else 'http'}://127.0.0.1:{self.server_port}"

    def answer(self, handler: Handler, body: bytes) -> None:
        if self.fault(handler):
            return
        if urlsplit(handler.path).path == PAGE:
            handler.reply(200, self._page, Content_Type="text/plain; charset=utf-8")
        else:
            handler.hand_on(self._store + handler.path, body)


def busy(times: int, status: int = 503, **headers: str) -> Fault:
    """Be busy so many times, then answer."""
    left = [times]

    def fault(handler: Handler) -> bool:
        left[0] -= 1
        if left[0] >= 0:
            handler.reply(status, b"Busy", **headers)
        return left[0] >= 0

    return fault


def leads(location: str, status: int = 307) -> Fault:
    """Redirect, wherever a request goes; `{target}` is the path that was asked for."""

    def fault(handler: Handler) -> bool:
        handler.reply(status, Location=location.replace("{target}", handler.path))
        return True

    return fault


def closed(pair: str) -> Fault:
    """Ask for a user and a password (Basic)."""
    wanted = f"Basic {base64.b64encode(pair.encode()).decode()}"

    def fault(handler: Handler) -> bool:
        if handler.headers["Authorization"] == wanted:
            return False
        handler.reply(401, WWW_Authenticate='Basic realm="kg"')
        return True

    return fault


def drip(handler: Handler) -> bool:
    """Send headers one byte at a time, without end."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
    while True:
        handler.wfile.write(b"x")
        time.sleep(0.05)


def endless(handler: Handler) -> bool:
    """Send a body without end."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n")
    while True:
        handler.wfile.write(b" " * (1 << 20))


def packed(handler: Handler) -> bool:
    """Send a compressed body that nobody asked for."""
    handler.reply(200, b"\x1f\x8b\x08", Content_Encoding="gzip", Content_Type="text/plain")
    return True
