"""Courses → lines over time, each with its own dashes and marks, named at its end.

Refuses to run a line across a month or year that the answer leaves out: it is broken there.
"""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

from matplotlib.ticker import MaxNLocator

from itu_kg.charts.canvas import Drawing, days, format_number, new_figure, set_date_axis, wrap
from itu_kg.charts.palette import DASHES, FAINT, MARKERS, SERIES
from itu_kg.errors import UsageError

if TYPE_CHECKING:
    from itu_kg.charts.suitability import Point

MOST = len(DASHES)


def draw(name: str, series: dict[str, list[Point]]) -> Drawing:
    """Draw lines.

    Raises:
        UsageError: there are more lines than an eye follows.
    """
    if len(series) > MOST:
        raise UsageError(f"{len(series)} lines are too many", where="--chart", hint=f"draw at most {MOST}, or bars")
    figure = new_figure(7.6, 3.6)
    axes = figure.subplots()
    broken = False
    for number, (label, points) in enumerate(series.items()):
        pieces = runs(points)
        broken = broken or len(pieces) > 1
        axes.plot(
            *_broken(pieces), color=SERIES[number], linestyle=DASHES[number], marker=MARKERS[number], markersize=5.5,
            linewidth=2, markeredgecolor="white", markeredgewidth=0.8, clip_on=False, zorder=3,
        )  # fmt: skip
        if len(series) > 1:
            end = points[-1]
            axes.annotate(
                wrap(label, 28), (days(end.at), float(end.number)), (9, 0), textcoords="offset points", va="center",
                color=SERIES[number], size=9.5, weight="bold",
            )  # fmt: skip
        elif len(points) <= 16:
            for piece in pieces:
                for place, point in enumerate(piece):
                    beside = piece[max(place - 1, 0) : place + 2]
                    low = len(beside) == 3 and 0 < point.number < min(beside[0].number, beside[2].number)
                    axes.annotate(  # in a valley the lines leave room below only
                        format_number(point.number), (days(point.at), float(point.number)), (0, -15 if low else 8),
                        textcoords="offset points", ha="center", size=9,
                    )  # fmt: skip
    set_date_axis(axes, 3, 9)
    axes.yaxis.set_major_locator(MaxNLocator(nbins=5, integer=_whole(series)))
    axes.set_ylim(min(0.0, *(float(p.number) for each in series.values() for p in each)))
    axes.grid(axis="y")
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="y", labelcolor=FAINT)
    axes.tick_params(axis="x", pad=8)
    axes.set_title(wrap(name, 90), loc="left", size=10, color=FAINT, pad=14)
    words = [
        f"{label}: {', '.join(f'{point.at.isoformat()} {format_number(point.number)}' for point in points)}."
        for label, points in series.items()
    ]
    note = "a line is broken where the answer has no row" if broken else ""
    return Drawing(figure, note, f"Line chart of {name}. {' '.join(words)}")


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


def _broken(pieces: list[list[Point]]) -> tuple[list[float], list[float]]:
    """The coordinates of runs of points, with what is no number between them."""
    at: list[float] = []
    heights: list[float] = []
    for piece in pieces:
        gap = [math.nan] if at else []
        at += [*gap, *(days(point.at) for point in piece)]
        heights += [*gap, *(float(point.number) for point in piece)]
    return at, heights


def _whole(series: dict[str, list[Point]]) -> bool:
    return all(point.number == int(point.number) for points in series.values() for point in points)
