"""Text → lines that fit, and numbers as people write them.

Widths are those of the font that is drawn, so a line ends where there is room and no label is cut. Refuses to lose a
letter: a word wider than its line goes on in the next.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.textpath import text_to_path

FAMILY = "DejaVu Sans"
"""Comes with matplotlib, so that widths, and thereby pictures, are the same everywhere."""

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffe\uffff]+")
_POINTS = 72.0  # to an inch
_LARGE = ((Decimal(10) ** 12, "trillion"), (Decimal(10) ** 9, "billion"), (Decimal(10) ** 6, "million"))


def clean(text: str) -> str:
    """Take out what no picture can show: control characters, and those that turn the direction of writing."""
    return " ".join(_CONTROL.sub(" ", text).split())


@cache
def width(text: str, size: float, weight: str = "normal") -> float:
    """Inches of a line at a size in points."""
    font = FontProperties(family=FAMILY, weight=weight, size=size)
    wide, _, _ = text_to_path.get_text_width_height_descent(text, font, ismath=False)
    return float(wide) / _POINTS


def wrap(text: str, inches: float, size: float, weight: str = "normal") -> str:
    """Break a text into lines of this width at the most: between words, and a word that is wider itself within."""
    lines = [""]
    for word in clean(text).split():
        joined = f"{lines[-1]} {word}".strip()
        if width(joined, size, weight) <= inches:
            lines[-1] = joined
            continue
        pieces = _pieces(word, inches, size, weight)
        lines = [*(lines if lines[-1] else lines[:-1]), *pieces]
    return "\n".join(lines)


def missing(text: str) -> str:
    """The letters of a text that the font lacks."""
    known = get_font(findfont(FontProperties(family=FAMILY))).get_charmap()
    return "".join(sorted({letter for letter in text if not letter.isspace() and ord(letter) not in known}))


def format_number(number: Decimal) -> str:
    """Write a number with all its digits: 37,000, 2.5."""
    text = format(number, ",f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def brief_number(number: Decimal) -> str:
    """Write a number for the eye: 52.7 billion; what is under a million with its digits."""
    for size, name in _LARGE:
        if abs(number) >= size:
            return f"{format_number(round(number / size, 2))} {name}"
    return format_number(number)


def _pieces(word: str, inches: float, size: float, weight: str) -> list[str]:
    """Break a word that is wider than a line."""
    pieces = [""]
    for letter in word:
        if pieces[-1] and width(pieces[-1] + letter, size, weight) > inches:
            pieces.append("")
        pieces[-1] += letter
    return pieces
