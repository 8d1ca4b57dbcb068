"""Claim → Differences: values that prose gives, where no field of the form does.

What the extractor reads of the same words decides. Where it reads nothing, the least that holds is asked: what a value
points at is named in the words, and a year or number stands there.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from itu_kg.entailment.entity_words import things
from itu_kg.extract.prose.contributions import SIGNS
from itu_kg.extract.prose.quantities import CURRENCIES
from itu_kg.extract.words import ORDINAL, ordinal_number, wordset
from itu_kg.model import edtf
from itu_kg.model.base import Span
from itu_kg.model.questionnaire import DATES
from itu_kg.model.submission import MentionedEvent
from itu_kg.registry.gazetteer import key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itu_kg.entailment.claim import Claim, Difference, Rule

_TO_COME = re.compile(
    r"\b(?:will|shall|upcoming|forthcoming|planned|scheduled|expected|to be held|next)\b", re.IGNORECASE
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_ORDINAL = re.compile(rf"\b{ORDINAL}\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_SMALL = wordset("of the and a an are is from in with were was have has its by to nature total some about at least")
_ACTS = {
    "adopted": r"adopt\w*", "revised": r"(?:revis|amend|updat)\w*", "approved": r"approv\w*", "endorsed": r"endors\w*",
}  # fmt: skip
_DONE = "|".join(f"(?P<{act}>{verb})" for act, verb in _ACTS.items())
_BEHIND = re.compile(rf"\W{{1,3}}(?:\w+\W{{1,3}}){{0,12}}?(?:{_DONE})\W{{1,3}}(?:\w+\s)?by\b", re.IGNORECASE)
_BEFORE = re.compile(rf"\b(?:{_DONE})\W{{1,3}}(?:of\s)?(?:[\w'’-]+\s){{0,8}}\Z", re.IGNORECASE)
_NEAR = 80
_ROLES = {
    "secretariat": re.compile(r"\bsecretariat\b"), "vice-chair": re.compile(r"\bvice-?\s?chair"),
    "co-lead": re.compile(r"\bco-?(?:led|lead)"), "chair": re.compile(r"\bchair"),
    "coordinator": re.compile(r"\bco-?ordinat"), "member": re.compile(r"\bmember"),
}  # fmt: skip
"""How roles in bodies are told, the more particular first."""


def pointed(*kinds: str) -> Rule:
    """Make the rule of a field whose slugs or references are things of some types.

    What the extractor reads is what is meant, in any order; where it reads nothing, each thing is named around the
    entity's own words, or is what the block around them is about.
    """

    def rule(claim: Claim) -> Iterator[Difference]:
        value, read = _several(claim.value), _several(claim.read)
        at = claim.page.home(claim.entity)
        if set(value) == set(read):
            return
        if read:
            yield claim.differs(claim.read, at)
            return
        unnamed = tuple(each for each in value if not _is_named(claim, each, kinds))
        if unnamed:
            yield claim.differs(None, at, unnamed)

    return rule


def pointers(claim: Claim) -> Iterator[Difference]:
    """Hold each thing that is pointed at to the words that point: they hold a name of it."""
    for one in claim.value:
        thing = getattr(one, "to", None) or (
            f"organisation/{one.organisation}" if one.organisation else f"country/{one.country}"
        )
        kind, _, slug = thing.partition("/")
        if not claim.page.labels.names(one.text, kind, slug):
            yield claim.differs(None, one.at, thing)


def day(claim: Claim) -> Iterator[Difference]:
    """Hold a day, month or year to its own words."""
    if claim.value is None:
        return
    again = claim.page.read(DATES, claim.value)
    read = again.ranges[0] if again is not None and again.ranges else None
    if claim.value.date != read:
        yield claim.differs(read, claim.value.at, claim.value.date)


def role(claim: Claim) -> Iterator[Difference]:
    """Hold a role in a body to the words that tell of it: "co-led" is of a co-lead, "vice-chair" of no chair."""
    words = claim.entity.quote.text.lower()
    read = next((name for name, pattern in _ROLES.items() if pattern.search(words)), None)
    if claim.value != read:
        yield claim.differs(read, claim.entity.quote.at)


def membership_period(claim: Claim) -> Iterator[Difference]:
    """Hold the time of a membership to the years in its words."""
    years = _years(claim.page.surroundings(claim.entity))
    if claim.value and not set(map(int, re.findall(r"\d{4}", claim.value))) <= years:
        yield claim.differs(min(years, default=None), claim.entity.quote.at)


def _several(value: object) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (str(value),) if value else ()


def _is_named(claim: Claim, thing: str, kinds: tuple[str, ...]) -> bool:
    kind, _, slug = thing.rpartition("/")
    words, at = claim.page.surroundings(claim.entity), claim.page.home(claim.entity)
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
    if claim.read or before is None or before.series != claim.entity.series or not before.series or not earlier:
        yield claim.differs(claim.read, claim.page.home(claim.entity))


def series(claim: Claim) -> Iterator[Difference]:
    """Hold a series to the names of the event, and to its websites' words."""
    if claim.value == claim.read:
        return
    at = claim.page.home(claim.entity)
    if claim.read or (
        claim.value and not claim.page.labels.names(claim.page.surroundings(claim.entity), "series", claim.value)
    ):
        yield claim.differs(claim.read, at)


def realisation(claim: Claim) -> Iterator[Difference]:
    """Judge again against the year of submission; without a date, by whether the words speak of what is to come."""
    read = claim.read or _judged(claim)
    if claim.value != read:
        yield claim.differs(read, claim.page.home(claim.entity))


def _judged(claim: Claim) -> str | None:
    entity, page = claim.entity, claim.page
    to_come = "expected" if getattr(entity, "follows", None) else "planned"
    if entity.dates is not None and entity.dates.ranges:
        last = max(edtf.parse(written).end for written in entity.dates.ranges)
        return "held" if int(last[:4]) <= page.record.year.year else to_come
    if entity.dates is not None and entity.dates.year_round:
        return "ongoing"
    at = page.home(entity)
    if at is None or (claim.value is None and (entity.confirm or not isinstance(entity, MentionedEvent))):
        return None  # nobody has judged it yet
    before = page.words(Span(page.sentence(at).start, at.end))
    return to_come if _TO_COME.search(before) else "held"


def edition(claim: Claim) -> Iterator[Difference]:
    """Hold a number to the ordinals beside the event's name."""
    if claim.value == claim.read:
        return
    names = (claim.entity.name, *claim.entity.name.also)
    counted = {ordinal_number(match["ordinal"]) for quote in names for match in _ORDINAL.finditer(quote.text)}
    if claim.read or (claim.value and claim.value not in counted):
        yield claim.differs(claim.read or min(counted, default=None), claim.page.home(claim.entity))


def session_year(claim: Claim) -> Iterator[Difference]:
    """Hold a decision's year to its session's, else to what its passage says."""
    at = claim.page.home(claim.entity)
    if claim.read:
        if claim.value != claim.read:
            yield claim.differs(claim.read, at)
        return
    session = {int(each[:4]) for each in claim.page.dates_of(claim.entity.session)}
    titled = {year for one in claim.entity.documents for year in _years(one.text)}
    stated = _years(claim.page.words(at) if at else "")
    years = session or titled or stated
    if claim.value not in years and (claim.value or (claim.other is None and len(years) == 1)):
        yield claim.differs(min(years, default=None), at)


def period(claim: Claim) -> Iterator[Difference]:
    """Hold the time that a figure is of to its sentence's, else to that of its paragraph or of what it is about."""
    if claim.value == claim.read:
        return
    if claim.read or claim.value:
        years = _years(claim.page.surroundings(claim.entity)) | {
            int(each[:4]) for each in claim.page.dates_of(claim.entity.subject.partition("/")[2])
        }
        ends = set(map(int, re.findall(r"\d{4}", claim.value or "")))
        if claim.read or not ends <= years:
            yield claim.differs(claim.read, claim.entity.quote.at)


def _years(words: str) -> set[int]:
    return set(map(int, _YEAR.findall(words)))


def documents(claim: Claim) -> Iterator[Difference]:
    """Hold each document to its words, and what was done to it to the verbs around them."""
    for one in claim.value:
        if not claim.page.means(one.text, one.at, "document", one.document):
            yield claim.differs(claim.page.meaning(one.text, "document"), one.at, one.document)
        read = {each.did for each in claim.read or () if each.document == one.document}
        done = read or _done(claim, one.at, claim.entity.body)
        if one.did not in (done or {"adopted"}):
            yield claim.differs(" or ".join(sorted(done)) or "adopted", one.at, one.did)
    spans = [one.at for one in claim.value]
    if not spans and claim.other is None:
        for slug, quotes in claim.page.record.documents.items():
            for quote in quotes:
                if claim.entity.passage.at.holds(quote.at):
                    yield claim.differs(slug, quote.at, None)
    for one in claim.read or ():
        if not any(at.start < one.at.end and one.at.start < at.end for at in spans):
            yield claim.differs(one, one.at, None)


def _done(claim: Claim, at: Span, body: str) -> set[str]:
    """List what the words say a body did to what stands at a place."""
    page, around = claim.page, claim.entity.passage.at
    behind, before = (
        page.words(Span(at.end, around.end)),
        page.words(Span(max(around.start, at.start - _NEAR), at.start)),
    )
    done = set()
    place = 0
    while match := _BEHIND.match(behind, place):
        place = match.end() - 2
        if page.labels.names(behind[match.end() : match.end() + _NEAR // 2], "organisation", body):
            done.add(match.lastgroup or "")
            break
    if not done:
        done = {match.lastgroup or "" for match in [_BEFORE.search(before)] if match}
    return done


def figure(claim: Claim) -> Iterator[Difference]:
    """Hold a figure's number, comparator or currency to the one quantity of its words."""
    quote = claim.entity.quote
    read = getattr(claim.page.quantity(quote.at), claim.field, None)
    value = claim.value
    if value != (read or None if claim.field == "currency" and read not in CURRENCIES else read):
        if claim.field == "currency" and value is None and read not in CURRENCIES:
            return
        yield claim.differs(read, quote.at)


def unit(claim: Claim) -> Iterator[Difference]:
    """Hold a unit to the words that the number counts: some are among the figure's own, the rest in its sentence."""
    entity, page = claim.entity, claim.page
    quantity = page.quantity(entity.quote.at)
    if quantity is None or claim.value == claim.read or claim.value == CURRENCIES.get(quantity.currency):
        return
    own = page.words(entity.quote.at)
    counted = own.replace(page.words(quantity.at), " ")
    unit_words, words, sentence = (
        _stems(each) for each in (claim.value, counted, page.words(page.sentence(entity.quote.at)))
    )
    kind, _, slug = entity.subject.partition("/")
    known = {stem for label in page.labels.of(kind, slug) for stem in _stems(label)}
    if not unit_words & words or unit_words - words - sentence - known or words - unit_words - known:
        yield claim.differs(" ".join(counted.split()) or None, entity.quote.at)


def _stems(words: str) -> set[str]:
    stems = (word.casefold() for word in _WORD.findall(words))
    return {key(re.sub(r"(?:ies|y|e?s)\Z", "", word))[:6] for word in stems if word not in _SMALL}


def transition(claim: Claim) -> Iterator[Difference]:
    """Hold a transition to the heading that its passage stands under, or to its words."""
    if claim.value == claim.read:
        return
    sign = SIGNS.get(claim.value)
    at = claim.page.home(claim.entity)
    if claim.read or sign is None or at is None or not sign.search(claim.page.words(at)):
        yield claim.differs(claim.read, at)
