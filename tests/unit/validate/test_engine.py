from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from itu_kg.errors import NonConformance
from itu_kg.model.graph import ConformingDataset, Dataset, NamedGraph, Term
from itu_kg.validate import require_conforming, validate

if TYPE_CHECKING:
    from collections.abc import Callable

    from itu_kg.validate import Shapes, ValidationReport

    Patch = Callable[[Dataset, str], Dataset]

PREFIXES = """
@prefix event: <https://data.example/id/event/> .
@prefix country: <https://data.example/id/country/> .
@prefix id: <https://data.example/id/thing/> .
@prefix ikg: <https://w3id.org/itu-kg/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix partnership: <https://data.example/id/partnership/> .
@prefix schema: <http://schema.org/> .
@prefix session: <https://data.example/id/session/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
BAD_DATE = f'{PREFIXES}event:ocean-forum-2024 schema:startDate "2024-05-32"^^xsd:date .'


def rebased(dataset: Dataset, old: str, new: str) -> Dataset:
    """The same claims of another submission, under the same events."""
    return Dataset(
        tuple(
            NamedGraph(
                graph.iri.replace(old, new),
                tuple(tuple(term.replace(old, new) for term in triple) for triple in graph.triples),  # type: ignore[misc]
            )
            for graph in dataset.graphs
            if graph.iri.endswith(f"/{old}")
        )
    )


def test_a_finding_names_question_thing_field_and_position(shapes: Shapes, conforming: Dataset, patch: Patch) -> None:
    finding = validate(patch(conforming, BAD_DATE), shapes).findings[0]
    assert (finding.place.submission, finding.place.question, finding.place.entity, finding.place.field) == (
        "ioo-2024",
        "1",
        "event/ocean-forum-2024",
        "dates",
    )
    assert finding.place.name == "Ocean Forum 2024 (OF-24)"
    assert len(finding.place.at) == 1


def test_a_session_is_placed_by_its_event(shapes: Shapes, conforming: Dataset, patch: Patch) -> None:
    bad = f'{PREFIXES}session:ocean-forum-2024-2024-05-27 schema:startDate "May" .'
    assert {f.place.question for f in validate(patch(conforming, bad), shapes).findings} == {"1"}


def test_a_finding_in_the_registry_has_no_question(shapes: Shapes, conforming: Dataset, patch: Patch) -> None:
    bad = f'{PREFIXES}country:prt ikg:alpha2 "pt" .'
    assert {f.place.question for f in validate(patch(conforming, bad), shapes).findings} == {""}


def test_a_literal_is_judged_as_it_was_written(shapes: Shapes, conforming: Dataset, patch: Patch) -> None:
    bad = f'{PREFIXES}event:ocean-forum-2024 ikg:editionNumber "3.0"^^xsd:integer .'
    values = {f.value for f in validate(patch(conforming, bad), shapes).findings}
    assert '"3.0"^^<http://www.w3.org/2001/XMLSchema#integer>' in values


def test_two_submissions_may_date_one_event_differently(shapes: Shapes, conforming: Dataset) -> None:
    other = rebased(conforming, "ioo-2024", "iho-2024").graphs[0]
    moved = tuple((s, p, o.replace("2024-06-12", "2024-06-13")) for s, p, o in other.triples)
    assert validate(Dataset((*conforming.graphs, NamedGraph(other.iri, moved))), shapes).findings == ()


def test_what_is_wrong_in_one_submission_is_not_held_against_another(
    shapes: Shapes, conforming: Dataset, patch: Patch
) -> None:
    other = rebased(conforming, "ioo-2024", "iho-2024").graphs
    report = validate(Dataset((*patch(conforming, BAD_DATE).graphs, *other)), shapes)
    assert {finding.place.submission for finding in report.findings} == {"ioo-2024"}


def test_the_order_of_the_graphs_does_not_change_the_report(shapes: Shapes, conforming: Dataset, patch: Patch) -> None:
    bad = patch(conforming, BAD_DATE)
    assert validate(bad, shapes) == validate(Dataset(bad.graphs[::-1]), shapes)


def _without_goals(conforming: Dataset) -> Dataset:
    return Dataset(tuple(graph for graph in conforming.graphs if not graph.iri.endswith("/sdg")))


def _idle(report: ValidationReport) -> dict[str, tuple[str, str]]:
    """What was found of each shape that matched nothing: severity and message, by its name."""
    found = (finding for finding in report.findings if finding.component == "MatchedNothing")
    return {each.focus.rpartition("#")[2][:-1]: (each.severity, each.message) for each in found}


def test_a_shape_that_matches_nothing_is_a_note(shapes: Shapes, conforming: Dataset) -> None:
    report = validate(_without_goals(conforming), shapes)
    message = "Nothing in the data is looked at by shape:Target: it has nothing of the kind."
    assert _idle(report)["Target"] == ("info", message)


def test_a_shape_that_matches_nothing_where_the_records_have_something_is_a_violation(
    shapes: Shapes, conforming: Dataset
) -> None:
    report = validate(_without_goals(conforming), shapes, recorded=lambda: conforming.graphs)
    severity, message = _idle(report)["Target"]
    assert (severity, "the records have 169" in message) == ("violation", True)


def test_in_a_part_of_the_data_such_a_shape_is_a_note(shapes: Shapes, conforming: Dataset) -> None:
    report = validate(_without_goals(conforming), shapes, recorded=lambda: conforming.graphs, partial=True)
    assert {severity for severity, _ in _idle(report).values()} == {"info"}


@pytest.mark.parametrize("partial", [False, True])
def test_where_no_shape_matches_anything_that_is_a_violation(shapes: Shapes, *, partial: bool) -> None:
    foreign = (Term("<urn:a>"), Term("<urn:b>"), Term('"c"'))
    report = validate(Dataset((NamedGraph("urn:g", (foreign,)),)), shapes, partial=partial)
    assert [severity for severity, _ in _idle(report).values()] == ["violation"]


def test_the_records_are_asked_only_where_a_shape_matches_nothing(shapes: Shapes, conforming: Dataset) -> None:
    asked: list[bool] = []

    def recorded() -> tuple[NamedGraph, ...]:
        asked.append(True)
        return ()

    validate(conforming, shapes, recorded=recorded)
    assert not asked


def test_a_thing_that_no_shape_matches_is_a_violation(shapes: Shapes, conforming: Dataset, patch: Patch) -> None:
    report = validate(patch(conforming, f"{PREFIXES}id:odd a schema:Recipe ."), shapes)
    assert [(f.severity, f.component, f.focus) for f in report.findings] == [
        ("violation", "MatchedByNoShape", "<https://data.example/id/thing/odd>")
    ]


def test_a_property_that_no_shape_speaks_of_is_a_warning(shapes: Shapes, conforming: Dataset, patch: Patch) -> None:
    report = validate(patch(conforming, f'{PREFIXES}event:ocean-forum-2024 schema:keywords "sea" .'), shapes)
    assert [(f.severity, f.component) for f in report.findings] == [("warning", "PropertyOfNoShape")]


def test_a_blank_node_is_a_violation(shapes: Shapes, conforming: Dataset, patch: Patch) -> None:
    report = validate(patch(conforming, f"{PREFIXES}[] rdfs:seeAlso event:ocean-forum-2024 ."), shapes)
    assert [(f.severity, f.component) for f in report.findings] == [("violation", "BlankNode")]


def test_what_is_wrong_in_the_registry_is_said_once(shapes: Shapes, conforming: Dataset, patch: Patch) -> None:
    bad = f'{PREFIXES}country:prt ikg:alpha2 "pt" .'
    assert len(validate(patch(conforming, bad), shapes).findings) == 1


def test_two_submissions_with_one_mistake_are_two_findings(shapes: Shapes, conforming: Dataset, patch: Patch) -> None:
    bad = patch(conforming, f'{PREFIXES}event:ocean-forum-2024 schema:keywords "sea" ; ikg:editionNumber 0 .')
    other = rebased(bad, "ioo-2024", "iho-2024").graphs
    findings = validate(Dataset((*bad.graphs, *other)), shapes).findings
    assert [f.place.submission for f in findings if f.path] == ["iho-2024", "ioo-2024"]


def test_conforming_data_is_let_through(shapes: Shapes, conforming: Dataset) -> None:
    let_through = require_conforming(conforming, validate(conforming, shapes))
    assert isinstance(let_through, ConformingDataset)
    assert let_through.graphs == conforming.graphs


def test_data_with_a_violation_is_stopped(shapes: Shapes, conforming: Dataset, patch: Patch) -> None:
    bad = patch(conforming, BAD_DATE)
    with pytest.raises(NonConformance, match="does not conform"):
        require_conforming(bad, validate(bad, shapes))


def test_a_warning_stops_data_only_when_asked_to(shapes: Shapes, conforming: Dataset, patch: Patch) -> None:
    report = validate(patch(conforming, f'{PREFIXES}event:ocean-forum-2024 schema:keywords "sea" .'), shapes)
    assert (report.conforms("violation"), report.conforms("warning")) == (True, False)
