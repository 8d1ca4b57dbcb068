"""Shares of one whole → a ring whose slices are named beside it, hatched where they have no colour of their own."""

from __future__ import annotations

import math
from decimal import Decimal

from itu_kg.charts.bars import sort_rows
from itu_kg.charts.canvas import Drawing, Room, new_figure
from itu_kg.charts.letters import brief_number, format_number, width, wrap
from itu_kg.charts.palette import FAINT, HATCHES, INK, RULE, SERIES
from itu_kg.charts.suitability import MOST_SLICES
from itu_kg.charts.values import Category, Shares

_LETTERS = 9.5
_LINE = 1.3 * _LETTERS / 72  # inches


def draw(shares: Shares, room: Room) -> Drawing:
    """Draw a ring."""
    rows = sorted(((c, v[0] or Decimal(0)) for c, v, _ in sort_rows(shares)), key=lambda row: -row[1])
    total = sum((value for _, value in rows), Decimal(0))
    shown = rows
    if len(rows) > MOST_SLICES:
        rest = rows[MOST_SLICES - 1 :]
        shown = [*rows[: MOST_SLICES - 1], (Category(f"{len(rest)} others"), sum((v for _, v in rest), Decimal(0)))]
    side = min(3.0, room.width * 0.42) if room.plot is None else min(room.plot)
    figure = new_figure(side, side)
    axes = figure.subplots()
    slices = [(c, float(v), c.colour or SERIES[i % len(SERIES)]) for i, (c, v) in enumerate(shown)]
    wedges = axes.pie(
        [value for _, value, _ in slices], colors=[colour for _, _, colour in slices], startangle=90,
        counterclock=False, radius=1, wedgeprops={"width": 0.42, "edgecolor": "white", "linewidth": 1.6},
    )[0]  # fmt: skip
    axes.set_xlim(-1.02, 1.02)
    axes.set_ylim(-1.02, 1.02)
    for number, wedge in enumerate(wedges):
        wedge.set_hatch(HATCHES[number % len(HATCHES)])
    names_wide = max(0.8, (room.width - side) / 2 - 0.45)
    texts = [
        wrap(f"{category.label}  {brief_number(value)} ({_share(value, total)})", names_wide, _LETTERS)
        for category, value in shown
    ]
    angles = [math.radians((wedge.theta1 + wedge.theta2) / 2) for wedge in wedges]
    places = _label_positions(angles, [text.count("\n") + 1 for text in texts], 2.04 / side * _LINE)
    for text, at, (x, y) in zip(texts, angles, places, strict=True):
        axes.plot(
            [1.02 * math.cos(at), 1.1 * math.cos(at), x * 0.97, x], [1.02 * math.sin(at), 1.1 * math.sin(at), y, y],
            color=RULE, linewidth=1, clip_on=False, zorder=0,
        )  # fmt: skip
        axes.text(
            x + 0.04 * (1 if x > 0 else -1), y, text, ha="left" if x > 0 else "right", va="center", size=_LETTERS,
            color=INK, linespacing=1.2,
        )  # fmt: skip
    name = shares.measures[0].name
    inside = 0.55 * side
    whole = brief_number(total)
    axes.text(0, 0.05, whole, ha="center", va="center", size=_fitting(whole, inside), weight="bold")
    under = wrap(name, inside * 0.85, 8)
    outside = under.count("\n") * 8 * 1.2 / 72 > inside * 0.2
    if not outside:
        axes.text(0, -0.14, under, ha="center", va="top", size=8, color=FAINT)
    words = " ".join(f"{c.label}: {format_number(v)}, {_share(v, total)}." for c, v in rows)
    words = f"Pie chart of {name}, {format_number(total)} in all. {words}"
    notes = [f"the number of {name}"] if outside else []
    return Drawing(figure, "; ".join([*notes, *filter(None, [shares.note])]), words, (1.2, 1.2))


def _fitting(text: str, inches: float) -> float:
    """The largest size, up to 18 points, at which a text is no wider."""
    return min(18.0, 18.0 * inches / width(text, 18, "bold"))


def _share(value: Decimal, total: Decimal) -> str:
    share = value / total * 100
    return f"{share:.0f}%" if share >= 1 else "under 1%"


def _label_positions(angles: list[float], lines: list[int], line: float) -> list[tuple[float, float]]:
    """Place names left and right of the ring, near their slices and clear of each other."""
    places: dict[int, tuple[float, float]] = {}
    for side in (1, -1):
        mine = sorted(
            (i for i, a in enumerate(angles) if (math.cos(a) >= 0) == (side > 0)), key=lambda i: -math.sin(angles[i])
        )
        heights = [1.12 * math.sin(angles[i]) for i in mine]
        for at in range(1, len(heights)):
            apart = line * ((lines[mine[at]] + lines[mine[at - 1]]) / 2 + 0.25)
            heights[at] = min(heights[at], heights[at - 1] - apart)
        lift = max(0.0, -1.12 - heights[-1]) / 2 if heights else 0.0
        for i, height in zip(mine, heights, strict=True):
            places[i] = (1.25 * side, height + lift)
    return [places[i] for i in range(len(angles))]
