"""A number → that many synthetic submissions, for the figures at scale: ITU's blocks, dealt out anew under other names.

Each has an organisation of the registry, a year, two events, a resource, a partnership and some prose, about a
thousand quads. Goals, partners, places and dates are dealt as reports have them: some goals more often than others, all
17 in two claims of five, most partnerships among few, days in the year of the submission or the next. The same number
and seed give the same submissions. They are made up: nothing here is a fact, and nothing of it is published.
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
    from itu_kg.model.fields import Dates
    from itu_kg.model.graph import NamedGraph
    from itu_kg.model.registry import Registry
    from itu_kg.model.submission import Submission

FIRST_YEAR = 2025
GOALS = (4, 2, 6, 6, 8, 3, 4, 6, 9, 6, 6, 4, 8, 2, 3, 5, 12)
"""How often each of the 17 goals is named, one beside another."""
TARGETS = {4: "4.4", 5: "5.b", 9: "9.c", 11: "11.b", 13: "13.1", 16: "16.10", 17: "17.8"}
"""A target of some goals, named now and then beside its goal."""
NOTHING_ELSEWHERE: dict[str, Any] = dict.fromkeys(
    ("about", "calls", "hosts", "related", "within", "outcomes", "launches"), ()
)
"""What an event points at, which is not dealt out with it."""


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
        return tuple(_dealt(each, f"{each.id}-{name}", year, known, dealer, **changed) for each in dealt)

    events = some(model.events, 2, **NOTHING_ELSEWHERE)
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
            "decisions": some(tuple(each for each in model.decisions if each.body), 1, session=None),
            "actions": some(model.actions, 1, outputs=()),
            "transitions": some(model.transitions, 1, initiatives=(), events=()),
            "strategies": some(model.strategies, 1, rests_on=(about,)),
            "statistics": some(model.statistics, 2, subject=about),
            "mentions": some(model.mentions, 1, follows=None, part_of=None, **NOTHING_ELSEWHERE),
            "initiatives": some(model.initiatives, 1),
            "organisations": {slug: model.organisations[slug][:2] for slug in named},
            "places": {},
            **dict.fromkeys(("series", "memberships", "terms", "particulars"), ()),
            "documents": {slug: quotes[:1] for slug, quotes in sorted(model.documents.items())[:2]},
        }
    )


def _dealt(thing: Any, slug: str, year: int, known: Registry, dealer: random.Random, **changed: Any) -> Any:
    """Give a thing another name, and goals, partners, places and days of its own where it has any."""
    if goals := getattr(thing, "goals", None):
        changed["goals"] = goals.model_copy(update=_goals(dealer))
    if partners := getattr(thing, "partners", None):
        # Who works with whom is no accident: partners come from among the neighbours of one body.
        bodies, at = sorted(known.organisations), dealer.randrange(len(known.organisations))
        circle = (bodies + bodies)[at : at + 12]
        some = dealer.sample(circle, min(1 + int(dealer.expovariate(0.2)), len(circle)))
        lead, *others = [
            partners.named[0].model_copy(update={"organisation": body, "country": None, "role": "partner"})
            for body in some
        ]
        named = (lead.model_copy(update={"role": "coordinator"}), *others)
        changed["partners"] = partners.model_copy(update={"named": named})
    if (location := getattr(thing, "location", None)) and len(location.places) == 1:
        changed["location"] = location.model_copy(update={"places": (dealer.choice(sorted(known.places)),)})
    if (dates := getattr(thing, "dates", None)) and not getattr(thing, "sessions", ()):
        next_year = dealer.random() < 0.3
        changed["dates"] = dates.model_copy(update=_days(dates, year + next_year, dealer))
        if hasattr(thing, "edition"):
            changed["edition"] = None  # of a number and another day it would be before its elders
        if hasattr(thing, "realisation"):
            changed["realisation"] = "planned" if next_year else "held"
    return thing.model_copy(update={"id": slug, **changed})


def _goals(dealer: random.Random) -> dict[str, Any]:
    """Deal out a claim: all 17 goals, one of them singled out now and then, or some, now and then with a target."""
    named = tuple(sorted(set(dealer.choices(range(1, 18), GOALS, k=dealer.randint(1, 6)))))
    if dealer.random() < 0.4:
        return {"scope": "all", "goals": (), "targets": (), "emphasised": named[:1] if dealer.random() < 0.3 else ()}
    targets = tuple(TARGETS[goal] for goal in named if goal in TARGETS and dealer.random() < 0.2)
    return {"scope": "explicit", "goals": named, "targets": targets, "emphasised": ()}


def _days(dates: Dates, year: int, dealer: random.Random) -> dict[str, Any]:
    if dates.year_round:
        return {"ranges": (), "year_round": year}
    month, day = dealer.randint(1, 12), dealer.randint(1, 24)
    return {"ranges": (f"{year}-{month:02}-{day:02}/{year}-{month:02}-{day + dealer.randint(0, 4):02}",)}
