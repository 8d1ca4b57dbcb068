"""What is sent to a server and what comes back: bodies with their length, answers as they are read, errors from both.

An answer ends where its length or its last chunk says, else it broke off. None is accepted compressed, since nobody
knows how large it grows. An error holds the beginning of what the server says, and nothing that tells who we are.
"""

from __future__ import annotations

import contextlib
import http.client
import re
import socket
import ssl
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Self

from urllib3.exceptions import HTTPError
from urllib3.exceptions import TimeoutError as Silence

from itu_kg import __version__
from itu_kg.errors import Refused, RemoteError, Unanswered
from itu_kg.http.connection import BLOCK, Watch
from itu_kg.http.credentials import CA_FILE, PASSWORD, USER, Credentials
from itu_kg.http.retry import BUSY, after, cause

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse


PROBLEMS = (HTTPError, http.client.HTTPException, OSError, ValueError)
"""What the libraries below raise when a connection fails."""
MOST_ROWS = "X-SPARQL-MaxRows"
_EXCUSE = 2000
"""How much of an error page is read."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What an exchange may cost: seconds for all of it, for connecting and between two signs of life; bytes read."""

    seconds: float = 600.0
    idle: float = 120.0
    connect: float = 10.0
    size: int = 4 << 30


@dataclass(frozen=True, slots=True)
class Payload:
    """A body of known length: bytes or a file, with bytes before it; each iteration gives all of it, in blocks."""

    media_type: str
    size: int
    content: bytes | Path
    encoding: str = ""
    lead: bytes = b""

    @classmethod
    def of(cls, data: bytes, media_type: str, *, encoding: str = "") -> Self:
        """Bytes as a body."""
        return cls(media_type, len(data), data, encoding)

    @classmethod
    def file(cls, path: Path, media_type: str, *, encoding: str = "") -> Self:
        """A file as a body, sent as it is."""
        return cls(media_type, path.stat().st_size, path, encoding)

    def after(self, lead: bytes) -> Self:
        """The same body with something before it."""
        return replace(self, size=self.size + len(lead), lead=lead + self.lead)

    def __iter__(self) -> Iterator[bytes]:
        """Its bytes, block by block."""
        if self.lead:
            yield self.lead
        if isinstance(self.content, bytes):
            yield self.content
            return
        with self.content.open("rb") as stream:
            while block := stream.read(BLOCK):
                yield block


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be sent: method, address, the media type wanted, a body; what it may cost, and until when."""

    method: str
    url: str
    accept: str
    payload: Payload | None
    limits: Limits
    until: float

    @property
    def headers(self) -> dict[str, str]:
        """Its headers, but for what says who we are."""
        headers = {"Accept-Encoding": "identity", "User-Agent": f"itu-kg/{__version__}", "Accept": self.accept or "*/*"}
        if body := self.payload:
            headers |= {"Content-Type": body.media_type, "Content-Length": str(body.size)}
            headers |= {"Content-Encoding": body.encoding} if body.encoding else {}
        return headers

    @property
    def shown(self) -> str:
        """The address as people may see it."""
        return self.url.partition("?")[0]

    def late(self, *, sent: bool = True) -> Unanswered:
        """The error of an exchange that is over its time."""
        return Unanswered(f"no whole answer in {self.limits.seconds:g} s", where=self.shown, sent=sent)


class Answer:
    """A server's answer: status and headers now, its body as it is read; closed, the exchange is over."""

    def __init__(self, response: BaseHTTPResponse, request: Request, watch: Watch) -> None:
        self.status = response.status
        self.headers = response.headers
        self.url = request.url
        self._response, self._request, self._watch = response, request, watch

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def ends(self) -> bool:
        """Whether it tells where it ends: a body that ends with the connection ends likewise when that breaks."""
        return "content-length" in self.headers or "transfer-encoding" in self.headers

    @property
    def cut(self) -> str:
        """The name of the header by which Virtuoso says that this is not all there is; "" without one."""
        return next((name for name in (MOST_ROWS, "X-SQL-State") if self.headers.get(name)), "")

    @property
    def location(self) -> str:
        """Where it redirects to, if it does."""
        return self._response.get_redirect_location() or ""

    def close(self) -> None:
        """End the exchange; a body that was not read to its end costs the connection."""
        self._watch.stop()
        if not self._response.closed:
            self._response.close()
        self._response.release_conn()

    def chunks(self) -> Iterator[bytes]:
        """The body, piece by piece.

        Raises:
            Unanswered: it breaks off, or is over its time.
            RemoteError: it is larger than the limit, or compressed.
        """
        shown, limits = self._request.shown, self._request.limits
        if self.headers.get("content-encoding", "identity").lower() != "identity":
            raise RemoteError("sent a compressed answer though none was asked for", where=shown)
        size = 0
        try:
            while chunk := self._response.read1(BLOCK, decode_content=False):
                size += len(chunk)
                if size > limits.size:
                    raise RemoteError(f"the answer is larger than {limits.size:,} bytes", where=shown)
                yield chunk
        except PROBLEMS as problem:
            self._response.close()
            if self._watch.stop():
                raise self._request.late() from problem
            raise Unanswered(f"the answer breaks off after {size:,} bytes", where=shown) from problem
        # A connection that was cut when its time was over may end like an answer without a length.
        if self._watch.stop():
            raise self._request.late()

    def read(self) -> bytes:
        """The whole body; errors as of `chunks`."""
        return b"".join(self.chunks())


def refused(answer: Answer, who: Credentials | None) -> Refused:
    """An error of an answer: its status, the first line of what it says, and what to do about it."""
    body = b""
    with contextlib.suppress(RemoteError), answer:
        for chunk in answer.chunks():
            body += chunk
            if len(body) >= _EXCUSE:
                break
    text = body[:_EXCUSE].decode("utf-8", "replace")
    text = who.hidden(text) if who else text
    hints = {
        401: f"set {USER} and {PASSWORD}, or put them into netrc",
        403: "this user may not do that",
        404: "is the address right?",
        407: "the proxy wants a user and a password: http://USER:PASSWORD@HOST:PORT in http_proxy or https_proxy",
        413: "the store takes no body of this size",
    }
    status, words = answer.status, _first_line(text)
    return Refused(
        f"answered {status}{f': {words}' if words else ''}",
        where=answer.url.partition("?")[0],
        hint=hints.get(status, "try again later" if status in BUSY else ""),
        status=status,
        wait=after(answer.headers.get("retry-after", "")),
        busy=status in BUSY,
        body=text,
        server=answer.headers.get("server", ""),
    )


def unanswered(problem: Exception, request: Request, *, late: bool, sent: bool, proxy: str) -> RemoteError:
    """An error of an exchange that failed: what, and what to do next."""
    if late and sent:
        return request.late()
    inner = cause(problem)
    if isinstance(inner, ssl.SSLCertVerificationError):
        why = f"its certificate is not trusted: {plain(inner.verify_message)}"
        return RemoteError(why, where=request.shown, hint=f"--ca-file FILE or {CA_FILE} names whom to trust")
    what, hint = _happened(inner, request.limits.idle, sent=sent)
    if proxy and not sent:
        what, hint = f"the proxy {proxy}: {what}", "http_proxy or https_proxy names it"
    return Unanswered(what, where=request.shown, sent=sent, hint=hint)


def plain(text: str) -> str:
    """A text on one line without what is not printable, and not too much of it."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:200]


def _first_line(page: str) -> str:
    text = re.sub(r"(?is)<(script|style|title)\b.*?</\1>|<[^>]*>", " ", page) if "<" in page else page
    return plain(next((line for line in text.splitlines() if line.strip()), ""))


_HAPPENED = (
    ((socket.gaierror, UnicodeError), "no such host", "is the name spelt right?"),
    ((ConnectionRefusedError,), "nobody listens there", "is the server running, and the port right?"),
    # What drops a connection in the place of a status line is both; so are the errors of TLS and of the system.
    ((ConnectionError, ssl.SSLEOFError), "it drops the connection", "try later"),
    ((http.client.BadStatusLine,), "it does not speak HTTP", "is it an https:// address, or another service's port?"),
)


def _happened(problem: BaseException, idle: float, *, sent: bool) -> tuple[str, str]:
    off = "broke off" if sent else "cannot be reached"
    if getattr(problem, "reason", "") in {"WRONG_VERSION_NUMBER", "UNKNOWN_PROTOCOL", "RECORD_LAYER_FAILURE"}:
        return f"{off}: it does not speak TLS", "is it an http:// address?"
    for kinds, what, hint in _HAPPENED:
        if isinstance(problem, kinds):
            return f"{off}: {what}", hint
    if isinstance(problem, TimeoutError | Silence):
        if sent:
            return f"{off}: it stays silent for {idle:g} s", "try later"
        return f"{off}: no connection in time", "are host and port right, and is it http:// or https://?"
    words = problem.strerror if isinstance(problem, OSError) else ""
    return f"{off}: {plain(words or str(problem)) or type(problem).__name__}", "is the address right?"
