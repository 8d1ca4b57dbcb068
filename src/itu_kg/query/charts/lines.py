"""Courses → lines over time, each with its own dashes and marks, named at its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.ticker import MaxNLocator

from itu_kg.errors import UsageError
from itu_kg.query.charts.canvas import dated, days, figure, wrapped, written
from itu_kg.query.charts.palette import DASHES, FAINT, MARKERS, SERIES

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from itu_kg.query.charts.suitability import Point

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
    for number, (label, points) in enumerate(courses.items()):
        at = [days(point.at) for point in points]
        heights = [float(point.number) for point in points]
        axes.plot(
            at, heights, color=SERIES[number], linestyle=DASHES[number], marker=MARKERS[number], markersize=5.5,
            linewidth=2, markeredgecolor="white", markeredgewidth=0.8, clip_on=False, zorder=3,
        )  # fmt: skip
        if len(courses) > 1:
            axes.annotate(
                wrapped(label, 28), (at[-1], heights[-1]), (9, 0), textcoords="offset points", va="center",
                color=SERIES[number], size=9.5, weight="bold",
            )  # fmt: skip
        elif len(points) <= 16:
            for when, point in zip(at, points, strict=True):
                axes.annotate(
                    written(point.number), (when, float(point.number)), (0, 8), textcoords="offset points",
                    ha="center", size=9,
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
    return made, "", f"Line chart of {name}. {' '.join(said)}"


def _whole(courses: dict[str, list[Point]]) -> bool:
    return all(point.number == int(point.number) for points in courses.values() for point in points)
