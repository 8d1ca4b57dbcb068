"""A person's values × StoredQuery → SPARQL text that holds them as RDF terms.

A value is checked against its type, made into a term by the RDF library, and written where the query's text says
`VALUES ?_name { UNDEF }`; without a value that clause goes, and the variable is free. A text that has no such clause,
as grlc's have none, gets one in every group that names the variable. Refuses to put a person's text into a query in any
other way.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import Literal, NamedNode

from itu_kg.errors import UsageError
from itu_kg.model.vocab import VOCABULARIES
from itu_kg.query.value_binding import bind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from itu_kg.model.stored_query import Parameter, Place, StoredQuery

Term = NamedNode | Literal

_GOAL = re.compile(r"(?:SDG\s*)?0?([1-9]|1[0-7])", re.IGNORECASE)
_TARGET = re.compile(r"(?:SDG\s*)?((?:[1-9]|1[0-7])\.(?:[1-9][0-9]?|[a-d]))", re.IGNORECASE)
_INTEGER = re.compile(r"[+-]?[0-9]{1,18}")
_DECIMAL = re.compile(r"[+-]?(?:[0-9]{1,15}(?:\.[0-9]{0,15})?|\.[0-9]{1,15})")
_DOUBLE = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)[eE][+-]?[0-9]+")
_YEAR = re.compile(r"[0-9]{4}")
_ZONE = r"(?:Z|[+-][0-9]{2}:[0-9]{2})?"
_TIME = r"[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,9})?"
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
    **dict.fromkeys(("long", "int", "short", "byte"), (r"[+-]?[0-9]{1,18}", "7")),
    **dict.fromkeys(
        ("nonNegativeInteger", "positiveInteger", "unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte"),
        (r"\+?[0-9]{1,18}", "7"),
    ),
    **dict.fromkeys(("nonPositiveInteger", "negativeInteger"), (r"-[0-9]{1,18}|0", "-7")),
}
TARGETS = {
    1: (5, "ab"), 2: (5, "abc"), 3: (9, "abcd"), 4: (7, "abc"), 5: (6, "abc"), 6: (6, "ab"), 7: (3, "ab"),
    8: (10, "ab"), 9: (5, "abc"), 10: (7, "abc"), 11: (7, "abc"), 12: (8, "abc"), 13: (3, "ab"), 14: (7, "abc"),
    15: (9, "abc"), 16: (10, "ab"), 17: (19, ""),
}  # fmt: skip
"""Of each goal, how many targets are numbered and which have a letter (A/RES/71/313, annex)."""
# An escape that some engines undo anywhere in a query, before they read it (SPARQL 1.1 §19.2).
_ESCAPE = re.compile(r"\\(?:u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


def given(
    query: StoredQuery,
    values: Mapping[str, str],
    named: Callable[[str, str], NamedNode],
    spaces: Mapping[str, str] | None = None,
) -> dict[str, Term]:
    """Turn values into terms, defaults included.

    Args:
        query: whose parameters they are.
        values: texts by parameter name.
        named: finds the thing that a text names, for the types of `naming.LISTS`: (type, text) → its IRI.
        spaces: prefixes with which an IRI may be written short.

    Returns:
        Terms by variable.

    Raises:
        UsageError: a name or value is not allowed, or a required value is missing.
    """
    known = {parameter.name: parameter for parameter in query.parameters}
    for name in values:
        if name not in known:
            raise UsageError(f"{query.name} takes no parameter {name!r}", hint=nearest(name, tuple(known)))
    terms: dict[str, Term] = {}
    for parameter in query.parameters:
        value = values.get(parameter.name, parameter.default)
        if value is not None:
            value = _allowed(parameter, value)
            for place in parameter.places:
                terms[place.variable] = _term(_Slot(parameter, place, named, spaces or {}), value)
        elif parameter.required:
            example = f", for example --{parameter.name} {parameter.example}" if parameter.example else ""
            raise UsageError(f"{query.name} needs --{parameter.name}{example}", hint=parameter.description)
    return terms


def bound(query: StoredQuery, terms: Mapping[str, Term]) -> str:
    """Write the terms into the query's text; the lines keep their numbers."""
    text = query.text
    free: dict[str, str] = {}
    for parameter in query.parameters:
        for place in parameter.places:
            term = terms.get(place.variable)
            clause = f"VALUES ?{place.variable} {{ {term} }}" if term is not None else ""
            text, count = _slot(place.variable).subn(lambda _, clause=clause: clause, text)  # type: ignore[misc]  # bound at once
            if not count and term is not None:
                free[place.variable] = str(term)
    return bind(text, free) if free else text


class _Slot(NamedTuple):
    """A parameter, the place its value goes to, and what helps to read the value."""

    parameter: Parameter
    place: Place
    named: Callable[[str, str], NamedNode]
    spaces: Mapping[str, str]


def _slot(variable: str) -> re.Pattern[str]:
    """Match the clause that a variable's value replaces: `VALUES ?_name { UNDEF }`."""
    return re.compile(rf"\bVALUES\s*[?$]{re.escape(variable)}\s*\{{\s*UNDEF\s*\}}", re.IGNORECASE)


def _allowed(parameter: Parameter, value: str) -> str:
    if not parameter.allowed or value in parameter.allowed:
        return value
    near = [each for each in parameter.allowed if each.casefold() == value.strip().casefold()]
    if len(near) == 1:
        return near[0]
    raise UsageError(
        f"{value[:80]!r} is not allowed", where=f"--{parameter.name}", hint=nearest(value, parameter.allowed)
    )


def _term(slot: _Slot, value: str) -> Term:
    if slot.place.datatype:
        return _typed(slot, value)
    if slot.place.type in _MAKERS:
        return _MAKERS[slot.place.type](slot, value)
    return slot.named(slot.place.type, _text(slot, value))


def _iri(slot: _Slot, value: str) -> Term:
    prefix, colon, local = value.partition(":")
    if colon and prefix in slot.spaces and not local.startswith("//"):
        value = slot.spaces[prefix] + local
    try:
        return NamedNode(_text(slot, value))
    except ValueError as problem:
        raise _wrong(
            slot, value, "write an absolute IRI, https://…, or one with a known prefix, event:wrc-23"
        ) from problem


def _goal(slot: _Slot, value: str) -> Term:
    if not (match := _GOAL.fullmatch(value.strip())):
        near = re.fullmatch(r"\D*([0-9]{1,3})\D*", value)
        hint = f"did you mean {max(1, min(17, int(near[1])))}? " if near else ""
        raise _wrong(slot, value, hint + "write a number from 1 to 17")
    return NamedNode(VOCABULARIES["sdg"] + match[1])


def _target(slot: _Slot, value: str) -> Term:
    known = tuple(
        f"{goal}.{number}" for goal, (most, letters) in TARGETS.items() for number in (*range(1, most + 1), *letters)
    )
    match = _TARGET.fullmatch(value.strip())
    text = match[1].lower() if match else value.strip().lower()
    if text not in known:
        import difflib  # noqa: PLC0415  for a wrong value only

        near = difflib.get_close_matches(text, known, n=1, cutoff=0.5)
        raise _wrong(slot, value, (f"did you mean {near[0]}? " if near else "") + "write a target such as 4.7 or 9.c")
    return NamedNode(VOCABULARIES["sdg"] + text)


def _date(slot: _Slot, value: str) -> Term:
    import datetime as dt  # noqa: PLC0415  for days only

    try:
        day = dt.datetime.strptime(value, "%Y-%m-%d").date()  # noqa: DTZ007  a day of the calendar has no zone
    except ValueError as problem:
        raise _wrong(slot, value, "write a day that exists, as 2024-05-27") from problem
    return Literal(day.isoformat(), datatype=_xsd("date"))


def _year(slot: _Slot, value: str) -> Term:
    if not _YEAR.fullmatch(value):
        raise _wrong(slot, value, "write four digits, as 2024")
    return Literal(value, datatype=_xsd("gYear"))


def _integer(slot: _Slot, value: str) -> Term:
    if not _INTEGER.fullmatch(value):
        raise _wrong(slot, value, "write a whole number")
    return Literal(str(int(value)), datatype=_xsd("integer"))


def _decimal(slot: _Slot, value: str) -> Term:
    if not _DECIMAL.fullmatch(value):
        raise _wrong(slot, value, "write a number, as 2.5")
    return Literal(value, datatype=_xsd("decimal"))


def _number(slot: _Slot, value: str) -> Term:
    """Make of a number what SPARQL makes of it (§19.8, NumericLiteral)."""
    if _INTEGER.fullmatch(value):
        return _integer(slot, value)
    if _DOUBLE.fullmatch(value):
        return Literal(value, datatype=_xsd("double"))
    return _decimal(slot, value)


def _boolean(slot: _Slot, value: str) -> Term:
    if value.lower() not in {"true", "false"}:
        raise _wrong(slot, value, "write true or false")
    return Literal(value.lower(), datatype=_xsd("boolean"))


def _string(slot: _Slot, value: str) -> Term:
    text = _text(slot, value)
    return Literal(text, language=slot.place.language) if slot.place.language else Literal(text)


def _typed(slot: _Slot, value: str) -> Term:
    text = _text(slot, value)
    form, example = _FORMS.get(slot.place.datatype.removeprefix(VOCABULARIES["xsd"]), (".*", ""))
    if not re.fullmatch(form, text, re.ASCII | re.DOTALL):
        raise _wrong(slot, value, f"write it as {example}")
    return Literal(text, datatype=NamedNode(slot.place.datatype))


_MAKERS: dict[str, Callable[[_Slot, str], Term]] = {
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


def _text(slot: _Slot, value: str) -> str:
    try:
        value.encode()
    except UnicodeEncodeError as problem:
        raise _wrong(slot, ascii(value), "write it in UTF-8") from problem
    if _CONTROL.search(value) or _ESCAPE.search(value):
        raise _wrong(slot, value, "write the characters themselves, no control characters and no \\u escapes")
    return value


def _xsd(name: str) -> NamedNode:
    return NamedNode(VOCABULARIES["xsd"] + name)


def _wrong(slot: _Slot, value: str, hint: str) -> UsageError:
    return UsageError(f"{value[:80]!r} is no {slot.place.type}", where=f"--{slot.parameter.name}", hint=hint)


def nearest(value: str, names: tuple[str, ...]) -> str:
    """Say which names there are and which of them a wrong one is nearest to."""
    import difflib  # noqa: PLC0415  for a wrong name only

    near = difflib.get_close_matches(value, names, n=1)
    allowed = f"allowed: {', '.join(names)}" if names else "it takes none"
    return f"did you mean {near[0]!r}? {allowed}" if near else allowed
