"""What every kind of page is read into: a text that positions count in, and the links that lie over it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from itu_kg.files import CONTROL
from itu_kg.model.base import Span


class Link(NamedTuple):
    """A stretch of the text that is a link, and where it leads."""

    at: Span
    url: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page as text, with the links a saved web page or a Word file holds; plain text has none."""

    text: str
    links: tuple[Link, ...] = ()


class Writer:
    """Collects a page's text as its reader walks through it, and keeps count of where links lie.

    White space inside a paragraph is folded to one space, as a browser does, but no-break spaces are kept: they are
    the page's own. Control characters, which no reader sees, are left out. A break is written when the next words
    come, so there are none doubled and none at the ends.
    """

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._last = ""
        self._break = 0
        self._links: list[Link] = []
        self._open: list[tuple[int, str]] = []

    def words(self, text: str) -> None:
        """Add running text."""
        folded = CONTROL.sub("", " ".join(_folded(text)))
        if self._break or self._last in ("", " "):
            folded = folded.removeprefix(" ")
        if folded:
            self._flush()
            self._add(folded)

    def line(self) -> None:
        """Begin a new line with the next words."""
        self._break = max(self._break, 1)

    def paragraph(self) -> None:
        """Leave a blank line before the next words."""
        self._break = 2

    def bullet(self) -> None:
        """Begin a list item."""
        self.line()
        self._flush()
        self._add("  • ")

    def cell(self) -> None:
        """End a table cell that another follows in the same row."""
        self._break = 0
        self._add(" | ")

    def link(self, url: str) -> None:
        """Begin a link."""
        self._open.append((-1, url))

    def end_link(self) -> None:
        """End the link begun last."""
        if self._open:
            start, url = self._open.pop()
            if 0 <= start < self._length:
                self._links.append(Link(Span(start, self._length), url))

    def page(self) -> Page:
        """What was collected."""
        return Page("".join(self._pieces), tuple(sorted(self._links)))

    def _flush(self) -> None:
        if self._break and self._length and self._last != " ":
            self._add("\n" * self._break)
        self._break = 0

    def _add(self, text: str) -> None:
        if not text.isspace():
            begun = self._length + len(text) - len(text.lstrip(" "))
            self._open = [(begun if start < 0 else start, url) for start, url in self._open]
        self._pieces.append(text)
        self._length += len(text)
        self._last = text[-1]


def _folded(text: str) -> list[str]:
    """Split at white space other than no-break spaces, keeping an empty first and last part where it stood."""
    parts = text.replace("\t", " ").replace("\r", " ").replace("\n", " ").replace("\f", " ").split(" ")
    inner = [part for part in parts if part]
    if not inner:
        return ["", ""] if len(parts) > 1 else []
    return [*([""] if not parts[0] else []), *inner, *([""] if not parts[-1] else [])]
