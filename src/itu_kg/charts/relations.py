"""Judged answer → ties of a network, spans of a timeline.

A tie keeps what the second thing is to the first, so that who coordinates a partnership is told from who takes part.
Spans of one event share a line: a sitting is no event of its own. Refuses an answer without two ends, or without dates.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from itu_kg.charts.columns import Column, Judged, Period, shorten, unsuitable
from itu_kg.charts.values import Category, Span, Tie


def ties(judged: Judged) -> tuple[Tie, ...]:
    """Pairs of two columns, or of each row's name and the several values of others of its cells."""
    weights: dict[tuple[Category, Category, str], Decimal] = {}
    for one, other, weight, role, twins in _pairs(judged):
        if twins and (other, one, role) in weights:
            continue  # the same tie, told from the other end
        weights[one, other, role] = weights.get((one, other, role), Decimal(0)) + weight
    if not weights:
        raise unsuitable("network", "at least one pair", judged)
    return tuple(Tie(one, other, weight, role) for (one, other, role), weight in weights.items())


def spans(judged: Judged) -> tuple[tuple[Span, ...], tuple[str, ...]]:
    """What has a date, earliest first, and the names of what has none."""
    dates = [each for each in judged.columns if each.role == "date"]
    start = next((each for each in dates if each.name == "start"), dates[0] if dates else None)
    label = _label(judged)
    if start is None or label is None:
        raise unsuitable("timeline", "a column of dates and one of names", judged)
    end = next((each for each in dates if each is not start and each.name.lower().startswith("end")), None)
    counted = judged.row is not None and bool(judged.row.counts)
    dated: list[Span] = []
    undated: list[str] = []
    for row in range(len(start.cells)):
        name = shorten((label.parts[row] or ("",))[0])
        first, last = start.period(row), end.period(row) if end else None
        if first is None:
            undated.append(name)
            continue
        last = last if last and last.last >= first.first else first
        whole = Period(first.first, last.last, exact=first.exact and last.exact)
        thing = " ".join(judged.things(row)) if counted else ""
        dated.append(Span(name, whole, judged.text("realisation", row), thing))
    unique = sorted(dict.fromkeys(dated), key=lambda span: (span.period.first, span.period.last, span.label))
    return tuple(unique), tuple(dict.fromkeys(undated))


def _label(judged: Judged) -> Column | None:
    texts = [each for each in judged.columns if each.role in {"text", "thing"}]
    return Judged(tuple(texts)).category(counted=False)


def _pairs(judged: Judged) -> Iterator[tuple[Category, Category, Decimal, str, bool]]:
    """Each row's pairs with their weights, what the second is to the first, and whether the ends are alike."""
    roles = [(each, role) for name, role in (judged.row.ties if judged.row else ()) for each in judged.columns
             if each.name == name and each.role != "empty"]  # fmt: skip
    named = _label(judged)
    if roles and named:
        for row in range(len(named.parts)):
            for column, role in roles:
                for part in column.parts[row]:
                    for name in named.parts[row][:1]:
                        yield judged.named(named, name), judged.named(column, part), Decimal(1), role, False
        return
    one, other = _edge_columns(judged)
    numbers, twins = judged.numbers, _are_twins(one, other)
    for row in range(len(one.parts)):
        # A number of a row says nothing of each value in a list of that row.
        number = numbers[0].number(row) if numbers and not one.several and not other.several else Decimal(1)
        for left in one.parts[row]:
            for right in other.parts[row]:
                yield judged.named(one, left), judged.named(other, right), number or Decimal(0), "", twins


def _edge_columns(judged: Judged) -> tuple[Column, Column]:
    """The two columns whose values are tied.

    Raises:
        Unsuitable: there are no two.
    """
    if judged.row is not None:
        ends = [judged.column(name) for name in judged.row.ends]
        if len(ends) == 2 and ends[0] and ends[1]:
            return ends[0], ends[1]
        raise unsuitable("network", f"ties between things, and a row here is {judged.row.what or 'none'}", judged)
    usable = [each for each in judged.columns if each.role in {"goal", "country", "text", "thing"}]
    goals = [each for each in usable if each.role == "goal" and not each.several]
    single = [each for each in usable if not each.several or each.name == "name"]
    texts = sorted((each for each in single if each.role != "thing"), key=lambda each: each.name != "name")
    lists = [each for each in usable if each not in single]
    listed = max(lists, key=lambda each: (each.role == "text", each.distinct), default=None)
    name = next((each for each in texts if each.names), None)
    twins = next(((one, other) for one in texts for other in texts if _are_twins(one, other)), None)
    if len(goals) > 1:
        return goals[0], goals[1]
    if twins:
        return twins
    if listed and name:
        return name, listed
    if len(texts) > 1:
        return (next(each for each in texts if each is not name), name) if name else (texts[0], texts[1])
    two = [(texts or single)[0], listed] if listed and single else single[:2]
    if len(two) > 1:
        return two[0], two[1]
    raise unsuitable("network", "two columns of goals, names or things, or a name and a column of lists", judged)


def _are_twins(one: Column, other: Column) -> bool:
    """Whether a column is the other end of the first, as `withLabel` is of `label`, `coPublisher` of `publisher`."""
    return other.name != one.name and other.name.lower().endswith(one.name.lower()) and one.name.lower() != "name"
