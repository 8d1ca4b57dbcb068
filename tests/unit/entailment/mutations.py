"""A record's values, each altered: a walk over the model's own types, so that a field added to them is altered too.

Every value is altered to something near (the next number, a neighbour of a list, one left out) and to something far
(another thing of the registry, another word of a scheme). What is no value is listed, with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Annotated, Any, Literal, NamedTuple, get_args, get_origin

from itu_kg.entailment.entailment import SECTIONS, answered, differing
from itu_kg.entailment.field_rules import unread
from itu_kg.entailment.second_read import SecondRead
from itu_kg.model.base import Model

NO_VALUE = {
    "id": "an identifier of ours", "at": "a position", "text": "words, held by the ledger", "sha256": "a digest",
    "also": "positions of names",
}  # fmt: skip
SLUGS = ("wipo", "geneva", "wtsa", "gsr", "dubai", "radio-regulations")
_LANGUAGES, _REFERENCES = ("fr", "en", "de"), ("organisation/wipo", "event/wrc-23", "document/radio-regulations")
OTHERS = {
    "groups": ("academia", "ngos", "sids"), "transition": ("food-systems", "education", "digital-connectivity"),
    "available": _LANGUAGES, "planned": _LANGUAGES, "question": ("9",), "in_form": ("7", "none"),
    "measured": ("countries", "signatories", "un-entities"), "currency": ("EUR", "CHF"),
    "subject": _REFERENCES, "outputs": _REFERENCES, "rests_on": _REFERENCES,
}  # fmt: skip
"""What values of a field become, by its name; slugs become others."""


class Mutation(NamedTuple):
    """An entity with one value altered: where, what it was, what it became."""

    path: str
    before: object
    after: object
    entity: Any


def mutations(entity: Any) -> Iterator[Mutation]:
    """Alter every value of an entity or of a submission's own fields, one at a time."""
    yield from _of_model(entity, "", lambda changed: changed)


def _of_model(model: Any, path: str, rebuild: Callable[[Any], Any]) -> Iterator[Mutation]:
    for name, field in type(model).model_fields.items():
        if name in NO_VALUE or name in SECTIONS or unread(type(model), name):
            continue
        value = getattr(model, name)

        def put(changed: object, name: str = name) -> Any:
            return rebuild(model.model_copy(update={name: changed}))

        where = f"{path}.{name}".lstrip(".")
        yield from _of_value(value, _bare_type(field), where, put, name)


def _of_value(value: Any, kind: Any, path: str, put: Callable[[Any], Any], name: str) -> Iterator[Mutation]:
    if isinstance(value, Model):
        yield from _of_model(value, path, put)
        if type(None) in get_args(kind):
            yield Mutation(path, value, None, put(None))
    elif isinstance(value, tuple):
        yield from _of_tuple(value, kind, path, put, name)
    elif isinstance(value, dict):
        yield from _of_dict(value, path, put)
    elif value is not None:
        for after in _others(value, kind, name):
            yield Mutation(path, value, after, put(after))
        if type(None) in get_args(kind):
            yield Mutation(path, value, None, put(None))


def _of_tuple(value: Any, kind: Any, path: str, put: Callable[[Any], Any], name: str) -> Iterator[Mutation]:
    inner = get_args(kind)[0] if get_args(kind) else str
    for place, item in enumerate(value):

        def put_item(changed: object, place: int = place) -> Any:
            return put((*value[:place], changed, *value[place + 1 :]))

        yield from _of_value(item, _unwrapped(inner), f"{path}.{place}", put_item, name)
        yield Mutation(f"{path}.{place}", item, None, put((*value[:place], *value[place + 1 :])))


def _of_dict(value: Any, path: str, put: Callable[[Any], Any]) -> Iterator[Mutation]:
    for key in value:
        for other in (*_neighbours(key, tuple(value)), *[slug for slug in (*SLUGS, "upu") if slug not in value][:1]):
            renamed = {other if each == key else each: kept for each, kept in value.items() if each != other}
            yield Mutation(f"{path}.{key}", key, other, put(renamed))
        yield Mutation(f"{path}.{key}", key, None, put({each: kept for each, kept in value.items() if each != key}))


def _others(value: Any, kind: Any, name: str) -> tuple[Any, ...]:
    """Give a value near and one far."""
    choices = _choices(kind)
    if choices:
        return tuple(each for each in choices if each != value)
    if isinstance(value, bool):
        return (not value,)
    if isinstance(value, int):
        return (value + 1, value - 1 if value > 1 else value + 3)
    if isinstance(value, Decimal):
        return value + 1, value * 10
    return tuple(each for each in _texts(value, name) if each != value)[:3]


def _texts(value: str, name: str) -> tuple[str, ...]:
    if re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}(/.+)?", value):
        last = "1" if value[-1] != "1" else "2"
        return value[:-1] + last, re.sub(r"[0-9]{4}", lambda year: str(int(year[0]) + 1), value)
    if value.startswith("http"):
        return value[:-1] + ("x" if value[-1] != "x" else "y"), "https://example.org/"
    return {"acronym": (f"{value}X", "WIPO"), "unit": (f"{value} and ships", "ships")}.get(
        name, OTHERS.get(name, SLUGS)
    )


def _neighbours(key: str, keys: tuple[str, ...]) -> Iterator[str]:
    place = keys.index(key)
    if len(keys) > 1:
        yield keys[place - 1]
    if key[:1].isdigit() and len(key) <= 5:
        yield "17" if key != "17" else "16"


def _choices(kind: Any) -> tuple[Any, ...]:
    for part in (kind, *get_args(kind)):
        if get_origin(part) is Literal:
            return get_args(part)
    return ()


def _bare_type(field: Any) -> Any:
    return _unwrapped(field.annotation)


def _unwrapped(kind: Any) -> Any:
    while get_origin(kind) is Annotated:
        kind = get_args(kind)[0]
    return kind


def unnoticed(again: SecondRead, *, every: int = 1, altered_only: bool = True) -> Iterator[str]:
    """List the alterations of a record that nothing is said against; `every` so many of its values are altered."""
    record = again.record
    for section in ("", *SECTIONS):
        for entity in getattr(record, section) if section else (record,):
            differing(entity, section, again)  # what the page is read for is read once
            for number, mutation in enumerate(mutations(entity)):
                if number % every or (altered_only and mutation.after is None):
                    continue
                page = again if section else reread(again, mutation)
                field = mutation.path.partition(".")[0]
                _, against = differing(mutation.entity, section, page, "" if section else field)
                where = f"{section}.{entity.id}" if section else ""
                if not answered(mutation.entity, where, against)[0]:
                    yield f"{where}.{mutation.path}: {mutation.before} → {mutation.after}"


def reread(again: SecondRead, mutation: Mutation) -> SecondRead:
    """Read the page again beside an altered submission; what does not depend on the alteration is not read twice."""
    page = SecondRead(mutation.entity, again.page, again.registry)
    dependent = {"record", "by_form", "_certain"}
    if mutation.path.split(".")[0] in {"respondent", "year"}:
        dependent |= {"_given"}
    page.__dict__.update({name: value for name, value in again.__dict__.items() if name not in dependent})
    return page
