"""Every number that VoID gives is what SPARQL counts in the dump."""

from __future__ import annotations

from pathlib import Path

import pytest

from itu_kg.description import void_statistics
from itu_kg.model.vocab import graph_of_file

from .conftest import VERSION, Asked, described

LINKS = {
    "http://metadata.un.org/sdg/",
    "http://www.wikidata.org/entity/",
    "https://sws.geonames.org/",
    "https://ror.org/",
    "http://publications.europa.eu/resource/authority/",
}


@pytest.fixture(scope="session")
def void(itu_release: Path) -> Asked:
    return described(itu_release, "void.ttl")


@pytest.mark.parametrize(
    ("name", "counted"),
    [
        ("triples", "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"),
        ("entities", "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }"),
        ("distinctSubjects", "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }"),
        ("properties", "SELECT (COUNT(DISTINCT ?p) AS ?n) { ?s ?p ?o }"),
        ("classes", "SELECT (COUNT(DISTINCT ?o) AS ?n) { ?s a ?o }"),
    ],
)
def test_the_whole_is_what_is_counted(void: Asked, dump: Asked, name: str, counted: str) -> None:
    assert void.rows(f"SELECT ?n {{ <{VERSION}> void:{name} ?n }}") == dump.rows(counted)


def test_each_class_has_the_instances_that_are_counted(void: Asked, dump: Asked) -> None:
    said = f"SELECT ?c ?n {{ <{VERSION}> void:classPartition ?p . ?p void:class ?c ; void:entities ?n }}"
    assert void.numbers(said) == dump.numbers("SELECT ?c (COUNT(DISTINCT ?s) AS ?n) { ?s a ?c } GROUP BY ?c")


def test_each_class_has_the_triples_that_are_counted(void: Asked, dump: Asked) -> None:
    said = f"SELECT ?c ?n {{ <{VERSION}> void:classPartition ?p . ?p void:class ?c ; void:triples ?n }}"
    assert void.numbers(said) == dump.numbers("SELECT ?c (COUNT(*) AS ?n) { ?s a ?c . ?s ?p ?o } GROUP BY ?c")


@pytest.mark.parametrize(
    ("name", "counted"), [("triples", "*"), ("distinctSubjects", "DISTINCT ?s")], ids=["triples", "subjects"]
)
def test_each_property_has_what_is_counted(void: Asked, dump: Asked, name: str, counted: str) -> None:
    said = f"SELECT ?q ?n {{ <{VERSION}> void:propertyPartition ?p . ?p void:property ?q ; void:{name} ?n }}"
    assert void.numbers(said) == dump.numbers(f"SELECT ?p (COUNT({counted}) AS ?n) {{ ?s ?p ?o }} GROUP BY ?p")


def test_distinct_objects_are_those_of_the_file(itu_release: Path, void: Asked) -> None:
    # A store would take 1^^integer and 1^^nonNegativeInteger for one: these are counted on the lines.
    lines = (itu_release / "itu-kg.nt").read_text("utf-8").removesuffix("\n").split("\n")
    pairs = {tuple(line.removesuffix(" .").split(" ", 2)[1:]) for line in lines}
    said = f"SELECT ?n {{ <{VERSION}> void:distinctObjects ?n }}"
    assert void.rows(said) == [(str(len({thing for _, thing in pairs})),)]
    of = f"SELECT ?q ?n {{ <{VERSION}> void:propertyPartition ?p . ?p void:property ?q ; void:distinctObjects ?n }}"
    expected: dict[str, int] = {}
    for predicate, _ in pairs:
        expected[predicate[1:-1]] = expected.get(predicate[1:-1], 0) + 1
    assert void.numbers(of) == expected


def test_each_linkset_has_the_links_that_are_counted(void: Asked, dump: Asked) -> None:
    said = """SELECT (CONCAT(?space, " ", STR(?p)) AS ?key) ?n { ?l a void:Linkset ; void:linkPredicate ?p ;
              void:triples ?n ; void:objectsTarget/void:uriSpace ?space }"""
    counted: dict[str, int] = {}
    for space in LINKS:
        for predicate, number in dump.numbers(
            f"""SELECT ?p (COUNT(*) AS ?n) {{ ?s ?p ?o FILTER(ISIRI(?o) && STRSTARTS(STR(?o), "{space}"))
                FILTER(!STRSTARTS(STR(?s), "{space}")) FILTER(?p != rdf:type) }} GROUP BY ?p""".replace(
                "rdf:type", "<x:>"
            )
        ).items():
            counted[f"{space} {predicate}"] = number
    assert void.numbers(said) == counted


def test_each_graph_is_a_subset_with_its_own_counts(itu_release: Path, void: Asked) -> None:
    said = void.numbers(f"SELECT ?g ?n {{ <{VERSION}> void:subset ?s . ?s dcat:isVersionOf ?g ; void:triples ?n }}")
    counted = {
        graph_of_file(path.stem): path.read_bytes().count(b"\n") for path in (itu_release / "graphs").glob("*.nt")
    }
    assert said == counted


def test_examples_and_dumps_are_there(itu_release: Path, void: Asked, dump: Asked) -> None:
    examples = [iri for (iri,) in void.rows(f"SELECT ?e {{ <{VERSION}> void:exampleResource ?e }}")]
    assert len(examples) > 10
    assert all(dump.rows(f"SELECT ?p {{ <{each}> ?p ?o }}") for each in examples)
    dumps = [iri for (iri,) in void.rows("SELECT ?d { ?x void:dataDump ?d }")]
    assert all((itu_release / each.removeprefix("https://w3id.org/itu-kg/release/1.0.0/")).is_file() for each in dumps)


def test_what_does_not_fit_in_memory_is_counted_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    about = [(f"<x:s{number}>", [("<x:p>", f"<x:o{number % 7}>"), ("<x:q>", "<x:o1>")]) for number in range(2_000)]
    whole = void_statistics.measure(about, {})
    monkeypatch.setattr("itu_kg.rdf.order.ROOM", 100)
    monkeypatch.setattr(void_statistics, "_BATCH", 50)
    assert void_statistics.measure(about, {}) == whole
    assert (whole.objects, [each.objects for each in whole.properties]) == (7, [7, 1])
