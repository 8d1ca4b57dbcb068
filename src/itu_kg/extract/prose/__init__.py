"""Stretches × Report → Proposals: what a report says outside the fields of its blocks.

Rules and the registry's names propose; `confirm` says of each proposal what a curator should look at. Nothing here
is for certain, nothing is guessed about the world outside the text, and the same stretches in another order give the
same proposals.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from itu_kg.extract.excerpt import Excerpt
from itu_kg.extract.prose.actions import find_actions
from itu_kg.extract.prose.annotated_text import AnnotatedText, Finder, Report, annotate
from itu_kg.extract.prose.contributions import find_strategies, find_transitions
from itu_kg.extract.prose.decisions import find_decisions
from itu_kg.extract.prose.documents import find_documents
from itu_kg.extract.prose.edition_events import find_phases, find_planned_editions
from itu_kg.extract.prose.event_mentions import list_events
from itu_kg.extract.prose.initiatives import list_initiatives
from itu_kg.extract.prose.meetings import find_sessions, find_side_meetings, find_unnamed_events
from itu_kg.extract.prose.named_goals import MOST as MOST_GOALS
from itu_kg.extract.prose.named_goals import find_goals, order
from itu_kg.extract.prose.reported_entities import collect_editions, index_names
from itu_kg.extract.prose.statistics import list_statistics
from itu_kg.extract.prose.titled_events import find_titled_events
from itu_kg.model.slugs import distinct_slugs

if TYPE_CHECKING:
    from itu_kg.extract.excerpt import Stretch
    from itu_kg.model.base import Span
    from itu_kg.model.entity import Confirmable
    from itu_kg.model.event_mention import MentionedEvent
    from itu_kg.model.fields import Quote
    from itu_kg.model.particulars import Statistic
    from itu_kg.model.submission import CoordinationAction, Decision, Initiative, Strategy, TransitionContribution
    from itu_kg.registry.gazetteer import Kind, Mention

__all__ = ["MOST", "Proposals", "Report", "read"]

E = TypeVar("E", bound="Confirmable")

MOST = 150_000
"""How many words with a capital or a digit are read, each of which may begin a fact: sixty times what a submission
has. A record cannot hold the facts of a page that names something in every second word for megabytes."""

_EVENT_FINDERS = (
    find_sessions, find_phases, find_planned_editions, find_side_meetings, find_titled_events, find_unnamed_events,
)  # fmt: skip
_CAPITAL_OR_DIGIT = re.compile(r"\b(?![a-z_])\w")


@dataclass(frozen=True, slots=True)
class Proposals:
    """What prose proposes, in the order of the text; the fields are those of a Submission.

    `goals` holds the goals and targets that answers name, by the number of the question. `confirm` holds what a
    curator should look at in `documents`: by `documents.slug`, the reason; under `goals` that there are some; and under
    `prose` how much of the page is too long to have been read.
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
    goals: Mapping[str, Mapping[str, tuple[Quote, ...]]] = field(default_factory=dict)
    confirm: Mapping[str, str] = field(default_factory=dict)


def read(stretches: Iterable[Stretch], report: Report) -> Proposals:
    """Read the stretches of one page.

    Args:
        stretches: answers, descriptions and other fields, in any order; none may overlap another.
        report: whose submission it is, and the names that the registry knows.
    """
    ordered, left = _within(sorted(stretches, key=lambda stretch: (stretch.start, stretch.about)))
    report = replace(report, reported=index_names(ordered), editions=collect_editions(ordered))
    plain = [annotate(stretch, report) for stretch in ordered]
    sources = [replace(source, documents=find_documents(source, report)) for source in plain]
    prose = [source for source in sources if source.stretch.kind != "field"]
    events = list_events(prose, _EVENT_FINDERS, report)
    report = replace(report, events=events, initiatives=list_initiatives(prose, report))
    goals = _goals(source.stretch for source in prose)
    return Proposals(
        decisions=_collect(find_decisions, prose, report),
        actions=_collect(find_actions, prose, report),
        transitions=_collect(find_transitions, prose, report),
        strategies=_collect(find_strategies, prose, report),
        statistics=list_statistics(prose, report),
        mentions=report.events,
        initiatives=report.initiatives,
        organisations=_quotes((it, one.slug, one.at) for it in sources for one in _named(it, "organisation")),
        places=_quotes((it, one.slug, one.at) for it in sources for one in _named(it, "place", "country")),
        documents=_quotes((it, one.slug, one.at) for it in sources for one in it.documents),
        goals=goals,
        confirm=_confirm(sources, left, sum(len(quotes) for named in goals.values() for quotes in named.values())),
    )


def _within(stretches: Sequence[Stretch]) -> tuple[list[Stretch], int]:
    """Cut the stretches to the most that is read, and count the code points that are left out."""
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


def _confirm(sources: Iterable[AnnotatedText], left: int, goals: int) -> dict[str, str]:
    confirm = {f"documents.{one.slug}": one.doubt for it in sources for one in it.documents if one.doubt}
    doubts = []
    if left:
        doubts.append(f"the last {left} characters are not read: the page names and counts too much before them")
    if goals >= MOST_GOALS:
        doubts.append(f"goals are named in {MOST_GOALS} places or more; no more are kept")
    if doubts:
        confirm["prose"] = "; ".join(doubts)
    if goals:
        confirm["goals"] = f"read from prose, in {goals} place{'' if goals == 1 else 's'}"
    return confirm


def _goals(prose: Iterable[Stretch]) -> dict[str, dict[str, tuple[Quote, ...]]]:
    """List the goals and targets that each answer names, by the number of its question and in their order."""
    by_question: dict[str, dict[str, tuple[Quote, ...]]] = {}
    room = MOST_GOALS
    for stretch in prose:
        named = by_question.setdefault(stretch.question, {})
        for goal, quotes in find_goals(Excerpt(stretch.text, stretch.start), room).items():
            named[goal] = (*named.get(goal, ()), *quotes)
            room -= len(quotes)
    return {number: {goal: named[goal] for goal in sorted(named, key=order)} for number, named in by_question.items()}


def _collect(
    find: Finder[tuple[tuple[str, ...], E]], sources: Iterable[AnnotatedText], report: Report
) -> tuple[E, ...]:
    """Collect what a finder finds, each with a slug of its own."""
    proposed = [one for source in sources for one in find(source, report)]
    made = distinct_slugs([wanted for wanted, _ in proposed])
    return tuple(one.model_copy(update={"id": slug}) for slug, (_, one) in zip(made, proposed, strict=True))


def _named(source: AnnotatedText, *kinds: Kind) -> Iterator[Mention]:
    return (one for paragraph in source.paragraphs for one in paragraph.mentions if one.kind in kinds)


def _quotes(named: Iterable[tuple[AnnotatedText, str, Span]]) -> dict[str, tuple[Quote, ...]]:
    """Quote every place that names a thing, by its slug."""
    quotes: defaultdict[str, list[Quote]] = defaultdict(list)
    for source, slug, at in named:
        quotes[slug].append(source.quote(at))
    return {slug: tuple(quotes) for slug, quotes in sorted(quotes.items())}
