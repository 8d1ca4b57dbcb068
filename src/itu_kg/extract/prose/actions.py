"""Answer about coordination → one coordination action per paragraph: who leads, who else, when, with what result."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from itu_kg.extract.prose.subjects import candidates, reference
from itu_kg.extract.prose.websites import websites
from itu_kg.extract.prose.when import dated, in_year
from itu_kg.model.base import Span
from itu_kg.model.slugs import slug
from itu_kg.model.submission import CoordinationAction

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from itu_kg.extract.prose.documents import Cited
    from itu_kg.extract.prose.reading import Paragraph, Reading, Report
    from itu_kg.model.submission import MentionedEvent
    from itu_kg.registry.gazetteer import Mention

_LED = re.compile(
    r"\b(?:(?:co-?)?(?:led|chaired|coordinated|convened|hosted|organi[sz]ed|facilitated)|led jointly)\s"
    r"(?:jointly\s)?by\s(?:the\s)?",
    re.IGNORECASE,
)
_DID = re.compile(
    r"\b(?:(?:co-?)?(?:launched|established|developed|organi[sz]ed|convened|hosted|led|created|published|produced"
    r"|coordinated|initiated|chaired)|serves as|acts as)\b"
)
_MADE = re.compile(
    r"\b(?:launched|developed|published|produced|issued|released|adopted|organi[sz]ed|prepared)\b|\bdevelopment of\b"
)
_BETWEEN = re.compile(r"[\s,;]*(?:(?:and|as well as|together with|the)[\s,]*)*")
_WIDE = frozenset({"un"})
_SHORTEST = 60
_MOST_LEADS = 4


def actions(
    reading: Reading, cited: Sequence[Cited], events: Sequence[MentionedEvent], report: Report
) -> Iterator[tuple[tuple[str, ...], CoordinationAction]]:
    """Give an action for each paragraph that names a body, with the words that its slug is to be made of."""
    if reading.topic != "coordination" or reading.stretch.kind != "answer":
        return
    for paragraph in reading.paragraphs:
        bodies = [one for one in paragraph.named(paragraph.at, "organisation") if one.slug not in _WIDE]
        if not bodies or paragraph.at.end - paragraph.at.start < _SHORTEST:
            continue
        leads, doubt = _leads(reading, paragraph, bodies, report)
        here = [one for one in cited if paragraph.at.holds(one.at)]
        outputs = _outputs(reading, paragraph, here, events)
        about = _about(paragraph, outputs, report)
        made = slug(report.submission, about.partition("/")[2])
        others = dict.fromkeys(one.slug for one in bodies if one.slug not in leads)
        first = next(dated(reading.words(paragraph.at), paragraph.at.start), None) or next(
            (when for when in in_year(reading.words(paragraph.at), paragraph.at.start) if when.year == report.year),
            None,
        )
        action = CoordinationAction(
            id=made,
            name=f"Coordination: {report.title(about)}",
            passage=reading.passage(paragraph.at),
            leads=leads,
            organisations=tuple(others),
            dates=first.dates if first and first.year == report.year else None,
            outputs=outputs,
            websites=websites(reading, paragraph.at),
            confirm={
                "name": "say in your own words what was done",
                "leads": doubt,
                "organisations": "everybody else the paragraph names",
                "outputs": "documents, events and partnerships that the paragraph says were made",
            },
        )
        yield (made, str(paragraph.at.start)), action


def _leads(
    reading: Reading, paragraph: Paragraph, bodies: Sequence[Mention], report: Report
) -> tuple[tuple[str, ...], str]:
    """Give who leads: those after "led by", else those whose names stand right before the first verb of doing."""
    text = reading.words(paragraph.at)
    led = _LED.search(text)
    if led:
        run = _run(reading, bodies, paragraph.at.start + led.end())
        if run:
            return tuple(run), "read from the words that say who leads"
    did = _DID.search(text)
    if did:
        verb = paragraph.at.start + did.start()
        sentence = next((one for one in paragraph.sentences if one.start <= verb < one.end), paragraph.at)
        before = [one.slug for one in bodies if sentence.start <= one.at.start and one.at.end <= verb]
        if before:
            return tuple(dict.fromkeys(before))[-_MOST_LEADS:], "those named before the verb"
    return (report.respondent,), "nobody is said to lead; the respondent is taken"


def _run(reading: Reading, bodies: Sequence[Mention], start: int) -> dict[str, None]:
    """Give the bodies that follow one another from a position on, joined by commas and "and" only."""
    run: dict[str, None] = {}
    end = start
    for body in bodies:
        if body.at.start < start:
            continue
        if body.at.start - end > 40 or not _BETWEEN.fullmatch(
            reading.words(Span(end, body.at.start)) if body.at.start > end else ""
        ):
            break
        run[body.slug] = None
        end = body.at.end
    return run


def _outputs(
    reading: Reading, paragraph: Paragraph, cited: Sequence[Cited], events: Sequence[MentionedEvent]
) -> tuple[str, ...]:
    """Give what a sentence says was made: the first document or partnership behind the verb; and events held."""
    found: dict[str, None] = {}
    for sentence in paragraph.sentences:
        for match in _MADE.finditer(reading.words(sentence)):
            verb = sentence.start + match.end()
            made = [(one.at.start, f"document/{one.slug}") for one in cited if verb <= one.at.start < sentence.end]
            made += [
                (one.at.start, reference(one))
                for one in paragraph.named(Span(verb, sentence.end), "partnership", "resource")
            ]
            if made:
                found[min(made)[1]] = None
    for event in events:
        if paragraph.at.holds(event.name.at) and event.part_of:
            found[f"event/{event.id}"] = None
    return tuple(found)


def _about(paragraph: Paragraph, outputs: Sequence[str], report: Report) -> str:
    """Say what an action is called after: what its first sentence made, else what the paragraph names first."""
    named = candidates(paragraph.named(paragraph.at), report)
    if outputs and not outputs[0].startswith("event/"):
        first = paragraph.sentences[0]
        opening = [one for one in named if first.holds(one.at) and one.kind == "partnership"]
        if opening or not named or not first.holds(named[0].at):
            return outputs[0]
    return reference(named[0]) if named else f"organisation/{report.respondent}"
