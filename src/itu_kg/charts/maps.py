"""Totals → a world map: outlines of countries, darker where there is more, small countries as dots.

The outlines are Natural Earth's, as the build of the package leaves them in world.json. Places follow Equal Earth,
which keeps areas (Šavrič, Patterson, Jenny 2018). Countries are joined by the numbers of ISO 3166-1, which the registry
has beside their codes. Refuses to lose a number: what has no place on the map is named above it.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from matplotlib.patches import Patch, PathPatch
from matplotlib.path import Path as Outline

from itu_kg.charts.canvas import Drawing, Room, new_figure
from itu_kg.charts.letters import brief_number, format_number, wrap
from itu_kg.charts.palette import EMPTY, FAINT, INK, OUTLINE, shade
from itu_kg.errors import AssetError
from itu_kg.files import read_text

if TYPE_CHECKING:
    from decimal import Decimal

    from matplotlib.axes import Axes

    from itu_kg.charts.values import Totals
    from itu_kg.model.registry import Country

BOUNDARIES = "Boundaries and names are for orientation and say nothing of the legal status of a territory."
WORLD = Path(__file__).with_name("world.json")

_CLASSES = 5
_LISTED = 12
"""Countries named under the map with their numbers."""
_SMALL = 0.0006
"""Of the map's square: a country of less has a dot, so that its colour is seen."""
_NUMBERS = {"TW": "158", "XK": "Kosovo"}
"""What outlines go by where UN M49 has no number: that of ISO 3166-1, or a name for a code that ISO lacks."""

Position = tuple[float, float]


class _World(NamedTuple):
    """Outlines and points on the map's plane, by number of ISO 3166-1."""

    outlines: dict[str, list[list[Position]]]
    points: dict[str, Position]


def project(longitude: float, latitude: float) -> Position:
    """Equal Earth: degrees to a plane where areas are true (Šavrič, Patterson, Jenny 2018, equations 1 to 3)."""
    theta = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(latitude)))
    square = theta * theta
    sixth = square**3
    slope = 1.340264 - 3 * 0.081106 * square + sixth * (7 * 0.000893 + 9 * 0.003796 * square)
    x = 2 * math.sqrt(3) / 3 * math.radians(longitude) * math.cos(theta) / slope
    return x, theta * (1.340264 - 0.081106 * square + sixth * (0.000893 + 0.003796 * square))


@cache
def _world() -> _World:
    """Read the outlines.

    Raises:
        AssetError: this installation was built without them.
    """
    if not WORLD.is_file():
        hint = "install the wheel, or npm and then this checkout again: pip install --editable ."
        raise AssetError("this installation was built without the outlines of countries", where="--chart", hint=hint)
    held = json.loads(read_text(WORLD, error=AssetError))
    outlines = {code: [[project(*p) for p in ring] for ring in rings] for code, rings in held["outlines"].items()}
    return _World(outlines, {code: project(*place) for code, place in held["points"].items()})


def draw(totals: Totals, countries: Mapping[str, Country], room: Room) -> Drawing:
    """Draw the map; countries are by alpha-2 code."""
    world = _world()
    known = {alpha2: country.m49 for alpha2, country in countries.items() if country.m49} | _NUMBERS
    codes = {alpha2: known.get(alpha2, "") for alpha2 in totals.numbers}
    numbers = {codes[alpha2]: number for alpha2, number in totals.numbers.items() if codes[alpha2]}
    names = {alpha2: countries[alpha2].name if alpha2 in countries else alpha2 for alpha2 in totals.numbers}
    bounds = _classes(list(totals.numbers.values()))
    drawn = world.outlines
    corners = [point for rings in drawn.values() for ring in rings for point in ring]
    low, high = ([f(p[i] for p in corners) for i in (0, 1)] for f in (min, max))
    wide, tall = high[0] - low[0], high[1] - low[1]
    ranked = sorted(totals.numbers.items(), key=lambda pair: (-pair[1], names[pair[0]]))
    inches = (7.2, 7.2 * tall / wide) if room.plot is None else _inside(room.plot, wide / tall)
    figure = new_figure(*inches)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.axis("off")
    axes.set_xlim(low[0] - 0.02, high[0] + 0.02)
    axes.set_ylim(low[1] - 0.02, high[1] + 0.02)
    axes.set_aspect("equal", anchor="NW")
    for code, rings in drawn.items():
        number = numbers.get(code)
        _draw_outline(axes, rings, EMPTY if number is None else _colour(number, bounds))
    dots = _dots(world, numbers)
    for code, (x, y) in sorted(dots.items()):
        number = numbers.get(code)
        fill = EMPTY if number is None else _colour(number, bounds)
        size, edge = (5, OUTLINE) if number is None else (26, INK)
        axes.scatter(
            x, y, s=size, color=fill, edgecolor=edge, linewidth=0.4 if number is None else 0.8, zorder=4, clip_on=False
        )
    _legend(axes, totals, bounds, inches[1])
    axes.annotate(
        _below(ranked, names, room.width), (0, 0), (0, -46), xycoords="axes fraction", textcoords="offset points",
        va="top", size=9, color=INK, linespacing=1.45,
    )  # fmt: skip
    lost = sorted(names[alpha2] for alpha2 in totals.numbers if codes[alpha2] not in {*drawn, *dots})
    notes = [totals.note, f"no place on the map has {', '.join(lost)}" if lost else ""]
    words = ", ".join(f"{names[code]} ({code}) {format_number(number)}" for code, number in ranked)
    words = f"Map of the world, {totals.measure}, {len(ranked)} countries: {words}. {BOUNDARIES}"
    return Drawing(figure, "; ".join(filter(None, notes)), words, (3.6, 1.9))


def _inside(room: Position, shape: float) -> Position:
    """The largest map that a room holds."""
    return (room[0], room[0] / shape) if room[0] / room[1] < shape else (room[1] * shape, room[1])


def _draw_outline(axes: Axes, rings: Sequence[Sequence[Position]], fill: str) -> None:
    points = [point for ring in rings for point in ring]
    moves: list[Any] = []
    for ring in rings:
        moves += [Outline.MOVETO, *[Outline.LINETO] * (len(ring) - 2), Outline.CLOSEPOLY]
    axes.add_patch(PathPatch(Outline(points, moves), facecolor=fill, edgecolor=OUTLINE, linewidth=0.35, zorder=2))


def _dots(world: _World, numbers: Mapping[str, Decimal]) -> dict[str, Position]:
    """Countries too small for an outline of theirs, or for the colour of one to be seen."""
    small = {}
    for code in numbers:
        rings = world.outlines.get(code, [])
        if rings and sum(map(_area, rings)) < _SMALL:
            small[code] = _middle(max(rings, key=_area))
    return world.points | small


def _area(ring: Sequence[Position]) -> float:
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))) / 2


def _middle(ring: Sequence[Position]) -> Position:
    return sum(x for x, _ in ring) / len(ring), sum(y for _, y in ring) / len(ring)


def _classes(numbers: Sequence[Decimal]) -> list[Decimal]:
    """The upper bounds of at most five classes of about as many countries each: the different numbers, if few."""
    ranked = sorted(set(numbers))
    if len(ranked) <= _CLASSES:
        return ranked
    return sorted({ranked[math.ceil(len(ranked) * (part + 1) / _CLASSES) - 1] for part in range(_CLASSES)})


def _colour(number: Decimal, bounds: Sequence[Decimal]) -> str:
    place = next(at for at, bound in enumerate(bounds) if number <= bound)
    return shade(place / (len(bounds) - 1) if len(bounds) > 1 else 0.6)


def _legend(axes: Axes, totals: Totals, bounds: Sequence[Decimal], tall: float) -> None:
    whole = all(bound == int(bound) for bound in bounds)
    each_its_own = len(set(totals.numbers.values())) <= len(bounds)
    handles = [Patch(facecolor=EMPTY, edgecolor=OUTLINE, linewidth=0.5, label="no data")]
    for at, bound in enumerate(bounds):
        text = brief_number(bound)
        if not each_its_own and at and whole and bound < 10**6:
            text = f"{brief_number(bounds[at - 1] + 1)}–{text}" if bound - bounds[at - 1] > 1 else text
        elif not each_its_own:
            text = f"up to {text}"
        handles.append(Patch(facecolor=_colour(bound, bounds), edgecolor=OUTLINE, linewidth=0.5, label=text))
    legend = axes.legend(
        handles=handles, title=totals.measure, loc="upper left", bbox_to_anchor=(0, -0.06 / tall), ncols=len(handles),
        frameon=False, fontsize=9, title_fontsize=9, borderpad=0, handlelength=1.4, handleheight=1.0,
        columnspacing=1.0, handletextpad=0.4, alignment="left", borderaxespad=0,
    )  # fmt: skip
    legend.get_title().set_color(FAINT)


def _below(ranked: Sequence[tuple[str, Decimal]], names: Mapping[str, str], wide: float) -> str:
    """The countries with the largest numbers, and the note on boundaries."""
    shown = " · ".join(f"{names[code]} {brief_number(number)}" for code, number in ranked[:_LISTED])
    more = len(ranked) - _LISTED
    shown += f" · and {more} more" if more > 0 else ""
    return f"{wrap(shown, wide, 9)}\n{wrap(BOUNDARIES, wide, 9)}"
