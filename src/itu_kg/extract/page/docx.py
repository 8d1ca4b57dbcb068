"""A Word document's bytes → Page: paragraphs, lists and tables in document order, with their links.

It needs the extra `docx`. It refuses an archive that unpacks to more than it should, and fetches nothing. What the
fields of a form hold (content controls) and what was inserted while changes were tracked is text like any other; what
was deleted is not.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from itu_kg.errors import AssetError, SourceError
from itu_kg.extract.page.page import Page, Writer

_UNPACKED = 200_000_000
_MEMBERS = 5_000
_DEEPEST = 200
"""How deep tables and wrappers may stand in each other; more is no questionnaire."""
_TOO_DEEP = "its parts stand in each other too deeply"

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LINK_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_WRAPPERS = frozenset(
    f"{_W}{name}" for name in ("sdt", "sdtContent", "ins", "moveTo", "smartTag", "customXml", "fldSimple", "dir", "bdo")
)
"""What stands around text without being text: the fields of a form, tracked insertions, tags."""

_CHARACTERS = {f"{_W}tab": "\t", f"{_W}ptab": "\t", f"{_W}noBreakHyphen": "-"}
_BREAKS = frozenset({f"{_W}br", f"{_W}cr"})


def read(data: bytes, *, where: str) -> Page:
    """Read a .docx file.

    Raises:
        AssetError: the extra `docx` is not installed.
        SourceError: the bytes are no Word document, or unpack to too much.
    """
    try:
        from docx.opc.pkgreader import PackageReader  # noqa: PLC0415  an extra, loaded only for this kind of page
    except ImportError as problem:
        hint = "install itu-kg[docx]"
        raise AssetError("reading Word documents needs an extra", where=where, hint=hint) from problem
    _refuse_bombs(data, where)
    try:
        package = PackageReader.from_file(io.BytesIO(data))  # type: ignore[no-untyped-call]  # the library types it not
        parts = {
            relation.rpartition("/")[2]: (name, kind, blob)
            for name, kind, relation, blob in reversed([*package.iter_sparts()])
        }
        name, kind, body = parts.get("officeDocument", ("", "", b""))
        if "word" not in kind:
            raise SourceError("is an Office file, but no Word document", where=where)  # noqa: TRY301  one way out
        links = {
            link.rId: link.target_ref for source, link in package.iter_srels() if source == name and link.is_external
        }
        reader = _Reader(links, _listed(parts["styles"][2]) if "styles" in parts else frozenset())
        for child in _tree(body).iterchildren(f"{_W}body"):
            reader.blocks(child, 0)
    except SourceError:
        raise
    except Exception as problem:
        # The library raises whatever its parts raise (KeyError, XMLSyntaxError, …) on a damaged file.
        raise SourceError(f"cannot be read as a Word document: {problem}", where=where) from problem
    return reader.writer.page()


def _refuse_bombs(data: bytes, where: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except Exception as problem:
        # Besides BadZipFile a damaged directory raises NotImplementedError, UnicodeDecodeError, struct.error, ….
        raise SourceError("is not a Word document", where=where) from problem
    if len(members) > _MEMBERS or sum(member.file_size for member in members) > _UNPACKED:
        raise SourceError("unpacks to more than a questionnaire can hold", where=where)


def _tree(part: bytes) -> Any:
    """Parse a part; the library's own elements take three times as long to walk through."""
    return etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True))


def _listed(styles: bytes) -> frozenset[str]:
    """The ids of the styles of lists."""
    return frozenset(
        style.get(f"{_W}styleId", "")
        for style in _tree(styles).iterchildren(f"{_W}style")
        if any(name.get(f"{_W}val", "").startswith("List") for name in style.iterchildren(f"{_W}name"))
    )


class _Reader:
    """Walks through a document's elements."""

    def __init__(self, links: Mapping[str, str], listed: frozenset[str]) -> None:
        self.writer = Writer()
        self._links = links
        self._listed = listed

    def blocks(self, parent: Any, depth: int) -> None:
        """Read what a body or a cell holds: paragraphs and tables, those in wrappers too."""
        if depth > _DEEPEST:
            raise ValueError(_TOO_DEEP)
        for element in parent:
            tag = element.tag
            if tag == f"{_W}p":
                self._paragraph(element)
            elif tag == f"{_W}tbl":
                self._table(element, depth)
            elif tag in _WRAPPERS:
                self.blocks(element, depth + 1)

    def _table(self, table: Any, depth: int) -> None:
        for row in _within(table, f"{_W}tr", depth):
            self.writer.line()
            for number, cell in enumerate(_within(row, f"{_W}tc", depth)):
                if number:
                    self.writer.cell()
                self.blocks(cell, depth + 1)
        self.writer.paragraph()

    def _paragraph(self, paragraph: Any) -> None:
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        if style is not None and style.get(f"{_W}val") in self._listed:
            self.writer.bullet()
        self._runs(paragraph, 0)
        self.writer.paragraph()

    def _runs(self, parent: Any, depth: int) -> None:
        """Read what a paragraph holds: runs and links, those in wrappers too."""
        if depth > _DEEPEST:
            raise ValueError(_TOO_DEEP)
        for element in parent:
            tag = element.tag
            if tag == f"{_W}r":
                self._run(element)
            elif tag == f"{_W}hyperlink":
                url, anchor = self._links.get(element.get(_LINK_ID, ""), ""), element.get(f"{_W}anchor")
                self.writer.link(f"{url}#{anchor}" if url and anchor else url)
                self._runs(element, depth + 1)
                self.writer.end_link()
            elif tag in _WRAPPERS:
                self._runs(element, depth + 1)

    def _run(self, run: Any) -> None:
        words = ""
        for element in run:
            tag = element.tag
            if tag == f"{_W}t":
                words += element.text or ""
            elif tag in _BREAKS:
                self.writer.words(words)
                self.writer.line()
                words = ""
            elif tag in _CHARACTERS:
                words += _CHARACTERS[tag]
        if words:
            self.writer.words(words)


def _within(parent: Any, tag: str, depth: int) -> Iterator[Any]:
    """A table's rows or a row's cells, those in wrappers too."""
    if depth > _DEEPEST:
        raise ValueError(_TOO_DEEP)
    for element in parent:
        if element.tag == tag:
            yield element
        elif element.tag in _WRAPPERS:
            yield from _within(element, tag, depth + 1)
