"""Submission → what of it nothing doubts: the same record without what rests on an open `confirm`.

A doubt about a field takes the field and what was concluded from it, one about what an entity is (its name, a field
that it cannot be without, a field of no such name) the entity, and whatever points at that goes with it. A doubt about
respondent or year takes all. It takes away and never alters: what is left says nothing that the record does not.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from itu_kg.model.base import Model
from itu_kg.model.entity import Confirmable, RecordField, rows
from itu_kg.model.fields import Citation, Location, Part, Participant, Participants, Pointer

if TYPE_CHECKING:
    from itu_kg.model.submission import Submission

M = TypeVar("M", bound=Model)
E = TypeVar("E", bound=Confirmable)

THINGS: Mapping[str, str] = {
    "events": "event",
    "resources": "resource",
    "partnerships": "partnership",
    "mentions": "event",
    "series": "series",
    "initiatives": "partnership",
    "decisions": "decision",
    "actions": "action",
    "transitions": "transition",
    "strategies": "strategy",
    "statistics": "statistic",
    "memberships": "membership",
    "terms": "term",
}
"""The sections of a record that hold entities, and the type of thing in their IRIs."""

NAMED: Mapping[str, tuple[str, ...]] = {
    "organisations": ("organisation",), "places": ("place", "country"), "documents": ("document",),
}  # fmt: skip
"""The sections that say where known things are named, and what those may be."""

_NOT_READ = frozenset({"blocks", "prose", "boilerplate", "left_out", "particulars"})
"""Doubts on which no section rests: about what the record does not hold, or what prose tells of things besides."""

_STEPS = re.compile(r"[.\[\]]+")


def confirmed(submission: Submission) -> Submission | None:
    """Take away what rests on an open `confirm`: the record itself where nothing does, None where all of it does."""
    changes: dict[str, Any] = {}
    gone: set[str] = set()
    whole = {name: getattr(submission, name) for name in THINGS}
    sections = dict(whole)
    statuses = {answer.status for answer in submission.answers}
    for field in submission.confirm:
        section, *below = (step for step in _STEPS.split(field) if step)
        answers = changes.get("answers", submission.answers)
        if section in _NOT_READ:
            continue
        if section in sections:
            sections[section] = tuple(_doubted(sections[section], below))
        elif section in NAMED:
            named = changes.get(section, getattr(submission, section))
            doubted = below[:1] or list(named)
            gone.update(f"{kind}/{slug}" for kind in NAMED[section] for slug in doubted)
            changes[section] = {slug: at for slug, at in named.items() if slug not in doubted}
        elif section == "form" or (field == "answers" and "not-on-page" in statuses):
            # A question that is not on the page may be one that nobody made out, and is known from the form.
            changes["answers"] = tuple(each for each in answers if each.status != "not-on-page")
            changes |= {"form": None} if section == "form" else {}
        elif section == "goals":
            changes["answers"] = tuple(answer.model_copy(update={"goals": {}}) for answer in answers)
        else:
            return None
    sections = {name: _certain(entities) for name, entities in sections.items()}
    there = frozenset(_identities(whole))
    while lost := (there - frozenset(_identities(sections))) | gone:
        left = {name: tuple(_apart(entities, lost)) for name, entities in sections.items()}
        if left == sections:
            break
        sections = left
    changes |= _particulars(submission, lost)
    if not changes and sections == whole:
        return submission
    return submission.model_copy(update={**changes, **sections})


def _particulars(submission: Submission, lost: Collection[str]) -> dict[str, Any]:
    """What is left of what prose tells of things; all of it is doubted at once."""
    doubted = any(_STEPS.split(field)[0] == "particulars" for field in submission.confirm)
    left = () if doubted else tuple(each for each in _apart(submission.particulars, lost) if each.id not in lost)
    return {} if left == submission.particulars else {"particulars": left}


def _doubted(entities: tuple[Confirmable, ...], below: list[str]) -> Iterator[Confirmable]:
    """Put a doubt of the submission where it belongs: on all entities of a section, on one, or on a field of one."""
    for entity in entities:
        if not below or below[0] == entity.id:
            field = below[1] if below[1:] else "id"
            yield entity.model_copy(update={"confirm": {**entity.confirm, field: ""}})
        else:
            yield entity


def _certain(entities: tuple[E, ...]) -> tuple[E, ...]:
    """Take from each entity what its own doubts touch."""
    certain = (_without(entity, {_STEPS.split(field)[0] for field in entity.confirm}) for entity in entities)
    return tuple(entity for entity in certain if entity is not None)


def _apart(entities: tuple[M, ...], lost: Collection[str]) -> Iterator[M]:
    """Take from each entity what points at something that is lost."""
    for entity in entities:
        changes: dict[str, Any] = {}
        for name, row in rows(type(entity)).items():
            value = getattr(entity, name)
            if isinstance(value, tuple):
                left = tuple(each for each in value if not _points(each, row, lost))
                if left != value:
                    changes[name] = left
            elif _points(value, row, lost):
                changes[name] = None
        without = {name for name, left in changes.items() if left is None}
        apart = _without(entity, without) if without else entity
        if apart is not None:
            yield apart.model_copy(update={name: left for name, left in changes.items() if left is not None})


def _without(entity: M, doubted: set[str]) -> M | None:
    """Take fields from an entity, and what follows from them; None where it cannot be without one."""
    if not doubted:
        return entity
    follows = _follows(type(entity))
    if not doubted <= follows.keys():
        return None
    taken = frozenset[str]().union(*(follows[name] for name in doubted))
    if any(row.essential and name in taken and getattr(entity, name) for name, row in rows(type(entity)).items()):
        return None
    empty = {name: _empty(type(entity), name) for name in taken}
    if ... in empty.values():
        return None
    left = entity.model_copy(update=empty)
    needed = entity.ONE_OF if isinstance(entity, Confirmable) else ()
    return None if needed and not any(getattr(left, name) for name in needed) else left


def _empty(entity: type[Model], name: str) -> Any:
    """What says nothing in a field; an ellipsis where it always says something."""
    field = entity.model_fields[name]
    default = ... if field.is_required() else field.get_default(call_default_factory=True)
    return default if default in (None, (), False) else ...


@cache
def _follows(entity: type[Model]) -> Mapping[str, frozenset[str]]:
    """Map each field of a type to itself and all that follows from it."""
    follows = {name: {name} for name in rows(entity)}
    for _ in follows:  # a chain is no longer than there are fields
        for name, row in rows(entity).items():
            for ground in row.follows_from:
                for each in follows.values():
                    if ground in each:
                        each.add(name)
    return {name: frozenset(each) for name, each in follows.items()}


def _points(value: Any, row: RecordField, lost: Collection[str]) -> bool:
    """Whether a value of a field points at something lost, written `type/slug`."""
    match value:
        case Pointer() | Citation():
            return (value.to if isinstance(value, Pointer) else f"document/{value.document}") in lost
        case Participant():
            return f"organisation/{value.organisation}" in lost or f"country/{value.country}" in lost
        case Participants():
            return any(_points(each, row, lost) for each in value.named)
        case Location():
            return any(f"{kind}/{place}" in lost for place in value.places for kind in NAMED["places"])
        case str():
            return value in lost or any(f"{kind}/{value}" in lost for kind in row.refers_to)
    return False


def _identities(sections: Mapping[str, tuple[Any, ...]]) -> Iterator[str]:
    for name, entities in sections.items():
        for entity in entities if name != "series" else ():  # which the registry has, whatever is said of them here
            yield f"{THINGS[name]}/{entity.id}"
            yield from _parts(getattr(entity, "parts", ()), THINGS[name])


def _parts(parts: tuple[Part, ...], thing: str) -> Iterator[str]:
    for part in parts:
        yield f"{thing}/{part.id}"
        yield from _parts(part.parts, thing)
