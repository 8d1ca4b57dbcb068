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
from matplotlib.backends.backend_pdf import Op, PdfFile, PdfPages
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
_SCALES = (1.0, 0.85, 0.7)
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

    Where a size is asked for, letters and lines shrink to seven tenths at the most to make things fit.

    Raises:
        UsageError: the size is too small.
    """
    if size is None:
        drawing = draw(Room())
        wide = max(drawing.figure.get_tightbbox().width, 4.8)
        return _write(drawing, caption, form, _set(drawing, caption, wide, None), 160), drawing
    for scale in _SCALES:
        page = size.width / scale - 2 * _EDGE, size.height / scale - 2 * _EDGE
        least, drawing = _fit(draw, caption, page)
        if least == page:
            bounds = _set(drawing, caption, *page)
            return _write(drawing, caption, form, bounds, size.dots, scale), drawing
    need = " x ".join(f"{(side + 2 * _EDGE) * _SCALES[-1] * 2.54 + 0.5:.0f}" for side in least)
    hint = f"give it about {need} cm, or draw fewer rows"
    raise UsageError("this chart cannot be read in so small a picture", where="--size", hint=hint)


def _fit(
    draw: Callable[[Room], Drawing], caption: Caption, page: tuple[float, float]
) -> tuple[tuple[float, float], Drawing]:
    """Draw on a page, in inches within its edges; gives the page, or the size of one on which all of it can be read."""
    drawing = draw(Room(page[0]))
    for _ in range(_TRIES):
        box = drawing.figure.get_tightbbox()
        above, below = _head(caption, drawing, page[0]), _foot(caption, page[0])
        short = page[0] - box.width, page[1] - _height(above) - _height(below) - box.height
        if -0.01 < short[0] < 0.03 and -0.01 < short[1] < 0.03:
            return page, drawing
        plot = [float(each) + more for each, more in zip(drawing.figure.get_size_inches(), short, strict=True)]
        lack = [max(0.0, least - each) for least, each in zip(drawing.least, plot, strict=True)]
        if any(lack):
            return (page[0] + lack[0], page[1] + lack[1]), drawing
        drawing = draw(Room(page[0], (plot[0], plot[1])))
    box = drawing.figure.get_tightbbox()
    over = [max(0.0, -each) for each in (page[0] - box.width, page[1] - _height(above) - _height(below) - box.height)]
    return page if max(over) < _EDGE / 2 else (page[0] + over[0], page[1] + over[1]), drawing


def _set(drawing: Drawing, caption: Caption, wide: float, high: float | None) -> Bbox:
    """Set the caption around a drawing; what the picture holds, in inches of the figure."""
    box = drawing.figure.get_tightbbox()
    above, below = _head(caption, drawing, wide), _foot(caption, wide)
    left = box.x0 - max(0.0, wide - box.width) / 2 if high else box.x0
    high = high or _height(above) + box.height + _height(below)
    top = box.y1 + _height(above)
    _set_lines(drawing.figure, above, left, top)
    _set_lines(drawing.figure, below, left, top - high + _height(below))
    return Bbox.from_extents(left - _EDGE, top - high - _EDGE, left + wide + _EDGE, top + _EDGE)


def _head(caption: Caption, drawing: Drawing, wide: float) -> list[_Block]:
    note = "; ".join(each for each in (caption.note, drawing.note, drawing.left_out) if each)
    title = _TITLE if wide >= _NARROW else _TITLE * 0.8
    return [
        *_block(caption.title, title, wide, "bold"),
        *_block(note, _NOTE if wide >= _NARROW else 8.5, wide, after=0.1),
    ]


def _foot(caption: Caption, wide: float) -> list[_Block]:
    source = _block(caption.source, _SOURCE if wide >= _NARROW else 7.5, wide)
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


def _write(drawing: Drawing, caption: Caption, form: Form, page: Bbox, dots: float, scale: float = 1) -> bytes:  # noqa: PLR0913, PLR0917  what, around it, as what, how large
    title, words = clean(caption.title), clean(f"{caption.title}. {drawing.words} {caption.source}")
    metadata = dict(_NO_DATES[form])
    stream = io.BytesIO()
    shared: dict[str, Any] = {"format": form, "bbox_inches": page}
    if form == "png":
        metadata |= {"Title": title, "Description": words}
        drawing.figure.savefig(stream, dpi=dots * scale, metadata=metadata, **shared)
    elif form == "pdf":
        metadata |= {"Title": title, "Subject": words}
        with _Pages(stream, metadata, scale) as pages:
            drawing.figure.savefig(pages, **shared)
    else:
        drawing.figure.savefig(stream, metadata=metadata, **shared)
        return _describe(stream.getvalue(), title, words, scale)
    return stream.getvalue()


class _Page(PdfFile):
    """A PDF whose page is drawn at a scale: letters and lines shrink with it."""

    scale = 1.0

    def newPage(self, width: float, height: float) -> None:  # noqa: N802  the library's name
        super().newPage(width * self.scale, height * self.scale)  # type: ignore[no-untyped-call]  # the library has no types here
        self.width, self.height = width, height
        self.output(self.scale, 0, 0, self.scale, 0, 0, Op.concat_matrix)  # type: ignore[no-untyped-call]  # likewise


class _Pages(PdfPages):
    """What `savefig` writes such a page into."""

    def __init__(self, stream: io.BytesIO, metadata: dict[str, Any], scale: float) -> None:
        super().__init__(stream, metadata=metadata)
        self._file = _Page(stream, metadata=metadata)  # type: ignore[no-untyped-call]  # likewise
        self._file.scale = scale


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


def _describe(svg: bytes, title: str, words: str, scale: float) -> bytes:
    root = etree.fromstring(svg, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    for metadata in root.findall(f"{{{_SVG}}}metadata"):
        root.remove(metadata)
    for side in ("width", "height") if scale != 1 else ():
        root.set(side, f"{float(root.get(side, '0pt')[:-2]) * scale:.6f}pt")  # what it holds stays: the viewBox
    root.set("role", "img")
    root.set("aria-labelledby", "title desc")
    for place, (name, text) in enumerate((("title", title), ("desc", words))):
        element = etree.Element(f"{{{_SVG}}}{name}", id=name)
        element.text = text
        root.insert(place, element)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"
