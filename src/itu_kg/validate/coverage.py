"""What the shapes looked at and what they passed over: "conforms" means little where nothing was looked at.

A shape that matched nothing, a typed thing that no shape matched, and a thing without an address (a blank node) are
violations; a property that no shape speaks of is a warning.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING

from itu_kg.model.graph import Term, Triple
from itu_kg.model.shapes import Shapes, Target
from itu_kg.model.vocab import VOCABULARIES
from itu_kg.rdf.ntriples import RDF_TYPE
from itu_kg.validate.rdflib_terms import compact
from itu_kg.validate.record_location import Place
from itu_kg.validate.report import Finding, Severity

if TYPE_CHECKING:
    from itu_kg.validate.targets import Index

_NONE = Term("")
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
        """Note what a target's shape looks at. Being pointed at does not count as being described by a shape."""
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

    def findings(self) -> set[Finding]:
        """What was passed over."""
        passed = {
            _finding(
                "info" if self._partial else "violation",
                "MatchedNothing",
                target.shape,
                f"Nothing in the data is looked at by {compact(target.shape)}: add what is missing, or say with "
                "--partial that this is only a part of the data.",
            )
            for target in self._shapes.targets
            if target.shape not in self._matched
        }
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
