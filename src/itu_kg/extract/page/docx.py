"""A Word document's bytes → Page: paragraphs, lists and tables in document order, with their links.

It needs the extra `docx`. It refuses an archive that unpacks to more than it should, and fetches nothing. What the
fields of a form hold (content controls) and what was inserted while changes were tracked is text like any other; what
was deleted is not. Headers and footers come first, each once: they may name the respondent and the year, and are no
part of the answer that happens to stand last.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree

from itu_kg.errors import AssetError, SourceError
from itu_kg.extract.page.page import Page, Writer
from itu_kg.extract.page.word_numbers import ListNumbers, W, integer

_UNPACKED = 200_000_000
_MEMBERS = 5_000
_DEEPEST = 200
"""How deep tables and wrappers may stand in each other; more is no questionnaire."""
_TOO_DEEP = "its parts stand in each other too deeply"

_LINK_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_WRAPPERS = frozenset(
    f"{W}{name}" for name in ("sdt", "sdtContent", "ins", "moveTo", "smartTag", "customXml", "dir", "bdo")
)
"""What stands around text without being text: the fields of a form, tracked insertions, tags."""
_DRAWN = frozenset(f"{W}{name}" for name in ("drawing", "pict", "object"))
_BREAKS = frozenset({f"{W}br", f"{W}cr"})
_TABS = frozenset({f"{W}tab", f"{W}ptab"})
_INSTRUCTION = re.compile(r'"([^"]*)"|(\S+)')
_PAGE_COUNTS = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES"})
"""Fields that say where a page ends: no words of the submission."""


def read(data: bytes, *, where: str, address: str = "") -> Page:
    """Read a .docx file; `address` is where it was, for its relative links.

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
        parts: dict[str, list[tuple[str, str, bytes]]] = {}
        for name, kind, relation, blob in package.iter_sparts():
            parts.setdefault(relation.rpartition("/")[2], []).append((name, kind, blob))
        body = parts.get("officeDocument", [("", "", b"")])[0]
        if "word" not in body[1]:
            raise SourceError("is an Office file, but no Word document", where=where)  # noqa: TRY301  one way out
        links: dict[str, dict[str, str]] = {}
        for source, link in package.iter_srels():
            if link.is_external:
                links.setdefault(source, {})[link.rId] = link.target_ref
        reader = _Reader(Writer(address), ListNumbers(*(_part(parts, name) for name in ("numbering", "styles"))))
        read_before: set[str] = set()
        for name, _, blob in (*sorted(parts.get("footer", ())), *sorted(parts.get("header", ())), body):
            tree = _tree(blob)
            words = "".join(tree.itertext())
            if name == body[0] or words not in read_before:
                reader.part(tree, links.get(name, {}))
            read_before.add(words)
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
    quiet = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    return etree.fromstring(part, quiet)


def _part(parts: Mapping[str, Sequence[tuple[str, str, bytes]]], name: str) -> Any | None:
    return _tree(parts[name][0][2]) if name in parts else None


@dataclass(slots=True)
class _Field:
    """A field that has begun: its instruction, whether words are still no words of the page, and whether it links."""

    instruction: str = ""
    silent: bool = True
    links: bool = False


class _Reader:
    """Walks through the elements of a document's parts."""

    def __init__(self, writer: Writer, numbers: ListNumbers) -> None:
        self.writer = writer
        self._numbers = numbers
        self._links: Mapping[str, str] = {}
        self._fields: list[_Field] = []
        self._silent = 0
        self._boxes: list[Any] = []

    def part(self, tree: Any, links: Mapping[str, str]) -> None:
        """Read the body of a document, or one of its headers and footers; `links` are the addresses by their ids."""
        self._links = links
        body = tree.find(f"{W}body")
        self._blocks(tree if body is None else body, 0)

    def _blocks(self, parent: Any, depth: int) -> None:
        """Read what a body, a cell or a box holds: paragraphs and tables."""
        for element in _elements(parent, depth):
            if element.tag == f"{W}p":
                self._paragraph(element, depth)
            elif element.tag == f"{W}tbl":
                self._table(element, depth)

    def _table(self, table: Any, depth: int) -> None:
        self.writer.paragraph()
        self.writer.table()
        for row in _elements(table, depth):
            if row.tag == f"{W}tr":
                self.writer.row()
                for cell in _elements(row, depth):
                    if cell.tag == f"{W}tc":
                        width = cell.find(f"{W}tcPr/{W}gridSpan")
                        self.writer.cell(1 if width is None else integer(width.get(f"{W}val")))
                        self._blocks(cell, depth + 1)
        self.writer.end_table()

    def _paragraph(self, paragraph: Any, depth: int) -> None:
        marker = self._numbers.marker(paragraph.find(f"{W}pPr"))
        if marker:
            self.writer.item(marker)
        self._runs(paragraph, depth)
        if marker:
            self.writer.end_item()
        if self._silent:
            # An instruction ends with its paragraph at the latest: a damaged field takes no more words with it.
            for field in self._fields:
                field.silent = False
            self._silent = 0
        self.writer.paragraph()
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            self._blocks(box, depth + 1)

    def _runs(self, parent: Any, depth: int) -> None:
        """Read what a paragraph holds: runs, links and simple fields."""
        for element in _elements(parent, depth):
            tag = element.tag
            if tag == f"{W}r":
                self._run(element, depth)
            elif tag == f"{W}hyperlink":
                url, anchor = self._links.get(element.get(_LINK_ID, ""), ""), element.get(f"{W}anchor")
                self.writer.link(f"{url}#{anchor}" if url and anchor else url)
                self._runs(element, depth + 1)
                self.writer.end_link()
            elif tag == f"{W}fldSimple":
                self._begin_field()
                self._instruct(element.get(f"{W}instr", ""))
                self._show_field()
                self._runs(element, depth + 1)
                self._end_field()

    def _run(self, run: Any, depth: int) -> None:
        words = ""
        for element in _elements(run, depth):
            tag = element.tag
            if tag == f"{W}t":
                words += element.text or ""
                continue
            if tag == f"{W}noBreakHyphen":
                words += "-"
                continue
            self._words(words)
            words = ""
            if tag in _BREAKS:
                self.writer.line()
            elif tag in _TABS:
                self.writer.tab()
            elif tag == f"{W}fldChar":
                steps = {"begin": self._begin_field, "separate": self._show_field, "end": self._end_field}
                steps.get(element.get(f"{W}fldCharType"), lambda: None)()
            elif tag == f"{W}instrText":
                self._instruct(element.text or "")
            elif tag in _DRAWN:
                self._boxes += _boxes(element, depth)
        self._words(words)

    def _words(self, words: str) -> None:
        if words and not self._silent:
            self.writer.words(words)

    def _begin_field(self) -> None:
        self._fields.append(_Field())
        self._silent += 1

    def _instruct(self, text: str) -> None:
        if self._fields and self._fields[-1].silent:
            self._fields[-1].instruction += text

    def _show_field(self) -> None:
        """The instruction has ended; what comes is what the page shows for it."""
        field = self._fields[-1] if self._fields else None
        if field is None or field.links:
            return
        name, url = _instructed(field.instruction)
        if name == "HYPERLINK":
            self.writer.link(url)
            field.links = True
        if field.silent and name not in _PAGE_COUNTS:
            field.silent = False
            self._silent -= 1

    def _end_field(self) -> None:
        if self._fields:
            field = self._fields.pop()
            self._silent -= field.silent
            if field.links:
                self.writer.end_link()


def _instructed(instruction: str) -> tuple[str, str]:
    """The name of a field, and the address that it leads to if it is a link."""
    tokens = [match[1] if match[2] is None else match[2] for match in _INSTRUCTION.finditer(instruction)]
    name, url, anchor, switch = tokens[0].upper() if tokens else "", "", "", ""
    for token in tokens[1:]:
        if switch:
            anchor, switch = token if switch == "l" else anchor, ""
        elif token[0:1] == "\\" and token[1:].lower() in ("l", "o", "t"):
            switch = token[1:].lower()
        elif token[0:1] != "\\":
            url = url or token.replace("\\\\", "\\")
    return name, f"{url}#{anchor}" if url and anchor else url


def _elements(parent: Any, depth: int) -> Iterator[Any]:
    """What an element holds, what is in wrappers too, and of alternatives the first that holds anything.

    Raises:
        ValueError: it stands deeper than any questionnaire's parts.
    """
    if depth > _DEEPEST:
        raise ValueError(_TOO_DEEP)
    for element in parent:
        if element.tag in _WRAPPERS:
            yield from _elements(element, depth + 1)
        elif element.tag == _ALTERNATIVES:
            yield from _elements(next(filter(len, element), ()), depth + 1)
        else:
            yield element


def _boxes(drawn: Any, depth: int) -> Iterator[Any]:
    """The text boxes of a drawing; those inside of one are read with it."""
    for element in _elements(drawn, depth):
        if element.tag == f"{W}txbxContent":
            yield element
        else:
            yield from _boxes(element, depth + 1)
