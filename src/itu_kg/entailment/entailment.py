"""Submission × Page × Registry → Entailment: what does not follow from the page's words, and who answers for it.

A curator answers for a value by `curated`, and by `omitted` for what the words say and the record leaves out: by a
reason that names it. A reason that speaks of another value is a difference too; one for what the words say by now is
superfluous, which is worth a remark and no more. Whether the words stand where the record says is for the ledger.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from itu_kg.entailment.claim import Claim, Difference, shown, texts
from itu_kg.entailment.copied_words import copied
from itu_kg.entailment.field_rules import is_description, rule
from itu_kg.entailment.second_read import SecondRead
from itu_kg.model.curation import bare, leaves, names

if TYPE_CHECKING:
    from itu_kg.extract.page.page import Page
    from itu_kg.model.registry import Registry
    from itu_kg.model.submission import Submission

_REFERENCE = re.compile(r"(?<![\w/-])[a-z]+/[a-z0-9-]+(?![\w/])")
"""A thing that a reason names by its type and slug."""

_ACCOUNTS = {"curated": "values", "omitted": "lacking"}
"""Where a record gives reasons, and what of a difference they answer for."""

SECTIONS = (
    "events", "resources", "partnerships", "decisions", "actions", "transitions", "strategies", "statistics",
    "mentions", "series", "initiatives", "memberships", "terms", "particulars",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Curated:
    """A value that a curator answers for: where, what the record says, what the words say, and the reason.

    `account` is the field of the record that gives the reason: `curated`, `omitted`, or `curated and omitted`.
    """

    where: str
    recorded: str
    read: str
    reason: str
    account: str


@dataclass(frozen=True, slots=True)
class Entailment:
    """What comes of reading a record's words again.

    Attributes:
        values: how many fields were held to their words.
        differences: what does not follow, and nobody answers for.
        curated: what does not follow, and a curator answers for.
        superfluous: where a record gives a reason for a value that its words say.
    """

    values: int
    differences: tuple[Difference, ...]
    curated: tuple[Curated, ...]
    superfluous: tuple[str, ...]


def entailment(submission: Submission, page: Page, registry: Registry) -> Entailment:
    """Hold every value of a record to its words."""
    again = SecondRead(submission, page, registry)
    values = 0
    differences: list[Difference] = []
    curated: list[Curated] = []
    superfluous: list[str] = []
    for section in ("", *SECTIONS):
        for entity in getattr(submission, section) if section else (submission,):
            count, against = differing(entity, section, again)
            values += count
            wrong, accounted, idle = answered(entity, f"{section}.{entity.id}" if section else "", against)
            differences += wrong
            curated += accounted
            superfluous += idle
    return Entailment(values, tuple(differences), tuple(curated), tuple(superfluous))


def differing(entity: Any, section: str, again: SecondRead, only: str = "") -> tuple[int, list[Difference]]:
    """Count the fields of an entity that say something of its words, and list what does not follow.

    Args:
        entity: the entity, or the submission itself.
        section: the field of the submission that has it; empty for the submission.
        again: the page, read again.
        only: the one field that is asked for; all of them where none is named.
    """
    other = again.counterpart(section, entity) if section else again.draft
    where = f"{section}.{entity.id}." if section else ""
    differences: list[Difference] = []
    count = 0
    for name in type(entity).model_fields:
        if only and name != only:
            continue
        read = rule(type(entity), name)
        claim = Claim(f"{where}{name}", entity, name, other, again)
        if read is None:
            differences += copied(claim) if is_description(type(entity), name) else ()
            continue
        count += bool(bare(claim.value))
        differences += read(claim)
    return count, differences


def answered(entity: Any, where: str, against: list[Difference]) -> tuple[list[Difference], list[Curated], list[str]]:
    """Part what a curator answers for from what nobody does.

    `curated` answers for what the record has more than its words, `omitted` for what it lacks of them.
    """
    wrong: list[Difference] = []
    accounted: list[Curated] = []
    used: set[tuple[str, str]] = set()
    for each in against:
        field = each.where.removeprefix(f"{where}.") if where else each.where
        given: list[str] = []
        unnamed: dict[str, set[str]] = {}
        for account, values in _ACCOUNTS.items():
            asked: frozenset[str] = getattr(each, values)
            if not asked and (account == "omitted" or each.lacking):
                continue
            reasons: dict[str, str] = getattr(entity, account)
            name = next((name for name in _prefixes(field) if name in reasons), None)
            if name is None:
                break
            used.add((account, name))
            given.append(reasons[name])
            unnamed[account] = {value for value in asked if not names(reasons[name], value)}
        else:
            lacking = [f"`{key}` does not name {', '.join(sorted(some))}" for key, some in unnamed.items() if some]
            if lacking:
                wrong.append(replace(each, read=f"{each.read} (its reason in {' and '.join(lacking)})"))
            else:
                account = " and ".join(unnamed)
                accounted.append(Curated(each.where, each.recorded, each.read, "; ".join(given), account))
            continue
        wrong.append(each)
    idle = []
    for account in _ACCOUNTS:
        for field, reason in sorted(getattr(entity, account).items()):
            place = f"{where}.{field}" if where else field
            name, _, part = field.partition(".")
            value = getattr(entity, name, None)
            if _astray(account, reason, value, part, [each for each in against if each.where.startswith(place)]):
                wrong.append(Difference(place, None, shown(value), "", f"the reason in `{account}`: {reason}"))
            elif (account, field) not in used:
                idle.append(place)
    return wrong, accounted, idle


def _astray(account: str, reason: str, value: Any, part: str, against: list[Difference]) -> bool:
    """Say whether a reason speaks of what it cannot answer for: of nothing that the field has, or that was left out."""
    recorded = {part} & set(value) if isinstance(value, dict) else {*leaves(bare(value)), *texts(value)}
    answered_for = {leaf for each in against for leaf in getattr(each, _ACCOUNTS[account])}
    if account == "omitted" and not answered_for:
        return any(names(reason, leaf) for leaf in recorded)  # it stands there
    speaks_of = recorded | answered_for
    named = any(names(reason, leaf) for leaf in speaks_of)
    return bool(set(_REFERENCE.findall(reason)) - speaks_of) or (bool(speaks_of or part) and not named)


def _prefixes(field: str) -> Iterator[str]:
    parts = field.split(".")
    yield from (".".join(parts[:count]) for count in range(len(parts), 0, -1))
