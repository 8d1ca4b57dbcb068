from __future__ import annotations

import pytest

from itu_kg.web.busy import after


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("0", 0.0), ("120", 120.0), (" 7 ", 7.0), ("Sun, 06 Nov 1994 08:49:37 GMT", 37.0),
        ("Sun, 06 Nov 1994 08:48:00 GMT", 0.0), ("", None), ("-5", None), ("soon", None), ("1.5", None), ("٧", None),
    ],
)  # fmt: skip
def test_retry_after_is_seconds_or_a_date(header: str, seconds: float | None):
    assert after(header, now=784_111_740.0) == seconds
