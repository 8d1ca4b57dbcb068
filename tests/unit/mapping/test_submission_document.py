"""Answers and questions as nodes: sub-questions, answers tied to no question, pages in part."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from itu_kg import mapping, rdf, records
from itu_kg.mapping import registry_document
from itu_kg.model.assets import Assets
from itu_kg.model.registry import Form, Registry
from itu_kg.model.submission import Submission

PROJECT = Path(__file__).resolve().parents[3]
CONTEXT = rdf.Context.load(Assets(PROJECT).context)

FORM = {
    "id": "tides",
    "name": "Tides",
    "basis": "a test",
    "questions": [
        {"number": 2, "name": "Steps"},
        {"number": "2.1", "name": "Plans"},
        {"number": "2.10", "name": "All"},
    ],
}


def _registry() -> Registry:
    bodies = {slug: {"id": slug, "name": slug, "basis": "a test"} for slug in ("itu", "undesa")}
    nothing: dict[str, Any] = {shelf: {} for shelf in ("countries", "places", "series", "documents")}
    return Registry.model_validate({**nothing, "organisations": bodies, "forms": {"tides": FORM}})


def _record(answers: list[dict[str, Any]], **more: Any) -> Submission:
    return Submission.model_validate(
        {
            "id": "itu-2018",
            "source": {"sha256": "0" * 64, "length": 9},
            "respondent": {"text": "ITU", "at": "0-3", "organisation": "itu"},
            "year": {"year": 2018},
            "answers": answers,
            **more,
        }
    )


def _nodes(submission: Submission) -> dict[str, dict[str, Any]]:
    return {node["id"]: node for node in mapping.document(submission, _registry(), CONTEXT)["@graph"]}


def test_a_question_below_another_is_part_of_it() -> None:
    nodes = {node["id"]: node for node in registry_document.document(_registry(), CONTEXT)["@graph"]}
    below = nodes["id/question/tides-q2-1"]
    assert (below["partOfQuestion"], below["questionNumber"]) == ("id/question/tides-q2", "2.1")


def test_the_answer_to_a_question_below_another_has_its_own_name() -> None:
    answer = _nodes(_record([{"question": "2.10", "status": "not-answered"}], form="tides"))["id/answer/itu-2018-q2-10"]
    assert (answer["answers"], answer["questionNumber"]) == ("id/question/tides-q2-10", "2.10")


@pytest.mark.parametrize(
    ("form", "in_form", "tied"),
    [("tides", None, "id/question/tides-q2"), ("tides", "2.1", "id/question/tides-q2-1"), ("tides", "none", None),
     (None, None, None)],
)  # fmt: skip
def test_an_answer_is_tied_to_the_question_of_the_known_form_or_to_none(
    form: str | None, in_form: str | None, tied: str | None
) -> None:
    nodes = _nodes(_record([{"question": 2, "status": "not-answered", "in_form": in_form}], form=form))
    assert nodes["id/answer/itu-2018-q2"].get("answers") == tied


def test_a_submission_says_how_much_of_it_was_read() -> None:
    nodes = _nodes(_record([{"question": 2, "status": "not-answered"}], extent="part"))
    assert nodes["id/submission/itu-2018"]["extentRead"] == "part"


def test_the_number_of_a_question_needs_no_quotes_in_a_record(tmp_path: Path) -> None:
    record = _record([{"question": number, "status": "not-on-page"} for number in (2, "2.1", "2.10")], form="tides")
    (tmp_path / "record.yaml").write_bytes(records.write(record))
    assert "{question: 2.10, status: not-on-page}" in (tmp_path / "record.yaml").read_text("utf-8")
    assert records.read(tmp_path / "record.yaml") == record


@pytest.mark.parametrize(
    ("numbers", "expected"), [(["1", "1"], "two questions 1"), (["1.1"], "1.1 is part of 1, which is not")]
)
def test_a_form_whose_numbers_do_not_fit_is_refused(numbers: list[str], expected: str) -> None:
    questions = [{"number": number, "name": number} for number in numbers]
    with pytest.raises(ValueError, match=expected):
        Form.model_validate({**FORM, "questions": questions})


def test_an_answer_names_goals_and_each_place_has_evidence_of_both() -> None:
    named = {
        "6": [{"text": "SDG 6", "at": "1-6"}, {"text": "SDG6", "at": "8-12"}],
        "14.c": [{"text": "14.c", "at": "2-6"}],
    }
    passage = {"at": "0-99", "sha256": "0" * 64}
    nodes = _nodes(_record([{"question": 2, "status": "answered", "passage": passage, "goals": named}]))
    answer = nodes["id/answer/itu-2018-q2"]
    assert answer["namesGoal"] == ["sdg:6", "sdg:14.c"]
    places = [f"id/evidence/itu-2018/{at}" for at in ("1-6", "8-12")]
    assert nodes["sdg:6"]["evidence"] == [f"{place}_sdg_6_goals" for place in places]
    assert nodes["sdg:14.c"]["evidence"] == "id/evidence/itu-2018/2-6_sdg_14-c_goals"
    assert {f"{place}_answer_itu-2018-q2_goals" for place in places} < set(answer["evidence"])


def test_a_goal_that_there_is_not_is_refused_by_the_record() -> None:
    with pytest.raises(ValueError, match="goals"):
        _record([{"question": 2, "status": "answered", "goals": {"18": [{"text": "SDG 18", "at": "1-7"}]}}])
