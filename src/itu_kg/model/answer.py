"""What answers SPARQL, and what it answers with."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple, Protocol

from itu_kg.model.column import Column
from itu_kg.model.graph import NamedGraph
from itu_kg.model.stored_query import Row, StoredQuery
from itu_kg.model.vocab import BASE

_CSV_SPECIAL = re.compile(r'[",\r\n]')


class Cell(NamedTuple):
    """One RDF term of an answer (SPARQL 1.1 Query Results JSON Format §3.2.2)."""

    kind: Literal["uri", "literal", "bnode"]
    value: str
    datatype: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Columns by name, rows of cells; an unbound variable is None."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell | None, ...], ...]


def csv(table: Table) -> str:
    """SPARQL 1.1 Query Results CSV §3: values without their types, CR LF at the end of each line."""
    lines = [table.columns, *([plain(cell) for cell in row] for row in table.rows)]
    return "".join(",".join(map(_quoted, line)) + "\r\n" for line in lines)


def plain(cell: Cell | None) -> str:
    """What a cell holds, as text without its type; nothing where it is unbound."""
    if cell is None:
        return ""
    return f"_:{cell.value}" if cell.kind == "bnode" else cell.value


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if _CSV_SPECIAL.search(text) else text


Answer = Table | bool | NamedGraph
"""What SELECT, ASK, and CONSTRUCT or DESCRIBE give."""


class Queryable(Protocol):
    """Whatever answers SPARQL: files, data in memory, a store on disk, an endpoint."""

    def select(self, text: str) -> Table:
        """Answer a SELECT query."""
        ...

    def ask(self, text: str) -> bool:
        """Answer an ASK query."""
        ...

    def construct(self, text: str) -> NamedGraph:
        """Answer a CONSTRUCT or DESCRIBE query; the triples come sorted, each once."""
        ...


class AnswerHeading(NamedTuple):
    """What an answer is the answer to: a title, what it was restricted to, and what our own IRIs begin with.

    `columns` says what is known of its columns, by name; of a person's own query, None: its columns are as written.
    `row` says what one of its rows is, if a query's header does; `source` whose data it is, of when, and its licence;
    `name` and `text` are the query's.
    """

    title: str = "Answer"
    note: str = ""
    base: str = BASE
    columns: Mapping[str, Column] | None = None
    row: Row | None = None
    source: str = ""
    name: str = ""
    text: str = ""


class AnsweredQuery(NamedTuple):
    """A stored query, the values its parameters had, and its answer; a text says why it was not asked."""

    query: StoredQuery
    values: dict[str, str]
    answer: Answer | str
