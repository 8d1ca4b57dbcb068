"""Description of a resource → its parts: the list that a line ending in a colon announces, with lists inside it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from itu_kg.model.fields import Part
from itu_kg.model.slugs import slug

if TYPE_CHECKING:
    from itu_kg.extract.excerpt import Excerpt
    from itu_kg.extract.fields.block_title import Slugs

_ITEM = re.compile(r"^(?P<indent>[ \t\u00a0]*)[•▪◦‣·*–-][ \t\u00a0]+(?P<name>\S[^\r\n]*)", re.MULTILINE)
_ANNOUNCED = re.compile(r":[ \t\u00a0]*\r?\n\s*\Z")
_WORKS = re.compile(
    r"\b(?:deliverables|publications|reports|documents|volumes|modules|parts|tools|guides)\b", re.IGNORECASE
)
_LONGEST_NAME = 200
_MOST_PARTS = 500


@dataclass(slots=True)
class _ListItem:
    indent: int
    words: Excerpt
    parts: list[_ListItem] = field(default_factory=list)


def read(description: Excerpt, slugs: Slugs) -> tuple[Part, ...]:
    """Read the parts of a resource: the items of a list of works that its description announces."""
    items = list(islice(_ITEM.finditer(description.text), _MOST_PARTS + 1))
    if not 0 < len(items) <= _MOST_PARTS:
        return ()
    before = description.text[: items[0].start()]
    announced = _ANNOUNCED.search(before[-200:])
    if not announced or not _WORKS.search(before[-400:]):
        return ()
    top = _ListItem(-1, description)
    path = [top]
    for match in items:
        item = _ListItem(len(match["indent"]), description.cut(match.start("name"), match.end("name"), ";"))
        if len(item.words.text) > _LONGEST_NAME:
            return ()
        if not item.words.text:
            continue
        while path[-1].indent >= item.indent:
            path.pop()
        path[-1].parts.append(item)
        if len(path) < 4:
            path.append(item)
    return tuple(_part(item, "", slugs) for item in top.parts)


def _part(item: _ListItem, inside: str, slugs: Slugs) -> Part:
    name = slug(inside, item.words.text)
    return Part(
        text=item.words.text,
        at=item.words.at,
        id=slugs.take(name, f"part-{item.words.start}"),
        parts=tuple(_part(inner, item.words.text, slugs) for inner in item.parts),
    )
