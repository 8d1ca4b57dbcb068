"""Claim → Differences: what a questionnaire block's fields say, each read again with its own reader.

A field's quote is read by itself, so that a curator may quote a part of it; what the whole block gives and the record
has not is reported too. What the form does not ask for (organisers, sittings, parts) is read from the description.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from itu_kg.entailment.entity_words import overlap, place
from itu_kg.entailment.thing_names import shares_word
from itu_kg.model.curation import bare

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itu_kg.entailment.claim import Claim, Difference
    from itu_kg.model.base import Span
    from itu_kg.model.fields import Name, Website


def quoted(claim: Claim) -> Iterator[Difference]:
    """Hold a field to what its reader makes of its words, and its words to where the extractor finds the field."""
    value, read = claim.value, claim.read
    if value is None:
        if bare(read):
            yield claim.differs(read, read.at)
        return
    again = read if read is not None and read.at == value.at else claim.page.read(claim.row, value)
    if bare(value) not in (bare(again), bare(read)):
        yield claim.differs(again, value.at)
    elif not _at_home(claim, value.at, read.at if read is not None else None):
        yield claim.differs(None, value.at)


def _at_home(claim: Claim, at: Span, read: Span | None) -> bool:
    """Say whether a field's words stand where the extractor has them, or where the entity itself is told of."""
    own = place(claim.entity)
    if own is None or overlap(read, at):
        return True
    name = getattr(claim.entity, "name", None)
    spans = [own, *(quote.at for quote in getattr(name, "also", ()))]
    if any(claim.page.paragraph(span).holds(at) for span in spans):
        return True
    block = claim.page.enclosing(own)
    return block is not None and block[1] != claim.entity.id and claim.page.enclosing(at) == block


def same(claim: Claim) -> Iterator[Difference]:
    """Hold a value to what the extractor makes of the block, and its words to where they stand."""
    value, read = claim.value, claim.read
    at = getattr(getattr(claim.entity, "description", None), "at", None) or place(claim.entity)
    if bare(value) != (bare(read) or type(bare(value))()):
        yield claim.differs(read, at)
    elif isinstance(value, tuple):
        spans = [(getattr(one, "at", None), getattr(other, "at", None)) for one, other in zip(value, read, strict=True)]
        if any(mine and theirs and not overlap(mine, theirs) for mine, theirs in spans):
            yield claim.differs(None, next(filter(None, (mine for mine, _ in spans))))


def described(claim: Claim) -> Iterator[Difference]:
    """Hold a description's place to the block's own."""
    read = claim.read
    if read is not None and (claim.value is None or not overlap(claim.value.at, read.at)):
        yield claim.differs(None, read.at)


def parts(claim: Claim) -> Iterator[Difference]:
    """Hold parts to the list that the extractor reads; those that running text names are held to the page alone."""
    if claim.read:
        yield from same(claim)


def websites(claim: Claim) -> Iterator[Difference]:
    """Hold each address to the words and links it stands at, and the list to the addresses that the words hold."""
    value: tuple[Website, ...] = claim.value
    for website in value:
        again = claim.page.website(website)
        if website.url != again:
            yield claim.differs(again, website.at, website.url)
    spans = [website.at for website in value]
    for website in claim.read or ():
        if not any(map(website.at.overlaps, spans)):
            yield claim.differs(website.url or website.text, website.at, None)


def name(claim: Claim) -> Iterator[Difference]:
    """Hold an acronym to the words of the name, and each other place that names the thing to its name."""
    value: Name = claim.value
    read = claim.read.acronym if claim.read is not None else None
    words = (value.text, *(quote.text for quote in value.also))
    stated = any(each == value.acronym or f"({value.acronym})" in each for each in words)
    if value.acronym != read and (claim.read is not None or not stated):
        yield claim.differs(read, value.at, value.acronym)
    for quote in value.also:
        other = claim.page.named_at(quote.at, claim.entity)
        in_common = shares_word(quote.text, f"{value.text} {value.acronym or ''}")
        if other or not (in_common or claim.page.series_named(claim.entity, quote.text)):
            yield claim.differs(other or value.text, quote.at, quote.text)
