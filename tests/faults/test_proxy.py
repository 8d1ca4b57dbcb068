"""The proxy changes nothing when it does nothing wrong, and does wrong what it says, once."""

from __future__ import annotations

import http.client
import socket
import time
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from tests.faults.kinds import KINDS, lose_the_answer
from tests.faults.proxy import Proxy
from tests.servers import Oxigraph, running

if TYPE_CHECKING:
    from collections.abc import Iterator

BODY = "".join(f'<urn:s> <urn:p> "{number}" .\n' for number in range(3000)).encode()
STORE = "/store?graph=urn:g"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Oxigraph]:
    if reason := Oxigraph.missing():
        pytest.skip(reason)
    with running(Oxigraph, tmp_path_factory.mktemp("oxigraph")) as server:
        yield server


@pytest.fixture
def proxy(server: Oxigraph) -> Iterator[Proxy]:
    with Proxy(server.port) as proxy:
        _send(proxy, "DELETE", STORE)
        proxy.requests.clear()
        yield proxy


def _send(proxy: Proxy, method: str, target: str, body: bytes | None = None, seconds: float = 10) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection(urlsplit(proxy.url).netloc, timeout=seconds)
    try:
        connection.request(method, target, body, {"Content-Type": "application/n-triples"} if body else {})
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def _holds(proxy: Proxy) -> int:
    return _send(proxy, "GET", STORE)[1].count(b"\n")


def test_what_is_put_through_it_arrives_whole(proxy: Proxy):
    assert _send(proxy, "PUT", STORE, BODY)[0] == 201
    assert _holds(proxy) == 3000


def test_it_keeps_what_was_asked(proxy: Proxy):
    _send(proxy, "PUT", STORE, BODY)
    assert [(each.method, each.target, each.size, each.writes) for each in proxy.requests] == [
        ("PUT", STORE, len(BODY), True)
    ]


def test_a_lost_answer_is_lost_after_the_server_did_as_it_was_told(proxy: Proxy):
    proxy.arm(lose_the_answer, lambda request: request.writes)
    with pytest.raises((OSError, http.client.HTTPException)):
        _send(proxy, "PUT", STORE, BODY)
    assert _holds(proxy) == 3000


def test_a_dripping_answer_is_not_over_in_a_second(proxy: Proxy):
    proxy.arm(KINDS["drip-the-head"], lambda request: request.writes)
    with socket.create_connection(("127.0.0.1", urlsplit(proxy.url).port or 0), timeout=1) as connection:
        connection.sendall(b"DELETE /store?graph=urn:g HTTP/1.1\r\nHost: localhost\r\n\r\n")
        until = time.monotonic() + 1
        found = b""
        while time.monotonic() < until:
            found += connection.recv(1)
    assert b"HTTP/1.1".startswith(found[:8])
    assert b"\r\n\r\n" not in found


@pytest.mark.parametrize("name", [name for name in KINDS if not name.startswith("drip")])
def test_a_fault_is_no_success_and_happens_once(proxy: Proxy, name: str):
    trap = proxy.arm(KINDS[name], lambda request: request.method == "PUT")
    try:
        status, body = _send(proxy, "PUT", STORE, BODY, seconds=0.5)
    except (OSError, http.client.HTTPException):
        status, body = 0, b""
    assert status != 201 or name == "cut-the-answer", body  # an empty answer cannot be cut
    assert trap.fired == 1
    _send(proxy, "PUT", STORE, BODY)
    assert (_holds(proxy), trap.fired) == (3000, 1)
