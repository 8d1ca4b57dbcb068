"""The headers of an answer → whether the store has cut it short.

Virtuoso cuts a table with 200 and X-SPARQL-MaxRows, ends a query that takes too long with 200 and X-SQL-State, and
cuts a graph with no sign at all: it gives one triple more than the rows of a table it allows (ResultSetMaxRows), each
counted once. So a graph is followed by a question without a body (HEAD) that a table as long as the graph would answer:
where the store would cut that table, the graph may be cut too and is refused. Decision 0012 says why so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from http.client import HTTPMessage

_MOST = "X-SPARQL-MaxRows"
_SIGNS = (_MOST, "X-SQL-State")


def sign(headers: HTTPMessage) -> str | None:
    """Name the header that says the answer is cut."""
    return next((name for name in _SIGNS if headers.get(name)), None)


def probed(headers: HTTPMessage, triples: int) -> bool:
    """Say whether a graph should be doubted: it comes from Virtuoso, or is as long as a limit would be.

    A store behind another server may not tell its name; limits are round numbers, and what is given one more.
    """
    return triples > 0 and ("virtuoso" in headers.get("Server", "").lower() or (triples >= 1000 and triples % 1000 < 2))


def probe(triples: int) -> str:
    """Ask for a table of so many rows, which any store but a nearly empty one has: of each triple with each other."""
    return f"SELECT (1 AS ?one) WHERE {{ ?a ?b ?c . ?d ?e ?f }} LIMIT {triples}"


def most(headers: HTTPMessage) -> str:
    """Give the number of rows at which the store cuts, if it says so."""
    return headers.get(_MOST, "")
