"""The headers of an answer → whether the store has cut it short.

Virtuoso cuts a table with 200 and X-SPARQL-MaxRows, ends a query that takes too long with 200 and X-SQL-State, and
cuts a graph with no sign at all: of a CONSTRUCT it gives one triple more than the rows of a table it allows
(ResultSetMaxRows), each counted once; of a DESCRIBE so many solutions, whatever there is to say of each. So a graph is
followed by a question without a body (HEAD) for a table as long: where the store would cut that, the graph may be cut
too and is refused. Decision 0011 says why so.
"""

from __future__ import annotations

from collections.abc import Mapping

from itu_kg.http.messages import MOST_ROWS
from itu_kg.query.sparql_tokens import query_form, tokenize


def probe(text: str, headers: Mapping[str, str], triples: int) -> str | None:
    """A query for a table as long as an answer to this one may be; None where there is nothing to doubt.

    Doubted is a graph from Virtuoso, and a CONSTRUCT as long as a limit would be: a store behind another server may
    not tell its name, and limits are round numbers, of which one more is given.

    Args:
        text: the query whose answer is a graph.
        headers: those of the answer.
        triples: how many it has.
    """
    named = "virtuoso" in headers.get("Server", "").lower()
    if query_form(text) == "DESCRIBE":
        return _solutions(text) if named else None
    if triples and (named or (triples >= 1000 and triples % 1000 < 2)):
        # Any store but a nearly empty one has so many rows: each triple with each other.
        return f"SELECT (1 AS ?one) WHERE {{ ?a ?b ?c . ?d ?e ?f }} LIMIT {triples}"
    return None


def _solutions(text: str) -> str | None:
    """A query for the solutions of a DESCRIBE, if it has a pattern."""
    asked = None
    for token in tokenize(text):
        if token.word == "DESCRIBE":
            asked = token.start
        elif asked is not None and (token.word == "WHERE" or token.text == "{"):
            return f"{text[:asked]}SELECT * {text[token.start :]}"
    return None


def most(headers: Mapping[str, str]) -> str:
    """The number of rows at which the store cuts, if it says so."""
    return headers.get(MOST_ROWS, "")
