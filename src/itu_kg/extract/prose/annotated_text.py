"""Stretch × Gazetteer → Reading: the text's paragraphs and sentences, and the things it names.

What every reader of prose starts from. All positions in a Reading are positions in the source. It proposes nothing.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from itu_kg.extract.excerpt import Excerpt
from itu_kg.extract.prose.sentences import paragraphs, sentences
from itu_kg.extract.prose.topics import Topic, topic
from itu_kg.extract.prose.words import holds
from itu_kg.model.fields import Passage, Quote

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from itu_kg.extract.stretch import Stretch
    from itu_kg.model.base import Span
    from itu_kg.registry.gazetteer import Gazetteer, Kind, Mention

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Report:
    """Whose report is read, which year's, and what is known already.

    Attributes:
        submission: its slug.
        respondent: the slug of the organisation that answers.
        year: the year of submission.
        keep: whether passages keep their text.
        known: the registry's names.
        reported: the names of the events, resources and partnerships that the report's blocks are about.
    """

    submission: str
    respondent: str
    year: int
    keep: bool
    known: Gazetteer
    reported: Gazetteer

    def is_reported(self, kind: Kind, slug: str) -> bool:
        """Say whether a block of the report is about this thing."""
        return (kind, slug) in self.reported.names

    def title(self, reference: str) -> str:
        """Give the name that a known or reported thing, written `type/slug`, goes by, else its slug."""
        kind, _, slug = reference.partition("/")
        return self.reported.names.get((kind, slug)) or self.known.names.get((kind, slug)) or slug


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: where it stands, its sentences, and what it and each of them names (known and reported things)."""

    at: Span
    sentences: tuple[Span, ...]
    mentions: tuple[Mention, ...]
    by_sentence: Mapping[Span, tuple[Mention, ...]]

    def named(self, within: Span, *kinds: Kind) -> tuple[Mention, ...]:
        """Give the mentions that lie within a span, of these kinds or of any."""
        inside: Sequence[Mention] | None = self.by_sentence.get(within)
        if inside is None:
            inside = standing(self.mentions, within, _at)
        return tuple(mention for mention in inside if not kinds or mention.kind in kinds)


@dataclass(frozen=True, slots=True)
class Reading:
    """A stretch, what its question is about, and its paragraphs."""

    stretch: Stretch
    topic: Topic
    paragraphs: tuple[Paragraph, ...]
    keep: bool = False

    def words(self, at: Span) -> str:
        """Give the words of the source at a position inside the stretch."""
        return self.stretch.text[at.start - self.stretch.start : at.end - self.stretch.start]

    def sentences_with(self, signs: tuple[str, ...]) -> Iterator[tuple[Paragraph, Span]]:
        """Give the sentences that hold one of some signs, each in its paragraph; most stretches hold none."""
        if not holds(self.stretch.text, signs):
            return
        for paragraph in self.paragraphs:
            for sentence in paragraph.sentences:
                if holds(self.words(sentence), signs):
                    yield paragraph, sentence

    def quote(self, at: Span) -> Quote:
        """Quote the source at a position."""
        return Quote(text=self.words(at), at=at)

    def passage(self, at: Span) -> Passage:
        """Give the source at a position as a passage, with its text if the report keeps that."""
        return Excerpt(self.words(at), at.start).passage(keep=self.keep)


def standing(found: Sequence[T], at: Span, where: Callable[[T], Span]) -> Sequence[T]:
    """Give those of some things, in the order of the text, that stand inside a span.

    Args:
        found: the things.
        at: the span.
        where: gives a thing's position.
    """
    first = bisect_left(found, at.start, key=lambda one: where(one).start)
    last = bisect_left(found, at.end, lo=first, key=lambda one: where(one).start)
    return [one for one in found[first:last] if where(one).end <= at.end]


def _at(mention: Mention) -> Span:
    return mention.at


def read(stretch: Stretch, report: Report) -> Reading:
    """Take a stretch apart and find what it names."""
    text = stretch.text
    named = merged(report.reported.mentions(text, stretch.start), report.known.mentions(text, stretch.start))
    found: list[Paragraph] = []
    first = 0
    for span in paragraphs(text):
        at = stretch.span(*span)
        while first < len(named) and named[first].at.end <= at.start:
            first += 1
        last = first
        while last < len(named) and named[last].at.start < at.end:
            last += 1
        parts = tuple(stretch.span(*sentence) for sentence in sentences(text, span))
        here = named[first:last]
        found.append(Paragraph(at, parts, here, {part: tuple(standing(here, part, _at)) for part in parts}))
        first = last
    return Reading(stretch, topic(stretch.asked), tuple(found), report.keep)


def merged(reported: Iterable[Mention], known: Iterable[Mention]) -> tuple[Mention, ...]:
    """Put two readings of one text together; where they overlap the longer name stands, and both if equally long."""
    everything = sorted([*reported, *known], key=lambda one: (one.at.start, -one.at.end, one.kind, one.slug))
    kept: list[Mention] = []
    for mention in everything:
        if kept and mention.at.start < kept[-1].at.end and mention.at != kept[-1].at:
            if mention.at.end - mention.at.start <= kept[-1].at.end - kept[-1].at.start:
                continue
            while kept and kept[-1].at.end > mention.at.start:
                kept.pop()
        kept.append(mention)
    return tuple(kept)
