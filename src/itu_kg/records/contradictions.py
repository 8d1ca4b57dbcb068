"""Submission → the first thing in which it contradicts itself, with its place in the record.

What its graph cannot show, since the mapping says a thing once that a record says twice: a value given twice in a list,
a party twice in a role, goals that are not those of their scope, two answers to one question, a stretch kept outside
of its answer. It knows no registry and reads no page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from itu_kg.model.base import Model
from itu_kg.model.entity import Confirmable
from itu_kg.model.fields import Goals, Languages, Participant, Participants
from itu_kg.model.particulars import Membership

if TYPE_CHECKING:
    from itu_kg.model.submission import Submission
    from itu_kg.records.yaml_document import Location

_FEWEST_WORDS = 3
_MAY_REPEAT = frozenset({"ranges", "places", "kept", "boilerplate"})
"""Lists in the order of the page: a date or place may be there twice, one for each sitting."""


class Contradiction(NamedTuple):
    """Where it is, what it is, and what to do."""

    location: Location
    what: str
    hint: str


def contradictions(submission: Submission) -> Iterator[Contradiction]:
    """List them in the order of the record."""
    yield from _answers(submission)
    left_out = enumerate(submission.left_out)
    yield from _reasons((("left_out", number, "reason"), each.reason) for number, each in left_out)
    yield from _reasons((("curated", name), reason) for name, reason in submission.curated.items())
    for name in type(submission).model_fields:
        yield from _inside(getattr(submission, name), (name,))


def _reasons(reasons: Iterable[tuple[Location, str]]) -> Iterator[Contradiction]:
    """Refuse reasons that give none, "TODO"."""
    for location, reason in reasons:
        if len(reason.split()) < _FEWEST_WORDS:
            yield Contradiction(location, f"{reason!r} is no reason", "say in a few words why")


def _inside(value: object, location: Location) -> Iterator[Contradiction]:
    """Look into a value and all it holds."""
    yield from _fields(value, location)
    if isinstance(value, Model):
        for name in value.model_fields_set:
            yield from _inside(getattr(value, name), (*location, name))
    elif isinstance(value, tuple) and not hasattr(value, "_fields"):
        if value and isinstance(value[0], Participant):
            yield from _parties(value, location)
        for number, each in enumerate(value):
            if isinstance(each, str | int) and each in value[:number] and location[-1] not in _MAY_REPEAT:
                yield Contradiction((*location, number), f"{each!r} is given twice", "keep one of the two")
            yield from _inside(each, (*location, number))


def _fields(value: object, location: Location) -> Iterator[Contradiction]:
    """Look at the fields of one value together."""
    if isinstance(value, Confirmable):
        goals = getattr(value, "goals", None)
        nothing = isinstance(goals, Goals) and goals.scope == "explicit" and not goals.goals and not goals.targets
        if nothing and "goals" not in value.confirm:
            hint = "list those that the words name, or leave the field out"
            yield Contradiction((*location, "goals"), "`scope: explicit` means some goals, and none is listed", hint)
        yield from _reasons(((*location, "curated", name), reason) for name, reason in value.curated.items())
    if isinstance(value, Goals):
        yield from _goals(value, location)
    if isinstance(value, Participants):
        yield from _parties(value.named, (*location, "named"))
    if isinstance(value, Languages) and (twice := set(value.available) & set(value.planned)):
        what = f"{min(twice)} is there and planned as well"
        yield Contradiction((*location, "planned"), what, "keep it in `available` or in `planned`")
    if isinstance(value, Participant) and value.organisation and value.country:
        what = f"{value.text!r} is {value.organisation} and {value.country} as well"
        yield Contradiction((*location, "country"), what, "keep `organisation` or `country`")
    if isinstance(value, Membership) and value.member == value.organisation:
        what = f"{value.member} has a role in itself"
        yield Contradiction((*location, "organisation"), what, "correct `member` or `organisation`")


def _goals(goals: Goals, location: Location) -> Iterator[Contradiction]:
    if goals.scope == "all" and goals.goals and set(goals.goals) != set(range(1, 18)):
        hint = "leave `goals` out, or write `scope: explicit`"
        yield Contradiction((*location, "goals"), "`scope: all` means all 17 goals, and some are listed", hint)
    if goals.scope == "explicit":
        for number, goal in enumerate(goals.emphasised):
            if goal not in goals.goals:
                hint = "add it to `goals`, or take it out"
                yield Contradiction(
                    (*location, "emphasised", number), f"goal {goal} is emphasised, but not named", hint
                )


def _parties(parties: tuple[Participant, ...], location: Location) -> Iterator[Contradiction]:
    seen: dict[tuple[str, str], Participant] = {}
    for number, party in enumerate(parties):
        who = party.organisation or party.country
        if who is None:
            continue
        earlier = seen.setdefault((party.role, who), party)
        # A page may name one party twice in the same words.
        if earlier is not party and (earlier.text != party.text or earlier.at == party.at):
            what = f"{who} is named twice as {party.role}, as {earlier.text!r} and {party.text!r}"
            yield Contradiction((*location, number), what, "correct one of the two, or take it out")


def _answers(submission: Submission) -> Iterator[Contradiction]:
    numbers: set[str] = set()
    for number, answer in enumerate(submission.answers):
        location = ("answers", number)
        if answer.question in numbers:
            yield Contradiction((*location, "question"), f"question {answer.question} is answered twice", "keep one")
        numbers.add(answer.question)
        for index, span in enumerate(answer.kept):
            if answer.passage is None or not answer.passage.at.holds(span):
                hint = "correct it, or the `passage` of the answer"
                yield Contradiction((*location, "kept", index), f"{span} lies outside of the answer", hint)
