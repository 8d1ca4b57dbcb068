from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
import rdflib
from rdflib import namespace

from itu_kg.model.vocab import IKG, ONTOLOGY, VOCABULARIES, declared

if TYPE_CHECKING:
    from conftest import Term, Triples

CLASSES, OBJECT_PROPERTIES, DATATYPE_PROPERTIES = map(declared, ("Class", "ObjectProperty", "DatatypeProperty"))
PAGE = Path(__file__).resolve().parents[3] / "docs" / "ontology.md"
RDF = VOCABULARIES["rdf"]
RDFS = VOCABULARIES["rdfs"]
OWL = VOCABULARIES["owl"]
SKOS = VOCABULARIES["skos"]
KINDS = {OWL + kind for kind in ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty")}
BUILT_IN = tuple(VOCABULARIES[prefix] for prefix in ("rdf", "rdfs", "owl", "xsd"))


def _declared(ontology: Triples, kind: str) -> set[Any]:
    return ontology.subjects(RDF + "type", OWL + kind)


def _ours(ontology: Triples) -> set[str]:
    return {s for s, p, o in ontology if p == RDF + "type" and o in KINDS and isinstance(s, str) and s.startswith(IKG)}


def test_the_vocabulary_names_the_classes_of_the_ontology(ontology: Triples) -> None:
    assert {IKG + name for name in CLASSES} == {iri for iri in _declared(ontology, "Class") if iri.startswith(IKG)}


def test_the_vocabulary_names_the_properties_of_the_ontology(ontology: Triples) -> None:
    for names, kind in ((OBJECT_PROPERTIES, "ObjectProperty"), (DATATYPE_PROPERTIES, "DatatypeProperty")):
        assert {IKG + name for name in names} == {i for i in _declared(ontology, kind) if i.startswith(IKG)}


def test_the_code_speaks_of_no_term_that_the_ontology_lacks() -> None:
    sources = "".join(path.read_text("utf-8") for path in (PAGE.parents[1] / "src").rglob("*.py"))
    spoken = set(re.findall(r"(?:\bikg:|\{IKG\})([A-Za-z]\w*)", sources))
    assert spoken
    assert spoken <= declared()


def test_the_context_uses_every_term_of_ours_and_no_other(ontology: Triples, context: dict[str, Term]) -> None:
    assert {term.iri for term in context.values() if term.iri.startswith(IKG)} == _ours(ontology)


def test_a_class_of_the_context_is_declared_a_class(ontology: Triples, context: dict[str, Term]) -> None:
    assert {term.iri for term in context.values() if term.is_class} <= _declared(ontology, "Class")


def test_a_property_takes_things_exactly_where_the_context_reads_iris(
    ontology: Triples, context: dict[str, Term]
) -> None:
    annotations = _declared(ontology, "AnnotationProperty")  # these may take either
    things = _declared(ontology, "ObjectProperty") | annotations
    literals = _declared(ontology, "DatatypeProperty") | annotations
    properties = [term for term in context.values() if not term.is_class]
    assert [term.iri for term in properties if term.iri not in (things if term.links else literals)] == []


def test_a_term_is_of_one_kind_only(ontology: Triples) -> None:
    kinds: dict[object, set[object]] = {}
    for s, p, o in ontology:
        if p == RDF + "type" and o in KINDS:
            kinds.setdefault(s, set()).add(o)
    assert [s for s, of in kinds.items() if len(of) > 1] == []


def test_nothing_is_used_that_is_not_declared(ontology: Triples) -> None:
    declared = ontology.subjects(RDF + "type", OWL + "NamedIndividual").union(
        *(ontology.subjects(RDF + "type", k) for k in KINDS)
    )
    meant = {p for _, p, _ in ontology} | {s for s, _, _ in ontology if isinstance(s, str)}
    for relation in ("subClassOf", "subPropertyOf", "domain", "range"):
        meant |= {o for _, p, o in ontology if p == RDFS + relation}
    assert {t for t in meant - declared if not t.startswith(BUILT_IN)} == {ONTOLOGY}


def test_every_term_of_ours_has_one_english_label_and_one_english_definition(ontology: Triples) -> None:
    for term in _ours(ontology):
        for predicate in (RDFS + "label", SKOS + "definition"):
            assert [text.language for text in ontology.objects(term, predicate)] == ["en"], (term, predicate)


def test_no_two_classes_and_no_two_properties_share_a_label(ontology: Triples) -> None:
    for names in (CLASSES, OBJECT_PROPERTIES | DATATYPE_PROPERTIES):
        labels = [ontology.objects(IKG + name, RDFS + "label")[0].value for name in names]
        assert len(labels) == len(set(labels))


def test_every_term_of_others_says_whose_it_is_and_what_it_is_used_for(ontology: Triples) -> None:
    header = {VOCABULARIES["vann"], VOCABULARIES["bibo"]}
    for kind in KINDS:
        for term in ontology.subjects(RDF + "type", kind):
            if term.startswith(IKG):
                continue
            (home,) = ontology.objects(term, RDFS + "isDefinedBy")
            assert term.startswith(home.rstrip("/#"))
            if home not in header and kind != OWL + "AnnotationProperty":
                assert ontology.objects(term, RDFS + "comment"), term


def test_no_label_is_longer_than_its_definition(ontology: Triples) -> None:
    for term in _ours(ontology):
        label, definition = (ontology.objects(term, each)[0].value for each in (RDFS + "label", SKOS + "definition"))
        assert len(label.split()) < len(definition.split()), term


def test_terms_of_others_are_in_the_vocabularies_that_rdflib_carries(ontology: Triples) -> None:
    """RDFLib has schema.org's under its other address, and from before observationAbout."""
    carried = {name: getattr(namespace, name.upper()) for name in ("dcat", "dcterms", "foaf", "org", "prov", "skos")}
    carried |= {"vann": namespace.VANN, "void": namespace.VOID, "schema": namespace.SDO}
    spaces = {VOCABULARIES[prefix]: known for prefix, known in carried.items()}
    unknown = {
        term
        for term in set().union(*(ontology.subjects(RDF + "type", kind) for kind in KINDS))
        for space, known in spaces.items()
        if term.startswith(space) and rdflib.URIRef(f"{known}{term.removeprefix(space)}") not in known
    }
    assert unknown == {VOCABULARIES["schema"] + "observationAbout"}


def test_classes_and_properties_are_named_as_such() -> None:
    assert all(name[0].isupper() for name in CLASSES)
    assert all(name[0].islower() for name in OBJECT_PROPERTIES | DATATYPE_PROPERTIES)


def test_no_class_or_property_is_above_itself(ontology: Triples) -> None:
    for relation in ("subClassOf", "subPropertyOf"):
        above = {s: set(ontology.objects(s, RDFS + relation)) for s, p, _ in ontology if p == RDFS + relation}
        for start, nearest in above.items():
            seen, ahead = set(), set(nearest)
            while ahead:
                seen |= ahead
                ahead = {up for one in ahead for up in above.get(one, ())} - seen
            assert start not in seen


def test_an_inverse_swaps_domain_and_range(ontology: Triples) -> None:
    for one, predicate, other in ontology:
        if predicate == OWL + "inverseOf":
            assert ontology.objects(one, RDFS + "domain") == ontology.objects(other, RDFS + "range")
            assert ontology.objects(one, RDFS + "range") == ontology.objects(other, RDFS + "domain")


def test_the_ways_back_that_readers_look_for_are_declared(ontology: Triples) -> None:
    schema = VOCABULARIES["schema"]
    pairs = {(one, other) for one, predicate, other in ontology if predicate == OWL + "inverseOf"}
    assert pairs == {
        (IKG + "hasAnswer", IKG + "answerOf"),
        (IKG + "yields", IKG + "yieldedBy"),
        (IKG + "participation", IKG + "participationIn"),
        (IKG + "hasPartner", IKG + "partnerIn"),
        (IKG + "contributesTo", IKG + "hasContribution"),
        (IKG + "evidenceFor", IKG + "evidence"),
        (IKG + "sawLaunchOf", IKG + "launchedAt"),
        (schema + "subEvent", schema + "superEvent"),
    }


def test_every_property_of_ours_has_a_domain_and_a_range_and_no_property_of_others_has(ontology: Triples) -> None:
    ours = {IKG + name for name in OBJECT_PROPERTIES | DATATYPE_PROPERTIES}
    for predicate in ("domain", "range"):
        said = [s for s, p, _ in ontology if p == RDFS + predicate]
        assert (len(said), set(said)) == (len(ours), ours), predicate


def test_no_two_classes_share_a_label_whosever_they_are(ontology: Triples) -> None:
    labels = [ontology.objects(term, RDFS + "label")[0].value.lower() for term in _declared(ontology, "Class")]
    assert len(labels) == len(set(labels))


def test_every_class_is_connected_but_those_that_describe_the_dataset(ontology: Triples) -> None:
    relations = ("subClassOf", "domain", "range")
    axioms = {RDFS + relation for relation in relations} | {OWL + "disjointWith"}
    connected = {end for s, p, o in ontology if p in axioms for end in (s, o)}
    connected |= {o for _, p, o in ontology if p == RDF + "first"}
    assert _declared(ontology, "Class") - connected == {
        *(VOCABULARIES[prefix] + "Dataset" for prefix in ("dcat", "void")),
        *(VOCABULARIES["org"] + name for name in ("Organization", "Role")),
    }


def test_a_value_list_that_a_property_points_at_is_one_of_our_schemes(
    ontology: Triples, schemes: dict[str, Triples]
) -> None:
    pointed = {o for _, p, o in ontology if p == RDFS + "seeAlso"}
    described = {s for scheme in schemes.values() for s in scheme.subjects(RDF + "type", SKOS + "ConceptScheme")}
    assert pointed
    assert pointed <= described


def test_two_parsers_read_the_same_ontology(ontology_files: list[Path]) -> None:
    for path in ontology_files:
        ours = rdflib.Graph().parse(path)
        assert len(ours) == len(set(ox.parse(path=path)))


def test_the_page_on_the_ontology_gives_every_term_with_its_definition(ontology: Triples) -> None:
    page = PAGE.read_text("utf-8")
    for term in _ours(ontology):
        (definition,) = ontology.objects(term, SKOS + "definition")
        assert any(
            f"`ikg:{term.removeprefix(IKG)}` |" in line and definition.value in line for line in page.splitlines()
        ), term


def test_the_page_on_the_ontology_names_no_term_that_is_not_there(ontology: Triples) -> None:
    page = PAGE.read_text("utf-8")
    assert {IKG + name for name in re.findall(r"`ikg:(\w+)`", page)} == _ours(ontology)
