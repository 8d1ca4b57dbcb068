"""What every kind of page is read into: a text that positions count in, and the links that lie over it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import quote, urljoin

from itu_kg.files import CONTROL
from itu_kg.model.base import Span

_FOLDED = str.maketrans("\t\r\n\f", "    ")
_NUMBERED = re.compile(
    r"(?i:Q(?:uestion)?\s?)?\(?\d{1,2}(?:\.\d{1,2}){0,2}[.):](?!\S)|\d{1,2}(?:\.\d{1,2}){1,2}(?=\s+[A-Z])"
)
"""Words that begin with a number of their own."""
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_UNSENT = re.compile(r"[\s<>\"{}|\\^`]")
"""What no address holds as it is."""
_WIDEST = 12
_MOST_MERGED = 20_000
"""How many columns a merged cell takes, and how many of them on a page, until cells stay in line no more."""


class Link(NamedTuple):
    """A stretch of the text that is a link, and where it leads: no full address where the page's own is not known."""

    at: Span
    url: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page as text, with the links a saved web page or a Word file holds; plain text has none.

    `breaks` are where pages of print end in it, as the text of a PDF says by form feeds.
    """

    text: str
    links: tuple[Link, ...] = ()
    breaks: tuple[int, ...] = ()


@dataclass(slots=True)
class _Table:
    """A table being written.

    Attributes:
        several: whether a row had several columns.
        column: the column that the next cell begins in, -1 where no row is open.
        bars: how many were written in the row.
        begun: how long the text was when the row began.
        held: the columns that a cell of a row above takes, and for how many more rows.
    """

    several: bool = False
    column: int = -1
    bars: int = 0
    begun: int = 0
    held: dict[int, int] = field(default_factory=dict)


class Writer:
    """Collects a page's text as its reader walks through it, and keeps count of where links lie.

    White space inside a paragraph is folded to one space, as a browser does, but no-break spaces are kept: they are
    the page's own. Control characters, which no reader sees, are left out. A blank or a break is written when the next
    words come, so there are none doubled, none at the ends, and no blank in place of a break.

    The cells of a row are parted by " | " and " |" ends the row, so that it is told from a line of its last cell.
    """

    def __init__(self, address: str = "") -> None:
        """Begin; `address` is the page's, or empty: relative links are resolved against it."""
        self.address = address
        self._pieces: list[str] = []
        self._length = 0
        self._blank = ""
        self._break = 0
        self._marker = ""
        self._bare = True  # nothing on the line or in the cell that a blank or a break could stand behind
        self._links: list[Link] = []
        self._open: list[tuple[int, str]] = []
        self._tables: list[_Table] = []
        self._merged = 0

    def words(self, text: str) -> None:
        """Add running text."""
        text = CONTROL.sub("", text).translate(_FOLDED)
        folded = " ".join(filter(None, text.split(" ")))
        if text[:1] == " " and not self._blank:
            self._blank = " "
        if not folded:
            return
        self._space()
        if self._marker and not _NUMBERED.match(folded):
            self._add(self._marker)
        self._marker = ""
        for number in range(len(self._open) - 1, -1, -1):
            start, url = self._open[number]
            if start >= 0:
                break
            self._open[number] = (self._length, url)
        self._add(folded)
        self._blank = " " if text[-1] == " " else ""

    def tab(self) -> None:
        """Leave wide space before the next words of the line."""
        self._blank = "\t"

    def line(self) -> None:
        """Begin a new line with the next words."""
        if not self._begun():
            self._break = max(self._break, 1)

    def paragraph(self) -> None:
        """Leave a blank line before the next words."""
        if not self._begun():
            self._break = 2

    def item(self, marker: str) -> None:
        """Begin a list item; its marker is written with its first words, unless they begin with a number already."""
        self.end_item()
        self._marker = CONTROL.sub("", marker)

    def end_item(self) -> None:
        """End a list item; the marker of an empty one is not written."""
        self._marker = ""
        self.line()

    def table(self) -> None:
        """Begin a table."""
        self._tables.append(_Table())

    def end_table(self) -> None:
        """End the table begun last."""
        self.end_row()
        if self._tables:
            self._tables.pop()
        self.paragraph()

    def row(self) -> None:
        """Begin a row of the table begun last."""
        self.end_row()
        if not self._tables:
            self.table()
        self.line()
        table = self._tables[-1]
        table.column, table.bars, table.begun = 0, 0, self._length

    def cell(self, width: int = 1, height: int = 1) -> None:
        """Begin a cell of the row begun last, so many columns wide and rows high."""
        if not self._tables or self._tables[-1].column < 0:
            self.row()
        table = self._tables[-1]
        while table.held.get(table.column):
            table.held[table.column] -= 1
            table.column += 1
            self._merged += 1
        while table.bars < table.column:
            self._bar(table)
        if (width > 1 or height > 1) and self._merged < _MOST_MERGED:
            width = min(width, _WIDEST)
            self._merged += width
            if height > 1:
                table.held |= dict.fromkeys(range(table.column, table.column + width), height - 1)
            table.column += width
        else:
            table.column += 1

    def end_row(self) -> None:
        """End the row begun last, if one is open."""
        table = self._tables[-1] if self._tables else None
        if table is None or table.column < 0:
            return
        if table.held:
            table.held = {
                column: rows - (column >= table.column)
                for column, rows in table.held.items()
                if rows > (column >= table.column) and self._merged < _MOST_MERGED
            }
        table.several = table.several or table.column > 1
        if table.several and self._length > table.begun:
            self._add(" |")
            self._break = 0
        table.column = -1
        self._marker = ""
        self.line()

    def link(self, url: str) -> None:
        """Begin a link."""
        self._open.append((-1, self.resolved(url)))

    def end_link(self) -> None:
        """End the link begun last."""
        if self._open:
            start, url = self._open.pop()
            if url and 0 <= start < self._length:
                self._links.append(Link(Span(start, self._length), url))

    def resolved(self, url: str) -> str:
        """The full address of a link; empty where it leads to no page, and as it stands where the page's own lacks."""
        url = re.sub(r"[\t\r\n]", "", url).strip()
        if url[:4].lower() == "www.":  # a slip that no browser mends and every reader understands
            url = f"http://{url}"
        scheme = _SCHEME.match(url)
        if url[:1] in ("", "#") or (scheme and scheme[1].lower() not in ("http", "https")):
            return ""
        try:
            url = urljoin(self.address or ("https:" if url[:2] == "//" else ""), url)
        except ValueError:  # brackets that hold no address
            return ""
        return _UNSENT.sub(lambda unsent: quote(unsent[0]), url)

    def page(self) -> Page:
        """What was collected."""
        return Page("".join(self._pieces), tuple(sorted(self._links)))

    def _begun(self) -> bool:
        """Whether an item or a row has begun and waits for its first words: no break comes between."""
        table = self._tables[-1] if self._tables else None
        return bool(self._marker) or (table is not None and table.column > 0 and table.begun == self._length)

    def _bar(self, table: _Table) -> None:
        if self._length == table.begun:
            self._space()
        self._add(" | ")
        self._break, self._blank, self._marker, self._bare = 0, "", "", True
        table.bars += 1

    def _space(self) -> None:
        """Write the blank or the break that stands before what comes."""
        if not self._bare and (self._break or self._blank):
            self._add("\n" * self._break or self._blank)
        self._break, self._blank = 0, ""

    def _add(self, text: str) -> None:
        self._pieces.append(text)
        self._length += len(text)
        self._bare = False
