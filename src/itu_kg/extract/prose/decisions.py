"""AnnotatedText → decisions: which body adopted, revised, approved or endorsed which document, at which session.

A decision needs a document, and a body that the registry knows or that the answer about decisions calls a board, a
council, a conference. Outside that answer the body has to be one that governs by its name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from itu_kg.extract.prose.annotated_text import AnnotatedText, Report, Sentence, contained, name_span, overlaps
from itu_kg.extract.prose.date_phrases import find_dates, first_year
from itu_kg.extract.prose.governing_bodies import governs
from itu_kg.extract.prose.negation import denies, is_undone
from itu_kg.extract.prose.reported_entities import year_of
from itu_kg.extract.words import YEAR
from itu_kg.model.base import Span
from itu_kg.model.slugs import slug
from itu_kg.model.submission import DecidedDocument, Decision

if TYPE_CHECKING:
    from itu_kg.extract.prose.documents import DocumentMention

_Act = Literal["adopted", "revised", "approved", "endorsed"]

_VERBS: tuple[tuple[_Act, str, str, str], ...] = (
    ("adopted", r"adopt(?:ed|s)?", "adoption", "Adoption"),
    ("revised", r"(?:revis|amend|updat)(?:ed|es)?", "revision|amendment", "Revision"),
    ("approved", r"approv(?:ed|es)?", "approval", "Approval"),
    ("endorsed", r"endors(?:ed|es)?", "endorsement", "Endorsement"),
)
"""What a body can do to a document: the record's word, the verb, the noun in a text, the noun in a name."""
_TITLES = {act: title for act, _, _, title in _VERBS}
_SIGNS = ("adopt", "revis", "amend", "updat", "approv", "endors")
_ACTIVE = re.compile("|".join(rf"\b(?P<{act}>{verb})\b" for act, verb, _, _ in _VERBS))
_PASSIVE = re.compile(
    r"\b(?:" + "|".join(rf"(?P<{act}>{verb})" for act, verb, _, _ in _VERBS) + r")\s(?:\w+\s)?by\s(?:the\s)?"
)
_NOUN = re.compile(
    r"\b(?:" + "|".join(rf"(?P<{act}>{noun})" for act, _, noun, _ in _VERBS) + r")\sof\s(?:the\s)?", re.IGNORECASE
)
_AT = re.compile(r"\s(?:at|by|in)\s(?:the\s)?")
_BODY = re.compile(
    r"\b(?:Executive|Governing|General|Administrative|World|Ministerial|Steering|Coordinating|Plenipotentiary)\s"
    r"(?:[A-Z]\w+\s){0,3}?(?:Board|Council|Conference|Assembly|Committee|Body|Commission)\b"
    r"|\bConference of the Parties\b|\bBoard of (?:Governors|Trustees|Directors|Auditors)\b|\bBoard (?=of [A-Z])"
    r"|(?<=\b[Tt]he\s)(?:Council|Board|Conference|Assembly|Governing Body|Committee)\b(?!\s(?:for|on)\s)"
)
_ORGAN = re.compile(
    r"['’]?\s(?P<organ>(?:[A-Z][\w-]{1,30}\s){0,3}(?:Board|Council|Conference|Assembly|Committee|Commission|Congress|Group)"
    r"(?:\sfor\s[A-Z]\w+)?)\b"
)
_BESIDES = re.compile(r"\b(?:in|by|through|under|with|via|at|of)\s(?:its\s|the\s)?\Z")
_WHOSE = re.compile(r"\s?(?:\([^()\n]{1,20}\)\s?)?(?:of|for|to)\s(?:the\s)?")
_OWNER = re.compile(r"['’]s?\s(?:own\s)?")
_OF_UN = re.compile(r"UN\b|UNGA|United Nations")
_BY = re.compile(r"\s(?:\w+\s)?by\b")
_STATED = re.compile(
    rf"\b(?:[Ii]n|[Dd]uring|its)\s(?:the\s|early\s|late\s|mid-)?(?P<year>{YEAR})(?!\w|\s?[-–—/]\s?[0-9])"
)
_EARLIEST = 1945
_NEAR = 60
"""How far behind the verb its document may stand, in code points."""
_NEAR_BEFORE = 80
"""How far before "adopted by"."""


@dataclass(frozen=True, slots=True)
class _Context:
    """A sentence, the bodies it names by where, and the documents it cites."""

    source: AnnotatedText
    sentence: Sentence
    bodies: Mapping[Span, str]
    cited: Sequence[DocumentMention]

    def body_from(self, place: int) -> Span | None:
        """Find the body whose name begins at a place in the sentence."""
        return next((at for at in self.bodies if at.start == self.sentence.at.start + place), None)


@dataclass(frozen=True, slots=True)
class _Claim:
    """What a sentence says a body did to a document; `at` is where the body is named."""

    at: Span
    act: _Act
    document: DocumentMention
    doubt: str = "check body, session and year"


def find_decisions(source: AnnotatedText, report: Report) -> Iterator[tuple[tuple[str, ...], Decision]]:
    """Find the decisions that a text tells of, each with the slugs that its own is to be made of."""
    for sentence in source.sentences(_SIGNS):
        if denies(sentence.text):
            continue
        context = _Context(source, sentence, _bodies(source, sentence, report), source.cited(sentence.at))
        for claim in tuple(_claims(context)) or _active(context, report):
            yield _decision(context, claim, report)


def _claims(context: _Context) -> Iterator[_Claim]:
    """Read "Resolution 1332, revised by the Council" and "the adoption of Resolution 1332 by the Council"."""
    text, start = context.sentence.text, context.sentence.at.start
    for match in _done(_PASSIVE, text):
        body = context.body_from(match.end())
        before = [one for one in context.cited if 0 <= start + match.start() - one.at.end <= _NEAR_BEFORE]
        if body and before:
            yield _Claim(body, _act(match), before[-1])
    for match in _done(_NOUN, text):
        document = next((one for one in context.cited if one.at.start == start + match.end()), None)
        at = _AT.match(text, document.at.end - start) if document else None
        body = context.body_from(at.end()) if at else None
        if document and body:
            yield _Claim(body, _act(match), document)


def _active(context: _Context, report: Report) -> Iterator[_Claim]:
    """Read "the Council, at its 2024 session, revised Resolution 1332": the body stands before the verb."""
    for match in _done(_ACTIVE, context.sentence.text):
        start, end = context.sentence.span(match)
        body = next((at for at in reversed(tuple(context.bodies)) if at.end <= start), None)
        document = next((one for one in context.cited if end <= one.at.start <= end + _NEAR), None)
        if document and _BESIDES.search(context.sentence.words(Span(end, document.at.start))):
            continue  # "endorsed it in its resolution 2016/12": what says so, and not what was endorsed
        if body is None or document is None or _BY.match(context.sentence.text, match.end()):
            continue
        words = context.sentence.words(body)
        if context.source.topic == "decisions" or governs(words, context.bodies[body], report):
            yield _Claim(body, _act(match), document, "check body, document and year")
            return


def _done(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Find what was done; what is denied, or to come, was not."""
    return (match for match in pattern.finditer(text) if not is_undone(text, match.start()))


def _decision(context: _Context, claim: _Claim, report: Report) -> tuple[tuple[str, ...], Decision]:
    sentence, body, document = context.sentence, context.bodies[claim.at], claim.document
    session, year = _session(sentence, claim.at, report)
    by = report.known.names.get(("organisation", body))
    what = report.known.names.get(("document", document.slug))
    unknown = "" if by else "; the registry does not know this body"
    confirm = {"name": "made of the document and the body", "body": claim.doubt + unknown}
    year = year or _year(context, claim, report)
    if year is None:
        confirm["year"] = "the sentence names no year of the decision"
    made = slug(session or f"{body} {year or ''}", document.slug.removeprefix(f"{body}-"))
    decision = Decision(
        id=made,
        # What the registry does not know goes by what the page calls it.
        name=f"{_TITLES[claim.act]} of {what or document.text} by {by or sentence.words(claim.at)}",
        passage=context.source.passage(sentence.at),
        body=body,
        session=session,
        year=year,
        documents=(DecidedDocument(text=document.text, at=document.at, document=document.slug, did=claim.act),),
        confirm=confirm,
    )
    return (made, claim.act, str(sentence.at.start)), decision


def _year(context: _Context, claim: _Claim, report: Report) -> int | None:
    """Find the year nearest to the body that the sentence dates something to; none to come, and none of a title's."""
    sentence = context.sentence
    stated = [(one.dates.at.start, one.year) for one in find_dates(sentence.text, sentence.at.start)]
    stated += [(sentence.span(match, "year").start, int(match["year"])) for match in _STATED.finditer(sentence.text)]
    titles = [one.at for one in context.cited]
    years = [
        (";" in sentence.words(Span(*sorted((place, claim.at.start)))), abs(place - claim.at.start), year)
        for place, year in stated
        if _EARLIEST <= year <= report.year and not any(at.start <= place < at.end for at in titles)
    ]
    return min(years)[-1] if years else None


def _session(sentence: Sentence, body: Span, report: Report) -> tuple[str | None, int | None]:
    """Find the event that a body's name is a part of ("its 47th session", "WTSA-24"), and the year it says."""
    for event in contained(report.events, sentence.at, name_span):
        if event.name.at.holds(body):
            year = first_year(event.dates)
            return event.id, year if year >= _EARLIEST else None
    held = next((event.slug for event in sentence.named("event") if event.at.holds(body)), None)
    stated = year_of(held) if held else None
    return held, stated if stated and stated >= _EARLIEST else None


def _bodies(source: AnnotatedText, sentence: Sentence, report: Report) -> dict[Span, str]:
    """List the bodies that a sentence names; in the answer about decisions, governing bodies nobody registered too."""
    bodies = {mention.at: mention.slug for mention in sentence.named("organisation")}
    for event in sentence.named("event"):
        for mention in report.known.mentions(event.text, event.at.start, ("organisation",)):
            if mention.at.start == event.at.start:
                bodies[mention.at] = mention.slug
    if source.topic == "decisions":
        for at, body in list(bodies.items()):
            words = sentence.words(at)
            organ = _ORGAN.match(sentence.text, at.end - sentence.at.start)
            if organ and not overlaps(sentence.span(organ, "organ"), bodies):
                # "the WHO Regional Committee for Europe": a body of the one named.
                bodies[Span(at.start, sentence.span(organ).end)] = _organ(bodies.pop(at), words, organ["organ"], report)
            elif body == "unga" and not _OF_UN.match(words):
                # A respondent that writes of the General Assembly in this answer writes of its own.
                bodies[at] = slug(report.respondent, words)
        for match in _BODY.finditer(sentence.text):
            at = sentence.span(match)
            if not overlaps(at, bodies):
                owner = _owner(sentence, at, bodies)
                whose = sentence.words(owner) if owner else report.title(f"organisation/{report.respondent}")
                bodies[at] = _organ(bodies.pop(owner) if owner else report.respondent, whose, match[0], report)
    return dict(sorted(bodies.items()))


def _organ(owner: str, whose: str, organ: str, report: Report) -> str:
    """Make the slug of a board, council or assembly of a body, that of the registry if it knows one of such a name."""
    names = (f"{whose} {organ}", f"{organ} of {whose}", f"{organ} of the {whose}", f"{owner.upper()} {organ}")
    known = (report.known.resolve(name, "organisation") for name in names)
    return next((slug for slug in known if slug), slug(owner, organ))


def _owner(sentence: Sentence, at: Span, bodies: Mapping[Span, str]) -> Span | None:
    """Find the body whose board, council or assembly it is: "UNDP's Executive Board", "the Board of UN-Women"."""
    for owner in bodies:
        if owner.end <= at.start and _OWNER.fullmatch(sentence.words(Span(owner.end, at.start))):
            return owner
        if owner.start >= at.end and _WHOSE.fullmatch(sentence.words(Span(at.end, owner.start))):
            return owner
    return None


def _act(match: re.Match[str]) -> _Act:
    return next(act for act, *_ in _VERBS if match[act])
