"""What answers SPARQL, and what it answers with."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from itu_kg.model.graph import NamedGraph
from itu_kg.model.table import Table
from itu_kg.model.vocab import BASE

if TYPE_CHECKING:
    from itu_kg.model.stored_query import StoredQuery

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
    """What an answer is the answer to: a title, what it was restricted to, and what our own IRIs begin with."""

    title: str = "Answer"
    note: str = ""
    base: str = BASE


class AnsweredQuery(NamedTuple):
    """A stored query, the values its parameters had, and its answer; a text says why it was not asked."""

    query: StoredQuery
    values: dict[str, str]
    answer: Answer | str
