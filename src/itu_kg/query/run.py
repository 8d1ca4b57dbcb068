"""StoredQuery × values × Queryable → Answer; and a person's own SPARQL × Queryable → Answer.

Where the same fault has two owners, says whose it is: bad SPARQL in a file is the file's (exit 5), bad SPARQL on the
command line the person's (exit 2).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from itu_kg.errors import AssetError, UsageError
from itu_kg.model import vocab
from itu_kg.model.answer import Answer, Cell, Queryable, Table
from itu_kg.model.stored_query import LIST_SEPARATOR, StoredQuery
from itu_kg.query.memory_store import answer
from itu_kg.query.sparql_tokens import declare_prefixes, query_form, require_local, undeclared_prefixes

if TYPE_CHECKING:
    from itu_kg.query.catalogue import Catalogue

PREFIXES = vocab.prefixes()

_POSITION = re.compile(r"(?:error at )?(\d+):(\d+): *", re.IGNORECASE)
# Among the many characters the engine would have taken, the one phrase that tells a person something.
_REASON = re.compile(r"\b[A-Z][A-Za-z]* (?:[a-z]+ )*[a-z]+(?= *,|$)")
_LONGEST = 80


def run(  # noqa: PLR0913  all that an answer depends on
    query: StoredQuery,
    values: Mapping[str, str],
    data: Queryable,
    *,
    queries: Catalogue,
    prefixes: Mapping[str, str] = PREFIXES,
    service: bool = False,
    wide: bool = False,
) -> Answer:
    """Answer a stored query.

    Args:
        query: the question.
        values: texts of its parameters, by name.
        data: what is asked.
        queries: the catalogue whose queries list the names of organisations, countries and series.
        prefixes: with which a value may shorten an IRI.
        service: whether SERVICE is allowed, because `data` is an endpoint that may follow it.
        wide: whether its wide columns are wanted.

    Raises:
        UsageError: a value is not allowed, it has no wide columns, or it asks for SERVICE or FROM.
        AssetError: the query is not SPARQL; names its line.
    """
    if wide and not query.wide:
        raise UsageError(f"{query.name} has no wide columns", where="--wide", hint="leave it out")
    query = query if wide else query.narrowed
    require_local(query.text, service=service)
    text = _fill(query, values, data, queries, prefixes) if query.parameters or values else query.text
    try:
        result = answer(data, declare_prefixes(text, prefixes))
    except SyntaxError as problem:
        line, column, what = _fault(problem, text, prefixes)
        raise AssetError(f"not SPARQL at column {column}: {what}", where=f"{query.where}:{line}") from problem
    return sorted_lists(result, query.lists) if isinstance(result, Table) else result


def example(
    query: StoredQuery,
    values: Mapping[str, str],
    data: Queryable,
    *,
    queries: Catalogue,
    prefixes: Mapping[str, str] = PREFIXES,
) -> Answer | str:
    """Answer a stored query for its example, or say why that is nothing to ask these data.

    Raises:
        AssetError: the query is not SPARQL; names its line.
    """
    try:
        return run(query, values, data, queries=queries, prefixes=prefixes)
    except UsageError as problem:  # an example may name what is not in the data
        return f"not asked: {problem.what}"


def evaluate(  # noqa: PLR0913  likewise
    text: str,
    data: Queryable,
    *,
    prefixes: Mapping[str, str],
    where: str,
    limit: int | None = None,
    service: bool = False,
) -> Answer:
    """Answer a person's own query.

    Args:
        text: the query, which need not declare `prefixes`.
        data: what is asked.
        prefixes: names and the IRIs they stand for.
        where: what errors name.
        limit: solutions at the most.
        service: whether SERVICE is allowed, because `data` is an endpoint that may follow it.

    Raises:
        UsageError: it is not SPARQL, with line and column, or asks for SERVICE or FROM.
    """
    form = query_form(text)
    require_local(text, service=service)
    if limit is not None and form != "ASK":
        from itu_kg.query.value_binding import limited  # noqa: PLC0415  for a limit only

        text = limited(text, limit)
    try:
        return answer(data, declare_prefixes(text, prefixes))
    except SyntaxError as problem:
        line, column, what = _fault(problem, text, prefixes)
        raise UsageError(f"not SPARQL at column {column}: {what}", where=f"{where}:{line}") from problem


def _fill(
    query: StoredQuery, values: Mapping[str, str], data: Queryable, queries: Catalogue, prefixes: Mapping[str, str]
) -> str:
    from itu_kg.query.entity_names import Names  # noqa: PLC0415  a query without parameters does without all this
    from itu_kg.query.parameters import fill, to_terms  # noqa: PLC0415  likewise

    return fill(query, to_terms(query, values, Names(queries, data, prefixes).find, prefixes))


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
    parts = sorted({part for part in cell.value.split(LIST_SEPARATOR) if part}, key=_size)
    return Cell("literal", LIST_SEPARATOR.join(parts)) if parts else None


def _size(text: str) -> tuple[bool, int, str]:
    number = int(text) if text.isascii() and text.isdigit() else None
    return (number is None, number or 0, text)


def _fault(problem: SyntaxError, text: str, prefixes: Mapping[str, str]) -> tuple[int, int, str]:
    """Line, column and complaint of the engine's message, in terms of the text before prefixes were declared."""
    message = " ".join(str(problem.msg).split())
    match = _POSITION.match(message)
    what = message[match.end() :] if match else message
    line, column = (int(match[1]), int(match[2])) if match else (1, 1)
    if line == 1:
        column = max(1, column - len(declare_prefixes(text, prefixes)) + len(text))
    unknown = [prefix for prefix in undeclared_prefixes(text) if prefix not in prefixes]
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
    """Line and column of a text's last character that is no space."""
    lines = text.rstrip().split("\n")
    return len(lines), len(lines[-1])
