"""What went wrong × attempts so far → how long to wait before the next, within one deadline.

A query changes nothing, so it may be sent again where a server is busy (429, 502, 503, 504), refuses the connection or
drops it before it answers. The wait doubles, with full jitter, so that many clients do not come back together; a
Retry-After of the server (RFC 9110 §10.2.3) is kept to instead. Refuses to wait past the deadline.
"""

from __future__ import annotations

import random
import time
import urllib.error
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from itu_kg.web.busy import BUSY, after

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

ATTEMPTS = 4
_FIRST, _LONGEST = 0.5, 8.0


@dataclass(frozen=True, slots=True)
class Clock:
    """Time and chance: seconds of a clock that never goes back, seconds since 1970, a wait, a number from 0 to 1."""

    monotonic: Callable[[], float]
    now: Callable[[], float]
    sleep: Callable[[float], None]
    chance: Callable[[], float]


CLOCK = Clock(time.monotonic, time.time, time.sleep, random.random)


def repeated(once: Callable[[], T], deadline: float, clock: Clock) -> T:
    """Do it, and again after a wait where that may help, while there is time."""
    for attempt in range(ATTEMPTS):
        try:
            return once()
        except (urllib.error.URLError, ConnectionError) as problem:
            wait = pause(problem, attempt, clock)
            if wait is None or attempt == ATTEMPTS - 1 or clock.monotonic() + wait >= deadline:
                raise
            if isinstance(problem, urllib.error.HTTPError):
                problem.close()
        clock.sleep(wait)
    raise AssertionError  # the last attempt has returned or raised


def pause(problem: Exception, attempt: int, clock: Clock) -> float | None:
    """Give the seconds to wait after the attempt of that number, from 0; None where trying again does not help."""
    if isinstance(problem, urllib.error.HTTPError):
        if problem.code not in BUSY:
            return None
        asked = after(problem.headers.get("Retry-After", ""), clock.now())
        if asked is not None:
            return asked
    elif not isinstance(
        problem.reason if isinstance(problem, urllib.error.URLError) else problem,
        ConnectionRefusedError | ConnectionResetError | BrokenPipeError,
    ):
        return None
    return min(_LONGEST, _FIRST * 2.0**attempt) * clock.chance()
