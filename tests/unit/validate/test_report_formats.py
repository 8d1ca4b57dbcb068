from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from itu_kg.validate import ValidationReport, report_formats, validate

if TYPE_CHECKING:
    from collections.abc import Callable

    from itu_kg.model.graph import Dataset
    from itu_kg.validate import Shapes

SH = "http://www.w3.org/ns/shacl#"
PATCH = """
@prefix event: <https://data.example/id/event/> .
@prefix schema: <http://schema.org/> .
@prefix source: <https://data.example/id/source/> .
@prefix ikg: <https://w3id.org/itu-kg/ontology#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
event:ocean-forum-2024 schema:startDate "no \\"day\\"\\nat all" ; schema:keywords "sea" .
source:ioo-2024 ikg:codePoints "20"^^xsd:nonNegativeInteger .
"""


@pytest.fixture(scope="module")
def report(shapes: Shapes, conforming: Dataset, patch: Callable[[Dataset, str], Dataset]) -> ValidationReport:
    return validate(patch(conforming, PATCH), shapes)


def test_turtle_is_a_validation_report_with_a_result_for_each_finding(report: ValidationReport) -> None:
    quads = list(ox.parse(report_formats.turtle(report), ox.RdfFormat.TURTLE))
    results = [quad for quad in quads if quad.predicate.value == f"{SH}result"]
    assert len(results) == len(report.findings)


def test_every_result_has_what_the_specification_asks_for(report: ValidationReport) -> None:
    quads = list(ox.parse(report_formats.turtle(report), ox.RdfFormat.TURTLE))
    for required in ("focusNode", "resultSeverity", "sourceConstraintComponent"):
        assert sum(quad.predicate.value == f"{SH}{required}" for quad in quads) == len(report.findings)


def test_turtle_of_nothing_found_conforms() -> None:
    empty = ValidationReport((), triples=1, submissions=0, shapes=1)
    assert "sh:conforms true ." in report_formats.turtle(empty)


def test_json_gives_question_field_and_position(report: ValidationReport) -> None:
    findings = json.loads(report_formats.as_json(report))["findings"]
    start = next(f for f in findings if f["path"] == "schema:startDate")
    assert (start["question"], start["field"], start["entity"]) == ("1", "dates", "event/ocean-forum-2024")


def test_lines_say_what_to_do_and_end_with_the_summary(report: ValidationReport) -> None:
    written = report_formats.lines(report).splitlines()
    assert written[-1] == report.summary
    assert any("Write the start in `ranges` of `dates`" in line for line in written)


def test_each_finding_is_on_lines_of_its_own_whatever_its_value_holds(report: ValidationReport) -> None:
    assert 'at all"' not in [line.strip() for line in report_formats.lines(report).splitlines()]


def test_the_table_has_a_row_for_each_finding(report: ValidationReport) -> None:
    assert report_formats.table(report).row_count == len(report.findings)
