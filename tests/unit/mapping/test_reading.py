"""What a submission reports is told apart from what is ours, and has evidence of its own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from itu_kg import mapping, rdf, records, registry
from itu_kg.mapping.submission_document import graphs
from itu_kg.model.assets import Assets
from itu_kg.model.questionnaire import Event, Resource
from itu_kg.model.submission import Submission, grounds
from itu_kg.rdf.ntriples import value
from itu_kg.rdf.prefixes import term

if TYPE_CHECKING:
    from itu_kg.model.graph import NamedGraph, Term

ASSETS = Assets(Path(__file__).resolve().parents[3])
CONTEXT = rdf.Context.load(ASSETS.context)
KNOWN = registry.load(ASSETS.registry)
DIGEST = "0" * 64
NAME, DESCRIPTION = term("schema:name"), term("schema:description")

OF_THE_RECORD = {
    *map(term, ("rdf:type", "dcterms:source", "ikg:evidence", "ikg:hasAnswer", "ikg:questionNumber")),
    *map(term, ("ikg:answerStatus", "ikg:participation", "ikg:sha256", "ikg:codePoints")),
}
"""What a record's own order says: what is part of what, and which text was read."""
OF_EVIDENCE = ("/id/evidence/", "/id/selector/", "/id/source/")

EVENT = {
    "id": "fair",
    "name": {"text": "Fair", "at": "100-104"},
    "dates": {"text": "27 and 28 May 2024", "at": "110-128", "ranges": ["2024-05-27", "2024-05-28"]},
    "location": {"text": "Geneva and Bonn", "at": "130-145", "places": ["geneva"]},
    "summary": "A fair.",
    "realisation": "held",
    "sessions": [{"dates": "2024-05-27", "place": "geneva"}],
}
RESOURCE = {
    "id": "guide",
    "name": {"text": "Guide", "at": "150-155"},
    "languages": {"text": "Six", "at": "160-163", "available": ["en"]},
}


def _record(**more: Any) -> Submission:
    return Submission.model_validate(
        {
            "id": "itu-2024",
            "source": {"sha256": DIGEST, "length": 900},
            "respondent": {"organisation": "itu"},
            "year": {"text": "2024", "at": "0-4", "year": 2024},
            "answers": [{"question": 3, "status": "answered", "passage": {"at": "90-200", "sha256": DIGEST}}],
            **more,
        }
    )


def _parts(submission: Submission) -> tuple[set[str], set[str]]:
    """The last parts of subject and property of all that is reported, and of all that is ours."""
    reported, ours = (
        {f"{value(s).rpartition('/')[2]} {value(p).rpartition('/')[2].rpartition('#')[2]}" for s, p, _ in each.triples}
        for each in graphs(submission, KNOWN, CONTEXT)
    )
    return reported, ours


def unfounded(reported: NamedGraph) -> set[tuple[str, str]]:
    """Subject and property of what is reported without evidence of that subject in a field that reports it."""
    told: dict[Term, set[str]] = {}
    about: dict[Term, dict[Term, Term]] = {}
    for s, p, o in reported.triples:
        about.setdefault(s, {})[p] = o
    for facts in about.values():
        if term("ikg:evidenceFor") in facts:
            told.setdefault(facts[term("ikg:evidenceFor")], set()).add(value(facts[term("ikg:field")]))
    fields = {term(name): evidence for name, evidence in grounds().items()}
    return {
        (value(s), value(p))
        for s, p, _ in reported.triples
        if p not in OF_THE_RECORD and not any(kind in s for kind in OF_EVIDENCE)
        if not fields.get(p, frozenset()) & told.get(s, set())
    }


@pytest.mark.parametrize("record", sorted(ASSETS.reports.glob("*.yaml")), ids=lambda path: path.stem)
def test_what_is_reported_and_what_is_ours_are_all_that_a_record_says(record: Path) -> None:
    whole = CONTEXT.graph(mapping.document(records.read(record), KNOWN, CONTEXT))
    assert {triple for graph in graphs(records.read(record), KNOWN, CONTEXT) for triple in graph.triples} == {
        *whole.triples
    }


@pytest.mark.parametrize("record", sorted(ASSETS.reports.glob("*.yaml")), ids=lambda path: path.stem)
def test_each_report_of_a_curated_record_has_evidence_of_its_own(record: Path) -> None:
    assert unfounded(graphs(records.read(record), KNOWN, CONTEXT)[0]) == set()


@pytest.mark.parametrize("record", sorted(ASSETS.reports.glob("*.yaml")), ids=lambda path: path.stem)
def test_no_statement_of_a_curated_record_is_both_reported_and_ours(record: Path) -> None:
    reported, ours = graphs(records.read(record), KNOWN, CONTEXT)
    assert set(reported.triples).isdisjoint(ours.triples)


def test_what_was_concluded_from_an_event_is_ours() -> None:
    reported, ours = _parts(_record(events=[EVENT]))
    assert {"fair realisation", "fair description", "fair-2024-05-27 name"} <= ours
    assert {"fair name", "fair startDate", "fair location", "fair-2024-05-27 startDate"} <= reported - ours


@pytest.mark.parametrize("inferred", [True, False])
def test_the_place_of_a_session_is_ours_where_the_page_does_not_pair_it(inferred: bool) -> None:
    parts = _parts(_record(events=[{**EVENT, "pairing_inferred": inferred}]))
    assert "fair-2024-05-27 location" in parts[inferred] - parts[not inferred]


@pytest.mark.parametrize("inferred", [True, False])
def test_languages_behind_their_number_are_ours(inferred: bool) -> None:
    languages = {**RESOURCE["languages"], "inferred": inferred}  # type: ignore[dict-item]  it is a mapping
    parts = _parts(_record(resources=[{**RESOURCE, "languages": languages}]))
    assert "guide inLanguage" in parts[inferred] - parts[not inferred]


def test_a_figure_is_reported_and_its_name_is_ours() -> None:
    figure = {
        "id": "people", "name": "People at it", "subject": "organisation/itu", "value": 600, "unit": "people",
        "quote": {"text": "600 people", "at": "170-180"},
    }  # fmt: skip
    reported, ours = _parts(_record(statistics=[figure]))
    assert {"people name", "people observationAbout"} <= ours
    assert {"people value", "people unitText"} <= reported - ours


def test_our_title_of_a_mentioned_event_is_ours_and_its_words_are_reported() -> None:
    event = {"id": "next", "title": "Fair 2025", "name": {"text": "The Fair, next", "at": "180-194"}}
    reported, ours = _parts(_record(mentions=[event]))
    assert "next name" in ours - reported
    assert "next hiddenLabel" in reported - ours


def test_a_submission_names_its_page_where_the_record_has_the_address() -> None:
    page = "https://www.example.org/itu-2024.html"
    submission = _record(source={"sha256": DIGEST, "length": 900, "page": page})
    nodes = {node["id"]: node for node in mapping.document(submission, KNOWN, CONTEXT)["@graph"]}
    assert nodes["id/submission/itu-2024"]["url"] == nodes["id/source/itu-2024"]["url"] == page
    assert "url" not in next(
        node for node in mapping.document(_record(), KNOWN, CONTEXT)["@graph"] if node["id"] == "id/submission/itu-2024"
    )


def test_words_that_are_no_name_of_a_mentioned_event_are_no_label_of_it() -> None:
    event = {"id": "next", "title": "Fair 2025", "name": {"text": "the next one", "at": "180-192"}}
    reported, ours = _parts(_record(mentions=[event]))
    assert not {"next alternateName", "next hiddenLabel"} & (reported | ours)


def test_what_else_the_page_calls_a_thing_is_a_name_of_it_and_what_does_not_begin_as_one_is_to_be_found_by() -> None:
    also = [{"text": "Fair of 2025", "at": "200-212"}, {"text": "first fair", "at": "220-230"}]
    event = {"id": "next", "name": {"text": "Great Fair", "at": "180-190", "acronym": "GF-25", "also": also}}
    submission = _record(mentions=[event])
    nodes = {node["id"]: node for node in mapping.document(submission, KNOWN, CONTEXT)["@graph"]}
    assert nodes["id/event/next"]["alternateName"] == {"en": ["Fair of 2025", "GF-25"]}
    assert nodes["id/event/next"]["hiddenLabel"] == {"en": "first fair"}


def test_what_the_page_does_not_say_of_a_submission_is_ours() -> None:
    reported, ours = _parts(_record())
    assert {"itu-2024 respondent", "itu-2024 recipient", "itu-2024 name", "itu-2024 extentRead"} <= ours - reported
    assert "itu-2024 reportingYear" in reported - ours


def test_an_answer_without_words_is_ours() -> None:
    reported, ours = _parts(_record(answers=[{"question": 3, "status": "not-on-page"}]))
    assert {"itu-2024 hasAnswer", "itu-2024-q3 answerStatus"} <= ours - reported


@pytest.mark.parametrize(("entity", "field"), [(Event, "goals"), (Resource, "parts")])
def test_a_row_says_which_of_its_properties_are_ours(entity: type[Event | Resource], field: str) -> None:
    row = next(each for each in entity.model_fields[field].metadata if hasattr(each, "concluded"))
    assert {name for name in row.properties if row.ours(name)} == set(row.concluded)


def test_what_words_say_is_no_reading_of_ours_too() -> None:
    at = {"id": "partnership/giga", "initiators": [{"text": "ITU", "at": "300-303", "to": "organisation/itu"}]}
    giga = {"id": "giga", "name": {"text": "Giga", "at": "290-294"}, "initiators": ["itu", "unicef"]}
    reported, ours = graphs(_record(initiatives=[giga], particulars=[at]), KNOWN, CONTEXT)
    initiators = [
        {value(o).rpartition("/")[2] for _, p, o in each.triples if p == term("ikg:initiator")}
        for each in (reported, ours)
    ]
    assert initiators == [{"itu"}, {"unicef"}]


FIGURE = {
    "id": "people", "name": "People at it", "subject": "organisation/itu", "value": 600, "unit": "people",
    "measured": "participants", "quote": {"text": "600 people", "at": "170-180"},
}  # fmt: skip


def _statement(submission: Submission, part: str) -> tuple[bool, bool]:
    """Whether a subject and property are among what is reported, and among what is ours."""
    reported, ours = _parts(submission)
    return part in reported, part in ours


def test_a_value_that_a_curator_answers_for_is_ours() -> None:
    assert _statement(_record(statistics=[FIGURE]), "people measuredProperty") == (True, False)
    curated = {**FIGURE, "curated": {"measured": "participants are people too"}}
    assert _statement(_record(statistics=[curated]), "people measuredProperty") == (False, True)


def test_the_reason_of_a_curator_stands_in_our_reading() -> None:
    curated = {**FIGURE, "curated": {"measured": "participants are people too"}}
    ours = graphs(_record(statistics=[curated]), KNOWN, CONTEXT)[1]
    notes = [value(o) for _, p, o in ours.triples if p == term("skos:editorialNote")]
    assert notes == ["measured: participants are people too"]


def test_a_reason_for_what_is_left_out_makes_nothing_ours() -> None:
    omitted = {**FIGURE, "omitted": {"measured": "visitors are not counted"}}
    assert graphs(_record(statistics=[omitted]), KNOWN, CONTEXT) == graphs(_record(statistics=[FIGURE]), KNOWN, CONTEXT)


ORGANIZERS = [
    {"text": "ITU", "at": "105-108", "organisation": "itu"},
    {"text": "the host", "at": "109-117", "organisation": "unesco"},
]


def test_of_several_values_those_are_ours_that_the_reason_names() -> None:
    event = {**EVENT, "dates": None, "sessions": [], "organizers": ORGANIZERS}
    event["curated"] = {"organizers": "unesco is the host"}
    reported, ours = (
        {value(o).rpartition("/")[2] for _, p, o in each.triples if p == term("schema:organizer")}
        for each in graphs(_record(events=[event]), KNOWN, CONTEXT)
    )
    assert (reported, ours) == ({"itu"}, {"unesco"})


def test_all_values_are_ours_where_the_reason_names_none() -> None:
    event = {**EVENT, "dates": None, "sessions": [], "organizers": ORGANIZERS, "curated": {"organizers": "everybody"}}
    assert _statement(_record(events=[event]), "fair organizer") == (False, True)


def test_that_words_name_a_thing_is_ours_where_a_curator_says_so() -> None:
    named = {"organisations": {"unesco": [{"text": "the host", "at": "109-117"}]}}
    assert _statement(_record(**named), "unesco evidence") == (True, False)
    named["curated"] = {"organisations.unesco": "unesco is the host"}  # type: ignore[dict-item]  another mapping
    assert _statement(_record(**named), "unesco evidence") == (False, True)


DECISION = {
    "id": "rule", "name": "Rule", "passage": {"at": "100-160", "sha256": DIGEST}, "body": "unga", "year": 2001,
    "documents": [{"text": "Resolution 56/183", "at": "110-127", "document": "a-res-56-183"}],
}  # fmt: skip


def test_what_was_done_to_a_document_is_not_said_where_the_page_does_not_say_it() -> None:
    said, done = (
        _parts(_record(decisions=[{**DECISION, "documents": [{**DECISION["documents"][0], **more}]}]))[0]  # type: ignore[index]
        for more in ({}, {"did": "adopted"})
    )
    assert ("rule object" in said, "rule adopts" in said) == (True, False)
    assert ("rule object" in done, "rule adopts" in done) == (False, True)


def test_the_year_of_a_decision_is_reported_where_the_page_dates_it() -> None:
    dated = [{"id": "decision/rule", "dated": {"text": "2001", "at": "130-134", "date": "2001"}}]
    assert _statement(_record(decisions=[DECISION]), "rule decisionYear") == (False, True)
    assert _statement(_record(decisions=[DECISION], particulars=dated), "rule decisionYear") == (True, False)


def test_a_summit_that_decided_needs_no_body() -> None:
    decision = {**DECISION, "body": None, "session": "wsis"}
    assert _statement(_record(decisions=[decision]), "rule decidedAt") == (True, False)
    assert _statement(_record(decisions=[decision]), "rule decidedBy") == (False, False)
