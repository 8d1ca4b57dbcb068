"""Stretches → the names by which prose speaks of what the report's blocks are about."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, get_args

from itu_kg.registry.gazetteer import Gazetteer, Kind, index

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from itu_kg.extract.stretch import Stretch

_BRACKET = re.compile(r"\s*\(([^()]{2,20})\)")
_ORDINAL = re.compile(r"[0-9]{1,3}(?:st|nd|rd|th)\s")
_DASH = re.compile(r"\s[–—-]\s")
_SHORTEST = 3


def reported(stretches: Iterable[Stretch]) -> Gazetteer:
    """Index the names of the entities that the stretches are about."""
    kinds = {kind: kind for kind in get_args(Kind)}
    seen: dict[tuple[Kind, str, str], None] = {}
    for stretch in stretches:
        kind, _, slug = stretch.about.partition("/")
        if kind in kinds and slug:
            for name in stretch.names:
                for alias in _aliases(name, kind):
                    seen[kinds[kind], slug, alias] = None
    return index(seen)


def _aliases(name: str, kind: str) -> Iterator[str]:
    """Give a name, and the shorter ones that mean the same: without brackets and ordinal, or what a bracket holds.

    A bracket inside an event's name holds somebody else's acronym ("8th meeting of the … (U4SSC) Initiative"); in a
    partnership's name it holds its own, and the words before it are what it is called.
    """
    yield name
    bracket = _BRACKET.search(name)
    bare = _BRACKET.sub("", name).strip()
    stem = _ORDINAL.sub("", bare)
    if len(stem) > _SHORTEST:
        yield stem
    if bracket and (kind == "partnership" or bracket.end() == len(name.rstrip())):
        yield bracket[1]
        yield name[: bracket.start()]
    if kind == "partnership":
        parts = _DASH.split(bare)
        if len(parts) > 1:
            yield parts[0]
