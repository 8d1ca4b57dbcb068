"""Stored queries whose answer on the published data is nothing, or one year, on data in which they find something."""

from __future__ import annotations

from pathlib import Path

from itu_kg.model.answer import Table
from itu_kg.model.formats import Format
from itu_kg.model.graph import Dataset, NamedGraph
from itu_kg.query.catalogue import catalogue
from itu_kg.query.memory_store import hold
from itu_kg.query.run import run
from itu_kg.rdf import parse

QUERIES = catalogue(Path(__file__).resolve().parents[3] / "queries")
PREFIXES = """
@prefix ikg: <https://w3id.org/itu-kg/ontology#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix schema: <http://schema.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix x: <https://example.org/> .
"""


def _answer(name: str, data: str) -> list[list[str]]:
    graphs = parse((PREFIXES + data).encode(), Format.TURTLE, where="test")
    table = run(QUERIES.get(name), {}, hold(Dataset((NamedGraph("a:g", graphs[0].triples),))), queries=QUERIES)
    assert isinstance(table, Table)
    return [[cell.value if cell else "" for cell in row] for row in table.rows]


def test_a_registry_entry_that_nothing_speaks_of_is_unused():
    data = """
        x:registry a ikg:RegistrySource .
        x:used a schema:Place ; schema:name "Used"@en ; dcterms:source x:registry ; ikg:evidence x:e .
        x:unused a schema:Place ; schema:name "Unused"@en ; dcterms:source x:registry .
        x:series a schema:EventSeries ; schema:name "Series"@en ; dcterms:source x:registry .
        x:event schema:superEvent x:series ; ikg:evidence x:e ."""
    assert _answer("unused-registry-entries", data) == [["place", "https://example.org/unused", "Unused"]]


def test_a_partnership_is_asked_for_by_a_country_that_it_benefits():
    data = """
        x:kenya a schema:Country ; ikg:alpha2 "KE" . x:peru a schema:Country ; ikg:alpha2 "PE" .
        x:tides a ikg:Partnership ; schema:name "Tide Watch"@en ; ikg:beneficiaryCountry x:kenya, x:peru ."""
    rows = [["KE", "https://example.org/tides", "Tide Watch"], ["PE", "https://example.org/tides", "Tide Watch"]]
    assert _answer("beneficiary-countries", data) == rows


def test_an_event_of_which_only_the_country_is_known_is_one_of_that_country():
    data = """
        x:kenya a schema:Country ; ikg:alpha2 "KE" ; schema:name "Kenya"@en .
        x:pass a ikg:ReportedEvent ; schema:name "Pass"@en ; schema:location x:kenya ; schema:subEvent x:first .
        x:first a ikg:EventSession ; schema:location x:kenya ."""
    assert _answer("events-by-country", data) == [["KE", "https://example.org/pass", "Pass", "", "", ""]]
    assert _answer("reach-by-country", data) == [["KE", "Kenya", "1", "", "Pass", "0"]]
    assert [row[9] for row in _answer("events", data)] == ["KE"]
    assert [row[4:6] for row in _answer("event-sessions", data)] == [["", "KE"]]


def test_a_thing_without_evidence_is_found():
    data = """
        x:submission a ikg:Submission .
        x:shown schema:name "Shown"@en ; dcterms:source x:submission ; ikg:evidence x:e .
        x:believed schema:name "Believed"@en ; dcterms:source x:submission ."""
    assert _answer("entities-without-evidence", data) == [["https://example.org/believed", "Believed"]]


def test_a_year_stands_beside_the_year_before_of_the_same_respondent():
    data = """
        x:acme schema:name "ACME"@en . x:brook schema:name "Brook"@en .
        x:a1 a ikg:Submission ; ikg:respondent x:acme ; ikg:reportingYear "2030"^^xsd:gYear .
        x:a2 a ikg:Submission ; ikg:respondent x:acme ; ikg:reportingYear "2031"^^xsd:gYear .
        x:b2 a ikg:Submission ; ikg:respondent x:brook ; ikg:reportingYear "2031"^^xsd:gYear .
        x:e1 a ikg:ReportedEvent ; dcterms:source x:a1 . x:e2 a ikg:ReportedEvent ; dcterms:source x:a1 .
        x:e3 a ikg:ReportedEvent ; dcterms:source x:a2 . x:e4 a ikg:ReportedEvent ; dcterms:source x:b2 ."""
    rows = [row for row in _answer("year-on-year", data) if row[1] == "events"]
    assert rows == [
        ["ACME", "events", "2030", "2", "", ""], ["ACME", "events", "2031", "1", "2", "-1"],
        ["Brook", "events", "2031", "1", "", ""],
    ]  # fmt: skip
