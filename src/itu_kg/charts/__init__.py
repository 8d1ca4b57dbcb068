"""Table → picture (SVG or PNG), through matplotlib: bars, lines, a ring, a map, a network, a timeline.

`columns` tells what the columns hold, `suitability` what a chart can show of them; each kind has a file that draws it.
Refuses a chart that would mislead: parts of no whole, numbers in several units, more names than can be read. The same
answer gives the same bytes. The extra `charts`.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Literal

from itu_kg.charts import bars, canvas, lines, networks, pies, suitability, timelines, world
from itu_kg.charts.columns import Unsuited, columns
from itu_kg.charts.palette import goals
from itu_kg.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.figure import Figure

    from itu_kg.charts.columns import Column
    from itu_kg.charts.suitability import Goals
    from itu_kg.model.queryable import AnswerHeading
    from itu_kg.model.table import Table

__all__ = ["KINDS", "draw", "goals"]

KINDS = ("bar", "line", "pie", "map", "network", "timeline")


def draw(  # noqa: PLR0913  what is drawn, how, and what it is called
    table: Table,
    kind: str,
    form: Literal["svg", "png"],
    *,
    about: AnswerHeading,
    goals: Goals,  # noqa: A002, RUF100  the goals read by `goals`
    lists: Sequence[str] = (),
) -> bytes:
    """Draw an answer.

    Args:
        table: the answer.
        kind: bar, line, pie, map, network or timeline.
        form: the format of the picture.
        about: its title and what it was restricted to.
        goals: the goals' names and colours, by number.
        lists: the columns whose cells hold several values.

    Raises:
        UsageError: the answer has not got what this kind of chart needs.
    """
    if not table.rows:
        raise UsageError("the answer has no rows to draw", where="--chart")
    with canvas.style():
        found = columns(table, lists)
        try:
            drawn, note, words = _drawn(kind, found, goals)
        except Unsuited as problem:
            fitting = _fitting(found, goals)
            hint = f"this answer suits {', '.join(fitting)}" if fitting else problem.hint
            raise UsageError(problem.what, where=problem.where, hint=hint) from problem
        notes = "; ".join(each for each in (about.note, note) if each)
        return canvas.save(drawn, form, title=about.title, note=notes, words=f"{about.title}. {words}")


def _fitting(found: tuple[Column, ...], goals: Goals) -> list[str]:
    """Find the kinds an answer can be drawn as, by drawing it."""
    fitting = []
    for kind in KINDS:
        with contextlib.suppress(UsageError):
            _drawn(kind, found, goals)
            fitting.append(kind)
    return fitting


def _drawn(kind: str, found: tuple[Column, ...], goals: Goals) -> tuple[Figure, str, str]:
    match kind:
        case "bar":
            return bars.draw(suitability.shares(kind, found, goals))
        case "line":
            return lines.draw(*suitability.courses(found))
        case "pie":
            return pies.draw(suitability.parts_of_a_whole(found, goals))
        case "map":
            return world.draw(suitability.places(found))
        case "network":
            return networks.draw(suitability.pairs(found, goals))
        case _:
            return timelines.draw(*suitability.spans(found))
