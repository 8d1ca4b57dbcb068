"""What the shapes looked at and what they passed over: "conforms" means little where nothing was looked at.

A shape that matched nothing is a note where the records have nothing for it, too: few submissions have something of
every kind. It is a violation where they have, and where no shape matched anything. So are a typed thing that no shape
matched, and a thing without an address (a blank node); a property that no shape speaks of is a warning. Which nodes a
shape looks at: SHACL §2.1.3.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet

from itu_kg.model.graph import NamedGraph, Term, Triple
from itu_kg.model.shapes import Shapes, Target
from itu_kg.model.vocab import VOCABULARIES
from itu_kg.rdf.ntriples import RDF_TYPE
from itu_kg.rdf.prefixes import term
from itu_kg.validate.record_location import Place
from itu_kg.validate.report import Finding, Severity
from itu_kg.validate.term_text import compact

_NONE = Term("")
MATCHED_NOTHING = "MatchedNothing"
_EVERYONES = tuple(f"<{VOCABULARIES[prefix]}" for prefix in ("rdf", "rdfs", "owl"))


class Coverage:
    """Kept while one graph after the other is looked at."""

    def __init__(self, shapes: Shapes, *, partial: bool) -> None:
        self._shapes = shapes
        self._partial = partial
        self._matched: set[Term] = set()
        self._classed: set[Term] = set()
        self._unmatched: dict[Term, Term] = {}
        self._unspoken: dict[Term, Term] = {}
        self._blank: set[Term] = set()

    def matched(self, target: Target, nodes: AbstractSet[Term]) -> None:
        """Note what of the data a target's shape looks at. Being pointed at does not count as being described."""
        if nodes:
            self._matched.add(target.shape)
        if target.classes or target.nodes:
            self._classed |= nodes

    def met(self, triples: Sequence[Triple], index: Index) -> None:
        """Note what was in the graph just matched, once all targets have been."""
        for s, p, o in triples:
            self._blank.update(term for term in (s, o) if term.startswith("_:"))
            if p == RDF_TYPE:
                if s not in self._classed:
                    self._unmatched.setdefault(s, o)
            elif p not in self._shapes.properties and not p.startswith(_EVERYONES):
                self._unspoken.setdefault(p, s)
        if index.below:
            self._classed.clear()

    def findings(self, recorded: Callable[[], Iterable[NamedGraph]]) -> set[Finding]:
        """What was passed over; `recorded` gives what the records make, and is asked where a shape matched nothing."""
        passed = set(self._idle(recorded))
        things: dict[Term, list[Term]] = defaultdict(list)
        for thing, kind in self._unmatched.items():
            things[kind].append(thing)
        passed |= {
            _finding(
                "violation",
                "MatchedByNoShape",
                min(alike),
                f"No shape looks at a {compact(kind)} (there are {len(alike):,}): correct the type, or write a "
                "shape for it.",
                value=kind,
            )
            for kind, alike in things.items()
        }
        if self._blank:
            count = len(self._blank)
            message = f"There are things without an address ({count:,} blank nodes): give each an IRI."
            passed.add(_finding("violation", "BlankNode", min(self._blank), message))
        return passed | {
            _finding(
                "warning",
                "PropertyOfNoShape",
                thing,
                f"No shape speaks of {compact(link)}: correct the property, or write a shape for it.",
                value=link,
            )
            for link, thing in self._unspoken.items()
        }

    def _idle(self, recorded: Callable[[], Iterable[NamedGraph]]) -> Iterator[Finding]:
        """Find the shapes that matched nothing."""
        idle = [target for target in self._shapes.targets if target.shape not in self._matched]
        if len(idle) == len(self._shapes.targets):
            message = "No shape looks at anything in the data: give data of this ontology, or shapes of this data."
            yield _finding("violation", MATCHED_NOTHING, min(target.shape for target in idle), message)
            return
        aims: dict[Term, set[Term]] = defaultdict(set)
        for graph in recorded() if idle else ():
            index = Index(graph.triples)
            for target in idle:
                aims[target.shape] |= index.aimed_at(target) & index.mentioned
        for target in idle:
            shape, count = target.shape, len(aims[target.shape])
            nothing = f"Nothing in the data is looked at by {compact(shape)}"
            if count:
                message = (
                    f"{nothing}, while the records have {count:,}: run `itu-kg build`, or say with --partial that this "
                    "is only a part of the data."
                )
                yield _finding("info" if self._partial else "violation", MATCHED_NOTHING, shape, message)
            else:
                yield _finding("info", MATCHED_NOTHING, shape, f"{nothing}: it has nothing of the kind.")


def _finding(severity: Severity, component: str, focus: Term, message: str, value: Term = _NONE) -> Finding:
    return Finding(
        severity=severity,
        message=message,
        shape=_NONE,
        component=component,
        focus=focus,
        path=None,
        value=value,
        place=Place(),
    )


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
        self.mentioned: set[Term] = set().union(*self.subjects.values(), *self.objects.values())
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
        return nodes & self.mentioned if self.below else nodes

    def has(self, link: Term) -> bool:
        """Whether a property is stated of anything, here or in what lies below."""
        return bool(self._all("subjects", link))

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
