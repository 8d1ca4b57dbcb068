"""The published data beside what other vocabularies require of their terms, and beside the UN's own goals."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import owlrl
import pytest
import rdflib
from rdflib import OWL, PROV, RDF, SKOS, URIRef

PROJECT = Path(__file__).resolve().parents[3]
UN_FILE = PROJECT.parent / "shared" / "vocab" / "sdg-kos-2020.ttl"
PUBLISHED = sorted((PROJECT / "data" / "ttl").glob("*.ttl"))
CLASH = URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")
LABELS = (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)
OURS = "https://w3id.org/itu-kg/"


@pytest.fixture(scope="module")
def merged() -> rdflib.Graph:
    """What we publish, and the United Nations' file where it is at hand."""
    graph = rdflib.Graph()
    for path in [*PUBLISHED, *([UN_FILE] if UN_FILE.is_file() else [])]:
        graph.parse(path)
    return graph


@pytest.fixture(scope="module")
def closure() -> rdflib.Graph:
    graph = rdflib.Graph()
    files = (*PUBLISHED, PROJECT / "ontology" / "itu-kg.ttl", Path(__file__).with_name("others.ttl"))
    for path in (*files, *([UN_FILE] if UN_FILE.is_file() else [])):
        graph.parse(path)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False).expand(graph)
    return graph


def test_no_class_that_another_vocabulary_keeps_apart_is_mixed(closure: rdflib.Graph) -> None:
    assert list(closure.objects(predicate=CLASH)) == []
    assert list(closure.subjects(RDF.type, OWL.Nothing)) == []


def test_no_domain_or_range_of_prov_makes_an_entity_of_what_is_told_of(closure: rdflib.Graph) -> None:
    """Entities are graphs, submissions, texts and sources."""
    entities = {str(thing) for thing in closure.subjects(RDF.type, PROV.Entity)}
    kinds = {iri.removeprefix(f"{OURS}id/").partition("/")[0] for iri in entities if iri.startswith(f"{OURS}id/")}
    assert kinds == {"submission", "source"}
    assert {iri for iri in entities if iri.startswith(f"{OURS}graph/")} != set()
    assert list(closure.subjects(RDF.type, PROV.Activity)) == []


def test_every_end_of_a_mapping_is_a_concept(merged: rdflib.Graph) -> None:
    """SKOS Reference S19, S20, S39: who maps, and what is mapped to if it is ours, is a concept."""
    ends = {(s, o) for p in (SKOS.exactMatch, SKOS.closeMatch) for s, _, o in merged.triples((None, p, None))}
    concepts = set(merged.subjects(RDF.type, SKOS.Concept))
    assert {s for s, _ in ends} <= concepts
    assert {o for _, o in ends if str(o).startswith(OURS)} <= concepts


def test_nothing_has_two_preferred_labels_in_one_language(merged: rdflib.Graph) -> None:
    """SKOS Reference S14; where the United Nations breaks it by itself, none of the two is ours."""
    ours = {pair for path in PUBLISHED for pair in rdflib.Graph().parse(path).subject_objects(SKOS.prefLabel)}
    labels: dict[tuple[object, str | None], set[object]] = defaultdict(set)
    for thing, label in merged.subject_objects(SKOS.prefLabel):
        labels[thing, label.language].add(label)
    twice = {each: texts for each, texts in labels.items() if len(texts) > 1}
    assert [each for each, texts in twice.items() if any((each[0], text) in ours for text in texts)] == []


def test_no_label_is_of_two_kinds(merged: rdflib.Graph) -> None:
    """SKOS Reference S13; what the United Nations says of itself is its own."""
    kinds: dict[tuple[object, object], set[URIRef]] = defaultdict(set)
    for path in PUBLISHED:
        for kind in LABELS:
            for thing, label in rdflib.Graph().parse(path).subject_objects(kind):
                kinds[thing, label].add(kind)
    for kind in LABELS:
        for thing, label in merged.subject_objects(kind):
            if (thing, label) in kinds:
                kinds[thing, label].add(kind)
    assert [each for each, of in kinds.items() if len(of) > 1] == []


def test_no_concept_is_both_above_and_beside_another(merged: rdflib.Graph) -> None:
    """SKOS Reference S27, S46: related excludes what lies above, an exact match a broader or related one."""
    related = set(merged.subject_objects(SKOS.related)) | set(merged.subject_objects(SKOS.relatedMatch))
    for start, end in related:
        above = set(merged.transitive_objects(start, SKOS.broader)) - {start}
        below = set(merged.transitive_subjects(SKOS.broader, start)) - {start}
        assert end not in above | below
    for start, end in merged.subject_objects(SKOS.exactMatch):
        for other in (SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch):
            assert (start, other, end) not in merged


def test_no_concept_lies_above_itself(merged: rdflib.Graph) -> None:
    circular = [
        concept
        for concept in set(merged.subjects(SKOS.broader))
        if any(concept in merged.transitive_objects(up, SKOS.broader) for up in merged.objects(concept, SKOS.broader))
    ]
    assert circular == []


def test_no_two_concepts_of_a_scheme_share_a_notation(merged: rdflib.Graph) -> None:
    holders: dict[tuple[object, object], set[object]] = defaultdict(set)
    for concept, notation in merged.subject_objects(SKOS.notation):
        for scheme in merged.objects(concept, SKOS.inScheme):
            holders[scheme, notation].add(concept)
    assert [each for each, concepts in holders.items() if len(concepts) > 1] == []


def test_of_iris_that_are_not_ours_we_say_no_preferred_label() -> None:
    for path in PUBLISHED:
        for thing in rdflib.Graph().parse(path).subjects(SKOS.prefLabel):
            assert str(thing).startswith(OURS), thing


def test_a_decision_that_were_an_activity_derived_from_a_report_is_found() -> None:
    decision = URIRef(f"{OURS}id/decision/made-up")
    report = URIRef(f"{OURS}id/submission/itu-2024")
    graph = rdflib.Graph().parse(Path(__file__).with_name("others.ttl"))
    graph.add((decision, RDF.type, PROV.Activity))
    graph.add((decision, PROV.wasDerivedFrom, report))
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False).expand(graph)
    assert list(graph.objects(predicate=CLASH)) != []
