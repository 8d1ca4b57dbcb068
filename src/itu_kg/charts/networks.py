"""Pairs → a network: things of one kind on a circle, things of two kinds face to face, each by its name.

Placing follows from the pairs alone, without chance, so a picture can be drawn again and compared. A line's width is
its weight; weights that differ are also written.
"""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from matplotlib.patches import PathPatch
from matplotlib.path import Path as Curve

from itu_kg.charts.canvas import Drawing, format_number, new_figure, wrap
from itu_kg.charts.palette import FAINT, INK, MAIN, PAPER, SERIES, ink_on
from itu_kg.errors import UsageError

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from itu_kg.charts.suitability import Category, Pair

MOST = 60
"""Names that a circle or a side holds."""

_MOST_WEIGHTS = 30
_WIDTH = 6.0

Position = tuple[float, float]


def draw(pairs: Sequence[Pair]) -> Drawing:
    """Draw a network.

    Raises:
        UsageError: it has more things than can be named.
    """
    left, right = list(dict.fromkeys(p.one for p in pairs)), list(dict.fromkeys(p.other for p in pairs))
    alike = bool(set(left) & set(right)) or bool(left[0].order and right[0].order)
    largest = len({*left, *right}) if alike else max(len(left), len(right))
    if largest > MOST:
        raise UsageError(f"{largest} things are too many", where="--chart", hint=f"narrow the query to at most {MOST}")
    figure = _circle(pairs) if alike else _bipartite(pairs, left, right)
    note = "the thicker a line, the more it stands for" if len({pair.weight for pair in pairs}) > 1 else ""
    words = "; ".join(f"{_flat(p.one)} – {_flat(p.other)} ({format_number(p.weight)})" for p in pairs)
    return Drawing(figure, note, f"Network of {len({*left, *right})} things and {len(pairs)} ties: {words}.")


def _circle(pairs: Sequence[Pair]) -> Figure:
    ties: dict[Category, Decimal] = defaultdict(Decimal)
    for pair in pairs:
        ties[pair.one] += 1
        ties[pair.other] += 1
    names = sorted(ties, key=lambda each: (each.order, -ties[each], each.label))
    figure = new_figure(5.4, 5.4)
    axes = _bare_axes(figure)
    radius = max(1.0, len(names) / 16)
    turn = 2 * math.pi / len(names)
    places = {each: (radius * math.sin(i * turn), radius * math.cos(i * turn)) for i, each in enumerate(names)}
    heaviest = max(pair.weight for pair in pairs)
    for pair in sorted(pairs, key=lambda each: each.weight):
        one, other = places[pair.one], places[pair.other]
        bend = ((one[0] + other[0]) * 0.22, (one[1] + other[1]) * 0.22)
        _draw_edge(axes, [one, bend, other], [Curve.MOVETO, Curve.CURVE3, Curve.CURVE3], pair, heaviest, len(pairs))
    for each, (x, y) in places.items():
        _draw_node(axes, each, (x, y), 210 if each.order else 70, "o")
        outward = 1 + 0.075 / radius
        angle = math.degrees(math.atan2(y, x))
        turned = angle - 180 if abs(angle) > 90 else angle
        level = len(names) <= 24
        axes.text(
            x * outward, y * outward, wrap(_name(each), 30), size=9.5, color=INK,
            ha="center" if level and abs(x) < 0.12 * radius else "left" if x >= 0 else "right",
            va=("bottom" if y > 0 else "top") if level and abs(x) < 0.12 * radius else "center",
            rotation=0 if level else turned, rotation_mode="anchor",
        )  # fmt: skip
    reach = radius * 1.05
    axes.set_xlim(-reach, reach)
    axes.set_ylim(-reach, reach)
    return figure


def _bipartite(pairs: Sequence[Pair], left: list[Category], right: list[Category]) -> Figure:
    left = sorted(left, key=lambda each: (each.order, each.label)) if left[0].order else left
    rank = {each: place for place, each in enumerate(left)}
    met: dict[Category, list[int]] = defaultdict(list)
    for pair in pairs:
        met[pair.other].append(rank[pair.one])
    # Each beside the middle of what it is tied to: few lines cross.
    right = sorted(right, key=lambda each: (each.order, sum(met[each]) / len(met[each]), each.label))
    deep = max(len(left), len(right))
    figure = new_figure(4.2, max(1.6, 0.3 * deep))
    axes = _bare_axes(figure)
    places = {("left", each): (0.0, (i + 0.5) / len(left)) for i, each in enumerate(left)}
    places |= {("right", each): (1.0, (i + 0.5) / len(right)) for i, each in enumerate(right)}
    heaviest = max(pair.weight for pair in pairs)
    for pair in sorted(pairs, key=lambda each: each.weight):
        one, other = places["left", pair.one], places["right", pair.other]
        bends = [one, (0.45, one[1]), (0.55, other[1]), other]
        _draw_edge(axes, bends, [Curve.MOVETO, Curve.CURVE4, Curve.CURVE4, Curve.CURVE4], pair, heaviest, len(pairs))
    for (side, each), (x, y) in places.items():
        first = side == "left"
        _draw_node(axes, each, (x, y), 130 if each.order else 55, "o" if first else "s", "" if first else SERIES[1])
        axes.annotate(
            wrap(_name(each), 44), (x, y), (-12 if first else 12, 0), textcoords="offset points", va="center",
            ha="right" if first else "left", size=9.5, color=INK,
        )  # fmt: skip
    axes.set_xlim(-0.05, 1.05)
    axes.set_ylim(1, 0)
    return figure


def _bare_axes(figure: Figure) -> Axes:
    axes = figure.add_axes((0, 0, 1, 1))
    axes.axis("off")
    return axes


def _draw_edge(axes: Axes, points: list[Position], codes: list[Any], pair: Pair, heaviest: Decimal, ties: int) -> None:  # noqa: PLR0913, PLR0917  all that a line shows
    share = float(pair.weight / heaviest) if heaviest > 0 else 0.0
    crowd = min(1.0, math.sqrt(_MOST_WEIGHTS / ties))
    axes.add_patch(
        PathPatch(
            Curve(points, codes), facecolor="none", edgecolor=FAINT, alpha=(0.28 + 0.42 * share) * crowd,
            linewidth=(0.8 + (_WIDTH - 0.8) * share if heaviest > 1 else 1.2) * crowd, capstyle="round", zorder=1,
        )
    )  # fmt: skip
    if heaviest > 1 and ties <= _MOST_WEIGHTS:
        x, y = _bezier_point(points, 0.38)
        halo = {"boxstyle": "round,pad=0.15", "facecolor": PAPER, "edgecolor": "none", "alpha": 0.85}
        axes.text(x, y, format_number(pair.weight), size=8, ha="center", va="center", color=FAINT, bbox=halo, zorder=2)


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
    return " ".join(each.label.split())
