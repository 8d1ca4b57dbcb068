"""A busy server or a dropped connection → the same request again after a wait, as urllib3 repeats, within the deadline.

A request that only reads is sent up to four times where a server is busy, refuses the connection, or drops it before it
answers: after the time that it asks for (Retry-After, RFC 9110 §10.2.3), else after doubling waits with full jitter, so
that many clients do not come back together. What may change something is sent again only where a connection that had
been used before was dropped, and never a POST; whoever knows better has it `repeated`. Refuses to wait past the
deadline.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self, TypeVar

from urllib3 import BaseHTTPResponse, Retry
from urllib3.exceptions import InvalidHeader, MaxRetryError

from itu_kg.errors import Refused, Unanswered

if TYPE_CHECKING:
    from itu_kg.http.connection import Watch

T = TypeVar("T")

ATTEMPTS, REPETITIONS = 4, 5
BUSY = frozenset({429, 502, 503, 504})
"""Statuses after which the same request may do better a little later."""
_FIRST, _LONGEST = 0.5, 8.0
_DROPPED = (ConnectionRefusedError, ConnectionResetError, BrokenPipeError)


@dataclass(frozen=True, slots=True)
class Clock:
    """A wait in seconds, and chance: a number from 0 to 1."""

    sleep: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = random.random


CLOCK = Clock()


def after(header: str) -> float | None:
    """Read Retry-After: the seconds from now, or None where it is neither a number nor a date."""
    reader = Retry()
    reader.retry_after_max = 1 << 31  # people are told what was asked for, whether or not we wait so long
    try:
        return reader.parse_retry_after(header)
    except (InvalidHeader, ValueError, OverflowError):
        return None


def repeated(operation: Callable[[], T], seconds: float, clock: Clock) -> T:
    """The result of what means the same twice, done again after a lost answer or a busy server, within some seconds."""
    until = time.monotonic() + seconds
    for number in range(REPETITIONS):
        try:
            return operation()
        except (Unanswered, Refused) as problem:
            if isinstance(problem, Refused) and not problem.busy:
                raise
            asked = problem.wait if isinstance(problem, Refused) else None
            wait = asked if asked is not None else _backoff(number, clock)
            if time.monotonic() + wait > until:
                raise
            clock.sleep(wait)
    return operation()


def _backoff(number: int, clock: Clock) -> float:
    return min(_LONGEST, _FIRST * 2.0**number) * clock.chance()


def cause(problem: BaseException) -> BaseException:
    """The error that urllib3 has wrapped, once or oftener."""
    wrapped = (getattr(problem, "reason", None), getattr(problem, "original_error", None), problem.__cause__)
    for each in (*wrapped, *problem.args):
        if isinstance(each, Exception) and each is not problem:
            return cause(each)
    return problem


class Patience(Retry):
    """How often, and after what waits, one exchange is repeated; `reading`: it changes nothing."""

    def __init__(self, watch: Watch, clock: Clock, *, reading: bool, **counts: Any) -> None:
        super().__init__(
            **{
                "total": ATTEMPTS - 1 if reading else 1,
                "allowed_methods": None,
                "status_forcelist": BUSY if reading else (),
                "respect_retry_after_header": reading,
                "raise_on_status": False,
            }
            | counts
        )
        self._watch, self._clock, self._reading, self._wait = watch, clock, reading, 0.0

    def new(self, **kw: Any) -> Self:
        """The same with other counts."""
        return super().new(watch=self._watch, clock=self._clock, reading=self._reading, **kw)

    def increment(
        self,
        method: str | None = None,
        url: str | None = None,
        response: BaseHTTPResponse | None = None,
        error: Exception | None = None,
        *rest: Any,
        **more: Any,
    ) -> Self:
        """Count an attempt; give up where another does not help, or would come too late."""
        made = super().increment(method, url, response, error, *rest, **more)
        if error is not None:
            again = self._reading or (self._watch.reused and method != "POST")
            if not again or not isinstance(cause(error), _DROPPED):
                raise error
        made._wait = self._pause(response)
        if self._watch.late or time.monotonic() + made._wait >= self._watch.until:
            raise error or MaxRetryError(None, url)  # type: ignore[arg-type]  # the answer is taken instead
        if response is not None:
            response.close()  # urllib3 would read it to its end, which may never come
        return made

    def sleep(self, response: BaseHTTPResponse | None = None) -> None:  # noqa: ARG002  urllib3's signature
        """Wait as was decided."""
        self._clock.sleep(self._wait)

    def _pause(self, response: BaseHTTPResponse | None) -> float:
        asked = after(response.headers.get("Retry-After", "")) if response is not None else None
        if asked is not None:
            return asked
        if not self._reading:
            return 0.0
        return _backoff(len(self.history), self._clock)
