"""Stretches × Gazetteer → Prose: what a report says outside the fields of its blocks, as proposals.

Rules and the registry's names propose; `confirm` says of each proposal what a curator should look at. Nothing here
is for certain, nothing is guessed about the world outside the text, and the same stretches in another order give the
same proposals.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from itu_kg.extract.prose.actions import actions
from itu_kg.extract.prose.annotated_text import Reading, Report
from itu_kg.extract.prose.annotated_text import read as read_stretch
from itu_kg.extract.prose.decisions import decisions
from itu_kg.extract.prose.documents import Cited, cited
from itu_kg.extract.prose.events import mentioned
from itu_kg.extract.prose.ids import apart
from itu_kg.extract.prose.initiatives import initiatives
from itu_kg.extract.prose.reported_names import reported
from itu_kg.extract.prose.series_editions import editions
from itu_kg.extract.prose.statistics import statistics
from itu_kg.extract.prose.strategies import strategies
from itu_kg.extract.prose.transitions import transitions

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from itu_kg.extract.stretch import Stretch
    from itu_kg.model.fields import Quote
    from itu_kg.model.submission import (
        Confirmable,
        CoordinationAction,
        Decision,
        Initiative,
        MentionedEvent,
        Statistic,
        Strategy,
        TransitionContribution,
    )
    from itu_kg.registry.gazetteer import Gazetteer

E = TypeVar("E", bound="Confirmable")

MOST = 150_000
"""How many words with a capital or a digit are read, each of which may begin a fact: sixty times what a submission
has. A record cannot hold the facts of a page that names something in every second word for megabytes."""

_CAPITAL_OR_DIGIT = re.compile(r"\b(?![a-z_])\w")


@dataclass(frozen=True, slots=True)
class Prose:
    """What prose proposes, in the order of the text; the fields are those of a Submission.

    `confirm` holds what a curator should look at in `documents`: by `documents.slug`, the reason; and under `prose`
    how much of the page is too long to have been read.
    """

    decisions: tuple[Decision, ...] = ()
    actions: tuple[CoordinationAction, ...] = ()
    transitions: tuple[TransitionContribution, ...] = ()
    strategies: tuple[Strategy, ...] = ()
    statistics: tuple[Statistic, ...] = ()
    mentions: tuple[MentionedEvent, ...] = ()
    initiatives: tuple[Initiative, ...] = ()
    organisations: Mapping[str, tuple[Quote, ...]] = field(default_factory=dict)
    places: Mapping[str, tuple[Quote, ...]] = field(default_factory=dict)
    documents: Mapping[str, tuple[Quote, ...]] = field(default_factory=dict)
    confirm: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reporter:
    """Whose submission it is: its slug, the respondent's slug, the year, and whether passages keep their text."""

    submission: str
    respondent: str
    year: int
    keep: bool = False


def read(stretches: Iterable[Stretch], known: Gazetteer, reporter: Reporter) -> Prose:
    """Read the stretches of one page.

    Args:
        stretches: answers, descriptions and other fields, in any order; none may overlap another.
        known: the names that the registry knows.
        reporter: whose submission it is.
    """
    ordered, left = _within(sorted(stretches, key=lambda stretch: (stretch.start, stretch.about)))
    report = Report(reporter.submission, reporter.respondent, reporter.year, reporter.keep, known, reported(ordered))
    readings = tuple(read_stretch(stretch, report) for stretch in ordered)
    documents = {reading.stretch: cited(reading, report) for reading in readings}
    events = mentioned(readings, report, editions(ordered))
    begun = initiatives(readings, report)
    prose = tuple(reading for reading in readings if reading.stretch.kind != "field")
    return Prose(
        decisions=_apart(one for it in prose for one in decisions(it, documents[it.stretch], events, report)),
        actions=_apart(one for it in prose for one in actions(it, documents[it.stretch], events, begun, report)),
        transitions=_apart(one for it in prose for one in transitions(it, events, begun, report)),
        strategies=_apart(one for it in prose for one in strategies(it, documents[it.stretch], events, report)),
        statistics=statistics(prose, report),
        mentions=events,
        initiatives=begun,
        organisations=_quoted(readings, "organisation"),
        places=_quoted(readings, "place", "country"),
        documents=_cited(readings, documents),
        confirm=_confirm(documents.values(), left),
    )


def _within(stretches: Sequence[Stretch]) -> tuple[list[Stretch], int]:
    """Give the stretches up to the most that is read, and how many code points that leaves out."""
    kept: list[Stretch] = []
    room = MOST
    for number, stretch in enumerate(stretches):
        starts = [word.start() for word in islice(_CAPITAL_OR_DIGIT.finditer(stretch.text), room + 1)]
        if len(starts) > room:
            kept.append(replace(stretch, text=stretch.text[: starts[-1]]))
            return kept, sum(len(one.text) for one in stretches[number:]) - starts[-1]
        room -= len(starts)
        kept.append(stretch)
    return kept, 0


def _confirm(documents: Iterable[Sequence[Cited]], left: int) -> dict[str, str]:
    confirm = {f"documents.{one.slug}": one.doubt for found in documents for one in found if one.doubt}
    if left:
        confirm["prose"] = f"the last {left} characters are not read: the page names and counts too much before them"
    return confirm


def _apart(found: Iterable[tuple[tuple[str, ...], E]]) -> tuple[E, ...]:
    """Give the entities with slugs that differ."""
    told = tuple(found)
    made = apart([wanted for wanted, _ in told])
    return tuple(one.model_copy(update={"id": slug}) for slug, (_, one) in zip(made, told, strict=True))


def _quoted(readings: Sequence[Reading], *kinds: str) -> dict[str, tuple[Quote, ...]]:
    """Give every place that names a known thing of these kinds, by slug."""
    found: defaultdict[str, list[Quote]] = defaultdict(list)
    for reading in readings:
        for paragraph in reading.paragraphs:
            for mention in paragraph.mentions:
                if mention.kind in kinds:
                    found[mention.slug].append(reading.quote(mention.at))
    return {slug: tuple(quotes) for slug, quotes in sorted(found.items())}


def _cited(readings: Sequence[Reading], documents: Mapping[Stretch, Sequence[Cited]]) -> dict[str, tuple[Quote, ...]]:
    found: defaultdict[str, list[Quote]] = defaultdict(list)
    for reading in readings:
        for one in documents[reading.stretch]:
            found[one.slug].append(reading.quote(one.at))
    return {slug: tuple(quotes) for slug, quotes in sorted(found.items())}
