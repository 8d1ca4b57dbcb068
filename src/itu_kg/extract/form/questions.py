"""Page text → Layout: who answers, for which year, and the questions with the answers between them.

A number opens a question only where it continues the sequence and the line reads like a question: answers hold
numbered lists of their own. It refuses pages that are no submission and pages that stop before their end.
"""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from itu_kg.errors import SourceError
from itu_kg.extract.excerpt import SPACES, Excerpt

if TYPE_CHECKING:
    from itu_kg.model.registry import Form, QuestionKind

_PAD = r"^[ \t\u00a0\u202f\ufeff*#>|]{0,12}"
_MARKER = re.compile(
    _PAD + r"(?:(?:Question|Q)[ .\u00a0]{0,2}(?P<q>\d{1,2})[.:)]?|(?P<n>\d{1,2})(?:[.)](?:\d{1,2})?\.?))(?!\d)",
    re.MULTILINE | re.IGNORECASE,
)
_YOURS = re.compile(
    r"\byour\s+(?:organi[sz]ation|entit(?:y|ies)|agency|governing|office|department|fund|programme|secretariat)"
    r"|\bplease\s+(?:provide|give|describe|list|indicate|share|select|outline|highlight|elaborate|specify)",
    re.IGNORECASE,
)
_ASKING = re.compile(
    r"\W*(?:what|how|which|who|has|have|does|do|did|is|are|in the|during|to what|from the|could|can)\b", re.IGNORECASE
)
_PLEASE = re.compile(
    r"Please (?:provide|give|note|describe|select|include|share|list|specify|elaborate|indicate|briefly)\b"
    r"|If (?:yes|so|no)\b|\((?:max|\d{2,4})"
)
_PARAGRAPH_END = re.compile(r"\n[ \t\r\u00a0\u202f]*(?:\n|\d{1,2}[.)])")
_YEAR = re.compile(_PAD + r"Year of submission[ \u00a0]{0,4}:?\s{0,6}(20[0-9]{2})(?!\d)", re.MULTILINE | re.IGNORECASE)
_MEMBER = re.compile(r"ECESA(?: Plus)? Member", re.IGNORECASE)
_LONGEST_QUESTION = 2000
_SHORTEST_WRAPPED = 60
_MOST_LINES = 100
"""Of header and foot: more than any site puts there."""

_KINDS: tuple[tuple[QuestionKind, re.Pattern[str]], ...] = (
    ("decisions", re.compile(r"governing bod(?:y|ies).{0,200}decision", re.IGNORECASE | re.DOTALL)),
    ("transitions", re.compile(r"\btransitions\b|\bentry points\b", re.IGNORECASE)),
    ("strategies", re.compile(r"\bministerial declaration\b", re.IGNORECASE)),
    ("coordination", re.compile(r"\bcoordination among\b|\bcoordination\b.{0,80}\bUN\b", re.IGNORECASE | re.DOTALL)),
    ("events", re.compile(r"\b(?:conferences|events)\b.{0,300}\b(?:mandated|held|organi[sz]\w+)"
                          r"|\borgani[sz]ed\b.{0,200}\b(?:conferences|events)\b", re.IGNORECASE | re.DOTALL)),
    ("resources", re.compile(r"\btoolkits?\b|\breference materials\b|\banalytical work\b|\bpublish", re.IGNORECASE)),
    ("partnerships", re.compile(r"\bpartnerships?\b|\bcollective efforts\b|\binitiatives\b", re.IGNORECASE)),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it stands: its number, its own words, what kind of answer it asks for, and the answer."""

    number: str
    asked: Excerpt
    kind: QuestionKind | None
    answer: Excerpt


@dataclass(frozen=True, slots=True)
class Layout:
    """A page taken apart: the lines before question 1, the questions, the year's digits and the lines at the foot."""

    header: tuple[Excerpt, ...]
    questions: tuple[Question, ...]
    year: Excerpt | None
    foot: tuple[Excerpt, ...]


def read(text: str, *, where: str) -> Layout:
    """Take a page apart.

    Raises:
        SourceError: it asks none of the questionnaire's questions, or skips one.
    """
    markers, skipped = _markers(text)
    if not markers:
        hint = "a submission answers numbered questions from 1 on"
        if skipped:
            raise SourceError(
                "question 1 is missing", where=_line(where, text, skipped), hint="the page may be cut short"
            )
        raise SourceError("is no submission: no question 1 found", where=where, hint=hint)
    year, foot = _foot(text, markers[-1].end())
    ends = [*(marker.start() for marker in markers[1:]), foot]
    questions = tuple(
        _question(text, number, marker, end) for number, (marker, end) in enumerate(zip(markers, ends, strict=True), 1)
    )
    if not any(question.kind for question in questions):
        hint = "inputs to other processes and national reviews are not read"
        raise SourceError("is no submission: it asks none of the questionnaire's questions", where=where, hint=hint)
    if skipped:
        missing = len(markers) + 1
        raise SourceError(
            f"question {missing} is missing", where=_line(where, text, skipped), hint="the page may be cut"
        )
    header = deque(Excerpt(text[: markers[0].start()], 0).lines(), maxlen=_MOST_LINES)
    last = islice(Excerpt(text[foot:], foot).lines(), _MOST_LINES)
    return Layout(tuple(header), questions, year, tuple(last))


def form_of(layout: Layout, forms: dict[str, Form], *, where: str) -> str | None:
    """The slug of the form that asks these questions, if one is known; the year has no say in it.

    Raises:
        SourceError: the questions are those of a known form, but not all of them; or hardly one is of any form.
    """
    kinds = [question.kind for question in layout.questions]
    for slug, form in sorted(forms.items()):
        known = [question.kind for question in form.questions]
        if kinds == known:
            return slug
        if kinds == known[: len(kinds)]:
            what = f"stops after question {len(kinds)} of {len(known)}"
            raise SourceError(what, where=where, hint="the page is cut short; copy it again, whole")
    asked = [kind for kind in kinds if kind]
    if len(set(asked)) < 2 or 2 * len(asked) < len(kinds):
        what = f"is no submission: only {len(asked)} of its {len(kinds)} questions are the questionnaire's"
        raise SourceError(what, where=where, hint="inputs to other processes and national reviews are not read")
    return None


def _markers(text: str) -> tuple[list[re.Match[str]], int]:
    """The markers of questions 1, 2, 3, … and where a question stands that is further than the next, or 0."""
    markers: list[re.Match[str]] = []
    skipped = 0
    for marker in _MARKER.finditer(text):
        number = int(marker["q"] or marker["n"])
        following = len(markers) + 1
        start = _words_after(text, marker.end(), len(text)) if marker["q"] else marker.end()
        if number < following or number > following + 6 or not _reads_like_one(text, start):
            continue
        if number == following:
            skipped = 0
            markers.append(marker)
        elif _kind(_paragraph(text, start)):
            skipped = skipped or marker.end()
    return markers, skipped


def _paragraph(text: str, start: int) -> str:
    window = text[start : start + _LONGEST_QUESTION]
    over = _PARAGRAPH_END.search(window)
    return window[: over.start()] if over else window


def _reads_like_one(text: str, start: int) -> bool:
    paragraph = _paragraph(text, start)
    if _YOURS.search(paragraph):
        return True
    return "?" in paragraph and len(paragraph) >= 80 and _ASKING.match(paragraph) is not None


def _kind(asked: str) -> QuestionKind | None:
    return next((kind for kind, cue in _KINDS if cue.search(asked, 0, _LONGEST_QUESTION)), None)


def _question(text: str, number: int, marker: re.Match[str], end: int) -> Question:
    stop = _asked_until(text, marker.end(), end)
    asked = Excerpt(text[marker.start() : stop], marker.start()).trimmed()
    return Question(str(number), asked, _kind(asked.text), Excerpt(text[stop:end], stop).trimmed())


def _asked_until(text: str, start: int, end: int) -> int:
    """Find where a question ends: at the end of its line, unless it goes on in the next or the one after a blank."""
    start = _words_after(text, start, end)  # the number may have a line of its own
    stop = _line_end(text, start, end)
    limit = min(end, start + _LONGEST_QUESTION)
    while stop < limit:
        words = _words_after(text, stop, limit)
        ended = "\n" in text[stop + 1 : words] or _is_whole(text[start:stop])
        if words == limit or not (_PLEASE.match(text, words) or (not ended) or text[words].islower()):
            return stop
        start, stop = words, _line_end(text, words, end)
    return stop


def _is_whole(line: str) -> bool:
    """Whether a line of a question is its last: it ends a sentence, or is too short to have been wrapped."""
    line = line.strip(SPACES)
    return line[-1:] in ".?!)" or len(line) < _SHORTEST_WRAPPED


def _words_after(text: str, start: int, limit: int) -> int:
    while start < limit and text[start] in SPACES:
        start += 1
    return start


def _line_end(text: str, start: int, end: int) -> int:
    newline = text.find("\n", start, end)
    return end if newline < 0 else newline


def _foot(text: str, after: int) -> tuple[Excerpt | None, int]:
    """The year's digits and where the foot begins: at the year's line, or the line of membership before it."""
    years = deque(_YEAR.finditer(text), maxlen=1)
    if not years:
        return None, len(text)
    last = years[0]
    year = Excerpt(last[1], last.start(1))
    if last.start() < after:
        return year, len(text)
    return year, _membership(text, last.start())


def _membership(text: str, start: int) -> int:
    before = text[max(0, start - 200) : start].rstrip(SPACES)
    line = before[before.rfind("\n") + 1 :]
    if not _MEMBER.fullmatch(line.strip(SPACES)):
        return start
    return start - (len(text[max(0, start - 200) : start]) - len(before)) - len(line)


def _line(where: str, text: str, position: int) -> str:
    return f"{where}:{text.count(chr(10), 0, position) + 1}"
