"""Shares → horizontal bars, one panel for each measure, each bar with its name and its number."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from itu_kg.charts.canvas import Drawing, format_number, new_figure, wrap
from itu_kg.charts.palette import EMPTY, FAINT, HATCHES, INK, MAIN, SERIES

if TYPE_CHECKING:
    from itu_kg.charts.suitability import Category, Shares

MOST = 40
"""Bars a picture holds; with more, the largest are drawn and the note says so."""

_ALIKE = 20
"""Panels whose longest bars differ by more have scales of their own."""

Row = tuple["Category", tuple[Decimal | None, ...]]


def draw(shares: Shares) -> Drawing:
    """Draw bars."""
    rows = sort_rows(shares)
    shown = rows[:MOST]
    names = [measure.name for measure in shares.measures]
    figure = new_figure(3.4 + 2.4 * len(names), 0.6 + 0.36 * len(shown))
    panels = figure.subplots(1, len(names), sharey=True, squeeze=False, gridspec_kw={"wspace": 0.12})[0]
    places = range(len(shown))
    lengths = zip(*([float(value or 0) for value in values] for _, values in shown), strict=True)
    scales = [(min(0.0, *each), max(0.0, *each)) for each in lengths]
    longest = [high - low for low, high in scales if high > low]
    own_scales = bool(longest) and max(longest) > _ALIKE * min(longest)
    if not own_scales:
        scales = [(min(low for low, _ in scales), max(high for _, high in scales))] * len(names)
    for number, (axes, name) in enumerate(zip(panels, names, strict=True)):
        values = [row[1][number] for row in shown]
        widths = [float(value or 0) for value in values]
        own = any(category.colour for category, _ in shown)
        plain = MAIN if len(names) == 1 else SERIES[number % len(SERIES)]
        axes.barh(
            places, widths, height=0.68, color=[category.colour or plain for category, _ in shown],
            edgecolor="white", linewidth=0.4, hatch="" if own else HATCHES[number % len(HATCHES)],
        )  # fmt: skip
        low, high = scales[number]
        axes.set_xlim(low * 1.18, high * 1.18 if high else 1)
        gap = (high - low or 1) * 0.02
        for place, value, width in zip(places, values, widths, strict=True):
            text = "–" if value is None else format_number(value)
            side = "right" if width < 0 else "left"
            axes.text(
                width + (-gap if width < 0 else gap), place, text, va="center", ha=side, size=9.5,
                color=INK if value else FAINT,
            )  # fmt: skip
        if low < 0:
            axes.axvline(0, color=FAINT, linewidth=0.8)
        axes.set_title(wrap(name, 26), loc="left", size=10, color=FAINT, pad=7)
        axes.set_xticks([])
        axes.spines["bottom"].set_visible(False)
        axes.spines["left"].set_color(EMPTY if low < 0 else FAINT)
        axes.set_ylim(len(shown) - 0.4, -0.6)
        axes.set_yticks(places, [wrap(category.label, 46) for category, _ in shown])
        axes.tick_params(pad=5)
    notes = [f"the {MOST} largest of {len(rows)}"] if len(rows) > MOST else []
    notes += ["each panel has a scale of its own"] if own_scales else []
    return Drawing(figure, "; ".join(notes), _words(rows, names))


def sort_rows(shares: Shares) -> list[Row]:
    """Goals in the order of their numbers, all else by size, the largest first; what is equal by name."""
    rows = list(zip(shares.categories, zip(*(m.values for m in shares.measures), strict=True), strict=True))
    if any(category.order for category, _ in rows):
        return sorted(rows, key=lambda row: row[0].order)
    return sorted(rows, key=lambda row: (*(-(value or Decimal(0)) for value in row[1]), row[0].label))


def _words(rows: list[Row], names: list[str]) -> str:
    sentences = []
    for category, values in rows:
        numbers = [f"{name} {'none' if v is None else format_number(v)}" for name, v in zip(names, values, strict=True)]
        sentences.append(f"{' '.join(category.label.split())}: {', '.join(numbers)}.")
    return f"Bar chart of {', '.join(names)} for {len(rows)} categories. {' '.join(sentences)}"
