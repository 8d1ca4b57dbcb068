"""Table → Parquet, through pyarrow: each column has one type, and no value loses a digit.

Whole numbers are int64, other numbers exact decimals, dates days; a column of several types, or of numbers too long for
the format, is text with the digits as they were. A column of several values is a list, of whole numbers or texts.
Refuses nothing: every table can be written. The extra `tables`.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from itu_kg.model.answer import Table
from itu_kg.model.column import NO_TITLE, Column
from itu_kg.model.vocab import XSD_INTEGERS
from itu_kg.rdf.cells import kind, rows

_LARGEST = 2**63 - 1
_DIGITS = 76  # of decimal256
_PLAIN = {float: pa.float64(), bool: pa.bool_(), dt.date: pa.date32()}


def parquet(table: Table, *, title: str, columns: Mapping[str, Column] | None = None) -> bytes:
    """Write a table; `title` is kept in the file's metadata, `columns` says which hold several values."""
    typed = rows(table, columns)
    arrays = []
    for i, name in enumerate(table.columns):
        described = (columns or {}).get(name, NO_TITLE)
        held = [row[i] for row in typed]
        arrays.append(_lists(held, described) if described.several else _array(held, [row[i] for row in table.rows]))
    fields = [pa.field(name, array.type) for name, array in zip(table.columns, arrays, strict=True)]
    schema = pa.schema(fields, metadata={"title": title} if title else None)
    stream = io.BytesIO()
    pq.write_table(pa.Table.from_arrays(arrays, schema=schema), stream, compression="zstd")
    return stream.getvalue()


def _lists(values: list[Any], column: Column) -> Any:
    numbers = column.datatype in XSD_INTEGERS and all(isinstance(item, int) for each in values for item in each)
    texts = values if numbers else [[str(item) for item in each] for each in values]
    return pa.array(texts, pa.list_(pa.int64() if numbers else pa.string()))


def _array(values: list[Any], cells: list[Any]) -> Any:
    numbers = [each for each in values if isinstance(each, int | Decimal) and not isinstance(each, bool)]
    held = kind(values)
    if held is int and all(-_LARGEST <= each <= _LARGEST for each in numbers):
        return pa.array(values, pa.int64())
    if held in {int, Decimal} and (exact := _decimal([Decimal(each) for each in numbers])):
        return pa.array([Decimal(each) if isinstance(each, int | Decimal) else None for each in values], exact)
    if held in _PLAIN:
        return pa.array(values, _PLAIN[held])
    return pa.array([None if cell is None else cell.value for cell in cells], pa.string())


def _decimal(numbers: list[Decimal]) -> Any:
    """The type that holds all the numbers exactly, or None if there is none."""
    exponents = [number.as_tuple() for number in numbers]
    scale = max(max(-int(each.exponent), 0) for each in exponents)
    whole = max(max(len(each.digits) + int(each.exponent), 1) for each in exponents)
    if whole + scale > _DIGITS:
        return None
    return pa.decimal128(whole + scale, scale) if whole + scale <= 38 else pa.decimal256(whole + scale, scale)
