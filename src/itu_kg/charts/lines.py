"""Courses → lines over time, each with its own dashes and marks, named at its end.

Refuses to run a line across a month or year that the answer leaves out: it is broken there.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from matplotlib.ticker import FuncFormatter, MaxNLocator

from itu_kg.charts.canvas import Drawing, Room, days, new_figure, set_date_axis
from itu_kg.charts.letters import brief_number, format_number, wrap
from itu_kg.charts.palette import DASHES, FAINT, MARKERS, SERIES
from itu_kg.errors import UsageError

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from itu_kg.charts.values import Point

MOST = len(DASHES)
_NUMBERED = 16
"""Points whose numbers are written beside them."""
_APART = 1.25 * 9.5 / 72
"""Inches between two names at the ends of lines."""


def draw(name: str, series: Mapping[str, list[Point]], room: Room) -> Drawing:
    """Draw lines.

    Raises:
        UsageError: there are more lines than an eye follows.
    """
    if len(series) > MOST:
        raise UsageError(f"{len(series)} lines are too many", where="--chart", hint=f"draw at most {MOST}, or bars")
    wide, high = room.plot or (6.6, 3.2)
    figure = new_figure(wide, high)
    axes = figure.subplots()
    broken = False
    for number, points in enumerate(series.values()):
        pieces = runs(points)
        broken = broken or len(pieces) > 1
        axes.plot(
            *_broken(pieces), color=SERIES[number], linestyle=DASHES[number], marker=MARKERS[number], markersize=5.5,
            linewidth=2, markeredgecolor="white", markeredgewidth=0.8, clip_on=False, zorder=3,
        )  # fmt: skip
        if len(series) == 1 and len(points) <= _NUMBERED:
            _write_numbers(axes, pieces)
    set_date_axis(axes, wide)
    axes.yaxis.set_major_locator(MaxNLocator(nbins=max(2, min(5, int(high / 0.45))), integer=_whole(series)))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: brief_number(Decimal(str(round(float(value), 9))))))
    numbers = [float(p.number) for each in series.values() for p in each]
    axes.set_ylim(min(0.0, *numbers), max(*numbers, 1.0 if not any(numbers) else max(numbers) * 1.04))
    axes.grid(axis="y")
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="y", labelcolor=FAINT)
    axes.tick_params(axis="x", pad=8)
    axes.set_title(wrap(name, wide, 10), loc="left", size=10, color=FAINT, pad=16)
    if len(series) > 1:
        _write_names(axes, series, high, room.width * 0.26)
    words = [
        f"{label}: {', '.join(f'{point.at.isoformat()} {format_number(point.number)}' for point in points)}."
        for label, points in series.items()
    ]
    note = "a line is broken where the answer has no row" if broken else ""
    return Drawing(figure, note, f"Line chart of {name}. {' '.join(words)}", (1.6, 0.9))


def runs(points: list[Point]) -> list[list[Point]]:
    """Part points where a month or year is left out that their usual step has, so that no line runs across it.

    Days stand where they stand, and a line joins them.
    """
    if not points or any(point.at.day != 1 for point in points):
        return [points]
    months = [point.at.year * 12 + point.at.month for point in points]
    steps = [after - before for before, after in pairwise(months)]
    usual = min((step for step in steps if step), default=0)
    parted = [points[:1]]
    for point, step in zip(points[1:], steps, strict=True):
        if step > usual:
            parted.append([])
        parted[-1].append(point)
    return parted


def _write_numbers(axes: Axes, pieces: Sequence[list[Point]]) -> None:
    for piece in pieces:
        for place, point in enumerate(piece):
            beside = piece[max(place - 1, 0) : place + 2]
            low = len(beside) == 3 and 0 < point.number < min(beside[0].number, beside[2].number)
            axes.annotate(  # in a valley the lines leave room below only
                brief_number(point.number), (days(point.at), float(point.number)), (0, -15 if low else 8),
                textcoords="offset points", ha="center", size=9,
            )  # fmt: skip


def _write_names(axes: Axes, series: Mapping[str, list[Point]], high: float, wide: float) -> None:
    """Name each line at the right of the plot, as high as it ends, and clear of the other names."""
    low, top = axes.get_ylim()
    last = max(days(points[-1].at) for points in series.values())
    ends = sorted((float(points[-1].number), at, label) for at, (label, points) in enumerate(series.items()))
    floor = -1.0
    for number, at, label in ends:
        name = wrap(label, wide, 9.5, "bold")
        deep = _APART * (name.count("\n") + 1)
        middle = max((number - low) / (top - low) * high, floor + deep / 2)
        floor = middle + deep / 2
        axes.annotate(
            name, (last, low + middle / high * (top - low)), (12, 0), textcoords="offset points", va="center",
            color=SERIES[at], size=9.5, weight="bold", annotation_clip=False,
        )  # fmt: skip


def _broken(pieces: list[list[Point]]) -> tuple[list[float], list[float]]:
    """The coordinates of runs of points, with what is no number between them."""
    at: list[float] = []
    heights: list[float] = []
    for piece in pieces:
        gap = [math.nan] if at else []
        at += [*gap, *(days(point.at) for point in piece)]
        heights += [*gap, *(float(point.number) for point in piece)]
    return at, heights


def _whole(series: Mapping[str, list[Point]]) -> bool:
    return all(point.number == int(point.number) for points in series.values() for point in points)
