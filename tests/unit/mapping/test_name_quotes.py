"""What a record says by slug of a passage has for evidence the words by which the passage names it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from itu_kg import rdf, registry
from itu_kg.mapping.submission_document import graphs
from itu_kg.model.assets import Assets
from itu_kg.model.submission import Submission
from itu_kg.rdf.ntriples import value
from itu_kg.rdf.prefixes import term

ASSETS = Assets(Path(__file__).resolve().parents[3])
CONTEXT = rdf.Context.load(ASSETS.context)
KNOWN = registry.load(ASSETS.registry)
DIGEST = "0" * 64
PASSAGE = {"at": "100-200", "sha256": DIGEST}


def _fields(**sections: Any) -> set[tuple[str, str]]:
    """Field and stretch of all evidence of a record's one action, transition, strategy or decision."""
    submission = Submission.model_validate(
        {
            "id": "itu-2024",
            "source": {"sha256": DIGEST, "length": 900},
            "respondent": {"text": "ITU", "at": "0-3", "organisation": "itu"},
            "year": {"text": "2024", "at": "4-8", "year": 2024},
            "answers": [{"question": 2, "status": "answered", "passage": {"at": "90-300", "sha256": DIGEST}}],
            **sections,
        }
    )
    [reported] = (graph for graph in graphs(submission, KNOWN, CONTEXT) if graph.iri.endswith("/itu-2024"))
    named = [value(s).rpartition("/")[2].split("_") for s, p, _ in reported.triples if p == term("ikg:evidenceFor")]
    kinds = {"action", "decision", "strategy", "transition"}
    return {("_".join(field), at) for at, kind, _, *field in named if kind in kinds}


def _action(**more: Any) -> dict[str, Any]:
    return {"id": "fleet", "name": "Fleet", "passage": PASSAGE, "leads": ["itu"], **more}


def test_who_leads_is_shown_by_the_first_words_for_it_inside_the_passage() -> None:
    named = {
        "itu": [{"text": "ITU", "at": "20-23"}, {"text": "ITU", "at": "150-153"}, {"text": "ITU", "at": "110-113"}]
    }
    assert _fields(actions=[_action()], organisations=named) == {("passage", "100-200"), ("lead", "110-113")}


def test_who_is_named_nowhere_in_the_passage_is_shown_by_the_passage() -> None:
    named = {"itu": [{"text": "ITU", "at": "20-23"}]}
    assert _fields(actions=[_action()], organisations=named) == {("passage", "100-200"), ("lead", "100-200")}


def test_each_of_several_has_words_of_its_own() -> None:
    named = {slug: [{"text": "x", "at": f"{at}-{at + 1}"}] for slug, at in (("itu", 110), ("unep", 120), ("wmo", 130))}
    action = _action(organisations=["unep", "wmo"])
    assert _fields(actions=[action], organisations=named) - {("passage", "100-200")} == {
        ("lead", "110-111"), ("involved", "120-121"), ("involved", "130-131"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("output", "sections"),
    [
        ("event/fair", {"mentions": [{"id": "fair", "name": {"text": "Fair", "at": "120-124"}}]}),
        ("partnership/club", {"initiatives": [{"id": "club", "name": {"text": "Club", "at": "120-124"}}]}),
        ("document/a-res-56-183", {"documents": {"a-res-56-183": [{"text": "56/183", "at": "120-124"}]}}),
        ("series/wsis", {"series": [{"id": "wsis", "named": [{"text": "WSIS", "at": "120-124"}]}]}),
        (
            "event/fair",
            {
                "mentions": [
                    {"id": "fair", "name": {"text": "Fair", "at": "20-24", "also": [{"text": "Fair", "at": "120-124"}]}}
                ]
            },
        ),
    ],
)
def test_what_came_of_it_is_shown_by_its_name(output: str, sections: dict[str, Any]) -> None:
    assert ("output", "120-124") in _fields(actions=[_action(outputs=[output])], **sections)


def test_a_decision_has_words_for_its_body_and_its_session() -> None:
    decision = {"id": "rule", "name": "Rule", "passage": PASSAGE, "body": "itu", "session": "fair"}
    fair = {"id": "fair", "name": {"text": "Fair", "at": "120-124"}}
    named = {"itu": [{"text": "ITU", "at": "110-113"}]}
    assert {("body", "110-113"), ("session", "120-124")} <= _fields(
        decisions=[decision], mentions=[fair], organisations=named
    )


def test_a_transition_is_shown_by_its_heading_and_without_one_by_its_passage() -> None:
    transition = {"id": "school", "name": "School", "passage": PASSAGE, "transition": "education"}
    assert ("transition", "100-200") in _fields(transitions=[transition])
    headed = {**transition, "named": {"text": "Education", "at": "100-109"}}
    assert {at for field, at in _fields(transitions=[headed]) if field == "transition"} == {"100-109"}
