"""Quotes and passages of a record → evidence nodes and their selectors.

One node per subject, field and stretch of the source text, so that each reported fact has evidence of its own; the
position and its words are one selector, whatever cites them. Of a passage only position and digest are published, never
its words. Source: Web Annotation Data Model §4.2.4 (positions), §4.2.5 (quotations).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from itu_kg.errors import SourceError
from itu_kg.model.fields import Listing, Name, Passage, Quote

if TYPE_CHECKING:
    from itu_kg.mapping.iris import Minter
    from itu_kg.model.base import Span


@dataclass(slots=True)
class _Words:
    """What is known of a stretch."""

    exact: str | None = None
    sha256: str | None = None


class _Use(NamedTuple):
    """What a stretch was read for."""

    subject: str
    field: str
    at: Span


class Evidence:
    """Collects what one submission cites."""

    def __init__(self, submission: str, minter: Minter) -> None:
        self._submission = submission
        self._minter = minter
        self._words: dict[Span, _Words] = {}
        self._uses: dict[_Use, str] = {}
        self._some: set[_Use] = set()

    def cite(self, subject: str, value: Quote | Passage | Iterable[Quote] | None, field: str) -> list[str]:
        """Cite words or a passage, or several, for a field of a subject: the ids of their evidence.

        Raises:
            SourceError: other words, or a passage with another digest, were cited from the same position.
        """
        if isinstance(value, Quote):
            value = (value, *value.also) if isinstance(value, Name) else (value,)
        cited = (value,) if isinstance(value, Passage) else value or ()
        return [self._cite(_Use(subject, field, each.at), each) for each in cited]

    def _cite(self, use: _Use, given: Quote | Passage) -> str:
        words = self._words.setdefault(use.at, _Words())
        if isinstance(given, Passage):
            if words.sha256 not in (None, given.sha256):
                what = f"the passage {use.at} has two digests"
                raise SourceError(what, where=use.field, hint="take the digest of the source text at this position")
            words.sha256 = given.sha256
        else:
            if words.exact not in (None, given.text):
                what = f"{given.text!r} and {words.exact!r} cannot both stand at {use.at}"
                raise SourceError(what, where=use.field, hint="correct one of the positions")
            words.exact = given.text
            if isinstance(given, Listing) and not given.complete:
                self._some.add(use)
        iri = self._uses.get(use)
        if iri is None:
            iri = self._uses[use] = self._minter.evidence(self._submission, use.at, use.subject, use.field)
        return iri

    def cited(self, subject: str, field: str) -> bool:
        """Whether words or a passage were cited for a field of a subject."""
        return any(use.subject == subject and use.field == field for use in self._uses)

    def subjects(self, span: Span) -> set[str]:
        """Whom a stretch of the source, or a part of it, was cited for."""
        return {use.subject for use in self._uses if span.holds(use.at)}

    def nodes(self, source: str) -> Iterator[dict[str, Any]]:
        """The nodes of everything cited, keys in the order of the context."""
        for use, iri in self._uses.items():
            node: dict[str, Any] = {
                "id": iri,
                "type": "SpecificResource",
                "evidenceFor": use.subject,
                "field": use.field,
                "hasSource": source,
                "hasSelector": self._minter.selector(self._submission, use.at),
            }
            if use in self._some:
                node["listIsComplete"] = False
            digest = self._words[use.at].sha256
            yield node if digest is None else {**node, "sha256": digest}
        for at, words in self._words.items():
            position: dict[str, Any] = {
                "id": self._minter.selector(self._submission, at),
                "type": "TextPositionSelector",
                "start": at.start,
                "end": at.end,
            }
            if words.sha256 is None and words.exact is not None:
                position["type"] = ["TextPositionSelector", "TextQuoteSelector"]
                position["exact"] = words.exact
            yield position
