"""HTML bytes → Page: the text a person would copy from the page, in document order, with its links.

It reads as a stream: time and memory grow with the length only, whatever the nesting. It runs no script, fetches
nothing, expands no entity but HTML's own, and leaves out scripts, styles, templates and menus.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from itu_kg.errors import SourceError
from itu_kg.extract.page import list_numbers
from itu_kg.extract.page.page import Page, Writer

_SILENT = frozenset({"script", "style", "template", "head", "nav", "svg", "select", "button", "iframe", "object"})
_PARAGRAPHS = frozenset({
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "menu", "dir", "blockquote", "pre", "textarea", "dl", "form",
    "center",
})  # fmt: skip
_LINES = frozenset({
    "div", "section", "article", "header", "footer", "main", "aside", "dt", "dd", "figure", "figcaption", "caption",
    "thead", "tbody", "tfoot", "fieldset", "legend", "address", "noscript", "body", "html", "br", "hr", "details",
    "summary", "dialog", "hgroup", "search",
})  # fmt: skip
_LISTS = frozenset({"ul", "ol", "menu", "dir"})
_CELLS = frozenset({"td", "th"})
_KEPT = frozenset({"pre", "textarea"})
"""Where a line end of the source is one of the page."""
_UNSEEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([a-z-]+)", re.IGNORECASE)
_DEEPEST = 6
"""How many lists in each other are indented; more stand where the sixth does."""
_WIDE = re.compile(r"\t| {2,}")
_INTEGER = re.compile(r"\s*(-?[0-9]{1,6})")
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)
_CHUNK = 1 << 16


def read(data: bytes, *, where: str, address: str = "", charset: str | None = None) -> Page:
    """Read a saved or fetched web page.

    Args:
        data: the page as it was saved.
        where: its name, for errors.
        address: where it was, for its relative links; empty if that is not known. Its own `base` counts before it.
        charset: what the server said, if there was one; else the page's own declaration, else UTF-8.

    Raises:
        SourceError: the bytes are not in the encoding they are declared to be in.
    """
    text = _decoded(data, where, charset)
    target = _Reader(address)
    parser = etree.HTMLParser(
        target=target,  # type: ignore[arg-type]  # the stubs expect bytes too, which a parser fed UTF-8 never passes
        huge_tree=True,
        encoding="utf-8",
    )
    # An element to begin with: the parser takes a page without any for an error.
    parser.feed(b"<html>")
    try:
        for start in range(0, len(text), _CHUNK):
            parser.feed(text[start : start + _CHUNK].encode("utf-8"))
        parser.close()
    except etree.LxmlError as problem:
        raise SourceError(f"cannot be read as HTML: {problem}", where=where) from problem
    return target.writer.page()


def _decoded(data: bytes, where: str, charset: str | None) -> str:
    if data.startswith(codecs.BOM_UTF8):
        data, charset = data[3:], "utf-8"
    declared = _DECLARED.search(data[:2048])
    name = charset or (declared[1].decode("ascii") if declared else "utf-8")
    try:
        text = data.decode(codecs.lookup(name).name)
    except (LookupError, UnicodeDecodeError) as problem:
        hint = "save the page as UTF-8"
        raise SourceError(f"is not in the encoding it names, {name}", where=where, hint=hint) from problem
    return text.replace("\0", "")


@dataclass(slots=True)
class _List:
    """A list being read: how its items are numbered, by what step, and the next one's number; no style for bullets."""

    style: str
    step: int
    following: int


class _Reader:
    """The parser's target: turns tags and text into lines, cells, list items and links."""

    def __init__(self, address: str) -> None:
        self.writer = Writer(address)
        self._silent: list[str] = []
        self._lists: list[_List] = []
        self._kept = 0
        self._based = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "base" and not self._based and attributes.get("href"):
            self._based = True
            self.writer.address = self.writer.resolved(attributes["href"]) or self.writer.address
        if self._silent or tag in _SILENT or (attributes and _is_unseen(attributes)):
            self._silent.append(tag)
        elif tag in _CELLS:
            self.writer.cell(_integer(attributes, "colspan", 1), _integer(attributes, "rowspan", 1))
        elif tag == "tr":
            self.writer.row()
        elif tag == "li":
            self.writer.item(self._marker(attributes))
        elif tag == "table":
            self.writer.paragraph()
            self.writer.table()
        elif tag == "a":
            self.writer.link(attributes.get("href", ""))
        else:
            self._break(tag)
            self._kept += tag in _KEPT
            if tag in _LISTS:
                self._lists.append(_list(tag, attributes))

    def end(self, tag: str) -> None:
        if self._silent:
            self._silent.pop()
        elif tag == "tr":
            self.writer.end_row()
        elif tag == "li":
            self.writer.end_item()
        elif tag == "table":
            self.writer.end_table()
        elif tag == "a":
            self.writer.end_link()
        else:
            self._break(tag)
            self._kept -= tag in _KEPT and self._kept > 0
            if tag in _LISTS and self._lists:
                self._lists.pop()

    def data(self, data: str) -> None:
        if self._silent:
            return
        if not self._kept:
            self.writer.words(data)
            return
        lines = data.replace("\r\n", "\n").split("\n")
        for number, line in enumerate(lines):
            if number > 1 and not lines[number - 1].strip():
                self.writer.paragraph()
            elif number:
                self.writer.line()
            for place, words in enumerate(_WIDE.split(line)):
                if place:
                    self.writer.tab()
                self.writer.words(words)

    def comment(self, text: str) -> None:
        """Leave comments out."""

    def pi(self, target: str, data: str | None = None) -> None:
        """Leave processing instructions out."""

    def close(self) -> None:
        """There is nothing to finish."""

    def _break(self, tag: str) -> None:
        if tag in _PARAGRAPHS:
            self.writer.paragraph()
        elif tag in _LINES:
            self.writer.line()

    def _marker(self, attributes: Mapping[str, str]) -> str:
        """The marker of the next item of the list that is open."""
        within = self._lists[-1] if self._lists else _list("ul", {})
        number = _integer(attributes, "value", within.following)
        within.following = number + within.step
        indent = "  " * min(len(self._lists), _DEEPEST)
        if within.style in ("", "none"):
            return "" if within.style else f"{indent or '  '}• "
        return f"{indent[2:]}{list_numbers.written(number, within.style)}. "


def _list(tag: str, attributes: Mapping[str, str]) -> _List:
    """A list that begins; the numbers of a reversed one are known only where it says the first."""
    back = "reversed" in attributes
    style = "" if tag != "ol" else attributes.get("type") or "decimal"
    styled = _LIST_STYLE.search(attributes.get("style", ""))
    if tag == "ol" and styled and styled[1] not in ("inside", "outside"):
        style = styled[1]
    return _List(
        "none" if back and "start" not in attributes else style, -1 if back else 1, _integer(attributes, "start", 1)
    )


def _is_unseen(attributes: Mapping[str, str]) -> bool:
    return "hidden" in attributes or _UNSEEN.search(attributes.get("style", "")) is not None


def _integer(attributes: Mapping[str, str], name: str, otherwise: int) -> int:
    digits = _INTEGER.match(attributes[name]) if name in attributes else None
    return int(digits[1]) if digits else otherwise
