"""StoredQuery × values × Queryable → Answer; and a person's own SPARQL × Queryable → Answer.

Where the same fault has two owners, says whose it is: bad SPARQL in a file is the file's (exit 5), bad SPARQL on the
command line the person's (exit 2).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from itu_kg.errors import AssetError, UsageError
from itu_kg.model.table import Cell, Table
from itu_kg.model.vocab import prefixes
from itu_kg.query.memory_store import answer
from itu_kg.query.sparql_tokens import (
    form,
    require_local,
    undeclared,
    with_prefixes,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from itu_kg.model.queryable import Answer, Queryable
    from itu_kg.model.stored_query import StoredQuery
    from itu_kg.query.catalogue import Catalogue

SEPARATOR = "; "
"""Between the values of a cell that holds several."""

_POSITION = re.compile(r"(?:error at )?(\d+):(\d+): *", re.IGNORECASE)
# Among the many characters the engine would have taken, the one phrase that tells a person something.
_REASON = re.compile(r"\b[A-Z][A-Za-z]* (?:[a-z]+ )*[a-z]+(?= *,|$)")
_LONGEST = 80


def run(  # noqa: PLR0913  all that an answer depends on
    query: StoredQuery,
    values: Mapping[str, str],
    data: Queryable,
    *,
    names: Catalogue,
    spaces: Mapping[str, str] | None = None,
    service: bool = False,
) -> Answer:
    """Answer a stored query.

    Args:
        query: the question.
        values: texts of its parameters, by name.
        data: what is asked.
        names: the catalogue whose queries list the names of organisations, countries and series.
        spaces: prefixes with which a value may shorten an IRI; without them those of the data as we publish it.
        service: whether SERVICE is allowed, because `data` is an endpoint that may follow it.

    Raises:
        UsageError: a value is not allowed, or the query asks for SERVICE or FROM.
        AssetError: the query is not SPARQL; names its line.
    """
    require_local(query.text, service=service)
    known = prefixes() if spaces is None else spaces
    text = _filled(query, values, data, names, known) if query.parameters or values else query.text
    try:
        result = answer(data, with_prefixes(text, dict(known)))
    except SyntaxError as problem:
        line, column, what = _parts(problem, text, known)
        raise AssetError(f"not SPARQL at column {column}: {what}", where=f"{query.where}:{line}") from problem
    return sorted_lists(result, query.lists) if isinstance(result, Table) else result


def evaluate(  # noqa: PLR0913  likewise
    text: str,
    data: Queryable,
    *,
    spaces: dict[str, str],
    where: str,
    most: int | None = None,
    service: bool = False,
) -> Answer:
    """Answer a person's own query.

    Args:
        text: the query; the prefixes it leaves out are looked up in `spaces`.
        data: what is asked.
        spaces: prefixes and what they stand for.
        where: what errors name.
        most: solutions at the most.
        service: whether SERVICE is allowed, because `data` is an endpoint that may follow it.

    Raises:
        UsageError: it is not SPARQL, with line and column, or asks for SERVICE or FROM.
    """
    asked = form(text)
    require_local(text, service=service)
    if most is not None and asked != "ASK":
        from itu_kg.query.value_binding import limited  # noqa: PLC0415  for a limit only

        text = limited(text, most)
    try:
        return answer(data, with_prefixes(text, spaces))
    except SyntaxError as problem:
        raise _misread(problem, where, text, spaces) from problem


def _filled(
    query: StoredQuery, values: Mapping[str, str], data: Queryable, names: Catalogue, spaces: Mapping[str, str]
) -> str:
    """Write values into a query's text."""
    from functools import partial  # noqa: PLC0415  a query without parameters does without all this

    from itu_kg.query.entity_lookup import find  # noqa: PLC0415  likewise
    from itu_kg.query.parameters import bound, given  # noqa: PLC0415  likewise

    return bound(query, given(query, values, partial(find, queries=names, data=data), spaces))


def _misread(problem: SyntaxError, where: str, text: str, spaces: Mapping[str, str]) -> UsageError:
    """Say where and why a person's text is no SPARQL; the engine had the prefixes of `spaces` before it."""
    line, column, what = _parts(problem, text, spaces)
    return UsageError(f"not SPARQL at column {column}: {what}", where=f"{where}:{line}")


def sorted_lists(table: Table, lists: tuple[str, ...]) -> Table:
    """Sort and deduplicate the values inside the cells of the columns `lists`: numbers by size, then texts.

    Engines concatenate in whatever order they meet values; after this every engine gives the same cell.
    """
    several = [column in lists for column in table.columns]
    return Table(
        table.columns,
        tuple(
            tuple(_sorted(cell) if many and cell else cell for cell, many in zip(row, several, strict=True))
            for row in table.rows
        ),
    )


def _sorted(cell: Cell) -> Cell | None:
    parts = sorted({part for part in cell.value.split(SEPARATOR) if part}, key=_size)
    return Cell("literal", SEPARATOR.join(parts)) if parts else None


def _size(text: str) -> tuple[bool, int, str]:
    number = int(text) if text.isascii() and text.isdigit() else None
    return (number is None, number or 0, text)


def _parts(problem: SyntaxError, text: str, spaces: Mapping[str, str]) -> tuple[int, int, str]:
    """Take line, column and complaint out of the engine's message, as the person's own text has them."""
    said = " ".join(str(problem.msg).split())
    match = _POSITION.match(said)
    what = said[match.end() :] if match else said
    line, column = (int(match[1]), int(match[2])) if match else (1, 1)
    if line == 1:
        column = max(1, column - len(with_prefixes(text, dict(spaces))) + len(text))
    unknown = [prefix for prefix in undeclared(text) if prefix not in spaces]
    if "Prefix not found" in what and unknown:
        what = f"the prefix {unknown[0]}: is not known, declare it: PREFIX {unknown[0]}: <IRI>"
    elif (line, column) > _end(text):
        what = "the query ends too early"
    elif reason := _REASON.search(what):
        what = reason[0]
    elif len(what) > _LONGEST:
        what = "something else is expected there"
    return line, column, what


def _end(text: str) -> tuple[int, int]:
    """Give the line and column of a text's last character that is no space."""
    lines = text.rstrip().split("\n")
    return len(lines), len(lines[-1])
