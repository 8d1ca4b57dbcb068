"""A query → one HTTP exchange with an endpoint: the request as SPARQLWrapper makes it, sent by an opener of ours.

SPARQLWrapper's time limit is per read, it takes any number of bytes, follows redirects anywhere, and its digest
authentication serves the whole process; so the request is sent by an opener that knows http and https only, goes from
https to nothing else, and tells who we are to the one origin that it concerns. No answer is accepted compressed.
"""

from __future__ import annotations

import http.client
import ssl
import urllib.error
import urllib.request
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, quote_plus, urljoin, urlsplit, urlunsplit

from SPARQLWrapper import JSON, POST, RDFXML, SPARQLWrapper

from itu_kg import __version__
from itu_kg.errors import AssetError, RemoteError, UsageError
from itu_kg.query.text import form
from itu_kg.web.authentication import Authenticator
from itu_kg.web.credentials import origin

if TYPE_CHECKING:
    from http.client import HTTPMessage
    from pathlib import Path
    from typing import Self

    from itu_kg.query.remote.retrying import Clock
    from itu_kg.web.credentials import Credentials

_LONGEST_URL = 2000
"""Characters of a GET; longer ones go as a form, since servers and what stands before them cut or refuse them."""
_HOPS = 4
_TRIES = 3
_CONNECTING = 10.0


@dataclass(frozen=True, slots=True)
class Reply:
    """The headers and the whole body of an answer with status 200; `ends` says whether it told where it ends.

    A body that ends with the connection (RFC 9112 §6.3) ends likewise when the connection breaks.
    """

    headers: HTTPMessage
    body: bytes
    ends: bool


@dataclass(frozen=True, slots=True)
class Limits:
    """What an exchange may cost: until when, by the clock that never goes back, and how many bytes."""

    deadline: float
    most: int


@dataclass(frozen=True, slots=True)
class Line:
    """Where queries go, with what parameters, and as whom; `shown` is the address as people may see it."""

    address: str
    parameters: tuple[tuple[str, str], ...]
    shown: str
    credentials: Credentials | None
    authenticator: Authenticator
    ca_file: Path | None

    @classmethod
    def to(cls, url: str, credentials: Credentials | None, ca_file: Path | None) -> Self:
        """Take an address apart.

        Raises:
            UsageError: it is no plain http or https URL, or holds a password.
            AssetError: the certificates cannot be read.
        """
        if ca_file is not None:
            trust(ca_file)
        if not url.isprintable() or " " in url:
            raise UsageError("not an address", hint="write http(s)://host/…, spaces as %20")
        origin(url)
        parts = urlsplit(url)
        address = urlunsplit((parts.scheme, parts.netloc, parts.path or "/", "", ""))
        parameters = tuple(parse_qsl(parts.query, keep_blank_values=True))
        if any(name == "query" for name, _ in parameters):
            raise UsageError("the address holds a query already", where=address, hint="leave out what follows the ?")
        return cls(address, parameters, address, credentials, Authenticator(url, credentials), ca_file)


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


def exchange(  # noqa: PLR0913  all that an exchange depends on
    line: Line, text: str, media_type: str, limits: Limits, clock: Clock, *, head: bool = False
) -> Reply:
    """Send a query once and take the whole answer.

    Args:
        line: where to.
        text: the query.
        media_type: what is wanted.
        limits: until when, and how much.
        clock: tells the time.
        head: ask for the headers alone.

    Raises:
        RemoteError: the answer is too large, compressed, or breaks off; it redirects elsewhere.
        HTTPError: it has another status than 200.
        OSError: there is no answer.
        HTTPException: what comes is no HTTP.
    """
    wrapper = _Wrapper(line, text, media_type, head=head, seconds=max(0.001, limits.deadline - clock.monotonic()))
    with wrapper.query().response as response:
        if response.headers.get("Content-Encoding", "identity") != "identity":
            raise RemoteError("sent a compressed answer though none was asked for", where=line.shown)
        body = bytearray()
        try:
            while not head and (chunk := response.read1(1 << 16)):
                body += chunk
                if len(body) > limits.most:
                    size = f"{limits.most >> 20} MB" if limits.most >> 20 else f"{limits.most} bytes"
                    raise RemoteError(f"the answer is larger than {size}", where=line.shown, hint="LIMIT it")
                if clock.monotonic() > limits.deadline:
                    raise TimeoutError
        except (http.client.HTTPException, ConnectionError) as problem:
            raise RemoteError("the answer breaks off", where=line.shown, hint="ask again") from problem
        if response.length and not head:
            raise RemoteError("the answer breaks off", where=line.shown, hint="ask again")
        return Reply(response.headers, bytes(body), response.chunked or response.length is not None)


class _Wrapper(SPARQLWrapper):
    """SPARQLWrapper with an opener of its own, and the query's form read by our own reader."""

    def __init__(self, line: Line, text: str, media_type: str, *, head: bool, seconds: float) -> None:
        super().__init__(line.address, agent=f"itu-kg/{__version__}")
        self._line = line
        self._head = head
        self._seconds = seconds
        for name, value in line.parameters:
            self.addParameter(name, value)
        self.setOnlyConneg(True)
        self.setReturnFormat(JSON if "json" in media_type else RDFXML)
        self.addCustomHttpHeader("Accept", media_type)
        self.setQuery(text)
        given = sum(len(quote_plus(each)) + 1 for pair in line.parameters for each in pair)
        if len(line.address) + given + len("?query=") + len(quote_plus(text)) > _LONGEST_URL:
            self.setMethod(POST)

    def _parseQueryType(self, query: str) -> str:  # noqa: N802  SPARQLWrapper's name and signature
        return form(query)

    def _query(self) -> tuple[Any, str]:
        opener = urllib.request.OpenerDirector()
        for handler in (
            urllib.request.ProxyHandler(),
            _Opening(self._line.ca_file),
            urllib.request.HTTPDefaultErrorHandler(),
            urllib.request.HTTPErrorProcessor(),
            _Redirects(),
            _Authentication(self._line),
        ):
            opener.add_handler(handler)
        request = self._createRequest()
        if self._head:
            request.method = "HEAD"
        return opener.open(request, timeout=self._seconds), self.returnFormat


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
        shown = url[:80] if url.isprintable() else "an unreadable address"
        scheme = urlsplit(url).scheme
        if scheme not in {"http", "https"}:
            raise RemoteError(f"it redirects to {shown!r}", where=_shown(req))
        if scheme == "http" and urlsplit(req.full_url).scheme == "https":
            raise RemoteError(f"it redirects from https to {shown!r}", where=_shown(req), hint="nothing was sent there")
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

    def __init__(self, line: Line) -> None:
        self._origin = origin(line.address)
        self._authenticator = line.authenticator

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


def _shown(request: urllib.request.Request) -> str:
    return request.full_url.partition("?")[0]
