"""A person's text → the RDF term that a parameter's type makes of it.

Refuses to guess: a text that is no value of its type is an error that says how to write one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode

from itu_kg.errors import UsageError
from itu_kg.model.names import hint, key, nearest
from itu_kg.model.stored_query import Parameter, Variable
from itu_kg.model.vocab import VOCABULARIES, XSD, XSD_INTEGERS, sdg_labels
from itu_kg.rdf.prefixes import expand

Term = NamedNode | Literal

_GOAL = re.compile(r"(?:(?:SDG|goal)[\s#-]*)?0?([1-9]|1[0-7])", re.IGNORECASE)
_TARGET = re.compile(r"(?:(?:SDG|target)[\s#-]*)?((?:[1-9]|1[0-7])\.(?:[1-9][0-9]?|[a-d]))", re.IGNORECASE)
_INTEGER = re.compile(r"[+-]?[0-9]{1,18}")
_DECIMAL = re.compile(r"[+-]?(?:[0-9]{1,15}(?:\.[0-9]{0,15})?|\.[0-9]{1,15})")
_DOUBLE = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)[eE][+-]?[0-9]+")
_OF_GOAL = re.compile(r"\D*([0-9]{1,2})(?:[.,]|\D*$)")
_TAG = re.compile(r"[a-z]{2,3}-[A-Za-z0-9-]{2,20}")
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

    `find_entity` finds what a name stands for: (type, name) → IRIs.
    """

    parameter: Parameter
    variable: Variable
    find_entity: Callable[[str, str], tuple[NamedNode, ...]]
    prefixes: Mapping[str, str]


def read_value(slot: Slot, value: str) -> tuple[Term, ...]:
    """Make terms of a text that is allowed: one, or those of all it stands for, as a region does for its countries.

    Raises:
        UsageError: it is no value of the type.
    """
    if slot.variable.datatype:
        return (_typed(slot, value),)
    if slot.variable.type in _MAKERS:
        return (_MAKERS[slot.variable.type](slot, value),)
    text = _text(slot, value)
    if (iri := as_iri(text, slot.prefixes)) and slot.variable.type == "thing":
        return (_iri(slot, iri),)
    try:
        return slot.find_entity(slot.variable.type, text)
    except UsageError as problem:
        raise UsageError(problem.what, where=f"--{slot.parameter.name}", hint=problem.hint) from problem


def as_iri(text: str, spaces: Mapping[str, str]) -> str | None:
    """The IRI that a text is, whole or with a known prefix; None where it is rather a name."""
    iri = expand(text, spaces)
    return iri if iri != text or re.match(r"[A-Za-z][A-Za-z0-9+.-]*://|urn:", text) else None


def _iri(slot: Slot, value: str) -> Term:
    try:
        return NamedNode(_text(slot, expand(value, slot.prefixes)))
    except ValueError as problem:
        raise _wrong(
            slot, value, "write an absolute IRI, https://…, or one with a known prefix, event:wrc-23"
        ) from problem


def _goal(slot: Slot, value: str) -> Term:
    if match := _GOAL.fullmatch(value.strip()):
        return NamedNode(VOCABULARIES["sdg"] + match[1])
    return _of_sdg(slot, value, [number for number in sdg_labels() if "." not in number], "write a number from 1 to 17")


def _target(slot: Slot, value: str) -> Term:
    match = _TARGET.fullmatch(value.strip())
    if match and match[1].lower() in sdg_labels():
        return NamedNode(VOCABULARIES["sdg"] + match[1].lower())
    return _of_sdg(
        slot, value, [number for number in sdg_labels() if "." in number], "write a target such as 4.7 or 9.c"
    )


def _of_sdg(slot: Slot, value: str, numbers: Sequence[str], otherwise: str) -> Term:
    """The goal or target that goes by a name, in any language of the United Nations."""
    labels = {label: number for number in numbers for label in sdg_labels()[number]}
    meant = {number for label, number in labels.items() if key(label) == key(value)} if key(value) else set()
    if len(meant) == 1:
        return NamedNode(VOCABULARIES["sdg"] + meant.pop())
    if re.search(r"[0-9]", value):
        near = list(nearest(value, numbers, most=1))
        if (goal := _OF_GOAL.match(value)) and (targets := [n for n in numbers if n.startswith(f"{goal[1]}.")]):
            raise _wrong(slot, value, f"goal {goal[1]} has the targets {', '.join(targets)}")
        if outside := re.fullmatch(r"\D*([0-9]{1,3})\D*", value):
            near = [str(max(1, min(17, int(outside[1]))))]
    else:
        by_number = {labels[label]: label for label in reversed(nearest(value, labels))}
        near = [f"{label} ({number})" for number, label in reversed(by_number.items())]
    raise _wrong(slot, value, f"did you mean {' or '.join(near)}? {otherwise}" if near else otherwise)


def _language(slot: Slot, value: str) -> Term:
    """A language's tag (BCP 47), from the tag or a name in English, French, Spanish or itself."""
    from itu_kg.model.language_names import CODES, NAMES  # noqa: PLC0415  for languages only

    tags = {**{key(name): tag for name, tag in NAMES.items()}, **CODES, **{tag: tag for tag in NAMES.values()}}
    if tag := tags.get(key(value)):
        return Literal(tag)
    if _TAG.fullmatch(value):
        return Literal(value)
    raise _wrong(slot, value, hint(value, NAMES, "write a language's name or tag, as French or fr"))


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
    "language": _language,
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


def _wrong(slot: Slot, value: str, advice: str) -> UsageError:
    return UsageError(f"{value[:80]!r} is no {slot.variable.type}", where=f"--{slot.parameter.name}", hint=advice)
