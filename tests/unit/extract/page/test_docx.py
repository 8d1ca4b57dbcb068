"""A Word document read as the text a person would copy."""

from __future__ import annotations

import io
import zipfile

import pytest

from itu_kg.errors import SourceError
from itu_kg.extract.page.docx import read

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


def _with_body(inner: str) -> bytes:
    """Give a document whose paragraphs are written here, in WordprocessingML."""
    stream, written = io.BytesIO(), io.BytesIO()
    docx.Document().save(stream)
    with zipfile.ZipFile(stream) as old, zipfile.ZipFile(written, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "word/document.xml":
                part = part.replace(b"<w:body>", b"<w:body>" + inner.encode())
            new.writestr(name, part)
    return written.getvalue()


def test_the_fields_of_a_form_are_read() -> None:
    inner = (
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>1. What did you decide?</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        "<w:p><w:sdt><w:sdtContent><w:r><w:t>Nothing yet</w:t></w:r></w:sdtContent></w:sdt></w:p>"
    )
    assert read(_with_body(inner), where="page.docx").text == "1. What did you decide?\n\nNothing yet"


def test_a_tracked_insertion_is_read_and_a_deletion_is_not() -> None:
    inner = (
        "<w:p><w:r><w:t>We met </w:t></w:r><w:del><w:r><w:delText>once</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>twice</w:t></w:r></w:ins></w:p>"
    )
    assert read(_with_body(inner), where="page.docx").text == "We met twice"


def test_a_link_keeps_its_address_and_its_anchor() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("See ")
    link = docx.oxml.OxmlElement("w:hyperlink")
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    link.set(docx.oxml.ns.qn("r:id"), document.part.relate_to("https://example.org/a", kind, is_external=True))
    link.set(docx.oxml.ns.qn("w:anchor"), "part")
    paragraph.add_run("here")
    link.append(paragraph.runs[-1]._r)
    paragraph._p.append(link)
    stream = io.BytesIO()
    document.save(stream)
    assert [one.url for one in read(stream.getvalue(), where="page.docx").links] == ["https://example.org/a#part"]


def test_tables_nested_too_deeply_are_refused() -> None:
    inner = "<w:sdt><w:sdtContent>" * 110 + "<w:p/>" + "</w:sdtContent></w:sdt>" * 110
    with pytest.raises(SourceError, match="too deeply"):
        read(_with_body(inner), where="page.docx")


def test_an_office_file_that_is_no_word_document_says_so() -> None:
    stream, written = io.BytesIO(_document()), io.BytesIO()
    with zipfile.ZipFile(stream) as old, zipfile.ZipFile(written, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"wordprocessingml.document.main", b"spreadsheetml.sheet.main"))
    with pytest.raises(SourceError, match="no Word document"):
        read(written.getvalue(), where="page.docx")
