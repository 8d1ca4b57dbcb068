"""Reading → statistics: what a number counts, about what, and in which year if the sentence opens with it.

"Of the 457 entities, 182 are …" gives the parts as they are told; no remainder is worked out. A figure told twice of
one subject is one statistic.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from itu_kg.extract.prose.annotated_text import AnnotatedText, Report, Sentence, reference
from itu_kg.extract.prose.counted_nouns import find_counted_noun
from itu_kg.extract.prose.quantities import CURRENCIES, Quantity, find_quantities
from itu_kg.extract.words import YEAR
from itu_kg.model.base import Span
from itu_kg.model.particulars import Statistic
from itu_kg.model.slugs import distinct_slugs, slug

_PARTED = re.compile(r"\b[Oo]f (?:the|these|those) [0-9][0-9,.\u00a0]{0,15} ([^\W\d_]\w{0,30})")
_PART = re.compile(r"\s(?:is|are|was|were|come|comes)\s(?P<what>[^,.;:\n]{1,80})")
_NEXT_PART = re.compile(r"\sand\s+(?=(?:[a-z-]+\s+){0,3}[0-9])")
_NATURE = re.compile(r"(?:of|from|in|at)\b|.*\bnature\b")
_THE_SAME = re.compile(r"\b(?:of|among|from) (?:the|these|those|all)\s$", re.IGNORECASE)
_OTHER = re.compile(r"\b(?:other|another|further|additional)\s$")
_YEAR = re.compile(rf"(?:In|During|Throughout|In the year)\s({YEAR})\b")
_LOOK_BACK = 8
_PER_CENT_OF = re.compile(r"\sof\s(?:the\s|all\s|its\s)?")


class _Figure(NamedTuple):
    """A figure with where it is told, its unit, and what it is about; `doubt` is what a curator should look at."""

    quantity: Quantity
    at: Span
    unit: str
    about: str
    period: str | None
    doubt: str


def list_statistics(sources: Iterable[AnnotatedText], report: Report) -> tuple[Statistic, ...]:
    """List the statistics of the answers and descriptions, each once, with ids that no order decides."""
    distinct: dict[tuple[object, ...], tuple[AnnotatedText, _Figure]] = {}
    for source in sources:
        for figure in _figures(source, report):
            same = figure.about, figure.quantity.value, figure.unit.lower(), figure.quantity.comparator
            distinct.setdefault(same, (source, figure))
    figures = tuple(distinct.values())
    made = distinct_slugs([_slugs(figure, report) for _, figure in figures])
    return tuple(_statistic(*figure, one, report) for figure, one in zip(figures, made, strict=True))


def _figures(source: AnnotatedText, report: Report) -> Iterator[_Figure]:
    for place, paragraph in enumerate(source.paragraphs):
        for sentence in paragraph.sentences:
            year = _YEAR.match(sentence.text)
            parted = _PARTED.search(sentence.text)
            for quantity in find_quantities(sentence.text):
                unit = _unit(sentence.text, quantity, parted[1] if parted else "")
                if unit is None:
                    continue
                words, name, doubt = unit
                at = sentence.at_span(words)
                about = _subject(source, place, sentence, at, report)
                if quantity.vague:
                    doubt = "the report says that the number is about right; " + doubt
                yield _Figure(quantity, at, name, about, year[1] if year else None, doubt)


def _subject(source: AnnotatedText, place: int, sentence: Sentence, at: Span, report: Report) -> str:
    """Choose what the words at `at`, in a sentence of paragraph number `place`, are about, as `type/slug`.

    In a block's description it is the block's entity. In an answer it is what the sentence names last before the
    words, else first after them, else what the paragraph's first sentence names first, else that of one of the few
    paragraphs before it, else the respondent.
    """
    if source.stretch.about:
        return source.stretch.about
    named = report.subjects(sentence.mentions)
    before = [mention for mention in named if mention.at.end <= at.start]
    after = [mention for mention in named if mention.at.start >= at.end]
    if before or after:
        return reference(before[-1] if before else after[0])
    for earlier in reversed(source.paragraphs[max(0, place - _LOOK_BACK) : place + 1]):
        first = report.subjects(earlier.sentences[0].mentions) if earlier.sentences else ()
        if first and first[0].at.start < at.start:
            return reference(first[0])
    return f"organisation/{report.respondent}"


def _unit(text: str, quantity: Quantity, whole: str) -> tuple[Span, str, str] | None:
    """Read where the words of a figure stand, its unit, and a doubt; None where the number counts nothing."""
    start, end = quantity.at
    if quantity.currency in CURRENCIES:
        return quantity.at, CURRENCIES[quantity.currency], "check what it is about"
    if quantity.currency == "%":
        return _share(text, quantity)
    what = find_counted_noun(text, end, worded=quantity.worded)
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
    words = part["what"]
    following = _NEXT_PART.search(words)
    words = (words[: following.start()] if following else words).rstrip(" \u00a0")
    unit = f"{whole} {words}" if _NATURE.match(words) else words
    return Span(start, part.start("what") + len(words)), _plain(unit), f"read as a part of the {whole} before it"


def _share(text: str, quantity: Quantity) -> tuple[Span, str, str] | None:
    of = _PER_CENT_OF.match(text, quantity.at.end)
    what = find_counted_noun(text, of.end() - 1, worded=False) if of else None
    if what:
        return Span(quantity.at.start, what.at.end), f"per cent of {_plain(text[slice(*what.at)])}", "check the unit"
    return quantity.at, "per cent", "say of what"


def _plain(words: str) -> str:
    return " ".join(words.split())


def _slugs(figure: _Figure, report: Report) -> tuple[str, ...]:
    about = figure.about.partition("/")[2]
    made = slug(report.submission, about if about != report.respondent else "", figure.unit)
    return made, slug(_written(figure.quantity.value)), figure.quantity.comparator, str(figure.at.start)


def _written(value: Decimal) -> str:
    """Write a number without an exponent or needless zeros (XML Schema 1.1 part 2, §3.3.3.2, canonical decimal)."""
    return f"{value.normalize():f}"


def _statistic(source: AnnotatedText, figure: _Figure, made: str, report: Report) -> Statistic:
    return Statistic(
        id=made,
        name=f"{figure.unit[0].upper()}{figure.unit[1:]}: {report.title(figure.about)}",
        subject=figure.about,
        quote=source.quote(figure.at),
        value=Decimal(_written(figure.quantity.value)),
        unit=figure.unit,
        comparator=figure.quantity.comparator,
        currency=figure.quantity.currency if figure.quantity.currency in CURRENCIES else None,
        period=figure.period,
        confirm={"name": "made of the unit and the subject", "subject": figure.doubt},
    )
