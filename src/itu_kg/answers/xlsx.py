"""Table → Excel workbook, through XlsxWriter: numbers and dates typed, every text a text and never a formula.

A number that Excel's 15 digits would round, a date before 1900-03-01 and whatever else the sheet cannot hold as such is
text. Refuses a table or a text too large for a sheet instead of cutting it. The extra `tables`.
"""

from __future__ import annotations

import datetime as dt
import io
import math
from decimal import Decimal
from typing import Any

import xlsxwriter

from itu_kg.errors import UsageError
from itu_kg.model.answer import Cell, Table
from itu_kg.rdf.cells import value

_ROWS, _COLUMNS, _TEXT = 1_048_576, 16_384, 32_767
_EXACT = 15  # significant digits of a number in a cell
_FIRST_DAY = dt.date(1900, 3, 1)  # before it Excel counts a day that never was
_WIDEST = 60


def xlsx(table: Table, *, title: str) -> bytes:
    """Write a workbook of one sheet, its header fixed and filterable.

    Raises:
        UsageError: the table has more rows, columns or characters in a cell than a sheet holds.
    """
    if len(table.rows) >= _ROWS or len(table.columns) > _COLUMNS:
        raise UsageError(
            f"{len(table.rows)} rows do not fit a sheet of Excel", hint="write parquet or csv, or LIMIT it"
        )
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    # One time for every workbook: the same answer gives the same bytes.
    book.set_properties({"title": title, "created": dt.datetime(2000, 1, 1)})  # noqa: DTZ001  the library wants none
    sheet = book.add_worksheet("answer")
    bold = book.add_format({"bold": True, "bottom": 1})
    styles = {"date": book.add_format({"num_format": "yyyy-mm-dd", "align": "left"}), "text": book.add_format()}
    for column, name in enumerate(table.columns):
        sheet.write_string(0, column, name, bold)
        longest = max((len(row[column].value) for row in table.rows if row[column] is not None), default=0)  # type: ignore[union-attr]  # None is left out
        sheet.set_column(column, column, min(max(longest, len(name) + 3), _WIDEST) + 1)
    for number, row in enumerate(table.rows, start=1):
        for column, cell in enumerate(row):
            if cell is not None:
                _put(sheet, number, column, cell, styles)
    sheet.freeze_panes(1, 0)
    if table.columns:
        sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
    book.close()
    return stream.getvalue()


def _put(sheet: Any, row: int, column: int, cell: Cell, styles: dict[str, Any]) -> None:
    match value(cell):
        case bool() as held:
            sheet.write_boolean(row, column, held)
        case (int() | Decimal()) as number if _digits(number) <= _EXACT:
            sheet.write_number(row, column, float(number))
        case float() as number if math.isfinite(number):
            sheet.write_number(row, column, number)
        case dt.date() as day if not isinstance(day, dt.datetime) and day >= _FIRST_DAY:
            sheet.write_datetime(row, column, day, styles["date"])
        case _:
            if len(cell.value) > _TEXT:
                raise UsageError(
                    f"a text of {len(cell.value)} characters does not fit a cell", hint="write parquet or csv"
                )
            sheet.write_string(row, column, cell.value, styles["text"])


def _digits(number: int | Decimal) -> int:
    return len(Decimal(number).normalize().as_tuple().digits) if number else 1
