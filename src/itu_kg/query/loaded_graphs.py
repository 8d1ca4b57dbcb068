"""Endpoint × base IRI → the same endpoint, asked over the named graphs that `load` filled, where nothing else has them.

`load` puts each graph of a release under its own name. Some stores ask all of them unless told otherwise, others only
their default graph, in which there is nothing of ours. One small request tells which: it is sent before the first
query, and never again. Refuses to guess from the name of the server.

A merge of graphs has once what two of them state. Not every store sees it so: where two submissions tell of one thing,
it is tried on a statement of both, and a store that counts it twice is asked for the graphs, which are merged here.
"""

from __future__ import annotations

import shutil
import tempfile
import weakref
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from itu_kg import rdf
from itu_kg.errors import RemoteError, Unanswered
from itu_kg.model.formats import Format
from itu_kg.model.graph import Dataset, NamedGraph
from itu_kg.model.vocab import VOCABULARIES, graph_space, is_draft

if TYPE_CHECKING:
    from itu_kg.model.answer import Queryable, Table
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
        local: opens a file of N-Quads, to be asked as the endpoint would be.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        base: str,
        *,
        drafts: bool,
        note: Callable[[str], None],
        local: Callable[[Path], Queryable],
    ) -> None:
        self._endpoint = endpoint
        self._base = base
        self._drafts = drafts
        self._note = note
        self._local = local

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
    def _asked(self) -> Queryable:
        endpoint = self._endpoint
        if any(name in _DATASET for name, _ in endpoint.parameters):
            return endpoint
        space = graph_space(self._base)
        try:
            rows = endpoint.select(_PROBE.format(base=self._base, space=space, **VOCABULARIES)).rows
            names, default = {row[0].value for row in rows if row[0]}, any(row[1] for row in rows)
            drafts = {name for name in names if is_draft(name)}
            several = len({row[2].value for row in rows if row[2]}) > 1
            by_name = not default or (drafts and not self._drafts)
            if default and by_name:
                names |= {row[0].value for row in endpoint.select(_NAMES.format(space=space)).rows if row[0]}
        except Unanswered:
            raise
        except RemoteError:  # what is wrong is told of the person's own query, or it takes that one and not ours
            return endpoint
        graphs = sorted(names if self._drafts else names - drafts)
        if not by_name or not graphs:
            return endpoint
        left = f"without {len(drafts):,} that nobody has confirmed (--with-drafts takes them in)"
        why = "its default graph has nothing of this project" if not default else "its default graph has drafts, too"
        many = f"{len(graphs):,} named graph{'' if len(graphs) == 1 else 's'} below {space}"
        self._note(f"{endpoint.address}: {why}, so {many} are asked{f', {left}' if drafts - {*graphs} else ''}")
        over = replace(endpoint, graphs=tuple(graphs))
        return self._merged(graphs) if several and self._counts_twice(over) else over

    def _counts_twice(self, over: Endpoint) -> bool:
        """Whether a statement that two graphs have is two to the store that is asked over both."""
        shared = self._endpoint.select(_SHARED.format(space=graph_space(self._base), **VOCABULARIES)).rows
        for thing, kind in shared:
            if thing and kind:
                return len(over.select(f"SELECT ?one {{ <{thing.value}> a <{kind.value}> BIND(1 AS ?one) }}").rows) > 1
        return False

    def _merged(self, graphs: Sequence[str]) -> Queryable:
        """Fetch graphs, and merge them here."""
        self._note(f"{self._endpoint.address}: counts twice what two graphs state, so they are fetched and merged here")
        folder = tempfile.mkdtemp(prefix="itu-kg-graphs-")
        weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)  # at the end of the program at the latest
        path = Path(folder) / f"merged{Format.NQUADS.suffixes[0]}"
        with path.open("wb") as file:
            for name in graphs:
                text = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{name}> {{ ?s ?p ?o }} }}"
                fetched = NamedGraph(name, self._endpoint.construct(text).triples)
                file.write(rdf.write(Dataset((fetched,)), Format.NQUADS))
        return self._local(path)


_PROBE = """
SELECT DISTINCT ?graph ?default ?submission WHERE {{
  {{ GRAPH ?graph {{ }} FILTER(STRSTARTS(STR(?graph), "{space}")) }}
  UNION {{ GRAPH ?graph {{ ?graph a <{void}Dataset> }} FILTER(STRSTARTS(STR(?graph), "{space}")) }}
  UNION {{
    SELECT ?submission WHERE {{
      GRAPH ?graph {{ ?submission a <{ikg}Submission> }} FILTER(STRSTARTS(STR(?graph), "{space}"))
    }} LIMIT 2
  }}
  UNION {{
    SELECT (true AS ?default) WHERE {{
      {{ ?submission a <{ikg}Submission> FILTER(STRSTARTS(STR(?submission), "{base}")) }}
      UNION {{ <{base}dataset> a ?type }}
    }} LIMIT 1
  }}
}}
"""
"""Names of the project's graphs, whether the default graph has something of theirs, and two submissions of the graphs.

The first part is what stores answer from their list of graphs; Virtuoso does not, but it asks all graphs by itself, so
that the drafts, each of which describes itself, are all that matters there.
"""
_NAMES = 'SELECT DISTINCT ?graph WHERE {{ GRAPH ?graph {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?graph), "{space}")) }}'
_SHARED = """
SELECT ?thing ?kind WHERE {{
  GRAPH ?one {{ ?thing <{dcterms}source> ?submission ; a ?kind }}
  GRAPH ?other {{ ?thing <{dcterms}source> ?another ; a ?kind }}
  FILTER(STRSTARTS(STR(?one), "{space}") && STRSTARTS(STR(?other), "{space}") && STR(?one) < STR(?other))
}} LIMIT 1
"""
"""A statement of two graphs. Two submissions state alike only what they both tell of, and each is a source of that."""
