"""A term → what Virtuoso 7.2 keeps of it: integers of 32 or 64 bits, decimals to 15 places, doubles to 6 digits.

What INSERT DATA takes is judged more strictly than what a PUT takes: there, what is not of its type stays a text. An
IRI of its own scheme for blank nodes becomes one.

One thing no term tells: a day in UTC and the same day without a zone are one value to its indexes, so where a store
holds both, both may be read as the one that came first. Who compares a graph after loading it sees that.
"""

from __future__ import annotations

import math
import re
import struct
import sys
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import TYPE_CHECKING
from xml.parsers import expat

from itu_kg.rdf.ntriples import XSD, Literal
from itu_kg.stores.xsd_integers import RANGES

if TYPE_CHECKING:
    from collections.abc import Callable

Stored = tuple[Literal | None, str]

_INTEGER = re.compile(r"[+-]?[0-9]+")
_DECIMAL = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
_DOUBLE = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_ZONE = r"(?P<zone>Z|[+-]\d\d:\d\d)?"
_TIME = r"(?P<hour>\d\d):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.(?P<fraction>\d+))?)?"
_DATE = r"(?P<year>-?\d{4,})-(?P<month>\d\d)-(?P<day>\d\d)"
_MOMENTS = {
    "date": re.compile(_DATE + _ZONE),
    "dateTime": re.compile(f"{_DATE}T{_TIME}{_ZONE}"),
    "time": re.compile(_TIME + _ZONE),
    "gYear": re.compile(rf"(?P<year>-?\d{{4,}}){_ZONE}"),
    "gYearMonth": re.compile(rf"(?P<year>-?\d{{4,}})-(?P<month>\d\d){_ZONE}"),
}
_MISREAD = re.compile(r"|\d{1,4}|\d{4}-\d\d|\d{8}|0\d{4,}|\d{4}-\d\d-\d\d")
"""What is no date, time or year but is taken for one, by how it looks without the spaces around it."""
_DURATION = re.compile(
    r"-?P(?:\d+Y)?(?P<months>\d+M)?(?:\d+D)?(?P<time>T(?:(?P<H>\d+)H)?(?:(?P<M>\d+)M)?(?:(?P<S>\d+)(?:\.(?P<part>\d+))?S)?)?"
)
_GEOMETRIES = frozenset(
    {"http://www.opengis.net/ont/geosparql#wktLiteral", "http://www.openlinksw.com/schemas/virtrdf#Geometry"}
)
_XML = "http://www.w3.org/1999/02/22-rdf-syntax-ns#XMLLiteral"
_REWRITTEN = re.compile(r"/>|=|<[!?]|\\s>")
_PLACES = Decimal(1).scaleb(-15)
_DIGITS = 40
"""How many digits a NUMERIC has at most."""
_EXACT = Context(prec=2000, rounding=ROUND_HALF_UP)


def stored(literal: Literal, by_update: bool) -> Stored:  # noqa: FBT001  one of a table of functions
    """Give the literal that comes back, and why it is another."""
    if literal.datatype in _GEOMETRIES:
        return None, "geometry"
    if literal.datatype == _XML:
        # It is parsed and written anew: attributes, empty elements and namespaces come out otherwise.
        return (None, "XML") if _REWRITTEN.search(literal.value) or not _well_formed(literal.value) else (literal, "")
    kind = literal.datatype.removeprefix(XSD)
    if kind == literal.datatype:
        return literal, ""
    if kind in _MOMENTS:
        return _moment(literal, kind)
    if kind.endswith("uration"):
        return _duration(literal)
    rule = _RULES.get(kind)
    return rule(literal, by_update) if rule else (literal, "")


def stored_iri(iri: str, by_update: bool) -> tuple[str | None, str]:  # noqa: ARG001, FBT001  one of a table of functions
    """Give the IRI that comes back; those of Virtuoso's own scheme come back as blank nodes."""
    return (None, "IRI") if iri.startswith("nodeID://") else (iri, "")


def _integer(literal: Literal, by_update: bool) -> Stored:  # noqa: FBT001  see `stored`
    text = literal.value.strip()
    if not _INTEGER.fullmatch(text):
        return None, "ill-typed"
    number = int(text)
    bits = 64 if by_update else 32
    if -(2 ** (bits - 1)) <= number < 2 ** (bits - 1):
        return _written(literal, str(number))
    if by_update or len(str(abs(number))) > _DIGITS:
        return None, "value"
    return Literal(str(number), f"{XSD}decimal"), "datatype"


def _derived(literal: Literal, by_update: bool) -> Stored:  # noqa: FBT001  see `stored`
    least, most = RANGES[literal.datatype.removeprefix(XSD)]
    unbounded = math.isinf(least) or math.isinf(most)
    text = literal.value.strip() if unbounded else literal.value
    if not _INTEGER.fullmatch(text):
        return (None, "ill-typed") if unbounded or (by_update and not text) else (literal, "")
    number = int(text)
    if not least <= number <= most or (least == 0 and text.startswith("-")):
        return literal, ""
    if literal.datatype.endswith("unsignedInt") and number >= 2**31:
        return (None, "value") if number == most else (literal, "")
    if not unbounded and not -(2**63) < number < 2**63 - 1:
        return literal, ""
    if by_update and not -(2**63) <= number < 2**63:
        return None, "value"
    return _written(literal, str(number))


def _decimal(literal: Literal, by_update: bool) -> Stored:  # noqa: FBT001  see `stored`
    text = literal.value.strip() if by_update else literal.value
    if text in ("", "+", "-", ".") or (by_update and not _DECIMAL.fullmatch(text)):
        return None, "ill-typed"
    if not _DECIMAL.fullmatch(text):
        return literal, ""
    if len(text) > 1000:
        return None, "value"
    number = Decimal(text)
    if len(number.as_tuple().digits) > _DIGITS or number.adjusted() >= _DIGITS:
        whole = text.lstrip("+-").partition(".")[0].lstrip("0")
        if len(whole) + 15 > _DIGITS:
            return None, "value"
    places = -int(number.as_tuple().exponent)
    rounded = number.quantize(_PLACES, context=_EXACT) if places > 15 else number
    written = f"{rounded:f}"
    if "." in written:
        written = written.rstrip("0").rstrip(".")
    if not written.strip("-0"):
        written = "0"
    return _written(literal, written, "lexical form" if rounded == number else "precision")


def _double(literal: Literal, by_update: bool) -> Stored:  # noqa: FBT001  see `stored`
    single = literal.datatype.endswith("float")
    text = literal.value.strip() if by_update else literal.value
    if text in ("INF", "-INF", "NaN") or (text == "+INF" and not by_update):
        return _written(literal, text)
    if text == "+INF":
        return _written(literal, "INF")
    if not _DOUBLE.fullmatch(text):
        return (None, "ill-typed") if by_update or not text else (literal, "")
    number = float(text)
    if single:
        try:
            (number,) = struct.unpack("f", struct.pack("f", number))
        except OverflowError:
            number = math.copysign(math.inf, number)
    if math.isinf(number):
        return _written(literal, "INF" if number > 0 else "-INF", "value")
    if by_update and single and abs(number) < sys.float_info.epsilon:
        return _written(literal, "0.0", "lexical form" if number == 0 else "value")
    written = f"{number:g}"
    if written.lstrip("-").isdigit():
        written += ".0"
    return _written(literal, written, "lexical form" if float(written) == float(text) else "precision")


def _boolean(literal: Literal, by_update: bool) -> Stored:  # noqa: FBT001  see `stored`
    if literal.value in ("0", "1"):
        return _written(literal, "true" if literal.value == "1" else "false")
    if literal.value not in ("true", "false") and by_update:
        return None, "ill-typed"
    return literal, ""


def _moment(literal: Literal, kind: str) -> Stored:
    found = _MOMENTS[kind].fullmatch(literal.value)
    if not found:
        text = literal.value.strip()
        misread = _MISREAD.fullmatch(text) or (text != literal.value and _MOMENTS[kind].fullmatch(text))
        return (None, "ill-typed") if misread else (literal, "")
    parts = found.groupdict()
    if not _exists(parts):
        return literal, ""
    if "year" in parts and parts["year"].startswith("-") and int(parts["year"]) > -1000:
        return None, "value"
    if "year" in parts and parts["year"].startswith("0") and len(parts["year"]) > 4:
        return None, "ill-typed"
    written = literal.value[: found.start("zone")] if parts["zone"] else literal.value
    reason = "lexical form"
    if "hour" in parts:
        fraction = parts["fraction"] or ""
        written = written[: found.start("fraction") - 1] if fraction else written
        written += "" if parts["second"] else ":00"
        kept = fraction[:6].rstrip("0")
        if kept:
            written += f".{kept.ljust(3, '0') if len(kept) <= 3 else kept.ljust(6, '0')}"
        if fraction[6:].strip("0"):
            reason = "precision"
    zone = {"+00:00": "Z", "-00:00": ""}.get(parts["zone"] or "", parts["zone"] or "")
    return _written(literal, written + zone, "value" if parts["zone"] == "-00:00" else reason)


def _exists(parts: dict[str, str]) -> bool:
    """Say whether such a moment is one that Virtuoso reads as such; another stays a text."""
    month, day, year = int(parts.get("month") or 1), int(parts.get("day") or 1), int(parts.get("year") or 4)
    if not 1 <= month <= 12 or abs(year) > 9999:
        return False
    long = 29 if year % 4 == 0 and (year % 100 or year % 400 == 0) else 28
    days = (31, long, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]
    hour, minute, second = (int(parts.get(name) or 0) for name in ("hour", "minute", "second"))
    return 1 <= day <= days and hour <= 23 and minute <= 59 and second <= 60


def _duration(literal: Literal) -> Stored:
    """Tell durations that become a number of seconds or months from those that stay a text."""
    found = _DURATION.fullmatch(literal.value)
    if not found or literal.value.endswith(("P", "T")):
        return literal, ""
    given = [int(found[part]) for part in "HMS" if found[part]]
    zero = bool(given) and (not any(given) or (found["S"] is not None and not int(found["S"])))
    if (found["months"] and found["time"]) or zero or len(found["part"] or "") > 3:
        return literal, ""
    return None, "duration"


def _written(literal: Literal, text: str, reason: str = "lexical form") -> Stored:
    return (literal, "") if text == literal.value else (Literal(text, literal.datatype), reason)


def _well_formed(text: str) -> bool:
    parser = expat.ParserCreate()
    try:
        parser.Parse(f"<x>{text}</x>".encode(), True)  # noqa: FBT003  expat's signature
    except expat.ExpatError:
        return False
    return True


_RULES: dict[str, Callable[[Literal, bool], Stored]] = {
    **dict.fromkeys(RANGES, _derived),
    "integer": _integer,
    "decimal": _decimal,
    "double": _double,
    "float": _double,
    "boolean": _boolean,
}
