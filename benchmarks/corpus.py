"""A number → that many synthetic submissions, for the figures at scale: ITU's blocks, dealt out anew under other names.

Each has an organisation of the registry, a year, two events, a resource, a partnership and some prose, about a
thousand quads. The same number and seed give the same submissions. They are made up: nothing here is a fact, and
nothing of it is published.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

from itu_kg import mapping, records, registry
from itu_kg.model.vocab import BASE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from itu_kg.model.assets import Assets
    from itu_kg.model.graph import NamedGraph
    from itu_kg.model.registry import Registry
    from itu_kg.model.submission import Submission

FIRST_YEAR = 2025


def graphs(count: int, assets: Assets) -> Iterator[NamedGraph]:
    """Give the named graphs of a dataset of `count` synthetic submissions, the shared graphs among them."""
    using = mapping.materials(assets, BASE)
    yield from mapping.graphs(submissions(count, assets), using)


def submissions(count: int, assets: Assets, seed: int = 0) -> Iterator[tuple[Path, Submission]]:
    """Give `count` submissions, each with the path of the record it might have been read from."""
    model = records.read(assets.reports / "itu-2024.yaml")
    known = registry.load(assets.registry)
    dealer = random.Random(seed)  # noqa: S311  it makes test data, not keys
    for number in range(count):
        made = _submission(number, model, known, dealer)
        yield assets.reports / f"{made.id}.yaml", made


def _submission(number: int, model: Submission, known: Registry, dealer: random.Random) -> Submission:
    bodies = sorted(known.organisations)
    body, year = bodies[number % len(bodies)], FIRST_YEAR + number // len(bodies)
    name = f"{body}-{year}"

    def some(things: tuple[Any, ...], most: int, **changed: Any) -> tuple[Any, ...]:
        dealt = dealer.sample(things, min(most, len(things)))
        return tuple(each.model_copy(update={"id": f"{each.id}-{name}", **changed}) for each in dealt)

    events = some(model.events, 2)
    about = f"event/{events[0].id}"
    named = dealer.sample(sorted(model.organisations), 6)
    return model.model_copy(
        update={
            "id": name,
            "respondent": model.respondent.model_copy(update={"organisation": body}),
            "year": model.year.model_copy(update={"year": year}),
            "events": events,
            "resources": some(model.resources, 1, parts=()),
            "partnerships": some(model.partnerships, 1),
            "decisions": some(model.decisions, 1, session=None),
            "actions": some(model.actions, 1, outputs=()),
            "transitions": some(model.transitions, 1, initiatives=(), events=()),
            "strategies": some(model.strategies, 1, rests_on=(about,)),
            "statistics": some(model.statistics, 2, subject=about),
            "mentions": some(model.mentions, 1, follows=None, part_of=None),
            "initiatives": some(model.initiatives, 1),
            "organisations": {slug: model.organisations[slug][:2] for slug in named},
            "places": {},
            "documents": {slug: quotes[:1] for slug, quotes in sorted(model.documents.items())[:2]},
        }
    )
