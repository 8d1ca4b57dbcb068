"""Submission → every fact of it that points into the page: quotes, passages, and the parts of the page set aside.

It walks the record's own types, so a field added to them is held to the page without a line here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from itu_kg.model.fields import Passage, Quote
from itu_kg.model.submission import Year

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import BaseModel

    from itu_kg.model.base import Span
    from itu_kg.model.submission import Answer, Submission

Kind = Literal["entity", "kept", "boilerplate", "left-out"]
"""What became of a stretch of the page."""


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
    yield from (Fact(f"{where}.kept", at, kind="kept") for at in answer.kept)


def _walk(value: object, where: str) -> Iterator[Fact]:
    if isinstance(value, Year):
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
