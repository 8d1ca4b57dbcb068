"""What an OWL 2 RL reasoner adds to data that uses every term of ours, and to the data we publish."""

from __future__ import annotations

import json
from pathlib import Path

import owlrl
import pyoxigraph as ox
import pytest
import rdflib
from rdflib import OWL, RDF, RDFS, XSD, URIRef

from itu_kg.model.vocab import IKG, VOCABULARIES, declared

CLASSES, OBJECT_PROPERTIES, DATATYPE_PROPERTIES = map(declared, ("Class", "ObjectProperty", "DatatypeProperty"))
PROJECT = Path(__file__).resolve().parents[3]
PUBLISHED = sorted((PROJECT / "data" / "ttl").glob("*.ttl"))
CLASH = URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")
SCHEMA = VOCABULARIES["schema"]
PROV = VOCABULARIES["prov"]
SKOS = VOCABULARIES["skos"]
OA = VOCABULARIES["oa"]

INFERRED = {
    IKG + "Submission": {SCHEMA + "Report", PROV + "Entity"},
    IKG + "QuestionnaireForm": {SCHEMA + "CreativeWork"},
    IKG + "Question": {SCHEMA + "Question"},
    IKG + "Answer": {SCHEMA + "Answer"},
    IKG + "SourceText": {SCHEMA + "CreativeWork", PROV + "Entity"},
    IKG + "RegistrySource": {PROV + "Entity"},
    IKG + "ReportedEvent": {SCHEMA + "Event"},
    IKG + "MentionedEvent": {SCHEMA + "Event"},
    IKG + "EventSession": {SCHEMA + "Event"},
    IKG + "Resource": {SCHEMA + "CreativeWork"},
    IKG + "ResourcePart": {SCHEMA + "CreativeWork"},
    IKG + "Initiative": {SCHEMA + "Project"},
    IKG + "Partnership": {IKG + "Initiative", SCHEMA + "Project"},
    IKG + "Participation": {SCHEMA + "Role"},
    IKG + "Decision": {SCHEMA + "Action"},
    IKG + "CoordinationAction": {SCHEMA + "Action"},
    IKG + "TransitionContribution": {SCHEMA + "Action"},
    IKG + "Strategy": set(),
    IKG + "Statistic": {SCHEMA + "Observation"},
    IKG + "Document": {SCHEMA + "CreativeWork"},
    IKG + "InitiativePart": set(),
    IKG + "PlannedActivity": {SCHEMA + "Action"},
    IKG + "DefinedTerm": {SCHEMA + "DefinedTerm"},
    IKG + "Goal": {SKOS + "Concept"},
    IKG + "Target": {SKOS + "Concept"},
}
"""All that a reasoner may conclude about what a thing is, from what we say it is."""

OTHERS = {
    SCHEMA + "City": {SCHEMA + "Place"},
    SCHEMA + "Country": {SCHEMA + "Place"},
    SCHEMA + "EventSeries": {SCHEMA + "Event"},
    SCHEMA + "Legislation": {SCHEMA + "CreativeWork"},
    OA + "TextPositionSelector": {OA + "Selector"},
    OA + "TextQuoteSelector": {OA + "Selector"},
}
"""What the vocabularies of others say of their own classes, and our file repeats."""


def _example() -> rdflib.Graph:
    context = json.loads((PROJECT / "ontology" / "context.jsonld").read_text("utf-8"))["@context"]
    nodes = json.loads(Path(__file__).with_name("example.json").read_text("utf-8"))
    quads = ox.parse(json.dumps({"@context": context, "@graph": nodes}), format=ox.RdfFormat.JSON_LD)
    triples = b"".join(f"{quad.triple} .\n".encode() for quad in quads)
    graph = rdflib.Graph().parse(data=triples, format="nt")
    for path in (PROJECT / "ontology" / "schemes").glob("*.ttl"):
        graph.parse(path)
    return graph


def _reason(data: rdflib.Graph) -> rdflib.Graph:
    closure = rdflib.Graph().parse(PROJECT / "ontology" / "itu-kg.ttl") + data
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False).expand(closure)
    return closure


def _types(graph: rdflib.Graph, subject: rdflib.term.Node) -> set[str]:
    everything = {OWL.Thing, OWL.NamedIndividual, RDFS.Resource, URIRef(SCHEMA + "Thing")}
    return {str(kind) for kind in graph.objects(subject, RDF.type) if kind not in everything}


def _surprises(data: rdflib.Graph, closure: rdflib.Graph) -> list[tuple[str, set[str]]]:
    found = []
    pointed_at = {value for _, p, value in data if isinstance(value, URIRef) and p != RDF.type}
    terms = set(rdflib.Graph().parse(PROJECT / "ontology" / "itu-kg.ttl").subjects(RDF.type))
    # The dataset's description counts the members of classes, and so points at terms: they are no things of the data.
    for subject in (set(data.subjects()) | pointed_at) - terms:
        said = _types(data, subject)
        expected = said.union(*((INFERRED | OTHERS).get(kind, set()) for kind in said))
        if extra := _types(closure, subject) ^ expected:
            found.append((str(subject), extra))
    return found


@pytest.fixture(scope="module")
def example() -> tuple[rdflib.Graph, rdflib.Graph]:
    data = _example()
    return data, _reason(data)


@pytest.fixture(scope="module")
def published() -> tuple[rdflib.Graph, rdflib.Graph]:
    if not PUBLISHED:
        pytest.skip("data/ttl is empty: `itu-kg build` writes it")
    data = rdflib.Graph()
    for path in PUBLISHED:
        data.parse(path)
    return data, _reason(data)


def test_the_example_uses_every_class_and_property_of_ours(example: tuple[rdflib.Graph, rdflib.Graph]) -> None:
    data, _ = example
    used = {str(term) for term in {*data.predicates(), *data.objects(predicate=RDF.type)}}
    assert {IKG + name for name in CLASSES | OBJECT_PROPERTIES | DATATYPE_PROPERTIES} <= used


def test_the_expectation_covers_every_class_of_ours() -> None:
    assert set(INFERRED) == {IKG + name for name in CLASSES}


def test_the_example_is_consistent(example: tuple[rdflib.Graph, rdflib.Graph]) -> None:
    _, closure = example
    assert list(closure.objects(predicate=CLASH)) == []
    assert list(closure.subjects(RDF.type, OWL.Nothing)) == []


def test_a_thing_of_the_example_is_nothing_but_what_we_said_it_is(example: tuple[rdflib.Graph, rdflib.Graph]) -> None:
    assert _surprises(*example) == []


def test_a_literal_is_nothing_but_a_literal(example: tuple[rdflib.Graph, rdflib.Graph]) -> None:
    _, closure = example
    kinds = set().union(*(_types(closure, node) for node in closure.objects() if isinstance(node, rdflib.Literal)))
    assert {kind for kind in kinds if not kind.startswith((str(RDF), str(RDFS), str(XSD)))} == set()


def test_no_class_of_ours_is_empty_by_definition(example: tuple[rdflib.Graph, rdflib.Graph]) -> None:
    _, closure = example
    assert [name for name in CLASSES if (URIRef(IKG + name), RDFS.subClassOf, OWL.Nothing) in closure] == []


def test_a_thing_of_two_kinds_at_once_is_a_contradiction() -> None:
    pairs = [
        ("ReportedEvent", "Resource"),
        ("MentionedEvent", "Decision"),
        ("EventSession", "ReportedEvent"),
        ("ResourcePart", "ReportedEvent"),
        ("Partnership", "Statistic"),
        ("InitiativePart", "Initiative"),
        ("Goal", "Target"),
    ]
    data = rdflib.Graph()
    for pair in pairs:
        for kind in pair:
            data.add((URIRef("https://example.org/" + "-".join(pair)), RDF.type, URIRef(IKG + kind)))
    clashes = " ".join(_reason(data).objects(predicate=CLASH))
    assert [pair for pair in pairs if "https://example.org/" + "-".join(pair) not in clashes] == []


def test_emphasis_is_a_contribution_and_can_be_walked_back() -> None:
    forum, goal = URIRef("https://example.org/forum"), URIRef(VOCABULARIES["sdg"] + "1")
    closure = _reason(rdflib.Graph().add((forum, URIRef(IKG + "emphasises"), goal)))
    assert (forum, URIRef(IKG + "contributesTo"), goal) in closure
    assert (goal, URIRef(IKG + "hasContribution"), forum) in closure


def test_the_published_data_is_consistent(published: tuple[rdflib.Graph, rdflib.Graph]) -> None:
    _, closure = published
    assert list(closure.objects(predicate=CLASH)) == []
    assert list(closure.subjects(RDF.type, OWL.Nothing)) == []


def test_a_thing_of_the_published_data_is_nothing_but_what_we_said_it_is(
    published: tuple[rdflib.Graph, rdflib.Graph],
) -> None:
    assert _surprises(*published) == []


def test_every_class_and_property_of_the_published_data_is_declared(
    published: tuple[rdflib.Graph, rdflib.Graph],
) -> None:
    data, _ = published
    declared = set(rdflib.Graph().parse(PROJECT / "ontology" / "itu-kg.ttl").subjects(RDF.type))
    assert {*data.predicates(), *data.objects(predicate=RDF.type)} - declared == {RDF.type}
