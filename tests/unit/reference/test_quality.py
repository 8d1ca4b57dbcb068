"""FOOPS! tests and OOPS! pitfalls: ours are as they should be, and each is noticed where it is made."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import rdflib
from rdflib.namespace import DCAT, DCTERMS, FOAF, ORG, PROV, SDO, SKOS, VANN, VOID

from itu_kg import rdf
from itu_kg.model.formats import Format
from itu_kg.model.vocab import ONTOLOGY, VOCABULARIES
from itu_kg.reference import foops, oops
from itu_kg.reference.judgements import TITLES
from itu_kg.reference.ontology_terms import read

if TYPE_CHECKING:
    from itu_kg.reference.quality import Result

PROJECT = Path(__file__).resolve().parents[3]
SOURCE = PROJECT / "ontology" / "itu-kg.ttl"
PREFIXES = "".join(f"@prefix {name}: <{space}> .\n" for name, space in VOCABULARIES.items())
FILES = {"itu-kg.ttl": ONTOLOGY}
COMPUTED_OF_FOOPS = {
    *("FIND1", "HTTP1", "OM1", "OM2", "OM3", "OM4.1", "OM5.1", "OM5.2"),
    *("PURL1", "RDF1", "URI2", "VER1", "VOC1", "VOC2", "VOC3", "VOC4"),
}


def _results(text: str, files: dict[str, str] | None = None) -> dict[str, Result]:
    graphs = rdf.parse(text.encode(), Format.TURTLE, where="test")
    triples = graphs[0].triples if graphs else ()
    ontology = read(triples, ())
    made = (*foops.results(ontology, FILES if files is None else files), *oops.results(ontology, triples))
    return {result.name: result for result in made}


def _text() -> str:
    return SOURCE.read_text("utf-8")


@pytest.fixture(scope="module")
def results() -> dict[str, Result]:
    return _results(_text())


def test_foops_has_24_tests_of_which_16_need_no_web(results: dict[str, Result]) -> None:
    made = {name: result for name, result in results.items() if result.catalogue == "FOOPS!"}
    offline = {name for name, result in made.items() if result.outcome == "not tested offline"}
    assert (len(made), made.keys() - offline) == (24, COMPUTED_OF_FOOPS)


def test_only_the_doi_is_missing(results: dict[str, Result]) -> None:
    failed = [result for result in results.values() if result.outcome == "failed"]
    assert [(result.name, result.finding.partition(" (")[0]) for result in failed] == [("OM3", "missing: DOI")]


def test_oops_has_41_pitfalls_each_with_an_outcome(results: dict[str, Result]) -> None:
    assert list(TITLES) == [f"P{number:02}" for number in range(1, 42)]
    assert [name for name in results if name in TITLES] == list(TITLES)


def test_what_a_person_judged_or_accepted_says_why(results: dict[str, Result]) -> None:
    told = [result for result in results.values() if result.outcome in ("judged", "accepted", "not tested offline")]
    assert all(len(result.finding) > 15 for result in told)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("FIND1", 'vann:preferredNamespacePrefix "ikg" ;', ""),
        ("OM1", 'dcterms:title "Ontology of SDG questionnaire submissions"@en ;', ""),
        ("OM1", "vann:preferredNamespaceUri", "dcterms:identifier"),
        ("OM2", "dcterms:bibliographicCitation", "dcterms:subject"),
        ("OM3", "foaf:logo <", "dcterms:subject <"),
        ("OM5.1", 'dcterms:creator "', 'dcterms:subject "'),
        ("OM5.2", 'schema:datePublished "', 'dcterms:subject "'),
        ("VER1", f"owl:versionIRI <{ONTOLOGY}/1.0.0>", f"owl:versionIRI <{ONTOLOGY}>"),
        ("VOC3", 'rdfs:label "submission"@en ;', ""),
        ("VOC4", 'skos:definition "The organisation that answers."@en ;', ""),
    ],
)
def test_what_is_taken_out_of_the_header_or_a_term_fails_its_test(name: str, old: str, new: str) -> None:
    text = _text()
    assert old in text
    assert _results(text.replace(old, new, 1))[name].outcome == "failed"


def test_a_date_that_is_no_annotation_in_owl_is_no_date_of_issue() -> None:
    """As FOOPS! itself reads a header: dcterms:issued is a property of data here."""
    text = _text().replace("schema:datePublished", "dcterms:subject", 1)
    assert "dcterms:issued" in text
    assert _results(text)["OM5.2"].outcome == "failed"


def test_without_licence_and_rights_two_tests_fail() -> None:
    text = (
        _text().replace("dcterms:license <", "dcterms:subject <", 1).replace("dcterms:rights ", "dcterms:subject ", 1)
    )
    found = _results(text)
    assert (found["OM4.1"].outcome, found["P41"].outcome) == ("failed", "failed")


@pytest.mark.parametrize("files", [{"itu-kg.nt": ""}, {"itu-kg.nt": "https://example.org/other"}])
def test_a_file_that_names_another_ontology_or_none_fails(files: dict[str, str]) -> None:
    assert _results(_text(), files)["URI2"].outcome == "failed"


def test_a_file_that_cannot_be_read_fails() -> None:
    assert _results(_text(), {"itu-kg.nt": ""})["RDF1"].outcome == "failed"


THING = (
    'a owl:Class ; rdfs:label "{0}"@en ; skos:definition "What it is, at length."@en ; rdfs:subClassOf schema:Thing .'
)
RELATION = (
    'a owl:ObjectProperty ; rdfs:label "{0}"@en ; skos:definition "What it says, at length."@en ; '
    "rdfs:domain ikg:Submission ; rdfs:range ikg:Answer"
)


@pytest.mark.parametrize(
    ("name", "added"),
    [
        ("P02", "ikg:Answer owl:equivalentClass ikg:Reply ."),
        ("P03", f"ikg:isA {RELATION.format('is a')} ."),
        ("P04", 'ikg:Lonely a owl:Class ; rdfs:label "lonely"@en ; skos:definition "On its own."@en .'),
        ("P05", "ikg:answers owl:inverseOf ikg:respondent ."),
        ("P06", "schema:Project rdfs:subClassOf ikg:Partnership ."),
        ("P07", f"ikg:EventAndPlace {THING.format('event and place')}"),
        ("P08", "ikg:Unsaid a owl:Class ; rdfs:subClassOf schema:Thing ."),
        (
            "P11",
            'ikg:loose a owl:ObjectProperty ; rdfs:label "loose"@en ; skos:definition "Not bound to a class."@en .',
        ),
        ("P12", f"ikg:lo_cation {RELATION.format('lo')} . ikg:LO_CATION {RELATION.format('lo2')} ."),
        ("P14", "[] owl:onProperty ikg:answers ; owl:allValuesFrom ikg:Question ."),
        ("P15", "[] owl:complementOf ikg:Question ."),
        ("P19", "ikg:answers rdfs:range ikg:Answer ."),
        ("P20", 'ikg:Swap a owl:Class ; rdfs:label "what it is, at length"@en ; skos:definition "Swap"@en .'),
        ("P21", f"ikg:OtherThing {THING.format('other thing')}"),
        ("P22", f"ikg:lower_case {THING.format('lower case')}"),
        ("P24", "ikg:Answer rdfs:subClassOf ikg:Answer ."),
        ("P25", "ikg:answers owl:inverseOf ikg:answers ."),
        (
            "P26",
            f"ikg:near a owl:SymmetricProperty ; owl:inverseOf ikg:answers . ikg:near {RELATION.format('near')} .",
        ),
        ("P27", "ikg:answers owl:equivalentProperty ikg:yields ."),
        ("P28", f"ikg:beside a owl:SymmetricProperty . ikg:beside {RELATION.format('beside')} ."),
        ("P29", f"ikg:under a owl:TransitiveProperty . ikg:under {RELATION.format('under')} ."),
        ("P31", "ikg:Answer owl:equivalentClass ikg:Question ."),
        ("P32", f"ikg:Reply {THING.format('answer')}"),
        ("P33", "ikg:answers owl:propertyChainAxiom ( ikg:yields ) ."),
        ("P34", "ikg:Answer rdfs:subClassOf ikg:NowhereDeclared ."),
        ("P35", "ikg:Answer ikg:nowhereDeclared ikg:Question ."),
    ],
)
def test_a_pitfall_that_is_dug_is_found(name: str, added: str) -> None:
    assert _results(f"{_text()}\n{PREFIXES}\n{added}")[name].outcome == "failed"


@pytest.mark.parametrize(("name", "old"), [("P38", "a owl:Ontology ;"), ("P39", "vann:preferredNamespaceUri")])
def test_what_the_header_must_declare_is_missed(name: str, old: str) -> None:
    text = _text().replace(old, "dcterms:subject" if old.startswith("vann") else 'dcterms:subject "x" ;', 1)
    assert _results(text)[name].outcome == "failed"


def test_an_ontology_without_disjoint_classes_is_found() -> None:
    text = "\n".join(
        block for block in _text().split("\n\n") if "disjointWith" not in block and "AllDisjoint" not in block
    )
    assert _results(text)["P10"].outcome == "failed"


def test_terms_of_others_are_in_the_vocabularies_that_rdflib_carries() -> None:
    """P40, as far as RDFLib knows the vocabularies; schema.org's under its other address, before observationAbout."""
    known = {"dcat": DCAT, "dcterms": DCTERMS, "foaf": FOAF, "org": ORG, "prov": PROV, "skos": SKOS, "vann": VANN}
    known |= {"void": VOID, "schema": SDO}
    read_back = rdflib.Graph().parse(SOURCE)
    unknown = []
    for subject in set(read_back.subjects(rdflib.RDF.type)):
        for prefix, namespace in known.items():
            space = VOCABULARIES[prefix]
            if str(subject).startswith(space) and rdflib.URIRef(f"{namespace}{subject[len(space) :]}") not in namespace:
                unknown.append(str(subject))
    assert unknown == ["http://schema.org/observationAbout"]


def test_the_release_has_the_table_as_csv_as_json_and_as_a_page(itu_release: Path, results: dict[str, Result]) -> None:
    said = json.loads((itu_release / "ontology" / "quality.json").read_text("utf-8"))
    with (itu_release / "ontology" / "quality.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert said == rows
    assert {row["name"]: row["outcome"] for row in rows} == {name: each.outcome for name, each in results.items()}


def test_the_page_on_the_ontology_has_the_tables_outcomes(results: dict[str, Result]) -> None:
    page = (PROJECT / "docs" / "ontology.md").read_text("utf-8")
    rows = {tuple(cell.strip() for cell in line.split("|")[1:3]) for line in page.splitlines() if line.startswith("| ")}
    assert {(name, result.outcome) for name, result in results.items()} <= rows
