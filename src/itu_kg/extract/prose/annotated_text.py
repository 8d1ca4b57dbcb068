"""Stretch × Gazetteer → AnnotatedText: the text's paragraphs and sentences, and the things that each names.

What every finder of prose starts from. All positions are positions in the source. It proposes nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING, Literal, Protocol, TypeVar

from itu_kg.extract.excerpt import Excerpt, Stretch
from itu_kg.extract.fields import websites
from itu_kg.extract.prose.reported_entities import Editions
from itu_kg.extract.prose.sentences import split_paragraphs, split_sentences
from itu_kg.extract.words import holds
from itu_kg.model.base import Span
from itu_kg.model.fields import Passage, Quote, Website
from itu_kg.registry.gazetteer import Gazetteer, Kind, Mention, index, key

if TYPE_CHECKING:
    from itu_kg.extract.prose.documents import DocumentMention
    from itu_kg.model.event_mention import MentionedEvent
    from itu_kg.model.submission import Initiative

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

Topic = Literal["decisions", "coordination", "transitions", "strategies", "other"]

_TOPICS: tuple[tuple[Topic, re.Pattern[str]], ...] = (
    ("transitions", re.compile(r"transition|transformative", re.IGNORECASE)),
    ("decisions", re.compile(r"governing bod|decisions? taken|taken any decisions", re.IGNORECASE)),
    ("coordination", re.compile(r"coordination|coherence|working together", re.IGNORECASE)),
    ("strategies", re.compile(r"strateg|ministerial declaration|political declaration", re.IGNORECASE)),
)
_SUBJECTS = ("partnership", "event", "resource", "series", "organisation")
_TOO_WIDE = frozenset({"un", "g20"})

name_span: Callable[[MentionedEvent | Initiative], Span] = attrgetter("name.at")
_span: Callable[[Mention | DocumentMention], Span] = attrgetter("at")
_NO_NAMES, _NO_EDITIONS = index(()), Editions({}, {})


@dataclass(frozen=True, slots=True)
class Report:
    """Whose report is read, which year's, and what is known already.

    Attributes:
        submission: its slug.
        respondent: the slug of the organisation that answers.
        year: the year of submission.
        known: the registry's names.
        keep: whether passages keep their text.
        reported: the names of the events, resources and partnerships that the report's blocks are about.
        editions: the editions of series among these events.
        events: the events that prose mentions, in order, once they are found.
        initiatives: the initiatives that prose names, likewise.
    """

    submission: str
    respondent: str
    year: int
    known: Gazetteer
    keep: bool = False
    reported: Gazetteer = _NO_NAMES
    editions: Editions = _NO_EDITIONS
    events: tuple[MentionedEvent, ...] = ()
    initiatives: tuple[Initiative, ...] = ()

    def is_reported(self, kind: Kind, slug: str) -> bool:
        """Check whether a block of the report is about this thing."""
        return (kind, slug) in self.reported.names

    def title(self, reference: str) -> str:
        """Name a known or reported thing, written `type/slug`; its slug where it has no name."""
        kind, _, slug = reference.partition("/")
        return self.reported.names.get((kind, slug)) or self.known.names.get((kind, slug)) or slug

    def subjects(self, mentions: Iterable[Mention]) -> tuple[Mention, ...]:
        """Filter mentions by what text can be about: no place, not the respondent, nor a body as wide as the UN."""
        no_subject = {*_TOO_WIDE, self.respondent}
        return tuple(
            mention
            for mention in mentions
            if mention.kind in _SUBJECTS and not (mention.kind == "organisation" and mention.slug in no_subject)
        )


@dataclass(frozen=True, slots=True)
class Annotated:
    """A part of the text: where it stands, and the mentions that reach into it, in order."""

    at: Span
    mentions: tuple[Mention, ...]

    def named(self, *kinds: Kind, within: Span | None = None) -> tuple[Mention, ...]:
        """Filter the mentions that lie wholly inside (or inside `within`), of these kinds or of any."""
        inside = contained(self.mentions, within or self.at, _span)
        return tuple(mention for mention in inside if not kinds or mention.kind in kinds)


@dataclass(frozen=True, slots=True)
class Sentence(Annotated):
    """A sentence with its words; it has the mentions that lie wholly inside it."""

    text: str

    def span(self, match: re.Match[str], group: str | int = 0) -> Span:
        """Turn a match in the words into a span of the source."""
        return self.at_span(Span(*match.span(group)))

    def at_span(self, at: Span) -> Span:
        """Turn a span of the words into one of the source."""
        return Span(self.at.start + at.start, self.at.start + at.end)

    def words(self, at: Span) -> str:
        """Cut out the words of a span of the source that lies in the sentence."""
        return self.text[at.start - self.at.start : at.end - self.at.start]


@dataclass(frozen=True, slots=True)
class Paragraph(Annotated):
    """A paragraph with its sentences."""

    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class AnnotatedText:
    """A stretch, the topic of its question, its paragraphs, and the documents it cites, once they are found."""

    stretch: Stretch
    topic: Topic
    paragraphs: tuple[Paragraph, ...]
    keep: bool = False
    documents: tuple[DocumentMention, ...] = ()

    def words(self, at: Span) -> str:
        """Cut out the words of a span of the source that lies in the stretch."""
        return self.stretch.text[at.start - self.stretch.start : at.end - self.stretch.start]

    def sentences(self, signs: tuple[str, ...] = ()) -> Iterator[Sentence]:
        """Iterate over the sentences that hold one of some signs in lower case; over all where none is given."""
        if signs and not holds(self.stretch.text, signs):
            return  # most stretches hold none
        for paragraph in self.paragraphs:
            for sentence in paragraph.sentences:
                if not signs or holds(sentence.text, signs):
                    yield sentence

    def is_about(self, words: str) -> bool:
        """Check whether the stretch is about something that goes by these words, or by a name that holds them."""
        return any(key(words) in key(name) for name in self.stretch.names)

    def cited(self, within: Span) -> Sequence[DocumentMention]:
        """Filter the documents by where they are cited."""
        return contained(self.documents, within, _span)

    def quote(self, at: Span) -> Quote:
        """Quote a span of the source."""
        return Quote(text=self.words(at), at=at)

    def passage(self, at: Span) -> Passage:
        """Make a passage of a span of the source, with its text if the report keeps that."""
        return Excerpt(self.words(at), at.start).passage(keep=self.keep)

    def websites(self, within: Span) -> tuple[Website, ...]:
        """The web addresses written out in a span."""
        return websites.written_out(Excerpt(self.words(within), within.start))


class Finder(Protocol[T_co]):
    """What finds one kind of thing in a text, in the order of the text."""

    def __call__(self, source: AnnotatedText, report: Report, /) -> Iterator[T_co]:
        """Find the things; what cannot be read for certain is left out or left empty."""
        ...


def contained(things: Sequence[T], within: Span, where: Callable[[T], Span]) -> Sequence[T]:
    """Filter things, which stand in the order of the text, by whether `where` they are is inside a span."""
    first = bisect_left(things, within.start, key=lambda thing: where(thing).start)
    last = bisect_left(things, within.end, lo=first, key=lambda thing: where(thing).start)
    return [thing for thing in things[first:last] if where(thing).end <= within.end]


def overlaps(at: Span, others: Iterable[Span]) -> bool:
    """Check whether a span shares a character with one of some others."""
    return any(map(at.overlaps, others))


def reference(mention: Mention) -> str:
    """Write what is mentioned as `type/slug`."""
    return f"{mention.kind}/{mention.slug}"


@lru_cache(64)
def classify(question: str) -> Topic:
    """Classify a question by the first of the topics whose signs its words hold, whatever its number in the form."""
    return next((topic for topic, sign in _TOPICS if sign.search(question)), "other")


def annotate(stretch: Stretch, report: Report) -> AnnotatedText:
    """Split a stretch into paragraphs and sentences and find what they name."""
    text = stretch.text
    named = merge(report.reported.mentions(text, stretch.start), report.known.mentions(text, stretch.start))
    paragraphs: list[Paragraph] = []
    first = 0
    for span in split_paragraphs(text):
        at = stretch.span(*span)
        while first < len(named) and named[first].at.end <= at.start:
            first += 1
        last = first
        while last < len(named) and named[last].at.start < at.end:
            last += 1
        here = named[first:last]
        sentences = tuple(
            Sentence(part, tuple(contained(here, part, _span)), text[start:end])
            for start, end in split_sentences(text, span)
            for part in [stretch.span(start, end)]
        )
        paragraphs.append(Paragraph(at, here, sentences))
        first = last
    return AnnotatedText(stretch, classify(stretch.asked), tuple(paragraphs), report.keep)


def merge(reported: Iterable[Mention], known: Iterable[Mention]) -> tuple[Mention, ...]:
    """Merge the mentions of one text; where two overlap the longer name stays, and both if equally long."""
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
