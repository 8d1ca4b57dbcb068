"""Submission × page text → Account: what the record says wrongly of the page, and what of the page nobody looked at.

Facts are found by walking the record's own types, so a field added to them is held to the page without a line here.
Code points are compared and nothing is forgiven but white space at the ends of a stretch. Whether a value follows from
its words is not judged (entailment/ does), only whether the words stand where the record says.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from itu_kg.model.base import Span
from itu_kg.model.fields import Passage, Quote
from itu_kg.model.submission import Answer, Submission, Wording

if TYPE_CHECKING:
    from pydantic import BaseModel


Kind = Literal["entity", "kept", "boilerplate", "left-out"]
"""What became of a stretch of the page."""


KINDS: tuple[Kind, ...] = ("entity", "kept", "boilerplate", "left-out")
"""In the order in which one wins where they overlap."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing a record says of a stretch of the page.

    `where` is the path inside the record (`events.wrc-23.dates`); `text` the words it says stand there, or None for
    a passage, which has their digest instead.
    """

    where: str
    at: Span
    text: str | None = None
    sha256: str | None = None
    kind: Kind | None = "entity"


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A fact whose words do not stand where the record says: both texts, or digests for a passage."""

    where: str
    at: Span
    recorded: str
    read: str


@dataclass(frozen=True, slots=True)
class Share:
    """How much of a part of the page is accounted for, in letters and digits, by kind.

    A passage that somebody looked at says nothing of the facts inside it: `quoted` is how much stands in words that
    the record quotes for a fact of their own.
    """

    part: str
    total: int
    covered: dict[Kind, int]
    quoted: int = 0

    @property
    def share(self) -> float:
        """The share accounted for, 0 to 1; an empty part is wholly accounted for."""
        return sum(self.covered.values()) / self.total if self.total else 1.0

    @property
    def quoted_share(self) -> float:
        """The share that is quoted for a fact of its own, 0 to 1."""
        return self.quoted / self.total if self.total else 0.0


@dataclass(frozen=True, slots=True)
class Account:
    """What comes of holding a record against its page.

    `facts` counts every stretch that the record points at; of `mismatches`, those of the `source` are about the page as
    a whole and of none of them.
    """

    facts: int
    mismatches: tuple[Mismatch, ...]
    parts: tuple[Share, ...]
    whole: Share
    unseen: tuple[Span, ...]

    @property
    def true(self) -> bool:
        """Whether every fact stands where the record says."""
        return not self.mismatches

    @property
    def same_page(self) -> bool:
        """Whether the page is the one that the record was made from."""
        return not any(mismatch.where.startswith("source.") for mismatch in self.mismatches)

    @property
    def wrong(self) -> int:
        """How many of the facts do not stand where the record says."""
        return sum(not mismatch.where.startswith("source.") for mismatch in self.mismatches)


def account(submission: Submission, text: str) -> Account:
    """Hold a record against the text of its page."""
    recorded = tuple(facts(submission))
    ledger = _painted(recorded, len(text))
    quoted = _painted((fact for fact in recorded if fact.text is not None and fact.sha256 is None), len(text))
    unseen = tuple(_unseen(ledger, text))
    parts = [
        _share(f"question {answer.question}", ledger, quoted, text, answer.passage.at)
        for answer in submission.answers
        if answer.passage
    ]
    return Account(
        facts=len(recorded),
        mismatches=(*_source(submission, text), *_mismatches(recorded, text)),
        parts=tuple(parts),
        whole=_share("page", ledger, quoted, text, Span(0, len(text))),
        unseen=unseen,
    )


def accounted_for(submission: Submission) -> tuple[int, int]:
    """How many of a page's code points a record accounts for, and how many there are; it needs no page."""
    ledger = _painted(tuple(facts(submission)), submission.source.length)
    return len(ledger) - ledger.count(0), len(ledger)


def facts(submission: Submission) -> Iterator[Fact]:
    """Every fact of a record in the record's order.

    An answer's own passage counts as no kind: it says where the answer is, not that somebody made something of it.
    """
    for name in type(submission).model_fields:
        value = getattr(submission, name)
        if name == "boilerplate":
            yield from (Fact(name, at, kind="boilerplate") for at in value)
        elif name == "left_out":
            yield from (Fact(name, omission.at, kind="left-out") for omission in value)
        elif name == "answers":
            for answer in value:
                yield from _answer(answer)
        else:
            yield from _walk(value, name)


def _answer(answer: Answer) -> Iterator[Fact]:
    where = f"answers.{answer.question}"
    if answer.passage:
        yield Fact(f"{where}.passage", answer.passage.at, answer.passage.text, answer.passage.sha256, None)
    yield from _walk(answer.goals, f"{where}.goals")
    yield from _walk(answer.websites, f"{where}.websites")
    yield from (Fact(f"{where}.kept", at, kind="kept") for at in answer.kept)


def _walk(value: object, where: str) -> Iterator[Fact]:
    if isinstance(value, Wording):
        yield from _walk(value.quote, where)
    elif isinstance(value, Quote):
        yield Fact(where, value.at, value.text)
        yield from _fields(value, where)
    elif isinstance(value, Passage):
        yield Fact(where, value.at, value.text, value.sha256)
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _walk(item, f"{where}.{getattr(item, 'id', number)}")
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _walk(item, f"{where}.{key}")
    elif hasattr(type(value), "model_fields"):
        yield from _fields(value, where)


def _fields(value: BaseModel | object, where: str) -> Iterator[Fact]:
    for name in type(value).model_fields:  # type: ignore[attr-defined]  # only records come here
        inner = getattr(value, name)
        if isinstance(inner, Quote | Passage | dict) or (isinstance(inner, tuple) and not hasattr(inner, "_fields")):
            yield from _walk(inner, f"{where}.{name}")


def _source(submission: Submission, text: str) -> list[Mismatch]:
    digest = _sha256(text)
    whole = Span(0, len(text))
    wrong = []
    if submission.source.length != len(text):
        wrong.append(Mismatch("source.length", whole, str(submission.source.length), str(len(text))))
    if submission.source.sha256 != digest:
        wrong.append(Mismatch("source.sha256", whole, submission.source.sha256, digest))
    return wrong


def _mismatches(recorded: Sequence[Fact], text: str) -> list[Mismatch]:
    wrong = []
    for fact in recorded:
        stands = text[fact.at.start : fact.at.end]
        if fact.at.end > len(text):
            wrong.append(Mismatch(fact.where, fact.at, fact.text or "", "(the page ends before)"))
        elif fact.text is not None and fact.text != stands:
            wrong.append(Mismatch(fact.where, fact.at, fact.text, stands))
        elif fact.sha256 is not None and fact.sha256 != (digest := _sha256(stands)):
            wrong.append(Mismatch(fact.where, fact.at, fact.sha256, digest))
    return wrong


def _painted(recorded: Iterable[Fact], length: int) -> bytearray:
    """One byte per code point of the page: 0 for what nobody looked at, else the kind's place in KINDS plus 1."""
    ledger = bytearray(length)
    by_kind: dict[Kind, list[Span]] = {kind: [] for kind in KINDS}
    for fact in recorded:
        if fact.kind:
            by_kind[fact.kind].append(fact.at)
    for place in range(len(KINDS), 0, -1):
        for start, end in by_kind[KINDS[place - 1]]:
            stop = min(end, length)
            if start < stop:
                ledger[start:stop] = bytes([place]) * (stop - start)
    return ledger


def _share(part: str, ledger: bytearray, quoted: bytearray, text: str, at: Span) -> Share:
    marks, inside = (_under_letters(painted, text, at) for painted in (ledger, quoted))
    covered: dict[Kind, int] = {kind: marks.count(place) for place, kind in enumerate(KINDS, 1)}
    return Share(part, len(marks), covered, len(inside) - inside.count(0))


def _under_letters(painted: bytearray, text: str, at: Span) -> bytes:
    """Keep what is painted under the letters and digits of a stretch."""
    stretch = zip(painted[at.start : at.end], text[at.start : at.end], strict=False)
    return bytes(mark for mark, letter in stretch if letter.isalnum())


def _unseen(ledger: bytearray, text: str) -> Iterable[Span]:
    """The stretches of words that nobody looked at, trimmed, apart where something looked at lies between."""
    start = ledger.find(0)
    while start >= 0:
        end = next((place for place in range(start, len(ledger)) if ledger[place]), len(ledger))
        words = text[start:end]
        if any(letter.isalnum() for letter in words):
            yield Span(start + len(words) - len(words.lstrip()), start + len(words.rstrip()))
        start = ledger.find(0, end)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
