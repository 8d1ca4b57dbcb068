"""What a page holds → a whole HTML document: head, navigation, table of contents, footer.

Source: HTML Living Standard; Content Security Policy Level 3 §2.3 (a style sheet is named by its hash). The document
loads nothing: its style sheet is inside, and its policy forbids everything else.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from itu_kg.model.edition import Artefact, Edition
from itu_kg.reference.markup import Child, Markup, h, join, link

INDEX = "index.html"
ONTOLOGY = "ontology/index.html"
SHAPES = "shapes/index.html"
QUERIES = "queries/index.html"
_PAGES = {ONTOLOGY: "Ontology", SHAPES: "Shapes", QUERIES: "Queries"}


class Entry(NamedTuple):
    """A line of a table of contents: what it is called, where it leads, and the lines below it."""

    label: str
    href: str
    below: tuple[Entry, ...] = ()


def page(  # noqa: PLR0913  the parts of a page
    path: str, edition: Edition, *, title: str, summary: str, body: Child, contents: Sequence[Entry] = ()
) -> Artefact:
    """Make a page.

    Args:
        path: where it stands in the release.
        edition: the release.
        title: its title, without that of the release.
        summary: one sentence, for those who list pages.
        body: what it holds; the one `h1` is made here, before it.
        contents: its table of contents.
    """
    up = "../" * path.count("/")
    nav = h("nav", _navigation(path, up), aria_label="Pages of this release")
    toc = h("nav", h("h2", "On this page"), _entries(contents), class_="toc", aria_label="On this page")
    main = h("main", h("h1", title), body, id="the-content")
    frame = h("div", toc if contents else None, main, class_="frame two" if contents else "frame")
    page = [
        Markup("<!DOCTYPE html>\n"),
        Markup('<html lang="en">\n'),
        _head(title, summary, edition),
        Markup("<body>\n"),
        link("#the-content", "Skip to the content", class_="skip"),
        h("header", nav, class_="bar"),
        frame,
        _footer(edition, up),
        Markup("</body>\n</html>\n"),
    ]
    return Artefact(path, "text/html", (join(page).encode(),))


def _head(title: str, summary: str, edition: Edition) -> Markup:
    css, digest = _style()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; img-src 'self'; base-uri 'none'; form-action 'none'"
    return join(
        [
            Markup("<head>\n"),
            h("meta", charset="utf-8"),
            Markup("\n"),
            h("meta", http_equiv="Content-Security-Policy", content=policy),
            Markup("\n"),
            h("meta", name="viewport", content="width=device-width, initial-scale=1"),
            Markup("\n"),
            h("meta", name="referrer", content="no-referrer"),
            Markup("\n"),
            h("meta", name="description", content=summary),
            Markup("\n"),
            h("title", f"{title} · {edition.title} {edition.version}"),
            Markup(f"\n<style>{css}</style>\n</head>\n"),
        ]
    )


@cache
def _style() -> tuple[str, str]:
    """Read the style sheet, and hash it as a policy names it."""
    css = Path(__file__).with_name("style.css").read_text("utf-8")
    return css, base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()


def _navigation(path: str, up: str) -> list[Markup]:
    home = link(f"{up}{INDEX}", "Release", class_="home", aria_current="page" if path == INDEX else None)
    return [home, *(_page_link(each, label, path, up) for each, label in _PAGES.items())]


def _page_link(page: str, label: str, here: str, up: str) -> Markup:
    return link(f"{up}{page}", label, aria_current="page" if page == here else None)


def _entries(entries: Sequence[Entry]) -> Markup:
    return h("ul", [h("li", _entry(each)) for each in entries])


def _entry(entry: Entry) -> Markup:
    if not entry.below:
        return link(entry.href, entry.label)
    return h("details", h("summary", entry.label), _entries((Entry("Beginning", entry.href), *entry.below)))


def _footer(edition: Edition, up: str) -> Markup:
    return h(
        "footer",
        h(
            "p",
            f"{edition.title}, release {edition.version} of ",
            h("time", edition.date, datetime=edition.date),
            ". ",
            link(f"{up}LICENSE-DATA", "Licence"),
            ": ",
            link(edition.licence, edition.licence),
            ".",
        ),
    )
