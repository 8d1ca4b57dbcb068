"""Triples of the ontology → OWL 2 Functional-Style Syntax, one axiom a line, in a fixed order.

Source: OWL 2 Structural Specification §3 and its Functional-Style Syntax; OWL 2 Mapping to RDF Graphs §3. It writes
what the ontology uses: declarations, axioms between names, disjoint classes, annotations and data of the header.
Whatever else it is given is refused, so that no axiom is lost without a word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from itu_kg.errors import AssetError
from itu_kg.model.vocab import ONTOLOGY, VOCABULARIES
from itu_kg.rdf.ntriples import RDF_TYPE, parts
from itu_kg.reference.ontology_terms import (
    KINDS,
    facts,
    members,
    term,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from itu_kg.model.graph import Term, Triple
    from itu_kg.reference.ontology_terms import Facts

_HEADER = f"<{ONTOLOGY}>"
_AXIOMS = {
    ("class", term("rdfs:subClassOf")): "SubClassOf",
    ("class", term("owl:disjointWith")): "DisjointClasses",
    ("object property", term("rdfs:subPropertyOf")): "SubObjectPropertyOf",
    ("object property", term("rdfs:domain")): "ObjectPropertyDomain",
    ("object property", term("rdfs:range")): "ObjectPropertyRange",
    ("object property", term("owl:inverseOf")): "InverseObjectProperties",
    ("datatype property", term("rdfs:subPropertyOf")): "SubDataPropertyOf",
    ("datatype property", term("rdfs:domain")): "DataPropertyDomain",
    ("datatype property", term("rdfs:range")): "DataPropertyRange",
}
_DECLARED = {
    "class": "Class",
    "object property": "ObjectProperty",
    "datatype property": "DataProperty",
    "annotation property": "AnnotationProperty",
    "individual": "NamedIndividual",
}
_BUILT_IN = frozenset(
    term(name)
    for name in (
        "rdfs:label",
        "rdfs:comment",
        "rdfs:seeAlso",
        "rdfs:isDefinedBy",
        "owl:versionInfo",
        "owl:priorVersion",
    )
) | {term("owl:backwardCompatibleWith"), term("owl:incompatibleWith"), term("owl:deprecated")}
"""Annotation properties that OWL itself declares (OWL 2 Structural Specification §5.5)."""


def functional(triples: Iterable[Triple]) -> bytes:
    """Write an ontology.

    Raises:
        AssetError: it says something that has no axiom here.
    """
    about = facts(triples)
    kinds = {iri: _kind(said) for iri, said in about.items()}
    names = _Names()
    axioms: list[str] = []
    for iri, said in about.items():
        if iri == _HEADER:
            continue
        if iri.startswith("_:"):
            axioms += _anonymous(said, about, names)
            continue
        if not kinds[iri]:
            raise AssetError("nothing declares this term", where=iri, hint="give it a type of OWL")
        axioms.append(f"Declaration({_DECLARED[kinds[iri]]}({names.write(iri)}))")
        for predicate, things in said.items():
            if predicate != RDF_TYPE:
                axioms += (_axiom(iri, predicate, thing, kinds, names) for thing in things)
    annotations, data = _header(about[_HEADER], kinds, names)
    (version,) = about[_HEADER].get(term("owl:versionIRI"), [""])
    order = {name: number for number, name in enumerate(("Declaration", *_AXIOMS.values(), "DataPropertyAssertion"))}
    axioms = sorted({*axioms, *data}, key=lambda axiom: (order.get(axiom.partition("(")[0], 99), axiom))
    lines = [f"Ontology({_HEADER}{f' {version}' if version else ''}", *sorted(annotations), "", *axioms, ")"]
    return ("\n".join([*names.header(), "", *lines]) + "\n").encode()


def _kind(said: dict[Term, list[Term]]) -> str:
    return next((kind for name, kind in KINDS.items() if term(f"owl:{name}") in said.get(RDF_TYPE, ())), "")


def _anonymous(said: dict[Term, list[Term]], about: Facts, names: _Names) -> Iterator[str]:
    """Write a list of disjoint classes; the nodes of a list are written with what begins it."""
    if term("owl:AllDisjointClasses") in said.get(RDF_TYPE, ()):
        (start,) = said[term("owl:members")]
        yield f"DisjointClasses({' '.join(sorted(map(names.write, members(start, about))))})"
    elif term("rdf:first") not in said:
        raise AssetError("a nameless class or restriction", where="the ontology", hint="write it in functional.py, too")


def _axiom(subject: Term, predicate: Term, thing: Term, kinds: dict[Term, str], names: _Names) -> str:
    written, value = names.write(subject), names.write(thing)
    if kind := _AXIOMS.get((kinds[subject], predicate)):
        return f"{kind}({written} {value})"
    if predicate in _BUILT_IN or kinds.get(predicate) == "annotation property":
        return f"AnnotationAssertion({names.write(predicate)} {written} {value})"
    if kinds[subject] == "individual" and kinds.get(predicate) == "object property":
        return f"ObjectPropertyAssertion({names.write(predicate)} {written} {value})"
    raise AssetError(f"no axiom is known for {predicate}", where=subject)


def _header(said: dict[Term, list[Term]], kinds: dict[Term, str], names: _Names) -> tuple[list[str], list[str]]:
    """Give the annotations of the ontology, and what its header says with properties of data."""
    annotations: list[str] = []
    data: list[str] = []
    for predicate, things in said.items():
        if predicate in (RDF_TYPE, term("owl:versionIRI")):
            continue
        for thing in things:
            if kinds.get(predicate) == "datatype property":
                data.append(f"DataPropertyAssertion({names.write(predicate)} {_HEADER} {names.write(thing)})")
            elif predicate in _BUILT_IN or kinds.get(predicate) == "annotation property":
                annotations.append(f"Annotation({names.write(predicate)} {names.write(thing)})")
            else:
                raise AssetError(f"no annotation is known for {predicate}", where=_HEADER)
    return annotations, data


class _Names:
    """How names are written, and which prefixes that takes."""

    def __init__(self) -> None:
        self._used: dict[str, str] = {}

    def write(self, value: Term) -> str:
        if value[0] == '"':
            said = parts(value)
            quoted = '"' + said.value.replace("\\", "\\\\").replace('"', '\\"') + '"'
            if said.language:
                return f"{quoted}@{said.language}"
            return f"{quoted}^^{self.write(f'<{said.datatype}>')}" if said.datatype else quoted
        iri = value[1:-1]
        for prefix, space in VOCABULARIES.items():
            local = iri.removeprefix(space)
            if iri.startswith(space) and local.isalnum():
                self._used[prefix] = space
                return f"{prefix}:{local}"
        return value

    def header(self) -> list[str]:
        return [f"Prefix({prefix}:=<{space}>)" for prefix, space in sorted(self._used.items())]
