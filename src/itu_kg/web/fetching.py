"""One http(s) address → its bytes, within limits, and only when a person gave the address.

It refuses other schemes, private and loopback addresses (unless told they are wanted), more than five redirects,
compressed bodies, answers larger than the limit, and servers that take longer than the deadline however little they
send at a time. The address that was checked is the address that is connected to, so a name that resolves
differently a moment later changes nothing.
"""

from __future__ import annotations

import ipaddress
import queue
import socket
import threading
import time
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

import urllib3
from urllib3.exceptions import HTTPError

from itu_kg.errors import RemoteError, UsageError

_CHUNK = 65536
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_HOPS = 5


@dataclass(frozen=True, slots=True)
class Limits:
    """What a fetch may cost: `size` in bytes, `seconds` over all redirects; `private` lets it reach inside networks."""

    size: int = 20_000_000
    seconds: float = 30.0
    private: bool = False


@dataclass(frozen=True, slots=True)
class Fetched:
    """The bytes of an answer, its media type without parameters, its charset if declared, and where it was found."""

    url: str
    body: bytes
    media_type: str
    charset: str | None


def fetch(url: str, limits: Limits = Limits()) -> Fetched:
    """Fetch one address.

    Raises:
        UsageError: the address is not http(s), or leads to a private one.
        RemoteError: the server refuses, answers with an error, too much, or too slowly.
    """
    # A server can hold a connection open one byte at a time below any library's time-out, even inside the headers; so
    # the work has a thread of its own that is left behind when the time is over.
    answer: queue.Queue[Fetched | BaseException] = queue.Queue(maxsize=1)

    def work() -> None:
        try:
            answer.put(_follow(url, limits))
        except BaseException as problem:  # noqa: BLE001  handed over to the thread that waits, whatever it is
            answer.put(problem)

    threading.Thread(target=work, daemon=True).start()
    try:
        result = answer.get(timeout=limits.seconds)
    except queue.Empty:
        raise RemoteError(f"did not answer in {limits.seconds:g} seconds", where=url) from None
    if isinstance(result, BaseException):
        raise result
    return result


def _follow(url: str, limits: Limits) -> Fetched:
    deadline = time.monotonic() + limits.seconds
    for _ in range(_HOPS + 1):
        response = _open(url, limits, deadline)
        try:
            if response.status in _REDIRECTS and "location" in response.headers:
                url = urljoin(url, response.headers["location"])
                continue
            if response.status != 200:
                raise RemoteError(f"answered {response.status} {response.reason or ''}".strip(), where=url)
            body = _body(response, url, limits, deadline)
        finally:
            response.close()
        media_type, _, parameters = response.headers.get("content-type", "").partition(";")
        return Fetched(url, body, media_type.strip().lower(), _charset(parameters))
    raise RemoteError(f"more than {_HOPS} redirects", where=url)


def _open(url: str, limits: Limits, deadline: float) -> urllib3.BaseHTTPResponse:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as problem:
        raise UsageError(f"not an address: {problem}", where=url) from problem
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UsageError("only http and https addresses are fetched", where=url)
    if parts.username is not None:
        raise UsageError("an address with a user name or password in it is not fetched", where=parts.hostname)
    host, port = parts.hostname, port or (443 if parts.scheme == "https" else 80)
    address = _address(host, port, url, limits)
    timeout = urllib3.Timeout(total=_left(deadline, url))
    pool = (
        urllib3.HTTPSConnectionPool(address, port, server_hostname=host, assert_hostname=host, timeout=timeout)
        if parts.scheme == "https"
        else urllib3.HTTPConnectionPool(address, port, timeout=timeout)
    )
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    headers = {"Host": parts.netloc, "Accept-Encoding": "identity", "User-Agent": "itu-kg"}
    try:
        return pool.urlopen("GET", target, headers=headers, redirect=False, retries=False, preload_content=False)
    except (HTTPError, OSError, UnicodeError) as problem:
        raise RemoteError(f"cannot be fetched: {_short(problem)}", where=url) from problem


def _address(host: str, port: int, url: str, limits: Limits) -> str:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as problem:
        raise RemoteError(f"cannot be fetched: {_short(problem)}", where=url) from problem
    addresses = [str(entry[4][0]) for entry in found]
    closed = [address for address in addresses if not ipaddress.ip_address(address.partition("%")[0]).is_global]
    if closed and not limits.private:
        raise UsageError(f"{host} is a private address ({closed[0]})", where=url, hint="--allow-private fetches it")
    return addresses[0]


def _body(response: urllib3.BaseHTTPResponse, url: str, limits: Limits, deadline: float) -> bytes:
    if response.headers.get("content-encoding", "identity") != "identity":
        raise RemoteError("sent a compressed answer though none was asked for", where=url)
    body = bytearray()
    try:
        while chunk := response.read1(_CHUNK):
            body += chunk
            if len(body) > limits.size:
                raise RemoteError(f"is larger than {limits.size:,} bytes", where=url)
            _left(deadline, url)
    except (HTTPError, OSError) as problem:
        raise RemoteError(f"broke off: {_short(problem)}", where=url) from problem
    declared = response.headers.get("content-length", "")
    if declared.isdigit() and int(declared) != len(body):
        raise RemoteError(f"broke off after {len(body):,} of {declared} bytes", where=url)
    return bytes(body)


def _left(deadline: float, url: str) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise RemoteError("did not answer in time", where=url)
    return left


def _charset(parameters: str) -> str | None:
    for parameter in parameters.split(";"):
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return value.strip(" \"'") or None
    return None


def _short(problem: BaseException) -> str:
    return str(problem).splitlines()[0][:200] if str(problem) else type(problem).__name__
