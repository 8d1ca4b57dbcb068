"""Quotes and passages of a record → evidence nodes and their selectors.

One node per stretch of the source text, whatever cites it; it names the record fields it was read for. Of a passage
only position and digest are published, never its words. Source: Web Annotation Data Model §4.2.4 (positions), §4.2.5
(quotations).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from itu_kg.errors import SourceError
from itu_kg.model.fields import Name, Passage, Quote

if TYPE_CHECKING:
    from itu_kg.mapping.iris import Minter
    from itu_kg.model.base import Span


@dataclass(slots=True)
class _Stretch:
    iri: str
    fields: set[str] = field(default_factory=set)
    exact: str | None = None
    sha256: str | None = None


class Evidence:
    """Collects what one submission cites."""

    def __init__(self, submission: str, minter: Minter) -> None:
        self._submission = submission
        self._minter = minter
        self._stretches: dict[Span, _Stretch] = {}

    def cite(self, value: Quote | Passage | Iterable[Quote] | None, field: str) -> list[str]:
        """Cite words or a passage, or several: the ids of their evidence; `field` names what they were read for.

        Raises:
            SourceError: other words, or a passage with another digest, were cited from the same position.
        """
        if isinstance(value, Passage):
            return [self._passage(value, field)]
        if isinstance(value, Quote):
            also = value.also if isinstance(value, Name) else ()
            return [self._quote(each, field) for each in (value, *also)]
        return [self._quote(each, field) for each in value or ()]

    def _quote(self, quote: Quote, field: str) -> str:
        stretch = self._stretch(quote.at, field)
        if stretch.exact not in (None, quote.text):
            what = f"{quote.text!r} and {stretch.exact!r} cannot both stand at {quote.at}"
            raise SourceError(what, where=field, hint="correct one of the positions")
        stretch.exact = quote.text
        return stretch.iri

    def _passage(self, passage: Passage, field: str) -> str:
        stretch = self._stretch(passage.at, field)
        if stretch.sha256 not in (None, passage.sha256):
            what = f"the passage {passage.at} has two digests"
            raise SourceError(what, where=field, hint="take the digest of the source text at this position")
        stretch.sha256 = passage.sha256
        return stretch.iri

    def nodes(self, source: str) -> Iterator[dict[str, Any]]:
        """The nodes of everything cited, keys in the order of the context."""
        for span, stretch in self._stretches.items():
            selector = self._minter.selector(self._submission, span)
            fields = sorted(stretch.fields)
            node: dict[str, Any] = {
                "id": stretch.iri,
                "type": "SpecificResource",
                "field": fields[0] if len(fields) == 1 else fields,
                "hasSource": source,
                "hasSelector": selector,
            }
            position: dict[str, Any] = {
                "id": selector,
                "type": "TextPositionSelector",
                "start": span.start,
                "end": span.end,
            }
            if stretch.sha256 is not None:
                node["sha256"] = stretch.sha256
            elif stretch.exact is not None:
                position["type"] = ["TextPositionSelector", "TextQuoteSelector"]
                position["exact"] = stretch.exact
            yield node
            yield position

    def _stretch(self, span: Span, field: str) -> _Stretch:
        stretch = self._stretches.get(span)
        if stretch is None:
            stretch = self._stretches[span] = _Stretch(self._minter.evidence(self._submission, span))
        stretch.fields.add(field)
        return stretch
