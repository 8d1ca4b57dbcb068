"""Table → picture (SVG or PNG), through matplotlib: bars, lines, a ring, a map, a network, a timeline.

`columns` tells what the columns hold, `suitability` what a chart can show of them; each kind has a file that draws it.
Refuses a chart that would mislead: parts of no whole, numbers in several units, more names than can be read. The same
answer gives the same bytes. The extra `charts`, loaded when something is drawn.
"""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from itu_kg.errors import UsageError
from itu_kg.model.answer import AnswerHeading, Table

if TYPE_CHECKING:
    from itu_kg.charts.canvas import Drawing
    from itu_kg.charts.columns import Column
    from itu_kg.charts.palette import Goal

Kind = Literal["bar", "line", "pie", "map", "network", "timeline"]
Form = Literal["svg", "png"]
KINDS: tuple[Kind, ...] = get_args(Kind)
FORMS: dict[str, Form] = {".svg": "svg", ".png": "png"}
"""The format of a picture, by how its file's name ends."""


def draw(  # noqa: PLR0913  what is drawn, how, and what it is called
    table: Table, kind: Kind, form: Form, *, heading: AnswerHeading, scheme: Path, lists: Sequence[str] = ()
) -> bytes:
    """Draw an answer.

    Args:
        table: the answer.
        kind: of chart.
        form: the format of the picture.
        heading: its title and what it was restricted to.
        scheme: the file that has the goals' names and colours.
        lists: the columns whose cells hold several values.

    Raises:
        UsageError: the answer has not got what this kind of chart needs, or matplotlib is not installed.
        AssetError: the scheme is broken.
    """
    try:
        from itu_kg.charts import canvas, palette  # noqa: PLC0415  an extra, and heavy
    except ModuleNotFoundError as missing:
        raise UsageError(f"a chart needs {missing.name}", hint="pip install 'itu-kg[charts]'") from missing
    from itu_kg.charts.columns import Unsuitable, columns  # noqa: PLC0415  likewise

    if not table.rows:
        raise UsageError("the answer has no rows to draw", where="--chart")
    judged, goals = columns(table, lists), palette.goals(scheme)
    with canvas.style():
        try:
            drawing = _drawing(kind, judged, goals)
        except Unsuitable as problem:
            suitable = _suitable(judged, goals)
            hint = f"this answer suits {', '.join(suitable)}" if suitable else problem.hint
            raise UsageError(problem.what, where=problem.where, hint=hint) from problem
        return canvas.save(drawing, form, title=heading.title, note=heading.note)


def _suitable(judged: tuple[Column, ...], goals: dict[str, Goal]) -> list[Kind]:
    """Find the kinds an answer can be drawn as, by drawing it."""
    suitable: list[Kind] = []
    for kind in KINDS:
        with contextlib.suppress(UsageError):
            _drawing(kind, judged, goals)
            suitable.append(kind)
    return suitable


def _drawing(kind: Kind, judged: tuple[Column, ...], goals: dict[str, Goal]) -> Drawing:
    from itu_kg.charts import bars, lines, maps, networks, pies, suitability, timelines  # noqa: PLC0415  likewise

    match kind:
        case "bar":
            return bars.draw(suitability.shares(kind, judged, goals))
        case "line":
            return lines.draw(*suitability.series(judged))
        case "pie":
            return pies.draw(suitability.parts_of_a_whole(judged, goals))
        case "map":
            return maps.draw(suitability.country_totals(judged))
        case "network":
            return networks.draw(suitability.pairs(judged, goals))
        case "timeline":
            return timelines.draw(*suitability.spans(judged))
