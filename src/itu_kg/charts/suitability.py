"""Judged answer → what a bar, line, pie chart or map shows: categories and measures, points in time, countries.

Rows are counted by what they are: an event that stands under three goals, or has two sittings, is one event. Each
function takes what its chart needs in a fixed order of preference that docs/query.md tells, and refuses, with the
reason, an answer that has not got it. Never two units or currencies on one axis, and no shares of what overlaps.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal

from itu_kg.charts.columns import Column, Judged, Period, unsuitable
from itu_kg.charts.values import Measure, Point, Shares, Totals

ROWS = "rows of the answer"
"""What is counted where neither a number nor the query says it."""

MOST_MEASURES = 4
MOST_SLICES = 8
"""Parts that a ring shows; the smallest of more are one."""
MOST_UNITS = 4
"""Panels that stand one under another, each with a unit of its own."""

_MARKS = {"more-than": "> ", "at-least": "≥ ", "nearly": "nearly "}
"""Before a number that the source does not give as it is, by its comparator."""


def shares(kind: str, judged: Judged) -> tuple[Shares, ...]:
    """Categories with all their numbers, apart by unit; or the count of things in each."""
    numbers = judged.numbers
    category = judged.category(counted=not numbers)
    if category is None:
        raise unsuitable(kind, "a column of goals, countries or names, and numbers or rows to count", judged)
    if numbers and not category.several:
        return tuple(_measured(kind, judged, category, numbers))
    counted = count_by(judged, category)
    if not counted:
        raise unsuitable(kind, "at least one row", judged)
    if judged.row and category.name != judged.row.by and category.role not in {"goal", "country"}:
        raise unsuitable(kind, f"numbers, or a column by which to count {_counted_name(judged)}", judged)
    named = tuple(judged.named(category, part) for part in counted)
    values = tuple(Decimal(len(things)) for things in counted.values())
    return (Shares(named, (Measure(_counted_name(judged), values),), overlap_note(judged, counted)),)


def parts_of_a_whole(judged: Judged) -> Shares:
    """Categories that exclude one another, with one number that is not negative."""
    category = judged.category(counted=not judged.numbers)
    if category is not None and (reason := _overlap(judged, category)):
        raise unsuitable("pie", f"parts of one whole, and {reason}", judged)
    groups = shares("pie", judged)
    if len(groups) > 1:
        raise unsuitable("pie", "numbers of one unit", judged)
    whole = groups[0]
    measure = whole.measures[0]
    if any(measure.marks):
        raise unsuitable("pie", "exact numbers, and some are given as more than or nearly so many", judged)
    pairs = [(c, v) for c, v in zip(whole.categories, measure.values, strict=True) if v]
    if not pairs or any(value < 0 for _, value in pairs):
        raise unsuitable("pie", "numbers above zero", judged)
    sizes = sorted((value for _, value in pairs), reverse=True)
    if sum(sizes[: MOST_SLICES - 1]) < sum(sizes) / 2 and len(sizes) > MOST_SLICES:
        what = f"at most {MOST_SLICES} parts, or a few that make up half of it, and it has {len(pairs)} small ones"
        raise unsuitable("pie", what, judged)
    return Shares(tuple(c for c, _ in pairs), (Measure(measure.name, tuple(v for _, v in pairs)),))


def series(judged: Judged) -> tuple[str, dict[str, list[Point]]]:
    """The name of what is measured, and for each line its points in the order of time."""
    when = judged.first("date")
    if when is None:
        raise unsuitable("line", "a column of dates or years", judged)
    numbers = judged.numbers
    if len(judged.units(numbers)) > 1:
        raise unsuitable("line", f"numbers of one unit, and they have {len(judged.units(numbers))}", judged)
    dated = [(row, at) for row in range(len(when.cells)) if (at := when.period(row))]
    if not numbers:
        step, points = _count_by_step(judged, dated)
        counted = _counted_name(judged)
        lines, name = (
            {counted: points},
            f"{counted}, by {step}" + (f" of {when.name}" if when.name not in {"year", "month"} else ""),
        )
    else:
        apart = judged.category(counted=False)
        repeated = len({at for _, at in dated}) < len(dated)
        if repeated and apart is None:
            raise unsuitable("line", "one number for each date, or a name that tells the lines apart", judged)
        lines = {}
        for row, at in dated:
            for each in numbers[:1] if repeated and apart else numbers[:MOST_MEASURES]:
                part = apart.parts[row] if repeated and apart else ()
                label = judged.named(apart, part[0]).label if apart and part else judged.measure(each)
                number = each.number(row)
                if number is not None:
                    lines.setdefault(label, []).append(Point(at.first, number))
        one = len(numbers) == 1 or repeated
        name = judged.measure(numbers[0]) if one else ", ".join(map(judged.measure, numbers[:MOST_MEASURES]))
        name += "".join(f", {unit}" for unit in judged.units(numbers) if unit)
    lines = {label: sorted(points) for label, points in lines.items() if points}
    if doubled := next((label for label, at in lines.items() if len({p.at for p in at}) < len(at)), None):
        raise unsuitable("line", f"one number for each date, and {doubled} has several", judged)
    if max((len(points) for points in lines.values()), default=0) < 2:
        raise unsuitable("line", "at least two dates", judged)
    return name, lines


def country_totals(judged: Judged) -> Totals:
    """The number of each country, or the count of things there."""
    where = judged.first("country")
    if where is None:
        raise unsuitable("map", "a column `country` of ISO 3166-1 alpha-2 codes", judged)
    numbers = judged.numbers
    if numbers and not where.several:
        if where.distinct < len(where.cells):
            raise unsuitable("map", f"one row for each country, and {where.name} repeats", judged)
        if len(units := judged.units(numbers[:1])) > 1:
            raise unsuitable("map", f"numbers of one unit, and they have {len(units)}", judged)
        totals = {
            codes[0]: number
            for row, codes in enumerate(where.parts)
            if codes and (number := numbers[0].number(row)) is not None
        }
        return Totals(", ".join([judged.measure(numbers[0]), *filter(None, units)]), totals)
    counted = count_by(judged, where)
    return Totals(
        _counted_name(judged), {code: Decimal(len(things)) for code, things in counted.items()},
        overlap_note(judged, counted),
    )  # fmt: skip


def count_by(judged: Judged, category: Column) -> dict[str, set[str]]:
    """The things in each category: the different values of what the query counts, else the rows."""
    counted: dict[str, set[str]] = {}
    for row, parts in enumerate(category.parts):
        for part in parts:
            counted.setdefault(part, set()).update(judged.things(row))
    return counted


def overlap_note(judged: Judged, counted: Mapping[str, set[str]]) -> str:
    """How many things there are in all, where some count in several categories."""
    every = set().union(*counted.values())
    if len(every) == sum(map(len, counted.values())):
        return ""
    return f"{_counted_name(judged)} in all: {len(every):,}; one may count several times"


def _measured(kind: str, judged: Judged, category: Column, numbers: Sequence[Column]) -> list[Shares]:
    rows = [row for row in range(len(category.parts)) if category.parts[row]]
    labels = [judged.named(category, category.parts[row][0]) for row in rows]
    if category.distinct < len(rows) and not judged.each_row_is_a_thing:
        labels = [
            label._replace(label=f"{label.label} {judged.year(row)}") for label, row in zip(labels, rows, strict=True)
        ]
    if len(set(labels)) < len(rows) and not judged.each_row_is_a_thing:
        raise unsuitable(kind, f"a column that tells the rows apart, and {category.name} repeats", judged)
    units = judged.units(numbers)
    if len(units) > MOST_UNITS:
        raise unsuitable(kind, f"numbers of at most {MOST_UNITS} units, and they have {len(units)}", judged)
    groups = []
    for unit in units:
        of_unit = [row for row in rows if judged.unit(row) == unit or len(units) == 1]
        named = tuple(label for label, row in zip(labels, rows, strict=True) if row in of_unit)
        measures = []
        for each in numbers[:MOST_MEASURES]:
            marks = tuple(_MARKS.get(judged.comparator(row), "") for row in of_unit)
            name = ", ".join(filter(None, (judged.measure(each), unit)))
            measures.append(Measure(name, tuple(each.number(row) for row in of_unit), marks if any(marks) else ()))
        fewer = f"the first {MOST_MEASURES} of {len(numbers)} numbers" if len(numbers) > MOST_MEASURES else ""
        groups.append(Shares(named, tuple(measures), fewer))
    return groups


def _overlap(judged: Judged, category: Column) -> str:
    """Why the categories are no parts of a whole; nothing if they may be."""
    row, name = judged.row, judged.title(category)
    if any(len(parts) > 1 for parts in category.parts):
        return f"{name} has several in a cell"
    if category.role == "goal":
        return f"{row.things or 'things' if row else 'things'} may have several goals"
    if row is not None and not row.parts:
        return f"a row here is {row.what}" if row.what else f"{row.things or 'things'} may have several of {name}"
    if not judged.numbers:
        counts = Counter(thing for things in count_by(judged, category).values() for thing in things)
        if counts and max(counts.values()) > 1:
            return f"{_counted_name(judged)} may have several of {name}"
    return ""


def _counted_name(judged: Judged) -> str:
    return judged.row.things if judged.row and judged.row.things else ROWS


def _count_by_step(judged: Judged, dated: list[tuple[int, Period]]) -> tuple[str, list[Point]]:
    """Count by month where every date has one and they span few years, else by year; months without are zero."""
    if not dated:
        return "year", []
    dates = [at for _, at in dated]
    first, last = min(each.first for each in dates), max(each.first for each in dates)
    monthly = all(each.exact or each.first.month == each.last.month for each in dates) and last.year - first.year < 4
    counted: dict[object, set[str]] = {}
    for row, at in dated:
        step = at.first.replace(day=1) if monthly else at.first.replace(month=1, day=1)
        counted.setdefault(step, set()).update(judged.things(row))
    month, points = first.replace(day=1) if monthly else first.replace(month=1, day=1), []
    while month <= last:
        points.append(Point(month, Decimal(len(counted.get(month, ())))))
        following = month.month % 12 + 1 if monthly else 1
        month = month.replace(year=month.year + (following == 1), month=following)
    return "month" if monthly else "year", points
