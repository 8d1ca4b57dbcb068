"""Claim → Differences: figures, memberships and what prose tells with words of its own.

A figure is held to the one quantity of its words, and what it counts to the words around that; a pointer, a day and a
role to the words that the record quotes for them.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING

from itu_kg.entailment.prose_values import TO_COME, pointed, years_in
from itu_kg.extract.prose.quantities import CURRENCIES
from itu_kg.extract.words import wordset
from itu_kg.model.base import Span
from itu_kg.model.fields import Listing, Participant
from itu_kg.model.questionnaire import DATES
from itu_kg.registry.gazetteer import key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itu_kg.entailment.claim import Claim, Difference
    from itu_kg.model.fields import Day

_MORE_BEFORE = re.compile(r"\b(?:including|such as|like|e\.g\.)\W+(?:[\w'’-]+\W+){0,4}\Z", re.IGNORECASE)
_MORE_BEHIND = re.compile(r"\W{0,3}(?:and|or)\s(?:many\s)?others?\b", re.IGNORECASE)
"""What says that a list is not all there is."""
_WORD = re.compile(r"[^\W\d_]+")
_SMALL = wordset("of the and a an are is from in with were was have has its by to nature total some about at least")
_ROLES = {
    "secretariat": re.compile(r"\bsecretariat\b"), "vice-chair": re.compile(r"\bvice-?\s?chair"),
    "co-lead": re.compile(r"\bco-?(?:led|lead)"), "chair": re.compile(r"\bchair"),
    "coordinator": re.compile(r"\bco-?ordinat"), "member": re.compile(r"\bmember"),
}  # fmt: skip
"""How roles in bodies are told, the more particular first."""


def subject(claim: Claim) -> Iterator[Difference]:
    """Hold what a figure is about to what the extractor reads; where it has no such figure, to block or sentence."""
    page, at = claim.page, claim.entity.quote.at
    block = page.enclosing(at)
    if claim.other is None and block:
        if claim.value != "/".join(block):
            yield claim.differs("/".join(block), at)
        return
    kind, _, slug = claim.value.partition("/")
    if claim.other is None and not page.labels.names(page.words(page.sentence(at)), kind, slug):
        yield claim.differs(None, at)
        return
    yield from pointed()(claim)


def period(claim: Claim) -> Iterator[Difference]:
    """Hold the time that a figure is of to its sentence's; where the extractor has no such figure, to a year there."""
    if claim.value == claim.read:
        return
    years = {str(year) for year in years_in(claim.page.surroundings(claim.entity))}
    if claim.other is not None or claim.value not in years:
        yield claim.differs(claim.read, claim.entity.quote.at)


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
    added, lacking = set(unit_words - words) - known - set(sentence), set(words - unit_words) - known
    if not unit_words & words or added or lacking:
        yield claim.differs(" ".join(counted.split()) or None, entity.quote.at)


def measured(claim: Claim) -> Iterator[Difference]:
    """Hold what is measured to the unit and the figure's words: they hold all words of the concept's name."""
    entity = claim.entity
    if claim.value is None:
        return
    around = _stems(f"{entity.unit} {entity.quote.text}")
    if set(_stems(claim.value.replace("-", " "))) - set(around):
        yield claim.differs(None, entity.quote.at)


def _stems(words: str) -> Counter[str]:
    stems = (word.casefold() for word in _WORD.findall(words))
    return Counter(key(re.sub(r"(?:ies|y|e?s)\Z", "", word))[:6] for word in stems if word not in _SMALL)


def role(claim: Claim) -> Iterator[Difference]:
    """Hold a role in a body to the words that tell of it: "co-led" is of a co-lead, "vice-chair" of no chair."""
    words = claim.entity.quote.text.lower()
    read = next((name for name, pattern in _ROLES.items() if pattern.search(words)), None)
    if claim.value != read:
        yield claim.differs(read, claim.entity.quote.at)


def body(claim: Claim) -> Iterator[Difference]:
    """Hold the body to the words: it is named there or around them, and not by a part of another's longer name."""
    different = list(pointed("organisation")(claim))
    yield from different
    quote = claim.entity.quote
    named = {slug: quotes for slug, quotes in claim.page.draft.organisations.items() if slug != claim.value}
    inside = [slug for slug, quotes in named.items() if any(quote.at.holds(each.at) for each in quotes)]
    if not different and claim.page.labels.names(quote.text, "organisation", claim.value):
        own = claim.page.draft.organisations.get(claim.value, ())
        if inside and not any(quote.at.holds(each.at) for each in own):
            yield claim.differs(inside[0], quote.at)


def membership_period(claim: Claim) -> Iterator[Difference]:
    """Hold the time of a membership to the years in its words."""
    years = years_in(claim.page.surroundings(claim.entity))
    if claim.value and not set(map(int, re.findall(r"\d{4}", claim.value))) <= years:
        yield claim.differs(min(years, default=None), claim.entity.quote.at)


def day(claim: Claim) -> Iterator[Difference]:
    """Hold a day, month or year to its own words."""
    if claim.value is None:
        return
    read = _read_day(claim, claim.value)
    if claim.value.date != read:
        yield claim.differs(read, claim.value.at, claim.value.date)


def _read_day(claim: Claim, words: Day) -> str | None:
    again = claim.page.read(DATES, words)
    return again.ranges[0] if again is not None and again.ranges else None


def planned(claim: Claim) -> Iterator[Difference]:
    """Hold what is to be done to words of what is to come around it, and its day to its own words."""
    for plan in claim.value:
        if not TO_COME.search(claim.page.words(claim.page.sentence(plan.at))):
            yield claim.differs(None, plan.at, plan.text)
        if plan.date and plan.date.date != (read := _read_day(claim, plan.date)):
            yield claim.differs(read, plan.date.at, plan.date.date)


def pointers(claim: Claim) -> Iterator[Difference]:
    """Hold each thing pointed at to the words that point: they hold a name of it, and tell whether it is all."""
    usual = Participant.model_fields["role"].default
    for one in claim.value:
        thing = getattr(one, "to", None) or (
            f"organisation/{one.organisation}" if one.organisation else f"country/{one.country}"
        )
        kind, _, slug = thing.partition("/")
        if not claim.page.labels.names(one.text, kind, slug):
            yield claim.differs(None, one.at, thing)
        if getattr(one, "role", usual) != usual:
            yield claim.differs(usual, one.at, one.role)
    pointing = [one for one in claim.value if isinstance(one, Listing)]
    for sentence, several in groupby(pointing, key=lambda one: claim.page.sentence(one.at)):
        listed = list(several)
        more = bool(_MORE_BEFORE.search(claim.page.words(Span(sentence.start, listed[0].at.start))))
        for one in listed:
            behind = claim.page.words(Span(one.at.end, sentence.end))
            complete = not (_MORE_BEHIND.match(behind) or (more and one is listed[-1]))
            if one.complete != complete:
                yield claim.differs(complete, one.at, one.complete)
