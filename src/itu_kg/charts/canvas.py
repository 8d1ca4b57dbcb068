"""Figure → SVG or PNG, the same bytes each time: house style, title, and the data in words for who cannot see it.

Fonts are drawn as outlines, so a picture looks the same everywhere; what it says is also in `<desc>` (SVG 2 §5.4) or in
the PNG's text. No date, no machine, no setting of the person's own matplotlib gets into a picture.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import re
import textwrap
import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from lxml import etree
from matplotlib import rc_context
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter
from matplotlib.figure import Figure
from matplotlib.style import context as style_context

from itu_kg.charts.palette import FAINT, INK, PAPER, RULE

if TYPE_CHECKING:
    from decimal import Decimal

    from matplotlib.axes import Axes

_STYLE: Any = {
    "axes.edgecolor": RULE, "axes.labelcolor": FAINT, "axes.labelsize": 10, "axes.spines.right": False,
    "axes.spines.top": False, "axes.axisbelow": True, "figure.facecolor": PAPER, "font.family": ["DejaVu Sans"],
    "font.size": 10, "grid.color": RULE, "hatch.linewidth": 0.8, "svg.fonttype": "path", "svg.hashsalt": "itu-kg",
    "text.color": INK, "text.parse_math": False, "text.usetex": False, "xtick.color": FAINT, "ytick.color": INK,
    "xtick.major.size": 0, "ytick.major.size": 0, "path.simplify": False, "timezone": "UTC",
}  # fmt: skip
_SVG = "http://www.w3.org/2000/svg"
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffe\uffff]+")
_TITLE, _NOTE = 14, 10
_EPOCH = dt.date(1970, 1, 1).toordinal()
_PER_INCH = 8.6  # letters of the title's size and weight


class Drawing(NamedTuple):
    """A figure, what has to be noted of it, and its data in words."""

    figure: Figure
    note: str
    words: str


@contextlib.contextmanager
def style() -> Iterator[None]:
    """Draw in the house style whatever the person's own settings are."""
    with warnings.catch_warnings():
        # A script the font lacks shows as boxes; the words are in the description.
        warnings.filterwarnings("ignore", message=r"(?s).*Glyph .* missing from font")
        with style_context("default"), rc_context(_STYLE):
            yield


def new_figure(width: float, height: float) -> Figure:
    """Start a picture, sizes in inches; what is drawn outside is kept, the picture grows."""
    figure = Figure(figsize=(width, height))
    FigureCanvasAgg(figure)
    return figure


def save(drawing: Drawing, form: str, *, title: str, note: str) -> bytes:
    """Set title and notes above the drawing, left edges aligned, and write it with its description."""
    words = clean(f"{title}. {drawing.words}")
    title, note = clean(title), clean("; ".join(each for each in (note, drawing.note) if each))
    drawn = drawing.figure
    box = drawn.get_tightbbox()
    inches = drawn.get_size_inches()
    wide = max(box.width, 4.5)
    lines = textwrap.wrap(title, int(wide * _PER_INCH)) or [""]
    notes = textwrap.wrap(note, int(wide * _PER_INCH * 1.3))
    x, top = box.x0 / inches[0], box.y1 + 0.22
    if notes:
        drawn.text(x, top / inches[1], "\n".join(notes), size=_NOTE, color=FAINT, va="bottom", linespacing=1.35)
        top += 0.195 * len(notes) + 0.09
    drawn.text(x, top / inches[1], "\n".join(lines), size=_TITLE, weight="bold", va="bottom", linespacing=1.25)
    stream = io.BytesIO()
    shared: dict[str, Any] = {"bbox_inches": "tight", "pad_inches": 0.3}
    if form == "png":
        metadata = {"Title": title, "Description": words, "Software": None}
        drawn.savefig(stream, format="png", dpi=160, metadata=metadata, **shared)
        return stream.getvalue()
    drawn.savefig(stream, format="svg", metadata=dict.fromkeys(("Date", "Creator", "Format", "Type")), **shared)
    return _describe(stream.getvalue(), title, words)


def days(date: dt.date) -> int:
    """Days since 1970-01-01: a date's place on an axis of dates."""
    return date.toordinal() - _EPOCH


def set_date_axis(axes: Axes, fewest: int, most: int) -> None:
    """Make the lower axis one of dates, with as many ticks as fit between `fewest` and `most`."""
    locator = AutoDateLocator(minticks=fewest, maxticks=most)  # type: ignore[no-untyped-call]  # the library has no types here
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(ConciseDateFormatter(locator, show_offset=False))  # type: ignore[no-untyped-call]  # likewise


def clean(text: str) -> str:
    """Take out what no picture can show: control characters, and those that turn the direction of writing."""
    return " ".join(_CONTROL.sub(" ", text).split())


def wrap(text: str, width: int, most: int = 2) -> str:
    """Break a label into lines of `width` letters; one that needs more than `most` lines ends in an ellipsis."""
    lines = textwrap.wrap(clean(text), width)
    return "\n".join(lines if len(lines) <= most else [*lines[: most - 1], f"{lines[most - 1][: width - 1]}…"])


def format_number(number: Decimal) -> str:
    """Write a number as people do: 37,000, 2.5."""
    text = format(number, ",f")
    return text.rstrip("0").rstrip(".") if "." in text else text


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
