"""Answer → what a person reads on a terminal: a table that fits, with headings in words, names first and IRIs last.

The IRIs of our own things are left out where their names stand beside them, unless they are asked for; others are
shortened to their prefixes. Numbers have commas, days their month's name; a program reads another format.

A table in which a word would be broken or a text squeezed into a ribbon is shown as records, one line per filled cell.
Refuses to pass control characters of the data to the terminal. Loaded only where a table is wanted.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from itu_kg.answers.column_widths import fit
from itu_kg.model.answer import Cell, Table
from itu_kg.model.column import NO_TITLE, Column, column_headings
from itu_kg.model.control_characters import visible
from itu_kg.model.stored_query import LIST_SEPARATOR
from itu_kg.model.vocab import XSD, XSD_INTEGERS
from itu_kg.rdf.prefixes import shorten

_NUMBERS = frozenset((*(XSD + name for name in XSD_INTEGERS), f"{XSD}decimal"))
_LONG = re.compile(r"-?[1-9]\d{3,}(\.\d+)?")
_NUMBER = re.compile(r"-?\d[\d,]*(\.\d+)?")
_DAY = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_NAMES = re.compile(r"name|label|[a-z]\w*Name")
_GAP = 2


@dataclass(frozen=True, slots=True)
class View:
    """How a table is to be seen: on how many characters, by which prefixes, and whether with bold and dim.

    `columns` says what is known of the columns, `base` what our own IRIs begin with. With `iris` the columns are those
    of the table in its order, IRIs of ours too; so they are without `columns`, and keep their names. `total` are the
    rows of the answer if the table has its first only; without `counted` nothing is said below the table.
    """

    width: int
    prefixes: Mapping[str, str]
    columns: Mapping[str, Column] | None
    base: str
    iris: bool = False
    styled: bool = False
    total: int | None = None
    counted: bool = True


def render(table: Table, view: View) -> str:
    """Draw a table; columns that are empty throughout or left out are named below it."""
    known = [(view.columns or {}).get(name, NO_TITLE) for name in table.columns]
    cells = [[_shown(cell, column, view) for cell, column in zip(row, known, strict=True)] for row in table.rows]
    filled = [i for i in range(len(table.columns)) if any(row[i] for row in cells)] or list(range(len(table.columns)))
    order = filled if view.iris or view.columns is None or not cells else _order(table, filled, view.base)
    headings = [visible(heading) for heading in column_headings(table.columns, view.columns)]
    columns = [[headings[i], *(row[i] for row in cells)] for i in order]
    stream = io.StringIO()
    console = Console(
        file=stream, width=view.width, force_terminal=view.styled, color_system="standard" if view.styled else None,
        no_color=True, legacy_windows=False, highlight=False, emoji=False, markup=False,
    )  # fmt: skip
    widths = fit([[cell_len(text) for text in column] for column in columns], columns, view.width, _GAP)
    console.print(_grid(columns, widths) if widths else _records(columns))
    if view.counted:
        below = [_count(len(table.rows), view.total)]
        if empty := [heading for i, heading in enumerate(headings) if i not in filled]:
            below.append(f"empty throughout: {', '.join(empty)}")
        if hidden := [headings[i] for i in filled if i not in order]:
            below.append(f"IRIs left out, which --iris shows: {', '.join(hidden)}")
        console.print(Text("; ".join(below), style="dim"))
    return "\n".join(line.rstrip() for line in stream.getvalue().splitlines()) + "\n"


def _order(table: Table, filled: list[int], base: str) -> list[int]:
    """The columns as people look for them: names first, IRIs last, those of ours not at all beside a name."""
    names = [i for i in filled if _NAMES.fullmatch(table.columns[i])]
    things = [i for i in filled if i not in names and _all_begin(table, i, (base,))]
    iris = [i for i in filled if i not in (*names, *things) and _all_begin(table, i, ("http://", "https://"))]
    others = [i for i in filled if i not in (*names, *things, *iris)]
    if names[:1] == [1] and others[:1] == [0]:  # a code, and beside it what that is called
        names.insert(0, others.pop(0))
    return [*names, *others, *iris, *([] if names else things)]


def _all_begin(table: Table, column: int, beginnings: tuple[str, ...]) -> bool:
    parts = [part for row in table.rows if (cell := row[column]) for part in cell.value.split(LIST_SEPARATOR)]
    return all(part.startswith(beginnings) for part in parts)


def _grid(columns: Sequence[Sequence[str]], widths: Sequence[int]) -> Grid:
    grid = Grid(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    for (heading, *texts), width in zip(columns, widths, strict=True):
        numeric = all(_NUMBER.fullmatch(text) for text in texts if text)
        grid.add_column(Text(heading), justify="right" if numeric else "left", overflow="fold", width=width)
    for row in zip(*(column[1:] for column in columns), strict=True):
        grid.add_row(*map(Text, row))
    return grid


def _records(columns: Sequence[Sequence[str]]) -> Grid:
    grid = Grid(box=None, show_header=False, pad_edge=False, padding=(0, _GAP, 0, 0))
    grid.add_column(style="bold", no_wrap=True)
    grid.add_column(overflow="fold")
    headings = [column[0] for column in columns]
    for row in zip(*(column[1:] for column in columns), strict=True):
        for heading, text in zip(headings, row, strict=True):
            if text:
                grid.add_row(Text(heading), Text(text))
        grid.add_row()
    return grid


def _count(rows: int, total: int | None) -> str:
    if total is not None and total > rows:
        return f"the first {rows:,} of {total:,} rows"
    return f"{rows:,} row{'' if rows == 1 else 's'}"


def _shown(cell: Cell | None, column: Column, view: View) -> str:
    if cell is None:
        return ""
    text = cell.value
    # A cell of several IRIs is a text, since engines can only put texts together.
    if cell.kind == "uri" or text.startswith(("http://", "https://")):
        text = LIST_SEPARATOR.join(shorten(part, view.prefixes) for part in text.split(LIST_SEPARATOR))
    elif cell.datatype in _NUMBERS and _LONG.fullmatch(text) and column.datatype != "gYear":
        text = format(Decimal(text), ",f")
    elif cell.datatype in {f"{XSD}date", f"{XSD}gYearMonth"} or column.datatype == "gYearMonth":
        text = _day(text)
    return visible(text)


def _day(text: str) -> str:
    """2024-03-04 as 4 Mar 2024, 2024-03 as Mar 2024; what is neither stays."""
    match = _DAY.fullmatch(text)
    if not match or not 1 <= int(match[2]) <= len(_MONTHS):
        return text
    return " ".join(filter(None, (match[3] and str(int(match[3])), _MONTHS[int(match[2]) - 1], match[1])))
