"""Spans → a timeline: one line for each thing, from its first day to its last, its name at the left.

A month or year whose day is not known is drawn as the whole of it, open and dashed: nobody takes it for a date. Several
sittings of one event share its line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.patches import Patch

from itu_kg.charts.canvas import Drawing, Room, days, new_figure, set_date_axis
from itu_kg.charts.letters import width, wrap
from itu_kg.charts.palette import INK, MAIN, PAPER
from itu_kg.errors import UsageError

if TYPE_CHECKING:
    import datetime as dt

    from matplotlib.axes import Axes

    from itu_kg.charts.values import Span

MOST = 60
"""Lines a picture holds."""

_AHEAD = frozenset({"planned", "expected"})
_UNDATED = 6
"""Things without a date that are named; of more, the number."""
_LETTERS = 9.0


def draw(spans: tuple[Span, ...], undated: tuple[str, ...], room: Room) -> Drawing:
    """Draw a timeline.

    Raises:
        UsageError: nothing has a date, or more has than a picture holds.
    """
    if not spans:
        raise UsageError("nothing in the answer has a date", where="--chart")
    lines = group(spans)
    if len(lines) > MOST:
        raise UsageError(
            f"{len(lines)} lines are too many", where="--chart", hint=f"narrow the query to at most {MOST}"
        )
    labels = [wrap(line[0].label, room.width * 0.42, 9.5) for line in lines]
    heights = [1 + 0.65 * label.count("\n") for label in labels]
    wide, high = room.plot or (room.width * 0.56, 0.3 * sum(heights))
    figure = new_figure(wide, high)
    axes = figure.subplots()
    first, last = min(s.period.first for s in spans), max(s.period.last for s in spans)
    reach = max((last - first).days + 1, 14)
    axes.set_xlim(days(first) - reach * 0.02, days(last) + 1 + reach * 0.02)
    centres = [sum(heights[:at]) + each / 2 for at, each in enumerate(heights)]
    for centre, line in zip(centres, lines, strict=True):
        _draw_line(axes, line, centre, wide)
    axes.set_ylim(sum(heights), 0)
    axes.set_yticks(centres, labels)
    axes.spines["left"].set_visible(False)
    axes.grid(axis="x")
    set_date_axis(axes, wide)
    _legend(axes, spans, high)
    names = ", ".join(undated) if len(undated) <= _UNDATED else f"{len(undated)}"
    note = f"without a date: {names}" if undated else ""
    return Drawing(figure, note, _words(spans, undated), (1.4, 0.2 * sum(heights)))


def group(spans: tuple[Span, ...]) -> list[list[Span]]:
    """The spans of each thing, and each of the others alone, in the order of their first days."""
    lines: dict[tuple[str, object], list[Span]] = {}
    for number, span in enumerate(spans):
        lines.setdefault((span.thing, "" if span.thing else number), []).append(span)
    return list(lines.values())


def _draw_line(axes: Axes, line: list[Span], centre: float, wide: float) -> None:
    low, high = axes.get_xlim()
    per_inch = (high - low) / wide
    ends = []
    for span in line:
        start = days(span.period.first)
        long = max((span.period.last - span.period.first).days + 1, 0.05 * per_inch)
        ahead, loose = span.stage in _AHEAD, not span.period.exact
        axes.barh(
            centre, long, left=start, height=0.5, align="center", zorder=3, edgecolor=MAIN, linewidth=1.3,
            facecolor=PAPER if ahead or loose else MAIN, linestyle="--" if loose else "-",
            hatch="" if loose or not ahead else "////",
        )  # fmt: skip
        ends.append(start + long)
    text = _dates(line[0]) if len(line) == 1 else f"{len(line)} dates, {_dates(line[0])} to {_dates(line[-1])}"
    need = (width(text, _LETTERS) + 0.1) * per_inch
    start, end = days(line[0].period.first), max(ends)
    before = end + need > high and start - need >= low
    inside = end + need > high and not before
    at = start - 0.06 * per_inch if before else high if inside else end + 0.06 * per_inch
    axes.text(
        at, centre, text, va="center", ha="right" if before or inside else "left", size=_LETTERS, color=INK, zorder=4,
        bbox={"boxstyle": "square,pad=0.1", "facecolor": PAPER, "edgecolor": "none"},
    )  # fmt: skip


def _legend(axes: Axes, spans: tuple[Span, ...], high: float) -> None:
    handles = []
    known = [span for span in spans if span.period.exact]
    past = next((span.stage for span in known if span.stage not in _AHEAD), "")
    if any(span.stage in _AHEAD for span in known):
        handles += [Patch(facecolor=MAIN, label=past)] if past else []
        handles.append(Patch(facecolor=PAPER, edgecolor=MAIN, hatch="////", label="planned or expected"))
    if any(not s.period.exact for s in spans):
        handles.append(Patch(facecolor=PAPER, edgecolor=MAIN, linestyle="--", label="only month or year known"))
    if handles:
        axes.legend(
            handles=handles, loc="upper right", bbox_to_anchor=(1, -0.33 / high), ncols=len(handles), frameon=False,
            fontsize=9, borderpad=0, handlelength=1.8, columnspacing=1.2, borderaxespad=0,
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
