"""A Word document read as the text a person would copy."""

from __future__ import annotations

import io
import zipfile

import pytest

from itu_kg.errors import SourceError
from itu_kg.extract.word import read

docx = pytest.importorskip("docx", reason="the extra docx is not installed")


def _document() -> bytes:
    document = docx.Document()
    document.add_paragraph("A body")
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Event Name", "A forum\nin two lines"
    table.cell(1, 0).merge(table.cell(1, 1)).text = "One wide cell"
    document.add_paragraph("one", style="List Bullet")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_paragraphs_tables_and_lists_come_in_document_order() -> None:
    text = read(_document(), where="page.docx").text
    assert text == "A body\n\nEvent Name | A forum\nin two lines\n\nOne wide cell\n\n  • one"


def test_a_file_that_is_no_archive_is_refused() -> None:
    with pytest.raises(SourceError, match="not a Word document"):
        read(b"PK but not really", where="page.docx")


def test_an_archive_that_is_no_document_is_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.txt", "x")
    with pytest.raises(SourceError, match="Word document"):
        read(stream.getvalue(), where="page.docx")


def test_an_archive_that_unpacks_to_too_much_is_refused_before_it_is_unpacked() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(3):
            archive.writestr(f"{number}", bytes(80_000_000))
    with pytest.raises(SourceError, match="unpacks"):
        read(stream.getvalue(), where="page.docx")
