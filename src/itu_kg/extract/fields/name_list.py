"""What is known of names, and the names in a list.

`listed` walks through a list of names: commas may stand inside a name, "and" may be part of one, and a bracket
belongs to the name before it. What resolves decides; nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from itu_kg.registry.gazetteer import Gazetteer, Kind, index, names

if TYPE_CHECKING:
    from itu_kg.extract.excerpt import Excerpt
    from itu_kg.model.registry import Registry

Value = TypeVar("Value")

_LONGEST_NAME = 160
_MOST_READINGS = 2_000
_MOST_PIECES = 6
_SEPARATOR = re.compile(r"[(),;\n•|]|\s-\s|&|\band\b|\bas well as\b")
_STROKE_TOO = re.compile(rf"{_SEPARATOR.pattern}|/|\s[–—]\s")
_ARTICLES = ("the ", "The ", "and ", "its ", "their ")
_BEFORE_PLACES = ("in ", "In ", "at ", "and ")
_BULLET = " •-–*·"


@dataclass(frozen=True, slots=True, eq=False)
class KnownNames:
    """Names, and the country that each known place lies in; compared by identity."""

    names: Gazetteer
    country_of: Mapping[str, str]
    readings: dict[tuple[Hashable, ...], Any] = field(default_factory=dict, repr=False)

    def read(self, reader: Callable[..., Value], *given: Hashable) -> Value:
        """What a reader makes of something with these names, read once: a page says the same many times over.

        Readings are kept no longer than the names: a cache of the reader's own would keep all names it ever met.
        """
        asked = (reader, *given)
        if asked not in self.readings:
            if len(self.readings) >= _MOST_READINGS:
                self.readings.clear()
            self.readings[asked] = reader(*given, self)
        value: Value = self.readings[asked]
        return value


def known_names(registry: Registry, more: Iterable[tuple[Kind, str, str]] = ()) -> KnownNames:
    """Make what is known of names from the registry, and from more names: kind, slug and how it is written."""
    return KnownNames(
        index([*names(registry), *more]), {slug: place.country for slug, place in registry.places.items()}
    )


class ListedName(NamedTuple):
    """One name of a list, and what it resolves to."""

    words: Excerpt
    slug: str | None


def listed(
    field: Excerpt, resolve: Callable[[str], str | None], *, brackets_part: bool = False
) -> Iterator[ListedName]:
    """The names of a list in order, resolved where known.

    Args:
        field: the list.
        resolve: gives a name's slug, or None.
        brackets_part: whether a bracket parts names ("Geneva (Switzerland)") or belongs to one; so with a stroke.
    """
    pieces, joints = _pieces(field, brackets_part=brackets_part)
    last_comma = max((n for n, joint in enumerate(joints) if joint == ","), default=-1)
    articles = _BEFORE_PLACES if brackets_part else _ARTICLES
    place = 0
    while place < len(pieces):
        words, slug, used = _longest(field, pieces, place, resolve, articles)
        if slug is None:
            # "Ministry of Trade and Industry, FAO": only the last "and" of a list joins two names.
            while place + used < len(pieces) and _may_join(
                joints[place + used - 1], before_last_comma=place + used - 1 < last_comma, places=brackets_part
            ):
                follower = _longest(field, pieces, place + used, resolve, articles)
                if follower[1]:
                    break
                used += follower[2]
            words = _joined(field, pieces, place, used, articles)
        if words.text:
            yield ListedName(words, slug)
        place += used


def _may_join(joint: str, *, before_last_comma: bool, places: bool) -> bool:
    """Whether a joint may stand inside an unknown name: "and" before a list's last comma, "&" but for places."""
    return (joint == "and" and before_last_comma) or (joint == "&" and not places)


def _pieces(field: Excerpt, *, brackets_part: bool) -> tuple[list[tuple[int, int]], list[str]]:
    """Part a list at its separators; give the pieces and, between each two, how they are joined.

    A list of names whose items end with semicolons, or are bulleted, is parted there only.
    """
    text = field.text
    strong = not brackets_part and (";" in text or text.count("•") > 1)
    pieces: list[tuple[int, int]] = []
    joints: list[str] = []
    depth = begun = 0
    for match in (_STROKE_TOO if brackets_part else _SEPARATOR).finditer(text):
        mark = match[0]
        if mark in "()" and not brackets_part:
            depth = max(0, depth + (1 if mark == "(" else -1))
            continue
        if depth or (strong and mark not in ";\n•|"):
            continue
        if field.cut(begun, match.start()).text:
            pieces.append((begun, match.start()))
            joints.append(mark if mark in ("and", "&") else "and" if mark == "as well as" else ",")
        elif joints and mark == ",":
            joints[-1] = ","
        begun = match.end()
    if field.cut(begun, len(text)).text:
        pieces.append((begun, len(text)))
    return pieces, joints


def _longest(
    field: Excerpt,
    pieces: Sequence[tuple[int, int]],
    place: int,
    resolve: Callable[[str], str | None],
    articles: Sequence[str],
) -> tuple[Excerpt, str | None, int]:
    """The longest run of pieces from `place` on that is one known name, else the one piece."""
    for used in range(min(_MOST_PIECES, len(pieces) - place), 0, -1):
        words = _joined(field, pieces, place, used, articles)
        if len(words.text) <= _LONGEST_NAME and (slug := resolve(words.text)):
            return words, slug, used
    return _joined(field, pieces, place, 1, articles), None, 1


def _joined(
    field: Excerpt, pieces: Sequence[tuple[int, int]], place: int, used: int, articles: Sequence[str]
) -> Excerpt:
    words = field.cut(pieces[place][0], pieces[place + used - 1][1], ".,:;" + _BULLET)
    for article in articles:
        if words.text.startswith(article):
            words = words.cut(len(article), len(words.text))
    return words
