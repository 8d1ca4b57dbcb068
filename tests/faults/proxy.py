"""A proxy on loopback that stands before a real server and does one thing wrong, once, at a chosen request.

It reads requests (RFC 9112) only as far as it must: head, then as many bytes of body as Content-Length says. Each
request gets a connection of its own to the server. What went through is kept in `requests`, so that a test can say
what was sent, how often, and in which form.
"""

from __future__ import annotations

import contextlib
import socket
import socketserver
import struct
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Callable

_BLOCK = 65536


@dataclass(frozen=True, slots=True)
class Request:
    """A request as it was sent: its method and target, its headers by lower-case name, and how many bytes of body."""

    method: str
    target: str
    headers: dict[str, str]
    head: bytes = field(repr=False)

    @property
    def size(self) -> int:
        return int(self.headers.get("content-length", "0"))

    @property
    def writes(self) -> bool:
        """Whether it may change what the server holds."""
        return self.method in ("PUT", "DELETE", "PATCH") or (
            self.method == "POST" and "query" not in self.headers.get("content-type", "")
            and not self.target.partition("?")[0].endswith(("/query", "/sparql"))
        )  # fmt: skip


class Exchange:
    """One request on its way, for a fault to do with as it likes: the client's side, and a way to the server."""

    def __init__(self, client: socket.socket, request: Request, early: bytes, upstream: tuple[str, int]) -> None:
        self.client = client
        self.request = request
        self._early = early
        self._upstream = upstream
        self.server: socket.socket | None = None

    def forward(self, share: float = 1.0) -> None:
        """Send the request on: its head and that share of its body."""
        self.server = socket.create_connection(self._upstream, timeout=120)
        lines = [line for line in self.request.head.split(b"\r\n") if not line.lower().startswith(b"connection:")]
        self.server.sendall(b"\r\n".join([lines[0], b"Connection: close", *lines[1:]]) + b"\r\n\r\n")
        if self.request.headers.get("expect"):
            self.client.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
        left = int(self.request.size * share)
        while left > 0:
            block = self._early[:left] or self.client.recv(min(left, _BLOCK))
            if not block:
                raise ConnectionError("the client has gone")
            self._early = self._early[len(block) :]
            self.server.sendall(block)
            left -= len(block)

    def swallow(self) -> None:
        """Read the rest of the request and give it to nobody, so that an answer can be read by the client."""
        left = self.request.size - len(self._early)
        with contextlib.suppress(OSError):
            while left > 0 and (block := self.client.recv(min(left, _BLOCK))):
                left -= len(block)

    def answer(self) -> bytes:
        """Read the server's whole answer."""
        assert self.server is not None
        found = bytearray()
        while block := self.server.recv(_BLOCK):
            found += block
        return bytes(found)

    def back(self) -> None:
        """Send the server's answer on as it comes."""
        assert self.server is not None
        while block := self.server.recv(_BLOCK):
            self.client.sendall(block)

    def reset(self) -> None:
        """Break both connections off without a goodbye (RST)."""
        for side in (self.client, self.server):
            if side is not None:
                with contextlib.suppress(OSError):
                    side.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                    side.close()

    def say(self, status: str, body: bytes = b"", **headers: str) -> None:
        """Answer in the server's place."""
        self.swallow()
        told = {"Content-Type": "text/html", "Content-Length": str(len(body)), "Connection": "close"}
        told |= {name.replace("_", "-"): value for name, value in headers.items()}
        lines = "".join(f"{name}: {value}\r\n" for name, value in told.items() if value)
        self.client.sendall(f"HTTP/1.1 {status}\r\n{lines}\r\n".encode() + body)

    def drip(self, data: bytes, pause: float) -> None:
        """Send a byte at a time."""
        for each in data:
            self.client.sendall(bytes([each]))
            time.sleep(pause)

    def close(self) -> None:
        for side in (self.client, self.server):
            if side is not None:
                with contextlib.suppress(OSError):
                    side.close()


def pass_on(exchange: Exchange) -> None:
    """Do nothing wrong."""
    exchange.forward()
    exchange.back()


@dataclass(slots=True)
class Trap:
    """What to do wrong, at which request, how often; `fired` counts how often it was done."""

    fault: Callable[[Exchange], None]
    at: Callable[[Request], bool]
    skip: int = 0
    times: int = 1
    fired: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def springs(self, request: Request) -> bool:
        with self._lock:
            if self.fired >= self.times or not self.at(request):
                return False
            if self.skip:
                self.skip -= 1
                return False
            self.fired += 1
            return True


class Proxy:
    """The proxy of one server; a context manager."""

    def __init__(self, port: int) -> None:
        self._upstream = ("127.0.0.1", port)
        self.trap: Trap | None = None
        self.requests: list[Request] = []
        proxy = self

        class Handler(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                proxy.serve(self.request)

        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._server.block_on_close = False
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def arm(
        self, fault: Callable[[Exchange], None], at: Callable[[Request], bool], *, skip: int = 0, times: int = 1
    ) -> Trap:
        """Set a trap: at the requests that `at` picks, but the first `skip` of them, do `fault`, that many times."""
        self.trap = Trap(fault, at, skip, times)
        return self.trap

    def serve(self, client: socket.socket) -> None:
        client.settimeout(120)
        data = bytearray()
        with contextlib.suppress(OSError):
            while b"\r\n\r\n" not in data:
                block = client.recv(_BLOCK)
                if not block:
                    return
                data += block
            head, _, early = bytes(data).partition(b"\r\n\r\n")
            first, *lines = head.decode("latin-1").split("\r\n")
            method, target, _ = first.split(" ", 2)
            headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
            request = Request(method, target, headers, head)
            self.requests.append(request)
            exchange = Exchange(client, request, early, self._upstream)
            try:
                trap = self.trap
                (trap.fault if trap is not None and trap.springs(request) else pass_on)(exchange)
            finally:
                exchange.close()
