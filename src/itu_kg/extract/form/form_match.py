"""Lines that may be questions × forms → the page's questions, and the form whose questions they are, if one is known.

A form is known by its questions as a whole: by how many of the page's questions ask, under the same number, what its
own ask. Where two forms fit as well as each other neither is known. The year of a page has no say but this: a form is
answered in its year or the next.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from itu_kg.extract.form import question_lines

if TYPE_CHECKING:
    from itu_kg.extract.form.page_margins import PageMargins
    from itu_kg.extract.form.question_lines import Number, QuestionLine
    from itu_kg.model.registry import Form, Question

_SURE, _LIKELY, _POSSIBLE = 4, 2, 1
_LEAST_SHARE = 0.7
_FEWEST = 2
MOST_LINES = 10_000
"""How many lines of a page that may be questions are looked at; a form has some dozens of questions."""


class Fit(NamedTuple):
    """How a form fits a page: the form's question of a line, by the line's place, and how many it does not ask."""

    form: Form
    asked: Mapping[int, Question]
    missed: int

    @property
    def score(self) -> int:
        """How many of the page's questions it asks, less those it does not."""
        return len(self.asked) - self.missed

    @property
    def known(self) -> bool:
        """Whether it asks enough of them to be the page's form.

        A form of which only some questions were seen has to ask the first of those, and every one that the page has.
        """
        seen = [question for question in self.asked.values() if question.seen]
        enough = len(seen) >= max(_FEWEST, _LEAST_SHARE * (len(self.asked) + self.missed) if self.form.whole else 0)
        return enough and (self.form.whole or (self.form.seen[0] in seen and not self.missed))


@dataclass(frozen=True, slots=True)
class Match:
    """The questions of a page, and which question of the form each is, by its place.

    `form` is None if it is not known. `alike` is how many of the page's lines ask what one form asks, that of any year,
    if it might be that; headings do not count. `cut` says that there are more lines than were looked at.
    """

    lines: tuple[QuestionLine, ...]
    form: Form | None
    asked: Mapping[int, Question]
    alike: int
    cut: bool


class FormMatcher:
    """The known forms, ready to be compared with pages of a year, if that is known."""

    def __init__(self, forms: Mapping[str, Form], year: int | None, given: str | None = None) -> None:
        self._all = [form for _, form in sorted(forms.items())]
        self._given = forms[given] if given else None
        self._possible = {
            form.id for form in self._all if year is None or form.year is None or form.year <= year <= form.year + 1
        }
        self._every = {form.id: {form_number(each): each for each in form.questions} for form in self._all}
        self._asks: dict[str, bool] = {}

    def match(self, text: str, margins: PageMargins) -> Match:
        """Find the questions of a page and its form."""
        lines, cut = _first(question_lines.numbered(text, margins, self.asks))
        numbered = self._numbered(lines, cut=cut)
        if len(numbered.asked) >= _FEWEST or len(numbered.lines) > _FEWEST:
            return numbered
        plain = self._unnumbered(text, margins, [line for line in lines if self._is_first(line)])
        return plain if len(plain.lines) > len(numbered.lines) else numbered

    def asks(self, words: str) -> bool:
        """Whether words are those of a question of any form."""
        if words not in self._asks:
            every = (question for form in self._every.values() for question in form.values())
            self._asks[words] = any(question.is_asked(words) for question in every)
        return self._asks[words]

    def _numbered(self, lines: Sequence[QuestionLine], *, cut: bool) -> Match:
        best: tuple[int, list[tuple[QuestionLine, int]]] = (0, [])
        for style in ("digits", "roman"):
            # Below Roman numbers stand 2.1, 2.2 …
            rated = [
                (line, self._weight(line)) for line in lines if line.style == style or (line.number and line.number[1])
            ]
            options = [(line.number or (0, 0), weight, place) for place, (line, weight) in enumerate(rated) if weight]
            chain = [rated[options[number][2]] for number in _heaviest(options)]
            total = sum(weight for _, weight in chain)
            best = max(best, (total, chain), key=lambda each: each[0])
        for least in (_LIKELY, _POSSIBLE):
            sure = [line for line, weight in best[1] if weight >= least]
            fits = [self._fit(sure, form) for form in self._all]
            fit = self._chosen(fits)
            if fit:
                break
        else:
            return Match(tuple(_in_a_row(best[1])), None, {}, _alike(sure, fits), cut)
        numbers = self._every[fit.form.id]
        kept = [
            (line, fit.asked.get(place))
            for place, line in enumerate(sure)
            if place in fit.asked or not fit.form.whole or {line.number, ((line.number or (0, 0))[0], 0)} & set(numbers)
        ]
        return _match(kept, fit.form, _alike(sure, fits), cut=cut)

    def _chosen(self, fits: Sequence[Fit]) -> Fit | None:
        """The fit of the form that the caller gives, or of the one that asks the page's questions as no other does."""
        if self._given:
            return next(fit for fit in fits if fit.form == self._given)
        ordered = sorted((fit for fit in fits if fit.form.id in self._possible), key=lambda fit: -fit.score)
        if not ordered or not ordered[0].known or (len(ordered) > 1 and ordered[1].score >= ordered[0].score):
            return None
        return ordered[0]

    def _weight(self, line: QuestionLine) -> int:
        """How likely a numbered line is a question of the page."""
        asking = line.manner in ("asks", "demands")
        below = bool(line.number and line.number[1])
        if line.manner == "says":
            return 0
        if any(self._question(form, line, set()) for form in self._every):
            if asking or below:
                return _SURE
            return _POSSIBLE if line.listed or line.bare else _LIKELY
        if line.bare:
            return 0
        if line.manner == "asks":
            return _POSSIBLE if line.listed else _LIKELY
        return _POSSIBLE if line.manner == "demands" and not line.listed else 0

    def _question(self, form: str, line: QuestionLine, used: set[str]) -> Question | None:
        """The question of a form that a numbered line asks: that of its number, or one whose number nobody knows."""
        questions, number = self._every[form], line.number or (0, 0)
        own = questions.get(number) or questions.get((number[0], 0))
        if own and own.seen and own.number not in used and own.is_asked(line.words):
            return own
        if own is None or not own.seen:
            unseen = (each for each in questions.values() if not each.seen and each.number not in used)
            return next((each for each in unseen if each.is_asked(line.words)), None)
        return None

    def _fit(self, lines: Sequence[QuestionLine], form: Form) -> Fit:
        asked: dict[int, Question] = {}
        used: set[str] = set()
        missed = 0
        last = max((form_number(each) for each in form.seen), default=(0, 0))
        for place, line in enumerate(lines):
            question = self._question(form.id, line, used)
            if question:
                asked[place] = question
                used.add(question.number)
            elif form.whole or (line.number or (0, 0)) <= last:
                # What the form asks under another number speaks against it twice.
                missed += 1 + any(each.is_asked(line.words) for each in form.seen if not each.parent)
        return Fit(form, asked, missed)

    def _is_first(self, line: QuestionLine) -> bool:
        return line.number == (1, 0) and line.manner in ("asks", "demands") and self.asks(line.words)

    def _unnumbered(self, text: str, margins: PageMargins, first: Sequence[QuestionLine]) -> Match:
        lines, cut = _first(question_lines.unnumbered(text, margins, self.asks))
        if len(first) > 1:  # each a list of its own, which begins anew: the numbers say nothing
            plain = (replace(line, number=None, style="none") for line in first)
            lines = sorted([*lines, *plain], key=lambda line: line.asked.start)
        fits = []
        for form in self._all:
            order = {question.number: place for place, question in enumerate(form.questions)}
            options = [
                ((order[question.number], 0), _weight_by_words(line, question), place)
                for place, line in enumerate(lines)
                for question in reversed(form.questions)
                if question.is_asked(line.words) and (question.parent or line.manner != "heads")
            ]
            chain = [options[number] for number in _heaviest(options)]
            asked = {place: form.questions[key] for (key, _), _, place in chain}
            missed = sum(line.manner == "asks" and place not in asked for place, line in enumerate(lines))
            fits.append(Fit(form, asked, missed if form.whole else 0))
        fit, alike = self._chosen(fits), _alike(lines, fits)
        if fit is None:
            likely = [
                line for line in lines if line.manner == "asks" or (line.manner == "demands" and self.asks(line.words))
            ]
            return Match(tuple(likely), None, {}, alike, cut)
        kept = [
            (line, fit.asked.get(place))
            for place, line in enumerate(lines)
            if place in fit.asked or line.manner == "asks"
        ]
        return _match(kept, fit.form, alike, cut=cut)


def _weight_by_words(line: QuestionLine, question: Question) -> int:
    """How likely a line without a number is a question: how it reads, then how much of its words the form knows."""
    return (_LIKELY if line.manner == "heads" else _SURE) * _SURE + len(question.cues)


def _first(lines: Iterator[QuestionLine]) -> tuple[list[QuestionLine], bool]:
    first = list(islice(lines, MOST_LINES))
    return first, next(lines, None) is not None


def _match(kept: Sequence[tuple[QuestionLine, Question | None]], form: Form, alike: int, *, cut: bool) -> Match:
    asked = {place: question for place, (_, question) in enumerate(kept) if question}
    return Match(tuple(line for line, _ in kept), form, asked, alike, cut)


def _alike(lines: Sequence[QuestionLine], fits: Iterable[Fit]) -> int:
    """How many lines ask what one form does; those below others, 2.1, are headings and count all the same."""
    asking = {n for n, line in enumerate(lines) if line.manner in ("asks", "demands") or (line.number or (0, 0))[1]}
    return max((len(asking & fit.asked.keys()) for fit in fits if fit.known), default=0)


def _heaviest(options: Sequence[tuple[Number, int, int]]) -> list[int]:
    """Which options, each a key, a weight and a place, have rising keys and weights that add up to most; the earliest.

    Several options of one place come one after the other, the greatest key first, so that one is taken at most.
    """
    keys: list[Number] = []
    chains: list[tuple[int, int]] = []  # the weight and the last option of the best chain that ends in a key
    before: list[int] = []
    for number, (key, weight, _) in enumerate(options):
        at = bisect_left(keys, key)
        total, last = chains[at - 1] if at else (0, -1)
        before.append(last)
        if at < len(keys) and keys[at] == key and chains[at][0] >= total + weight:
            continue
        end = at
        while end < len(keys) and chains[end][0] < total + weight:
            end += 1
        keys[at:end], chains[at:end] = [key], [(total + weight, number)]
    chain: list[int] = []
    last = chains[-1][1] if chains else -1
    while last >= 0:
        chain.append(last)
        last = before[last]
    return chain[::-1]


def _in_a_row(chain: Sequence[tuple[QuestionLine, int]]) -> Iterator[QuestionLine]:
    """The lines of a chain without those that are hardly questions and do not follow the number before."""
    last = 0
    for line, weight in chain:
        number = (line.number or (0, 0))[0]
        if weight > _POSSIBLE or number == last + 1:
            last = number
            yield line


def form_number(question: Question) -> Number:
    """A question's number in its form."""
    whole, _, below = question.number.partition(".")
    return int(whole), int(below or 0)
