"""A person's values × StoredQuery → SPARQL text that holds them as RDF terms.

A value is checked against its type, made into a term by the RDF library, and written where the query's text says
`VALUES ?_name { UNDEF }`; without a value that clause goes, and the variable is free. Refuses to put a person's text
into a query in any other way.
"""

from __future__ import annotations

import datetime as dt
import difflib
import re
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from itu_kg.errors import UsageError
from itu_kg.model.vocab import VOCABULARIES
from itu_kg.query.header import slot

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from itu_kg.query.header import Parameter, StoredQuery

Term = NamedNode | Literal

_GOAL = re.compile(r"(?:SDG\s*)?0?([1-9]|1[0-7])", re.IGNORECASE)
_TARGET = re.compile(r"(?:SDG\s*)?((?:[1-9]|1[0-7])\.(?:[1-9][0-9]?|[a-d]))", re.IGNORECASE)
_INTEGER = re.compile(r"[+-]?[0-9]{1,18}")
_DECIMAL = re.compile(r"[+-]?(?:[0-9]{1,15}(?:\.[0-9]{0,15})?|\.[0-9]{1,15})")
_YEAR = re.compile(r"[0-9]{4}")
# An escape that some engines undo anywhere in a query, before they read it (SPARQL 1.1 §19.2).
_ESCAPE = re.compile(r"\\(?:u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


def given(query: StoredQuery, values: Mapping[str, str], named: Callable[[str, str], NamedNode]) -> dict[str, Term]:
    """Turn values into terms, defaults included.

    Args:
        query: whose parameters they are.
        values: texts by parameter name.
        named: finds the thing that a text names, for the types `organisation` and `country`: (type, text) → its IRI.

    Raises:
        UsageError: a name or value is not allowed, or a required value is missing.
    """
    known = {parameter.name: parameter for parameter in query.parameters}
    for name in values:
        if name not in known:
            raise UsageError(f"{query.name} takes no parameter {name!r}", hint=_nearest(name, tuple(known)))
    terms: dict[str, Term] = {}
    for parameter in query.parameters:
        value = values.get(parameter.name, parameter.default)
        if value is not None:
            terms[parameter.name] = _term(parameter, value, named)
        elif parameter.required:
            example = f", for example --{parameter.name} {parameter.example}" if parameter.example else ""
            raise UsageError(f"{query.name} needs --{parameter.name}{example}", hint=parameter.description)
    return terms


def bound(query: StoredQuery, terms: Mapping[str, Term]) -> str:
    """Write the terms into the query's text; the lines keep their numbers."""
    text = query.text
    for parameter in query.parameters:
        term = terms.get(parameter.name)
        clause = f"VALUES ?_{parameter.name} {{ {term} }}" if term is not None else ""
        text = slot(parameter.name).sub(lambda _, clause=clause: clause, text)  # type: ignore[misc]  # bound at once
    return text


def _term(parameter: Parameter, value: str, named: Callable[[str, str], NamedNode]) -> Term:
    if parameter.allowed and value not in parameter.allowed:
        raise _wrong(parameter, value, _nearest(value, parameter.allowed))
    if parameter.type in {"organisation", "country"}:
        return named(parameter.type, _text(parameter, value))
    return _MAKERS[parameter.type](parameter, value)


def _iri(parameter: Parameter, value: str) -> Term:
    try:
        return NamedNode(value)
    except ValueError as problem:
        raise _wrong(parameter, value, "write an absolute IRI, https://…") from problem


def _goal(parameter: Parameter, value: str) -> Term:
    if not (match := _GOAL.fullmatch(value.strip())):
        raise _wrong(parameter, value, "write a number from 1 to 17")
    return NamedNode(VOCABULARIES["sdg"] + match[1])


def _target(parameter: Parameter, value: str) -> Term:
    if not (match := _TARGET.fullmatch(value.strip())):
        raise _wrong(parameter, value, "write a target such as 4.7 or 9.c")
    return NamedNode(VOCABULARIES["sdg"] + match[1].lower())


def _date(parameter: Parameter, value: str) -> Term:
    try:
        day = dt.datetime.strptime(value, "%Y-%m-%d").date()  # noqa: DTZ007  a day of the calendar has no zone
    except ValueError as problem:
        raise _wrong(parameter, value, "write a day that exists, as 2024-05-27") from problem
    return Literal(day.isoformat(), datatype=_xsd("date"))


def _year(parameter: Parameter, value: str) -> Term:
    if not _YEAR.fullmatch(value):
        raise _wrong(parameter, value, "write four digits, as 2024")
    return Literal(value, datatype=_xsd("gYear"))


def _integer(parameter: Parameter, value: str) -> Term:
    if not _INTEGER.fullmatch(value):
        raise _wrong(parameter, value, "write a whole number")
    return Literal(str(int(value)), datatype=_xsd("integer"))


def _decimal(parameter: Parameter, value: str) -> Term:
    if not _DECIMAL.fullmatch(value):
        raise _wrong(parameter, value, "write a number, as 2.5")
    return Literal(value, datatype=_xsd("decimal"))


def _string(parameter: Parameter, value: str) -> Term:
    text = _text(parameter, value)
    return Literal(text, language=parameter.language) if parameter.language else Literal(text)


_MAKERS: dict[str, Callable[[Parameter, str], Term]] = {
    "iri": _iri,
    "goal": _goal,
    "target": _target,
    "date": _date,
    "year": _year,
    "integer": _integer,
    "decimal": _decimal,
    "string": _string,
}


def _text(parameter: Parameter, value: str) -> str:
    try:
        value.encode()
    except UnicodeEncodeError as problem:
        raise _wrong(parameter, ascii(value), "write it in UTF-8") from problem
    if _CONTROL.search(value) or _ESCAPE.search(value):
        raise _wrong(parameter, value, "write the characters themselves, no control characters and no \\u escapes")
    return value


def _xsd(name: str) -> NamedNode:
    return NamedNode(VOCABULARIES["xsd"] + name)


def _wrong(parameter: Parameter, value: str, hint: str) -> UsageError:
    return UsageError(f"{value[:80]!r} is no {parameter.type}", where=f"--{parameter.name}", hint=hint)


def _nearest(value: str, names: tuple[str, ...]) -> str:
    near = difflib.get_close_matches(value, names, n=1)
    allowed = f"allowed: {', '.join(names)}" if names else "it takes none"
    return f"did you mean {near[0]!r}? {allowed}" if near else allowed
