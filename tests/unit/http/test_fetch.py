"""Fetching from real servers on loopback, each misbehaving in its own way."""

from __future__ import annotations

import socketserver
import threading
import time
from typing import TYPE_CHECKING

import pytest

from itu_kg.errors import RemoteError, UsageError
from itu_kg.http.client import fetch
from itu_kg.http.messages import Limits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nConnection: close\r\n"
HERE = Limits(seconds=5, size=1000)


@pytest.fixture
def serve() -> Iterator[Callable[..., str]]:
    """Start servers that send what they are told, piece by piece; all are stopped at the end."""
    servers: list[socketserver.ThreadingTCPServer] = []

    def start(*pieces: bytes, pause: float = 0) -> str:
        class Handler(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                self.request.recv(65536)
                try:
                    for piece in pieces:
                        self.request.sendall(piece)
                        time.sleep(pause)
                except OSError:
                    pass

        server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        server.block_on_close = False
        servers.append(server)
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return f"http://127.0.0.1:{server.server_address[1]}/page"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def test_a_page_comes_with_its_media_type_and_charset(serve: Callable[..., str]) -> None:
    fetched = fetch(serve(OK + b"Content-Length: 5\r\n\r\nhello"), HERE, private=True)
    assert (fetched.body, fetched.media_type, fetched.charset) == (b"hello", "text/html", "utf-8")


def test_a_private_address_is_refused_unless_wanted(serve: Callable[..., str]) -> None:
    with pytest.raises(UsageError, match="private address"):
        fetch(serve(OK + b"\r\nhello"))


@pytest.mark.parametrize("host", ["localhost", "[::1]", "10.0.0.1", "169.254.1.1", "127.1", "[::ffff:127.0.0.1]"])
def test_every_way_to_write_a_private_address_is_refused(host: str) -> None:
    with pytest.raises((UsageError, RemoteError)):
        fetch(f"http://{host}:9/", Limits(seconds=2))


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://127.0.0.1/x", "gopher://x", "http://", "http://a:b@c/", "x"]
)
def test_other_schemes_and_addresses_with_passwords_are_refused(url: str) -> None:
    with pytest.raises(UsageError):
        fetch(url, HERE, private=True)


@pytest.mark.parametrize("location", ["file:///etc/passwd", "ftp://127.0.0.1/"])
def test_a_redirect_to_another_scheme_is_refused(serve: Callable[..., str], location: str) -> None:
    url = serve(f"HTTP/1.1 302 Found\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n".encode())
    with pytest.raises(RemoteError, match=f"redirects to '{location}"):
        fetch(url, HERE, private=True)


def test_a_redirect_is_followed(serve: Callable[..., str]) -> None:
    target = serve(OK + b"Content-Length: 2\r\n\r\nok")
    assert fetch(serve(f"HTTP/1.1 301 M\r\nLocation: {target}\r\n\r\n".encode()), HERE, private=True).url == target


def test_a_redirect_loop_ends(serve: Callable[..., str]) -> None:
    with pytest.raises(RemoteError, match="redirects"):
        fetch(serve(b"HTTP/1.1 302 F\r\nLocation: /again\r\nContent-Length: 0\r\n\r\n"), HERE, private=True)


def test_an_answer_over_the_limit_is_refused(serve: Callable[..., str]) -> None:
    with pytest.raises(RemoteError, match="larger than 1,000 bytes"):
        fetch(serve(OK + b"\r\n" + b"x" * 5000), HERE, private=True)


def test_an_answer_that_breaks_off_is_an_error(serve: Callable[..., str]) -> None:
    with pytest.raises(RemoteError, match="breaks off"):
        fetch(serve(OK + b"Content-Length: 100\r\n\r\nhalf"), HERE, private=True)


def test_a_compressed_answer_is_refused(serve: Callable[..., str]) -> None:
    with pytest.raises(RemoteError, match="compressed"):
        fetch(serve(OK + b"Content-Encoding: gzip\r\n\r\n\x1f\x8b"), HERE, private=True)


def test_an_error_status_is_named(serve: Callable[..., str]) -> None:
    with pytest.raises(RemoteError, match="404"):
        fetch(serve(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"), HERE, private=True)


@pytest.mark.parametrize(
    "pieces", [[b"H", b"T", b"T", b"P"] * 20, [OK + b"\r\n", *[b"x"] * 80]], ids=["headers", "body"]
)
def test_a_server_that_drips_is_left_at_the_deadline(serve: Callable[..., str], pieces: list[bytes]) -> None:
    begun = time.monotonic()
    with pytest.raises(RemoteError, match=r"no whole answer in 0\.6 s"):
        fetch(serve(*pieces, pause=0.1), Limits(seconds=0.6), private=True)
    assert time.monotonic() - begun < 3


def test_nobody_listening_is_one_line() -> None:
    with pytest.raises(RemoteError) as problem:
        fetch("http://127.0.0.1:9/", HERE, private=True)
    assert "\n" not in str(problem.value)
