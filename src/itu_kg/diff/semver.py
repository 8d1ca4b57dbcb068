"""Diff → what of it breaks what others built, and the version it asks for.

Source: Semantic Versioning 2.0.0 §6 to §8, read for data: the interface is the IRIs of things, the terms of the
ontology and the columns of the stored queries. Evidence is no part of it: its IRIs are positions in a text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from itu_kg.diff.changes import Breaking, Bump, Diff, TermChange
from itu_kg.diff.term_labels import plural

_BREAKING_ASPECTS = ("kind", "domain", "range")
_WORDS = {
    "term-removed": ("term of the ontology is gone", "terms of the ontology are gone"),
    "term-kind-changed": ("term of the ontology is of another kind", "terms of the ontology are of another kind"),
    "term-domain-changed": ("property has another domain", "properties have another domain"),
    "term-range-changed": ("property has another range", "properties have another range"),
    "query-removed": ("stored query is gone", "stored queries are gone"),
    "query-columns-changed": ("stored query has other columns", "stored queries have other columns"),
    "entity-retyped": ("thing is of another kind", "things are of another kind"),
    "entity-removed": ("thing is gone", "things are gone"),
}
"""What can break, by the word for it: said of one and of several."""


class Suggestion(NamedTuple):
    """Which part of the version should go up, and why."""

    bump: Bump
    reasons: tuple[str, ...]


def breaking(diff: Diff) -> tuple[Breaking, ...]:
    """Name every change that can break what others built: ontology first, then queries, then things."""
    return (*_terms(diff), *_queries(diff), *diff.retyped, *_vanished(diff))


def suggestion(diff: Diff) -> Suggestion:
    """Suggest the next version: major if something breaks, minor if something is new, patch if values changed."""
    if diff.same:
        return Suggestion("none", ("nothing changed",))
    if broken := breaking(diff):
        return Suggestion("major", tuple(_reason(what, count) for what, count in _counted(broken)))
    new = [f"{count} new {kind if count == 1 else plural(kind)}" for kind, count in _kinds(diff)]
    terms = sum(each.status == "added" for each in diff.ontology or ())
    queries = sum(each.status == "added" for each in diff.queries or ())
    new += [f"{terms} new term{'' if terms == 1 else 's'} of the ontology"] if terms else []
    new += [f"{queries} new stored quer{'y' if queries == 1 else 'ies'}"] if queries else []
    if new:
        return Suggestion("minor", tuple(new))
    return Suggestion("patch", ("what was there is corrected or better described; nothing is new and nothing is gone",))


def _terms(diff: Diff) -> Iterator[Breaking]:
    for each in diff.ontology or ():
        if each.status == "removed":
            yield Breaking("term-removed", each.iri, f"{each.kind} {each.name} is gone from the ontology")
        for aspect in _BREAKING_ASPECTS if each.status == "changed" else ():
            if aspect in each.aspects:
                yield Breaking(f"term-{aspect}-changed", each.iri, _aspect(each, aspect))


def _aspect(each: TermChange, aspect: str) -> str:
    before, after = (value or "none" for value in each.aspects[aspect])
    return f"the {aspect} of {each.name} was {before} and is {after}"


def _queries(diff: Diff) -> Iterator[Breaking]:
    for each in diff.queries or ():
        before, after = each.columns
        if each.status == "removed":
            yield Breaking("query-removed", each.query, f"the stored query {each.query} is gone")
        elif each.status == "kept" and before != after:
            message = f"the columns of {each.query} were {' '.join(before)} and are {' '.join(after)}"
            yield Breaking("query-columns-changed", each.query, message)


def _vanished(diff: Diff) -> Iterator[Breaking]:
    for each in diff.removed:
        yield Breaking("entity-removed", each.iri, f"{each.kind} {each.short or each.name} is gone: {each.iri}")


def _counted(broken: tuple[Breaking, ...]) -> list[tuple[str, int]]:
    return list(Counter(each.what for each in broken).items())


def _reason(what: str, count: int) -> str:
    return f"{count} {_WORDS[what][0 if count == 1 else 1]}"


def _kinds(diff: Diff) -> list[tuple[str, int]]:
    return sorted(Counter(each.kind for each in diff.added).items())
