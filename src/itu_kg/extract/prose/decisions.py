"""Reading → decisions: which body adopted, revised, approved or endorsed which document, at which session.

A decision needs a document, and a body that the registry knows or that the answer about decisions calls a board, a
council, a conference. Outside that answer the body has to be one that governs by its name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from itu_kg.extract.prose.annotated_text import standing
from itu_kg.extract.prose.date_phrases import in_year
from itu_kg.extract.prose.governing_bodies import governs
from itu_kg.extract.prose.series_editions import year_in
from itu_kg.model.base import Span
from itu_kg.model.slugs import slug
from itu_kg.model.submission import DecidedDocument, Decision

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from itu_kg.extract.prose.annotated_text import Paragraph, Reading, Report
    from itu_kg.extract.prose.documents import Cited
    from itu_kg.model.submission import MentionedEvent

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
_SIGNS = ("adopt", "revis", "amend", "updat", "approv", "endors")
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
    r"(?:Board|Council|Conference|Assembly|Committee|Body|Commission)\b|\bConference of the Parties\b"
    r"|(?<=\b[Tt]he\s)(?:Council|Board|Conference|Assembly|Governing Body|Committee)\b"
)
_BY = re.compile(r"\s(?:\w+\s)?by\b")
_EARLIEST = 1945
_NEAR = 60
"""How far behind the verb its document may stand, in code points."""


@dataclass(frozen=True, slots=True)
class _Decided:
    """A decision as the sentence tells it; `body_at` is where the body is named."""

    body: str
    body_at: Span
    did: Did
    document: Cited
    doubt: str


def decisions(
    reading: Reading, cited: Sequence[Cited], events: Sequence[MentionedEvent], report: Report
) -> Iterator[tuple[tuple[str, ...], Decision]]:
    """Find the decisions that a reading tells of, each with the words that its slug is to be made of.

    Args:
        reading: the text.
        cited: the documents that it cites, in order.
        events: the events that prose mentions, in order.
        report: whose report it is.
    """
    for paragraph, at in reading.sentences_with(_SIGNS):
        here = _Sentence(
            reading,
            at,
            _bodies(reading, paragraph, at, report),
            standing(cited, at, lambda one: one.at),
            {one.at: one.slug for one in paragraph.named(at, "event")},
            standing(events, at, lambda one: one.name.at),
        )
        for decided in _in_sentence(here, report):
            yield _decision(here, decided, report)


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence, the bodies, documents and reported events that it names, and the events that only it mentions."""

    reading: Reading
    at: Span
    bodies: Mapping[Span, str]
    cited: Sequence[Cited]
    reported: Mapping[Span, str]
    mentioned: Sequence[MentionedEvent]

    @property
    def text(self) -> str:
        return self.reading.words(self.at)

    def body_from(self, place: int) -> Span | None:
        """Give the body whose name begins at a place in the sentence."""
        return next((at for at in self.bodies if at.start == self.at.start + place), None)


def _in_sentence(here: _Sentence, report: Report) -> Iterator[_Decided]:
    text, start = here.text, here.at.start
    found = False
    for match in _PASSIVE.finditer(text):
        body_at = here.body_from(match.end())
        before = [one for one in here.cited if one.at.end <= start + match.start()]
        if body_at and before:
            found = True
            yield _Decided(here.bodies[body_at], body_at, _did(match), before[-1], "check body, session and year")
    for match in _NOUN.finditer(text):
        document = next((one for one in here.cited if one.at.start == start + match.end()), None)
        at = _AT.match(text, document.at.end - start) if document else None
        body_at = here.body_from(at.end()) if at else None
        if document and body_at:
            found = True
            yield _Decided(here.bodies[body_at], body_at, _did(match), document, "check body, session and year")
    if not found:
        yield from _active(here, report)


def _active(here: _Sentence, report: Report) -> Iterator[_Decided]:
    """Read "the Council, at its 2024 session, revised Resolution 1332": the body stands before the verb."""
    for match in _ACTIVE.finditer(here.text):
        start, end = here.at.start + match.start(), here.at.start + match.end()
        body_at = next((at for at in reversed(tuple(here.bodies)) if at.end <= start), None)
        document = next((one for one in here.cited if end <= one.at.start <= end + _NEAR), None)
        if body_at is None or document is None or _BY.match(here.text, match.end()):
            continue
        body = here.bodies[body_at]
        if here.reading.topic == "decisions" or governs(here.reading, body_at, body, report):
            yield _Decided(body, body_at, _did(match), document, "check body, document and year")
            return


def _decision(here: _Sentence, decided: _Decided, report: Report) -> tuple[tuple[str, ...], Decision]:
    session, year = _session(here, decided.body_at)
    years = [one.year for one in in_year(here.text, here.at.start) if one.year >= _EARLIEST]
    document = decided.document
    unknown = "" if ("organisation", decided.body) in report.known.names else "; the registry does not know this body"
    confirm = {"name": "made of the document and the body", "body": decided.doubt + unknown}
    if year is None and not years:
        confirm["year"] = "the sentence names no year; the year of submission is taken"
    year = year or (years[0] if years else report.year)
    made = slug(session or f"{decided.body}-{year}", document.slug.removeprefix(f"{decided.body}-"))
    title = report.title(f"document/{document.slug}")
    decision = Decision(
        id=made,
        name=f"{_NAMES[decided.did]} of {title} by {report.title(f'organisation/{decided.body}')}",
        passage=here.reading.passage(here.at),
        body=decided.body,
        session=session,
        year=year,
        documents=(DecidedDocument(text=document.text, at=document.at, document=document.slug, did=decided.did),),
        confirm=confirm,
    )
    return (made, decided.did, str(here.at.start)), decision


def _session(here: _Sentence, body: Span) -> tuple[str | None, int | None]:
    """Give the event that a body's name is a part of ("its 47th session", "WTSA-24"), and the year it says."""
    for event in here.mentioned:
        if event.name.at.holds(body):
            ranges = event.dates.ranges if event.dates else ()
            said = int(ranges[0][:4]) if ranges else 0
            return event.id, said if said >= _EARLIEST else None
    held = next((slug_ for at, slug_ in here.reported.items() if at.holds(body)), None)
    year = year_in(held) if held else None
    return held, year if year and year >= _EARLIEST else None


def _bodies(reading: Reading, paragraph: Paragraph, sentence: Span, report: Report) -> dict[Span, str]:
    """Give the bodies that a sentence names; in the answer about decisions, governing bodies nobody registered too."""
    found = {mention.at: mention.slug for mention in paragraph.named(sentence, "organisation")}
    for event in paragraph.named(sentence, "event"):
        for mention in report.known.mentions(event.text, event.at.start, ("organisation",)):
            if mention.at.start == event.at.start:
                found[mention.at] = mention.slug
    if reading.topic == "decisions":
        for match in _BODY.finditer(reading.words(sentence)):
            at = Span(sentence.start + match.start(), sentence.start + match.end())
            if not any(at.start < other.end and other.start < at.end for other in found):
                found[at] = slug(report.respondent, match[0])
    return dict(sorted(found.items()))


def _did(match: re.Match[str]) -> Did:
    return next(did for did, _, _ in _VERBS if match[did])
