"""Texts → HTML: every text is escaped where it becomes HTML, and nowhere else.

Source: HTML Living Standard §13.3 (serialising), §4.6.1 (links). There are no templates: an element is made by a
function, so no text of the data meets a string of markup. Links lead to http, https, mailto or inside the release;
any other address stays text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape


class Markup(str):
    """HTML that is written already; what is a plain `str` is text and will be escaped."""

    __slots__ = ()


Child = str | Iterable["Child"] | None
"""What an element holds: text, markup, several of them, or nothing."""

_VOID = frozenset({"br", "col", "hr", "img", "link", "meta"})
_LINES = frozenset(
    {"article", "dd", "div", "dl", "dt", "figure", "footer", "h1", "h2", "h3", "h4", "header", "li", "main", "nav"}
    | {"ol", "p", "pre", "section", "table", "tbody", "thead", "tr", "ul", "details", "summary", "figcaption"}
)
"""Elements that end a line, so that the source can be read and compared."""
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_NO_ADDRESS = re.compile(r"[\x00-\x20\x7f<>\"`\\]|^//")
_SAFE = ("http:", "https:", "mailto:")
_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def h(tag: str, *children: Child, **attributes: str | bool | None) -> Markup:
    """Make an element.

    Args:
        tag: its name.
        children: texts, which are escaped, and markup.
        attributes: `class_` for class, `aria_label` for aria-label; True is an attribute without value, None or False
            none at all.
    """
    written = "".join(_attribute(name, value) for name, value in attributes.items())
    end = "\n" if tag in _LINES else ""
    if tag in _VOID:
        return Markup(f"<{tag}{written}>{end}")
    return Markup(f"<{tag}{written}>{join(children)}</{tag}>{end}")


def join(children: Child) -> Markup:
    """Put texts and markup one after another."""
    if children is None:
        return Markup()
    if isinstance(children, Markup):
        return children
    if isinstance(children, str):
        return text(children)
    return Markup("".join(map(join, children)))


def text(value: str) -> Markup:
    """Escape a text; characters that show nothing or turn the line around become U+FFFD."""
    return Markup(escape(_INVISIBLE.sub("\ufffd", value), quote=False))


def link(href: str, *children: Child, **attributes: str | bool | None) -> Markup:
    """Make a link, or give only what it holds if the address is none that a page should lead to."""
    if not allowed(href):
        return join(children)
    return h("a", *children, href=href, **attributes)


def table(label: str, columns: Iterable[str], rows: Iterable[Markup]) -> Markup:
    """Make a table that can be scrolled sideways, with the keyboard as well; a column of numbers begins with `#`."""
    cells = [h("th", c.removeprefix("#"), scope="col", class_="n" if c.startswith("#") else None) for c in columns]
    whole = h("table", h("thead", h("tr", cells)), h("tbody", rows))
    return h("div", whole, class_="wide", tabindex="0", role="group", aria_label=label)


def quoted(value: str) -> list[Markup]:
    """Write a text in which `backticks` enclose code, as messages and comments have it."""
    return [h("code", part) if number % 2 else text(part) for number, part in enumerate(value.split("`"))]


def allowed(href: str) -> bool:
    """Whether a page may lead there."""
    scheme = _SCHEME.match(href)
    return bool(href) and not _NO_ADDRESS.search(href) and (not scheme or scheme[0].lower() in _SAFE)


def _attribute(name: str, value: str | bool | None) -> str:  # noqa: FBT001  the value of an attribute
    name = name.rstrip("_").replace("_", "-")
    if value is None or value is False:
        return ""
    return f" {name}" if value is True else f' {name}="{escape(_INVISIBLE.sub(chr(0xFFFD), value))}"'
