"""Text → quantities: numbers in digits or words that count or measure, with comparator, scale and currency.

A number that names something (a year, a date, a symbol, an ordinal, an article, a goal, an item of a list, one end
of a range) is no quantity. What it counts is for counted_nouns.py to read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from itu_kg.extract.words import MONTH, holds, words
from itu_kg.model.base import Span

if TYPE_CHECKING:
    from itu_kg.model.fields import Comparator

_B = "[ \t\u00a0\u202f]"  # a blank that is no line break
_SMALL = words(
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen"
)
_TENS = words("twenty thirty forty fifty sixty seventy eighty ninety")
_VALUES = {"one": 1}
_VALUES |= {word: value for value, word in enumerate(_SMALL, 2)}
_VALUES |= {word: value * 10 for value, word in enumerate(_TENS, 2)}
_SCALES = {
    "hundred": 100,
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "bn": 10**9,
    "trillion": 10**12,
    "m": 10**6,
}
CURRENCIES = {
    "USD": "US dollars",
    "EUR": "euros",
    "CHF": "Swiss francs",
    "GBP": "pounds sterling",
    "JPY": "yen",
    "CAD": "Canadian dollars",
    "AUD": "Australian dollars",
    "SEK": "Swedish kronor",
    "NOK": "Norwegian kroner",
    "DKK": "Danish kroner",
    "CNY": "yuan",
}
"""The currencies that are read, by ISO 4217 code."""
_CURRENCY_SIGNS = {"US$": "USD", "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY"}
_CURRENCY_WORDS = {CURRENCIES[code]: code for code in ("USD", "EUR", "CHF", "GBP", "JPY")}
_CURRENCY_WORDS |= {"United States dollars": "USD", "dollars": "USD", "euro": "EUR"}

_DIGITS = re.compile(
    r"(?:(?<![\w.,/+:#§@‐-―-])|(?<=USD)|(?<=EUR)|(?<=CHF)|(?<=GBP))"
    r"(?:[1-9][0-9]{0,2}(?:[, \u00a0\u202f][0-9]{3}(?![0-9])){1,4}(?:\.[0-9]{1,6})?"
    r"|(?:0(?=[.])|[1-9][0-9]{0,11})(?:\.[0-9]{1,6})?)"
    r"(?!(?!(?:m|M|bn)\b)[\w/§]|[.,:][0-9])"
)
_WORDS = re.compile(
    rf"\b(?:(?P<ten>{'|'.join(_TENS)})(?:-(?P<unit>one|{'|'.join(_SMALL[:8])}))?|(?P<small>{'|'.join(_SMALL)}|one))\b"
    r"(?![-‐-―]\w)",
    re.IGNORECASE,
)
_WORD_SIGNS = tuple(_VALUES)
_SCALE = re.compile(rf"{_B}?({'|'.join(_SCALES)})\b", re.IGNORECASE)
_PERCENT = re.compile(rf"{_B}?(?:%|per{_B}?cent\b)")
_RANGE_AFTER = re.compile(rf"{_B}?[-‐-―]{_B}?\w|{_B}?(?:%{_B}?)?to{_B}[0-9]")
_OUT_OF = re.compile(rf"\b(?:one|two|three|four|[0-9]{{1,3}}){_B}(?:in|out{_B}of){_B}(?:every{_B})?$", re.IGNORECASE)
_RANGE_BEFORE = re.compile(
    rf"[0-9]%?{_B}?[-‐-―]{_B}?$|\bbetween{_B}(?:[0-9][0-9.,]{{0,15}}{_B}and{_B})?$|[0-9]%?{_B}to{_B}$", re.IGNORECASE
)
_MONTH_AFTER = re.compile(rf"{_B}(?:of{_B})?{MONTH}")
_MONTH_BEFORE = re.compile(rf"\b{MONTH}\.?,?{_B}$")
_NUMBERED = re.compile(
    r"\b(?:resolutions?|decisions?|recommendations?|sdgs?|sdg[’']s|goals?|targets?|articles?|art|paragraphs?|paras?"
    r"|chapters?|sections?|annex|phase|no|nos|number|table|figure|box|page|pages|version|volume|vol|item|items"
    r"|question|step|tier|level|session|day|category|pillar|track|part|rule|regulation|clause|window|room|building"
    r"|agenda|iso|iec|ieee|rfc)\.?[\s,;&0-9.()-]{0,40}(?:(?:and|or|to)\s)?$",
    re.IGNORECASE,
)
_CURRENCY_BEFORE = re.compile(rf"(?:(US\$|[$€£¥])|\b({'|'.join(CURRENCIES)})){_B}?$")
_CURRENCY_AFTER = re.compile(rf"{_B}(?:({'|'.join(_CURRENCY_WORDS)})|({'|'.join(CURRENCIES)}))\b")
_COMPARATORS: tuple[tuple[Comparator | None, str], ...] = (
    ("more-than", r"more than|over|above|in excess of|exceeding|upwards of|greater than|beyond"),
    ("at-least", r"at least|no fewer than|no less than|not less than|a minimum of"),
    ("nearly", r"nearly|almost|close to|approaching|just under|just below"),
    (None, r"less than|fewer than|under|below|up to|at most|at the most|a maximum of|(?:not|no) more than|within"),
)
_COMPARED = re.compile("|".join(rf"(?P<c{n}>\b(?:{cue}))" for n, (_, cue) in enumerate(_COMPARATORS)), re.IGNORECASE)
_ABOUT = re.compile(
    rf"\b(?:approximately|about|around|roughly|some|an{_B}estimated|estimated|circa|ca\.){_B}$", re.IGNORECASE
)
_TOTAL = re.compile(rf"\b(?:totals?|all|exactly|the number){_B}(?:of{_B})?$", re.IGNORECASE)
_SEPARATOR = re.compile(r"[, \u00a0\u202f]")
_LOOK_BACK = 60


class Quantity(NamedTuple):
    """A number of the text.

    `at` spans comparator, currency, number and scale, in the text it was found in; `worded` is true of a number
    written in words; `vague` of one that the text says is about right; `currency` is an ISO 4217 code, `%` for a
    percentage.
    """

    at: Span
    value: Decimal
    comparator: Comparator
    worded: bool = False
    vague: bool = False
    currency: str = ""


def find_quantities(text: str) -> Iterator[Quantity]:
    """Find the quantities of a text, in order."""
    numbers = [*_DIGITS.finditer(text), *(_WORDS.finditer(text) if holds(text, _WORD_SIGNS) else ())]
    yield from sorted((one for number in numbers for one in _read(text, number)), key=lambda quantity: quantity.at)


def _read(text: str, number: re.Match[str]) -> Iterator[Quantity]:
    worded = number.re is _WORDS
    scale = _SCALE.match(text, number.end())
    unit = scale[1].lower() if scale else ""
    if worded:
        if number[0].lower() == "one" and not scale:
            return
        value = Decimal(sum(_VALUES[word.lower()] for word in number.group("ten", "unit", "small") if word))
    else:
        value = Decimal(_SEPARATOR.sub("", number[0]))
    start, end = number.start(), scale.end() if scale else number.end()
    before = text[max(0, start - _LOOK_BACK) : start]
    currency, start, end = _currency(text, before, start, end)
    if worded:
        names = bool(_NUMBERED.search(before) or _OUT_OF.search(before))
    else:
        metres = unit == "m" and currency in {"", "%"}
        names = metres or (not currency and not scale and _names_something(text, before, number))
    if not names:
        quantity = Quantity(Span(start, end), value * _SCALES.get(unit, 1), "equal", worded=worded, currency=currency)
        yield from _compared(text, quantity, year=not worded and not currency and _like_a_year(number[0]))


def _currency(text: str, before: str, start: int, end: int) -> tuple[str, int, int]:
    """Read the currency beside a number, `%` for a percentage: its code, and start and end of the two together."""
    sign = _CURRENCY_BEFORE.search(before)
    if sign:
        return _CURRENCY_SIGNS.get(sign[1] or "", sign[2] or ""), start - (len(before) - sign.start()), end
    percent = _PERCENT.match(text, end)
    if percent:
        return "%", start, percent.end()
    word = _CURRENCY_AFTER.match(text, end)
    if word:
        return _CURRENCY_WORDS.get(word[1] or "", word[2] or ""), start, word.end()
    return "", start, end


def _names_something(text: str, before: str, number: re.Match[str]) -> bool:
    after = text[number.end() : number.end() + 16]
    listed = (not before.strip() or before.endswith("\n")) and after[:1] in {".", ")"}
    return bool(
        listed
        or _RANGE_AFTER.match(after)
        or _RANGE_BEFORE.search(before)
        or _MONTH_AFTER.match(after)
        or _MONTH_BEFORE.search(before)
        or _NUMBERED.search(before)
        or _OUT_OF.search(before)
    )


def _like_a_year(digits: str) -> bool:
    return len(digits) == 4 and digits.isdigit() and 1900 <= int(digits) <= 2100


def _compared(text: str, quantity: Quantity, *, year: bool = False) -> Iterator[Quantity]:
    """Read the comparator before a number; "up to" and its like give nothing, for no comparator of ours says so."""
    at = quantity.at
    first = max(0, at.start - _LOOK_BACK)
    before = text[first : at.start]
    end = len(before.rstrip(" \t\u00a0\u202f\n"))
    compared = next((match for match in _COMPARED.finditer(before) if match.end() == end), None)
    vague = _ABOUT.search(before)
    if compared:
        comparator = next(_COMPARATORS[n][0] for n in range(len(_COMPARATORS)) if compared[f"c{n}"])
        if comparator:
            yield quantity._replace(at=Span(first + compared.start(), at.end), comparator=comparator)
    elif vague:
        if not year:
            yield quantity._replace(at=Span(first + vague.start(), at.end), comparator="nearly", vague=True)
    elif text[at.end : at.end + 1] == "+" and not text[at.end + 1 : at.end + 2].isalnum():
        yield quantity._replace(at=Span(at.start, at.end + 1), comparator="at-least")
    elif not year or _TOTAL.search(before):
        yield quantity
