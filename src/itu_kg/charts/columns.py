"""Table → columns that know what they hold: goals, countries, numbers, dates, things or plain text.

A column is judged by its values; its name decides only where values cannot: that 9 is a goal, that IT is a country.
What a row is, and so what may be counted or measured, is for the query to say. Refuses to take a cell apart unless the
query says that the column holds several values.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Literal, NamedTuple

from itu_kg.charts.values import Category
from itu_kg.errors import UsageError
from itu_kg.model.answer import Cell, Table
from itu_kg.model.language_names import NAMES
from itu_kg.model.stored_query import LIST_SEPARATOR, Row
from itu_kg.model.vocab import VOCABULARIES
from itu_kg.rdf.cells import value

if TYPE_CHECKING:
    from itu_kg.charts.palette import Goal

Role = Literal["goal", "country", "number", "date", "thing", "text", "empty"]

_GOAL = re.compile(r"(?:http://metadata\.un\.org/sdg/)?([1-9]|1[0-7])")
_ONE_GOAL = re.compile(r"(?:with)?goal", re.IGNORECASE)
_GOALS = re.compile(r"goals|emphasised", re.IGNORECASE)
_COUNTRY = re.compile(r"countr(?:y|ies)|alpha2", re.IGNORECASE)
_ALPHA2 = re.compile(r"[A-Z]{2}")
_LANGUAGE = re.compile(r"languages?$", re.IGNORECASE)
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


@dataclass(frozen=True, slots=True)
class Judged:
    """An answer's columns, what its rows are, and what goals and countries are called."""

    columns: tuple[Column, ...]
    row: Row | None = None
    goals: Mapping[str, Goal] = field(default_factory=dict)
    countries: Mapping[str, str] = field(default_factory=dict)
    """Names by ISO 3166-1 alpha-2 code."""
    titles: Mapping[str, str] = field(default_factory=dict)
    """What columns are called, by name; those that are not here are called by their names."""
    acronyms: frozenset[str] = frozenset()
    """Of organisations: one that is also a country's code is taken for neither among bodies of both kinds."""

    @property
    def numbers(self) -> list[Column]:
        """The columns that measure something: those the query names, in its order; if it has no row, all numbers."""
        numbers = [each for each in self.columns if each.role == "number"]
        if self.row is None:
            return numbers
        return [each for name, _ in self.row.measures for each in numbers if each.name == name]

    def column(self, name: str) -> Column | None:
        """The column of a name, unless it has no values."""
        return next((each for each in self.columns if each.name == name and each.role != "empty"), None)

    def first(self, role: Role) -> Column | None:
        """The first column of a role, rather one with one value in a cell."""
        single = next((each for each in self.columns if each.role == role and not each.several), None)
        return single or next((each for each in self.columns if each.role == role), None)

    def category(self, *, counted: bool) -> Column | None:
        """What rows are told apart by: goal, country, name, text, thing; for counting, rather what repeats."""
        if self.row and (by := self.column(self.row.by)):
            return by
        if column := self.first("goal"):
            return column
        single = [each for each in self.columns if not each.several]
        if column := self.first("country"):
            # Where each country has a row of its own, and a name, the name says more than the code.
            alone = not counted and not column.several and column.distinct == len(column.cells)
            return next((each for each in single if alone and each.names), column)
        texts = sorted((each for each in single if each.role == "text"), key=lambda each: each.name != "name")
        named = [each for each in self.columns if each.role == "text" and each.name == "name"]
        things = [each for each in self.columns if each.role == "thing"]
        if counted:
            apart = sorted(texts, key=lambda each: each.names)
            return next((each for each in [*apart, *things] if each.distinct < len(each.cells)), None)
        return next((each for each in [*named, *(text for text in texts if text.names), *texts, *things]), None)

    def things(self, row: int) -> tuple[str, ...]:
        """What a row counts as: the values of the column that is counted, else itself."""
        counts = self.row.counts if self.row else ""
        column = next((each for each in self.columns if each.name == counts), None)
        return column.parts[row] if column else (str(row),)

    @property
    def each_row_is_a_thing(self) -> bool:
        """Whether the query says what is counted, and each row is another of these."""
        if self.row is None or not self.row.counts:
            return False
        rows = range(len(self.columns[0].cells)) if self.columns else range(0)
        return len({self.things(row) for row in rows}) == len(rows)

    def unit(self, row: int) -> str:
        """The currency or unit of a row's number."""
        held = [self.text(name, row) for name in ("currency", "unit")]
        return next((each for each in held if each), "")

    def units(self, numbers: Sequence[Column]) -> list[str]:
        """The different units of the rows that have a number, in the order of the answer."""
        rows = range(len(numbers[0].cells)) if numbers else range(0)
        return list(dict.fromkeys(self.unit(row) for row in rows if any(each.cells[row] for each in numbers))) or [""]

    def year(self, row: int) -> str:
        """The year of a row's submission."""
        column = self.column("year")
        return " ".join(column.parts[row]) if column else ""

    def comparator(self, row: int) -> str:
        """How a row's number is meant: `more-than`, `nearly`."""
        return self.text("comparator", row)

    def text(self, name: str, row: int) -> str:
        """The first value of a row in a column of texts."""
        column = next((each for each in self.columns if each.name == name and each.role == "text"), None)
        return (column.parts[row] or ("",))[0] if column else ""

    def measure(self, column: Column) -> str:
        """What a number counts or measures."""
        return dict(self.row.measures).get(column.name, "") if self.row else self.title(column)

    def title(self, column: Column) -> str:
        """What people call a column."""
        return self.titles.get(column.name, column.name)

    def named(self, column: Column, part: str) -> Category:
        """What a value is called: names, not numbers, codes or IRIs."""
        if column.role == "goal" and part in self.goals:
            goal = self.goals[part]
            return Category(f"{goal.number}  {goal.name}", goal.colour, goal.number)
        tied = self.row is not None and column.name in dict(self.row.ties) and part not in self.acronyms
        if column.role == "country" or tied:
            return Category(self.countries.get(part, shorten(part)))
        if _LANGUAGE.search(column.name):
            return Category(_language(part))
        return Category(shorten(part))


def columns(table: Table, lists: Sequence[str] = ()) -> tuple[Column, ...]:
    """Judge each column; those of `lists` hold several values in a cell."""
    return tuple(
        _column(name, tuple(row[i] for row in table.rows), several=name in lists)
        for i, name in enumerate(table.columns)
    )


class Unsuitable(UsageError):  # noqa: N818  it is no error of the answer's
    """An answer has not got what a kind of chart needs; another kind may do."""


def unsuitable(kind: str, what: str, judged: Judged) -> Unsuitable:
    """The refusal of an answer: what a chart needs, and what there is instead."""
    has = ", ".join(f"{column.name} ({column.role})" for column in judged.columns) or "no column"
    return Unsuitable(f"a {kind} chart needs {what}", where="--chart", hint=f"this answer has {has}")


def _language(tag: str) -> str:
    """A language's name in English by its tag (BCP 47), else the tag."""
    name = next((name for name, known in NAMES.items() if known == tag), tag)
    return name if name == tag else name.title()


def shorten(text: str) -> str:
    """Cut an IRI to its last part, as words; any other text stays."""
    if "://" in text and " " not in text:
        return (text.rstrip("/#").rpartition("/")[2].rpartition("#")[2] or text).replace("-", " ")
    return text


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
