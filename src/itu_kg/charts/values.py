"""What charts show: categories and their measures, points in time, spans, ties. Nothing is judged here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal

    from itu_kg.charts.columns import Period


class Category(NamedTuple):
    """What a bar, slice or point stands for, with the colour that is officially its own, if it has one."""

    label: str
    colour: str = ""
    order: int = 0


class Measure(NamedTuple):
    """A number for each category, None where there is none; `marks` what stands before it, `>` for "more than"."""

    name: str
    values: tuple[Decimal | None, ...]
    marks: tuple[str, ...] = ()

    def mark(self, place: int) -> str:
        """What stands before the number of a category."""
        return self.marks[place] if self.marks else ""


@dataclass(frozen=True, slots=True)
class Shares:
    """Categories and their measures, all in one unit, and what has to be said of them."""

    categories: tuple[Category, ...]
    measures: tuple[Measure, ...]
    note: str = ""


class Point(NamedTuple):
    """A number at a date."""

    at: dt.date
    number: Decimal


class Span(NamedTuple):
    """Something with a date, and how far it has come, if the answer says so; spans of one `thing` share a line."""

    label: str
    period: Period
    stage: str = ""
    thing: str = ""


class Tie(NamedTuple):
    """Two things, how strongly they are tied, and what the second is to the first, if the answer says so."""

    one: Category
    other: Category
    weight: Decimal
    role: str = ""


class Totals(NamedTuple):
    """A number for each country by its ISO 3166-1 alpha-2 code, what it counts, and what has to be said of it."""

    measure: str
    numbers: dict[str, Decimal]
    note: str = ""
