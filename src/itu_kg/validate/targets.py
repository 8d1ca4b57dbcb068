"""Triples → which nodes a shape looks at (SHACL §2.1.3): by class, by name, as subjects or objects of a property."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from itu_kg.model.graph import Term, Triple
from itu_kg.model.shapes import Target
from itu_kg.rdf.ntriples import RDF_TYPE
from itu_kg.rdf.prefixes import term

_SUBCLASS = term("rdfs:subClassOf")


class Index:
    """What a set of triples has by class and by property, on top of what the triples that others share have.

    Args:
        triples: the triples.
        below: the index of the triples these are merged with.
    """

    def __init__(self, triples: Iterable[Triple], below: Index | None = None) -> None:
        self.below = below
        self.types: dict[Term, set[Term]] = defaultdict(set)
        self.subjects: dict[Term, set[Term]] = defaultdict(set)
        self.objects: dict[Term, set[Term]] = defaultdict(set)
        for s, p, o in triples:
            self.subjects[p].add(s)
            if p == RDF_TYPE:
                self.types[o].add(s)
            elif not o.startswith('"'):
                self.objects[p].add(o)
        self._mentioned: set[Term] = set().union(*self.subjects.values(), *self.objects.values())
        self._subclasses: dict[Term, set[Term]] = defaultdict(set)
        for s, p, o in triples if _SUBCLASS in self.subjects else ():
            if p == _SUBCLASS:
                self._subclasses[o].add(s)

    def aimed_at(self, target: Target) -> set[Term]:
        """The focus nodes of a target.

        Where these triples lie on top of others, only nodes that these triples mention count: the others were looked
        at on their own, and nothing has been said about them here.
        """
        nodes = self._instances(target) | set(target.nodes)
        for link in target.subjects_of:
            nodes |= self._all("subjects", link)
        for link in target.objects_of:
            nodes |= self._all("objects", link)
        return nodes & self._mentioned if self.below else nodes

    def _instances(self, target: Target) -> set[Term]:
        nodes: set[Term] = set()
        classes, seen = list(target.classes), set[object]()
        while classes:
            kind = classes.pop()
            if kind not in seen:
                seen.add(kind)
                nodes |= self._all("types", kind)
                classes += self._all("_subclasses", kind)
        return nodes

    def _all(self, what: str, key: Term) -> AbstractSet[Term]:
        own: AbstractSet[Term] = getattr(self, what).get(key, frozenset())
        return own | self.below._all(what, key) if self.below else own
