"""A query → one HTTP exchange with an endpoint: the request as SPARQLWrapper makes it, sent by an opener of ours.

SPARQLWrapper's time limit is per read, it takes any number of bytes, follows redirects anywhere, and its digest
authentication serves the whole process; so the request is sent by an opener that knows http and https only, goes from
https to nothing else, and tells who we are to the one origin that it concerns. No answer is accepted compressed.
"""

from __future__ import annotations

import http.client
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, quote_plus, urlsplit, urlunsplit

from SPARQLWrapper import JSON, POST, RDFXML, SPARQLWrapper

from itu_kg import __version__
from itu_kg.errors import RemoteError, UsageError
from itu_kg.query.remote.opener import opener, trust
from itu_kg.query.sparql_tokens import form
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
        request = self._createRequest()
        if self._head:
            request.method = "HEAD"
        line = self._line
        made = opener(line.address, line.authenticator, line.ca_file)
        return made.open(request, timeout=self._seconds), self.returnFormat
