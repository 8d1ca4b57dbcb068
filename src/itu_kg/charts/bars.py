"""Shares → horizontal bars, one panel for each measure, each bar with its name and its number.

Shares in several units stand one under another, each with a scale of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from itu_kg.charts.canvas import Drawing, Room, new_figure
from itu_kg.charts.letters import brief_number, clean, format_number, width, wrap
from itu_kg.charts.palette import EMPTY, FAINT, HATCHES, INK, MAIN, SERIES

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from itu_kg.charts.values import Category, Shares

MOST = 40
"""Bars a picture holds; with more, the largest are drawn and the note says so."""

_ALIKE = 20
"""Panels whose longest bars differ by more have scales of their own."""
_LEAST = 0.2
"""Inches of a bar."""
_NUMBER = 9.5
_GAP = 0.07

Row = tuple["Category", tuple[Decimal | None, ...], tuple[str, ...]]


def draw(groups: Sequence[Shares], room: Room) -> Drawing:
    """Draw bars."""
    tables = [sort_rows(shares) for shares in groups]
    names_wide = min(3.4, room.width * 0.4)
    most = MOST if room.plot is None else max(1, int(room.plot[1] / _LEAST) - 2 * (len(groups) - 1))
    shown = _largest(tables, min(MOST, most))
    labels = [[wrap(category.label, names_wide, 10) for category, _, _ in rows] for rows in shown]
    heights = [[1 + 0.6 * label.count("\n") for label in each] for each in labels]
    panels = max(len(shares.measures) for shares in groups)
    natural = max(3.4, min(5.2, 2.4 * panels), 1.3 * panels), sum(map(sum, heights)) * 0.32 + 0.75 * (len(groups) - 1)
    wide, high = room.plot or natural
    figure = new_figure(wide, high)
    grid = figure.subplots(
        len(groups), panels, squeeze=False, sharey="row",
        gridspec_kw={"wspace": 0.12, "hspace": _between(high, len(groups)), "height_ratios": [sum(h) for h in heights]},
    )  # fmt: skip
    own_scales = False
    for shares, rows, names, tall, line in zip(groups, shown, labels, heights, grid, strict=True):
        own_scales |= _row_of_panels(list(line), shares, rows, names, tall, wide / panels)
    total = sum(map(len, tables))
    notes = [shares.note for shares in groups if shares.note]
    notes += ["each panel has a scale of its own"] if own_scales else []
    notes += ["each unit has a scale of its own"] if len(groups) > 1 else []
    drawn = sum(map(len, shown))
    left_out = f"the {drawn} largest of {total}" if drawn < total else ""
    least = 0.9 * panels, sum(map(sum, heights)) * _LEAST
    return Drawing(figure, "; ".join(notes), _words(groups, tables), least, left_out)


def sort_rows(shares: Shares) -> list[Row]:
    """Goals in the order of their numbers, all else by size, the largest first; what is equal by name."""
    rows = [
        (category, tuple(m.values[at] for m in shares.measures), tuple(m.mark(at) for m in shares.measures))
        for at, category in enumerate(shares.categories)
    ]
    if any(category.order for category, _, _ in rows):
        return sorted(rows, key=lambda row: row[0].order)
    return sorted(rows, key=lambda row: (*(-(value or Decimal(0)) for value in row[1]), row[0].label))


def _largest(tables: list[list[Row]], most: int) -> list[list[Row]]:
    """As many of each group as there is room for; goals are not parted, as their order is not that of size."""
    if any(category.order for rows in tables for category, _, _ in rows) and max(map(len, tables)) <= MOST:
        return tables
    share = max(1, most // len(tables))
    return [rows[:share] for rows in tables]


def _between(high: float, groups: int) -> float:
    """The room between groups, for the name of the lower one, as matplotlib wants it: a part of the mean height."""
    gap = 0.62
    mean = max(0.2, (high - gap * (groups - 1)) / groups)
    return gap / mean


def _row_of_panels(  # noqa: PLR0913, PLR0917  all that a line of panels shows
    line: list[Axes], shares: Shares, rows: list[Row], names: list[str], tall: list[float], wide: float
) -> bool:
    """Draw the panels of one unit; True if they have scales of their own."""
    centres = [sum(tall[:at]) + each / 2 for at, each in enumerate(tall)]
    count = len(shares.measures)
    lengths = [[float(row[1][number] or 0) for row in rows] for number in range(count)]
    scales = [(min(0.0, *each), max(0.0, *each)) for each in lengths]
    longest = [high - low for low, high in scales if high > low]
    own_scales = len(longest) > 1 and max(longest) > _ALIKE * min(longest)
    if not own_scales:
        scales = [(min(low for low, _ in scales), max(high for _, high in scales))] * count
    texts = [
        ["–" if row[1][n] is None else row[2][n] + brief_number(row[1][n] or Decimal(0)) for row in rows]
        for n in range(count)
    ]
    for number, axes in enumerate(line):
        if number >= count:
            axes.axis("off")
            continue
        low, high = scales[number]
        letters = max(width(text, _NUMBER) for text in texts[number]) + 2 * _GAP
        per_inch = (high - low or 1) / max(wide * 0.25, wide * 0.93 - letters * (2 if low < 0 else 1))
        own = any(category.colour for category, _, _ in rows)
        plain = MAIN if count == 1 else SERIES[number % len(SERIES)]
        axes.barh(
            centres, lengths[number], height=[0.68 * each for each in tall],
            color=[category.colour or plain for category, _, _ in rows], edgecolor=FAINT if own else "white",
            linewidth=0.4, hatch="" if own else HATCHES[number % len(HATCHES)],
        )  # fmt: skip
        axes.set_xlim(low - (letters * per_inch if low < 0 else 0), high + letters * per_inch)
        for place, length, text in zip(centres, lengths[number], texts[number], strict=True):
            side = -1 if length < 0 else 1
            axes.text(
                length + side * _GAP * per_inch, place, text, va="center", ha="right" if side < 0 else "left",
                size=_NUMBER, color=INK if length else FAINT,
            )  # fmt: skip
        if low < 0:
            axes.axvline(0, color=FAINT, linewidth=0.8)
        axes.set_title(wrap(shares.measures[number].name, wide * 0.92, 10), loc="left", size=10, color=FAINT, pad=7)
        axes.set_xticks([])
        axes.spines["bottom"].set_visible(False)
        axes.spines["left"].set_color(EMPTY if low < 0 else FAINT)
        axes.set_ylim(sum(tall), 0)
        axes.set_yticks(centres, names)
        axes.tick_params(pad=5, labelleft=number == 0)
    return own_scales


def _words(groups: Sequence[Shares], tables: list[list[Row]]) -> str:
    sentences = []
    for shares, rows in zip(groups, tables, strict=True):
        for category, values, marks in rows:
            numbers = [
                f"{measure.name} {'none' if value is None else mark + format_number(value)}"
                for measure, value, mark in zip(shares.measures, values, marks, strict=True)
            ]
            sentences.append(f"{clean(category.label)}: {', '.join(numbers)}.")
    names = dict.fromkeys(measure.name for shares in groups for measure in shares.measures)
    return f"Bar chart of {', '.join(names)} for {sum(map(len, tables))} categories. {' '.join(sentences)}"
