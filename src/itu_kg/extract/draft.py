"""Page → Submission: an unconfirmed draft. `confirm` names, field by field, what a curator should look at.

It writes nothing and decides nothing for good: what cannot be read for certain is left out or marked.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from itu_kg.errors import SourceError
from itu_kg.extract import prose
from itu_kg.extract.excerpt import Excerpt, Kind, Parsed, Stretch
from itu_kg.extract.fields.name_list import known_from
from itu_kg.extract.form import blocks, entities, questions, respondent
from itu_kg.extract.form.entities import PageContext
from itu_kg.model.questionnaire import Event, Partnership, Resource
from itu_kg.model.submission import Answer, Omission, Source, Submission, Year

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from itu_kg.extract.form.blocks import Block
    from itu_kg.extract.form.questions import Layout, Question
    from itu_kg.extract.page.page import Page
    from itu_kg.model.base import Span
    from itu_kg.model.fields import AnswerStatus
    from itu_kg.model.registry import Registry

_PREFIX = re.compile(r"(?:response|answer|reply)\s*:\s*", re.IGNORECASE)
_STATUS: tuple[tuple[AnswerStatus, re.Pattern[str]], ...] = (
    ("not-answered", re.compile(r"(?:no (?:response|answer|input|reply)|[-–—._\s]*|tbd|tbc)\.?", re.IGNORECASE)),
    ("not-applicable", re.compile(r"(?:n\s?/\s?a|na|not applicable|not relevant)\.?", re.IGNORECASE)),
)
_SAYING_NOTHING: Mapping[AnswerStatus, str] = {
    "not-answered": "says that there is no answer",
    "not-applicable": "says that the question does not apply",
}


@dataclass(frozen=True, slots=True)
class Told:
    """What the caller says: respondent's slug, year, the page's address, and whether to keep the text of passages."""

    respondent: str | None = None
    year: int | None = None
    address: str | None = None
    keep_text: bool = True


def draft(page: Page, registry: Registry, told: Told, *, where: str) -> Submission:
    """Read a page into a draft.

    Args:
        page: its text and links.
        registry: the organisations, places and series it may name, and the forms it may answer.
        told: what the caller adds.
        where: the page's name, for errors.

    Raises:
        SourceError: it is no submission, is cut short, or says neither who answers nor for which year.
    """
    text = page.text
    layout = questions.read(text, where=where)
    known = known_from(registry)
    form = questions.form_of(layout, registry.forms, where=where)
    year = _year(layout, text, told.year, where=where)
    who = (
        respondent.given(told.respondent, layout.header, text, known, where=where)
        if told.respondent
        else respondent.read(layout.header, known, where=where)
    )
    confirm = {name: parsed.doubt for name, parsed in (("respondent", who), ("year", year)) if parsed.doubt}
    if form is None:
        form = f"sdg-questionnaire-{year.value.year}"
        confirm["form"] = "no form of the registry asks these questions in this order"
    if who.value.organisation not in registry.organisations and not told.respondent:
        # The page says who speaks: what it calls itself in a list of partners or publishers is no name to ask about.
        known = known_from(registry, respondent.names(who.value))
    context = PageContext(known, year.value.year, page.links, told.keep_text)
    answered = tuple(_answers(layout.questions, context))
    doubt = "; ".join(_block_doubts(answered, text))
    if doubt:
        confirm["blocks"] = doubt
    slug = f"{who.value.organisation}-{year.value.year}"
    report = prose.Report(slug, who.value.organisation, year.value.year, known.names, told.keep_text)
    told_of = prose.read(stretches(layout, answered), report)
    return Submission(
        id=slug,
        form=form,
        source=Source(sha256=hashlib.sha256(text.encode("utf-8")).hexdigest(), length=len(text), page=told.address),
        respondent=who.value,
        year=year.value,
        confirm={**confirm, **told_of.confirm},
        answers=tuple(one.answer for one in answered),
        events=tuple(entity for one in answered for entity in one.entities if isinstance(entity, Event)),
        resources=tuple(entity for one in answered for entity in one.entities if isinstance(entity, Resource)),
        partnerships=tuple(entity for one in answered for entity in one.entities if isinstance(entity, Partnership)),
        decisions=told_of.decisions,
        actions=told_of.actions,
        transitions=told_of.transitions,
        strategies=told_of.strategies,
        statistics=told_of.statistics,
        mentions=told_of.mentions,
        initiatives=told_of.initiatives,
        # A respondent that is new to the registry is asked about once, as the respondent.
        organisations={slug: at for slug, at in told_of.organisations.items() if slug in registry.organisations},
        places=dict(told_of.places),
        documents=dict(told_of.documents),
        boilerplate=tuple(_boilerplate(layout, answered, who.value.at)),
        left_out=tuple(_unanswering(answered)),
    )


@dataclass(frozen=True, slots=True)
class _Answered:
    """A question with what its answer's blocks were read as.

    `read` is the answer as far as it was read, before a block `beyond` what a page can hold; `described` are the
    blocks with a name, in order.
    """

    question: Question
    read: Excerpt
    beyond: tuple[Block, ...]
    answer: Answer
    blocks: tuple[Block, ...]
    described: tuple[Block, ...]
    entities: tuple[Event | Resource | Partnership, ...]


def _answers(asked: Sequence[Question], context: PageContext) -> Iterator[_Answered]:
    room = blocks.MOST
    for question in asked:
        one = _answered(question, context, room)
        room -= len(one.blocks)
        yield one


def _answered(question: Question, context: PageContext, most: int) -> _Answered:
    found = blocks.read(question.answer, most + 1)
    read, beyond = question.answer, found[most:]
    if beyond:
        read = read.cut(0, beyond[0].at.start - read.start)
        found = found[:most]
    described = tuple(block for block in found if entities.named(block))
    said = any(map(entities.says_something, found)) or any(blocks.between(question.answer, found))
    status = _status(question.answer) if said else "not-answered"
    answer = Answer(
        question=question.number,
        status=status,
        # The text of an answer made of blocks stands in their fields.
        passage=question.answer.passage(keep=context.keep and not found) if status == "answered" else None,
    )
    made = tuple(entities.read(block, context) for block in described)
    return _Answered(question, read, beyond, answer, found, described, made)


def _block_doubts(answered: Sequence[_Answered], text: str) -> Iterator[str]:
    """Say which blocks are left out: those without a name, and those behind more than a page can hold."""

    def line(position: int) -> int:
        return text.count("\n", 0, position) + 1

    nameless = [
        block
        for one in answered
        for block in one.blocks
        if entities.says_something(block) and not entities.named(block)
    ]
    if nameless:
        yield f"left out for having no name: {len(nameless)}, the first on line {line(nameless[0].at.start)}"
    left = next((block for one in answered for block in one.beyond), None)
    if left:
        yield f"more than {blocks.MOST}; the rest, from line {line(left.at.start)} on, is not read"


def _status(answer: Excerpt) -> AnswerStatus:
    prefix = _PREFIX.match(answer.text)
    words = answer.cut(prefix.end(), len(answer.text)) if prefix else answer
    return next((status for status, cue in _STATUS if cue.fullmatch(words.text)), "answered")


def _year(layout: Layout, text: str, told: int | None, *, where: str) -> Parsed[Year]:
    """Give the year of submission and the words that say it.

    Raises:
        SourceError: the page does not say it and nobody was told.
    """
    words = layout.year
    if words:
        said = int(words.text)
        doubt = "" if told in (None, said) else f"given by hand; the page says {said}"
        return Parsed(Year(text=words.text, at=words.at, year=told or said), doubt)
    if told is None:
        hint = "the page may be cut short; if it is whole, say the year: --year YYYY"
        raise SourceError("does not end with its year of submission", where=where, hint=hint)
    named = re.search(rf"(?<!\d){told}(?!\d)", text)
    if not named:
        return Parsed(Year(year=told), "given by hand; the page names it nowhere")
    words = Excerpt(named[0], named.start())
    return Parsed(Year(text=words.text, at=words.at, year=told), "given by hand; the page has no year of submission")


def _boilerplate(layout: Layout, answered: Sequence[_Answered], respondent_at: Span) -> Iterator[Span]:
    """Give what is the form's or the site's own: banner, questions, labels, foot."""
    yield from (line.at for line in layout.header if not line.at.holds(respondent_at))
    for one in answered:
        yield one.question.asked.at
        yield from (at for block in one.blocks for at in block.labels)
    yield from (line.at for line in layout.foot)


def _unanswering(answered: Sequence[_Answered]) -> Iterator[Omission]:
    """Give the words that only say that there is no answer: "N/A", "No response"."""
    for one in answered:
        said = one.question.answer
        if said.text and not one.blocks and one.answer.status in _SAYING_NOTHING:
            yield Omission(at=said.at, reason=_SAYING_NOTHING[one.answer.status])


def stretches(layout: Layout, answered: Sequence[_Answered]) -> Iterator[Stretch]:
    """Give the page's text to the readers of prose, piece by piece, in its order."""
    for line in (*layout.header, *layout.foot):
        yield Stretch(line.text, line.start, "field", 0)
    for one in answered:
        number, asked = one.question.number, one.question.asked
        yield Stretch(asked.text, asked.start, "field", number)
        for words in blocks.between(one.read, one.blocks):
            yield Stretch(words.text, words.start, "answer", number, asked.text)
        for block, entity in zip(one.described, one.entities, strict=True):
            about = f"{block.kind}/{entity.id}"
            names = (entity.name.text, *((entity.name.acronym,) if entity.name.acronym else ()))
            series = (entity.series or "") if isinstance(entity, Event) else ""
            for name, words in block.fields.items():
                kind: Kind = "description" if name == "description" else "field"
                if words.text:
                    yield Stretch(words.text, words.start, kind, number, asked.text, about, names, series)
