"""A request of urllib → its response: over http and https only, as one user to one origin, with redirects bounded.

Refuses to follow a redirect to another scheme or from https to http, and to tell another origin who we are.
"""

from __future__ import annotations

import http.client
import ssl
import urllib.request
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from itu_kg.errors import AssetError, RemoteError, UsageError
from itu_kg.web.credentials import origin

if TYPE_CHECKING:
    from http.client import HTTPMessage
    from pathlib import Path

    from itu_kg.web.authentication import Authenticator

_HOPS = 4
_TRIES = 3
_CONNECTING = 10.0
"""Seconds to connect in, at the most; of a shorter deadline, the larger part."""


def opener(url: str, authenticator: Authenticator, ca_file: Path | None) -> urllib.request.OpenerDirector:
    """Make an opener for one exchange; nothing of it is known to the rest of the process.

    Args:
        url: an address of the origin that is told who we are.
        authenticator: who we are there.
        ca_file: certificates (PEM) to trust instead of the system's.
    """
    made = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        _Opening(ca_file),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
        _Redirects(),
        _Authentication(origin(url), authenticator),
    ):
        made.add_handler(handler)
    return made


@cache
def trust(ca_file: Path | None) -> ssl.SSLContext:
    """Make the terms of TLS: certificates are checked, by those of a file or the system's.

    Raises:
        AssetError: the file cannot be read, or holds no certificate.
    """
    try:
        return ssl.create_default_context(cafile=ca_file)
    except OSError as problem:
        said = "holds no certificate (PEM)" if isinstance(problem, ssl.SSLError) else "cannot be read"
        raise AssetError(said, where=str(ca_file), hint="--ca-file or ITU_KG_CA named it") from problem


class ConnectingError(OSError):
    """No connection came about in time, TLS included."""


class _Connection(http.client.HTTPConnection):
    """Gives up connecting, and the handshake of TLS, before it gives up waiting for an answer."""

    def connect(self) -> None:
        whole = self.timeout
        self.timeout = min(0.8 * whole, _CONNECTING) if whole else _CONNECTING
        try:
            super().connect()
        except TimeoutError as problem:
            raise ConnectingError(f"no connection in {self.timeout:.1f} s") from problem
        self.sock.settimeout(whole)

    def request(self, method: str, url: str, body: Any = None, headers: Any = None, **options: Any) -> None:
        """Send a request without urllib's `Connection: close`: some servers then do not tell where an answer ends."""
        kept = {name: value for name, value in dict(headers or {}).items() if name.lower() != "connection"}
        super().request(method, url, body, kept, **options)


class _SecureConnection(_Connection, http.client.HTTPSConnection):
    """The same over TLS."""


class _Opening(urllib.request.AbstractHTTPHandler):
    """Opens http and https addresses; reads certificates only for https, since that is dear."""

    def __init__(self, ca_file: Path | None) -> None:
        super().__init__()
        self._ca_file = ca_file

    def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(_Connection, req)

    def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(_SecureConnection, req, context=trust(self._ca_file))

    http_request = https_request = urllib.request.AbstractHTTPHandler.do_request_


class _Redirects(urllib.request.BaseHandler):
    """Follows redirects to http and https alone, never from https to http; a form is sent on as a form."""

    def http_error_302(self, req: urllib.request.Request, fp: Any, code: int, _msg: str, headers: HTTPMessage) -> Any:
        if not (location := headers.get("Location")):
            return None
        fp.close()
        url = urljoin(req.full_url, location)
        _follow(req, url)
        hops = getattr(req, "hops", 0) + 1
        if hops > _HOPS:
            raise RemoteError(f"it redirects more than {_HOPS} times", where=_shown(req))
        kept = {name: value for name, value in req.headers.items() if code != 303 or name != "Content-type"}
        new = urllib.request.Request(url, None if code == 303 else req.data, kept)  # noqa: S310  checked above
        if hasattr(req, "method"):
            new.method = req.method
        vars(new)["hops"] = hops  # counted on the request, as urllib's own handlers do
        return self.parent.open(new, timeout=req.timeout)

    http_error_301 = http_error_303 = http_error_307 = http_error_308 = http_error_302


class _Authentication(urllib.request.BaseHandler):
    """Says who we are to the origin that it concerns, and to no other, wherever a redirect leads."""

    def __init__(self, server: str, authenticator: Authenticator) -> None:
        self._origin = server
        self._authenticator = authenticator

    def http_request(self, req: urllib.request.Request) -> urllib.request.Request:
        if origin(req.full_url) == self._origin:
            try:
                header = self._authenticator.header(req.get_method(), req.selector)
            except UsageError as problem:  # its hint is an option of commands that write
                raise UsageError(problem.what, where=problem.where, hint="use https") from problem
            if header:
                req.add_unredirected_header("Authorization", header)
        return req

    https_request = http_request

    def http_error_401(self, req: urllib.request.Request, fp: Any, _code: int, _msg: str, headers: HTTPMessage) -> Any:
        tries = getattr(req, "tries", 0) + 1
        if origin(req.full_url) != self._origin or tries == _TRIES:
            return None
        said = headers.get_all("WWW-Authenticate") or ()
        if not self._authenticator.learn(said, tried=req.has_header("Authorization")):
            return None
        fp.close()
        vars(req)["tries"] = tries
        return self.parent.open(req, timeout=req.timeout)


def _follow(request: urllib.request.Request, url: str) -> None:
    """Refuse a redirect to anything but http and https, from https to http, or to an address that holds a password."""
    shown = repr(url.partition("?")[0][:80]) if url.isprintable() and "@" not in url else "an odd address"
    try:
        scheme = origin(url).partition(":")[0]
    except UsageError as problem:
        raise RemoteError(f"it redirects to {shown}", where=_shown(request), hint="it is not followed") from problem
    if scheme == "http" and urlsplit(request.full_url).scheme == "https":
        raise RemoteError(f"it redirects from https to {shown}", where=_shown(request), hint="nothing was sent there")


def _shown(request: urllib.request.Request) -> str:
    return request.full_url.partition("?")[0]
