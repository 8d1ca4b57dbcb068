"""Courses → lines over time, each with its own dashes and marks, named at its end.

Refuses to run a line across a month or year that the answer leaves out: it is broken there.
"""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

from matplotlib.ticker import MaxNLocator

from itu_kg.charts.canvas import (
    dated,
    days,
    figure,
    wrapped,
    written,
)
from itu_kg.charts.palette import (
    DASHES,
    FAINT,
    MARKERS,
    SERIES,
)
from itu_kg.errors import UsageError

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from itu_kg.charts.suitability import Point

MOST = len(DASHES)


def draw(name: str, courses: dict[str, list[Point]]) -> tuple[Figure, str, str]:
    """Draw lines: the figure, a note, and the data in words.

    Raises:
        UsageError: there are more lines than an eye follows.
    """
    if len(courses) > MOST:
        raise UsageError(f"{len(courses)} lines are too many", where="--chart", hint=f"draw at most {MOST}, or bars")
    made = figure(7.6, 3.6)
    axes = made.subplots()
    broken = False
    for number, (label, points) in enumerate(courses.items()):
        pieces = runs(points)
        broken = broken or len(pieces) > 1
        axes.plot(
            *_broken(pieces), color=SERIES[number], linestyle=DASHES[number], marker=MARKERS[number], markersize=5.5,
            linewidth=2, markeredgecolor="white", markeredgewidth=0.8, clip_on=False, zorder=3,
        )  # fmt: skip
        if len(courses) > 1:
            end = points[-1]
            axes.annotate(
                wrapped(label, 28), (days(end.at), float(end.number)), (9, 0), textcoords="offset points", va="center",
                color=SERIES[number], size=9.5, weight="bold",
            )  # fmt: skip
        elif len(points) <= 16:
            for piece in pieces:
                for place, point in enumerate(piece):
                    beside = piece[max(place - 1, 0) : place + 2]
                    low = len(beside) == 3 and 0 < point.number < min(beside[0].number, beside[2].number)
                    axes.annotate(  # in a valley the lines leave room below only
                        written(point.number), (days(point.at), float(point.number)), (0, -15 if low else 8),
                        textcoords="offset points", ha="center", size=9,
                    )  # fmt: skip
    dated(axes, 3, 9)
    axes.yaxis.set_major_locator(MaxNLocator(nbins=5, integer=_whole(courses)))
    axes.set_ylim(min(0.0, *(float(p.number) for each in courses.values() for p in each)))
    axes.grid(axis="y")
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="y", labelcolor=FAINT)
    axes.tick_params(axis="x", pad=8)
    axes.set_title(wrapped(name, 90), loc="left", size=10, color=FAINT, pad=14)
    said = [
        f"{label}: {', '.join(f'{point.at.isoformat()} {written(point.number)}' for point in points)}."
        for label, points in courses.items()
    ]
    note = "a line is broken where the answer has no row" if broken else ""
    return made, note, f"Line chart of {name}. {' '.join(said)}"


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
    """Give the coordinates of runs of points, with what is no number between them."""
    at: list[float] = []
    heights: list[float] = []
    for piece in pieces:
        gap = [math.nan] if at else []
        at += [*gap, *(days(point.at) for point in piece)]
        heights += [*gap, *(float(point.number) for point in piece)]
    return at, heights


def _whole(courses: dict[str, list[Point]]) -> bool:
    return all(point.number == int(point.number) for points in courses.values() for point in points)
