"""Columns → what a kind of chart shows: categories and measures, points in time, places, pairs, spans.

Each function takes what its chart needs from whatever columns there are, in a fixed order of preference that
docs/query.md tells, and refuses an answer that has not got it with one line that names what is needed. Numbers in
several units are refused: bars side by side would compare them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from itu_kg.charts.columns import Column, Period, unsuitable
from itu_kg.errors import UsageError

if TYPE_CHECKING:
    import datetime as dt

    from itu_kg.charts.palette import Goal

Goals = dict[str, "Goal"]

ROWS = "rows of the answer"
"""The measure of an answer that has no number."""

MOST_MEASURES = 4


class Category(NamedTuple):
    """What a bar or slice stands for, with the colour that is officially its own, if it has one."""

    label: str
    colour: str = ""
    order: int = 0


class Measure(NamedTuple):
    """A number for each category; None where there is none."""

    name: str
    values: tuple[Decimal | None, ...]


@dataclass(frozen=True, slots=True)
class Shares:
    """Categories and their measures."""

    categories: tuple[Category, ...]
    measures: tuple[Measure, ...]


class Point(NamedTuple):
    """A number at a date."""

    at: dt.date
    number: Decimal


class Span(NamedTuple):
    """Something with a date, and how far it has come, if the answer says so."""

    label: str
    period: Period
    stage: str = ""


class Pair(NamedTuple):
    """Two things and how strongly they are tied."""

    one: Category
    other: Category
    weight: Decimal


def shares(kind: str, columns: Sequence[Column], goals: Goals) -> Shares:
    """Categories with all their numbers, or with the count of their rows."""
    numbers = _number_columns(columns)
    category = _category_column(columns, counted=not numbers)
    if category is None:
        raise unsuitable(kind, "a column of goals, countries or names, and numbers or rows to count", columns)
    if numbers and not category.several:
        rows = [row for row in range(len(category.parts)) if category.parts[row]]
        if category.distinct < len(rows):
            raise unsuitable(kind, f"a column that tells the rows apart, and {category.name} repeats", columns)
        named = tuple(_category(category, category.parts[row][0], goals) for row in rows)
        measures = [Measure(each.name, tuple(each.number(row) for row in rows)) for each in numbers[:MOST_MEASURES]]
        return Shares(named, tuple(measures))
    counts = Counter(part for parts in category.parts for part in dict.fromkeys(parts))
    if not counts:
        raise unsuitable(kind, "at least one row", columns)
    named = tuple(_category(category, part, goals) for part in counts)
    return Shares(named, (Measure(ROWS, tuple(Decimal(n) for n in counts.values())),))


def parts_of_a_whole(columns: Sequence[Column], goals: Goals) -> Shares:
    """Categories that exclude one another, with one number that is not negative."""
    category = _category_column(columns, counted=not _number_columns(columns))
    if category is not None and category.several:
        raise unsuitable(
            "pie", f"categories that exclude one another, and {category.name} has several in a cell", columns
        )
    whole = shares("pie", columns, goals)
    measure = whole.measures[0]
    pairs = [(c, v) for c, v in zip(whole.categories, measure.values, strict=True) if v]
    if not pairs or any(value < 0 for _, value in pairs):
        raise unsuitable("pie", "numbers above zero", columns)
    return Shares(tuple(c for c, _ in pairs), (Measure(measure.name, tuple(v for _, v in pairs)),))


def series(columns: Sequence[Column]) -> tuple[str, dict[str, list[Point]]]:
    """The name of what is measured, and for each line its points in the order of time."""
    when = _first(columns, "date")
    if when is None:
        raise unsuitable("line", "a column of dates or years", columns)
    numbers = _number_columns(columns)
    dated = [(row, at) for row in range(len(when.cells)) if (at := when.period(row))]
    if not numbers:
        step, points = _count_by_step([at for _, at in dated])
        lines, name = {ROWS: points}, f"{ROWS}, by {step} of {when.name}"
    else:
        apart = _category_column(columns, counted=False)
        repeated = len({at for _, at in dated}) < len(dated)
        lines = {}
        for row, at in dated:
            for each in numbers[:1] if repeated and apart else numbers[:MOST_MEASURES]:
                label = (apart.parts[row] or ("",))[0] if repeated and apart else each.name
                number = each.number(row)
                if number is not None:
                    lines.setdefault(label, []).append(Point(at.first, number))
        name = numbers[0].name if len(numbers) == 1 or repeated else ", ".join(each.name for each in numbers)
    lines = {label: sorted(points) for label, points in lines.items() if points}
    if max((len({point.at for point in points}) for points in lines.values()), default=0) < 2:
        raise unsuitable("line", "at least two dates", columns)
    return name, lines


def country_totals(columns: Sequence[Column]) -> dict[str, Decimal]:
    """The number of each country by its ISO 3166-1 alpha-2 code, or the count of its rows."""
    where = _first(columns, "country")
    if where is None:
        raise unsuitable("map", "a column `country` of ISO 3166-1 alpha-2 codes", columns)
    numbers = _number_columns(columns)
    totals: dict[str, Decimal] = {}
    for row, codes in enumerate(where.parts):
        number = numbers[0].number(row) if numbers and not where.several else Decimal(1)
        for code in dict.fromkeys(codes):
            if number is not None:
                totals[code] = totals.get(code, Decimal(0)) + number
    return totals


def pairs(columns: Sequence[Column], goals: Goals) -> tuple[Pair, ...]:
    """Pairs of two columns, or of each row's name and the several values of another of its cells."""
    usable = [each for each in columns if each.role in {"goal", "country", "text", "thing"}]
    one, other = _edge_columns(usable)
    if one is None or other is None:
        raise unsuitable("network", "two columns of goals, names or things, or a name and a column of lists", columns)
    numbers = _number_columns(columns)
    weights: dict[tuple[Category, Category], Decimal] = {}
    for row in range(len(one.parts)):
        # A number of a row says nothing of each value in a list of that row.
        number = numbers[0].number(row) if numbers and not one.several and not other.several else Decimal(1)
        for left in one.parts[row]:
            for right in other.parts[row]:
                key = (_category(one, left, goals), _category(other, right, goals))
                if _are_twins(one, other) and key[::-1] in weights:
                    continue  # the same tie, told from the other end
                weights[key] = weights.get(key, Decimal(0)) + (number or Decimal(0))
    if not weights:
        raise unsuitable("network", "at least one pair", columns)
    return tuple(Pair(left, right, weight) for (left, right), weight in weights.items())


def spans(columns: Sequence[Column]) -> tuple[tuple[Span, ...], tuple[str, ...]]:
    """What has a date, earliest first, and the names of what has none."""
    dates = [each for each in columns if each.role == "date"]
    start = next((each for each in dates if each.name == "start"), dates[0] if dates else None)
    named = next((each for each in columns if each.name == "name" and each.role == "text"), None)
    label = named or _category_column([each for each in columns if each.role in {"text", "thing"}], counted=False)
    if start is None or label is None:
        raise unsuitable("timeline", "a column of dates and one of names", columns)
    end = next((each for each in dates if each is not start and each.name.lower().startswith("end")), None)
    stage = next((each for each in columns if each.name == "realisation"), None)
    dated, undated = [], []
    for row in range(len(start.cells)):
        name = _shorten((label.parts[row] or ("",))[0])
        first, last = start.period(row), end.period(row) if end else None
        if first is None:
            undated.append(name)
            continue
        last = last if last and last.last >= first.first else first
        whole = Period(first.first, last.last, exact=first.exact and last.exact)
        dated.append(Span(name, whole, (stage.parts[row] or ("",))[0] if stage else ""))
    unique = sorted(dict.fromkeys(dated), key=lambda span: (span.period.first, span.period.last, span.label))
    return tuple(unique), tuple(dict.fromkeys(undated))


def _shorten(text: str) -> str:
    """Cut an IRI to its last part; any other text stays."""
    if "://" in text and " " not in text:
        return text.rstrip("/#").rpartition("/")[2].rpartition("#")[2] or text
    return text


def _category_column(columns: Sequence[Column], *, counted: bool) -> Column | None:
    """Choose what rows are told apart by: goal, country, name, text, thing; for counting, rather what repeats."""
    if column := _first(columns, "goal"):
        return column
    if column := _first(columns, "country"):
        # Where each country has a row of its own, and a name, the name says more than the code.
        alone = not counted and not column.several and column.distinct == len(column.cells)
        return next((each for each in columns if alone and each.names and not each.several), column)
    texts = sorted((each for each in columns if each.role == "text" and not each.several), key=_is_not_name)
    things = [each for each in columns if each.role == "thing"]
    if counted:
        rows = len(columns[0].cells) if columns else 0
        return next((each for each in [*texts, *things] if each.distinct < rows), None)
    return next((each for each in [*(t for t in texts if t.names), *texts, *things]), None)


def _edge_columns(usable: list[Column]) -> tuple[Column | None, Column | None]:
    goals = [each for each in usable if each.role == "goal" and not each.several]
    if len(goals) > 1:
        return goals[0], goals[1]
    single = [each for each in usable if not each.several]
    texts = sorted((each for each in single if each.role != "thing"), key=_is_not_name)
    if twins := next(((one, other) for one in texts for other in texts if _are_twins(one, other)), None):
        return twins
    lists = [each for each in usable if each.several]
    listed = max(lists, key=lambda each: (each.role == "text", each.distinct), default=None)
    name = next((each for each in texts if each.names), None)
    if listed and name:
        return name, listed
    if len(texts) > 1:
        return (next(each for each in texts if each is not name), name) if name else (texts[0], texts[1])
    if listed and single:
        return (texts or single)[0], listed
    return (single[0], single[1]) if len(single) > 1 else (None, None)


def _are_twins(one: Column, other: Column) -> bool:
    """Whether a column is the other end of the first, as `withLabel` is of `label`, `coPublisher` of `publisher`."""
    return other.name != one.name and other.name.lower().endswith(one.name.lower()) and one.name.lower() != "name"


def _is_not_name(column: Column) -> bool:
    """Sort `name` before what is named for something else, such as `seriesName`."""
    return column.name != "name"


def _number_columns(columns: Sequence[Column]) -> list[Column]:
    numbers = [each for each in columns if each.role == "number"]
    units = next((each for each in columns if each.name == "unit"), None)
    if numbers and units and units.distinct > 1:
        raise UsageError(
            f"the numbers have {units.distinct} different units", where="--chart", hint="draw those of one unit"
        )
    return numbers


def _count_by_step(dates: list[Period]) -> tuple[str, list[Point]]:
    """Count by month where every date has one and they span few years, else by year; months without are zero."""
    if not dates:
        return "year", []
    first, last = min(each.first for each in dates), max(each.first for each in dates)
    monthly = all(each.exact or each.first.month == each.last.month for each in dates) and last.year - first.year < 4
    steps = [each.first.replace(day=1) if monthly else each.first.replace(month=1, day=1) for each in dates]
    counts, points, at = Counter(steps), [], min(steps)
    while at <= max(steps):
        points.append(Point(at, Decimal(counts[at])))
        following = at.month % 12 + 1 if monthly else 1
        at = at.replace(year=at.year + (following == 1), month=following)
    return "month" if monthly else "year", points


def _category(column: Column, part: str, goals: Goals) -> Category:
    if column.role == "goal" and part in goals:
        goal = goals[part]
        return Category(f"{goal.number}  {goal.name}", goal.colour, goal.number)
    return Category(_shorten(part))


def _first(columns: Sequence[Column], role: str) -> Column | None:
    single = next((each for each in columns if each.role == role and not each.several), None)
    return single or next((each for each in columns if each.role == role), None)
