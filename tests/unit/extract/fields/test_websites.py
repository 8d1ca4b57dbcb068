"""Links of a page over the words of a website field."""

from __future__ import annotations

import pytest

from itu_kg.extract.excerpt import Excerpt
from itu_kg.extract.fields import websites
from itu_kg.extract.page.page import Link
from itu_kg.model.base import Span

A, B = "https://e.example/a", "https://e.example/b"


def read(text: str, *linked: tuple[str, str]) -> tuple[list[tuple[str, str | None]], str]:
    """Give the websites and the doubt of a field in which some words are links."""
    links = [Link(Span(at, at + len(words)), url) for words, url in linked if (at := 50 + text.index(words))]
    parsed = websites.read(Excerpt(text, 50), sorted(links))
    for website in parsed.value:
        assert text[website.at.start - 50 : website.at.end - 50] == website.text
    return [(website.text, website.url) for website in parsed.value], parsed.doubt


@pytest.mark.parametrize(
    ("text", "linked", "found"),
    [
        ("https://e.example/very/...", [("https://e.example/very/...", A)], [("https://e.example/very/...", A)]),
        ("https://f.example/", [("https://f.example/", A)], [("https://f.example/", A)]),
        ("www.e.example/a", [("www.e.example/a", A)], [("www.e.example/a", A)]),
        ("Forum and Report", [("Forum", A), ("Report", B)], [("Forum", A), ("Report", B)]),
        ("Forum, Report; (Atlas)", [("Forum", A), ("Report", B), ("Atlas", f"{A}/c")],
         [("Forum", A), ("Report", B), ("Atlas", f"{A}/c")]),
        ("Forum | Report", [("Forum", A), ("Report", B)], [("Forum", A), ("Report", B)]),
        ("Forum\nReport", [("Forum", A), ("Report", B)], [("Forum", A), ("Report", B)]),
        ("Forum page", [("Forum", A), ("page", A)], [("Forum page", A)]),
        ("Forum page and Report", [("Forum", A), ("page", A), ("Report", B)], [("Forum page", A), ("Report", B)]),
        ("Forum\npage", [("Forum\npage", A)], [("Forum\npage", A)]),
        ("The page is here.", [("here", A)], [("The page is here.", A)]),
        ("Forum and https://e.example/b", [("Forum", A)], [("Forum", A), (B, B)]),
        ("Forum\nhttps://e.example/b\nAtlas", [("Forum", A)], [("Forum", A), (B, B), ("Atlas", None)]),
        ("https://e.example/b", [("https://e.example/b", "/b")], [(B, B)]),
    ],
)  # fmt: skip
def test_a_link_wins_over_its_words(
    text: str, linked: list[tuple[str, str]], found: list[tuple[str, str | None]]
) -> None:
    assert read(text, *linked) == (found, "")


def test_a_link_without_a_full_address_is_said() -> None:
    assert read("Forum", ("Forum", "/a")) == (
        [("Forum", None)], "a link leads to /a; say where the page was: --page-url",
    )  # fmt: skip


def test_words_beside_several_websites_are_said() -> None:
    found, doubt = read("Forum (in French) and Report", ("Forum", A), ("Report", B))
    assert found == [("Forum", A), ("Report", B)]
    assert doubt == "beside the websites: in French) and"


@pytest.mark.parametrize(
    "text", ["To be confirmed", "TBC", "tbd.", "Not yet available", "Forthcoming", "Coming soon", "Under construction"]
)
def test_an_address_still_to_come_is_none(text: str) -> None:
    assert read(text) == ([], "")


@pytest.mark.parametrize("text", ["To be confirmed by the Forum", "Forthcoming events", "Confirmed", "Pending Lists"])
def test_words_that_only_begin_like_that_are_link_text(text: str) -> None:
    assert read(text) == ([(text, None)], "")


def test_a_bullet_without_words_is_no_website() -> None:
    parsed = websites.read(Excerpt("•\nhttps://e.example/a\n|", 0))
    assert [one.url for one in parsed.value] == ["https://e.example/a"]
