"""Submission × SecondRead → Differences: what a record says of the page as a whole.

Who answers and when, on which form, how far the page goes; each answer's number and state; and what the words name.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from itu_kg.entailment.claim import Claim, Difference, Rule
    from itu_kg.model.fields import Quote
    from itu_kg.model.submission import Answer


def respondent(claim: Claim) -> Iterator[Difference]:
    """Hold the respondent to its words."""
    page, value = claim.page, claim.value
    read = page.draft.respondent.organisation
    if value.organisation == read:
        return
    if value.quote is None or not page.labels.means(value.quote.text, "organisation", value.organisation):
        yield claim.differs(read, value.at, value.organisation)


def year(claim: Claim) -> Iterator[Difference]:
    """Hold the year of submission to its digits."""
    read = claim.page.draft.year.year
    if claim.value.year != read:
        yield claim.differs(read, claim.value.at, claim.value.year)


def form(claim: Claim) -> Iterator[Difference]:
    """Hold the form to the one whose questions the page asks, where it asks those of any."""
    read = claim.page.draft.form
    if claim.value != read and (read or not claim.page.given_by_hand("form")):
        yield claim.differs(read, None)


def extent(claim: Claim) -> Iterator[Difference]:
    """Hold the extent to what the page has of the form."""
    page = claim.page
    if claim.value != page.draft.extent and (page.is_whole or not page.given_by_hand("extent")):
        yield claim.differs(page.draft.extent, None)


def blocks(claim: Claim) -> Iterator[Difference]:
    """Miss the blocks of the page that the record has nothing of."""
    spans = [one.name.at for one in claim.value]
    for block in claim.read:
        if not any(map(block.name.at.overlaps, spans)):
            yield claim.part(block.id).differs(block.name.text, block.name.at, None)


def recipient(claim: Claim) -> Iterator[Difference]:
    """Hold the recipient to what the page says around the answers; it need not be said."""
    page = claim.page
    usual = type(page.record).model_fields["recipient"].default
    if claim.value != usual and not page.labels.names(page.outside_answers, "organisation", claim.value):
        yield claim.differs(usual, None)


def answers(claim: Claim) -> Iterator[Difference]:
    """Hold each answer to the one that the extractor finds under the same question."""
    page = claim.page
    read = {answer.question: answer for answer in page.by_form.answers}
    for answer in claim.value:
        other = read.pop(answer.question, None)
        at = answer.passage.at if answer.passage else None
        if other is None:
            held = [each.question for each in page.by_form.answers if at and each.passage and each.passage.at.holds(at)]
            yield claim.part(f"{answer.question}.question").differs(next(iter(held), None), at, answer.question)
            continue
        yield from _answer(claim.part(answer.question), answer, other)
    for question, other in read.items():
        yield claim.part(question).differs(other.status, other.passage.at if other.passage else None, None)


def _answer(claim: Claim, answer: Answer, other: Answer) -> Iterator[Difference]:
    page = claim.page
    at = answer.passage.at if answer.passage else None
    for field in ("status", "in_form"):
        value, read = getattr(answer, field), getattr(other, field)
        if value != read:
            yield claim.part(field).differs(read, at, value)
    theirs = other.passage.at if other.passage else None
    if (at is None) != (theirs is None) or (at and theirs and not at.overlaps(theirs)):
        yield claim.part("passage").differs(theirs and str(theirs), at or theirs, at and str(at))
    for goal in dict.fromkeys((*answer.goals, *other.goals)):
        value, read = ({quote.at for quote in each.goals.get(goal, ())} for each in (answer, other))
        for place in sorted(value ^ read):
            recorded, read_there = (goal, None) if place in value else (None, goal)
            yield claim.part(f"goals.{goal}").differs(read_there, place, recorded)
    for website in answer.websites:
        again = page.website(website)
        if website.url != again:
            yield claim.part("websites").differs(again, website.at, website.url)
    if answer.websites or page.record.machine_read:
        written = {website.url: website.at for website in page.written_out(at)} if at else {}
        for url in written.keys() - {website.url for website in answer.websites}:
            yield claim.part("websites").differs(url, written[url], None)


def mentions(*kinds: str) -> Rule:
    """Make the rule of a field that lists, by slug, all places of the page that name a thing of some types."""

    def rule(claim: Claim) -> Iterator[Difference]:
        page, read = claim.page, claim.read
        for slug, quotes in claim.value.items():
            for quote in quotes:
                if not any(page.means(quote.text, quote.at, kind, slug) for kind in kinds):
                    meant = next(filter(None, (page.meaning(quote.text, kind) for kind in kinds)), None)
                    difference = claim.part(slug).differs(meant, quote.at, slug)
                    # Who answers for one place of a name answers for those words, and for no others.
                    yield replace(difference, values=frozenset((slug, difference.words)))
        yield from _left_out(claim, read)

    return rule


def _left_out(claim: Claim, read: dict[str, tuple[Quote, ...]]) -> Iterator[Difference]:
    """Report what the extractor finds named and no name in the record takes in."""
    page = claim.page
    named = page.certain(claim.field) if page.record.machine_read else read
    for slug, quotes in named.items():
        own = [quote.at for quote in claim.value.get(slug, ())]
        for quote in quotes:
            if not any(map(quote.at.overlaps, own)) and not page.repeated(quote.at, own):
                yield claim.part(slug).differs(slug, quote.at, None)
