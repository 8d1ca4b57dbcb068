"""Page → Submission: an unconfirmed draft. `confirm` names, field by field, what a curator should look at.

It writes nothing and decides nothing for good: what cannot be read for certain is left out or marked.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from itu_kg.errors import SourceError
from itu_kg.extract import prose
from itu_kg.extract.excerpt import MARKS, Excerpt, Kind, Parsed, Stretch
from itu_kg.extract.fields.name_list import known_names
from itu_kg.extract.form import blocks, entities, page_extent, questions, respondent
from itu_kg.extract.form.entities import PageContext
from itu_kg.extract.form.tables import CELL
from itu_kg.model.base import Span
from itu_kg.model.questionnaire import BLOCKS, Event
from itu_kg.model.questionnaire import Block as Entity
from itu_kg.model.submission import Answer, Omission, Source, Submission, Year

if TYPE_CHECKING:
    from itu_kg.extract.form.blocks import Block
    from itu_kg.extract.form.questions import Layout, Question
    from itu_kg.extract.page.page import Page
    from itu_kg.model.fields import AnswerStatus, Extent, Quote
    from itu_kg.model.registry import Registry

_PREFIX = re.compile(r"(?:response|answer|reply)\s*[:|]\s*", re.IGNORECASE)
_STATUS: tuple[tuple[AnswerStatus, re.Pattern[str]], ...] = (
    ("not-answered", re.compile(r"(?:no (?:response|answer|input|reply)|[-–—._\s]*|tbd|tbc)\.?", re.IGNORECASE)),
    ("not-applicable", re.compile(r"(?:n\s?/\s?a|na|not applicable|not relevant)\.?", re.IGNORECASE)),
)
_PROPOSED = (
    "decisions", "actions", "transitions", "strategies", "statistics", "mentions", "initiatives", "places", "documents",
)  # fmt: skip
_SAYING_NOTHING: Mapping[AnswerStatus, str] = {
    "not-answered": "says that there is no answer",
    "not-applicable": "says that the question does not apply",
}


@dataclass(frozen=True, slots=True)
class DraftOptions:
    """What the caller says.

    Attributes:
        respondent: who answers, as the registry's slug.
        year: the year of submission.
        address: where the page is on the web.
        keep_text: whether passages keep their text.
        form: the slug of the form that is answered.
        partial: whether the page holds a part of a submission only.
    """

    respondent: str | None = None
    year: int | None = None
    address: str | None = None
    keep_text: bool = True
    form: str | None = None
    partial: bool = False


def draft(page: Page, registry: Registry, options: DraftOptions, *, where: str) -> Submission:
    """Read a page into a draft.

    Args:
        page: its text and links.
        registry: the organisations, places and series it may name, and the forms it may answer.
        options: what the caller adds.
        where: the page's name, for errors.

    Raises:
        SourceError: it is no submission, is cut short, or says neither who answers nor for which year.
    """
    text = page.text
    layout = questions.read(text, registry.forms, options.year, options.form, page.breaks)
    known = known_names(registry)
    by_hand = page_extent.ExtentOptions(options.partial, options.year, options.form)
    named = respondent.resolved(layout.header, known) is not None
    extent = page_extent.judge(layout, Excerpt(text, 0), by_hand, known=named, where=where)
    year = _year(layout, text, options.year, where=where)
    who = (
        respondent.given(options.respondent, layout.header, text, known)
        if options.respondent
        else respondent.read(layout.header, known, where=where)
    )
    confirm = {name: parsed.doubt for name, parsed in (("respondent", who), ("year", year)) if parsed.doubt}
    if who.value.organisation not in registry.organisations:
        confirm.setdefault("respondent", "not in the registry; the slug is given by hand")
    if layout.doubt:
        confirm["form"] = layout.doubt
    missing = layout.missing if extent == "whole" else ()
    if missing:
        confirm["answers"] = f"{questions.name_questions(missing)} not on the page"
    if who.value.organisation not in registry.organisations and not options.respondent:
        # The page says who speaks: what it calls itself in a list of partners or publishers is no name to ask about.
        known = known_names(registry, respondent.names(who.value))
    context = PageContext(known, year.value.year, page.links, options.keep_text)
    answered = tuple(_answers([*_above(layout, who.value.quote, extent), *layout.questions], context))
    doubt = "; ".join(_block_doubts(answered, text))
    if doubt:
        confirm["blocks"] = doubt
    slug = f"{who.value.organisation}-{year.value.year}"
    report = prose.Report(slug, who.value.organisation, year.value.year, known.names, options.keep_text)
    proposals = prose.read(stretches(layout, answered), report)
    made = [entity for each in answered for entity in each.entities]
    return Submission(
        id=slug,
        form=layout.form.id if layout.form else None,
        extent=extent,
        source=Source(sha256=hashlib.sha256(text.encode("utf-8")).hexdigest(), length=len(text), page=options.address),
        respondent=who.value,
        year=year.value,
        confirm={**confirm, **proposals.confirm},
        answers=_in_order(answered, missing, proposals.goals),
        # A respondent that is new to the registry is asked about once, as the respondent.
        organisations={slug: at for slug, at in proposals.organisations.items() if slug in registry.organisations},
        boilerplate=tuple(_boilerplate(layout, answered, who.value.at or Span(0, 0))),
        left_out=tuple(_unanswering(answered)),
        **{f"{kind}s": tuple(each for each in made if isinstance(each, block)) for kind, block in BLOCKS.items()},
        **{section: getattr(proposals, section) for section in _PROPOSED},
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
    answer: Answer | None
    blocks: tuple[Block, ...]
    described: tuple[Block, ...]
    entities: tuple[Entity, ...]


def _above(layout: Layout, named: Quote | None, extent: Extent) -> Iterator[Question]:
    """What a page in part has between the respondent's name and its first question: an answer to nobody knows what."""
    end = named.at.end if named and layout.before.at.holds(named.at) else layout.before.start
    rest = layout.before.cut(end - layout.before.start, len(layout.before.text))
    if extent == "part" and rest.text:
        yield questions.Question("", None, Excerpt("", rest.start), rest)


def _in_order(
    answered: Sequence[_Answered], missing: Sequence[str], goals: Mapping[str, Mapping[str, tuple[Quote, ...]]]
) -> tuple[Answer, ...]:
    """The answers and the questions that are not on the page, by their numbers.

    A question with nothing of its own but questions below it is answered by those.
    """
    headings = {each.question.number.partition(".")[0] for each in answered if "." in each.question.number}
    given = [
        each.answer.model_copy(update={"goals": goals.get(each.answer.question, {})})
        for each in answered
        if each.answer
    ]
    answers = [each for each in given if each.status != "not-answered" or each.question not in headings]
    absent = [Answer(question=number, status="not-on-page") for number in missing]
    return tuple(sorted([*answers, *absent], key=lambda each: [int(part) for part in each.question.split(".")]))


def _answers(asked: Sequence[Question], page: PageContext) -> Iterator[_Answered]:
    room = blocks.MOST
    for question in asked:
        answered = _answered(question, page, room)
        room -= len(answered.blocks)
        yield answered


def _answered(question: Question, page: PageContext, most: int) -> _Answered:
    within = blocks.read(_without_prefix(question.answer), most + 1)
    read, beyond, within = question.answer, within[most:], within[:most]
    if beyond:
        read = read.cut(0, beyond[0].at.start - read.start)
    described = tuple(block for block in within if entities.named(block))
    filled = any(map(entities.says_something, within)) or any(blocks.between(question.answer, within))
    status = _status(question.answer) if filled else "not-answered"
    words = question.answer if within else question.answer.cut(0, len(question.answer.text), CELL)
    # The text of an answer made of blocks stands in their fields.
    passage = words.passage(keep=page.keep and not within) if status == "answered" else None
    number, in_form = question.number, question.in_form
    answer = Answer(question=number, in_form=in_form, status=status, passage=passage) if number else None
    return _Answered(
        question, read, beyond, answer, within, described, tuple(entities.read(b, page) for b in described)
    )


def _block_doubts(answered: Sequence[_Answered], text: str) -> Iterator[str]:
    """Which blocks are left out: those without a name, and those behind more than a page can hold."""

    def line(position: int) -> int:
        return text.count("\n", 0, position) + 1

    nameless = [
        block
        for each in answered
        for block in each.blocks
        if entities.says_something(block) and not entities.named(block)
    ]
    if nameless:
        yield f"left out for having no name: {len(nameless)}, the first on line {line(nameless[0].at.start)}"
    doubted: dict[str, list[Block]] = {}
    for block in (block for each in answered for block in each.blocks if block.doubt):
        doubted.setdefault(block.doubt, []).append(block)
    for doubt, where in doubted.items():
        yield f"{doubt}: {len(where)}, the first on line {line(where[0].at.start)}"
    left = next((block for each in answered for block in each.beyond), None)
    if left:
        yield f"more than {blocks.MOST}; the rest, from line {line(left.at.start)} on, is not read"


def _status(answer: Excerpt) -> AnswerStatus:
    answer = _without_prefix(answer)
    words = answer.cut(0, len(answer.text), MARKS).text
    return next((status for status, cue in _STATUS if cue.fullmatch(words)), "answered")


def _without_prefix(answer: Excerpt) -> Excerpt:
    prefix = _PREFIX.match(answer.text)
    return answer.cut(prefix.end(), len(answer.text)) if prefix else answer


def _year(layout: Layout, text: str, given: int | None, *, where: str) -> Parsed[Year]:
    """The year of submission and the words that say it.

    Raises:
        SourceError: neither the page nor the caller says it.
    """
    words = layout.year
    if words:
        stated = int(words.text)
        doubt = "" if given in (None, stated) else f"given by hand; the page says {stated}"
        return Parsed(Year(text=words.text, at=words.at, year=given or stated), doubt)
    if given is None:
        hint = "the page may be cut short; if it is whole, say the year: --year YYYY; if not, --partial too"
        raise SourceError("does not end with its year of submission", where=where, hint=hint)
    named = re.search(rf"(?<!\d){given}(?!\d)", text)
    if not named:
        return Parsed(Year(year=given), "given by hand; the page names it nowhere")
    words = Excerpt(named[0], named.start())
    return Parsed(Year(text=words.text, at=words.at, year=given), "given by hand; the page has no year of submission")


def _boilerplate(layout: Layout, answered: Sequence[_Answered], respondent_at: Span) -> Iterator[Span]:
    """What is the form's or the site's own: banner, questions, labels, foot."""
    above = next((each.question.answer.at for each in answered if not each.question.number), respondent_at)
    yield from (line.at for line in layout.header if not line.at.holds(respondent_at) and not above.holds(line.at))
    for each in answered:
        if each.question.number:
            yield each.question.asked.at
        yield from (at for block in each.blocks for at in block.labels)
    yield from (line.at for line in layout.foot)


def _unanswering(answered: Sequence[_Answered]) -> Iterator[Omission]:
    """The words that only say that there is no answer: "N/A", "No response"."""
    for each in answered:
        words = each.question.answer
        if words.text and not each.blocks and each.answer and each.answer.status in _SAYING_NOTHING:
            yield Omission(at=words.at, reason=_SAYING_NOTHING[each.answer.status])


def stretches(layout: Layout, answered: Sequence[_Answered]) -> Iterator[Stretch]:
    """The page's text, piece by piece, for the finders of prose: header and foot first, then answer by answer."""
    for line in (*layout.header, *layout.foot):
        yield Stretch(line.text, line.start, "field", "")
    for each in answered:
        number, asked = each.question.number, each.question.asked
        yield Stretch(asked.text, asked.start, "field", number)
        for words in blocks.between(each.read, each.blocks):
            yield Stretch(words.text, words.start, "answer", number, asked.text)
        for block, entity in zip(each.described, each.entities, strict=True):
            about = f"{block.kind}/{entity.id}"
            names = (entity.name.text, *((entity.name.acronym,) if entity.name.acronym else ()))
            series = (entity.series or "") if isinstance(entity, Event) else ""
            for name, words in block.fields.items():
                kind: Kind = "description" if name == "description" else "field"
                if words.text:
                    yield Stretch(words.text, words.start, kind, number, asked.text, about, names, series)
