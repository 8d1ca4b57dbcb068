"""The environment and an address → connections: which proxy, whose certificates, within what time.

Refuses a machine that was not meant to be reached. No connection outlives its exchange's time: connecting (name, proxy
and TLS included) is waited for no longer than allowed, and when the time is over the socket is shut down under whatever
reads or writes it, however little a server sends at a time.
"""

from __future__ import annotations

import contextlib
import ipaddress
import queue
import socket
import ssl
import threading
import time
from collections.abc import Callable
from functools import cache
from typing import Any, ClassVar, TypeVar
from urllib.parse import unquote, urlsplit
from urllib.request import getproxies, proxy_bypass

from urllib3 import PoolManager, ProxyManager
from urllib3.connection import HTTPConnection, HTTPSConnection

from itu_kg.errors import AssetError, UsageError
from itu_kg.http.auth import basic

T = TypeVar("T")

BLOCK = 1 << 18
"""How many bytes are sent or read at a time."""


class Watch:
    """One exchange as its connection knows it: until when, who we are there, what was sent.

    Args:
        until: the end of its time, by the monotonic clock.
        idle: the seconds between two signs of life while a body is sent.
        authorization: makes the header for a method and a target as they are sent; anew for each sending, since a
            digest serves once.
        public: whether a private address is refused.
    """

    def __init__(
        self, until: float, idle: float, authorization: Callable[[str, str], str | None], *, public: bool
    ) -> None:
        self.until, self.idle, self.public = until, idle, public
        self.authorization = authorization
        self.sent = self.reused = self.late = False
        self._socket: Any = None
        self._timer = threading.Timer(max(0.0, until - time.monotonic()), self._end)
        self._timer.daemon = True
        self._timer.start()

    def begin(self, connection: HTTPConnection, *, reused: bool) -> None:
        """Take note that a request goes out now."""
        self.sent, self.reused, self._socket = True, reused, connection.sock

    def stop(self) -> bool:
        """Stop watching; whether the time was over."""
        self._timer.cancel()
        return self.late

    def _end(self) -> None:
        self.late = True
        # Not the method of a TLS socket, which would go on in plain text; inside a proxy's TLS it is one deeper.
        open_ = getattr(self._socket, "socket", self._socket)
        if open_ is not None:
            with contextlib.suppress(OSError):
                socket.socket.shutdown(open_, socket.SHUT_RDWR)


class Connection(HTTPConnection):
    """A connection of urllib3's that keeps to the time of the exchange it serves and says who we are; see `bound`."""

    watching: ClassVar[Callable[[], Watch]]

    def connect(self) -> None:
        """Connect within the time, or not at all; what is left behind then has sent nothing of a request."""
        watch = self._watch
        within(min(float(self.timeout or 0), watch.until - time.monotonic()), self._connect_checked)

    def _connect_checked(self) -> None:
        guarded = self._watch.public and not self.proxy  # a proxy decides itself what it reaches
        if guarded:
            addresses = socket.getaddrinfo(self.host, None, type=socket.SOCK_STREAM)
            _refuse_private(self.host, *(str(entry[4][0]) for entry in addresses))
        super().connect()
        if guarded:  # the name may lead elsewhere than a moment ago
            _refuse_private(self.host, self.sock.getpeername()[0])

    def request(self, method: str, url: str, body: Any = None, headers: Any = None, **options: Any) -> None:
        """Send a request."""
        reused, authorization = self.sock is not None, self._watch.authorization(method, url)
        if authorization:
            headers = {**headers, "Authorization": authorization}
        if not reused:
            self.connect()
        self.timeout = self._watch.idle
        self.sock.settimeout(self.timeout)
        self._watch.begin(self, reused=reused)
        super().request(method, url, body, headers, **options)

    @property
    def _watch(self) -> Watch:
        return type(self).watching()


class SecureConnection(Connection, HTTPSConnection):
    """The same over TLS."""


def bound(watching: Callable[[], Watch]) -> dict[str, type[Connection]]:
    """Kinds of connections, by scheme, that serve the exchanges of one client."""
    own = {"watching": staticmethod(watching)}
    return {"http": type("_Own", (Connection,), own), "https": type("_Own", (SecureConnection,), own)}


def within(seconds: float, work: Callable[[], T]) -> T:
    """Do what cannot be interrupted in a thread that is left behind when the time is over.

    Raises:
        TimeoutError: it is.
    """
    done: queue.Queue[tuple[T | None, BaseException | None]] = queue.Queue(1)

    def run() -> None:
        try:
            done.put((work(), None))
        except BaseException as problem:  # noqa: BLE001  handed to the caller, who raises it
            done.put((None, problem))

    threading.Thread(target=run, daemon=True).start()
    try:
        result, problem = done.get(timeout=max(0.001, seconds))
    except queue.Empty:
        raise TimeoutError from None
    if problem is not None:
        raise problem
    return result  # type: ignore[return-value]  # it is the result if there is no problem


@cache
def trust(ca_file: str | None) -> ssl.SSLContext:
    """The terms of TLS: certificates are checked, by those of a file (PEM) or the system's.

    Raises:
        AssetError: the file cannot be read, or holds no certificate.
    """
    try:
        return ssl.create_default_context(cafile=ca_file)
    except OSError as problem:
        what = "holds no certificate (PEM)" if isinstance(problem, ssl.SSLError) else "cannot be read"
        raise AssetError(what, where=str(ca_file), hint="--ca-file or ITU_KG_CA named it") from problem


def proxy_for(url: str) -> str:
    """The proxy that `http_proxy`, `https_proxy`, `all_proxy` and `no_proxy` name for an address, if any.

    Raises:
        AssetError: it is no http or https proxy.
    """
    parts, named = urlsplit(url), getproxies()
    proxy = named.get(parts.scheme) or named.get("all") or ""
    if not proxy or proxy_bypass(parts.netloc):
        return ""
    proxy = proxy if "://" in proxy else f"http://{proxy}"
    if urlsplit(proxy).scheme not in ("http", "https") or not urlsplit(proxy).hostname:
        raise AssetError("is no http or https proxy", where=f"{parts.scheme}_proxy")
    return proxy


def manager(url: str, proxy: str, ca_file: str | None) -> PoolManager:
    """Pools of connections to the server of an address, through a proxy if one is named."""
    tls = trust(ca_file) if "https" in (urlsplit(url).scheme, urlsplit(proxy).scheme) else None
    if not proxy:
        return PoolManager(maxsize=1, blocksize=BLOCK, ssl_context=tls)
    parts, guest = urlsplit(proxy), {}
    if parts.username:
        guest["Proxy-Authorization"] = basic(unquote(parts.username), unquote(parts.password or ""))
    return ProxyManager(
        bare(proxy), maxsize=1, blocksize=BLOCK, proxy_headers=guest, ssl_context=tls, proxy_ssl_context=tls
    )


def bare(proxy: str) -> str:
    """A proxy's address without who we are to it."""
    return urlsplit(proxy)._replace(netloc=urlsplit(proxy).netloc.rpartition("@")[2]).geturl()


def _refuse_private(host: str, *addresses: str) -> None:
    for address in addresses:
        if not ipaddress.ip_address(address.partition("%")[0]).is_global:
            raise UsageError(f"is a private address ({address})", where=host, hint="--allow-private fetches it")
