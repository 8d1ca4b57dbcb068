"""Table → columns that know what they hold: goals, countries, numbers, dates, things or plain text.

A column is judged by its values; its name decides only where values cannot: that 9 is a goal, that IT is a country.
Refuses to take a cell apart unless the query says that the column holds several values.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NamedTuple

from itu_kg.errors import UsageError
from itu_kg.model.answer import Cell, Table
from itu_kg.model.stored_query import LIST_SEPARATOR
from itu_kg.model.vocab import VOCABULARIES
from itu_kg.rdf.cells import value

Role = Literal["goal", "country", "number", "date", "thing", "text", "empty"]

_GOAL = re.compile(r"(?:http://metadata\.un\.org/sdg/)?([1-9]|1[0-7])")
_ONE_GOAL = re.compile(r"(?:with)?goal", re.IGNORECASE)
_GOALS = re.compile(r"goals|emphasised", re.IGNORECASE)
_COUNTRY = re.compile(r"countr(?:y|ies)|alpha2", re.IGNORECASE)
_ALPHA2 = re.compile(r"[A-Z]{2}")
_PERIOD = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?")
_PERIODS = (VOCABULARIES["xsd"] + "gYear", VOCABULARIES["xsd"] + "gYearMonth")
_NAMED = re.compile(r"name|label|title|acronym|subjectName", re.IGNORECASE)


class Period(NamedTuple):
    """A day, or a month or year whose day is not known (`exact` is false then), from its first day to its last."""

    first: dt.date
    last: dt.date
    exact: bool


@dataclass(frozen=True, slots=True)
class Column:
    """A column, what it holds, and the values of each row as text: none where the cell is empty."""

    name: str
    role: Role
    cells: tuple[Cell | None, ...]
    parts: tuple[tuple[str, ...], ...]
    several: bool = False

    @property
    def distinct(self) -> int:
        """How many different values it has."""
        return len({part for parts in self.parts for part in parts})

    @property
    def names(self) -> bool:
        """Whether it is what rows are called by."""
        return self.role == "text" and (_NAMED.fullmatch(self.name) is not None or self.name.endswith("Name"))

    def number(self, row: int) -> Decimal | None:
        """The number of a row."""
        held = value(self.cells[row])
        return None if held is None else Decimal(str(held))

    def period(self, row: int) -> Period | None:
        """The date of a row."""
        cell = self.cells[row]
        return None if cell is None else period(cell)


def columns(table: Table, lists: Sequence[str] = ()) -> tuple[Column, ...]:
    """Judge each column; those of `lists` hold several values in a cell."""
    return tuple(
        _column(name, tuple(row[i] for row in table.rows), several=name in lists)
        for i, name in enumerate(table.columns)
    )


class Unsuitable(UsageError):  # noqa: N818  it is no error of the answer's
    """An answer has not got what a kind of chart needs; another kind may do."""


def unsuitable(kind: str, what: str, columns: Sequence[Column]) -> Unsuitable:
    """The refusal of an answer: what a chart needs, and what there is instead."""
    has = ", ".join(f"{column.name} ({column.role})" for column in columns) or "no column"
    return Unsuitable(f"a {kind} chart needs {what}", where="--chart", hint=f"this answer has {has}")


def period(cell: Cell) -> Period | None:
    """Read a cell as a day, a month or a year."""
    held = value(cell)
    if isinstance(held, dt.datetime):
        return Period(held.date(), held.date(), exact=True)
    if isinstance(held, dt.date):
        return Period(held, held, exact=True)
    # A query that cuts months out of dates has them as text: not every store makes an xsd:gYearMonth of it.
    dated = cell.datatype in _PERIODS or (cell.kind == "literal" and not cell.datatype and len(cell.value) == 7)
    if dated and (match := _PERIOD.fullmatch(cell.value)):
        year, month = int(match[1]), int(match[2] or 0)
        if year and month <= 12:
            last = month or 12
            end = dt.date(year, last, calendar.monthrange(year, last)[1])
            return Period(dt.date(year, month or 1, 1), end, exact=False)
    return None


def _column(name: str, cells: tuple[Cell | None, ...], *, several: bool) -> Column:
    split = tuple(_parts(cell, several=several) for cell in cells)
    flat = [part for parts in split for part in parts]
    bound = [cell for cell in cells if cell is not None]
    if not flat:
        return Column(name, "empty", cells, split, several)
    numbers = all(_is_number(cell) for cell in bound)
    if all(_GOAL.fullmatch(part) for part in flat) and (
        _ONE_GOAL.fullmatch(name) or (_GOALS.fullmatch(name) and not numbers) or bound[0].kind == "uri"
    ):
        goals = tuple(tuple(part.rpartition("/")[2] for part in parts) for parts in split)
        return Column(name, "goal", cells, goals, several)
    return Column(name, _role(name, bound, flat, numbers=numbers), cells, split, several)


def _role(name: str, bound: list[Cell], flat: list[str], *, numbers: bool) -> Role:
    if numbers:
        return "number"
    if all(period(cell) for cell in bound):
        return "date"
    if _COUNTRY.fullmatch(name) and all(_ALPHA2.fullmatch(part) for part in flat):
        return "country"
    return "thing" if all(cell.kind != "literal" for cell in bound) else "text"


def _is_number(cell: Cell) -> bool:
    held = value(cell)
    return isinstance(held, int | Decimal | float) and not isinstance(held, bool) and Decimal(str(held)).is_finite()


def _parts(cell: Cell | None, *, several: bool) -> tuple[str, ...]:
    if cell is None or not cell.value:
        return ()
    return tuple(part for part in cell.value.split(LIST_SEPARATOR) if part) if several else (cell.value,)
