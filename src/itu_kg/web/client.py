"""Requests to one server → its answers, each within one deadline, however little the server sends at a time.

It sends every body with its exact length and never in chunks (Virtuoso empties a graph that is put in chunks), keeps
no more than a block of it in memory, checks certificates, and follows a redirect only when it reads and only on the
same server. It repeats nothing: whether a request may be sent again is known above, by who knows what it does. What
authenticates us is in no error.
"""

from __future__ import annotations

import contextlib
import http.client
import io
import os
import socket
import ssl
import threading
import time
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import IO, TYPE_CHECKING, Self
from urllib.parse import urljoin, urlsplit

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

from itu_kg import __version__
from itu_kg.errors import AssetError, Refused, RemoteError, Unanswered
from itu_kg.web.authentication import Authenticator
from itu_kg.web.credentials import PASSWORD, USER, origin

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from urllib3 import BaseHTTPResponse

CA_FILE = "ITU_KG_CA"
"""Environment variable: a file of certificates (PEM) to trust instead of the system's."""

BLOCK = 1 << 18
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_HOPS = 5
_EXCUSE = 2000
"""How much of an error page is read."""
_BUSY = frozenset({429, 502, 503, 504})
"""Statuses after which the same request may do better a little later."""
_PROBLEMS = (HTTPError, http.client.HTTPException, OSError, ValueError)


@dataclass(frozen=True, slots=True)
class Limits:
    """What an exchange may cost: seconds for all of it, for connecting and between two signs of life; bytes read."""

    seconds: float = 600.0
    idle: float = 120.0
    connect: float = 10.0
    size: int = 4 << 30


@dataclass(frozen=True, slots=True)
class Payload:
    """A body: its media type, its length in bytes, how it is opened (anew for each sending), its content coding."""

    media_type: str
    size: int
    open: Callable[[], IO[bytes]]
    encoding: str = ""

    @classmethod
    def of(cls, data: bytes, media_type: str, *, encoding: str = "") -> Payload:
        """Give bytes as a body."""
        return cls(media_type, len(data), lambda: io.BytesIO(data), encoding)

    @classmethod
    def file(cls, path: Path, media_type: str, *, encoding: str = "") -> Payload:
        """Give a file as a body: it is sent as it is, in blocks."""
        return cls(media_type, path.stat().st_size, lambda: path.open("rb"), encoding)


class Answer:
    """A server's answer: status and headers now, its body as it is read; closed, the exchange is over."""

    def __init__(self, response: BaseHTTPResponse, url: str, limits: Limits, done: Callable[[bool], None]) -> None:
        self.status = response.status
        self.headers = response.headers
        self.url = url
        self._response = response
        self._limits = limits
        self._done = done
        self._ended = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the exchange; a body that was not read to its end costs the connection."""
        done, self._done = self._done, lambda _: None
        done(self._ended)

    def chunks(self) -> Iterator[bytes]:
        """Give the body piece by piece.

        Raises:
            Unanswered: it breaks off, or is over its time.
            RemoteError: it is larger than the limit.
        """
        size = 0
        declared = self.headers.get("content-length", "")
        try:
            while chunk := self._response.read1(BLOCK, decode_content=False):
                size += len(chunk)
                if size > self._limits.size:
                    raise RemoteError(f"the answer is larger than {self._limits.size:,} bytes", where=self.url)
                yield chunk
        except _PROBLEMS as problem:
            raise Unanswered(f"the answer breaks off: {reason(problem)}", where=self.url) from problem
        if declared.isdigit() and int(declared) != size:
            raise Unanswered(f"the answer breaks off after {size:,} of {declared} bytes", where=self.url)
        self._ended = True

    def read(self) -> bytes:
        """Give the whole body."""
        return b"".join(self.chunks())


class Client:
    """Talks to the server of one address; what it learns of authentication stays with it. Not for several threads.

    Args:
        url: any address of the server: requests to another are refused.
        authenticator: who we are.
        limits: what an exchange may cost.
        ca_file: certificates to trust instead of the system's.
    """

    def __init__(
        self,
        url: str,
        authenticator: Authenticator | None = None,
        *,
        limits: Limits = Limits(),
        ca_file: Path | None = None,
    ) -> None:
        self.origin = origin(url)
        self.limits = limits
        self._authenticator = authenticator or Authenticator(url, None)
        self._tls = _context(ca_file) if self.origin.startswith("https:") else None
        self._connection: HTTPConnection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def send(
        self,
        method: str,
        url: str,
        *,
        accept: str = "",
        payload: Payload | None = None,
        limits: Limits | None = None,
    ) -> Answer:
        """Send a request and give the answer when its headers are there.

        Args:
            method: the method; GET and HEAD follow redirects on the same server.
            url: the address.
            accept: the media type wanted.
            payload: the body.
            limits: what this exchange may cost.

        Raises:
            Unanswered: no answer came, or not all of it; says whether the server may have acted.
            Refused: the server answered with an error status.
            RemoteError: it redirects elsewhere, or its certificate is not to be trusted.
        """
        limits = limits or self.limits
        until = time.monotonic() + limits.seconds
        for _ in range(_HOPS):
            answer = self._authenticated(method, url, accept, payload, limits, until)
            if answer.status not in _REDIRECTS:
                if answer.status >= 400:
                    raise _refused(answer)
                return answer
            answer.close()
            url = self._redirected(method, url, answer.headers.get("location", ""))
        raise RemoteError(f"more than {_HOPS} redirects", where=url)

    def _authenticated(
        self, method: str, url: str, accept: str, payload: Payload | None, limits: Limits, until: float
    ) -> Answer:
        """Send a request, again with an answer to the server's challenge if there is one: a 401 has done nothing."""
        who = self._authenticator
        if payload is not None and payload.size > 1024 and who.asks_first:
            bare = urlsplit(url)._replace(query="", fragment="").geturl()
            with self._exchange("GET", bare, "", None, limits, until) as asked:
                if asked.status == 401:
                    who.learn(asked.headers.getlist("www-authenticate"), tried=False)
        for last in (False, False, True):
            tried = who.ready
            answer = self._exchange(method, url, accept, payload, limits, until)
            if answer.status != 401 or last:
                return answer
            if not who.learn(answer.headers.getlist("www-authenticate"), tried=tried):
                return answer
            with contextlib.suppress(RemoteError):
                answer.read()  # a small page; read to its end, the connection can be used again
            answer.close()
        raise AssertionError  # pragma: no cover  the loop returns

    def _exchange(
        self, method: str, url: str, accept: str, payload: Payload | None, limits: Limits, until: float
    ) -> Answer:
        parts = urlsplit(url)
        if origin(url) != self.origin:
            raise RemoteError("is another server", where=url, hint=f"this client talks to {self.origin}")
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        headers = {"Accept-Encoding": "identity", "User-Agent": f"itu-kg/{__version__}"}
        if accept:
            headers["Accept"] = accept
        if payload is not None:
            headers |= {"Content-Type": payload.media_type, "Content-Length": str(payload.size)}
            if payload.encoding:
                headers["Content-Encoding"] = payload.encoding
        if authorization := self._authenticator.header(method, target):
            headers["Authorization"] = authorization
        # A connection that was used before may be closed by the other side at the moment it is used again; then nobody
        # knows whether the request arrived. What cannot be repeated gets a new one.
        if method == "POST":
            self.close()
        reused = self._connection is not None
        connection = self._connected(url, limits, until)
        watch = _Watch(connection, until)
        try:
            response = _roundtrip(connection, method, target, headers, payload)
        except _PROBLEMS as problem:
            late = watch.stop()
            self.close()
            if reused and not late and not isinstance(problem, TimeoutError):
                try:
                    return self._exchange(method, url, accept, payload, limits, until)
                except Unanswered as again:
                    again.sent = True  # the first sending may have arrived
                    raise
            raise self._unanswered(problem, url, limits, late=late, sent=True) from problem
        except BaseException:
            watch.stop()
            self.close()
            raise

        def done(whole: bool) -> None:  # noqa: FBT001  a callback with one argument
            late = watch.stop()
            if not whole or late or response.headers.get("connection", "").lower() == "close":
                self.close()

        return Answer(response, url, limits, done)

    def _connected(self, url: str, limits: Limits, until: float) -> HTTPConnection:
        if self._connection is not None and self._connection.sock is not None:
            self._connection.sock.settimeout(limits.idle)
            return self._connection
        self.close()
        parts = urlsplit(self.origin)
        left = until - time.monotonic()
        if left <= 0:
            raise Unanswered("no time is left", where=url, sent=False)
        timeout = min(limits.connect, left)
        host, port = parts.hostname or "", parts.port
        connection: HTTPConnection = (
            HTTPSConnection(host, port, timeout=timeout, blocksize=BLOCK, ssl_context=self._tls)
            if self._tls
            else HTTPConnection(host, port, timeout=timeout, blocksize=BLOCK)
        )
        try:
            connection.connect()
        except _PROBLEMS as problem:
            connection.close()
            raise self._unanswered(problem, url, limits, late=False, sent=False) from problem
        connection.sock.settimeout(limits.idle)
        self._connection = connection
        return connection

    def _redirected(self, method: str, url: str, location: str) -> str:
        to = urljoin(url, location)
        shown = to.partition("?")[0]
        if not location:
            raise RemoteError("redirects to nowhere", where=url)
        if method not in ("GET", "HEAD"):
            raise RemoteError(f"redirects a write to {shown}", where=url, hint="give that address, if it is right")
        if urlsplit(to).scheme not in ("http", "https") or urlsplit(to).username or origin(to) != self.origin:
            raise RemoteError(
                "redirects to another server", where=url, hint=f"give that address, if it is right: {shown}"
            )
        return to

    def _unanswered(self, problem: Exception, url: str, limits: Limits, *, late: bool, sent: bool) -> RemoteError:
        if "CERTIFICATE_VERIFY_FAILED" in str(problem):
            why = getattr(problem.__cause__, "verify_message", "") or "not issued by anybody we trust"
            hint = f"--ca-file or {CA_FILE} names the certificates to trust"
            return RemoteError(f"its certificate is not to be trusted: {why}", where=url, hint=hint)
        if late:
            return Unanswered(f"no whole answer in {limits.seconds:g} s", where=url, sent=sent)
        return Unanswered(f"{'broke off' if sent else 'cannot be reached'}: {reason(problem)}", where=url, sent=sent)


class _Watch:
    """Ends a connection when its time is over, whatever it is doing."""

    def __init__(self, connection: HTTPConnection, until: float) -> None:
        self._late = False
        self._socket = connection.sock
        self._timer = threading.Timer(max(0.0, until - time.monotonic()), self._end)
        self._timer.daemon = True
        self._timer.start()

    def stop(self) -> bool:
        """Stop watching; say whether the time was over."""
        self._timer.cancel()
        return self._late

    def _end(self) -> None:
        self._late = True
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)


def _roundtrip(
    connection: HTTPConnection, method: str, target: str, headers: dict[str, str], payload: Payload | None
) -> BaseHTTPResponse:
    with payload.open() if payload else contextlib.nullcontext() as body:
        try:
            connection.request(method, target, body=body, headers=headers, preload_content=False, decode_content=False)
        except (BrokenPipeError, ConnectionResetError):
            # A server may answer before it has read everything, and hang up: its answer says why.
            with contextlib.suppress(*_PROBLEMS):
                return connection.getresponse()
            raise
        return connection.getresponse()


def _refused(answer: Answer) -> Refused:
    """Make an error of an answer: its status, the first line of what it says, and what to do about it."""
    said = b""
    with contextlib.suppress(RemoteError):
        for chunk in answer.chunks():
            said += chunk
            if len(said) > _EXCUSE:
                break
    answer.close()
    hints = {
        401: f"set {USER} and {PASSWORD}, or put them into netrc",
        403: "this user may not do that",
        404: "is the address right?",
        413: "the store takes no body of this size",
    }
    status = answer.status
    words = excuse(said)
    return Refused(
        f"answered {status}{f': {words}' if words else ''}",
        where=answer.url.partition("?")[0],
        hint=hints.get(status, "try again later" if status in _BUSY else ""),
        status=status,
        wait=_wait(answer.headers.get("retry-after", "")),
        busy=status in _BUSY,
        said=said.decode("utf-8", "replace"),
    )


def excuse(page: bytes) -> str:
    """Give the first words of an error page, without its markup."""
    import re  # noqa: PLC0415  for errors alone

    text = re.sub(r"(?is)<(script|style|title)\b.*?</\1>|<[^>]*>", " ", page.decode("utf-8", "replace"))
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:200]


def reason(problem: BaseException) -> str:
    """Say in a few words what went wrong on the wire."""
    while isinstance(problem, HTTPError) and isinstance(problem.__cause__, OSError):
        problem = problem.__cause__
    if isinstance(problem, TimeoutError):
        return "it stays silent"
    if isinstance(problem, OSError) and problem.strerror:
        return problem.strerror.lower()
    if isinstance(problem, http.client.RemoteDisconnected):
        return "it closed the connection without an answer"
    words = str(problem).splitlines()
    return words[0][:200] if words else type(problem).__name__


def _wait(value: str) -> float | None:
    """Read Retry-After (RFC 9110 §10.2.3): seconds, or a date."""
    if value.strip().isdigit():
        return float(value)
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time.time())
    except (ValueError, TypeError):
        return None


def _context(ca_file: Path | None) -> ssl.SSLContext:
    named = str(ca_file) if ca_file else os.environ.get(CA_FILE)
    try:
        return ssl.create_default_context(cafile=named)
    except (OSError, ssl.SSLError) as problem:
        raise AssetError("holds no certificates that can be read", where=named or CA_FILE) from problem
