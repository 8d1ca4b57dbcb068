"""Triples of the ontology and its schemes → terms, as a reader looks them up.

Source: OWL 2 Mapping to RDF Graphs §3, as far as the ontology goes: axioms between names, and lists of disjoint
classes. Whose a term is shows in its IRI. It concludes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from itu_kg.model.graph import Term, Triple
from itu_kg.model.vocab import IKG, ONTOLOGY, SCHEME, VOCABULARIES
from itu_kg.rdf.index import Facts, Properties, by_subject, members
from itu_kg.rdf.ntriples import RDF_TYPE
from itu_kg.rdf.ntriples import value as plain
from itu_kg.rdf.order import natural
from itu_kg.rdf.prefixes import term

KINDS = {
    "Class": "class",
    "ObjectProperty": "object property",
    "DatatypeProperty": "datatype property",
    "AnnotationProperty": "annotation property",
    "NamedIndividual": "individual",
}
"""What is declared in OWL, and what a page calls it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A declared term: what it is, whose, and what is said of it; relations hold IRIs, sorted."""

    iri: Term
    kind: str
    label: str
    definition: str
    notes: tuple[str, ...]
    domain: tuple[Term, ...]
    range: tuple[Term, ...]
    above: tuple[Term, ...]
    below: tuple[Term, ...]
    inverse: tuple[Term, ...]
    disjoint: tuple[Term, ...]
    see: tuple[Term, ...]
    home: str

    @property
    def title(self) -> str:
        """Its label, or else its name."""
        return self.label or anchor(self.iri)

    @property
    def ours(self) -> bool:
        """Whether it is of our namespace."""
        return self.iri.startswith(f"<{IKG}")


@dataclass(frozen=True, slots=True)
class Concept:
    """A value of a scheme; `colour` where it has one, `above` the concept it is narrower than."""

    iri: Term
    label: str
    notation: str
    definition: str
    colour: str
    above: Term


@dataclass(frozen=True, slots=True)
class Scheme:
    """A concept scheme and its concepts, in their order."""

    iri: Term
    label: str
    definition: str
    concepts: tuple[Concept, ...]


@dataclass(frozen=True, slots=True)
class Ontology:
    """The header's values by predicate, the terms in the order of their names, the schemes."""

    header: Mapping[Term, tuple[Term, ...]]
    entries: tuple[Entry, ...]
    schemes: tuple[Scheme, ...]

    def values(self, name: str) -> tuple[str, ...]:
        """The header's values of `prefix:name`, IRIs without brackets and texts without their type."""
        return tuple(plain(value) for value in self.header.get(term(name), ()))


def anchor(iri: Term) -> str:
    """The id that a term has on the ontology's page: its local name if it is ours, so that its IRI leads there."""
    value = plain(iri)
    if value.startswith(IKG):
        return value.removeprefix(IKG)
    if value.startswith(SCHEME):
        return "scheme-" + value.removeprefix(SCHEME).replace("/", "-")
    sdg = VOCABULARIES["sdg"]
    if value == sdg.rstrip("/") or value.startswith(sdg):
        return "scheme-sdg" + value.removeprefix(sdg.rstrip("/")).replace("/", "-").replace(".", "-")
    for prefix, space in VOCABULARIES.items():
        if value.startswith(space):
            return f"{prefix}-{value.removeprefix(space)}"
    return ""


def read(ontology: Iterable[Triple], schemes: Iterable[Iterable[Triple]]) -> Ontology:
    """Read the ontology, and its schemes in the order given."""
    about = by_subject(ontology)
    below = _turned(about, "rdfs:subClassOf") | _turned(about, "rdfs:subPropertyOf")
    inverse, disjoint = _both(about, "owl:inverseOf"), _disjoint(about)
    entries = []
    for iri, properties in about.items():
        kinds = [name for name in KINDS if term(f"owl:{name}") in properties.get(RDF_TYPE, ())]
        if not kinds or iri[0] != "<":
            continue
        entries.append(
            Entry(
                iri,
                KINDS[kinds[0]],
                _text(properties, "rdfs:label"),
                _text(properties, "skos:definition") or _text(properties, "rdfs:comment"),
                tuple(sorted(map(plain, properties.get(term("skos:scopeNote"), ())))),
                tuple(sorted(properties.get(term("rdfs:domain"), ()))),
                tuple(sorted(properties.get(term("rdfs:range"), ()))),
                tuple(
                    sorted(
                        (*properties.get(term("rdfs:subClassOf"), ()), *properties.get(term("rdfs:subPropertyOf"), ()))
                    )
                ),
                tuple(sorted(below.get(iri, ()))),
                tuple(sorted(inverse.get(iri, ()))),
                tuple(sorted(disjoint.get(iri, ()))),
                tuple(sorted(properties.get(term("rdfs:seeAlso"), ()))),
                _text(properties, "rdfs:isDefinedBy"),
            )
        )
    entries.sort(key=lambda entry: (not entry.ours, anchor(entry.iri).lower(), entry.iri))
    header = {p: tuple(sorted(values)) for p, values in about.get(Term(f"<{ONTOLOGY}>"), {}).items()}
    return Ontology(header, tuple(entries), tuple(scheme for each in schemes for scheme in _schemes(by_subject(each))))


def _schemes(about: Facts) -> Iterator[Scheme]:
    """Read the schemes of one file."""
    for iri, properties in about.items():
        if term("skos:ConceptScheme") not in properties.get(RDF_TYPE, ()):
            continue
        inside = [
            Concept(
                each,
                _text(concept, "skos:prefLabel"),
                _text(concept, "skos:notation"),
                _text(concept, "skos:definition"),
                _text(concept, "ikg:colour"),
                next(iter(concept.get(term("skos:broader"), ())), Term("")),
            )
            for each, concept in sorted(about.items(), key=lambda item: natural(item[0]))
            if iri in concept.get(term("skos:inScheme"), ())
        ]
        yield Scheme(iri, _text(properties, "skos:prefLabel"), _text(properties, "skos:definition"), tuple(inside))


def _text(properties: Properties, name: str) -> str:
    """The English text, else the first."""
    values = sorted(properties.get(term(name), ()), key=lambda value: (not value.endswith("@en"), value))
    return plain(values[0]) if values else ""


def _turned(about: Facts, name: str) -> dict[Term, set[Term]]:
    subjects: dict[Term, set[Term]] = defaultdict(set)
    for subject, properties in about.items():
        for thing in properties.get(term(name), ()):
            subjects[thing].add(subject)
    return dict(subjects)


def _both(about: Facts, name: str) -> dict[Term, set[Term]]:
    related = _turned(about, name)
    for subject, properties in about.items():
        related.setdefault(subject, set()).update(properties.get(term(name), ()))
    return related


def _disjoint(about: Facts) -> dict[Term, set[Term]]:
    disjoint = _both(about, "owl:disjointWith")
    for properties in about.values():
        for start in properties.get(term("owl:members"), ()):
            together = list(members(start, about))
            for each in together:
                disjoint.setdefault(each, set()).update(other for other in together if other != each)
    return disjoint
