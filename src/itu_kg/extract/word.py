"""A Word document's bytes → Page: paragraphs, lists and tables in document order, with their links.

It needs the extra `docx`. It refuses an archive that unpacks to more than it should, and fetches nothing.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

from itu_kg.errors import AssetError, SourceError
from itu_kg.extract.page import Page, Writer

if TYPE_CHECKING:
    from collections.abc import Iterator

_UNPACKED = 200_000_000
_MEMBERS = 5_000


def read(data: bytes, *, where: str) -> Page:
    """Read a .docx file.

    Raises:
        AssetError: the extra `docx` is not installed.
        SourceError: the bytes are no Word document, or unpack to too much.
    """
    try:
        import docx  # noqa: PLC0415  an extra, loaded only for this kind of page
        from docx.table import Table  # noqa: PLC0415  likewise
    except ImportError as problem:
        hint = "install itu-kg[docx]"
        raise AssetError("reading Word documents needs an extra", where=where, hint=hint) from problem
    _refuse_bombs(data, where)
    try:
        document = docx.Document(io.BytesIO(data))
        reader = _Reader()
        for block in document.iter_inner_content():
            if isinstance(block, Table):
                reader.table(block)
            else:
                reader.paragraph(block)
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
    except zipfile.BadZipFile as problem:
        raise SourceError("is not a Word document", where=where) from problem
    if len(members) > _MEMBERS or sum(member.file_size for member in members) > _UNPACKED:
        raise SourceError("unpacks to more than a questionnaire can hold", where=where)


class _Reader:
    """Walks through a document's blocks; remembers styles, since the library looks each up among all of them."""

    def __init__(self) -> None:
        self.writer = Writer()
        self._listed: dict[str | None, bool] = {}

    def table(self, table: Any) -> None:
        for row in table.rows:
            self.writer.line()
            for number, cell in enumerate(_distinct(row.cells)):
                if number:
                    self.writer.cell()
                for paragraph in cell.paragraphs:
                    self.paragraph(paragraph)
        self.writer.paragraph()

    def paragraph(self, paragraph: Any) -> None:
        if self._is_item(paragraph):
            self.writer.bullet()
        for part in paragraph.iter_inner_content():
            if part.__class__.__name__ == "Hyperlink":
                self.writer.link(part.url)
                self.writer.words(part.text)
                self.writer.end_link()
            else:
                for number, line in enumerate(part.text.split("\n")):
                    if number:
                        self.writer.line()
                    self.writer.words(line)
        self.writer.paragraph()

    def _is_item(self, paragraph: Any) -> bool:
        style = paragraph._p.style
        if style not in self._listed:
            self._listed[style] = paragraph.style is not None and paragraph.style.name.startswith("List")
        return self._listed[style]


def _distinct(cells: Any) -> Iterator[Any]:
    """Give a merged cell once: the library repeats it for every column that it spans."""
    before = None
    for cell in cells:
        if cell._tc is not before:
            yield cell
        before = cell._tc
