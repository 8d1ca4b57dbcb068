"""Number × style of a list → how it is written, in HTML's terms and in Word's. A style it does not know is decimal."""

from __future__ import annotations

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_ROMANS = frozenset({"i", "lower-roman", "lowerRoman"})
_LETTERS = frozenset({"a", "lower-alpha", "lower-latin", "lowerLetter"})
_CAPITALS = {
    "I": "i", "upper-roman": "i", "upperRoman": "i", "A": "a", "upper-alpha": "a", "upper-latin": "a",
    "upperLetter": "a",
}  # fmt: skip


def written(number: int, style: str) -> str:
    """Write a number, without the full stop or bracket behind it."""
    if style in _CAPITALS:
        return written(number, _CAPITALS[style]).upper()
    if style in _ROMANS and 0 < number < 4000:
        return _roman(number)
    if style in _LETTERS and number > 0:
        return _letters(number)
    return f"{number:02}" if style in ("decimalZero", "decimal-leading-zero") else str(number)


def _roman(number: int) -> str:
    digits = ""
    for value, digit in _ROMAN:
        digits += digit * (number // value)
        number %= value
    return digits


def _letters(number: int) -> str:
    """Count a, b, … z, aa, ab, …."""
    letters = ""
    while number:
        number, place = divmod(number - 1, 26)
        letters = chr(ord("a") + place) + letters
    return letters
