from __future__ import annotations

import pytest

from itu_kg.reference.markup import Markup, h, link, quoted, text

HOSTILE = '<script>alert("1")</script>&amp;\'"><img src=x onerror=alert(1)>'


def test_a_text_is_escaped_where_it_becomes_html() -> None:
    assert h("p", "a < b & c") == "<p>a &lt; b &amp; c</p>\n"


def test_what_is_markup_already_is_not_escaped_again() -> None:
    assert h("b", h("i", "&")) == "<b><i>&amp;</i></b>"


@pytest.mark.parametrize(
    "made", [h("p", HOSTILE), h("p", [HOSTILE, None]), h("p", quoted(f"`{HOSTILE}`")), text(HOSTILE)]
)
def test_a_hostile_text_makes_no_element(made: Markup) -> None:
    assert "<script" not in made
    assert "<img" not in made


def test_a_hostile_attribute_stays_in_its_quotes() -> None:
    assert h("p", title=HOSTILE).count('"') == 2


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "vbscript:x",
        "urn:isbn:0",
        "//evil.example/x",
        "https://example.org/\u0022onclick=1",
        "\\\\evil.example",
        "",
    ],
)
def test_an_address_that_a_page_should_not_lead_to_stays_text(href: str) -> None:
    assert link(href, "here") == "here"


@pytest.mark.parametrize(
    "href", ["https://example.org/é", "http://example.org", "mailto:a@example.org", "../x.ttl", "#x"]
)
def test_a_plain_address_is_a_link(href: str) -> None:
    assert link(href, "here") == f'<a href="{href}">here</a>'


def test_characters_that_turn_the_line_around_are_shown_as_unknown() -> None:
    assert text("a\u202eb\x00") == "a\ufffdb\ufffd"


def test_an_attribute_without_value_is_bare_and_one_that_is_false_absent() -> None:
    assert h("details", open=True) == "<details open></details>\n"
    assert h("details", open=False) == "<details></details>\n"
