"""Answer → one HTML page that stands alone: a table for people, and for the programs that read pages to them.

Every text is escaped; only http, https and mailto addresses become links; the page may load nothing and run nothing,
and says so to the browser (Content Security Policy Level 3 §6.1). Refuses to style by colour alone.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import re
from decimal import Decimal
from html import escape

from itu_kg.model.answer import AnswerHeading, Cell, Table
from itu_kg.rdf.cells import value
from itu_kg.rdf.prefixes import shorten

STYLE = """\
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; padding: 0 1rem; max-width: 90rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; min-width: 40rem; }
caption { text-align: start; font-size: 1.25rem; font-weight: 600; padding: 0 0 .75rem; }
caption small { display: block; font-size: 1rem; font-weight: 400; }
th, td { text-align: start; vertical-align: top; padding: .4rem .9rem .4rem 0; border-bottom: 1px solid #8886; }
thead th { border-bottom: 2px solid; }
tbody th { font-weight: 400; }
td.number, th.number { text-align: end; font-variant-numeric: tabular-nums; }
@media print { a { color: inherit; } .wide { overflow: visible; } }
"""

_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")
_LINK = re.compile(r"(?:https?://|mailto:)[^\s<>\"]+", re.IGNORECASE)
_NUMBERS = (int, float, Decimal)
_FIRST = 100
"""Rows that a notebook shows."""


def html(table: Table, heading: AnswerHeading, *, prefixes: dict[str, str]) -> str:
    """A page of one table: its heading's title and, smaller, note are the caption."""
    title, note = heading.title, heading.note
    digest = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    numeric = [_numeric(table, i) for i in range(len(table.columns))]
    head = "".join(
        f'<th scope="col"{_class(number)}>{escape(column)}</th>'
        for column, number in zip(table.columns, numeric, strict=True)
    )
    body = "".join(f"<tr>{_row(row, numeric, prefixes)}</tr>\n" for row in table.rows)
    count = f"{len(table.rows)} row{'' if len(table.rows) == 1 else 's'}"
    return f"""\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{escape(title)}</title>
<style>{STYLE}</style>
</head>
<body>
<main>
<div class="wide" role="region" aria-labelledby="caption" tabindex="0">
<table>
<caption id="caption">{escape(title)}<small>{escape(f"{note}; {count}" if note else count)}</small></caption>
<thead><tr>{head}</tr></thead>
<tbody>
{body}</tbody>
</table>
</div>
</main>
</body>
</html>
"""


def fragment(table: Table, *, title: str, prefixes: dict[str, str]) -> str:
    """The table alone, its first rows, for a notebook to show."""
    numeric = [_numeric(table, i) for i in range(len(table.columns))]
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in table.columns)
    body = "".join(f"<tr>{_row(row, numeric, prefixes)}</tr>" for row in table.rows[:_FIRST])
    shown = f"the first {_FIRST} of {len(table.rows)} rows" if len(table.rows) > _FIRST else ""
    caption = f"<caption>{escape(title)}{f' ({shown})' if shown else ''}</caption>"
    return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _row(row: tuple[Cell | None, ...], numeric: list[bool], prefixes: dict[str, str]) -> str:
    first, *rest = (_cell(cell, prefixes) for cell in row)
    written = [f'<th scope="row"{_class(numeric[0])}{first[0]}>{first[1]}</th>']
    written += [
        f"<td{_class(n)}{attributes}>{text}</td>" for n, (attributes, text) in zip(numeric[1:], rest, strict=True)
    ]
    return "".join(written)


def _cell(cell: Cell | None, prefixes: dict[str, str]) -> tuple[str, str]:
    """The attributes of a cell's element, and what stands in it."""
    if cell is None:
        return "", ""
    if cell.kind != "uri":
        held = value(cell)
        if isinstance(held, dt.date):
            return "", f'<time datetime="{escape(held.isoformat())}">{escape(cell.value)}</time>'
        tagged = cell.kind == "literal" and _LANGUAGE.fullmatch(cell.language)
        attributes = f' lang="{cell.language}" dir="auto"' if tagged else ""
        return attributes, _linked(cell.value, cell.value) if _LINK.fullmatch(cell.value) else escape(cell.value)
    return "", _linked(cell.value, shorten(cell.value, prefixes))


def _linked(address: str, text: str) -> str:
    if not _LINK.fullmatch(address):
        return escape(text)
    return f'<a href="{escape(address)}" rel="noreferrer noopener">{escape(text)}</a>'


def _numeric(table: Table, column: int) -> bool:
    held = [value(row[column]) for row in table.rows if row[column] is not None]
    return bool(held) and all(isinstance(each, _NUMBERS) and not isinstance(each, bool) for each in held)


def _class(number: bool) -> str:  # noqa: FBT001  a yes or no about the column
    return ' class="number"' if number else ""
