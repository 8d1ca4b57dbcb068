"""Answer about the UN's key transitions → one contribution per transition that it has a heading for.

Where an answer has no headings, the paragraphs that name a transition in so many words stand for it. Activities are
left to the curator, who names them in words of our own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from itu_kg.extract.prose.annotated_text import standing
from itu_kg.extract.prose.websites import websites
from itu_kg.model.base import Span
from itu_kg.model.slugs import slug
from itu_kg.model.submission import TransitionContribution

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from itu_kg.extract.prose.annotated_text import Paragraph, Reading, Report
    from itu_kg.model.submission import Initiative, MentionedEvent

_TRANSITIONS: tuple[tuple[str, str, re.Pattern[str]], ...] = (
    ("food-systems", "food systems", re.compile(r"\bfood\ssystems?\b", re.IGNORECASE)),
    (
        "energy-access-and-affordability",
        "energy access and affordability",
        re.compile(r"\benergy\s(?:access|transition|and\saffordab)|\baffordable\senergy", re.IGNORECASE),
    ),
    (
        "digital-connectivity",
        "digital connectivity",
        re.compile(r"\bdigital\s(?:connectivity|transformation|transition)\b", re.IGNORECASE),
    ),
    ("education", "education", re.compile(r"\beducation\b", re.IGNORECASE)),
    (
        "jobs-and-social-protection",
        "jobs and social protection",
        re.compile(r"\bjobs\b|\bsocial\sprotection\b|\bdecent\s(?:work|jobs)\b", re.IGNORECASE),
    ),
    (
        "climate-change-biodiversity-loss-and-pollution",
        "climate change, biodiversity loss and pollution",
        re.compile(r"\bclimate\b|\bbiodiversity\b|\bpollution\b|\btriple\splanetary\b", re.IGNORECASE),
    ),
)
_MARK = re.compile(
    r"(?:[\s(]*(?:[0-9]{1,2}|[a-zA-Z]|[ivx]{1,4})[.):])?\s*(?:transition\s*[0-9]?[:.]?)?",
    re.IGNORECASE,
)
_LONGEST_HEADING = 90
_LATEST = 30
"""How far into a heading its transition is named, in code points."""
_WIDE = frozenset({"un"})


def transitions(
    reading: Reading, events: Sequence[MentionedEvent], initiatives: Sequence[Initiative], report: Report
) -> Iterator[tuple[tuple[str, ...], TransitionContribution]]:
    """Give the contributions that an answer tells of, each with the words that its slug is to be made of."""
    if reading.topic != "transitions" or reading.stretch.kind != "answer":
        return
    headed = [(place, which) for place, one in enumerate(reading.paragraphs) if (which := _heading(reading, one))]
    if headed:
        ends = [*(place for place, _ in headed[1:]), len(reading.paragraphs)]
        parts = [(which, reading.paragraphs[place:end]) for (place, which), end in zip(headed, ends, strict=True)]
    else:
        parts = [(named[0], (one,)) for one in reading.paragraphs if len(named := _named(reading.words(one.at))) == 1]
    for which, paragraphs in parts:
        at = Span(paragraphs[0].at.start, paragraphs[-1].at.end)
        title = next(name for slug_, name, _ in _TRANSITIONS if slug_ == which)
        mentions = [mention for one in paragraphs for mention in one.mentions]
        partners = [(one.at.start, one.slug) for one in mentions if one.kind == "partnership"]
        partners += [(one.name.at.start, one.id) for one in standing(initiatives, at, lambda one: one.name.at)]
        made = slug(report.submission, which)
        yield (
            (made, str(at.start)),
            TransitionContribution(
                id=made,
                name=f"Contribution to the transition of {title}",
                passage=reading.passage(at),
                transition=which,
                initiatives=tuple(dict.fromkeys(one for _, one in sorted(partners))),
                organisations=tuple(
                    dict.fromkeys(one.slug for one in mentions if one.kind == "organisation" and one.slug not in _WIDE)
                ),
                events=tuple(one.id for one in standing(events, at, lambda one: one.name.at)),
                websites=websites(reading, at),
                confirm={
                    "transition": "read from the heading" if headed else "read from the words of the paragraph",
                    "organisations": "everybody the passage names",
                    "activities": "name them in your own words",
                },
            ),
        )


def _named(words: str) -> list[str]:
    return [slug_ for slug_, _, sign in _TRANSITIONS if sign.search(words)]


def _heading(reading: Reading, paragraph: Paragraph) -> str:
    """Give the transition that a short line by itself names, if it names one."""
    text = reading.words(paragraph.at)
    if len(text) > _LONGEST_HEADING:
        return ""
    mark = _MARK.match(text)
    words = text[mark.end() :] if mark else text
    if words.rstrip(" :\u00a0").endswith((".", ";", ",")):
        return ""
    found = [(sign.search(words), slug_) for slug_, _, sign in _TRANSITIONS]
    starts = [(match.start(), slug_) for match, slug_ in found if match]
    return min(starts)[1] if starts and min(starts)[0] <= _LATEST else ""
