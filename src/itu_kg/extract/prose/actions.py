"""Answer about coordination → one coordination action per paragraph: who leads, who else, when, with what result."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from itu_kg.extract.prose.annotated_text import (
    AnnotatedText,
    Paragraph,
    Report,
    contained,
    name_span,
    overlaps,
    reference,
)
from itu_kg.extract.prose.date_phrases import find_dates, find_years
from itu_kg.extract.prose.governing_bodies import bodies_from, bodies_to
from itu_kg.extract.prose.negation import denies
from itu_kg.model.slugs import slug
from itu_kg.model.submission import CoordinationAction

if TYPE_CHECKING:
    from itu_kg.model.base import Span
    from itu_kg.model.fields import Dates
    from itu_kg.registry.gazetteer import Mention

_LED = re.compile(
    r"\b(?:(?:co-?)?(?:led|chaired|coordinated|convened|hosted|organi[sz]ed|facilitated)|led jointly)\s"
    r"(?:jointly\s)?by\s(?:the\s)?",
    re.IGNORECASE,
)
_DOING = re.compile(
    r"\b(?:(?:co-?)?(?:launched|established|developed|organi[sz]ed|convened|hosted|led|created|published|produced"
    r"|coordinated|initiated|chaired|serves as|acts as))\b"
)
_MAKING = re.compile(
    r"\b(?:launched|developed|published|produced|issued|released|adopted|prepared|(?:development|publication) of)"
    r"(?:\s(?!(?:of|to|for|in|on|by|with|through|and)\s)[\w'’-]{1,20}){0,5}\s",
    re.IGNORECASE,
)
_SHORTEST = 60
_MOST_VERBS = 50


def find_actions(source: AnnotatedText, report: Report) -> Iterator[tuple[tuple[str, ...], CoordinationAction]]:
    """Make an action of each paragraph that names a body, with the slugs that its own is to be made of."""
    if source.topic != "coordination" or source.stretch.kind != "answer":
        return
    initiatives = {f"partnership/{one.id}": one.name.text for one in report.initiatives}
    for paragraph in source.paragraphs:
        at = paragraph.at
        denied = [sentence.at for sentence in paragraph.sentences if denies(sentence.text)]
        bodies = [one for one in paragraph.named("organisation") if one.slug != "un" and not overlaps(one.at, denied)]
        if not bodies or at.end - at.start < _SHORTEST:
            continue
        leads, doubt = _leads(source, paragraph, bodies, report)
        made = _outputs(source, paragraph, report)
        held = [f"event/{one.id}" for one in contained(report.events, at, name_span) if one.part_of]
        about = _about(paragraph, made, report)
        named = slug(report.submission, about.partition("/")[2])
        action = CoordinationAction(
            id=named,
            name=f"Coordination: {initiatives.get(about) or report.title(about)}",
            passage=source.passage(at),
            leads=leads,
            organisations=tuple(dict.fromkeys(one.slug for one in bodies if one.slug not in leads)),
            dates=_dates(source.words(at), at, report),
            outputs=tuple(dict.fromkeys([*made.values(), *held])),
            websites=source.websites(at),
            confirm={
                "name": "say in your own words what was done",
                "leads": doubt,
                "organisations": "everybody else the paragraph names",
                "outputs": "what the paragraph says was made, and events held beside others",
            },
        )
        yield (named, str(at.start)), action


def _leads(
    source: AnnotatedText, paragraph: Paragraph, bodies: Sequence[Mention], report: Report
) -> tuple[tuple[str, ...], str]:
    """List who leads: those after "led by", else those whose names stand right before a verb of doing."""
    text, start = source.words(paragraph.at), paragraph.at.start
    for match in islice(_LED.finditer(text), _MOST_VERBS):
        leads = bodies_from(source, bodies, start + match.end())
        if leads:
            return leads, "read from the words that say who leads"
    for match in islice(_DOING.finditer(text), _MOST_VERBS):
        leads = bodies_to(source, bodies, start + match.start())
        if leads:
            return leads, "those named right before the verb"
    return (report.respondent,), "nobody is said to lead; the respondent is taken"


def _dates(text: str, at: Span, report: Report) -> Dates | None:
    """Find the first date of the paragraph that lies in the year of submission, or that year if it says so."""
    for phrases in (find_dates(text, at.start), find_years(text, at.start)):
        phrase = next((one for one in phrases if one.year == report.year), None)
        if phrase:
            return phrase.dates
    return None


def _outputs(source: AnnotatedText, paragraph: Paragraph, report: Report) -> dict[int, str]:
    """Find what stands right behind a verb of making, by where it stands: documents, partnerships, initiatives."""
    things = {one.at.start: f"document/{one.slug}" for one in source.cited(paragraph.at)}
    for mention in paragraph.named("partnership", "resource"):
        things[mention.at.start] = reference(mention)
    outputs = {}
    for match in _MAKING.finditer(source.words(paragraph.at)):
        start, end = paragraph.at.start + match.start(), paragraph.at.start + match.end()
        thing = next((things[place] for place in range(start, end + 1) if place in things), None)
        if thing:
            outputs[start] = thing
    for one in contained(report.initiatives, paragraph.at, name_span):
        outputs[one.name.at.start] = f"partnership/{one.id}"
    return dict(sorted(outputs.items()))


def _about(paragraph: Paragraph, made: Mapping[int, str], report: Report) -> str:
    """Choose what an action is called after: what its first sentence says was made, else what it names first."""
    place, thing = next(iter(made.items()), (paragraph.at.end, ""))
    if place < paragraph.sentences[0].at.end:
        return thing
    named = report.subjects(paragraph.named())
    return reference(named[0]) if named else f"organisation/{report.respondent}"
