"""Colours: those of the goals as the data has them, and a few of ours that differ in lightness, not only in hue.

A colour here is never the only sign of anything: charts also write, hatch or shape what it says.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox

from itu_kg.errors import AssetError
from itu_kg.files import read_bytes
from itu_kg.model.vocab import IKG, VOCABULARIES

INK = "#1F2933"
FAINT = "#52606D"
RULE = "#D9DEE4"
EMPTY = "#EDF0F3"
OUTLINE = "#8A949E"
PAPER = "#FFFFFF"
MAIN = "#1F6FA8"
SERIES = ("#1F6FA8", "#B9520F", "#2E7D52", "#7B3F98", "#8A6D00", "#B0264A", "#0F8083", "#4A5568")
HATCHES = ("", "///", "...", "\\\\\\", "xx", "--", "oo", "++")
DASHES = ("-", "--", "-.", ":", (0, (6, 2, 1, 2, 1, 2)), (0, (1, 1)))
MARKERS = ("o", "s", "^", "D", "v", "P")
_LIGHT, _DARK = (158, 202, 225), (8, 48, 107)


class Goal(NamedTuple):
    """A goal's number, its short title and its official colour."""

    number: int
    name: str
    colour: str


def goals(path: Path, language: str = "en") -> dict[str, Goal]:
    """Read the goals of the scheme file, by their number as text, with their names in a language.

    Raises:
        AssetError: the file cannot be read, or a goal lacks a number, a name or a colour.
    """
    store = ox.Store()
    try:
        store.load(read_bytes(path, error=AssetError), format=ox.RdfFormat.TURTLE)
    except SyntaxError as problem:
        raise AssetError(f"not turtle: {problem.msg}", where=f"{path}:{problem.lineno}") from problem
    goals: dict[str, Goal] = {}
    for typed in store.quads_for_pattern(None, None, ox.NamedNode(f"{IKG}Goal")):
        literals = {
            quad.predicate.value: quad.object.value
            for quad in store.quads_for_pattern(typed.subject, None, None)
            if isinstance(quad.object, ox.Literal) and quad.object.language in {None, language}
        }
        try:
            number, name = literals[VOCABULARIES["skos"] + "notation"], literals[VOCABULARIES["schema"] + "name"]
            goals[number] = Goal(int(number), name, literals[f"{IKG}colour"])
        except (KeyError, ValueError) as missing:
            raise AssetError(f"a goal has no {missing.args[0]}", where=str(path)) from missing
    return goals


def shade(share: float) -> str:
    """A colour from light to dark for a share from 0 to 1."""
    mixed = (round(light + (dark - light) * share) for light, dark in zip(_LIGHT, _DARK, strict=True))
    return "#" + "".join(f"{part:02X}" for part in mixed)


def ink_on(colour: str) -> str:
    """The ink that reads better on a colour."""
    return INK if contrast(INK, colour) > contrast(PAPER, colour) else PAPER


def contrast(one: str, other: str) -> float:
    """How well one colour stands out from another, from 1 to 21 (WCAG 2.2, definition of contrast ratio)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
