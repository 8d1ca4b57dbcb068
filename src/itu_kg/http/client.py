"""Requests to one server → its answers, each within one deadline, however little the server sends at a time.

urllib3 keeps the connections, goes through proxies, checks certificates and repeats; redirects are followed here, one
hop at a time, since each has its own proxy, its own right to know who we are, and rules: to http and https alone, never
from https to http, no body to another server, and for a client that may change something only reads, on its own server.
Every body is sent with its exact length and never in chunks (Virtuoso empties a graph that is put in chunks). What
authenticates us is in no error. A page is fetched only when a person gave its address, and tells no server who we are.
"""

from __future__ import annotations

import contextlib
import os
import time
from dataclasses import dataclass, replace
from email.message import Message
from pathlib import Path
from typing import Self
from urllib.parse import urljoin, urlsplit

from urllib3 import PoolManager, Timeout

from itu_kg.errors import RemoteError, UsageError
from itu_kg.http.auth import Authenticator
from itu_kg.http.connection import Watch, bare, bound, manager, proxy_for, trust
from itu_kg.http.credentials import CA_FILE, origin
from itu_kg.http.messages import PROBLEMS, Answer, Limits, Payload, Request, plain, refused, unanswered
from itu_kg.http.retry import CLOCK, Clock, Patience

_HOPS = 4
_WORTH_ASKING = 1024
"""The bytes of a body from which on a server is asked first who may send it."""


class Client:
    """Talks to the server of one address; what it learns of authentication stays with it. Not for several threads.

    Args:
        url: any address of the server: requests to another are refused.
        authenticator: who we are there; no other server is told.
        limits: what an exchange may cost.
        ca_file: certificates (PEM) to trust instead of the system's; without it those of ITU_KG_CA.
        reading: nothing that is sent changes anything: it is repeated while the server is busy, and redirects to other
            servers are followed.
        public: private and loopback addresses are refused.
        clock: how waits between repetitions pass.

    Raises:
        UsageError: it is no plain http or https address.
        AssetError: the certificates cannot be read.
    """

    def __init__(  # noqa: PLR0913  all that an exchange depends on
        self,
        url: str,
        authenticator: Authenticator | None = None,
        *,
        limits: Limits | None = None,
        ca_file: Path | None = None,
        reading: bool = False,
        public: bool = False,
        clock: Clock = CLOCK,
    ) -> None:
        self.origin = origin(url)
        self.limits = limits or Limits()
        self._authenticator = authenticator or Authenticator(url, None)
        self._ca_file = str(ca_file) if ca_file else os.environ.get(CA_FILE) or None
        if self._ca_file:
            trust(self._ca_file)
        self._reading, self._public, self._clock = reading, public, clock
        self._proxies: dict[str, str] = {}
        self._managers: dict[tuple[str, str], PoolManager] = {}
        self._watch: Watch
        self._kinds = bound(lambda: self._watch)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def host(self) -> str:
        """The server's name or address."""
        return urlsplit(self.origin).hostname or ""

    def close(self) -> None:
        """Close the connections."""
        for each in self._managers.values():
            each.clear()

    def send(  # noqa: PLR0913  all that a request has
        self,
        method: str,
        url: str,
        *,
        accept: str = "",
        payload: Payload | None = None,
        limits: Limits | None = None,
        until: float | None = None,
    ) -> Answer:
        """Send a request and give the answer when its headers are there.

        Args:
            method: the method.
            url: the address.
            accept: the media type wanted.
            payload: the body.
            limits: what this exchange may cost.
            until: its end by the monotonic clock, if others share the time.

        Raises:
            Unanswered: no answer came, or not all of it; says whether the server may have acted.
            Refused: the server answered with another status than of success.
            RemoteError: it redirects where nobody follows, or its certificate is not to be trusted.
        """
        if origin(url) != self.origin:
            raise RemoteError("is another server", where=url, hint=f"this client talks to {self.origin}")
        limits = limits or self.limits
        request = Request(method, url, accept, payload, limits, until or time.monotonic() + limits.seconds)
        for _ in range(_HOPS + 1):
            answer = self._authenticated(request)
            if not answer.location:
                if not 200 <= answer.status < 300:
                    raise refused(answer, self._authenticator.credentials)
                return answer
            answer.close()
            request = self._redirected(request, answer)
        raise RemoteError(f"redirects more than {_HOPS} times", where=url.partition("?")[0])

    def _authenticated(self, request: Request) -> Answer:
        """Send a request, again with an answer to the server's challenge if there is one: a 401 has done nothing."""
        who, payload = self._authenticator, request.payload
        if origin(request.url) != self.origin:
            return self._exchange(request)
        if payload is not None and payload.size > _WORTH_ASKING and who.asks_first:
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
        limits, left = request.limits, request.until - time.monotonic()
        if left <= 0:
            raise request.late(sent=False)
        where = origin(request.url)
        if where not in self._proxies:
            self._proxies[where] = proxy_for(where)
        proxy = self._proxies[where]
        if request.method == "POST" and not self._reading:
            # A connection that was used before may be closed at the moment it is used again; then nobody knows whether
            # the request arrived. What cannot be repeated gets a new one.
            self.close()
        via = urlsplit(proxy).hostname or ""

        def authorization(method: str, target: str) -> str | None:
            if where != self.origin:
                return None
            if not target.startswith("/"):  # whole, where a proxy is to read it
                target = urlsplit(target)._replace(scheme="", netloc="").geturl()
            return self._authenticator.header(method, target, via=via)

        watch = self._watch = Watch(request.until, limits.idle, authorization, public=self._public)
        try:
            response = self._pools(request.url, proxy).urlopen(
                request.method,
                request.url,
                body=request.payload,
                headers=request.headers,
                redirect=False,
                retries=Patience(watch, self._clock, reading=self._reading),
                timeout=Timeout(connect=min(limits.connect, 0.8 * left), read=min(limits.idle, left + 1)),
                preload_content=False,
                decode_content=False,
            )
        except PROBLEMS as problem:
            late = watch.stop()
            raise unanswered(problem, request, late=late, sent=watch.sent, proxy=bare(proxy)) from problem
        except BaseException:
            watch.stop()
            self.close()
            raise
        return Answer(response, request, watch)

    def _pools(self, url: str, proxy: str) -> PoolManager:
        scheme = urlsplit(url).scheme
        key = (scheme, proxy)
        if key not in self._managers:
            self._managers[key] = manager(url, proxy, self._ca_file)
        pool = self._managers[key].connection_from_url(url)
        pool.ConnectionCls = self._kinds[pool.scheme or scheme]
        return self._managers[key]

    def _redirected(self, request: Request, answer: Answer) -> Request:
        """Follow a redirect, or refuse to."""
        to, shown = urljoin(request.url, answer.location), ""
        if to.isprintable() and "@" not in to:
            shown = to.partition("?")[0]
        named = repr(shown[:80]) if shown else "an odd address"
        hint = f"give that address, if it is right: {shown}" if shown else "it is not followed"
        try:
            elsewhere = origin(to) != origin(request.url)
        except UsageError as problem:
            raise RemoteError(f"redirects to {named}", where=request.shown, hint="it is not followed") from problem
        if request.method not in ("GET", "HEAD") and not self._reading:
            raise RemoteError(f"redirects a write to {plain(named)}", where=request.shown, hint=hint)
        if elsewhere and not self._reading:
            raise RemoteError("redirects to another server", where=request.shown, hint=hint)
        if request.url.startswith("https:") and to.startswith("http:"):
            raise RemoteError(f"redirects from https to {named}", where=request.shown, hint="nothing was sent there")
        if answer.status == 303:
            return replace(request, method="HEAD" if request.method == "HEAD" else "GET", url=to, payload=None)
        if elsewhere and request.payload is not None:
            raise RemoteError(f"redirects what is sent to {named}", where=request.shown, hint=hint)
        return replace(request, url=to)


PAGE = Limits(seconds=30.0, idle=30.0, size=20_000_000)
"""What a page may cost, redirects and repetitions included."""


@dataclass(frozen=True, slots=True)
class Page:
    """The bytes of an answer, its media type without parameters, its charset if declared, and where it was found."""

    url: str
    body: bytes
    media_type: str
    charset: str | None


def fetch(url: str, limits: Limits = PAGE, *, private: bool = False) -> Page:
    """Fetch one address; `private` lets it lead into private networks.

    Raises:
        UsageError: the address is not http(s), or leads to a private one.
        RemoteError: the server refuses, answers with an error, too much, or too slowly.
    """
    with Client(url, limits=limits, reading=True, public=not private) as client, client.send("GET", url) as answer:
        body, kind = answer.read(), Message()
        kind["Content-Type"] = named = answer.headers.get("content-type", "")
        return Page(answer.url, body, kind.get_content_type() if named else "", kind.get_content_charset())
