"""SHACL property paths → the text a person reads and the Turtle a report holds (SHACL §2.3.1, SPARQL 1.1 §9.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itu_kg.errors import AssetError
from itu_kg.model.shapes import PropertyPath
from itu_kg.model.vocab import VOCABULARIES
from itu_kg.validate.rdflib_terms import compact, iri

if TYPE_CHECKING:
    from collections.abc import Mapping

    from itu_kg.model.graph import Term

    Facts = Mapping[Term, Mapping[Term, list[Term]]]

_RDF = VOCABULARIES["rdf"]
_SH = VOCABULARIES["sh"]
_REPEATS = {"zeroOrMorePath": "*", "oneOrMorePath": "+", "zeroOrOnePath": "?"}


def read(node: Term, of: Facts) -> PropertyPath:
    """Read the path at `node`, given the facts of the shapes graph by subject and predicate.

    Raises:
        AssetError: it is no SHACL property path.
    """
    facts = of.get(node, {})
    if f"<{_RDF}first>" in facts:
        parts = [read(part, of) for part in _members(node, of)]
        return PropertyPath("/".join(p.text for p in parts), f"( {' '.join(p.turtle for p in parts)} )", _steps(parts))
    if node.startswith("<"):
        return PropertyPath(compact(iri(node)), node, (node,))
    if inverse := facts.get(f"<{_SH}inversePath>"):
        path = read(inverse[0], of)
        return PropertyPath(f"^{path.text}", f"[ <{_SH}inversePath> {path.turtle} ]", path.steps)
    if choice := facts.get(f"<{_SH}alternativePath>"):
        parts = [read(part, of) for part in _members(choice[0], of)]
        turtle = f"[ <{_SH}alternativePath> ( {' '.join(p.turtle for p in parts)} ) ]"
        return PropertyPath(f"({'|'.join(p.text for p in parts)})", turtle, _steps(parts))
    for name, sign in _REPEATS.items():
        if repeated := facts.get(f"<{_SH}{name}>"):
            path = read(repeated[0], of)
            return PropertyPath(f"({path.text}){sign}", f"[ <{_SH}{name}> {path.turtle} ]", path.steps)
    raise AssetError("sh:path of a shape leads nowhere", where=compact(iri(node)) or node)


def _members(node: Term, of: Facts) -> list[Term]:
    members: list[Term] = []
    while node != f"<{_RDF}nil>":
        facts = of.get(node, {})
        if f"<{_RDF}first>" not in facts or len(members) > len(of):
            raise AssetError("a list in the shapes has no end", where=node)
        members.append(facts[f"<{_RDF}first>"][0])
        node = facts.get(f"<{_RDF}rest>", [""])[0]
    return members


def _steps(parts: list[PropertyPath]) -> tuple[Term, ...]:
    return tuple(step for part in parts for step in part.steps)
