"""A term → what Fuseki on TDB2 keeps of it: what fits into its 64-bit node ids is stored as a value, the rest as text.

Measured on Jena 5.5 with Java 17. Doubles are written as Java writes them, which for a few has more digits than
needed; those few this does not foresee.
"""

from __future__ import annotations

import math
import re
import struct
from decimal import Context, Decimal
from urllib.parse import urljoin, urlsplit

from itu_kg.rdf.ntriples import XSD, Literal
from itu_kg.stores.xsd_integers import RANGES

Stored = tuple[Literal | None, str]

_INTEGER = re.compile(r"[+-]?[0-9]+")
_DECIMAL = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
_DOUBLE = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_MOMENT = re.compile(
    r"(?P<date>(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d))"
    r"(?P<time>T(?P<clock>\d\d:\d\d:\d\d)(?:\.(?P<fraction>\d+))?)?(?P<zone>Z|[+-]\d\d:\d\d)?"
)


def stored(literal: Literal, by_update: bool = False) -> Stored:  # noqa: ARG001, FBT001, FBT002  one of a table of functions
    """Give the literal that comes back, and why it is another."""
    kind = literal.datatype.removeprefix(XSD)
    text = literal.value.strip(" \t\n\r")
    if kind in RANGES:
        return _integer(literal, text, *RANGES[kind])
    if kind == "decimal" and _DECIMAL.fullmatch(text):
        return _decimal(literal, text)
    if kind in ("double", "float"):
        return _double(literal, text, single=kind == "float")
    if kind == "boolean" and text in ("0", "1", "true", "false"):
        return _written(literal, {"1": "true", "0": "false"}.get(text, text))
    if kind in ("date", "dateTime", "dateTimeStamp"):
        return _moment(literal, text, kind)
    return literal, ""


def stored_iri(iri: str, by_update: bool) -> tuple[str | None, str]:  # noqa: FBT001  one of a table of functions
    """Give the IRI that comes back: an update resolves it, and with it the dots in its path (RFC 3986 §5.2.4)."""
    parts = urlsplit(iri)
    if not by_update or not parts.netloc or "/." not in parts.path:
        return iri, ""
    path = urljoin(f"{parts.scheme}://{parts.netloc}/", parts.path)
    resolved = path + iri[iri.index(parts.path) + len(parts.path) :]
    return (iri, "") if resolved == iri else (resolved, "IRI")


def _integer(literal: Literal, text: str, least: float, most: float) -> Stored:
    if not _INTEGER.fullmatch(text):
        return literal, ""
    number = int(text)
    if literal.datatype == f"{XSD}integer" and not -(2**63) <= number < 2**63:
        return None, "value"  # right as long as the server has it in memory; from the disk it comes modulo 2^64
    if not least <= number <= most or not -(2**55) <= number < 2**55:
        return literal, ""
    return _written(literal, str(number))


def _decimal(literal: Literal, text: str) -> Stored:
    if len(text) > 100:
        return literal, ""
    number = Decimal(text).normalize(Context(prec=200))
    _, digits, exponent = number.as_tuple()
    places = max(0, -int(exponent))
    unscaled = int(number.scaleb(places))
    if len(digits) > 17 or places > 127 or not -(2**47) <= unscaled < 2**47:
        return literal, ""
    written = f"{number:f}" if unscaled else "0"
    return _written(literal, written if "." in written else f"{written}.0")


def _double(literal: Literal, text: str, *, single: bool) -> Stored:
    if text in ("INF", "-INF", "NaN", "+INF"):
        return _written(literal, text.removeprefix("+"))
    if not _DOUBLE.fullmatch(text):
        return literal, ""
    number = float(text)
    if single:
        try:
            (number,) = struct.unpack("f", struct.pack("f", number))
        except OverflowError:
            number = math.copysign(math.inf, number)
    elif number and math.isfinite(number):
        exponent = math.frexp(number)[1] - 1
        if exponent >= -1022 and not -255 <= exponent <= 255:
            return literal, ""
    if math.isinf(number):
        return _written(literal, "INF" if number > 0 else "-INF", "value")
    written = _java(number, single=single)
    if not single and "E" not in written:
        written += "e0"
    return _written(literal, written, "lexical form" if float(written) == float(text) else "precision")


def _java(number: float, *, single: bool) -> str:
    """Write a number as Java's Double.toString and Float.toString do."""
    if number == 0:
        return "-0.0" if math.copysign(1, number) < 0 else "0.0"
    if single:
        shortest = next(
            text
            for digits in range(1, 10)
            if struct.pack("f", float(text := f"{number:.{digits - 1}e}")) == struct.pack("f", number)
        )
    elif 0 < abs(number) < 2.3e-308 and len(repr(number).partition("e")[0]) == 1:
        shortest = f"{number:.1e}"  # Java 17 gives a subnormal two digits
    else:
        shortest = f"{Decimal(repr(number)):e}"
    mantissa, _, power = shortest.lower().partition("e")
    sign, mantissa = ("-", mantissa[1:]) if mantissa.startswith("-") else ("", mantissa)
    exponent, digits = int(power), mantissa.replace(".", "").rstrip("0") or "0"
    if -3 <= exponent < 7:
        places = len(digits) - 1 - exponent
        whole = f"{Decimal(int(digits)).scaleb(-places):f}"
        return sign + (whole if "." in whole else f"{whole}.0")
    return f"{sign}{digits[0]}.{digits[1:] or '0'}E{exponent}"


def _moment(literal: Literal, text: str, kind: str) -> Stored:
    found = _MOMENT.fullmatch(text)
    if not found or bool(found["time"]) == (kind == "date") or not _inline(found):
        return literal, ""
    fraction = (found["fraction"] or "").rstrip("0")
    written = found["date"] + (f"T{found['clock']}" if found["clock"] else "") + (f".{fraction}" if fraction else "")
    zone = found["zone"] or ""
    return _written(literal, written + ("+00:00" if zone == "-00:00" else zone))


def _inline(found: re.Match[str]) -> bool:
    """Say whether a moment is stored as a value: years to 8000, milliseconds, zones of whole quarters of an hour."""
    year, month, day = int(found["year"]), int(found["month"]), int(found["day"])
    long = 29 if year % 4 == 0 and (year % 100 or year % 400 == 0) else 28
    days = (31, long, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    if not (0 < year < 8000 and 1 <= month <= 12 and 1 <= day <= days[month - 1]):
        return False
    if found["clock"]:
        hour, minute, second = map(int, found["clock"].split(":"))
        if hour > 23 or minute > 59 or second > 59 or len((found["fraction"] or "").rstrip("0")) > 3:
            return False
    zone = found["zone"] or "Z"
    return zone == "Z" or int(zone[4:]) % 15 == 0


def _written(literal: Literal, text: str, reason: str = "lexical form") -> Stored:
    return (literal, "") if text == literal.value else (Literal(text, literal.datatype), reason)
