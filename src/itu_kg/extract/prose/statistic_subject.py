"""Passage × names → the one thing a passage is about: never a country, a place, or a body as wide as the UN."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from itu_kg.extract.prose.annotated_text import Reading, Report
    from itu_kg.model.base import Span
    from itu_kg.registry.gazetteer import Mention

_KINDS = ("partnership", "event", "resource", "series", "organisation")
_LOOK_BACK = 8
_TOO_WIDE = frozenset({"un", "g20"})


def candidates(mentions: Iterable[Mention], report: Report) -> tuple[Mention, ...]:
    """Give the mentions that can be what a passage is about: not the respondent, nor the UN as a whole."""
    return tuple(
        mention
        for mention in mentions
        if mention.kind in _KINDS
        and not (mention.kind == "organisation" and (mention.slug in _TOO_WIDE or mention.slug == report.respondent))
    )


def reference(mention: Mention) -> str:
    """Write what is mentioned as `type/slug`."""
    return f"{mention.kind}/{mention.slug}"


def subject(reading: Reading, place: int, sentence: Span, at: Span, report: Report) -> str:
    """Say what the words at `at`, in a sentence of paragraph number `place`, tell about, as `type/slug`.

    In a block's description it is the block's entity. In an answer it is what the sentence names last before the
    words, else first after them, else what the paragraph's first sentence names first, else that of one of the few
    paragraphs before it, else the respondent.
    """
    if reading.stretch.about:
        return reading.stretch.about
    named = candidates(reading.paragraphs[place].named(sentence), report)
    before = [mention for mention in named if mention.at.end <= at.start]
    after = [mention for mention in named if mention.at.start >= at.end]
    if before or after:
        return reference(before[-1] if before else after[0])
    for earlier in reversed(reading.paragraphs[max(0, place - _LOOK_BACK) : place + 1]):
        first = candidates(earlier.named(earlier.sentences[0]), report) if earlier.sentences else ()
        if first and first[0].at.start < at.start:
            return reference(first[0])
    return f"organisation/{report.respondent}"
