"""Answer about coordination → one coordination action per paragraph: who leads, who else, when, with what result."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from itu_kg.extract.prose.annotated_text import standing
from itu_kg.extract.prose.date_phrases import dated, in_year
from itu_kg.extract.prose.governing_bodies import run_from, run_to
from itu_kg.extract.prose.statistic_subject import candidates, reference
from itu_kg.extract.prose.websites import websites
from itu_kg.model.base import Span
from itu_kg.model.slugs import slug
from itu_kg.model.submission import CoordinationAction

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from itu_kg.extract.prose.annotated_text import Paragraph, Reading, Report
    from itu_kg.extract.prose.documents import Cited
    from itu_kg.model.fields import Dates
    from itu_kg.model.submission import Initiative, MentionedEvent
    from itu_kg.registry.gazetteer import Mention

_LED = re.compile(
    r"\b(?:(?:co-?)?(?:led|chaired|coordinated|convened|hosted|organi[sz]ed|facilitated)|led jointly)\s"
    r"(?:jointly\s)?by\s(?:the\s)?",
    re.IGNORECASE,
)
_DID = re.compile(
    r"\b(?:(?:co-?)?(?:launched|established|developed|organi[sz]ed|convened|hosted|led|created|published|produced"
    r"|coordinated|initiated|chaired|serves as|acts as))\b"
)
_MADE = re.compile(
    r"\b(?:launched|developed|published|produced|issued|released|adopted|prepared|(?:development|publication) of)"
    r"(?:\s(?!(?:of|to|for|in|on|by|with|through|and)\s)[\w'’-]{1,20}){0,5}\s",
    re.IGNORECASE,
)
_WIDE = frozenset({"un"})
_SHORTEST = 60
_MOST_VERBS = 50


def actions(
    reading: Reading,
    cited: Sequence[Cited],
    events: Sequence[MentionedEvent],
    begun: Sequence[Initiative],
    report: Report,
) -> Iterator[tuple[tuple[str, ...], CoordinationAction]]:
    """Give an action for each paragraph that names a body, with the words that its slug is to be made of.

    Args:
        reading: the text.
        cited: the documents that it cites, in order.
        events: the events that prose mentions, in order.
        begun: the initiatives that prose names, in order.
        report: whose report it is.
    """
    if reading.topic != "coordination" or reading.stretch.kind != "answer":
        return
    begun_as = {f"partnership/{one.id}": one.name.text for one in begun}
    for paragraph in reading.paragraphs:
        at = paragraph.at
        bodies = [one for one in paragraph.named(at, "organisation") if one.slug not in _WIDE]
        if not bodies or at.end - at.start < _SHORTEST:
            continue
        leads, doubt = _leads(reading, paragraph, bodies, report)
        made = _made(reading, paragraph, cited, begun)
        held = [f"event/{one.id}" for one in standing(events, at, lambda one: one.name.at) if one.part_of]
        about = _about(paragraph, made, report)
        named = slug(report.submission, about.partition("/")[2])
        action = CoordinationAction(
            id=named,
            name=f"Coordination: {begun_as.get(about) or report.title(about)}",
            passage=reading.passage(at),
            leads=leads,
            organisations=tuple(dict.fromkeys(one.slug for one in bodies if one.slug not in leads)),
            dates=_when(reading, at, report),
            outputs=tuple(dict.fromkeys([*made.values(), *held])),
            websites=websites(reading, at),
            confirm={
                "name": "say in your own words what was done",
                "leads": doubt,
                "organisations": "everybody else the paragraph names",
                "outputs": "what the paragraph says was made, and events held beside others",
            },
        )
        yield (named, str(at.start)), action


def _leads(
    reading: Reading, paragraph: Paragraph, bodies: Sequence[Mention], report: Report
) -> tuple[tuple[str, ...], str]:
    """Give who leads: those after "led by", else those whose names stand right before a verb of doing."""
    text, start = reading.words(paragraph.at), paragraph.at.start
    for led in islice(_LED.finditer(text), _MOST_VERBS):
        run = run_from(reading, bodies, start + led.end())
        if run:
            return run, "read from the words that say who leads"
    for did in islice(_DID.finditer(text), _MOST_VERBS):
        run = run_to(reading, bodies, start + did.start())
        if run:
            return run, "those named right before the verb"
    return (report.respondent,), "nobody is said to lead; the respondent is taken"


def _when(reading: Reading, at: Span, report: Report) -> Dates | None:
    """Give the first date of the paragraph that lies in the year of submission, or that year if it says so."""
    text = reading.words(at)
    for found in (dated(text, at.start), in_year(text, at.start)):
        when = next((one for one in found if one.year == report.year), None)
        if when:
            return when.dates
    return None


def _made(
    reading: Reading, paragraph: Paragraph, cited: Sequence[Cited], begun: Sequence[Initiative]
) -> dict[int, str]:
    """Give what stands right behind a verb of making, by where it stands: documents, partnerships, initiatives."""
    things = {one.at.start: f"document/{one.slug}" for one in standing(cited, paragraph.at, lambda one: one.at)}
    for mention in paragraph.named(paragraph.at, "partnership", "resource"):
        things[mention.at.start] = reference(mention)
    found = {}
    for match in _MADE.finditer(reading.words(paragraph.at)):
        verb = Span(paragraph.at.start + match.start(), paragraph.at.start + match.end())
        thing = next((things[place] for place in range(verb.start, verb.end + 1) if place in things), None)
        if thing:
            found[verb.start] = thing
    for one in standing(begun, paragraph.at, lambda one: one.name.at):
        found[one.name.at.start] = f"partnership/{one.id}"
    return dict(sorted(found.items()))


def _about(paragraph: Paragraph, made: Mapping[int, str], report: Report) -> str:
    """Say what an action is called after: what its first sentence says was made, else what it names first."""
    place, thing = next(iter(made.items()), (paragraph.at.end, ""))
    if place < paragraph.sentences[0].end:
        return thing
    named = candidates(paragraph.named(paragraph.at), report)
    return reference(named[0]) if named else f"organisation/{report.respondent}"
