"""Shapes × triples → what all constraints but those in SPARQL find, by pySHACL on rdflib.

pySHACL gets no option that would let it fetch, infer or run SHACL's rules.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import pyshacl
from rdflib import BNode, Graph
from rdflib.namespace import RDF, SH

from itu_kg.errors import AssetError
from itu_kg.model.graph import Term, Triple
from itu_kg.model.shapes import Shapes
from itu_kg.rdf.prefixes import term
from itu_kg.validate.rdflib_terms import Terms, from_rdflib, quiet

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rdflib.term import Node

__all__ = ["CoreConstraints", "quiet"]

_SPARQL = term("sh:sparql")
_SAYS_NOTHING = frozenset(
    map(term, ("rdf:type", "sh:name", "sh:description", "sh:message", "sh:group", "sh:severity", "sh:order"))
)

Result = Mapping[str, Sequence[Term]]
"""A validation result: what it has by the local names of its properties (SHACL §3.6)."""


class CoreConstraints:
    """Shared triples in rdflib's hands, ready for one submission after the other."""

    def __init__(self, shapes: Shapes, ground: Sequence[Triple]) -> None:
        # The rules are asked elsewhere.
        self._shapes = tuple(
            triple for triple in shapes.triples if triple[1] != _SPARQL or triple[0] not in shapes.rules
        )
        self._asking = frozenset(s for s, p, _ in self._shapes if p not in _SAYS_NOTHING)
        self._ground: Sequence[Triple] = ground
        self._terms = Terms()
        self._data = Graph()
        self._lent: list[Triple] = []

    def results(self, own: Sequence[Triple], aims: Iterable[Triple]) -> list[Result]:
        """Look at nodes of the shared triples, or of one submission's merged with them.

        Raises:
            AssetError: pySHACL cannot run the shapes.
        """
        aims = [aim for aim in aims if aim[0] in self._asking]
        if not aims:
            return []
        self._terms.fill(self._data, self._ground)
        self._ground = ()
        shape_graph = Graph(store="SimpleMemory")
        terms = Terms(self._terms)
        terms.fill(shape_graph, (*self._shapes, *aims))
        self._lend(own, terms)
        return list(_results(self._data, shape_graph).values())

    def _lend(self, own: Sequence[Triple], terms: Terms) -> None:
        """Merge a submission's triples with the shared ones, in the place of those of the submission before."""
        for triple in self._lent:
            self._data.remove(terms.triple(triple))
        self._lent = [triple for triple in own if terms.triple(triple) not in self._data]
        terms.fill(self._data, self._lent)


def _results(data: Graph, shape_graph: Graph) -> dict[Node, dict[str, list[Term]]]:
    """Run pySHACL and give its results, each by the local names of its properties."""
    try:
        _, report, text = pyshacl.validate(data, shacl_graph=shape_graph, inplace=True)
    except Exception as problem:
        raise AssetError(f"pySHACL cannot run the shapes: {problem}", hint="correct what it names") from problem
    if not isinstance(report, Graph):
        raise AssetError(f"pySHACL cannot run the shapes: {text}", hint="correct what it names")
    results: dict[Node, dict[str, list[Term]]] = {}
    for node in report.subjects(RDF.type, SH.ValidationResult):
        facts = results[node] = {}
        for p, o in report.predicate_objects(node):
            if not (isinstance(o, BNode) and p == SH.resultPath):
                facts.setdefault(str(p).removeprefix(str(SH)), []).append(from_rdflib(o))
    return results
