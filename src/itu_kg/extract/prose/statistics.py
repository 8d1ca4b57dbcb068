"""Reading → statistics: what a number counts, about what, and in which year if the sentence opens with it.

"Of the 457 entities, 182 are …" gives the parts as they are told; no remainder is worked out. A figure told twice of
one subject is one statistic.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from itu_kg.extract.prose.counted_nouns import counted
from itu_kg.extract.prose.ids import apart
from itu_kg.extract.prose.quantities import Quantity, quantities
from itu_kg.extract.prose.statistic_subject import subject
from itu_kg.model.base import Span
from itu_kg.model.slugs import slug
from itu_kg.model.submission import Statistic

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from itu_kg.extract.prose.annotated_text import Reading, Report

_MONEY = {
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
_PARTED = re.compile(r"\b[Oo]f (?:the|these|those) [0-9][0-9,.\u00a0]{0,15} ([^\W\d_]\w{0,30})")
_PART = re.compile(r"\s(?:is|are|was|were|come|comes)\s(?P<what>[^,.;:\n]{1,80})")
_NEXT_PART = re.compile(r"\sand\s+(?=(?:[a-z-]+\s+){0,3}[0-9])")
_NATURE = re.compile(r"(?:of|from|in|at)\b|.*\bnature\b")
_THE_SAME = re.compile(r"\b(?:of|among|from) (?:the|these|those|all)\s$", re.IGNORECASE)
_OTHER = re.compile(r"\b(?:other|another|further|additional)\s$")
_YEAR = re.compile(r"(?:In|During|Throughout|In the year)\s((?:19|20)[0-9]{2})\b")
_PER_CENT_OF = re.compile(r"\sof\s(?:the\s|all\s|its\s)?")


class _Figure(NamedTuple):
    """A figure with where it is told, its unit, and what it is about; `doubt` is what a curator should look at."""

    quantity: Quantity
    at: Span
    unit: str
    about: str
    period: str | None
    doubt: str


def statistics(readings: Iterable[Reading], report: Report) -> tuple[Statistic, ...]:
    """Give the statistics of the answers and descriptions, each once, with ids that no order decides."""
    told: dict[tuple[object, ...], tuple[Reading, _Figure]] = {}
    for reading in readings:
        if reading.stretch.kind != "field":
            for figure in _figures(reading, report):
                same = figure.about, figure.quantity.value, figure.unit.lower(), figure.quantity.comparator
                told.setdefault(same, (reading, figure))
    figures = tuple(told.values())
    made = apart([_wanted(figure, report) for _, figure in figures])
    return tuple(_statistic(*figure, one, report) for figure, one in zip(figures, made, strict=True))


def _figures(reading: Reading, report: Report) -> Iterator[_Figure]:
    for place, paragraph in enumerate(reading.paragraphs):
        for sentence in paragraph.sentences:
            text = reading.words(sentence)
            year = _YEAR.match(text)
            parted = _PARTED.search(text)
            for quantity in quantities(text):
                found = _unit(text, quantity, parted[1] if parted else "")
                if found is None:
                    continue
                at, unit, doubt = found
                span = Span(sentence.start + at.start, sentence.start + at.end)
                about = subject(reading, place, sentence, span, report)
                if quantity.vague:
                    doubt = "the report says that the number is about right; " + doubt
                yield _Figure(quantity, span, unit, about, year[1] if year else None, doubt)


def _unit(text: str, quantity: Quantity, whole: str) -> tuple[Span, str, str] | None:
    """Give the words of a figure, its unit, and a doubt; None where the number counts nothing."""
    start, end = quantity.at
    if quantity.currency in _MONEY:
        return quantity.at, _MONEY[quantity.currency], "check what it is about"
    if quantity.currency == "%":
        return _share(text, quantity)
    what = counted(text, end, worded=quantity.worded)
    if what:
        if whole and _THE_SAME.search(text, 0, start):
            return None
        unit = _plain(text[what.at.start : what.at.end])
        other = _OTHER.search(text, max(0, start - 12), start)
        if other:
            start, unit = other.start(), f"other {unit}"
        doubt = "check what it is about" if what.sure else "check the unit and the subject"
        return Span(start, what.at.end), unit, doubt
    part = _PART.match(text, end) if whole and not quantity.worded else None
    if not part:
        return None
    told = part["what"]
    following = _NEXT_PART.search(told)
    told = (told[: following.start()] if following else told).rstrip(" \u00a0")
    unit = f"{whole} {told}" if _NATURE.match(told) else told
    return Span(start, part.start("what") + len(told)), _plain(unit), f"read as a part of the {whole} before it"


def _share(text: str, quantity: Quantity) -> tuple[Span, str, str] | None:
    of = _PER_CENT_OF.match(text, quantity.at.end)
    what = counted(text, of.end() - 1, worded=False) if of else None
    if what:
        return Span(quantity.at.start, what.at.end), f"per cent of {_plain(text[slice(*what.at)])}", "check the unit"
    return quantity.at, "per cent", "say of what"


def _plain(words: str) -> str:
    return " ".join(words.split())


def _wanted(figure: _Figure, report: Report) -> tuple[str, ...]:
    about = figure.about.partition("/")[2]
    made = slug(report.submission, about if about != report.respondent else "", figure.unit)
    return made, slug(_written(figure.quantity.value)), figure.quantity.comparator, str(figure.at.start)


def _written(value: Decimal) -> str:
    """Write a number without an exponent or needless zeros (XML Schema 1.1 part 2, §3.3.3.2, canonical decimal)."""
    return f"{value.normalize():f}"


def _statistic(reading: Reading, figure: _Figure, made: str, report: Report) -> Statistic:
    confirm = {"name": "made of the unit and the subject", "subject": figure.doubt}
    return Statistic(
        id=made,
        name=f"{figure.unit[0].upper()}{figure.unit[1:]}: {report.title(figure.about)}",
        subject=figure.about,
        quote=reading.quote(figure.at),
        value=Decimal(_written(figure.quantity.value)),
        unit=figure.unit,
        comparator=figure.quantity.comparator,
        currency=figure.quantity.currency if figure.quantity.currency in _MONEY else None,
        period=figure.period,
        confirm=confirm,
    )
