"""Ties → a network: things of one kind on a circle, things of two kinds face to face, each by its name.

Placing follows from the ties alone, without chance, so a picture can be drawn again and compared. A line's width is its
weight; weights that differ are also written. Who coordinates is bold and has darker lines. Of more than can be read,
the strongest ties are drawn, and the picture says how many it leaves out.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from matplotlib.path import Path as Curve

from itu_kg.charts.canvas import Drawing, Room, new_figure
from itu_kg.charts.letters import brief_number, clean, format_number, wrap
from itu_kg.charts.palette import FAINT, INK, MAIN, PAPER, SERIES, ink_on

if TYPE_CHECKING:
    from decimal import Decimal

    from matplotlib.axes import Axes

    from itu_kg.charts.values import Category, Tie

MOST = 40
"""Names that a circle or a side holds."""
MOST_TIES = 200

_MOST_WEIGHTS = 30
_WIDTH = 6.0
_LEADING = {"coordinator": "-", "lead": "-", "owner": "--", "initiator": "-."}
"""Roles of who answers for a thing, and their dashes."""
_LEVEL = 20
"""Names on a circle that may stand level; more are turned like spokes."""

Position = tuple[float, float]


class _Look(NamedTuple):
    """How the ties of a role are drawn."""

    colour: str
    dashes: Any
    width: float


def draw(ties: Sequence[Tie], room: Room) -> Drawing:
    """Draw a network."""
    things = {*(tie.one for tie in ties), *(tie.other for tie in ties)}
    drawn = strongest(ties)
    left, right = list(dict.fromkeys(t.one for t in drawn)), list(dict.fromkeys(t.other for t in drawn))
    drawing = _circle(drawn, room) if _alike(drawn) else _bipartite(drawn, left, right, room)
    left_out = ""
    if len(drawn) < len(ties):
        names = len({*left, *right})
        by = "strongest" if len({tie.weight for tie in ties}) > 1 else "best connected things and their"
        left_out = f"the {by} ties: {names} of {len(things)} things and {len(drawn)} of {len(ties)} ties are shown"
    note = "the thicker a line, the more it stands for" if len({tie.weight for tie in drawn}) > 1 else ""
    words = "; ".join(
        f"{_flat(t.one)} – {_flat(t.other)} ({', '.join(filter(None, (t.role, format_number(t.weight))))})"
        for t in ties
    )
    words = f"Network of {len(things)} things and {len(ties)} ties: {words}."
    return drawing._replace(note=note, words=words, left_out=left_out)


def strongest(ties: Sequence[Tie]) -> list[Tie]:
    """As many ties as can be read: the heaviest first, then those of the best connected things, then by name."""
    met = Counter(end for tie in ties for end in (tie.one, tie.other))
    ranked = sorted(ties, key=lambda t: (-t.weight, -met[t.one] - met[t.other], t.one.label, t.other.label, t.role))
    alike = _alike(ties)
    one: set[Category] = set()
    other: set[Category] = one if alike else set()
    chosen: set[Tie] = set()
    for tie in ranked:
        fits = (
            len(one | {tie.one, tie.other}) <= MOST
            if alike
            else max(len(one | {tie.one}), len(other | {tie.other})) <= MOST
        )
        if fits and len(chosen) < MOST_TIES:
            one.add(tie.one)
            other.add(tie.other)
            chosen.add(tie)
    return [tie for tie in ties if tie in chosen]


def _alike(ties: Sequence[Tie]) -> bool:
    """Whether both ends are things of one kind."""
    left, right = {tie.one for tie in ties}, {tie.other for tie in ties}
    return bool(left & right) or all(each.order for each in left | right)


def _circle(ties: Sequence[Tie], room: Room) -> Drawing:
    met = Counter(end for tie in ties for end in (tie.one, tie.other))
    names = sorted(met, key=lambda each: (each.order, -met[each], each.label))
    side = min(room.plot) if room.plot else min(4.4, room.width * 0.6)
    figure = new_figure(side, side)
    axes = _bare_axes(figure)
    turn = 2 * math.pi / len(names)
    places = {each: (math.sin(i * turn), math.cos(i * turn)) for i, each in enumerate(names)}
    heaviest = max(tie.weight for tie in ties)
    for tie in sorted(ties, key=lambda each: each.weight):
        one, other = places[tie.one], places[tie.other]
        bend = ((one[0] + other[0]) * 0.22, (one[1] + other[1]) * 0.22)
        _draw_edge(axes, [one, bend, other], [Curve.MOVETO, Curve.CURVE3, Curve.CURVE3], tie, heaviest, len(ties))
    level = len(names) <= _LEVEL
    outward = 1 + (0.2 if names[0].order else 0.16) / (side / 2)
    for each, (x, y) in places.items():
        _draw_node(axes, each, (x, y), 210 if each.order else 70, "o")
        angle = math.degrees(math.atan2(y, x))
        turned = angle - 180 if abs(angle) > 90 else angle
        on_top = level and abs(x) < 0.12
        axes.text(
            x * outward, y * outward, wrap(_name(each), max(0.9, (room.width - side) / 2 - 0.25), 9.5), size=9.5,
            ha="center" if on_top else "left" if x >= -1e-9 else "right",
            va=("bottom" if y > 0 else "top") if on_top else "center",
            rotation=0 if level else turned, rotation_mode="anchor", color=INK, linespacing=1.1,
        )  # fmt: skip
    axes.set_xlim(-1.05, 1.05)
    axes.set_ylim(-1.05, 1.05)
    least = max(1.6, len(names) * 0.19 / math.pi)
    return Drawing(figure, "", "", (least, least))


def _bipartite(ties: Sequence[Tie], left: list[Category], right: list[Category], room: Room) -> Drawing:
    left = sorted(left, key=lambda each: (each.order, each.label)) if left[0].order else left
    rank = {each: place for place, each in enumerate(left)}
    met: dict[Category, list[int]] = defaultdict(list)
    for tie in ties:
        met[tie.other].append(rank[tie.one])
    # Each beside the middle of what it is tied to: few lines cross.
    right = sorted(right, key=lambda each: (each.order, sum(met[each]) / len(met[each]), each.label))
    names_wide = room.width * 0.34
    labels = {each: wrap(_name(each), names_wide, 9.5) for each in {*left, *right}}
    deep = max(sum(0.5 + 0.5 * (labels[each].count("\n") + 1) for each in side) for side in (left, right))
    wide, high = room.plot or (room.width * 0.3, max(1.0, 0.27 * deep))
    figure = new_figure(wide, high)
    axes = _bare_axes(figure)
    places = {("left", each): (0.0, at) for each, at in _heights(left, labels)}
    places |= {("right", each): (1.0, at) for each, at in _heights(right, labels)}
    heaviest = max(tie.weight for tie in ties)
    for tie in sorted(ties, key=lambda each: (each.role in _LEADING, each.weight)):
        one, other = places["left", tie.one], places["right", tie.other]
        bends = [one, (0.45, one[1]), (0.55, other[1]), other]
        _draw_edge(axes, bends, [Curve.MOVETO, Curve.CURVE4, Curve.CURVE4, Curve.CURVE4], tie, heaviest, len(ties))
    leading = {tie.other for tie in ties if tie.role in _LEADING}
    for (side, each), (x, y) in places.items():
        first = side == "left"
        _draw_node(axes, each, (x, y), 190 if each.order else 45, "o" if first else "s", "" if first else SERIES[1])
        axes.annotate(
            labels[each], (x, y), (-13 if first else 11, 0), textcoords="offset points", va="center",
            ha="right" if first else "left", size=9.5, color=INK, linespacing=1.1,
            weight="bold" if not first and each in leading else "normal",
        )  # fmt: skip
    axes.set_xlim(-0.02, 1.02)
    axes.set_ylim(1, 0)
    if roles := [role for role in dict.fromkeys(tie.role for tie in ties) if role]:
        handles = [
            Line2D([], [], color=(k := _look(role)).colour, linestyle=k.dashes, linewidth=k.width, label=role)
            for role in sorted(roles, key=lambda role: (role not in _LEADING, role))
        ]
        axes.legend(
            handles=handles, loc="upper center", bbox_to_anchor=(0.5, -0.12 / high), frameon=False, fontsize=9,
            ncols=len(handles), borderpad=0, borderaxespad=0,
        )  # fmt: skip
    return Drawing(figure, "", "", (0.8, 0.19 * deep))


def _heights(side: Sequence[Category], labels: dict[Category, str]) -> list[tuple[Category, float]]:
    """How far down each thing of a side stands, of 1, with room for the lines of its name."""
    rooms = [0.5 + 0.5 * (labels[each].count("\n") + 1) for each in side]
    whole, down, heights = sum(rooms), 0.0, []
    for each, room in zip(side, rooms, strict=True):
        heights.append((each, (down + room / 2) / whole))
        down += room
    return heights


def _bare_axes(figure: Any) -> Axes:
    axes: Axes = figure.add_axes((0, 0, 1, 1))
    axes.axis("off")
    return axes


def _look(role: str) -> _Look:
    if role in _LEADING:
        return _Look(INK, _LEADING[role], 1.8)
    return _Look(SERIES[1], ":", 1.5) if role == "funder" else _Look(FAINT, "-", 0.9)


def _draw_edge(axes: Axes, points: list[Position], codes: list[Any], tie: Tie, heaviest: Decimal, ties: int) -> None:  # noqa: PLR0913, PLR0917  all that a line shows
    share = float(tie.weight / heaviest) if heaviest > 0 else 0.0
    crowd = min(1.0, math.sqrt(_MOST_WEIGHTS / ties))
    look = _look(tie.role)
    wide = (0.8 + (_WIDTH - 0.8) * share) * crowd if heaviest > 1 else look.width if tie.role else 1.2 * crowd
    axes.add_patch(
        PathPatch(
            Curve(points, codes), facecolor="none", edgecolor=look.colour, linestyle=look.dashes,
            alpha=0.8 if tie.role else (0.28 + 0.42 * share) * max(crowd, 0.6), linewidth=wide, capstyle="round",
            zorder=1,
        )
    )  # fmt: skip
    if heaviest > 1 and ties <= _MOST_WEIGHTS:
        x, y = _bezier_point(points, 0.38)
        halo = {"boxstyle": "round,pad=0.15", "facecolor": PAPER, "edgecolor": "none", "alpha": 0.85}
        axes.text(x, y, brief_number(tie.weight), size=8, ha="center", va="center", color=FAINT, bbox=halo, zorder=2)


def _bezier_point(points: list[Position], share: float) -> Position:
    """The point of a Bézier curve at a share of its parameter (de Casteljau)."""
    while len(points) > 1:
        points = [(a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share) for a, b in itertools.pairwise(points)]
    return points[0]


def _draw_node(axes: Axes, each: Category, place: Position, size: float, marker: str, plain: str = "") -> None:  # noqa: PLR0913, PLR0917  all that a thing shows
    colour = each.colour or plain or MAIN
    axes.scatter(*place, s=size, marker=marker, color=colour, edgecolor=PAPER, linewidth=1.2, zorder=3, clip_on=False)
    if each.order:
        axes.text(
            *place, str(each.order), size=7.5, weight="bold", ha="center", va="center_baseline", color=ink_on(colour),
            zorder=4,
        )  # fmt: skip


def _name(each: Category) -> str:
    return each.label.partition("  ")[2] if each.order else each.label


def _flat(each: Category) -> str:
    return clean(each.label)
