"""Numbers by country → a map of tiles: every country one square of one size, roughly where it lies.

Tiles, because outlines would make Bahrain a dot, would draw borders, and would need other people's data. The
arrangement is our own (map_tiles.txt), covers the members of the United Nations and its two observer states, and says
nothing about borders or size. Refuses to lose a number: a code that has no tile is drawn in a row below.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from matplotlib.patches import FancyBboxPatch

from itu_kg.charts.canvas import Drawing, format_number, new_figure
from itu_kg.charts.palette import EMPTY, FAINT, ink_on, shade
from itu_kg.files import read_text

NOTE = "One tile for each country, roughly where it lies; darker is more. Tiles say nothing about borders or size."


@cache
def tiles() -> dict[str, tuple[int, int]]:
    """The column and row of each country's tile, by ISO 3166-1 alpha-2 code."""
    lines = read_text(Path(__file__).with_name("map_tiles.txt")).splitlines()
    grid = [line for line in lines if not line.startswith("#")]
    return {
        code: (column // 3, row)
        for row, line in enumerate(grid)
        for column in range(0, len(line), 3)
        if (code := line[column : column + 2].strip())
    }


def draw(numbers: Mapping[str, Decimal]) -> Drawing:
    """Draw the map."""
    placed = dict(tiles())
    depth = max(row for _, row in placed.values()) + 1
    off = sorted(code for code in numbers if code not in placed)
    placed |= {code: (1 + place % 28, depth + 1 + place // 28) for place, code in enumerate(off)}
    wide, deep = max(c for c, _ in placed.values()) + 1, max(r for _, r in placed.values()) + 1
    figure = new_figure(wide * 0.36, deep * 0.36)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, wide)
    axes.set_ylim(deep, 0)
    axes.set_aspect("equal")
    axes.axis("off")
    low, high = min(Decimal(0), *numbers.values()), max(numbers.values())
    for code, (column, row) in placed.items():
        number = numbers.get(code)
        colour = EMPTY if number is None else shade(float((number - low) / (high - low)) if high > low else 1.0)
        axes.add_patch(
            FancyBboxPatch(
                (column + 0.09, row + 0.09), 0.82, 0.82, boxstyle="round,pad=0,rounding_size=0.12",
                facecolor=colour, edgecolor="none" if number is None else shade(1), linewidth=0.8,
            )
        )  # fmt: skip
        middle: dict[str, Any] = {"ha": "center", "color": FAINT if number is None else ink_on(colour)}
        axes.text(column + 0.5, row + (0.5 if number is None else 0.32), code, va="center", size=6.5, **middle)
        if number is not None:
            axes.text(column + 0.5, row + 0.66, _brief(number), va="center", size=8, weight="bold", **middle)
    if off:
        axes.text(0.1, depth + 0.6, "elsewhere", size=8, color=FAINT, va="center")
    ranked = sorted(numbers.items(), key=lambda pair: (-pair[1], pair[0]))
    words = ", ".join(f"{code} {format_number(number)}" for code, number in ranked)
    return Drawing(figure, NOTE, f"Map of the world in tiles, {len(numbers)} countries: {words}.")


def _brief(number: Decimal) -> str:
    """Write a number so that a tile holds it; the description has it whole."""
    for size, unit in ((1_000_000_000, "bn"), (1_000_000, "m"), (1_000, "k")):
        if abs(number) >= size:
            return f"{float(number) / size:.3g}{unit}"
    return format_number(number if number == int(number) else round(number, 1))
