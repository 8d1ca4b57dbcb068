"""Answers about transitions and strategies → contributions to the UN's key transitions, and strategies.

A contribution is what stands under a transition's heading; where an answer has no headings, the paragraphs that name
a transition in so many words stand for it. A strategy is a paragraph that rests on a known document, event or series.
Activities are left to the curator, who names them in words of our own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from itu_kg.extract.prose.annotated_text import AnnotatedText, Paragraph, Report, contained, name_span, reference
from itu_kg.extract.prose.negation import denies
from itu_kg.model.base import Span
from itu_kg.model.slugs import slug
from itu_kg.model.submission import Strategy, TransitionContribution

_TRANSITIONS = {
    "food-systems": ("food systems", r"\bfood\ssystems?\b"),
    "energy-access-and-affordability": (
        "energy access and affordability",
        r"\benergy\s(?:access|transition|and\saffordab)|\baffordable\senergy",
    ),
    "digital-connectivity": ("digital connectivity", r"\bdigital\s(?:connectivity|transformation|transition)\b"),
    "education": ("education", r"\beducation\b"),
    "jobs-and-social-protection": (
        "jobs and social protection",
        r"\bjobs\b|\bsocial\sprotection\b|\bdecent\s(?:work|jobs)\b",
    ),
    "climate-change-biodiversity-loss-and-pollution": (
        "climate change, biodiversity loss and pollution",
        r"\bclimate\b|\bbiodiversity\b|\bpollution\b|\btriple\splanetary\b",
    ),
}
SIGNS = {transition: re.compile(sign, re.IGNORECASE) for transition, (_, sign) in _TRANSITIONS.items()}
"""What the words of a key transition are known by."""
_MARK = re.compile(r"(?:[\s(]*(?:[0-9]{1,2}|[a-zA-Z]|[ivx]{1,4})[.):])?\s*(?:transition\s*[0-9]?[:.]?)?", re.IGNORECASE)
_LONGEST_HEADING = 90
_LATEST = 30
"""How far into a heading its transition is named, in code points."""


def find_transitions(source: AnnotatedText, report: Report) -> Iterator[tuple[tuple[str, ...], TransitionContribution]]:
    """Find the contributions that an answer tells of, each with the slugs that its own is to be made of."""
    if source.topic != "transitions" or source.stretch.kind != "answer":
        return
    for transition, paragraphs, doubt in _sections(source):
        at = Span(paragraphs[0].at.start, paragraphs[-1].at.end)
        mentions = [mention for one in paragraphs for mention in one.mentions]
        partners = [(one.at.start, one.slug) for one in mentions if one.kind == "partnership"]
        partners += [(one.name.at.start, one.id) for one in contained(report.initiatives, at, name_span)]
        bodies = (one.slug for one in mentions if one.kind == "organisation" and one.slug != "un")
        made = slug(report.submission, transition)
        contribution = TransitionContribution(
            id=made,
            name=f"Contribution to the transition of {_TRANSITIONS[transition][0]}",
            passage=source.passage(at),
            transition=transition,
            initiatives=tuple(dict.fromkeys(one for _, one in sorted(partners))),
            organisations=tuple(dict.fromkeys(bodies)),
            events=tuple(one.id for one in contained(report.events, at, name_span)),
            websites=source.websites(at),
            confirm={
                "transition": doubt,
                "organisations": "everybody the passage names",
                "activities": "name them in your own words",
            },
        )
        yield (made, str(at.start)), contribution


def _sections(source: AnnotatedText) -> Iterator[tuple[str, tuple[Paragraph, ...], str]]:
    """Split an answer into what it says of each transition, with how that was read."""
    headings = [(place, _heading(source, paragraph)) for place, paragraph in enumerate(source.paragraphs)]
    headed = [(place, transition) for place, transition in headings if transition]
    if headed:
        ends = [*(place for place, _ in headed[1:]), len(source.paragraphs)]
        for (place, transition), end in zip(headed, ends, strict=True):
            yield transition, source.paragraphs[place:end], "read from the heading"
        return
    for paragraph in source.paragraphs:
        words = source.words(paragraph.at)
        named = [transition for transition, sign in SIGNS.items() if sign.search(words)]
        if len(named) == 1 and not all(denies(sentence.text) for sentence in paragraph.sentences):
            yield named[0], (paragraph,), "read from the words of the paragraph"


def _heading(source: AnnotatedText, paragraph: Paragraph) -> str:
    """Read the transition that a short line by itself names; empty if it names none."""
    text = source.words(paragraph.at)
    if len(text) > _LONGEST_HEADING:
        return ""
    mark = _MARK.match(text)
    words = text[mark.end() :] if mark else text
    if words.rstrip(" :\u00a0").endswith((".", ";", ",")):
        return ""
    starts = [(match.start(), transition) for transition, sign in SIGNS.items() if (match := sign.search(words))]
    return min(starts)[1] if starts and min(starts)[0] <= _LATEST else ""


def find_strategies(source: AnnotatedText, report: Report) -> Iterator[tuple[tuple[str, ...], Strategy]]:
    """Find the strategies that an answer tells of, each with the slugs that its own is to be made of."""
    if source.topic != "strategies" or source.stretch.kind != "answer":
        return
    kinds = ("event", "series", "partnership", "resource")
    for paragraph in source.paragraphs:
        named = [(*one.at, reference(one)) for one in paragraph.mentions if one.kind in kinds]
        named += [(*one.at, f"document/{one.slug}") for one in source.cited(paragraph.at)]
        named += [(*one.name.at, f"event/{one.id}") for one in contained(report.events, paragraph.at, name_span)]
        rests_on = tuple(dict.fromkeys(one for _, _, one in sorted(named)))
        if not rests_on or all(denies(sentence.text) for sentence in paragraph.sentences):
            continue
        made = slug(report.submission, rests_on[0].partition("/")[2])
        strategy = Strategy(
            id=made,
            name=f"Strategy: {report.title(rests_on[0])}",
            passage=source.passage(paragraph.at),
            rests_on=rests_on,
            confirm={
                "name": "say in your own words what the strategy is",
                "rests_on": "every document, event and partnership that the paragraph names",
            },
        )
        yield (made, str(paragraph.at.start)), strategy
