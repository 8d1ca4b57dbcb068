"""RDF terms → cells of a table → Python values: numbers, dates, truth values; all else is text.

A literal that its datatype does not allow ("2024-02-31"^^xsd:date) stays the text it is. So do what Python has no type
for: years and months alone, dates with a zone. Refuses to round: a decimal is a Decimal, never a float.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from decimal import Decimal

from itu_kg.model.answer import Answer, Cell, Table
from itu_kg.model.column import NO_TITLE, Column
from itu_kg.model.graph import Term
from itu_kg.model.stored_query import LIST_SEPARATOR
from itu_kg.model.vocab import XSD, XSD_INTEGERS
from itu_kg.rdf.ntriples import parts


class Iri(str):
    """An IRI: a str that prints as one and is known for one."""

    __slots__ = ()


Value = str | Iri | bool | int | float | Decimal | dt.date | dt.datetime
"""What a bound cell becomes."""

_INTEGER = re.compile(r"[+-]?[0-9]+")
_DECIMAL = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
_DOUBLE = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|[+-]?INF|NaN")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DATETIME = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?(?:Z|[+-][0-9]{2}:[0-9]{2})?"
)
_LONGEST = 4000
"""Digits that Python turns into an int without being told to; its own limit is 4,300."""


def value(cell: Cell | None) -> Value | None:
    """What a cell holds; None where it is unbound. A blank node is its label, `_:b0`."""
    if cell is None:
        return None
    if cell.kind == "uri":
        return Iri(cell.value)
    if cell.kind == "bnode":
        return f"_:{cell.value}"
    made = _MAKERS[cell.datatype](cell.value) if cell.datatype in _MAKERS else None
    return cell.value if made is None else made


def rows(
    table: Table, columns: Mapping[str, Column] | None = None
) -> tuple[tuple[Value | list[Value] | None, ...], ...]:
    """The rows of a table as Python values; a column of several values has a list in each row, empty without value."""
    described = ((columns or {}).get(name, NO_TITLE) for name in table.columns)
    lists = [_maker(column) if column.several else None for column in described]
    return tuple(
        tuple(_items(cell, make) if make else value(cell) for cell, make in zip(row, lists, strict=True))
        for row in table.rows
    )


def _maker(column: Column) -> Callable[[str], Value | None]:
    if column.datatype in XSD_INTEGERS:
        return _integer
    return Iri if column.datatype == "anyURI" else str


def _items(cell: Cell | None, make: Callable[[str], Value | None]) -> list[Value]:
    # An engine can only put texts together: one that is no number where numbers are expected stays the text it is.
    texts = cell.value.split(LIST_SEPARATOR) if cell else []
    made = [(text, make(text)) for text in texts if text]
    return [text if item is None else item for text, item in made]


def kind(values: list[Value | None]) -> type:
    """The one type that all values of a column are, whole numbers among decimals counting as such; else str."""
    types = {Iri if isinstance(each, Iri) else type(each) for each in values if each is not None}
    if types == {int, Decimal}:
        return Decimal
    return types.pop() if len(types) == 1 else str


def _integer(text: str) -> int | None:
    return int(text) if _INTEGER.fullmatch(text) and len(text) <= _LONGEST else None


def _decimal(text: str) -> Decimal | None:
    return Decimal(text) if _DECIMAL.fullmatch(text) else None


def _double(text: str) -> float | None:
    return float(text.replace("INF", "inf")) if _DOUBLE.fullmatch(text) else None


def _date(text: str) -> dt.date | None:
    if not _DATE.fullmatch(text):
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def _datetime(text: str) -> dt.datetime | None:
    if not _DATETIME.fullmatch(text):
        return None
    try:
        return dt.datetime.fromisoformat(text)
    except ValueError:
        return None


_MAKERS: dict[str, Callable[[str], Value | None]] = {
    **{XSD + name: _integer for name in XSD_INTEGERS},
    XSD + "decimal": _decimal,
    XSD + "double": _double,
    XSD + "float": _double,
    XSD + "boolean": {"true": True, "1": True, "false": False, "0": False}.get,
    XSD + "date": _date,
    XSD + "dateTime": _datetime,
}


_TRIPLE = ("subject", "predicate", "object")


def as_table(answer: Answer) -> Table:
    """Any answer as a table: of a graph, subject, predicate and object; of a yes or no, one row."""
    if isinstance(answer, Table):
        return answer
    if isinstance(answer, bool):
        return Table(("answer",), ((Cell("literal", str(answer).lower()),),))
    return Table(_TRIPLE, tuple(tuple(_cell(term) for term in triple) for triple in answer.triples))


def _cell(term: Term) -> Cell:
    if term.startswith("<"):
        return Cell("uri", term[1:-1])
    if term.startswith("_:"):
        return Cell("bnode", term[2:])
    text, datatype, language = parts(term)
    return Cell("literal", text, datatype, language)
