"""A server's refusal → whether it is busy, and how long it asks to be left alone."""

from __future__ import annotations

from email.utils import parsedate_to_datetime

BUSY = frozenset({429, 502, 503, 504})
"""Statuses after which the same request may do better a little later."""


def after(header: str, now: float) -> float | None:
    """Read Retry-After (RFC 9110 §10.2.3): seconds, or a date; None where it is neither.

    Args:
        header: its value.
        now: seconds since 1970.
    """
    header = header.strip()
    if header.isascii() and header.isdigit():
        return float(header)
    try:
        return max(0.0, parsedate_to_datetime(header).timestamp() - now)
    except (TypeError, ValueError):
        return None
