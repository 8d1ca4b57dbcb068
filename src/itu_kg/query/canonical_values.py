"""A literal → the same value in another spelling: as the engine of files writes it, or as its value alone.

Stores write values as they hold them: Virtuoso `true` as `1`, Fuseki `2700` as `2700.0`; files' own engine takes the
integers of all types as xsd:integer. Refuses to change a value: what has no one spelling, or is ill-typed, stays.
"""

from __future__ import annotations

import re
from collections.abc import Hashable
from decimal import Decimal

from itu_kg.model.answer import Cell, Table
from itu_kg.model.vocab import XSD, XSD_INTEGERS

_INTEGERS = frozenset(XSD + name for name in XSD_INTEGERS)
_DECIMAL, _BOOLEAN, _FLOATS = XSD + "decimal", XSD + "boolean", frozenset({XSD + "double", XSD + "float"})
_TRUTH = {"1": "true", "0": "false"}
_DIGITS = 18
"""Digits that the engine's integers and decimals surely hold; longer numbers stay as they are."""


def canonicalize(table: Table) -> Table:
    """Write integers, decimals and truth values as the engine of files writes them."""
    return Table(table.columns, tuple(tuple(cell and _canonical(cell) for cell in row) for row in table.rows))


def value(cell: Cell | None) -> Hashable:
    """What a cell means: equal for numbers and truth values that differ in spelling alone (XSD 1.1 §2.2)."""
    if cell is None or cell.kind == "uri":
        return cell
    if cell.kind == "bnode":
        return "blank node"
    text = cell.value.strip()
    if (cell.datatype in _INTEGERS or cell.datatype == _DECIMAL) and _is_decimal(text):
        return ("number", Decimal(text))
    if cell.datatype in _FLOATS and re.fullmatch(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?", text):
        return ("float", float(text))
    if cell.datatype == _BOOLEAN:
        return ("truth", _TRUTH.get(text, text))
    return (cell.value, cell.datatype, cell.language.lower())


def _canonical(cell: Cell) -> Cell:
    text, datatype = cell.value, cell.datatype
    if datatype in _INTEGERS and re.fullmatch(rf"[+-]?[0-9]{{1,{_DIGITS}}}", text):
        return Cell("literal", str(int(text)), XSD + "integer")
    if datatype == _DECIMAL and _is_decimal(text) and len(text) <= _DIGITS:
        number = f"{Decimal(text):f}"
        number = number.rstrip("0").rstrip(".") if "." in number else number
        return Cell("literal", "0" if number in {"", "-0"} else number, _DECIMAL)
    if datatype == _BOOLEAN and text in _TRUTH:
        return Cell("literal", _TRUTH[text], _BOOLEAN)
    return cell


def _is_decimal(text: str) -> bool:
    return re.fullmatch(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)", text) is not None
