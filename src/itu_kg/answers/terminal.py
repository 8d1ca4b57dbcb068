"""Answer → what a person reads on a terminal: a table that fits, IRIs shortened to their prefixes.

Numbers of five digits and more have commas, as in charts; a program reads another format.

A table too wide for the screen is shown as records, one line per filled cell. Refuses to pass control characters of
the data to the terminal. Loaded only where a table is wanted.
"""

from __future__ import annotations

import io
import re
from decimal import Decimal

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from itu_kg.model.answer import Cell, Table
from itu_kg.model.vocab import XSD
from itu_kg.rdf.prefixes import shorten

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_NARROWEST = 11
_NUMBERS = frozenset((f"{XSD}integer", f"{XSD}decimal"))
_LONG = re.compile(r"-?[1-9]\d{4,}(\.\d+)?")


def render(table: Table, *, width: int, prefixes: dict[str, str]) -> str:
    """Draw a table `width` characters wide; columns without any value are named below it."""
    cells = [[_shown(cell, prefixes) for cell in row] for row in table.rows]
    filled = [i for i in range(len(table.columns)) if any(row[i] for row in cells)] or list(range(len(table.columns)))
    stream = io.StringIO()
    console = Console(file=stream, width=width, force_terminal=False, highlight=False, emoji=False, markup=False)
    if len(filled) * _NARROWEST <= width:
        grid = Grid(box=SIMPLE_HEAD, pad_edge=False)
        for i in filled:
            numeric = all(re.fullmatch(r"-?[\d,]*\.?\d*", row[i]) for row in cells)
            grid.add_column(table.columns[i], justify="right" if numeric else "left", overflow="fold")
        for row in cells:
            grid.add_row(*(Text(row[i]) for i in filled))
        console.print(grid)
    else:
        name = max(len(table.columns[i]) for i in filled)
        for row in cells:
            grid = Grid(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
            grid.add_column(min_width=name, style="dim")
            grid.add_column(overflow="fold")
            for i in filled:
                if row[i]:
                    grid.add_row(Text(table.columns[i]), Text(row[i]))
            console.print(grid)
            console.print()
    empty = [name for i, name in enumerate(table.columns) if i not in filled]
    count = f"{len(cells)} row{'' if len(cells) == 1 else 's'}"
    console.print(Text(f"{count}; empty throughout: {', '.join(empty)}" if empty else count, style="dim"))
    return "\n".join(line.rstrip() for line in stream.getvalue().splitlines()) + "\n"


def _shown(cell: Cell | None, prefixes: dict[str, str]) -> str:
    if cell is None:
        return ""
    text = cell.value
    # A cell of several IRIs is a text, since engines can only put texts together.
    if cell.kind == "uri" or text.startswith(("http://", "https://")):
        text = "; ".join(shorten(part, prefixes) for part in text.split("; "))
    elif cell.datatype in _NUMBERS and _LONG.fullmatch(text):
        text = format(Decimal(text), ",f")
    return _CONTROL.sub("�", text)
