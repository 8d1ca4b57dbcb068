"""How long a server asks to be left alone."""

from __future__ import annotations

import time
from email.utils import formatdate

import pytest

from itu_kg.http.retry import after


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
