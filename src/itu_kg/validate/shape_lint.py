"""Shapes → nothing, or the first mistake in them that engines pass over without a word.

A class or property that nobody declared, a misspelt constraint, a severity where no engine reads it, a property shape
that is not there: each would make a shape that never finds anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from rdflib.namespace import DCAT, SH, VOID

from itu_kg.errors import AssetError
from itu_kg.model.graph import Term, Triple
from itu_kg.model.shapes import Shapes
from itu_kg.model.vocab import VOCABULARIES
from itu_kg.rdf.ntriples import value
from itu_kg.rdf.prefixes import term
from itu_kg.validate.term_text import compact

_ADVANCED = frozenset({"rule", "target", "js", "expression", "function", "values"})
_EVERYONES = tuple(f"<{VOCABULARIES[prefix]}" for prefix in ("rdf", "rdfs", "owl"))
_OF_DATASETS = (DCAT, VOID)  # they describe the dataset, not what it is about: the ontology need not name them


def check(triples: Sequence[Triple], shapes: Shapes, *, where: str, declared: AbstractSet[Term] | None) -> None:
    """Refuse shapes that would silently not be applied.

    Raises:
        AssetError: naming the shape and what it asks for.
    """
    pathed = {s for s, p, _ in triples if p == term("sh:path")}
    groups = {s for s, p, o in triples if o == term("sh:PropertyGroup")}
    queries = {o for _, p, o in triples if p == term("sh:sparql")}
    for s, p, o in triples:
        name = value(p).removeprefix(str(SH))
        if p == term("owl:imports"):
            _refuse(f"owl:imports {value(o)} is not followed", s, where)
        if not p.startswith(f"<{SH}"):
            continue
        if name in _ADVANCED:
            _refuse(f"sh:{name} belongs to SHACL's advanced features, which are off", s, where)
        if name not in SH:
            _refuse(f"SHACL has no term sh:{name}", s, where)
        if name == "property" and o not in pathed:
            _refuse(f"sh:property {compact(o)} has no sh:path", s, where)
        if name == "group" and o not in groups:
            _refuse(f"sh:group {compact(o)} is not described", s, where)
        if name == "severity" and s in queries:
            _refuse("sh:severity inside sh:sparql is read by no engine; put it on the shape", s, where)
    if declared is not None:
        _declarations(triples, shapes, where, declared)


def _declarations(triples: Sequence[Triple], shapes: Shapes, where: str, declared: AbstractSet[Term]) -> None:
    kinds = set(map(term, ("sh:class", "sh:targetClass")))
    links = {term(f"sh:{name}") for name in ("targetSubjectsOf", "targetObjectsOf", "equals", "disjoint", "lessThan")}
    asked = [(s, o) for s, p, o in triples if p in kinds | links]
    asked += [(shape, step) for shape, path in shapes.paths.items() for step in path.steps]
    for shape, asked_for in asked:
        known = asked_for.startswith(_EVERYONES) or any(value(asked_for) in vocabulary for vocabulary in _OF_DATASETS)
        if asked_for not in declared and not known:
            _refuse(f"the ontology does not declare {compact(asked_for)}", shape, where)


def _refuse(what: str, shape: Term, where: str) -> None:
    named = "a shape without an IRI" if shape.startswith("_:") else compact(shape)
    raise AssetError(f"{named}: {what}", where=where, hint="correct the shape")
