"""Dates as a record writes them: the part of EDTF that questionnaires need.

`2024-05-27`, `2024-05`, `2024`, and an interval of two of them, `2024-05-27/2024-05-31`. Source: ISO 8601-2:2019,
Extended Date/Time Format, levels 0 and interval. A date that does not exist is refused.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, NamedTuple

from pydantic import AfterValidator

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


class Period(NamedTuple):
    """From `start` to `end`, both included, each an EDTF date of day, month or year precision."""

    start: str
    end: str


def datatype(date: str) -> str:
    """The XSD datatype of an EDTF date: `date`, `gYearMonth` or `gYear` (XML Schema 1.1 part 2, §3.3)."""
    return {4: "gYear", 7: "gYearMonth", 10: "date"}[len(date)]


def parse(text: str) -> Period:
    """Read an EDTF date or interval.

    Raises:
        ValueError: it is neither, names a day that does not exist, or ends before it starts.
    """
    first, slash, last = text.partition("/")
    period = Period(_date(first), _date(last) if slash else _date(first))
    if slash and (len(first) != len(last) or first > last):
        raise ValueError(f"the interval {text!r} ends before it starts or mixes precisions")
    return period


def _date(text: str) -> str:
    match = _DATE.fullmatch(text)
    if not match:
        raise ValueError(f"{text!r} is not a date; write 2024-05-27, 2024-05, 2024 or first/last")
    year, month, day = (int(part) if part else 1 for part in match.groups())
    try:
        dt.date(year, month, day)
    except ValueError:
        raise ValueError(f"{text!r} is a date that does not exist") from None
    return text


def _checked(text: str) -> str:
    parse(text)
    return text


Edtf = Annotated[str, AfterValidator(_checked)]
"""An EDTF date or interval, as text."""

EdtfDate = Annotated[str, AfterValidator(_date)]
"""An EDTF date, no interval, as text."""
