"""What an endpoint may not do to us: lie, cut, drip, swell, lead elsewhere, ask for a secret of another's."""

from __future__ import annotations

import base64
import contextlib
import ssl
import subprocess
import threading
import time
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Self

import pytest

from itu_kg.errors import AssetError, RemoteError, UsageError
from itu_kg.query.remote import Endpoint, connect
from itu_kg.query.remote.retrying import ATTEMPTS, CLOCK, Clock
from itu_kg.web.credentials import Credentials, Secret

if TYPE_CHECKING:
    from collections.abc import Iterator

ROW = b'{"head":{"vars":["a"]},"results":{"bindings":[{"a":{"type":"literal","value":"x"}}]}}'
YES = b'{"head":{},"boolean":true}'
TRIPLES = b"".join(b"<urn:s> <urn:p> <urn:o%d> .\n" % i for i in range(1000))
SELECT = "SELECT ?a {}"
CONSTRUCT = "CONSTRUCT WHERE { ?s ?p ?o }"
WHO = Credentials("environment", "ana", Secret("open sesame"))
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


class _Server:
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


@pytest.fixture
def liar() -> Iterator[_Server]:
    with _Server() as server, _Server() as other:
        server.handler.other = other.url  # type: ignore[attr-defined]  # made above
        server.elsewhere = other  # type: ignore[attr-defined]  # for the tests that look there
        yield server


class _Waits:
    """A clock that does not sleep but keeps how long it was told to, with a chance of 1."""

    def __init__(self, now: float = 0.0) -> None:
        self.waits: list[float] = []
        self.clock = Clock(time.monotonic, lambda: now, self.waits.append, lambda: 1.0)


def _asked(liar: _Server, path: str, **options: object) -> None:
    Endpoint(f"{liar.url}/{path}", **{"seconds": 5, "clock": _Waits().clock, **options}).select(SELECT)  # type: ignore[arg-type]  # as the test says


@pytest.mark.parametrize("path", ["good", "moved-301", "moved-302", "moved-307", "moved-308"])
@pytest.mark.parametrize("text", [SELECT, SELECT + " #" + "x" * 3000], ids=["get", "form"])
def test_an_answer_is_taken_over_a_redirect_too(liar: _Server, path: str, text: str):
    assert len(Endpoint(f"{liar.url}/{path}").select(text).rows) == 1


def test_a_form_is_sent_on_whole_by_a_redirect(liar: _Server):
    Endpoint(f"{liar.url}/moved-302").select(SELECT + " #" + "x" * 3000)
    (first, form, _), (second, again, _) = liar.seen
    assert (first, second) == ("POST moved-302", "POST good")
    assert form == again


@pytest.mark.parametrize(("length", "method"), [(1, "GET"), (660, "POST")])
def test_the_length_of_the_encoded_address_decides_between_get_and_form(liar: _Server, length: int, method: str):
    Endpoint(f"{liar.url}/good").select(f"{SELECT} #{'é' * length}")  # each é is six characters in an address
    assert liar.seen[0][0] == f"{method} good"


def test_parameters_of_the_address_go_with_every_query(liar: _Server):
    Endpoint(f"{liar.url}/good?default-graph-uri=urn:a&default-graph-uri=urn:b").select(SELECT)
    assert "default-graph-uri=urn%3Aa&default-graph-uri=urn%3Ab&query=" in liar.seen[0][1]


@pytest.mark.parametrize(
    ("path", "complaint"),
    [
        ("cut", "breaks off"), ("short", "breaks off"), ("tail", "breaks off"), ("html", "answered with a web page"),
        ("typed-html", "answered with a web page"), ("max", "cut the answer short"), ("late", "cut the answer short"),
        ("big", "larger than"), ("zip", "compressed"), ("yes", "no table"), ("drip", "no whole answer in 1 s"),
        ("file", "it redirects to 'file:"), ("ftp", "it redirects to 'ftp:"), ("loop", "redirects more than 4 times"),
        ("nowhere", "answered 302"), ("chunks", "breaks off"),
    ],
)  # fmt: skip
def test_an_answer_that_cannot_be_trusted_is_refused(liar: _Server, path: str, complaint: str):
    with pytest.raises(RemoteError, match=complaint):
        _asked(liar, path, seconds=1, most=50_000)


@pytest.mark.parametrize("path", ["yes-tail", "yes-cut", "good"])
def test_a_yes_with_something_after_or_missing_is_refused(liar: _Server, path: str):
    with pytest.raises(RemoteError, match=r"breaks off|not yes or no"):
        Endpoint(f"{liar.url}/{path}").ask("ASK {}")


@pytest.mark.parametrize("path", ["triples-tail", "chunks"])
def test_a_graph_that_does_not_come_to_its_end_is_refused(liar: _Server, path: str):
    with pytest.raises(RemoteError, match="breaks off"):
        Endpoint(f"{liar.url}/{path}").construct(CONSTRUCT)


def test_a_graph_that_does_not_tell_where_it_ends_is_refused(liar: _Server):
    with pytest.raises(RemoteError, match="does not tell where it ends"):
        Endpoint(f"{liar.url}/endless").construct(CONSTRUCT)


def test_a_table_needs_not_tell_where_it_ends_since_its_text_does(liar: _Server):
    assert Endpoint(f"{liar.url}/endless").select(SELECT).rows


@pytest.mark.parametrize("path", ["virtuoso-cut", "hidden-cut"])
def test_a_graph_as_long_as_a_table_may_be_is_refused(liar: _Server, path: str):
    with pytest.raises(RemoteError, match="cut the graph short: it stops at 999"):
        Endpoint(f"{liar.url}/{path}").construct(CONSTRUCT)


@pytest.mark.parametrize("path", ["virtuoso", "triples"])
def test_a_graph_that_no_limit_has_cut_is_taken(liar: _Server, path: str):
    assert len(Endpoint(f"{liar.url}/{path}").construct(CONSTRUCT).triples) == 1000


@pytest.mark.parametrize(
    ("path", "advice"),
    [
        ("missing", "usual addresses end in /query"), ("missing-page", "404; the address usually ends in /sparql$"),
        ("html", "usual addresses end in"), ("closed", "set ITU_KG_USER and ITU_KG_PASSWORD, or ITU_KG_TOKEN"),
        ("forbidden", "set ITU_KG_USER"), ("sr186", "set ITU_KG_USER"), ("patient", "it asks to wait 86400 s"),
        ("busy", "asked up to 4 times"), ("drip", "--timeout"),
    ],
)  # fmt: skip
def test_an_error_says_what_to_do_next(liar: _Server, path: str, advice: str):
    with pytest.raises(RemoteError, match=advice):
        _asked(liar, path, seconds=1)


def test_what_a_server_says_reaches_no_terminal_as_it_is(liar: _Server):
    with pytest.raises(RemoteError) as caught:
        _asked(liar, "escape")
    assert str(caught.value).isprintable()


@pytest.mark.parametrize("path", ["recovering", "reset"])
def test_a_server_that_is_busy_or_hangs_up_is_asked_again_and_later(liar: _Server, path: str):
    waits = _Waits()
    Endpoint(f"{liar.url}/{path}", clock=waits.clock).select(SELECT)
    assert waits.waits == [0.5, 1.0]


def test_chance_spreads_the_waits(liar: _Server):
    waits: list[float] = []
    clock = Clock(time.monotonic, time.time, waits.append, lambda: 0.25)
    Endpoint(f"{liar.url}/recovering", clock=clock).select(SELECT)
    assert waits == [0.125, 0.25]


def test_a_server_that_stays_busy_is_given_up(liar: _Server):
    with pytest.raises(RemoteError, match="answered 503: Busy"):
        _asked(liar, "busy")
    assert len(liar.seen) == ATTEMPTS


def test_a_query_that_a_server_refuses_is_not_sent_again(liar: _Server):
    with pytest.raises(RemoteError):
        _asked(liar, "escape")
    assert len(liar.seen) == 1


def test_a_server_is_given_the_seconds_it_asks_for(liar: _Server):
    waits = _Waits()
    with pytest.raises(RemoteError, match="answered 429"):
        Endpoint(f"{liar.url}/limited", clock=waits.clock).select(SELECT)
    assert waits.waits == [7.0] * (ATTEMPTS - 1)


def test_a_server_is_given_the_time_it_asks_for_as_a_date(liar: _Server, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(ANSWERS, "dated", (b"", 503, {"Retry-After": formatdate(1_000_020, usegmt=True)}))
    waits = _Waits(now=1_000_000.0)
    with pytest.raises(RemoteError, match="answered 503"):
        Endpoint(f"{liar.url}/dated", clock=waits.clock).select(SELECT)
    assert waits.waits == [20.0] * (ATTEMPTS - 1)


def test_nobody_waits_past_the_deadline(liar: _Server):
    waits = _Waits()
    with pytest.raises(RemoteError, match="answered 503"):
        Endpoint(f"{liar.url}/patient", clock=waits.clock).select(SELECT)
    assert waits.waits == []


def test_a_server_that_is_not_there_is_said_to_be_so():
    with pytest.raises(RemoteError, match="nobody listens there"):
        Endpoint("http://127.0.0.1:9/query", seconds=2, clock=_Waits().clock).ask("ASK {}")


def test_a_name_that_does_not_exist_is_said_not_to():
    with pytest.raises(RemoteError, match="no such host"):
        Endpoint("http://nowhere.invalid/query", seconds=5).ask("ASK {}")


@pytest.mark.parametrize(
    "url",
    [
        "ftp://a/b", "file:///etc/passwd", "http:///x", "http://me:secret@a/", "http://a:port/", "http://a/b c",
        "http://a/?query=x", "http://a/\n",
    ],
)  # fmt: skip
def test_an_address_that_is_no_plain_http_url_is_refused_without_repeating_it(url: str):
    with pytest.raises(UsageError) as caught:
        Endpoint(url)
    assert "secret" not in str(caught.value)


def test_a_password_is_sent_when_the_server_asks_and_not_before(liar: _Server):
    Endpoint(f"{liar.url}/basic", credentials=WHO).select(SELECT)
    assert [given for *_, given in liar.seen] == [None, BASIC]


def test_a_token_is_sent_at_once(liar: _Server):
    Endpoint(f"{liar.url}/good", credentials=Credentials("environment", token=Secret("t0ken"))).select(SELECT)
    assert liar.seen[0][2] == "Bearer t0ken"


def test_another_origin_is_told_nothing(liar: _Server):
    Endpoint(f"{liar.url}/away", credentials=Credentials("environment", token=Secret("t0ken"))).select(SELECT)
    other: _Server = liar.elsewhere  # type: ignore[attr-defined]  # set by the fixture
    assert [given for *_, given in other.seen] == [None]


def test_another_origin_that_asks_who_we_are_is_told_nothing(liar: _Server, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(ANSWERS, "away", (b"", 307, {"Location": "{other}/basic"}))
    with pytest.raises(RemoteError, match="answered 401"):
        Endpoint(f"{liar.url}/away", credentials=WHO).select(SELECT)
    other: _Server = liar.elsewhere  # type: ignore[attr-defined]  # set by the fixture
    assert [given for *_, given in other.seen] == [None]


def test_a_secret_that_a_server_repeats_is_left_out(liar: _Server):
    with pytest.raises(RemoteError) as caught:
        _asked(liar, "echo", credentials=WHO)
    assert "sesame" not in str(caught.value)
    assert BASIC not in str(caught.value)


def test_what_stands_in_an_address_after_its_path_is_in_no_error(liar: _Server):
    with pytest.raises(RemoteError) as caught:
        Endpoint(f"{liar.url}/missing?key=s3cret").select(SELECT)
    assert "s3cret" not in str(caught.value)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate for 127.0.0.1 that vouches for itself, and its key."""
    folder = tmp_path_factory.mktemp("tls")
    chain, key = folder / "chain.pem", folder / "key.pem"
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-days",
        "2",
    ]
    command += ["-keyout", str(key), "-out", str(chain), "-subj", "/CN=test", "-addext", "subjectAltName=IP:127.0.0.1"]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except FileNotFoundError:
        pytest.skip("openssl is not installed")
    return chain, key


@pytest.fixture
def secure(certificate: tuple[Path, Path]) -> Iterator[_Server]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    with _Server(context) as server, _Server() as other:
        server.handler.other = other.url  # type: ignore[attr-defined]  # made above
        server.elsewhere = other  # type: ignore[attr-defined]  # for the tests that look there
        yield server


def test_a_certificate_that_nobody_vouches_for_is_refused(secure: _Server):
    with pytest.raises(RemoteError, match=r"certificate is not trusted.*ITU_KG_CA"):
        Endpoint(f"{secure.url}/good").select(SELECT)


def test_a_certificate_of_the_named_file_is_trusted(secure: _Server, certificate: tuple[Path, Path]):
    assert Endpoint(f"{secure.url}/good", ca_file=certificate[0]).select(SELECT).rows


def test_a_certificate_of_the_file_that_the_environment_names_is_trusted(
    secure: _Server, certificate: tuple[Path, Path]
):
    assert connect(f"{secure.url}/good", environment={"ITU_KG_CA": str(certificate[0])}).select(SELECT).rows


def test_nobody_is_led_from_https_to_http(secure: _Server, certificate: tuple[Path, Path]):
    with pytest.raises(RemoteError, match="redirects from https to"):
        Endpoint(f"{secure.url}/away", ca_file=certificate[0]).select(SELECT)
    other: _Server = secure.elsewhere  # type: ignore[attr-defined]  # set by the fixture
    assert other.seen == []


def test_https_to_a_server_without_it_is_said_to_be_so(liar: _Server):
    with pytest.raises(RemoteError, match=r"does not speak TLS; is it an http:// address"):
        Endpoint(f"{liar.url.replace('http', 'https')}/good").select(SELECT)


@pytest.mark.parametrize("content", [None, "no certificate"])
def test_a_file_that_holds_no_certificate_is_an_error_at_once(tmp_path: Path, content: str | None):
    path = tmp_path / "ca.pem"
    if content:
        path.write_text(content)
    with pytest.raises(AssetError, match="ITU_KG_CA"):
        Endpoint("https://a/", ca_file=path)


def test_the_deadline_must_be_some_time():
    with pytest.raises(UsageError, match="more than nothing"):
        Endpoint("http://a/", seconds=0, clock=CLOCK)
