"""HTML bytes → Page: the text a person would copy from the page, in document order, with its links.

It reads as a stream: time and memory grow with the length only, whatever the nesting. It runs no script, fetches
nothing, expands no entity but HTML's own, and leaves out scripts, styles, templates and menus.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping

from lxml import etree

from itu_kg.errors import SourceError
from itu_kg.extract.page.page import Page, Writer

_SILENT = frozenset({"script", "style", "template", "head", "nav", "svg", "select", "button", "iframe", "object"})
_PARAGRAPHS = frozenset(
    {"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "blockquote", "pre", "dl", "form"}
)
_LINES = frozenset({
    "div", "li", "tr", "section", "article", "header", "footer", "main", "aside", "dt", "dd", "figure", "figcaption",
    "caption", "thead", "tbody", "tfoot", "fieldset", "legend", "address", "noscript", "body", "html", "br", "hr",
})  # fmt: skip
_CELLS = frozenset({"td", "th"})
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)
_CHUNK = 1 << 16


def read(data: bytes, *, where: str, charset: str | None = None) -> Page:
    """Read a saved or fetched web page.

    Args:
        data: the page as it was saved.
        where: its name, for errors.
        charset: what the server said, if there was one; else the page's own declaration, else UTF-8.

    Raises:
        SourceError: the bytes are not in the encoding they are declared to be in.
    """
    text = _decoded(data, where, charset)
    target = _Reader()
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


class _Reader:
    """The parser's target: turns tags and text into lines, cells and links."""

    def __init__(self) -> None:
        self.writer = Writer()
        self._silent: list[str] = []
        self._cells = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if self._silent or tag in _SILENT:
            self._silent.append(tag)
        elif tag in _CELLS:
            if self._cells:
                self.writer.cell()
            self._cells += 1
        elif tag in _PARAGRAPHS:
            self.writer.paragraph()
        elif tag in _LINES:
            self.writer.line()
            if tag == "tr":
                self._cells = 0
            elif tag == "li":
                self.writer.bullet()
        elif tag == "a":
            self.writer.link(attributes.get("href", ""))

    def end(self, tag: str) -> None:
        if self._silent:
            self._silent.pop()
        elif tag in _PARAGRAPHS:
            self.writer.paragraph()
        elif tag in _LINES:
            self.writer.line()
        elif tag == "a":
            self.writer.end_link()

    def data(self, data: str) -> None:
        if not self._silent:
            self.writer.words(data)

    def comment(self, text: str) -> None:
        """Leave comments out."""

    def pi(self, target: str, data: str | None = None) -> None:
        """Leave processing instructions out."""

    def close(self) -> None:
        """There is nothing to finish."""
