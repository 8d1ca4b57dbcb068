"""A person's text → the RDF term that a parameter's type makes of it.

Refuses to guess: a text that is no value of its type is an error that says how to write one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode

from itu_kg.errors import UsageError
from itu_kg.model.stored_query import Parameter, Variable
from itu_kg.model.vocab import VOCABULARIES, XSD, XSD_INTEGERS, sdg_targets
from itu_kg.rdf.prefixes import expand

Term = NamedNode | Literal

_GOAL = re.compile(r"(?:SDG\s*)?0?([1-9]|1[0-7])", re.IGNORECASE)
_TARGET = re.compile(r"(?:SDG\s*)?((?:[1-9]|1[0-7])\.(?:[1-9][0-9]?|[a-d]))", re.IGNORECASE)
_INTEGER = re.compile(r"[+-]?[0-9]{1,18}")
_DECIMAL = re.compile(r"[+-]?(?:[0-9]{1,15}(?:\.[0-9]{0,15})?|\.[0-9]{1,15})")
_DOUBLE = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)[eE][+-]?[0-9]+")
_YEAR = re.compile(r"[0-9]{4}")
_ZONE = r"(?:Z|[+-][0-9]{2}:[0-9]{2})?"
_TIME = r"[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,9})?"
# Integers, by whether they must not be below nought, or above it.
_SIGNED = {
    (False, False): (r"[+-]?[0-9]{1,18}", "7"),
    (True, False): (r"\+?[0-9]{1,18}", "7"),
    (False, True): (r"-[0-9]{1,18}|0", "-7"),
}
# What some datatypes of XML Schema look like (XML Schema 1.1 Part 2 §3); the others take any text.
_FORMS = {
    "time": (_TIME + _ZONE, "10:30:00"),
    "dateTime": (rf"[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}T{_TIME}{_ZONE}", "2024-05-27T10:30:00Z"),
    "gYearMonth": (rf"[0-9]{{4}}-(?:0[1-9]|1[0-2]){_ZONE}", "2024-05"),
    "gMonthDay": (rf"--[0-9]{{2}}-[0-9]{{2}}{_ZONE}", "--05-27"),
    "gMonth": (rf"--(?:0[1-9]|1[0-2]){_ZONE}", "--05"),
    "gDay": (rf"---[0-9]{{2}}{_ZONE}", "---27"),
    "duration": (r"-?P(?=.)(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?=.)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?", "P1D"),
    **dict.fromkeys(("float", "double"), (r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?", "2.5e3")),
    **{name: _SIGNED[least >= 0, most <= 0] for name, (least, most) in XSD_INTEGERS.items()},
}
# An escape that some engines undo anywhere in a query, before they read it (SPARQL 1.1 §19.2).
_ESCAPE = re.compile(r"\\(?:u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


class Slot(NamedTuple):
    """A parameter, the variable its value is bound to, and what helps to read the value.

    `find_entity` finds the thing that a name stands for: (type, name) → its IRI.
    """

    parameter: Parameter
    variable: Variable
    find_entity: Callable[[str, str], NamedNode]
    prefixes: Mapping[str, str]


def to_term(slot: Slot, value: str) -> Term:
    """Make a term of a text that is allowed.

    Raises:
        UsageError: it is no value of the type.
    """
    if slot.variable.datatype:
        return _typed(slot, value)
    if slot.variable.type in _MAKERS:
        return _MAKERS[slot.variable.type](slot, value)
    try:
        return slot.find_entity(slot.variable.type, _text(slot, value))
    except UsageError as problem:
        raise UsageError(problem.what, where=f"--{slot.parameter.name}", hint=problem.hint) from problem


def _iri(slot: Slot, value: str) -> Term:
    try:
        return NamedNode(_text(slot, expand(value, slot.prefixes)))
    except ValueError as problem:
        raise _wrong(
            slot, value, "write an absolute IRI, https://…, or one with a known prefix, event:wrc-23"
        ) from problem


def _goal(slot: Slot, value: str) -> Term:
    if not (match := _GOAL.fullmatch(value.strip())):
        near = re.fullmatch(r"\D*([0-9]{1,3})\D*", value)
        hint = f"did you mean {max(1, min(17, int(near[1])))}? " if near else ""
        raise _wrong(slot, value, hint + "write a number from 1 to 17")
    return NamedNode(VOCABULARIES["sdg"] + match[1])


def _target(slot: Slot, value: str) -> Term:
    match = _TARGET.fullmatch(value.strip())
    text = match[1].lower() if match else value.strip().lower()
    if text not in sdg_targets():
        import difflib  # noqa: PLC0415  for a wrong value only

        near = difflib.get_close_matches(text, sdg_targets(), n=1, cutoff=0.5)
        raise _wrong(slot, value, (f"did you mean {near[0]}? " if near else "") + "write a target such as 4.7 or 9.c")
    return NamedNode(VOCABULARIES["sdg"] + text)


def _date(slot: Slot, value: str) -> Term:
    import datetime as dt  # noqa: PLC0415  for days only

    try:
        day = dt.datetime.strptime(value, "%Y-%m-%d").date()  # noqa: DTZ007  a day of the calendar has no zone
    except ValueError as problem:
        raise _wrong(slot, value, "write a day that exists, as 2024-05-27") from problem
    return Literal(day.isoformat(), datatype=_xsd("date"))


def _year(slot: Slot, value: str) -> Term:
    if not _YEAR.fullmatch(value):
        raise _wrong(slot, value, "write four digits, as 2024")
    return Literal(value, datatype=_xsd("gYear"))


def _integer(slot: Slot, value: str) -> Term:
    if not _INTEGER.fullmatch(value):
        raise _wrong(slot, value, "write a whole number")
    return Literal(str(int(value)), datatype=_xsd("integer"))


def _decimal(slot: Slot, value: str) -> Term:
    if not _DECIMAL.fullmatch(value):
        raise _wrong(slot, value, "write a number, as 2.5")
    return Literal(value, datatype=_xsd("decimal"))


def _number(slot: Slot, value: str) -> Term:
    """A number as SPARQL reads it (§19.8, NumericLiteral)."""
    if _INTEGER.fullmatch(value):
        return _integer(slot, value)
    if _DOUBLE.fullmatch(value):
        return Literal(value, datatype=_xsd("double"))
    return _decimal(slot, value)


def _boolean(slot: Slot, value: str) -> Term:
    if value.lower() not in {"true", "false"}:
        raise _wrong(slot, value, "write true or false")
    return Literal(value.lower(), datatype=_xsd("boolean"))


def _string(slot: Slot, value: str) -> Term:
    text = _text(slot, value)
    return Literal(text, language=slot.variable.language) if slot.variable.language else Literal(text)


def _typed(slot: Slot, value: str) -> Term:
    text = _text(slot, value)
    form, example = _FORMS.get(slot.variable.datatype.removeprefix(XSD), (".*", ""))
    if not re.fullmatch(form, text, re.ASCII | re.DOTALL):
        raise _wrong(slot, value, f"write it as {example}")
    return Literal(text, datatype=NamedNode(slot.variable.datatype))


_MAKERS: dict[str, Callable[[Slot, str], Term]] = {
    "iri": _iri,
    "goal": _goal,
    "target": _target,
    "date": _date,
    "year": _year,
    "integer": _integer,
    "decimal": _decimal,
    "number": _number,
    "boolean": _boolean,
    "string": _string,
}


def _text(slot: Slot, value: str) -> str:
    try:
        value.encode()
    except UnicodeEncodeError as problem:
        raise _wrong(slot, ascii(value), "write it in UTF-8") from problem
    if _CONTROL.search(value) or _ESCAPE.search(value):
        raise _wrong(slot, value, "write the characters themselves, no control characters and no \\u escapes")
    return value


def _xsd(name: str) -> NamedNode:
    return NamedNode(XSD + name)


def _wrong(slot: Slot, value: str, hint: str) -> UsageError:
    return UsageError(f"{value[:80]!r} is no {slot.variable.type}", where=f"--{slot.parameter.name}", hint=hint)
