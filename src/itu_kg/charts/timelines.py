"""Spans → a timeline: one row for each, from its first day to its last, its name beside it.

A month or year whose day is not known is drawn as the whole of it, open and dashed: nobody takes it for a date.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.patches import Patch

from itu_kg.charts.canvas import Drawing, days, new_figure, set_date_axis, wrap
from itu_kg.charts.palette import INK, MAIN, PAPER
from itu_kg.errors import UsageError

if TYPE_CHECKING:
    import datetime as dt

    from matplotlib.axes import Axes

    from itu_kg.charts.suitability import Span

MOST = 60
"""Rows a picture holds."""

_AHEAD = frozenset({"planned", "expected"})
_WIDE = 7.6
_LETTER = 0.075  # inches


def draw(spans: tuple[Span, ...], undated: tuple[str, ...]) -> Drawing:
    """Draw a timeline.

    Raises:
        UsageError: nothing has a date, or more has than a picture holds.
    """
    if not spans:
        raise UsageError("nothing in the answer has a date", where="--chart")
    if len(spans) > MOST:
        raise UsageError(f"{len(spans)} rows are too many", where="--chart", hint=f"narrow the query to at most {MOST}")
    figure = new_figure(_WIDE, 0.7 + 0.34 * len(spans))
    axes = figure.subplots()
    first, last = min(s.period.first for s in spans), max(s.period.last for s in spans)
    reach = max((last - first).days + 1, 14)
    for row, span in enumerate(spans):
        start = days(span.period.first)
        long = (span.period.last - span.period.first).days + 1
        ahead, loose = span.stage in _AHEAD, not span.period.exact
        axes.barh(
            row, max(long, reach * 0.008), left=start, height=0.5, align="center", zorder=3,
            facecolor=PAPER if ahead or loose else MAIN, edgecolor=MAIN, linewidth=1.3,
            linestyle="--" if loose else "-", hatch="" if loose or not ahead else "////",
        )  # fmt: skip
        text = f"{wrap(span.label, 58, 1)} · {_dates(span)}"
        end = start + max(long, reach * 0.008)
        free = (days(last) - end) / reach * _WIDE
        before = free < len(text) * _LETTER and start - days(first) > days(last) - end
        at = start - reach * 0.012 if before else end + reach * 0.012
        axes.text(
            at, row, text, va="center", ha="right" if before else "left", size=9, color=INK, zorder=4,
            bbox={"boxstyle": "square,pad=0.1", "facecolor": PAPER, "edgecolor": "none"},
        )  # fmt: skip
    axes.set_xlim(days(first) - reach * 0.02, days(last) + 1 + reach * 0.02)
    axes.set_ylim(len(spans) - 0.4, -0.6)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.grid(axis="x")
    set_date_axis(axes, 4, 10)
    _legend(axes, spans)
    note = f"without a date: {', '.join(undated)}" if undated else ""
    return Drawing(figure, note, _words(spans, undated))


def _legend(axes: Axes, spans: tuple[Span, ...]) -> None:
    handles = []
    known = [span for span in spans if span.period.exact]
    past = next((span.stage for span in known if span.stage not in _AHEAD), "")
    if any(span.stage in _AHEAD for span in known):
        handles += [Patch(facecolor=MAIN, label=past)] if past else []
        handles.append(Patch(facecolor=PAPER, edgecolor=MAIN, hatch="////", label="planned or expected"))
    if any(not s.period.exact for s in spans):
        handles.append(Patch(facecolor=PAPER, edgecolor=MAIN, linestyle="--", label="only the month or year is known"))
    if handles:
        axes.legend(
            handles=handles, loc="upper left", bbox_to_anchor=(0, -0.35 / (0.7 + 0.34 * len(spans))), ncols=3,
            frameon=False, fontsize=9, borderpad=0, handlelength=1.8,
        )  # fmt: skip


def _dates(span: Span) -> str:
    first, last, exact = span.period
    if not exact:
        return str(first.year) if (first.month, last.month) == (1, 12) else f"{first:%B} {first.year}"
    if first == last:
        return _day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{_day(last)}"
    return f"{first.day} {first:%b}–{_day(last)}" if first.year == last.year else f"{_day(first)}–{_day(last)}"


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%b} {day.year}"


def _words(spans: tuple[Span, ...], undated: tuple[str, ...]) -> str:
    entries = "; ".join(f"{_dates(s)}, {s.label}{f' ({s.stage})' if s.stage else ''}" for s in spans)
    rest = f" Without a date: {', '.join(undated)}." if undated else ""
    return f"Timeline of {len(spans)} entries, earliest first: {entries}.{rest}"
