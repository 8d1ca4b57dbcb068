"""A person's values × StoredQuery → SPARQL text that holds them as RDF terms.

A value is checked against its type, made into a term by the RDF library, and written where the query's text says
`VALUES ?_name { UNDEF }`; without a value that clause goes, and the variable is free. A text that has no such clause,
as grlc's have none, gets one in every group that names the variable. Refuses to put a person's text into a query in any
other way.

What a name means is for `entity_names` to say. A value may mean several things, as a region does: then the clause holds
them all, and the query answers for each.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from itu_kg.errors import UsageError
from itu_kg.model.names import key, nearest
from itu_kg.model.stored_query import Parameter, StoredQuery
from itu_kg.query.parameter_values import Slot, Term, read_value
from itu_kg.query.value_binding import bind

if TYPE_CHECKING:
    from pyoxigraph import NamedNode


def to_terms(
    query: StoredQuery,
    values: Mapping[str, str],
    find_entity: Callable[[str, str], tuple[NamedNode, ...]],
    prefixes: Mapping[str, str] | None = None,
) -> dict[str, tuple[Term, ...]]:
    """Turn values into terms, defaults included.

    Args:
        query: whose parameters they are.
        values: texts by parameter name.
        find_entity: finds what a text names, for types of things: (type, text) → IRIs.
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
    terms: dict[str, tuple[Term, ...]] = {}
    for parameter in query.parameters:
        value = values.get(parameter.name, parameter.default)
        if value is not None:
            value = _allowed(parameter, value)
            for variable in parameter.variables:
                terms[variable.name] = read_value(Slot(parameter, variable, find_entity, prefixes or {}), value)
        elif parameter.required:
            example = f", for example --{parameter.name} {parameter.example}" if parameter.example else ""
            raise UsageError(f"{query.name} needs --{parameter.name}{example}", hint=parameter.description)
    return terms


def fill(query: StoredQuery, terms: Mapping[str, Sequence[Term]]) -> str:
    """Write the terms into the query's text, several where a value has several; the lines keep their numbers."""
    text = query.text
    free: dict[str, str] = {}
    for parameter in query.parameters:
        for variable in parameter.variables:
            several = " ".join(map(str, terms.get(variable.name, ())))
            clause = f"VALUES ?{variable.name} {{ {several} }}" if several else ""
            text, count = _undef_clause(variable.name).subn(lambda _, clause=clause: clause, text)  # type: ignore[misc]  # bound at once
            if not count and several:
                free[variable.name] = several
    return bind(text, free) if free else text


def _undef_clause(variable: str) -> re.Pattern[str]:
    """Match the clause that a variable's value replaces: `VALUES ?_name { UNDEF }`."""
    return re.compile(rf"\bVALUES\s*[?$]{re.escape(variable)}\s*\{{\s*UNDEF\s*\}}", re.IGNORECASE)


def _allowed(parameter: Parameter, value: str) -> str:
    if not parameter.allowed or value in parameter.allowed:
        return value
    near = [each for each in parameter.allowed if key(each) == key(value)]
    if len(near) == 1:
        return near[0]
    raise UsageError(
        f"{value[:80]!r} is not allowed", where=f"--{parameter.name}", hint=_nearest(value, parameter.allowed)
    )


def _nearest(value: str, names: tuple[str, ...]) -> str:
    """A hint: which names there are, and which of them a wrong one is nearest to."""
    near = nearest(value, names, most=1) if names else ()
    allowed = f"allowed: {', '.join(names)}" if names else "it takes none"
    return f"did you mean {near[0]!r}? {allowed}" if near else allowed
