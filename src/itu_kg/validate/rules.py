"""Shapes × triples → what constraints in SPARQL find, answered by Oxigraph.

A rule is a node shape's sh:select (SHACL §5): run once for each focus node, so ours have one, the submission or the
registry, and give what is wrong as `?value`. Oxigraph takes a hundredth of the time that pySHACL has for a query, and
needs neither it nor rdflib, so that `build` can ask the rules too. Constraints of property shapes and ASK validators
stay with pySHACL.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from itu_kg.errors import AssetError
from itu_kg.model.graph import Term, Triple
from itu_kg.model.shapes import Rule, Shapes
from itu_kg.rdf.ntriples import RDF_TYPE, literal, value
from itu_kg.rdf.prefixes import term
from itu_kg.validate.record_location import short
from itu_kg.validate.term_text import compact

if TYPE_CHECKING:
    from itu_kg.validate.coverage import Index

_LABEL = term("rdfs:label")
_THIS = ox.Variable("this")
_BLANK = re.compile(r"\{[?$](\w+)\}")


class Breach(NamedTuple):
    """One answer to a rule.

    `value` is what is wrong (empty for the focus node itself), `field` the record field where the query knows it.
    """

    rule: Rule
    focus: Term
    value: Term
    message: str
    field: str

    @property
    def claim(self) -> tuple[str, ...]:
        """Shape, what is wrong and message: a rule that has two focus nodes says of one thing once what is wrong."""
        return self.rule.shape, self.value or self.focus, self.message


class RuleStore:
    """Triples that several submissions share, and those of one of them at a time."""

    def __init__(self, shapes: Shapes, ground: Sequence[Triple]) -> None:
        self._shapes = shapes
        self._ground = frozenset(ground)
        self._store = ox.Store()
        self._store.load(_text(ground), ox.RdfFormat.N_TRIPLES, lenient=True)
        self._lent = b""
        self._told: frozenset[tuple[str, ...]] = frozenset()

    def breaches(self, index: Index, own: Sequence[Triple] = ()) -> list[Breach]:
        """Ask all rules about the shared triples, or about one submission's merged with them.

        Args:
            index: of the shared triples, or of the submission's on top of them.
            own: the submission's triples; without any, what is found is not told again of a submission.

        Raises:
            AssetError: a rule is not SPARQL.
        """
        self._lend(own)
        breaches: dict[tuple[str, ...], Breach] = {}
        for target in self._shapes.targets:
            for rule in self._shapes.rules.get(target.shape, ()):
                for focus in sorted(index.aimed_at(target)):
                    for breach in self._answers(rule, focus):
                        breaches.setdefault(breach.claim, breach)
        if not own:
            self._told = frozenset(breaches)
            return list(breaches.values())
        return [breach for claim, breach in breaches.items() if claim not in self._told]

    def _lend(self, own: Iterable[Triple]) -> None:
        """Merge a submission's triples with the shared ones, in the place of those of the submission before."""
        for quad in ox.parse(self._lent, ox.RdfFormat.N_TRIPLES, lenient=True):
            self._store.remove(quad)
        self._lent = _text(triple for triple in own if triple not in self._ground)
        self._store.load(self._lent, ox.RdfFormat.N_TRIPLES, lenient=True)

    def _answers(self, rule: Rule, focus: Term) -> Iterator[Breach]:
        node = ox.BlankNode(focus[2:]) if focus.startswith("_:") else ox.NamedNode(value(focus))
        try:
            rows = self._store.query(rule.query, prefixes=dict(rule.prefixes), substitutions={_THIS: node})
        except SyntaxError as problem:
            what = f"{compact(rule.shape)}: not valid SPARQL: {problem.msg}"
            raise AssetError(what, hint="correct the sh:select of the shape") from problem
        if not isinstance(rows, ox.QuerySolutions):
            raise AssetError(f"{compact(rule.shape)}: no SELECT", hint="correct the sh:select of the shape")
        names = [variable.value for variable in rows.variables]
        for row in rows:
            bound = {name: Term(str(term)) for name in names if (term := row[name]) is not None}
            message, field = _filled(rule.message, bound), value(bound.get("field", Term('""')))
            yield Breach(rule, focus, bound.get("value", Term("")), message, field)


def _text(triples: Iterable[Triple]) -> bytes:
    """Write triples as N-Triples, which a store takes in faster than one quad after the other."""
    return "".join([f"{s} {p} {o} .\n" for s, p, o in triples]).encode()


def _filled(message: str, bound: Mapping[str, Term]) -> str:
    """Put the values of an answer into a message."""
    return _BLANK.sub(lambda blank: _shown(bound.get(blank[1])), message)


def _shown(term: Term | None) -> str:
    """Write a term into a message: a thing of ours by its type and id, a literal by its text."""
    if not term:
        return "nothing"
    if not term.startswith("<"):
        return value(term)
    address = short(term)
    return address if address != value(term) else compact(term)


def rules(facts: Mapping[Term, Mapping[Term, Sequence[Term]]], shapes: Iterable[Term]) -> dict[Term, tuple[Rule, ...]]:
    """Read the rules of node shapes from the facts of a shapes graph, by subject and predicate.

    `$fields` in a query becomes a text of the labels of all sh:PropertyGroups, which are the fields of records.
    """

    def sh(name: str) -> Term:
        return Term(f"<http://www.w3.org/ns/shacl#{name}>")

    declared = [facts.get(node, {}) for each in facts.values() for node in each.get(sh("declare"), ())]
    prefixes = tuple(
        (value(prefix), value(space))
        for declaration in declared
        for prefix, space in zip(declaration.get(sh("prefix"), ()), declaration.get(sh("namespace"), ()), strict=False)
    )
    groups = (each for each in facts.values() if sh("PropertyGroup") in each.get(RDF_TYPE, ()))
    fields = literal(f" {' '.join(sorted(value(label) for group in groups for label in group.get(_LABEL, ())))} ")
    by_shape: dict[Term, tuple[Rule, ...]] = {}
    for shape in shapes:
        of = facts.get(shape, {})
        severity = of.get(sh("severity"), (sh("Violation"),))[0]
        selects = [
            (select, (*facts[node].get(sh("message"), ()), *of.get(sh("message"), ()), Term('""'))[0])
            for node in of.get(sh("sparql"), ())
            for select in facts.get(node, {}).get(sh("select"), ())
        ]
        if selects and sh("path") not in of:
            by_shape[shape] = tuple(
                Rule(shape, value(select).replace("$fields", fields), prefixes, value(message), severity)
                for select, message in selects
            )
    return by_shape
