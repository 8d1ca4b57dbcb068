"""Endpoint × base IRI → the same endpoint, asked over the named graphs that `load` filled, where nothing else has them.

`load` puts each graph of a release under its own name. Some stores ask all of them unless told otherwise, others only
their default graph, in which there is nothing of ours. One small request tells which: it is sent before the first
query, and never again. Refuses to guess from the name of the server.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from itu_kg.errors import RemoteError, Unanswered
from itu_kg.model.vocab import VOCABULARIES, graph_space, is_draft

if TYPE_CHECKING:
    from itu_kg.model.answer import Table
    from itu_kg.model.graph import NamedGraph
    from itu_kg.query.endpoint import Endpoint

_DATASET = ("default-graph-uri", "named-graph-uri")
"""Parameters by which an address says itself which graphs are asked (SPARQL 1.1 Protocol §2.1)."""


class LoadedEndpoint:
    """An endpoint as `load` leaves it: what the project's graphs hold is asked, wherever the endpoint has it.

    Args:
        endpoint: what is asked.
        base: what the IRIs of the project begin with.
        drafts: whether graphs that nobody has confirmed are asked, too.
        note: told, once, that named graphs are asked and which.
    """

    def __init__(self, endpoint: Endpoint, base: str, *, drafts: bool, note: Callable[[str], None]) -> None:
        self._endpoint = endpoint
        self._base = base
        self._drafts = drafts
        self._note = note

    def select(self, text: str) -> Table:
        """Answer a SELECT query."""
        return self._asked.select(text)

    def ask(self, text: str) -> bool:
        """Answer an ASK query."""
        return self._asked.ask(text)

    def construct(self, text: str) -> NamedGraph:
        """Answer a CONSTRUCT or DESCRIBE query."""
        return self._asked.construct(text)

    @cached_property
    def _asked(self) -> Endpoint:
        endpoint = self._endpoint
        if any(name in _DATASET for name, _ in endpoint.parameters):
            return endpoint
        space = graph_space(self._base)
        try:
            rows = endpoint.select(_PROBE.format(base=self._base, space=space, **VOCABULARIES)).rows
            names, default = {cell.value for cell, _ in rows if cell}, any(cell for _, cell in rows)
            drafts = {name for name in names if is_draft(name)}
            if default and (self._drafts or not drafts):
                return endpoint
            if default and names == drafts:
                names |= {cell.value for (cell,) in endpoint.select(_NAMES.format(space=space)).rows if cell}
        except Unanswered:
            raise
        except RemoteError:  # what is wrong is told of the person's own query, or it takes that one and not ours
            return endpoint
        graphs = sorted(names if self._drafts else names - drafts)
        if not graphs:
            return endpoint
        left = f"without {len(drafts):,} that nobody has confirmed (--with-drafts takes them in)"
        why = "its default graph has nothing of this project" if not default else "its default graph has drafts, too"
        many = f"{len(graphs):,} named graph{'' if len(graphs) == 1 else 's'} below {space}"
        self._note(f"{endpoint.address}: {why}, so {many} are asked{f', {left}' if drafts - {*graphs} else ''}")
        return replace(endpoint, graphs=tuple(graphs))


_PROBE = """
SELECT DISTINCT ?graph ?default WHERE {{
  {{ GRAPH ?graph {{ }} FILTER(STRSTARTS(STR(?graph), "{space}")) }}
  UNION {{ GRAPH ?graph {{ ?graph a <{void}Dataset> }} FILTER(STRSTARTS(STR(?graph), "{space}")) }}
  UNION {{
    SELECT (true AS ?default) WHERE {{
      {{ ?submission a <{ikg}Submission> FILTER(STRSTARTS(STR(?submission), "{base}")) }}
      UNION {{ <{base}dataset> a ?type }}
    }} LIMIT 1
  }}
}}
"""
"""Names of the project's graphs, and whether the default graph has something of theirs.

The first part is what stores answer from their list of graphs; Virtuoso does not, but it asks all graphs by itself, so
that the drafts, each of which describes itself, are all that matters there.
"""
_NAMES = 'SELECT DISTINCT ?graph WHERE {{ GRAPH ?graph {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?graph), "{space}")) }}'
