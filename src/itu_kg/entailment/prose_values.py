"""Claim → Differences: values that prose gives, where no field of the form does.

What the extractor reads of the same words decides. Where it reads nothing, the least that holds is asked: what a value
points at is named in the words, and a year or number stands there.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from itu_kg.entailment.entity_words import place, things
from itu_kg.extract.prose.contributions import SIGNS
from itu_kg.extract.words import ORDINAL, ordinal_number
from itu_kg.model import edtf
from itu_kg.model.base import Span
from itu_kg.model.event_mention import MentionedEvent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itu_kg.entailment.claim import Claim, Difference, Rule

TO_COME = re.compile(
    r"\b(?:will|shall|upcoming|forthcoming|planned|scheduled|expected|to be held|next)\b", re.IGNORECASE
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_ORDINAL = re.compile(rf"\b{ORDINAL}\b", re.IGNORECASE)
_ACTS = {
    "adopted": r"adopt\w*", "revised": r"(?:revis|amend|updat)\w*", "approved": r"approv\w*", "endorsed": r"endors\w*",
}  # fmt: skip
_DONE = "|".join(f"(?P<{act}>{verb})" for act, verb in _ACTS.items())
_BEHIND = re.compile(rf"\W{{1,3}}(?:\w+\W{{1,3}}){{0,12}}?(?:{_DONE})\W{{1,3}}(?:\w+\s)?by\b", re.IGNORECASE)
_BEFORE = re.compile(rf"\b(?:{_DONE})\W{{1,3}}(?:of\s)?(?:[\w'’-]+\s){{0,8}}\Z", re.IGNORECASE)
_NEAR = 80
_AGENT = re.compile(r"\b(?:was|were|been|be)\s(?:\w+\s)?\w+(?:ed|en|up)\sby\s", re.IGNORECASE)
"""What stands before those who did what a sentence in the passive tells of."""


def pointed(*kinds: str) -> Rule:
    """Make the rule of a field whose slugs or references are things of some types.

    What the extractor reads is what is meant, in any order; where it has no such entity, each thing is named around the
    words of this one, or is what the block around them is about.
    """

    def rule(claim: Claim) -> Iterator[Difference]:
        value, read = _several(claim.value), _several(claim.read)
        at = place(claim.entity)
        if set(value) == set(read):
            return
        if claim.other is not None:
            yield claim.differs(claim.read, at)
            return
        unnamed = tuple(each for each in value if not _is_named(claim, each, kinds))
        if unnamed:
            yield claim.differs(None, at, unnamed)

    return rule


def body(claim: Claim) -> Iterator[Difference]:
    """Hold a body to what the extractor reads, else to who issued the documents it decided on, else to the words."""
    page, value = claim.page, claim.value
    known = [page.registry.documents.get(one.document) for one in claim.entity.documents]
    issuers = {document.issuer for document in known if document and document.issuer}
    if claim.other is None and value is None:
        return  # the session decided, and is held to its words
    if claim.other is None and issuers:
        if value not in issuers:
            yield claim.differs(min(issuers), place(claim.entity))
        return
    different = list(pointed("organisation")(claim))
    yield from different
    at = place(claim.entity)
    if different or claim.other is not None or at is None or not (agent := _AGENT.search(page.words(at))):
        return
    if not page.labels.acts(page.words(at)[agent.end() :], "organisation", value):
        yield claim.differs(None, at)


def _several(value: object) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (str(value),) if value else ()


def _is_named(claim: Claim, thing: str, kinds: tuple[str, ...]) -> bool:
    kind, _, slug = thing.rpartition("/")
    words, at = claim.page.surroundings(claim.entity), place(claim.entity)
    if any(claim.page.labels.names(words, each, slug) for each in ((kind,) if kind else kinds)):
        return slug != getattr(claim.entity, "id", None)
    return at is not None and claim.page.enclosing(at) in {(each, slug) for each in ((kind,) if kind else kinds)}


def follows(claim: Claim) -> Iterator[Difference]:
    """Hold the edition before to the series: one of the same, and earlier."""
    if claim.value == claim.read:
        return
    before = next((one for kind, one in things(claim.page.record) if (kind, one.id) == ("event", claim.value)), None)
    first, second = claim.page.dates_of(claim.value), claim.page.dates_of(claim.entity.id)
    earlier = not first or not second or min(first) < min(second)
    if (
        claim.other is not None
        or before is None
        or before.series != claim.entity.series
        or not before.series
        or not earlier
    ):
        yield claim.differs(claim.read, place(claim.entity))


def series(claim: Claim) -> Iterator[Difference]:
    """Hold a series to the names of the event, and to its websites' words."""
    if claim.value == claim.read:
        return
    at = place(claim.entity)
    if claim.read or (
        claim.value and not claim.page.labels.names(claim.page.surroundings(claim.entity), "series", claim.value)
    ):
        yield claim.differs(claim.read, at)


def realisation(claim: Claim) -> Iterator[Difference]:
    """Judge again against the year of submission; without a date, by whether the words speak of what is to come."""
    read = claim.read or _judged(claim)
    if claim.value != read:
        yield claim.differs(read, place(claim.entity))


def _judged(claim: Claim) -> str | None:
    entity, page = claim.entity, claim.page
    to_come = "expected" if getattr(entity, "follows", None) else "planned"
    if entity.dates is not None and entity.dates.ranges:
        last = max(edtf.parse(written).end for written in entity.dates.ranges)
        return "held" if int(last[:4]) <= page.record.year.year else to_come
    if entity.dates is not None and entity.dates.year_round:
        return "ongoing"
    at = place(entity)
    if at is None or (claim.value is None and (entity.confirm or not isinstance(entity, MentionedEvent))):
        return None  # nobody has judged it yet
    before = page.words(Span(page.sentence(at).start, at.end))
    return to_come if TO_COME.search(before) else "held"


def edition(claim: Claim) -> Iterator[Difference]:
    """Hold a number to its own words, and to what the extractor reads of the description."""
    value, read = claim.value, claim.read
    counted = _ORDINAL.search(value.text) if value else None
    number = read.number if read else ordinal_number(counted["ordinal"]) if counted else None
    if (value.number if value else None) != number:
        yield claim.differs(number, value.at if value else read.at, value.number if value else None)


def session_year(claim: Claim) -> Iterator[Difference]:
    """Hold a decision's year to its session's, else to what its passage says."""
    at = place(claim.entity)
    if claim.read:
        if claim.value != claim.read:
            yield claim.differs(claim.read, at)
        return
    session = {int(each[:4]) for each in claim.page.dates_of(claim.entity.session)}
    titled = {year for one in claim.entity.documents for year in years_in(one.text)}
    stated = years_in(claim.page.words(at) if at else "")
    years = session or titled or stated
    if claim.value not in years and (claim.value or (claim.other is None and len(years) == 1)):
        yield claim.differs(min(years, default=None), at)


def years_in(words: str) -> set[int]:
    """List the years that words hold."""
    return set(map(int, _YEAR.findall(words)))


def documents(claim: Claim) -> Iterator[Difference]:
    """Hold each document to its words, and what was done to it to the verbs around them."""
    for one in claim.value:
        if not claim.page.means(one.text, one.at, "document", one.document):
            yield claim.differs(claim.page.meaning(one.text, "document"), one.at, one.document)
        read = {each.did for each in claim.read or () if each.document == one.document}
        done = read or _done(claim, one.at)
        if one.did not in (done or {None}):
            yield claim.differs(" or ".join(sorted(done)) or None, one.at, one.did)
    spans = [one.at for one in claim.value]
    if not spans and claim.other is None:
        for slug, quotes in claim.page.record.documents.items():
            for quote in quotes:
                if claim.entity.passage.at.holds(quote.at):
                    yield claim.differs(slug, quote.at, None)
    for one in claim.read or ():
        if not any(map(one.at.overlaps, spans)):
            yield claim.differs(one, one.at, None)


def _done(claim: Claim, at: Span) -> set[str]:
    """List what the words say the body of a decision, or its session, did to what stands at a place."""
    page, decision, around = claim.page, claim.entity, claim.entity.passage.at
    deciding = ("organisation", decision.body) if decision.body else ("series", decision.session)
    behind, before = (
        page.words(Span(at.end, around.end)),
        page.words(Span(max(around.start, at.start - _NEAR), at.start)),
    )
    done = set()
    begin = 0
    while match := _BEHIND.match(behind, begin):
        begin = match.end() - 2
        if page.labels.names(behind[match.end() : match.end() + _NEAR], *deciding):
            done.add(match.lastgroup or "")
            break
    if not done:
        done = {match.lastgroup or "" for match in [_BEFORE.search(before)] if match}
    return done


def transition(claim: Claim) -> Iterator[Difference]:
    """Hold a transition to the heading that its passage stands under, or to its words."""
    if claim.value == claim.read:
        return
    sign = SIGNS.get(claim.value)
    at = place(claim.entity)
    if claim.read or sign is None or at is None or not sign.search(claim.page.words(at)):
        yield claim.differs(claim.read, at)
