"""Description of an event → who organised it, who contributed, and which documents are its basis, as proposals.

Only bodies and documents that the registry knows are proposed, only from sentences that say so in so many words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from itu_kg.extract.words import holds
from itu_kg.model.fields import Citation, Participant

if TYPE_CHECKING:
    from itu_kg.extract.excerpt import Excerpt
    from itu_kg.extract.fields.name_list import KnownNames

_SENTENCE_END = re.compile(r"[.!?\n](?:(?<=\n)|(?=\s))")
_LONGEST_SENTENCE = 3_000
_BY = re.compile(
    r"\b(?:co-?)?(?:organi[sz]ed|hosted|convened)(?: \w+){0,2} by\b|\b(?:co-?)(?:organi[sz]ed|hosted|convened) with\b",
    re.IGNORECASE,
)
_WITH = re.compile(r"\bin (?:partnership|collaboration|cooperation) with\b", re.IGNORECASE)
_ACTIVE = re.compile(r"\b(?:(?:is|are) (?:co-?)?(?:organi[sz]ing|hosting)|(?:co-?)?(?:organi[sz]ed|hosted|convened))\b")
_ENDORSED = re.compile(r"\b(?:endorsed the holding|decided to (?:hold|convene)|mandates? the)\b")
_BASIS = re.compile(
    r"\b(?:(?:mandated|guided|requested|called for|decided) by|pursuant to|in accordance with|convened under)\b",
    re.IGNORECASE,
)
_ORGANISING = ("organi", "host", "conven")
_FOUNDING = ("endorsed", "decided", "mandate", "guided", "requested", "called for", "pursuant", "accordance", "under")
_UNNAMED = re.compile(r"\s(?:entities|agencies|bodies|organi[sz]ations|system|partners|offices)\b")
"""After "UN": bodies of it that nobody names."""


def organisers(description: Excerpt, known: KnownNames) -> tuple[tuple[Participant, ...], tuple[Participant, ...]]:
    """The organisers and the contributors that a description names."""
    organizers: dict[str, Participant] = {}
    contributors: dict[str, Participant] = {}
    for sentence in _sentences(description, _ORGANISING):
        bounds = [*sorted([*_BY.finditer(sentence.text), *_WITH.finditer(sentence.text)], key=re.Match.start)]
        active = _ACTIVE.search(sentence.text)
        subject_end = min([bound.start() for bound in bounds] + ([active.start()] if active else []), default=0)
        by_subject = bool(active) and not any(bound.re is _BY for bound in bounds)
        if by_subject and active:
            _add(organizers, _bodies(sentence.cut(0, subject_end), known, most=2))
        for number, bound in enumerate(bounds):
            end = bounds[number + 1].start() if number + 1 < len(bounds) else len(sentence.text)
            if bound.re is _BY:
                _add(organizers, _bodies(sentence.cut(bound.end(), end), known))
            elif by_subject and active:
                stop = active.start() if active.start() > bound.end() else end
                _add(contributors, _bodies(sentence.cut(bound.end(), stop), known))
    named = tuple(each for slug, each in contributors.items() if slug not in organizers)
    return tuple(organizers.values()), named


def mandates(description: Excerpt, known: KnownNames) -> tuple[Citation, ...]:
    """The documents that a description names as an event's basis."""
    documents: dict[str, Citation] = {}
    for sentence in _sentences(description, _FOUNDING):
        endorsed, basis = _ENDORSED.search(sentence.text), _BASIS.search(sentence.text)
        if not endorsed and not basis:
            continue
        for mention in known.names.mentions(sentence.text, sentence.start, ("document",)):
            before = endorsed is not None and mention.at.end <= sentence.start + endorsed.start()
            after = basis is not None and mention.at.start >= sentence.start + basis.end()
            if before or after:
                documents.setdefault(mention.slug, Citation(text=mention.text, at=mention.at, document=mention.slug))
    return tuple(documents.values())


def _add(named: dict[str, Participant], more: dict[str, Participant]) -> None:
    for slug, participant in more.items():
        named.setdefault(slug, participant)


def _bodies(words: Excerpt, known: KnownNames, most: int | None = None) -> dict[str, Participant]:
    bodies = {
        mention.slug: Participant(text=mention.text, at=mention.at, organisation=mention.slug)
        for mention in known.names.mentions(words.text, words.start, ("organisation",))
        if not _UNNAMED.match(words.text, mention.at.end - words.start)
    }
    return bodies if most is None or len(bodies) <= most else {}


def _sentences(description: Excerpt, signs: tuple[str, ...]) -> Iterator[Excerpt]:
    """The sentences that hold one of some signs; most descriptions hold none."""
    if not holds(description.text, signs):
        return
    begun = 0
    for end in (*(end.end() for end in _SENTENCE_END.finditer(description.text)), len(description.text)):
        if holds(description.text[begun:end], signs) and end - begun <= _LONGEST_SENTENCE:
            yield description.cut(begun, end)
        begun = end
