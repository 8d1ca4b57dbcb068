"""Requests to one server → its answers, each within one deadline, however little the server sends at a time.

It sends every body with its exact length and never in chunks (Virtuoso empties a graph that is put in chunks), keeps
no more than a block of it in memory, checks certificates, and follows a redirect only when it reads and only on the
same server. It repeats nothing: whether a request may be sent again is known above, by who knows what it does. What
authenticates us is in no error.
"""

from __future__ import annotations

import contextlib
import os
import socket
import ssl
import threading
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Self
from urllib.parse import urljoin, urlsplit

from urllib3.connection import HTTPConnection, HTTPSConnection

from itu_kg import __version__
from itu_kg.errors import AssetError, RemoteError, Unanswered
from itu_kg.web.authentication import Authenticator
from itu_kg.web.credentials import CA_FILE, origin
from itu_kg.web.exchange import BLOCK, PROBLEMS, Answer, Limits, Payload, Request, reason, refused

if TYPE_CHECKING:
    from pathlib import Path

    from urllib3 import BaseHTTPResponse

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_HOPS = 5


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
        limits: Limits | None = None,
        ca_file: Path | None = None,
    ) -> None:
        self.origin = origin(url)
        self.limits = limits or Limits()
        self._authenticator = authenticator or Authenticator(url, None)
        self._tls = _context(ca_file) if self.origin.startswith("https:") else None
        self._connection: HTTPConnection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def host(self) -> str:
        """The server's name or address."""
        return urlsplit(self.origin).hostname or ""

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
        request = Request(method, url, accept, payload, limits, until=time.monotonic() + limits.seconds)
        for _ in range(_HOPS):
            answer = self._authenticated(request)
            if answer.status not in _REDIRECTS:
                if answer.status >= 400:
                    raise refused(answer)
                return answer
            answer.close()
            request = replace(request, url=self._redirected(request, answer.headers.get("location", "")))
        raise RemoteError(f"more than {_HOPS} redirects", where=url)

    def _authenticated(self, request: Request) -> Answer:
        """Send a request, again with an answer to the server's challenge if there is one: a 401 has done nothing."""
        who = self._authenticator
        if request.payload is not None and request.payload.size > 1024 and who.asks_first:
            bare = urlsplit(request.url)._replace(query="", fragment="").geturl()
            with self._exchange(replace(request, method="GET", url=bare, payload=None)) as asked:
                if asked.status == 401:
                    who.learn(asked.headers.getlist("www-authenticate"), tried=False)
        for last in (False, False, True):
            tried = who.ready
            answer = self._exchange(request)
            if answer.status != 401 or last:
                return answer
            if not who.learn(answer.headers.getlist("www-authenticate"), tried=tried):
                return answer
            with contextlib.suppress(RemoteError):
                answer.read()  # a small page; read to its end, the connection can be used again
            answer.close()
        raise AssertionError  # pragma: no cover  the loop returns

    def _exchange(self, request: Request) -> Answer:
        if origin(request.url) != self.origin:
            raise RemoteError("is another server", where=request.url, hint=f"this client talks to {self.origin}")
        # A connection that was used before may be closed by the other side at the moment it is used again; then nobody
        # knows whether the request arrived. What cannot be repeated gets a new one.
        if request.method == "POST":
            self.close()
        used = self._connection is not None
        try:
            return self._once(request)
        except Unanswered:
            if not used or request.until <= time.monotonic():
                raise
        try:
            return self._once(request)
        except Unanswered as problem:
            problem.sent = True  # the first sending may have arrived
            raise

    def _once(self, request: Request) -> Answer:
        connection = self._connected(request)
        watch = _Watch(connection, request.until)
        try:
            response = self._roundtrip(connection, request)
        except PROBLEMS as problem:
            late = watch.stop()
            self.close()
            raise _unanswered(problem, request, late=late, sent=True) from problem
        except BaseException:
            watch.stop()
            self.close()
            raise

        def done(whole: bool) -> bool:  # noqa: FBT001  a callback with one argument
            late = watch.stop()
            if not whole or late or response.headers.get("connection", "").lower() == "close":
                self.close()
            return late

        return Answer(response, request.url, request.limits, done)

    def _roundtrip(self, connection: HTTPConnection, request: Request) -> BaseHTTPResponse:
        parts, payload = urlsplit(request.url), request.payload
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        headers = {"Accept-Encoding": "identity", "User-Agent": f"itu-kg/{__version__}"}
        if request.accept:
            headers["Accept"] = request.accept
        if payload is not None:
            headers |= {"Content-Type": payload.media_type, "Content-Length": str(payload.size)}
            if payload.encoding:
                headers["Content-Encoding"] = payload.encoding
        if authorization := self._authenticator.header(request.method, target):
            headers["Authorization"] = authorization
        with payload.open() if payload else contextlib.nullcontext() as body:
            try:
                connection.request(
                    request.method, target, body=body, headers=headers, preload_content=False, decode_content=False
                )
            except (BrokenPipeError, ConnectionResetError):
                # A server may answer before it has read everything, and hang up: its answer says why.
                with contextlib.suppress(*PROBLEMS):
                    return connection.getresponse()
                raise
            return connection.getresponse()

    def _connected(self, request: Request) -> HTTPConnection:
        limits = request.limits
        if self._connection is not None and self._connection.sock is not None:
            self._connection.timeout = limits.idle
            return self._connection
        self.close()
        parts = urlsplit(self.origin)
        left = request.until - time.monotonic()
        if left <= 0:
            raise Unanswered("no time is left", where=request.url, sent=False)
        timeout = min(limits.connect, left)
        host, port = parts.hostname or "", parts.port
        connection: HTTPConnection = (
            HTTPSConnection(host, port, timeout=timeout, blocksize=BLOCK, ssl_context=self._tls)
            if self._tls
            else HTTPConnection(host, port, timeout=timeout, blocksize=BLOCK)
        )
        try:
            connection.connect()
        except PROBLEMS as problem:
            connection.close()
            raise _unanswered(problem, request, late=False, sent=False) from problem
        connection.timeout = limits.idle  # set on the socket with each request
        self._connection = connection
        return connection

    def _redirected(self, request: Request, location: str) -> str:
        to = urljoin(request.url, location)
        shown = to.partition("?")[0]
        if not location:
            raise RemoteError("redirects to nowhere", where=request.url)
        if request.method not in ("GET", "HEAD"):
            raise RemoteError(
                f"redirects a write to {shown}", where=request.url, hint="give that address, if it is right"
            )
        if urlsplit(to).scheme not in ("http", "https") or urlsplit(to).username or origin(to) != self.origin:
            hint = f"give that address, if it is right: {shown}"
            raise RemoteError("redirects to another server", where=request.url, hint=hint)
        return to


def _unanswered(problem: Exception, request: Request, *, late: bool, sent: bool) -> RemoteError:
    url = request.url.partition("?")[0]
    if "CERTIFICATE_VERIFY_FAILED" in str(problem):
        why = getattr(problem.__cause__, "verify_message", "") or "not issued by anybody we trust"
        hint = f"--ca-file or {CA_FILE} names the certificates to trust"
        return RemoteError(f"its certificate is not to be trusted: {why}", where=url, hint=hint)
    if late:
        return Unanswered(f"no whole answer in {request.limits.seconds:g} s", where=url, sent=sent)
    hint = "" if sent else "is it running, and is the address right?"
    return Unanswered(
        f"{'broke off' if sent else 'cannot be reached'}: {reason(problem)}", where=url, sent=sent, hint=hint
    )


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


def _context(ca_file: Path | None) -> ssl.SSLContext:
    named = str(ca_file) if ca_file else os.environ.get(CA_FILE)
    try:
        return ssl.create_default_context(cafile=named)
    except (OSError, ssl.SSLError) as problem:
        raise AssetError("holds no certificates that can be read", where=named or CA_FILE) from problem
