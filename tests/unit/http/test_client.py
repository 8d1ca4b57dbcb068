"""The client keeps its promises against servers that do not keep theirs: real sockets on loopback, misbehaving."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from typing import TYPE_CHECKING

import pytest

from itu_kg.errors import Refused, RemoteError, Unanswered, UsageError
from itu_kg.http.auth import Authenticator, challenges
from itu_kg.http.client import Client
from itu_kg.http.credentials import Credentials, Secret
from itu_kg.http.messages import Limits, Payload

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ANN = Credentials("test", "ann", Secret("hush"))
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
DIGEST = b'WWW-Authenticate: Digest realm="here", nonce="%s", qop="auth", algorithm=MD5\r\n'


class Script:
    """A server that reads whole requests and answers each with the next of its answers, or as a function says."""

    def __init__(self, *answers: bytes | Callable[[socket.socket], None]) -> None:
        self.requests: list[bytes] = []
        self._answers = list(answers)
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}/store"
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def close(self) -> None:
        # Closing alone would leave `accept` waiting.
        with contextlib.suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._thread.join(5)

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while self._answers:
                connection, _ = self._listening.accept()
                with connection:
                    self._talk(connection)

    def _talk(self, connection: socket.socket) -> None:
        while self._answers:
            request = self._read(connection)
            if not request:
                return
            self.requests.append(request)
            answer = self._answers.pop(0)
            if callable(answer):
                answer(connection)
                return
            connection.sendall(answer)

    def _read(self, connection: socket.socket) -> bytes:
        data = b""
        while b"\r\n\r\n" not in data:
            piece = connection.recv(65536)
            if not piece:
                return b""
            data += piece
        head, _, body = data.partition(b"\r\n\r\n")
        length = next((int(v) for v in _values(head, b"content-length")), 0)
        while len(body) < length:
            body += connection.recv(65536)
        return head + b"\r\n\r\n" + body


def _values(request: bytes, name: bytes) -> list[bytes]:
    lines = request.partition(b"\r\n\r\n")[0].split(b"\r\n")[1:]
    return [line.partition(b":")[2].strip() for line in lines if line.lower().startswith(name + b":")]


@pytest.fixture
def script() -> Iterator[Callable[..., Script]]:
    made: list[Script] = []

    def make(*answers: bytes | Callable[[socket.socket], None]) -> Script:
        made.append(Script(*answers))
        return made[-1]

    yield make
    for each in made:
        each.close()


def _get(server: Script, who: Authenticator | None = None, **limits: float) -> bytes:
    with Client(server.url, who, limits=Limits(**limits)) as client, client.send("GET", server.url) as answer:
        return answer.read()


def _put(server: Script, who: Authenticator | None = None, data: bytes = b"x" * 5000) -> None:
    payload = Payload.of(data, "application/n-triples")
    with Client(server.url, who) as client, client.send("PUT", server.url, payload=payload) as answer:
        answer.read()


def _drip(connection: socket.socket) -> None:
    with contextlib.suppress(OSError):
        for byte in b"HTTP/1.1 200 OK\r\nX-Slow: " + b"x" * 200:
            connection.sendall(bytes([byte]))
            time.sleep(0.02)


def _drip_body(connection: socket.socket) -> None:
    with contextlib.suppress(OSError):
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        for _ in range(200):
            connection.sendall(b"x")
            time.sleep(0.02)


def test_a_body_has_its_exact_length_and_is_never_sent_in_chunks(script: Callable[..., Script]) -> None:
    server = script(OK)
    _put(server)
    assert _values(server.requests[0], b"content-length") == [b"5000"]
    assert _values(server.requests[0], b"transfer-encoding") == []


def test_a_server_that_drips_its_headers_is_given_up_at_the_deadline(script: Callable[..., Script]) -> None:
    with pytest.raises(Unanswered, match=r"in 0\.3 s"):
        _get(script(_drip), seconds=0.3)


def test_a_server_that_drips_a_body_without_length_is_given_up_at_the_deadline(script: Callable[..., Script]) -> None:
    with pytest.raises(Unanswered, match=r"in 0\.3 s"):
        _get(script(_drip_body), seconds=0.3)


def test_a_server_that_says_nothing_is_given_up_when_it_is_silent_too_long(script: Callable[..., Script]) -> None:
    with pytest.raises(Unanswered, match="silent"):
        _get(script(lambda _: time.sleep(1)), idle=0.2)


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\nConnection: close\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nshort\r\n",
    ],
    ids=["length", "chunks"],
)
def test_an_answer_that_breaks_off_is_no_answer(script: Callable[..., Script], answer: bytes) -> None:
    server = script(lambda connection: connection.sendall(answer))
    with pytest.raises(Unanswered, match="breaks off"):
        _get(server)


def test_an_answer_larger_than_the_limit_is_refused(script: Callable[..., Script]) -> None:
    with pytest.raises(RemoteError, match="larger than 1 bytes"):
        _get(script(OK), size=1)


def test_a_connection_that_nobody_takes_was_not_sent(script: Callable[..., Script]) -> None:
    server = script(OK)
    server.close()
    with pytest.raises(Unanswered) as raised:
        _get(server)
    assert not raised.value.sent


def test_a_connection_that_is_cut_after_the_request_may_have_been_acted_upon(script: Callable[..., Script]) -> None:
    server = script(lambda connection: connection.close())
    with pytest.raises(Unanswered) as raised:
        _put(server)
    assert raised.value.sent


def test_a_write_is_not_redirected(script: Callable[..., Script]) -> None:
    server = script(b"HTTP/1.1 307 Moved\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n")
    with pytest.raises(RemoteError, match="redirects a write"):
        _put(server)


def test_a_read_is_redirected_on_its_own_server(script: Callable[..., Script]) -> None:
    server = script(b"HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n", OK)
    assert _get(server) == b"ok"


def test_a_read_is_not_redirected_to_another_server(script: Callable[..., Script]) -> None:
    server = script(b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n")
    with pytest.raises(RemoteError, match="another server"):
        _get(server)


@pytest.mark.parametrize(("status", "busy"), [(429, True), (503, True), (500, False), (413, False)])
def test_an_error_says_whether_to_try_again(script: Callable[..., Script], status: int, busy: bool) -> None:
    server = script(b"HTTP/1.1 %d No\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n" % status)
    with pytest.raises(Refused) as raised:
        _get(server)
    assert (raised.value.status, raised.value.busy, raised.value.wait) == (status, busy, 7.0)


def test_an_error_page_is_told_without_its_markup(script: Callable[..., Script]) -> None:
    page = b"<html><head><title>x</title></head><body><h1>Disk full</h1></body></html>"
    server = script(b"HTTP/1.1 500 No\r\nContent-Length: %d\r\n\r\n" % len(page) + page)
    with pytest.raises(Refused, match="answered 500: Disk full"):
        _get(server)


def test_a_server_that_answers_before_it_has_read_the_body_is_heard(script: Callable[..., Script]) -> None:
    refusal = b"HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    server = script(lambda connection: connection.sendall(refusal))
    with pytest.raises(Refused, match="413"):
        _put(server, data=b"x" * 100)


def test_basic_authentication_to_this_machine_is_sent_after_it_was_asked_for(script: Callable[..., Script]) -> None:
    asks = b'HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm="x"\r\nContent-Length: 0\r\n\r\n'
    server = script(asks, OK)
    _get(server, Authenticator(server.url, ANN))
    assert [_values(request, b"authorization") for request in server.requests] == [[], [b"Basic YW5uOmh1c2g="]]


def test_a_token_is_sent_as_a_bearer(script: Callable[..., Script]) -> None:
    server = script(OK)
    _get(server, Authenticator(server.url, Credentials("test", token=Secret("t0ken"))))
    assert _values(server.requests[0], b"authorization") == [b"Bearer t0ken"]


def test_a_large_body_waits_until_the_challenge_is_known(script: Callable[..., Script]) -> None:
    server = script(b"HTTP/1.1 401 No\r\n" + DIGEST % b"n1" + b"Content-Length: 0\r\n\r\n", OK)
    _put(server, Authenticator(server.url, ANN, scheme="digest"))
    assert [request.split(b" ", 1)[0] for request in server.requests] == [b"GET", b"PUT"]


def test_a_stale_nonce_is_taken_anew(script: Callable[..., Script]) -> None:
    first = b"HTTP/1.1 401 No\r\n" + DIGEST % b"n1" + b"Content-Length: 0\r\n\r\n"
    stale = first.replace(b"n1", b"n2").replace(b"algorithm", b"stale=true, algorithm")
    server = script(first, OK, stale, OK)
    who = Authenticator(server.url, ANN)
    with Client(server.url, who) as client:
        for _ in range(2):
            with client.send("GET", server.url) as answer:
                answer.read()
    assert b'nonce="n2"' in _values(server.requests[3], b"authorization")[0]


def test_a_nonce_that_has_worked_and_is_replaced_is_taken_anew_though_nobody_calls_it_stale(
    script: Callable[..., Script],
) -> None:
    first = b"HTTP/1.1 401 No\r\n" + DIGEST % b"n1" + b"Content-Length: 0\r\n\r\n"
    server = script(first, OK, first.replace(b"n1", b"n2"), OK)
    with Client(server.url, Authenticator(server.url, ANN)) as client:
        for _ in range(2):
            with client.send("GET", server.url) as answer:
                answer.read()
    assert len(server.requests) == 4


def test_a_wrong_password_is_not_tried_for_ever(script: Callable[..., Script]) -> None:
    no = b"HTTP/1.1 401 No\r\n" + DIGEST % b"n1" + b"Content-Length: 0\r\n\r\n"
    server = script(no, no.replace(b"n1", b"n2"), no, no)
    with pytest.raises(Refused, match="401"):
        _get(server, Authenticator(server.url, ANN))
    assert len(server.requests) == 2


def test_no_error_repeats_a_password(script: Callable[..., Script]) -> None:
    asks = b'HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm="x"\r\nContent-Length: 0\r\n\r\n'
    server = script(asks, asks)
    with pytest.raises(Refused) as raised:
        _get(server, Authenticator(server.url, ANN))
    assert "hush" not in f"{raised.value}{raised.value.body}{raised.value!r}"


@pytest.mark.parametrize("who", [ANN, Credentials("test", token=Secret("t"))], ids=["password", "token"])
def test_a_secret_is_not_sent_unencrypted_to_another_machine(who: Credentials) -> None:
    with pytest.raises(UsageError, match="unencrypted"):
        Authenticator("http://store.example/", who, scheme="basic").header("GET", "/")


def test_a_secret_is_sent_unencrypted_when_a_person_allows_it() -> None:
    assert Authenticator("http://store.example/", ANN, scheme="basic", plain=True).header("GET", "/") is not None


def test_a_secret_is_sent_encrypted_without_asking() -> None:
    assert Authenticator("https://store.example/", ANN, scheme="basic").header("GET", "/") is not None


MUFASA = Credentials("test", "Mufasa", Secret("Circle of Life"))
EXAMPLE = (
    'Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=SHA-256, '
    'nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"'
)


@pytest.mark.parametrize(
    ("algorithm", "response"),
    [
        ("SHA-256", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"),
        ("MD5", "8ca523f5e9506fed4657c9700eebdbec"),
    ],
)
def test_the_example_of_the_digest_specification_comes_out_the_same(algorithm: str, response: str) -> None:
    """RFC 7616 §3.9.1."""
    who = Authenticator("http://www.example.org/", MUFASA, nonce=lambda: "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ")
    who.learn([EXAMPLE.replace("SHA-256", algorithm)], tried=False)
    assert f'response="{response}"' in str(who.header("GET", "/dir/index.html"))


def test_a_header_with_several_challenges_is_read() -> None:
    found = challenges(['Basic realm="a, b", Digest realm="c", nonce="n\\"q", qop="auth"', "Bearer"])
    assert [(each.scheme, each.parameters.get("realm")) for each in found] == [
        ("basic", "a, b"),
        ("digest", "c"),
        ("bearer", None),
    ]


@pytest.mark.parametrize("piece", [" ", ",", ", ", "a", 'a="', '"', "a=", "\\", 'a="\\', "= ", "\t,"])
def test_a_header_of_any_length_is_read_in_no_time(piece: str) -> None:
    begun = time.process_time()
    challenges(["Basic " + piece * 30_000])
    assert time.process_time() - begun < 0.2


def test_a_challenge_that_we_cannot_meet_is_an_error() -> None:
    with pytest.raises(RemoteError, match="negotiate"):
        Authenticator("http://127.0.0.1/", ANN).learn(["Negotiate"], tried=False)
