"""A query → its algebra in words, read in a guarded child: see `explained`. Refuses to run it."""

from __future__ import annotations

from itu_kg.query.sandbox import Limits, child
from itu_kg.query.sparql_tokens import form, require_local, with_prefixes


def explain(text: str, *, spaces: dict[str, str], limits: Limits, service: bool = False) -> str:
    """Say what a query asks for.

    Raises:
        SyntaxError: it is no SPARQL.
        UsageError: it is an update, asks for what is off, or cannot be explained within the limits.
    """
    form(text)
    require_local(text, service=service)
    return child("itu_kg.query.explained", {"query": with_prefixes(text, spaces), "spaces": spaces}, limits).decode()
