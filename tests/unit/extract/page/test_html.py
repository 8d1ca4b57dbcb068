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
         "Name | A forum\nDates | May"),
        ("<table><tr><td><p>Name</p></td><td><p>A</p><p>B</p></td></tr></table>", "Name | A\n\nB"),
        ("<title>t</title><nav>menu</nav><script>x()</script><style>y</style>words", "words"),
        ("<script>if (a < b) { '</p>' }</script>words<!-- not these -->", "words"),
        ("<p>&eacute;&#8217;&bogus;</p>", "é’&bogus;"),
        ("", ""),
    ],
)  # fmt: skip
def test_markup_becomes_lines_cells_and_bullets(html: str, text: str) -> None:
    assert _text(html) == text


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
