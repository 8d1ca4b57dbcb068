"""Page text → Layout: who answers, for which year, on which form, and the questions with the answers between them.

A line opens a question where it reads like one and its number goes on from the one before. Whether the page is a
submission, and a whole one, is judged in page_extent.py.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from itu_kg.extract.excerpt import SPACES, Excerpt
from itu_kg.extract.form import labels
from itu_kg.extract.form.form_match import MOST_LINES, FormMatcher, Match, form_number
from itu_kg.extract.form.page_margins import margins
from itu_kg.extract.form.question_lines import PAD, written

if TYPE_CHECKING:
    from itu_kg.extract.form.question_lines import Number
    from itu_kg.model.registry import Form

_YEAR = re.compile(PAD + r"Year of submission[ \u00a0]{0,4}:?\s{0,6}(20[0-9]{2})(?!\d)", re.MULTILINE | re.IGNORECASE)
_MEMBER = re.compile(PAD + r"ECESA(?: Plus)? Member[ \t\r\u00a0]*$", re.MULTILINE | re.IGNORECASE)
_LONGEST_FOOT = 200
_MOST_LINES = 100
"""Of header and foot: more than any site puts there."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it stands: its number, its own words, and the answer.

    `number` is that of the page; where it has none, the form's if those of the page go up with it, else counted.
    `in_form` is the form's number where that is another, `none` where the form, if it is known, does not ask it.
    """

    number: str
    in_form: str | None
    asked: Excerpt
    answer: Excerpt


@dataclass(frozen=True, slots=True)
class Layout:
    """A page taken apart.

    Attributes:
        before: what stands before the first question, or on all of a page that has none.
        header: its last lines, before the first block.
        questions: the questions, in order.
        year: the digits of the year of submission.
        foot: what stands behind the last answer.
        form: the form whose questions they are, if that is known.
        asked: how many of the questions any form asks.
        alike: how many of them one form asks, of any year; see `Match`.
        doubt: what a curator should look at about the form, empty if nothing.
    """

    before: Excerpt
    header: tuple[Excerpt, ...]
    questions: tuple[Question, ...]
    year: Excerpt | None
    foot: tuple[Excerpt, ...]
    form: Form | None
    asked: int
    alike: int
    doubt: str

    @property
    def missing(self) -> tuple[str, ...]:
        """The numbers of the form's questions that are not on the page and have none below them."""
        if self.form is None:
            return ()
        there = {asked for each in self.questions for asked in (each.number, each.in_form)}
        parents = {question.parent for question in self.form.questions}
        numbers = [question.number for question in self.form.seen]
        return tuple(number for number in numbers if number not in there and number not in parents)


def read(
    text: str, forms: Mapping[str, Form], year: int | None = None, form: str | None = None, breaks: Sequence[int] = ()
) -> Layout:
    """Take a page apart.

    Args:
        text: the page.
        forms: the known forms, by slug.
        year: the year of submission, where the caller says it.
        form: the slug of the form, where the caller says it.
        breaks: where pages of print end in it.
    """
    stated = deque(_YEAR.finditer(text), maxlen=1)
    of = year or (int(stated[0][1]) if stated else None)
    matcher = FormMatcher(forms, of, form)
    around = margins(text, breaks)
    match = matcher.match(text, around)
    foot = _foot(text, stated[0] if stated else None, match.lines[-1].asked.end if match.lines else 0)
    ends = [*(line.asked.start for line in match.lines), foot][1:]
    numbers = list(_numbers(match, by_number=form is not None))
    questions = tuple(
        Question(number, in_form, line.asked, around.without(_answer(text, line.asked.end, end)))
        for line, end, (number, in_form) in zip(match.lines, ends, numbers, strict=True)
    )
    start = match.lines[0].asked.start if match.lines else foot
    lines = islice(Excerpt(text[foot:], foot).lines(), _MOST_LINES)
    doubts = "; ".join(_doubts(match, questions, of, by_number=form is not None))
    asked = sum(matcher.asks(line.words) for line in match.lines)
    digits = Excerpt(stated[0][1], stated[0].start(1)) if stated else None
    before = Excerpt(text[:start], 0)
    block = next((label.start for label in labels.find(before.text, 0, start) if label.own), start)
    header = tuple(deque(before.cut(0, block).lines(), maxlen=_MOST_LINES))
    return Layout(before, header, questions, digits, tuple(lines), match.form, asked, match.alike, doubts)


def _numbers(match: Match, *, by_number: bool) -> Iterator[tuple[str, str | None]]:
    """The number of each question, and what the form has for it; `by_number` where the words need not ask it."""
    seen = {question.number for question in match.form.seen} if match.form else set()
    counted = iter(_counted(match))
    for place, line in enumerate(match.lines):
        asked = match.asked.get(place)
        tied = asked.number if asked and asked.seen else None
        number = written(line.number or next(counted))
        if line.number and by_number and not tied and number in seen:
            tied = number
        yield number, None if match.form is None or tied == number else tied or "none"


def _counted(match: Match) -> list[Number]:
    """The numbers of questions that the page does not number: the form's, if they and the others go up, else counted.

    What the form has below a question is below the one before, or below one more where the form has it elsewhere.
    """
    numbers: list[Number] = []
    counts: list[Number] = []
    last = count = (0, 0)
    parent = ""
    for place, line in enumerate(match.lines):
        if line.number:
            continue
        asked = match.asked.get(place)
        above = asked.parent if asked else None
        count = (count[0], count[1] + 1) if above and above == parent else (count[0] + 1, 1 if above else 0)
        parent = above or (asked.number if asked else "")
        below = above and int(above) == last[0]
        last = form_number(asked) if asked and asked.seen else (last[0], last[1] + 1) if below else (last[0] + 1, 0)
        numbers.append(last)
        counts.append(count)
    return numbers if all(before < after for before, after in pairwise(numbers)) else counts


def _doubts(match: Match, questions: tuple[Question, ...], year: int | None, *, by_number: bool) -> Iterator[str]:
    """What is in doubt about the form."""
    if match.cut:
        yield f"more than {MOST_LINES} lines may be questions; only the first are looked at"
    if any(line.number is None for line in match.lines):
        yield "the page does not number its questions; known by their words and counted"
    if match.form is None:
        yield "no known form of that time asks these questions: --form SLUG says which it is"
        return
    seen = {question.number for question in match.form.seen}
    other = [each.number for each in questions if each.in_form == "none" and each.number in seen]
    if other:
        yield f"{name_questions(other)} not what the form asks under that number"
    alone = [each.number for place, each in enumerate(questions) if place not in match.asked and not each.in_form]
    if alone:
        yield f"{name_questions(alone)} the form's by number only"
    if year and match.form.year and year != match.form.year and not by_number:
        yield f"the questions are those of {match.form.year}, the page is of {year}"


def name_questions(numbers: Sequence[str]) -> str:
    """Write "question 3 is" or "questions 3 and 4 are": the first twelve numbers, and how many more there are."""
    if len(numbers) == 1:
        return f"question {numbers[0]} is"
    *most, last = [*numbers[:12], f"{len(numbers) - 12} more"] if len(numbers) > 12 else numbers
    return f"questions {', '.join(most)} and {last} are"


def _answer(text: str, start: int, end: int) -> Excerpt:
    """The words between two questions, without the bar that ends a question's cell."""
    answer = Excerpt(text[start:end], start).trimmed()
    return (
        answer.cut(1, len(answer.text)) if answer.text[:1] == "|" and "\n" not in text[start : answer.start] else answer
    )


def _foot(text: str, year: re.Match[str] | None, after: int) -> int:
    """Where the foot begins: at the year's line behind the last question, or the line of membership before it."""
    below = year.start() if year and year.start() >= after else len(text)
    member = deque(_MEMBER.finditer(text, after, below), maxlen=1)
    if member and below - member[0].end() < _LONGEST_FOOT and (year or not text[member[0].end() :].strip(SPACES)):
        return member[0].start()
    return below
