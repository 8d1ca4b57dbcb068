"""How long a server asks to be left alone, and how often what means the same twice is done again."""

from __future__ import annotations

import time
from email.utils import formatdate

import pytest

from itu_kg.errors import Refused, RemoteError, Unanswered
from itu_kg.http.retry import REPETITIONS, Clock, after, repeated


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("0", 0.0), ("120", 120.0), (" 7 ", 7.0), ("Sun, 06 Nov 1994 08:48:00 GMT", 0.0), ("", None), ("-5", None),
        ("soon", None), ("1.5", None), ("٧", None),
    ],
)  # fmt: skip
def test_retry_after_is_seconds_or_a_date(header: str, seconds: float | None):
    assert after(header) == seconds


def test_a_date_is_so_many_seconds_from_now():
    assert after(formatdate(time.time() + 37, usegmt=True)) == pytest.approx(37, abs=2)


class Operation:
    """Fails with each problem once, then succeeds; the waits between are noted and take no time."""

    def __init__(self, *problems: RemoteError) -> None:
        self.problems = list(problems)
        self.waits: list[float] = []
        self.clock = Clock(self.waits.append, lambda: 1.0)

    def __call__(self) -> str:
        if self.problems:
            raise self.problems.pop(0)
        return "done"


LOST = Unanswered("no answer", sent=True)


def test_what_lost_its_answer_is_done_again_after_waits_that_double():
    operation = Operation(LOST, LOST, LOST)
    assert repeated(operation, 600, operation.clock) == "done"
    assert operation.waits == [0.5, 1.0, 2.0]


def test_a_busy_server_is_left_alone_as_long_as_it_asks():
    operation = Operation(Refused("busy", status=503, busy=True, wait=40.0))
    assert repeated(operation, 600, operation.clock) == "done"
    assert operation.waits == [40.0]


def test_a_refusal_is_not_asked_for_again():
    operation = Operation(Refused("no", status=403))
    with pytest.raises(Refused):
        repeated(operation, 600, operation.clock)
    assert operation.waits == []


def test_nobody_waits_past_the_time_that_is_allowed():
    operation = Operation(Refused("busy", status=503, busy=True, wait=86_400.0))
    with pytest.raises(Refused):
        repeated(operation, 600, operation.clock)
    assert operation.waits == []


def test_it_gives_up_after_some_repetitions():
    operation = Operation(*[LOST] * (REPETITIONS + 1))
    with pytest.raises(Unanswered):
        repeated(operation, 600, operation.clock)
    assert (len(operation.waits), operation.problems) == (REPETITIONS, [])
