"""A person's values × StoredQuery → SPARQL text that holds them as RDF terms.

A value is checked against its type, made into a term by the RDF library, and written where the query's text says
`VALUES ?_name { UNDEF }`; without a value that clause goes, and the variable is free. A text that has no such clause,
as grlc's have none, gets one in every group that names the variable. Refuses to put a person's text into a query in any
other way.

An organisation or a series is found by its acronym, any of its names or the last part of its IRI; a country by its
name or a code. Stored queries list those names, so what is found is what the data says, whatever its base IRI. No
match or several is an error that names the nearest.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from itu_kg.errors import UsageError
from itu_kg.model.answer import Queryable
from itu_kg.model.stored_query import Parameter, StoredQuery
from itu_kg.query.parameter_values import Slot, Term, to_term
from itu_kg.query.value_binding import bind

if TYPE_CHECKING:
    from itu_kg.query.catalogue import Catalogue

LISTS = {"organisation": "organisation-names", "country": "country-names", "series": "series-names"}
"""The stored query that lists the names of each type of thing: its columns are the thing and one name."""


def to_terms(
    query: StoredQuery,
    values: Mapping[str, str],
    find_entity: Callable[[str, str], NamedNode],
    prefixes: Mapping[str, str] | None = None,
) -> dict[str, Term]:
    """Turn values into terms, defaults included.

    Args:
        query: whose parameters they are.
        values: texts by parameter name.
        find_entity: finds the thing that a text names, for the types of `LISTS`: (type, text) → its IRI.
        prefixes: names with which an IRI may be written short.

    Returns:
        Terms by variable.

    Raises:
        UsageError: a name or value is not allowed, or a required value is missing.
    """
    known = {parameter.name: parameter for parameter in query.parameters}
    for name in values:
        if name not in known:
            raise UsageError(f"{query.name} takes no parameter {name!r}", hint=_nearest(name, tuple(known)))
    terms: dict[str, Term] = {}
    for parameter in query.parameters:
        value = values.get(parameter.name, parameter.default)
        if value is not None:
            value = _allowed(parameter, value)
            for variable in parameter.variables:
                terms[variable.name] = to_term(Slot(parameter, variable, find_entity, prefixes or {}), value)
        elif parameter.required:
            example = f", for example --{parameter.name} {parameter.example}" if parameter.example else ""
            raise UsageError(f"{query.name} needs --{parameter.name}{example}", hint=parameter.description)
    return terms


def fill(query: StoredQuery, terms: Mapping[str, Term]) -> str:
    """Write the terms into the query's text; the lines keep their numbers."""
    text = query.text
    free: dict[str, str] = {}
    for parameter in query.parameters:
        for variable in parameter.variables:
            term = terms.get(variable.name)
            clause = f"VALUES ?{variable.name} {{ {term} }}" if term is not None else ""
            text, count = _undef_clause(variable.name).subn(lambda _, clause=clause: clause, text)  # type: ignore[misc]  # bound at once
            if not count and term is not None:
                free[variable.name] = str(term)
    return bind(text, free) if free else text


def _undef_clause(variable: str) -> re.Pattern[str]:
    """Match the clause that a variable's value replaces: `VALUES ?_name { UNDEF }`."""
    return re.compile(rf"\bVALUES\s*[?$]{re.escape(variable)}\s*\{{\s*UNDEF\s*\}}", re.IGNORECASE)


def _allowed(parameter: Parameter, value: str) -> str:
    if not parameter.allowed or value in parameter.allowed:
        return value
    near = [each for each in parameter.allowed if each.casefold() == value.strip().casefold()]
    if len(near) == 1:
        return near[0]
    raise UsageError(
        f"{value[:80]!r} is not allowed", where=f"--{parameter.name}", hint=_nearest(value, parameter.allowed)
    )


def find_entity(kind: str, name: str, queries: Catalogue, data: Queryable) -> NamedNode:
    """Find the organisation, country or series called `name`, letter case aside.

    Raises:
        UsageError: none or several are called so.
    """
    known: dict[str, set[str]] = {}
    shown: dict[str, str] = {}  # as the data writes it; the part of the IRI only where that is all there is
    parts: dict[str, str] = {}
    for thing, label in data.select(fill(queries.get(LISTS[kind]), {})).rows:
        if thing is None or label is None:
            continue
        for text, spelt in ((label.value, shown), (thing.value.rpartition("/")[2], parts)):
            known.setdefault(text.casefold(), set()).add(thing.value)
            spelt.setdefault(text.casefold(), text)
    entities = known.get(" ".join(name.split()).casefold(), set())
    if len(entities) == 1:
        return NamedNode(next(iter(entities)))
    if entities:
        raise UsageError(f"{name!r} names {len(entities)} things: {', '.join(sorted(entities))}", where=f"--{kind}")
    import difflib  # noqa: PLC0415  for a wrong name only

    near = difflib.get_close_matches(name.casefold(), known, n=3)
    written = [shown.get(text) or parts[text] for text in near]
    hint = f"did you mean {' or '.join(written)}?" if near else f"`itu-kg query run {LISTS[kind]}` names them"
    raise UsageError(f"no {kind} in the data is called {name!r}", where=f"--{kind}", hint=hint)


def _nearest(value: str, names: tuple[str, ...]) -> str:
    """A hint: which names there are, and which of them a wrong one is nearest to."""
    import difflib  # noqa: PLC0415  for a wrong name only

    near = difflib.get_close_matches(value, names, n=1)
    allowed = f"allowed: {', '.join(names)}" if names else "it takes none"
    return f"did you mean {near[0]!r}? {allowed}" if near else allowed
