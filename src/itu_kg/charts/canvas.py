"""Figure → SVG, PDF or PNG, the same bytes each time: house style, title, source, the data in words for who cannot see.

Letters of an SVG are outlines and those of a PDF embedded, so a picture looks the same everywhere; what it says is also
in `<desc>` (SVG 2 §5.4), in the PNG's text or the PDF's subject. No date, no machine, no setting of the person's own
matplotlib gets into a picture. Refuses a size in which what is drawn cannot be read.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import warnings
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from lxml import etree
from matplotlib import rc_context
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.style import context as style_context
from matplotlib.transforms import Bbox

from itu_kg.charts.letters import FAMILY, clean, wrap
from itu_kg.charts.palette import FAINT, INK, PAPER, RULE
from itu_kg.errors import UsageError

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from itu_kg.charts import Form, Size

_STYLE: Any = {
    "axes.edgecolor": RULE, "axes.labelcolor": FAINT, "axes.labelsize": 10, "axes.spines.right": False,
    "axes.spines.top": False, "axes.axisbelow": True, "figure.facecolor": PAPER, "font.family": [FAMILY],
    "font.size": 10, "grid.color": RULE, "hatch.linewidth": 0.8, "svg.fonttype": "path", "svg.hashsalt": "itu-kg",
    "pdf.fonttype": 42, "text.color": INK, "text.parse_math": False, "text.usetex": False, "xtick.color": FAINT,
    "ytick.color": INK, "xtick.major.size": 0, "ytick.major.size": 0, "path.simplify": False, "timezone": "UTC",
}  # fmt: skip
_SVG = "http://www.w3.org/2000/svg"
_NO_DATES: dict[str, Any] = {
    "svg": dict.fromkeys(("Date", "Creator", "Format", "Type")), "png": {"Software": None},
    "pdf": dict.fromkeys(("CreationDate", "Creator", "Producer")),
}  # fmt: skip
_EPOCH = dt.date(1970, 1, 1).toordinal()
_EDGE = 0.25
"""Inches around a picture."""
_TITLE, _NOTE, _SOURCE = 14.0, 10.0, 8.0
_NARROW = 5.0
"""Inches under which a title is set smaller."""
_LINE = 1.3 / 72
"""Inches of a line for each point of its letters."""
_TRIES = 4
"""Drawings after which a picture has its size; two are enough but where ticks or labels change with the room."""


class Room(NamedTuple):
    """What a drawing has: inches across with its labels, and those of the plot alone; None for what suits it."""

    width: float = 7.6
    plot: tuple[float, float] | None = None


class Drawing(NamedTuple):
    """A figure all of which is the plot, what has to be noted of it, its data in words.

    `least` is the smallest plot in which it can be read, in inches; `left_out` says what was not drawn.
    """

    figure: Figure
    note: str
    words: str
    least: tuple[float, float] = (1.0, 1.0)
    left_out: str = ""


class Caption(NamedTuple):
    """What stands above and below a drawing."""

    title: str
    note: str = ""
    source: str = ""


class _Block(NamedTuple):
    """Lines of one size and their height in inches."""

    text: str
    size: float
    weight: str
    height: float


@contextlib.contextmanager
def style() -> Iterator[None]:
    """Draw in the house style whatever the person's own settings are."""
    with warnings.catch_warnings():
        # A script the font lacks shows as boxes; the words are in the description.
        warnings.filterwarnings("ignore", message=r"(?s).*Glyph .* missing from font")
        with style_context("default"), rc_context(_STYLE):
            yield


def new_figure(wide: float, high: float) -> Figure:
    """Start a picture, sizes in inches; the plot fills it, and what is drawn outside is kept: the picture grows."""
    figure = Figure(figsize=(wide, high))
    figure.subplots_adjust(left=0, right=1, bottom=0, top=1)
    FigureCanvasAgg(figure)
    return figure


def compose(draw: Callable[[Room], Drawing], caption: Caption, form: Form, size: Size | None) -> tuple[bytes, Drawing]:
    """Set title, notes and source around a drawing, left edges aligned, and write it with its description.

    Raises:
        UsageError: the size is too small.
    """
    drawing = draw(Room(size.width - 2 * _EDGE) if size else Room())
    box = drawing.figure.get_tightbbox()
    wide = size.width - 2 * _EDGE if size else max(box.width, 4.8)
    for _ in range(_TRIES if size else 0):
        assert size is not None  # noqa: S101  for mypy; range(0) else
        above, below = _head(caption, drawing, wide), _foot(caption, wide)
        free = wide, size.height - 2 * _EDGE - _height(above) - _height(below)
        short = free[0] - box.width, free[1] - box.height
        if -0.01 < short[0] < 0.03 and -0.01 < short[1] < 0.03:
            break
        plot = [float(each) + more for each, more in zip(drawing.figure.get_size_inches(), short, strict=True)]
        if plot[0] < drawing.least[0] or plot[1] < drawing.least[1]:
            lack = [max(0.0, least - each) for least, each in zip(drawing.least, plot, strict=True)]
            need = " x ".join(f"{(side + more) * 2.54 + 0.5:.0f}" for side, more in zip(size[:2], lack, strict=True))
            hint = f"give it about {need} cm, or draw fewer rows"
            raise UsageError("this chart cannot be read in so small a picture", where="--size", hint=hint)
        drawing = draw(Room(wide, (plot[0], plot[1])))
        box = drawing.figure.get_tightbbox()
    above, below = _head(caption, drawing, wide), _foot(caption, wide)
    high = size.height - 2 * _EDGE if size else _height(above) + box.height + _height(below)
    top = box.y1 + _height(above)
    left = box.x0 - max(0.0, wide - box.width) / 2 if size else box.x0
    _set_lines(drawing.figure, above, left, top)
    _set_lines(drawing.figure, below, left, top - high + _height(below))
    page = Bbox.from_extents(left - _EDGE, top - high - _EDGE, left + wide + _EDGE, top + _EDGE)
    return _write(drawing, caption, form, page, size.dots if size else 160), drawing


def _head(caption: Caption, drawing: Drawing, wide: float) -> list[_Block]:
    note = "; ".join(each for each in (caption.note, drawing.note, drawing.left_out) if each)
    title = _TITLE if wide >= _NARROW else _TITLE * 0.8
    return [
        *_block(caption.title, title, wide, "bold"),
        *_block(note, _NOTE if wide >= _NARROW else 8.5, wide, after=0.1),
    ]


def _foot(caption: Caption, wide: float) -> list[_Block]:
    source = _block(caption.source, _SOURCE if wide >= _NARROW else 6.5, wide)
    return [_Block("", 0, "normal", 0.14), *source] if source else []


def _block(text: str, size: float, wide: float, weight: str = "normal", after: float = 0.08) -> list[_Block]:
    if not clean(text):
        return []
    lines = wrap(text, wide, size, weight)
    return [_Block(lines, size, weight, (lines.count("\n") + 1) * size * _LINE + after)]


def _height(blocks: list[_Block]) -> float:
    return sum(block.height for block in blocks)


def _set_lines(figure: Figure, blocks: list[_Block], left: float, top: float) -> None:
    inches = figure.get_size_inches()
    for block in blocks:
        for number, line in enumerate(block.text.split("\n")):
            at = top - (number + 0.8) * block.size * _LINE
            figure.text(
                left / inches[0], at / inches[1], line, size=block.size, weight=block.weight, va="baseline",
                color=INK if block.weight == "bold" else FAINT,
            )  # fmt: skip
        top -= block.height


def _write(drawing: Drawing, caption: Caption, form: Form, page: Bbox, dots: int) -> bytes:
    title, words = clean(caption.title), clean(f"{caption.title}. {drawing.words} {caption.source}")
    metadata = dict(_NO_DATES[form])
    if form == "png":
        metadata |= {"Title": title, "Description": words}
    elif form == "pdf":
        metadata |= {"Title": title, "Subject": words}
    stream = io.BytesIO()
    drawing.figure.savefig(stream, format=form, dpi=dots, metadata=metadata, bbox_inches=page)
    return _describe(stream.getvalue(), title, words) if form == "svg" else stream.getvalue()


def days(date: dt.date) -> int:
    """Days since 1970-01-01: a date's place on an axis of dates."""
    return date.toordinal() - _EPOCH


def set_date_axis(axes: Axes, inches: float) -> None:
    """Make the lower axis one of dates, with as many ticks as have room: years, months or days."""
    low, high = (_EPOCH + int(each) for each in axes.get_xlim())
    most = max(2, int(inches / 0.75))
    ticks = next((t for t in _ticks(dt.date.fromordinal(low), dt.date.fromordinal(high)) if len(t) <= most), [])
    daily = any(tick.day != 1 for tick in ticks)
    labels = []
    for at, tick in enumerate(ticks):
        year = tick.month == 1 and not daily
        text = str(tick.year) if year else f"{tick.day} {tick:%b}" if daily else f"{tick:%b}"
        labels.append(f"{text}\n{tick.year}" if at == 0 and not year else text)
    axes.set_xticks([days(tick) for tick in ticks], labels)


def _ticks(first: dt.date, last: dt.date) -> Iterator[list[dt.date]]:
    """Dates between two, ever farther apart; months begin in January, so that years are among them."""
    reach = (last - first).days
    for step in (1, 2, 7, 14) if reach <= 70 else ():
        yield [first + dt.timedelta(at) for at in range(0, reach + 1, step)]
    for months in (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 12000):
        start = first.year * 12 // months * months
        counted = range(start, last.year * 12 + last.month, months)
        dates = [dt.date(max(1, at // 12), at % 12 + 1, 1) for at in counted]
        if inside := [date for date in dates if first <= date <= last]:
            yield inside
    yield [first]


def _describe(svg: bytes, title: str, words: str) -> bytes:
    root = etree.fromstring(svg, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    for metadata in root.findall(f"{{{_SVG}}}metadata"):
        root.remove(metadata)
    root.set("role", "img")
    root.set("aria-labelledby", "title desc")
    for place, (name, text) in enumerate((("title", title), ("desc", words))):
        element = etree.Element(f"{{{_SVG}}}{name}", id=name)
        element.text = text
        root.insert(place, element)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"
