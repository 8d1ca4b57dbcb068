"""Answer about strategies → one strategy per paragraph that rests on a known document, event or series."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itu_kg.extract.prose.annotated_text import standing
from itu_kg.extract.prose.statistic_subject import reference
from itu_kg.model.slugs import slug
from itu_kg.model.submission import Strategy

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from itu_kg.extract.prose.annotated_text import Reading, Report
    from itu_kg.extract.prose.documents import Cited
    from itu_kg.model.base import Span
    from itu_kg.model.submission import MentionedEvent

_KINDS = ("event", "series", "partnership", "resource")


def _cited_at(cited: Cited) -> Span:
    return cited.at


def _named_at(event: MentionedEvent) -> Span:
    return event.name.at


def strategies(
    reading: Reading, cited: Sequence[Cited], events: Sequence[MentionedEvent], report: Report
) -> Iterator[tuple[tuple[str, ...], Strategy]]:
    """Give the strategies that an answer tells of, each with the words that its slug is to be made of."""
    if reading.topic != "strategies" or reading.stretch.kind != "answer":
        return
    for paragraph in reading.paragraphs:
        named = [(one.at.start, one.at.end, reference(one)) for one in paragraph.mentions if one.kind in _KINDS]
        named += [
            (one.at.start, one.at.end, f"document/{one.slug}") for one in standing(cited, paragraph.at, _cited_at)
        ]
        named += [(*one.name.at, f"event/{one.id}") for one in standing(events, paragraph.at, _named_at)]
        rests_on = tuple(dict.fromkeys(one for _, _, one in sorted(named)))
        if not rests_on:
            continue
        made = slug(report.submission, rests_on[0].partition("/")[2])
        yield (
            (made, str(paragraph.at.start)),
            Strategy(
                id=made,
                name=f"Strategy: {report.title(rests_on[0])}",
                passage=reading.passage(paragraph.at),
                rests_on=rests_on,
                confirm={
                    "name": "say in your own words what the strategy is",
                    "rests_on": "every document, event and partnership that the paragraph names",
                },
            ),
        )
