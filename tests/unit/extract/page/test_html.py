"""A saved web page read as the text a person would copy."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itu_kg.errors import SourceError
from itu_kg.extract.page.html import read


def _text(html: str) -> str:
    return read(html.encode(), where="page.html").text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>one</p><p>two</p>", "one\n\ntwo"),
        ("one<br>two", "one\ntwo"),
        ("<p>a  <b>bold</b>\n word</p>", "a bold word"),
        ("<p>a&nbsp;&nbsp;b</p>", "a\xa0\xa0b"),
        ("<ul><li>one<li><p>two</p></ul>", "  • one\n  • two"),
        ("<table><tr><td>Name</td><td>A forum</td></tr><tr><th>Dates</th><td>May</td></tr></table>",
         "Name | A forum |\nDates | May |"),
        ("<table><tr><td><p>Name</p></td><td><p>A</p><p>B</p></td></tr></table>", "Name | A\n\nB |"),
        ("<p>one </p><p>two\n</p>\n<div> three </div> four", "one\n\ntwo\n\nthree\nfour"),
        ("<p>\n  one\n</p>\n<p>\n  two\n</p>", "one\n\ntwo"),
        ("<div><div><span>one </span></div><section><article>two </article></section></div>", "one\ntwo"),
        ("<p>Name: A <br> Dates: B<br/>\n</p>", "Name: A\nDates: B"),
        ("<p><b>Name: </b> A</p>", "Name: A"),
        ("<ul><li> </li><li>one </li><li>two</li></ul>three", "  • one\n  • two\n\nthree"),
        ("<ul><li>one<ul><li>two</li></ul></li></ul>", "  • one\n\n    • two"),
        ("<ol><li>one<p>N/A</p></li><li>two</li></ol>", "1. one\n\nN/A\n\n2. two"),
        ("<ol start=3><li>three</li><li value=7>seven<li>eight</ol>", "3. three\n7. seven\n8. eight"),
        ("<ol type=a><li>x<li>y</ol><ol style='list-style-type: upper-roman'><li>x<li>y</ol>",
         "a. x\nb. y\n\nI. x\nII. y"),
        ("<ol><li>x<ol><li>y</ol></ol>", "1. x\n\n  1. y"),
        ("<ol><li>1. x<li>(2) y<li><b>Question 3:</b> z</ol>", "1. x\n(2) y\nQuestion 3: z"),
        ("<ul><li>2.1 Plans of ours<li>2.5 million lamps</ul>", "2.1 Plans of ours\n  • 2.5 million lamps"),
        ("<ol reversed><li>x</ol><ol reversed start=2><li>x<li>y</ol>", "x\n\n2. x\n1. y"),
        ("<ol><li><table><tr><td>x<td>y</table></ol>", "1. x | y |"),
        ("<dl><dt>Name</dt><dd>A </dd><dt>Dates </dt><dd>B</dd></dl>", "Name\nA\nDates\nB"),
        ("<pre>one\ntwo\n\nName   A\tB\n</pre>three", "one\ntwo\n\nName\tA\tB\n\nthree"),
        ("<p hidden>x</p><div style='display: none'>y<br>z</div>words", "words"),
        ("<title>t</title><nav>menu</nav><script>x()</script><style>y</style>words", "words"),
        ("<script>if (a < b) { '</p>' }</script>words<!-- not these -->", "words"),
        ("<p>&eacute;&#8217;&bogus;</p>", "é’&bogus;"),
        ("", ""),
    ],
)  # fmt: skip
def test_markup_becomes_lines_cells_and_bullets(html: str, text: str) -> None:
    assert _text(html) == text


@pytest.mark.parametrize(
    ("table", "text"),
    [
        ("<tr><td>a<td></td><td>c</tr>", "a |  | c |"),
        ("<tr><td>a<td>b</tr><tr><td></td><td>d</tr>", "a | b |\n | d |"),
        (
            "<tr>\n<td>\n <p>a </p>\n</td>\n<td>\n<p>b</p>\n<p>c </p></td>\n</tr>\n<tr><td><p>d<td>e",
            "a | b\n\nc |\nd | e |",
        ),
        ("<tr><th colspan=2>a<th>b<tr><td>1<td>2<td>3", "a |  | b |\n1 | 2 | 3 |"),
        ("<tr><td colspan=2>a<tr><td>b<td>c", "a |\nb | c |"),
        ("<tr><td>a<td rowspan=2>b<td>c<tr><td>d<td>e<tr><td>f<td>g<td>h", "a | b | c |\nd |  | e |\nf | g | h |"),
        ("<tr><td rowspan=3>a<td>b<tr><td>c<tr><td>d", "a | b |\n | c |\n | d |"),
        ("<tr><td><table><tr><td>a<td>b</table><td>c", "a | b | | c |"),
        ("<tr><td><p>one<p>two", "one\n\ntwo"),
        ("<tr><td><ul><li>a<li>b</ul><td>c", "  • a\n  • b | c |"),
        ("<tr><td>a<td><ul><li>b</ul>", "a |   • b |"),
    ],
)
def test_the_cells_of_a_row_stay_in_line(table: str, text: str) -> None:
    assert _text(f"<table>{table}</table>") == text


@pytest.mark.parametrize(
    ("href", "address", "url"),
    [
        ("https://e.example/x", "", "https://e.example/x"),
        (" https://e.example/x\n", "", "https://e.example/x"),
        ("https://e.example/a b|c", "", "https://e.example/a%20b%7Cc"),
        ("//e.example/x", "", "https://e.example/x"),
        ("//e.example/x", "http://f.example/", "http://e.example/x"),
        ("www.e.example/x", "https://f.example/", "http://www.e.example/x"),
        ("/x", "https://e.example/a/b", "https://e.example/x"),
        ("x?y#z", "https://e.example/a/b", "https://e.example/a/x?y#z"),
        ("x", "", "x"),
    ],
)
def test_an_address_is_the_one_a_browser_would_go_to(href: str, address: str, url: str) -> None:
    page = read(f'<a href="{href}">x</a>'.encode(), where="page.html", address=address)
    assert [link.url for link in page.links] == [url]


@pytest.mark.parametrize(
    "href", ["", " ", "#top", "mailto:a@e.example", "JavaScript:x()", "tel:1", "http://[", "data:,"]
)
def test_what_leads_to_no_page_is_no_link(href: str) -> None:
    assert read(f'<a href="{href}">x</a>'.encode(), where="page.html", address="https://e.example/").links == ()


def test_the_first_base_of_a_page_counts_before_its_address() -> None:
    html = b'<head><base target=x><base href="/b/"><base href="/c/"></head><a href="x">x</a>'
    page = read(html, where="page.html", address="https://e.example/a")
    assert [link.url for link in page.links] == ["https://e.example/b/x"]


def test_a_link_ends_with_its_last_word() -> None:
    page = read(b"<p>See <a href='https://e.example/x'> the <b>page </b></a> </p><p>x</p>", where="page.html")
    assert [page.text[at.start : at.end] for at, _ in page.links] == ["the page"]


def test_a_link_lies_over_its_words() -> None:
    page = read(b'<p>Website <a href="https://example.org/x"> GSR-24</a>.</p>', where="page.html")
    assert [(page.text[at.start : at.end], url) for at, url in page.links] == [("GSR-24", "https://example.org/x")]


def test_a_link_at_the_start_of_a_cell_lies_over_its_words_alone() -> None:
    page = read(b'<table><tr><td>Website<td><a href="https://example.org/x">GSR-24</a></table>', where="page.html")
    assert [page.text[at.start : at.end] for at, _ in page.links] == ["GSR-24"]


def test_a_declared_encoding_is_honoured() -> None:
    data = '<meta charset="windows-1252"><p>“é”</p>'.encode("windows-1252")
    assert read(data, where="page.html").text == "“é”"


def test_bytes_outside_the_declared_encoding_are_refused() -> None:
    with pytest.raises(SourceError, match=r"page\.html: is not in the encoding it names, utf-8"):
        read(b"<p>caf\xe9</p>", where="page.html")


def test_an_xml_entity_is_not_expanded() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;">]><p>&b;</p>'
    assert "lollol" not in _text(bomb)


@pytest.mark.parametrize("unit", ["<div>", "<a href=x>", "<table><tr><td>", "<ul><li>", "<b>", "<p"])
def test_deep_or_unclosed_markup_is_read(unit: str) -> None:
    assert _text("start " + unit * 20_000).startswith("start")


@given(st.text())
def test_any_text_is_read_without_an_error(text: str) -> None:
    read(text.encode("utf-8", "replace"), where="page.html")


@given(st.lists(st.sampled_from(["<p>", "</p>", "<td>", "</tr>", "<a href='y'>", "</a>", "<li>", "x", " ", "&amp;"])))
def test_links_always_lie_inside_the_text(pieces: list[str]) -> None:
    page = read("".join(pieces).encode(), where="page.html")
    assert all(0 <= at.start < at.end <= len(page.text) for at, _ in page.links)
