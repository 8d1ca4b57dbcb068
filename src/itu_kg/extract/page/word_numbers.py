"""A Word document's parts `numbering` and `styles` × its paragraphs in order → the marker that Word shows before each.

ECMA-376 part 1, 17.9. Bullets are one sign whatever their font has. It writes nothing and knows no other properties.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from itu_kg.extract.page.list_numbers import written

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLACE = re.compile(r"%([1-9])")
_DEEPEST = 9
_LONGEST = 60
"""What a marker may hold around its numbers; more is no marker."""
_FURTHEST = 20
"""How many styles are followed, each based on the next."""


@dataclass(slots=True)
class _Level:
    """One level of a list: its first number, how numbers are written, the text around them, its style.

    `restart` is the level, counted from 1, behind which it begins anew; 0 for never, 9 for any above it.
    """

    start: int
    written: str
    text: str
    restart: int
    decimal: bool
    style: str


@dataclass(slots=True)
class _Count:
    """How far each level of a list has counted; None where it has not begun."""

    at: list[int | None] = field(default_factory=lambda: [None] * _DEEPEST)


@dataclass(slots=True)
class _List:
    """A list as paragraphs name it: its levels, the count it shares with others, and the starts it has still to set."""

    levels: dict[int, _Level]
    count: _Count
    starts: dict[int, int]


class ListNumbers:
    """Counts the paragraphs of a document's lists as they come."""

    def __init__(self, numbering: Any | None, styles: Any | None) -> None:
        """Read the two parts, as lxml has them; either may be missing."""
        self._styles = {style.get(f"{W}styleId", ""): style for style in _each(styles, "style")}
        self._lists: dict[str, _List] = {}
        self._by_name: dict[str, int] = {}
        abstract = {each.get(f"{W}abstractNumId"): each for each in _each(numbering, "abstractNum")}
        named = {_value(each, "styleLink"): key for key, each in abstract.items()}
        shared = {key: (_levels(each), _Count()) for key, each in abstract.items()}
        for each in _each(numbering, "num"):
            key = _value(each, "abstractNumId")
            linked = _value(abstract[key], "numStyleLink") if key in abstract else None
            if key in shared:
                levels, count = shared[named.get(linked, key) if linked else key]
                own = {level: one for over in _each(each, "lvlOverride") for level, one in _levels(over).items()}
                starts = {
                    integer(over.get(f"{W}ilvl")): integer(start)
                    for over in _each(each, "lvlOverride")
                    if (start := _value(over, "startOverride"))
                }
                self._lists[each.get(f"{W}numId", "")] = _List({**levels, **own}, count, starts)

    def marker(self, properties: Any | None) -> str:
        """The marker of the next paragraph, from its `w:pPr`; empty where it has none."""
        if properties is None:
            return ""
        style = _value(properties, "pStyle") or ""
        number, level = _number(properties)
        based, steps = style, 0
        while number is None and based in self._styles and steps < _FURTHEST:
            number, of_style = _number(self._styles[based].find(f"{W}pPr"))
            if number and level is None:
                level = self._level(number, based) if of_style is None else of_style
            based, steps = _value(self._styles[based], "basedOn") or "", steps + 1
        if number is None:
            return self._named(style) if style else ""
        listed = self._lists.get(number)
        return _counted(listed, min(level or 0, _DEEPEST - 1)) if listed else ""

    def _level(self, number: str, style: str) -> int:
        """The level of a list that says it is a style's."""
        levels = self._lists[number].levels if number in self._lists else {}
        return next((level for level, each in levels.items() if each.style == style), 0)

    def _named(self, style: str) -> str:
        """The marker of a paragraph whose style is one of Word's own lists, and says so by its name alone."""
        name = (_value(self._styles[style], "name") if style in self._styles else None) or style
        kind = name.replace(" ", "").lower()
        if kind.startswith("listnumber"):
            self._by_name[kind] = self._by_name.get(kind, 0) + 1
            return f"{self._by_name[kind]}. "
        return "  • " if kind.startswith("listbullet") else ""


def _counted(listed: _List, level: int) -> str:
    """Count a paragraph of a list and write its marker."""
    counts, own = listed.count.at, listed.levels.get(level)
    if own is None:
        return ""
    before = counts[level] if level not in listed.starts else None
    counts[level] = listed.starts.pop(level, own.start) if before is None else before + 1
    for deeper in range(level + 1, _DEEPEST):
        if deeper in listed.levels and level < listed.levels[deeper].restart:
            counts[deeper] = None
    if own.written == "bullet":
        return f"{'  ' * (level + 1)}• "

    def number(place: re.Match[str]) -> str:
        at = int(place[1]) - 1
        of = listed.levels.get(at, own)
        count = counts[at]
        return written(of.start if count is None else count, "decimal" if own.decimal else of.written)

    text = " ".join(_PLACE.sub(number, own.text).split())
    return f"{'  ' * level}{text} " if text and own.written != "none" else ""


def _levels(parent: Any) -> dict[int, _Level]:
    levels = {}
    for each in _each(parent, "lvl"):
        text = _value(each, "lvlText") or ""
        restart = _value(each, "lvlRestart")
        levels[integer(each.get(f"{W}ilvl"))] = _Level(
            start=integer(_value(each, "start") or "1"),
            written=_value(each, "numFmt") or "decimal",
            text=text if len(text) <= _LONGEST else "",
            restart=_DEEPEST if restart is None else integer(restart),
            decimal=each.find(f"{W}isLgl") is not None,
            style=_value(each, "pStyle") or "",
        )
    return levels


def _number(properties: Any | None) -> tuple[str | None, int | None]:
    """The list and the level that a paragraph's or a style's properties name."""
    named = None if properties is None else properties.find(f"{W}numPr")
    if named is None:
        return None, None
    level = _value(named, "ilvl")
    return _value(named, "numId"), None if level is None else integer(level)


def _each(parent: Any | None, name: str) -> Any:
    return () if parent is None else parent.iterchildren(f"{W}{name}")


def _value(parent: Any, name: str) -> str | None:
    child = parent.find(f"{W}{name}")
    value: str | None = None if child is None else child.get(f"{W}val")
    return value


def integer(text: str | None) -> int:
    """A number as Word writes it; 0 for what is none."""
    return int(text) if text and len(text) < 7 and text.isascii() and text.isdigit() else 0
