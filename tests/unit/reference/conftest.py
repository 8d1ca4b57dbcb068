"""ITU's pages, read as a browser reads them."""

from __future__ import annotations

import os
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

import pytest

from itu_kg.reference.html_page import INDEX, ONTOLOGY, QUERIES, SHAPES

PAGES = (INDEX, ONTOLOGY, SHAPES, QUERIES)
_VOID = {"br", "col", "hr", "img", "link", "meta", "rect"}


class Element(NamedTuple):
    """A start tag: its name, its attributes, the text right behind it."""

    tag: str
    attributes: dict[str, str | None]


class Page(HTMLParser):
    """A page's elements in their order; `problems` are tags that do not match."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path
        self.source = path.read_text("utf-8")
        self.elements: list[Element] = []
        self.problems: list[str] = []
        self.words: list[str] = []
        self._open: list[str] = []
        self.feed(self.source)
        self.close()
        self.problems += [f"{tag} is not closed" for tag in self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if len({name for name, _ in attrs}) != len(attrs):
            self.problems.append(f"{tag} has an attribute twice")
        self.elements.append(Element(tag, dict(attrs)))
        if tag not in _VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == "rect":
            return
        if not self._open or self._open[-1] != tag:
            self.problems.append(f"line {self.getpos()[0]}: {tag} is closed inside {self._open[-1:]}")
        else:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return "".join(self.words)

    @property
    def ids(self) -> list[str]:
        return [each.attributes["id"] or "" for each in self.elements if "id" in each.attributes]

    @property
    def links(self) -> list[str]:
        return [each.attributes.get("href") or "" for each in self.elements if each.tag == "a"]

    def target(self, link: str) -> tuple[Path, str]:
        """Give the file and the id that a link of the page leads to."""
        file, _, fragment = link.partition("#")
        return Path(os.path.normpath(self.path.parent / file)) if file else self.path, fragment


@pytest.fixture(scope="session")
def pages(itu_release: Path) -> dict[str, Page]:
    return {name: Page(itu_release / name) for name in PAGES}
