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
    assert text == "A body\n\nEvent Name | A forum\nin two lines |\nOne wide cell |\n\n  • one"


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


def _with_body(inner: str, numbering: str = "", styles: str = "") -> bytes:
    """Give a document whose paragraphs, lists and styles are written here, in WordprocessingML."""
    stream, written = io.BytesIO(), io.BytesIO()
    docx.Document().save(stream)
    within = {
        "word/document.xml": (b"<w:body>", f"<w:body>{inner}".encode()),
        "word/numbering.xml": (b"</w:numbering>", f"{numbering}</w:numbering>".encode()),
        "word/styles.xml": (b"</w:styles>", f"{styles}</w:styles>".encode()),
    }
    with zipfile.ZipFile(stream) as old, zipfile.ZipFile(written, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(*within.get(name, (b"\0", b""))))
    return written.getvalue()


def _text(inner: str, numbering: str = "", styles: str = "") -> str:
    return read(_with_body(inner, numbering, styles), where="page.docx").text


def _p(words: str, properties: str = "") -> str:
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space="preserve">{words}</w:t></w:r></w:p>'


def _in_list(words: str, number: int = 90, level: int = 0) -> str:
    return _p(words, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def _list(*levels: tuple[str, str], abstract: int = 90, number: int = 90, more: str = "", over: str = "") -> str:
    written = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{style}"/><w:lvlText w:val="{text}"/>{more}</w:lvl>'
        for n, (style, text) in enumerate(levels)
    )
    listed = f'<w:abstractNum w:abstractNumId="{abstract}">{written}</w:abstractNum>' if levels else ""
    return f'{listed}<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{over}</w:num>'


def test_the_fields_of_a_form_are_read() -> None:
    inner = (
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>1. What did you decide?</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        "<w:p><w:sdt><w:sdtContent><w:r><w:t>Nothing yet</w:t></w:r></w:sdtContent></w:sdt></w:p>"
    )
    assert _text(inner) == "1. What did you decide?\n\nNothing yet"


def test_a_tracked_insertion_is_read_and_a_deletion_is_not() -> None:
    inner = (
        "<w:p><w:r><w:t>We met </w:t></w:r><w:del><w:r><w:delText>once</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>twice</w:t></w:r></w:ins></w:p>"
    )
    assert _text(inner) == "We met twice"


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


def test_blanks_at_the_end_of_paragraphs_join_no_lines() -> None:
    assert _text(_p("one ") + _p(" two\t") + _p(" ") + _p("three")) == "one\n\ntwo\n\nthree"


def test_breaks_and_tabs_are_kept() -> None:
    run = "<w:r><w:t>one </w:t><w:br/><w:t>Dates</w:t><w:tab/><w:t>May</w:t><w:cr/><w:t>x</w:t><w:noBreakHyphen/></w:r>"
    assert _text(f"<w:p>{run}</w:p>") == "one\nDates\tMay\nx-"


def test_cells_that_are_merged_keep_the_others_in_line() -> None:
    wide = '<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>'
    cells = f"<w:tc>{_p('x ')}</w:tc>" * 3
    rows = f"<w:tr><w:tc>{wide}{_p('a')}</w:tc><w:tc>{_p('b')}</w:tc></w:tr><w:tr>{cells}</w:tr>"
    assert _text(f"<w:tbl>{rows}</w:tbl>") == "a |  | b |\nx | x | x |"


def test_lists_of_words_own_styles_are_numbered() -> None:
    document = docx.Document()
    for words, style in (
        ("one", "List Number"),
        ("two", "List Number"),
        ("dot", "List Bullet"),
        ("x", "List Paragraph"),
    ):
        document.add_paragraph(words, style=style)
    stream = io.BytesIO()
    document.save(stream)
    assert read(stream.getvalue(), where="page.docx").text == "1. one\n\n2. two\n\n  • dot\n\nx"


def test_a_style_that_says_by_its_name_alone_that_it_numbers_is_believed() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="LN"><w:name w:val="List Number 9"/></w:style>'
    of = '<w:pStyle w:val="{}"/>'
    inner = _p("a", of.format("LN")) + _p("b", of.format("LN")) + _p("c", of.format("ListNumber8"))
    assert _text(inner, styles=styles) == "1. a\n\n2. b\n\n1. c"


@pytest.mark.parametrize(
    ("style", "text", "marker"),
    [
        ("decimal", "%1.", "3. "),
        ("decimal", "(%1)", "(3) "),
        ("decimal", "Question %1:", "Question 3: "),
        ("upperRoman", "%1.", "III. "),
        ("lowerLetter", "%1)", "c) "),
        ("decimalZero", "%1", "03 "),
        ("bullet", "\uf0b7", "  • "),
        ("none", "", ""),
    ],
)
def test_numbers_are_written_as_word_shows_them(style: str, text: str, marker: str) -> None:
    assert _text(_in_list("a") + _in_list("b") + _in_list("c"), _list((style, text))).endswith(f"\n\n{marker}c")


def test_levels_count_and_restart() -> None:
    levels = (("decimal", "%1."), ("decimal", "%1.%2"), ("lowerRoman", "(%3)"))
    inner = "".join(_in_list(f"x{level}", level=level) for level in (0, 1, 1, 2, 0, 1, 2, 2))
    assert _text(inner, _list(*levels)).split("\n\n") == [
        "1. x0", "  1.1 x1", "  1.2 x1", "    (i) x2", "2. x0", "  2.1 x1", "    (i) x2", "    (ii) x2",
    ]  # fmt: skip


def test_a_level_that_never_restarts_counts_on() -> None:
    inner = "".join(_in_list("x", level=level) for level in (0, 1, 0, 1))
    numbering = _list(("decimal", "%1."), ("decimal", "%2)"), more='<w:lvlRestart w:val="0"/>')
    assert _text(inner, numbering).split("\n\n") == ["1. x", "  1) x", "2. x", "  2) x"]


def test_lists_of_one_definition_count_on_unless_one_says_where_it_starts() -> None:
    over = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    numbering = _list(("decimal", "%1.")) + _list(number=91) + _list(number=92, over=over)
    inner = _in_list("a") + _p("b") + _in_list("c", 91) + _in_list("d", 92) + _in_list("e", 92)
    assert _text(inner, numbering).split("\n\n") == ["1. a", "b", "2. c", "5. d", "6. e"]


def test_a_style_brings_its_number_and_a_paragraph_may_decline_it() -> None:
    numbered = '<w:pPr><w:numPr><w:numId w:val="90"/></w:numPr></w:pPr>'
    styles = (
        f'<w:style w:type="paragraph" w:styleId="Q"><w:name w:val="Q"/>{numbered}</w:style>'
        '<w:style w:type="paragraph" w:styleId="R"><w:name w:val="R"/><w:basedOn w:val="Q"/></w:style>'
    )
    of = '<w:pStyle w:val="{}"/>'
    inner = _p("a", of.format("Q")) + _p("b", of.format("R") + '<w:numPr><w:numId w:val="0"/></w:numPr>')
    inner += _p("c", of.format("R"))
    more = '<w:pStyle w:val="Q"/>'
    assert _text(inner, _list(("decimal", "%1."), more=more), styles).split("\n\n") == ["1. a", "b", "2. c"]


def test_a_number_that_the_words_bring_along_is_not_doubled() -> None:
    assert _text(_in_list("1. a") + _in_list("b"), _list(("decimal", "%1."))) == "1. a\n\n2. b"


def _char(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def _field(instruction: str, shown: str) -> str:
    cut = len(instruction) // 2
    split = (instruction[:cut], instruction[cut:])
    told = "".join(f'<w:r><w:instrText xml:space="preserve">{part}</w:instrText></w:r>' for part in split)
    return f"{_char('begin')}{told}{_char('separate')}{shown}{_char('end')}"


WORDS = "<w:r><w:t>the page</w:t></w:r>"


@pytest.mark.parametrize(
    ("field", "url"),
    [
        (_field(' HYPERLINK "https://e.example/a" ', WORDS), "https://e.example/a"),
        (_field(r' hyperlink https://e.example/a \o "a tip" \t "_blank"', WORDS), "https://e.example/a"),
        (_field(r' HYPERLINK \h "https://e.example/a" \l "part"', WORDS), "https://e.example/a#part"),
        (_field(' HYPERLINK "https://e.example/a"', _field(" REF x", WORDS)), "https://e.example/a"),
        (_field(" IF x", _field(' HYPERLINK "//e.example/a"', WORDS)), "https://e.example/a"),
        (
            f'<w:fldSimple w:instr=" HYPERLINK &quot;https://e.example/a&quot;">{WORDS}</w:fldSimple>',
            "https://e.example/a",
        ),
        (_field(' HYPERLINK "/a"', WORDS), "https://f.example/a"),
        (_field(r' HYPERLINK \l "part"', WORDS), ""),
        (_field(' HYPERLINK "mailto:a@e.example"', WORDS), ""),
        (_field(" REF x", WORDS), ""),
    ],
)
def test_a_field_that_links_is_a_link(field: str, url: str) -> None:
    inner = f'<w:p><w:r><w:t xml:space="preserve">See </w:t></w:r>{field}<w:r><w:t>.</w:t></w:r></w:p>'
    page = read(_with_body(inner), where="page.docx", address="https://f.example/b")
    assert page.text == "See the page."
    assert [(page.text[at.start : at.end], link) for at, link in page.links] == ([("the page", url)] if url else [])


@pytest.mark.parametrize("damaged", [_char("begin"), _char("begin") * 2, _char("separate"), _char("end") * 2])
def test_a_damaged_field_takes_no_other_paragraph_with_it(damaged: str) -> None:
    assert _text(f"<w:p>{damaged}</w:p>" + _p("words") + _p("more")) == "words\n\nmore"


def test_a_text_box_is_read_once_and_behind_its_paragraph() -> None:
    box = f"<w:txbxContent>{_p('in a box')}{_p('of two')}</w:txbxContent>"
    wps = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    drawn = (
        f'<w:r><mc:AlternateContent xmlns:mc="{mc}"><mc:Choice Requires="wps"><w:drawing><a:b xmlns:a="urn:a">'
        f'<wps:txbx xmlns:wps="{wps}">{box}</wps:txbx></a:b></w:drawing></mc:Choice>'
        f'<mc:Fallback><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml">{box}</v:shape></w:pict></mc:Fallback>'
        "</mc:AlternateContent></w:r>"
    )
    inner = f"<w:p><w:r><w:t>one </w:t></w:r>{drawn}<w:r><w:t>line</w:t></w:r></w:p>" + _p("after")
    assert _text(inner) == "one line\n\nin a box\n\nof two\n\nafter"
    plain = f"<w:p><w:r><w:pict>{box}</w:pict></w:r></w:p>"
    assert _text(plain) == "in a box\n\nof two"


def test_headers_and_footers_come_first_and_once() -> None:
    document = docx.Document()
    document.add_paragraph("body")
    section = document.sections[0]
    section.header.paragraphs[0].text = "Agency "
    section.different_first_page_header_footer = True
    section.first_page_header.paragraphs[0].text = "Agency "
    section.footer.paragraphs[0].text = "Year of submission: 2024"
    stream = io.BytesIO()
    document.save(stream)
    assert read(stream.getvalue(), where="page.docx").text == "Year of submission: 2024\n\nAgency\n\nbody"


def test_page_numbers_are_no_words() -> None:
    assert _text(f"<w:p>{_field(' PAGE ', '<w:r><w:t>7</w:t></w:r>')}</w:p>" + _p("words")) == "words"
