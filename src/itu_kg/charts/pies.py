"""Shares of one whole → a ring whose slices are named beside it, hatched where they have no colour of their own."""

from __future__ import annotations

import math
from decimal import Decimal

from itu_kg.charts.bars import sort_rows
from itu_kg.charts.canvas import Drawing, format_number, new_figure, wrap
from itu_kg.charts.palette import FAINT, HATCHES, INK, RULE, SERIES
from itu_kg.charts.suitability import Category, Shares

MOST = 8
"""Slices a ring holds; the smallest of more are drawn as one, and the description names each."""

_NEAREST = 0.17  # of the radius, between two names


def draw(shares: Shares) -> Drawing:
    """Draw a ring."""
    rows = sorted(((c, v[0] or Decimal(0)) for c, v in sort_rows(shares)), key=lambda row: -row[1])
    total = sum((value for _, value in rows), Decimal(0))
    shown = rows
    if len(rows) > MOST:
        rest = rows[MOST - 1 :]
        shown = [*rows[: MOST - 1], (Category(f"{len(rest)} others"), sum((v for _, v in rest), Decimal(0)))]
    figure = new_figure(5.2, 3.9)
    axes = figure.subplots()
    slices = [(c, float(v), c.colour or SERIES[i % len(SERIES)]) for i, (c, v) in enumerate(shown)]
    wedges = axes.pie(
        [value for _, value, _ in slices], colors=[colour for _, _, colour in slices], startangle=90,
        counterclock=False, wedgeprops={"width": 0.42, "edgecolor": "white", "linewidth": 1.6},
    )[0]  # fmt: skip
    for number, wedge in enumerate(wedges):
        wedge.set_hatch(HATCHES[number % len(HATCHES)])
    places = _label_positions([math.radians((wedge.theta1 + wedge.theta2) / 2) for wedge in wedges])
    for (category, value), wedge, (x, y) in zip(shown, wedges, places, strict=True):
        at = math.radians((wedge.theta1 + wedge.theta2) / 2)
        side = 1 if x > 0 else -1
        axes.plot(
            [1.02 * math.cos(at), 1.13 * math.cos(at), x * 0.97, x], [1.02 * math.sin(at), 1.13 * math.sin(at), y, y],
            color=RULE, linewidth=1, clip_on=False, zorder=0,
        )  # fmt: skip
        axes.text(
            x + 0.04 * side, y, f"{wrap(category.label, 34)}  {format_number(value)} ({_share(value, total)})",
            ha="left" if side > 0 else "right", va="center", size=9.5, color=INK,
        )  # fmt: skip
    name = shares.measures[0].name
    axes.text(0, 0.05, format_number(total), ha="center", va="center", size=18, weight="bold")
    axes.text(0, -0.17, wrap(name, 12, 3), ha="center", va="top", size=8.5, color=FAINT)
    words = " ".join(f"{c.label}: {format_number(v)}, {_share(v, total)}." for c, v in rows)
    return Drawing(figure, "", f"Pie chart of {name}, {format_number(total)} in all. {words}")


def _share(value: Decimal, total: Decimal) -> str:
    share = value / total * 100
    return f"{share:.0f}%" if share >= 1 else "under 1%"


def _label_positions(angles: list[float]) -> list[tuple[float, float]]:
    """Place names left and right of the ring, near their slices and clear of each other."""
    places: dict[int, tuple[float, float]] = {}
    for side in (1, -1):
        mine = sorted(
            (i for i, a in enumerate(angles) if (math.cos(a) >= 0) == (side > 0)), key=lambda i: -math.sin(angles[i])
        )
        heights = [1.18 * math.sin(angles[i]) for i in mine]
        for i in range(1, len(heights)):
            heights[i] = min(heights[i], heights[i - 1] - _NEAREST)
        lift = max(0.0, -1.25 - heights[-1]) if heights else 0.0
        for i, height in zip(mine, heights, strict=True):
            places[i] = (1.3 * side, height + lift)
    return [places[i] for i in range(len(angles))]
