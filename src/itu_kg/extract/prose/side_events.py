"""Reading → meetings held beside other events: "its annual meeting at the … Forum 2024", "a side event at the …"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from itu_kg.extract.prose.event_mention import Found
from itu_kg.extract.prose.statistic_subject import candidates
from itu_kg.model.base import Span
from itu_kg.model.slugs import slug

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itu_kg.extract.prose.annotated_text import Reading, Report
    from itu_kg.extract.prose.series_editions import Editions

_SIGNS = ("meeting", "side")
_MEETING = re.compile(
    r"\b(?:its|an?)\s(?P<name>(?:annual|high-level|regular)\s(?P<meeting>meeting)|(?P<side>side[\s-]event))"
    r"\s(?:at|during|in the margins of|on the margins of)\s(?:the\s)?",
    re.IGNORECASE,
)


def read(reading: Reading, report: Report, _editions: Editions) -> Iterator[Found]:
    """Find the meetings and side events of a body that the sentence names first, at an event named right after."""
    for paragraph, sentence in reading.sentences_with(_SIGNS):
        text = reading.words(sentence)
        for match in _MEETING.finditer(text):
            start, end = sentence.start + match.start("name"), sentence.start + match.end()
            before = paragraph.named(Span(sentence.start, start), "organisation")
            bodies = [one for one in candidates(before, report) if one.kind == "organisation"]
            if not bodies:
                continue
            body = bodies[0].slug
            events = (one for one in paragraph.named(Span(end, sentence.end), "event") if one.at.start == end)
            host = next(events, None)
            kind = "meeting" if match["meeting"] else "side-event"
            series = f"{body}-meeting"
            title = f"{report.title(f'organisation/{body}')}, {match['name'].lower()} {report.year}"
            yield Found(
                slug=slug(body, kind, str(report.year)),
                at=Span(start, sentence.start + match.end("name")),
                doubt="an event beside another; check the year",
                title=title,
                series=series if kind == "meeting" and ("series", series) in report.known.names else "",
                part_of=host.slug if host else "",
                host_at=end,
            )
