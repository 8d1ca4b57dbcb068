"""Table → Excel workbook, through XlsxWriter: numbers and dates typed, every text a text and never a formula.

The first sheet has the answer under headings in words, with web addresses to click on; the second says whose data it
is, under which licence, what was asked and with which version, and what each column is called in the data.

A number that Excel's 15 digits would round, a date before 1900-03-01 and whatever else the sheet cannot hold as such is
text. Refuses a table or a text too large for a sheet instead of cutting it. The extra `tables`.
"""

from __future__ import annotations

import datetime as dt
import io
import math
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple

import xlsxwriter

from itu_kg import __version__
from itu_kg.errors import UsageError
from itu_kg.model.answer import AnswerHeading, Cell, Table
from itu_kg.model.column import column_headings
from itu_kg.rdf.cells import value

_ROWS, _COLUMNS, _TEXT = 1_048_576, 16_384, 32_767
_EXACT = 15  # significant digits of a number in a cell
_FIRST_DAY = dt.date(1900, 3, 1)  # before it Excel counts a day that never was
_WIDEST = 60
_LINKS = 65_530  # that a sheet of Excel holds; the addresses after them are texts
_LINK = re.compile(r"(?:https?://|mailto:)[^\s<>\"]{1,2000}", re.IGNORECASE)


class _Styles(NamedTuple):
    head: Any
    date: Any
    text: Any
    link: Any
    wrapped: Any


def xlsx(table: Table, heading: AnswerHeading) -> bytes:
    """Write a workbook of two sheets, the answer's header fixed and filterable.

    Raises:
        UsageError: the table has more rows, columns or characters in a cell than a sheet holds.
    """
    if len(table.rows) >= _ROWS or len(table.columns) > _COLUMNS:
        raise UsageError(
            f"{len(table.rows)} rows do not fit a sheet of Excel", hint="write parquet or csv, or LIMIT it"
        )
    stream = io.BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(stream, {"in_memory": True, **plain})
    # One time for every workbook: the same answer gives the same bytes.
    book.set_properties({"title": heading.title, "created": dt.datetime(2000, 1, 1)})  # noqa: DTZ001  the library wants none
    sheet, about = book.add_worksheet("answer"), book.add_worksheet("source")
    styles = _Styles(
        head=book.add_format({"bold": True, "bottom": 1}),
        date=book.add_format({"num_format": "yyyy-mm-dd", "align": "left"}),
        text=book.add_format(),
        link=book.get_default_url_format(),
        wrapped=book.add_format({"text_wrap": True, "valign": "top"}),
    )
    headings = column_headings(table.columns, heading.columns)
    for column, name in enumerate(headings):
        sheet.write_string(0, column, name, styles.head)
        longest = max((len(row[column].value) for row in table.rows if row[column] is not None), default=0)  # type: ignore[union-attr]  # None is left out
        sheet.set_column(column, column, min(max(longest, len(name) + 3), _WIDEST) + 1)
    links = iter(range(_LINKS))
    for number, row in enumerate(table.rows, start=1):
        for column, cell in enumerate(row):
            if cell is not None:
                _put(sheet, (number, column), cell, styles, links)
    sheet.freeze_panes(1, 0)
    if table.columns:
        sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
    _write_source(about, table, heading, styles)
    book.close()
    return stream.getvalue()


def _write_source(sheet: Any, table: Table, heading: AnswerHeading, styles: _Styles) -> None:
    facts = [
        ("Answer to", heading.title), ("Restricted to", heading.note), ("Rows", str(len(table.rows))),
        ("Data", heading.source), ("Made with", f"itu-kg {__version__}"), ("Query", heading.name),
        *zip(column_headings(table.columns, heading.columns), (f"column {name} of the query" for name in table.columns),
             strict=True),
        ("SPARQL", heading.text),
    ]  # fmt: skip
    sheet.set_column(0, 0, max(len(label) for label, _ in facts) + 1)
    sheet.set_column(1, 1, 2 * _WIDEST)
    for row, (label, text) in enumerate((label, text) for label, text in facts if text):
        sheet.write_string(row, 0, label, styles.head)
        sheet.write_string(row, 1, text[:_TEXT], styles.wrapped)


def _put(sheet: Any, place: tuple[int, int], cell: Cell, styles: _Styles, links: Iterator[int]) -> None:
    match value(cell):
        case bool() as held:
            sheet.write_boolean(*place, held)
        case (int() | Decimal()) as number if _digits(number) <= _EXACT:
            sheet.write_number(*place, float(number))
        case float() as number if math.isfinite(number):
            sheet.write_number(*place, number)
        case dt.date() as day if not isinstance(day, dt.datetime) and day >= _FIRST_DAY:
            sheet.write_datetime(*place, day, styles.date)
        case _:
            if len(cell.value) > _TEXT:
                raise UsageError(
                    f"a text of {len(cell.value)} characters does not fit a cell", hint="write parquet or csv"
                )
            if _LINK.fullmatch(cell.value) and next(links, None) is not None:
                sheet.write_url(*place, cell.value, styles.link, cell.value)
            else:
                sheet.write_string(*place, cell.value, styles.text)


def _digits(number: int | Decimal) -> int:
    return len(Decimal(number).normalize().as_tuple().digits) if number else 1
