"""Reading → decisions: which body adopted, revised, approved or endorsed which document, at which session.

A decision needs a body that the registry knows, or a governing body that the answer about decisions names. In other
answers it needs a document too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from itu_kg.extract.prose.editions import year_in
from itu_kg.extract.prose.when import in_year
from itu_kg.model.base import Span
from itu_kg.model.slugs import slug
from itu_kg.model.submission import DecidedDocument, Decision

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from itu_kg.extract.prose.documents import Cited
    from itu_kg.extract.prose.reading import Paragraph, Reading, Report
    from itu_kg.model.submission import MentionedEvent
    from itu_kg.registry.gazetteer import Mention

Did = Literal["adopted", "revised", "approved", "endorsed"]

_VERBS: tuple[tuple[Did, str, str], ...] = (
    ("adopted", r"adopt(?:ed|s)?", "adoption"),
    ("revised", r"(?:revis|amend|updat)(?:ed|es)?", "revision|amendment"),
    ("approved", r"approv(?:ed|es)?", "approval"),
    ("endorsed", r"endors(?:ed|es)?", "endorsement"),
)
_NAMES: dict[Did, str] = {
    "adopted": "Adoption",
    "revised": "Revision",
    "approved": "Approval",
    "endorsed": "Endorsement",
}
_ACTIVE = re.compile("|".join(rf"\b(?P<{did}>{verb})\b" for did, verb, _ in _VERBS))
_PASSIVE = re.compile(
    r"\b(?:" + "|".join(rf"(?P<{did}>{verb})" for did, verb, _ in _VERBS) + r")\s(?:\w+\s)?by\s(?:the\s)?"
)
_NOUN = re.compile(
    r"\b(?:" + "|".join(rf"(?P<{did}>{noun})" for did, _, noun in _VERBS) + r")\sof\s(?:the\s)?",
    re.IGNORECASE,
)
_AT = re.compile(r"\s(?:at|by|in)\s(?:the\s)?")
_BODY = re.compile(
    r"\b(?:Executive|Governing|General|Administrative|World|Ministerial|Steering)\s(?:[A-Z]\w+\s){0,3}?"
    r"(?:Board|Council|Conference|Assembly|Committee|Body|Commission)\b|\bConference of the Parties\b|\bGoverning Body\b"
)
_GOVERNING = re.compile(
    r"assembl|council|conference|board|committee|commission|congress|\bgoverning|parties\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Decided:
    """A decision as the sentence tells it; `body_at` is where the body is named."""

    body: str
    body_at: Span
    did: Did
    documents: tuple[Cited, ...]
    doubt: str


def decisions(
    reading: Reading, cited: Sequence[Cited], events: Sequence[MentionedEvent], report: Report
) -> Iterator[tuple[tuple[str, ...], Decision]]:
    """Find the decisions that a reading tells of, each with the words that its slug is to be made of."""
    for paragraph in reading.paragraphs:
        for sentence in paragraph.sentences:
            here = [one for one in cited if sentence.holds(one.at)]
            bodies = _bodies(reading, paragraph, sentence, report)
            for decided in _in_sentence(reading, sentence, bodies, here):
                yield _decision(reading, paragraph, sentence, decided, events, report)


def _in_sentence(
    reading: Reading, sentence: Span, bodies: Mapping[Span, str], cited: Sequence[Cited]
) -> Iterator[_Decided]:
    text = reading.words(sentence)
    found = False
    for match in _PASSIVE.finditer(text):
        body_at = _beginning(bodies, sentence.start + match.end())
        before = [one for one in cited if one.at.end <= sentence.start + match.start()]
        if body_at and before:
            found = True
            yield _Decided(bodies[body_at], body_at, _did(match), (before[-1],), "")
    for match in _NOUN.finditer(text):
        document = next((one for one in cited if one.at.start == sentence.start + match.end()), None)
        at = _AT.match(text, document.at.end - sentence.start) if document else None
        body_at = _beginning(bodies, sentence.start + at.end()) if at else None
        if document and body_at:
            found = True
            yield _Decided(bodies[body_at], body_at, _did(match), (document,), "")
    if not found:
        yield from _active(reading, text, sentence, bodies, cited)


def _active(
    reading: Reading, text: str, sentence: Span, bodies: Mapping[Span, str], cited: Sequence[Cited]
) -> Iterator[_Decided]:
    """Read "the Council, at its 2024 session, revised Resolution 1332": the body stands before the verb."""
    for match in _ACTIVE.finditer(text):
        start, end = sentence.start + match.start(), sentence.start + match.end()
        before = [at for at in bodies if at.end <= start]
        documents = tuple(one for one in cited if one.at.start >= end)
        if not before or _BODY_OF_PASSIVE.match(text, match.end()):
            continue
        asked = reading.topic == "decisions"
        near = bool(documents) and documents[0].at.start - end <= _NEAR
        if near and (asked or _GOVERNING.search(reading.words(before[-1]))):
            yield _Decided(bodies[before[-1]], before[-1], _did(match), documents[:1], "check which document")
            return


_BODY_OF_PASSIVE = re.compile(r"\s(?:\w+\s)?by\b")
_NEAR = 60


def _decision(  # noqa: PLR0913, PLR0917  a sentence, where it stands, and what its report knows
    reading: Reading,
    paragraph: Paragraph,
    sentence: Span,
    decided: _Decided,
    events: Sequence[MentionedEvent],
    report: Report,
) -> tuple[tuple[str, ...], Decision]:
    session = next(
        (
            one.id
            for one in events
            if one.name.at.start < decided.body_at.end and decided.body_at.start < one.name.at.end
        ),
        None,
    ) or next((one.slug for one in paragraph.named(sentence, "event") if one.at.holds(decided.body_at)), None)
    years = list(in_year(reading.words(sentence), sentence.start))
    year = (year_in(session) if session else None) or (years[0].year if years else report.year)
    document = decided.documents[0]
    tail = document.slug.removeprefix(f"{decided.body}-")
    name = f"{_NAMES[decided.did]} of {report.title(f'document/{document.slug}')}"
    confirm = {"name": "made of the document and the body", "body": decided.doubt or "check body, session and year"}
    if not session and not years:
        confirm["year"] = "the sentence names no year; the year of submission is taken"
    made = slug(session or f"{decided.body}-{year}", tail)
    decision = Decision(
        id=made,
        name=f"{name} by {report.title(f'organisation/{decided.body}')}",
        passage=reading.passage(sentence),
        body=decided.body,
        session=session,
        year=year,
        documents=tuple(
            DecidedDocument(text=one.text, at=one.at, document=one.slug, did=decided.did) for one in decided.documents
        ),
        confirm=confirm,
    )
    return (made, decided.did, str(sentence.start)), decision


def _bodies(reading: Reading, paragraph: Paragraph, sentence: Span, report: Report) -> dict[Span, str]:
    """Give the bodies that a sentence names; in the answer about decisions, governing bodies nobody registered too."""
    named: Sequence[Mention] = paragraph.named(sentence, "organisation")
    found = {mention.at: mention.slug for mention in named}
    if reading.topic == "decisions":
        for match in _BODY.finditer(reading.words(sentence)):
            at = Span(sentence.start + match.start(), sentence.start + match.end())
            if not any(at.start < other.end and other.start < at.end for other in found):
                found[at] = slug(report.respondent, match[0])
    return dict(sorted(found.items()))


def _beginning(bodies: Mapping[Span, str], start: int) -> Span | None:
    return next((at for at in bodies if at.start == start), None)


def _did(match: re.Match[str]) -> Did:
    return next(did for did, _, _ in _VERBS if match[did])
