"""Table → picture (SVG, PDF or PNG), through matplotlib: bars, lines, a ring, a map, a network, a timeline.

`columns` tells what the columns hold, `suitability` and `relations` what a chart can show of them; each kind has a file
that draws it. Refuses a chart that would mislead: parts of no whole, numbers in several units on one axis, more names
than can be read. The same answer gives the same bytes. The extra `charts`, loaded when something is drawn.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from itu_kg.errors import UsageError
from itu_kg.model.answer import AnswerHeading, Table

if TYPE_CHECKING:
    from itu_kg.charts.canvas import Drawing, Room
    from itu_kg.charts.columns import Judged
    from itu_kg.model.registry import Country

Kind = Literal["bar", "line", "pie", "map", "network", "timeline"]
Form = Literal["svg", "png", "pdf"]
KINDS: tuple[Kind, ...] = get_args(Kind)
FORMS: dict[str, Form] = {".svg": "svg", ".png": "png", ".pdf": "pdf"}
"""The format of a picture, by how its file's name ends."""
LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")
"""Those in which the goals have names."""

_SIZE = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s*[x×]\s*([0-9]+(?:\.[0-9]+)?)\s*(cm|mm|in|px)", re.IGNORECASE)
_PER_INCH = {"cm": 2.54, "mm": 25.4, "in": 1.0, "px": 96.0}
_PRINT = 300
_LARGEST = 60.0


class Size(NamedTuple):
    """A picture's width and height in inches, and the dots of an inch if it is a PNG."""

    width: float
    height: float
    dots: int = _PRINT


class Picture(NamedTuple):
    """A picture's bytes, and what it leaves out, if anything."""

    data: bytes
    left_out: str = ""


@dataclass(frozen=True, slots=True)
class Names:
    """Where the names of goals and countries are: a scheme and folders of the registry; and in which language."""

    scheme: Path
    registries: tuple[Path, ...]
    language: str = "en"


def parse_size(text: str) -> Size:
    """Read `16x9cm`; millimetres, inches and pixels of CSS, 96 to the inch, are the other units.

    Raises:
        UsageError: it is no size, or one that no page has.
    """
    match = _SIZE.fullmatch(text.strip())
    if match is None:
        raise UsageError(f"{text!r} is no size", where="--size", hint="write 16x9cm, 6.3x3.5in or 1200x800px")
    unit = match[3].lower()
    wide, high = float(match[1]) / _PER_INCH[unit], float(match[2]) / _PER_INCH[unit]
    if not (1 <= wide <= _LARGEST and 1 <= high <= _LARGEST):
        what = f"{text} is out of bounds"
        raise UsageError(what, where="--size", hint=f"a side has from 1 to {_LARGEST:.0f} inches")
    return Size(wide, high, 96 if unit == "px" else _PRINT)


def draw(  # noqa: PLR0913  what is drawn, how, and what it is called
    table: Table,
    kind: Kind,
    form: Form,
    *,
    heading: AnswerHeading,
    names: Names,
    lists: Sequence[str] = (),
    size: Size | None = None,
) -> Picture:
    """Draw an answer.

    Args:
        table: the answer.
        kind: of chart.
        form: the format of the picture.
        heading: its title, what it was restricted to, what its rows are, and where it comes from.
        names: where the names are.
        lists: the columns whose cells hold several values.
        size: of the picture; without it, what suits what is drawn.

    Raises:
        UsageError: the answer has not got what this kind of chart needs, or matplotlib is not installed.
        AssetError: the scheme or the registry is broken, or there are no outlines for a map.
    """
    try:
        from itu_kg.charts import canvas, palette  # noqa: PLC0415  an extra, and heavy
    except ModuleNotFoundError as missing:
        raise UsageError(f"a chart needs {missing.name}", hint="pip install 'itu-kg[charts]'") from missing
    from itu_kg.charts.columns import Judged, Unsuitable, columns  # noqa: PLC0415  likewise
    from itu_kg.charts.letters import missing as missing_letters  # noqa: PLC0415  likewise

    if not table.rows:
        raise UsageError("the answer has no rows to draw", where="--chart")
    goals = palette.goals(names.scheme, names.language)
    if lacking := missing_letters("".join(goal.name for goal in goals.values())):
        what = f"the font of charts lacks letters of {names.language!r}: {lacking[:5]}"
        raise UsageError(what, where="--language", hint="use one of en, es, fr, ru")
    held = columns(table, lists)
    # Countries stand by their codes among the bodies that a thing is tied to, too.
    named = any(each.role == "country" for each in held) or bool(heading.row and heading.row.ties)
    countries, acronyms = _countries(names.registries) if named else ({}, frozenset())
    titles = {name: column.heading(name) for name, column in (heading.columns or {}).items()}
    judged = Judged(held, heading.row, goals, {code: each.name for code, each in countries.items()}, titles, acronyms)
    caption = canvas.Caption(heading.title, heading.note, heading.source)
    with canvas.style():
        try:
            data, drawing = canvas.compose(partial(_drawing, kind, judged, countries), caption, form, size)
        except Unsuitable as problem:
            suitable = _suitable(judged, countries)
            hint = f"this answer suits --chart {' or '.join(suitable)}" if suitable else problem.hint
            raise UsageError(problem.what, where=problem.where, hint=hint) from problem
    return Picture(data, drawing.left_out)


def _suitable(judged: Judged, countries: dict[str, Country]) -> list[Kind]:
    """Find the kinds an answer can be drawn as, by drawing it."""
    from itu_kg.charts.canvas import Room  # noqa: PLC0415  see above
    from itu_kg.errors import ItuKgError  # noqa: PLC0415  see above

    suitable: list[Kind] = []
    for kind in KINDS:
        with contextlib.suppress(ItuKgError):
            _drawing(kind, judged, countries, Room())
            suitable.append(kind)
    return suitable


def _countries(registries: tuple[Path, ...]) -> tuple[dict[str, Country], frozenset[str]]:
    """The countries by ISO 3166-1 alpha-2 code, and the acronyms of organisations, which may look like one."""
    from itu_kg.registry import load  # noqa: PLC0415  for an answer with countries only

    known = load(*registries)
    acronyms = frozenset(body.acronym for body in known.organisations.values() if body.acronym)
    return {country.alpha2: country for country in known.countries.values()}, acronyms


def _drawing(kind: Kind, judged: Judged, countries: dict[str, Country], room: Room) -> Drawing:
    from itu_kg.charts import bars, lines, maps, networks, pies, relations, suitability, timelines  # noqa: PLC0415  likewise

    match kind:
        case "bar":
            return bars.draw(suitability.shares(kind, judged), room)
        case "line":
            return lines.draw(*suitability.series(judged), room)
        case "pie":
            return pies.draw(suitability.parts_of_a_whole(judged), room)
        case "map":
            return maps.draw(suitability.country_totals(judged), countries, room)
        case "network":
            return networks.draw(relations.ties(judged), room)
        case "timeline":
            return timelines.draw(*relations.spans(judged), room)
