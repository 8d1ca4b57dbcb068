"""What is sent to a server and what comes back: bodies with their length, answers as they are read, errors from both.

An answer ends where its length or its last chunk says, else it broke off. An error holds the beginning of what the
server says, and nothing of what was sent.
"""

from __future__ import annotations

import contextlib
import http.client
import io
import re
import time
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, Any, Self

from urllib3.exceptions import HTTPError

from itu_kg.errors import Refused, RemoteError, Unanswered
from itu_kg.web.busy import BUSY, after
from itu_kg.web.credentials import PASSWORD, USER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from urllib3 import BaseHTTPResponse

BLOCK = 1 << 18
"""How much is sent or read at a time."""
PROBLEMS = (HTTPError, http.client.HTTPException, OSError, ValueError)
"""What the libraries below raise when a connection fails."""

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

    def after(self, lead: bytes) -> Payload:
        """Give the same body with something before it."""
        opened = self.open
        return Payload(
            self.media_type,
            self.size + len(lead),
            lambda: io.BufferedReader(_Led(lead, opened()), BLOCK),
            self.encoding,
        )


class _Led(io.RawIOBase):
    """A stream with bytes before it; closed, the stream is closed."""

    def __init__(self, lead: bytes, stream: IO[bytes]) -> None:
        self._lead = lead
        self._stream = stream

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Give the bytes before it, then the stream's."""
        data = self._lead[: len(buffer)] or self._stream.read(len(buffer))
        self._lead = self._lead[len(buffer) :]
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        """Close the stream, too."""
        self._stream.close()
        super().close()


class Answer:
    """A server's answer: status and headers now, its body as it is read; closed, the exchange is over."""

    def __init__(self, response: BaseHTTPResponse, url: str, limits: Limits, done: Callable[[bool], bool]) -> None:
        # `done` is told whether the body was read to its end, and says whether the time was over before.
        self.status = response.status
        self.headers = response.headers
        self.url = url
        self._response = response
        self._limits = limits
        self._done = done

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the exchange; a body that was not read to its end costs the connection."""
        self._end(whole=False)

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
        except PROBLEMS as problem:
            why = self._late if self._end(whole=False) else f"the answer breaks off: {reason(problem)}"
            raise Unanswered(why, where=self.url) from problem
        whole = not declared.isdigit() or int(declared) == size
        # A connection that was cut when its time was over may end like an answer without a length.
        if self._end(whole=whole):
            raise Unanswered(self._late, where=self.url)
        if not whole:
            raise Unanswered(f"the answer breaks off after {size:,} of {declared} bytes", where=self.url)

    @property
    def _late(self) -> str:
        return f"no whole answer in {self._limits.seconds:g} s"

    def _end(self, *, whole: bool) -> bool:
        done, self._done = self._done, lambda _: False
        return done(whole)

    def read(self) -> bytes:
        """Give the whole body."""
        return b"".join(self.chunks())


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be sent: method, address, the media type wanted, a body; what it may cost, and until when."""

    method: str
    url: str
    accept: str = ""
    payload: Payload | None = None
    limits: Limits = Limits()
    until: float = field(default=0.0, kw_only=True)


def refused(answer: Answer) -> Refused:
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
        hint=hints.get(status, "try again later" if status in BUSY else ""),
        status=status,
        wait=after(answer.headers.get("retry-after", ""), time.time()),
        busy=status in BUSY,
        said=said.decode("utf-8", "replace"),
    )


def excuse(page: bytes) -> str:
    """Give the first words of an error page, without its markup."""
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
