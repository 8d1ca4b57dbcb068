"""A record held against its page: what is said wrongly, and what nobody looked at."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest

from itu_kg.ledger.page_coverage import account
from itu_kg.model.base import Span
from itu_kg.model.submission import Submission

PAGE = "A body\n\n3. Events?\n\nEvent Name  A forum\nNothing more to say.\n\nYear: 2024"


def _at(words: str) -> str:
    start = PAGE.index(words)
    return f"{start}-{start + len(words)}"


def _sha(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()


def _record(**changes: Any) -> Submission:
    answer = "Event Name  A forum\nNothing more to say."
    record = {
        "id": "body-2024",
        "form": "form",
        "source": {"sha256": _sha(PAGE), "length": len(PAGE)},
        "respondent": {"text": "A body", "at": _at("A body"), "organisation": "body"},
        "year": {"text": "2024", "at": _at("2024"), "year": 2024},
        "answers": [{"question": 3, "status": "answered", "passage": {"at": _at(answer), "sha256": _sha(answer)}}],
        "events": [{"id": "forum", "name": {"text": "A forum", "at": _at("A forum")}}],
        "boilerplate": [_at("3. Events?"), _at("Event Name"), _at("Year:")],
    }
    return Submission.model_validate(record | changes)


def test_a_record_that_says_what_the_page_says_is_true() -> None:
    assert account(_record(), PAGE).true


def test_what_nobody_looked_at_is_listed() -> None:
    unseen = account(_record(), PAGE).unseen
    assert [PAGE[at.start : at.end] for at in unseen] == ["Nothing more to say."]


@pytest.mark.parametrize("set_aside", ["left_out", "kept"])
def test_a_stretch_set_aside_is_accounted_for(set_aside: str) -> None:
    at = _at("Nothing more to say.")
    if set_aside == "left_out":
        record = _record(left_out=[{"at": at, "reason": "a courtesy"}])
    else:
        record = _record(answers=[{"question": 3, "status": "answered", "kept": [at]}])
    assert account(record, PAGE).unseen == ()


def test_an_answer_being_there_is_not_somebody_having_looked_at_it() -> None:
    (question,) = account(_record(), PAGE).parts
    assert 0 < question.share < 1


def test_words_that_stand_elsewhere_are_shown_with_what_stands_there() -> None:
    wrong = _record(events=[{"id": "forum", "name": {"text": "A forum", "at": _at("Nothing")}}])
    (mismatch,) = account(wrong, PAGE).mismatches
    assert (mismatch.where, mismatch.recorded, mismatch.read) == ("events.forum.name", "A forum", "Nothing")


def test_a_passage_that_changed_is_a_mismatch() -> None:
    wrong = _record(
        events=[
            {
                "id": "forum",
                "name": {"text": "A forum", "at": _at("A forum")},
                "description": {"at": _at("Nothing"), "sha256": _sha("Something")},
            }
        ]
    )
    assert [mismatch.where for mismatch in account(wrong, PAGE).mismatches] == ["events.forum.description"]


def test_another_page_is_told_by_its_digest_and_length() -> None:
    found = account(_record(), PAGE + " ")
    assert [mismatch.where for mismatch in found.mismatches] == ["source.length", "source.sha256"]


def test_a_position_behind_the_end_of_the_page_is_a_mismatch() -> None:
    wrong = _record(events=[{"id": "forum", "name": {"text": "A forum", "at": "9000-9007"}}])
    assert [mismatch.where for mismatch in account(wrong, PAGE).mismatches] == ["events.forum.name"]


def test_a_fact_inside_a_part_of_a_part_is_held_to_the_page() -> None:
    part = {
        "id": "p",
        "text": "A forum",
        "at": _at("A forum"),
        "parts": [{"id": "q", "text": "x", "at": _at("A body")}],
    }
    wrong = _record(resources=[{"id": "r", "name": {"text": "A forum", "at": _at("A forum")}, "parts": [part]}])
    assert [mismatch.where for mismatch in account(wrong, PAGE).mismatches] == ["resources.r.parts.p.parts.q"]


def test_the_account_counts_letters_by_kind() -> None:
    whole = account(_record(), PAGE).whole
    assert (whole.covered["entity"], whole.covered["boilerplate"]) == (
        len("AbodyAforum2024"),
        len("3EventsEventNameYear"),
    )


def test_a_span_holds_what_lies_inside_it() -> None:
    assert Span(0, 5).holds(Span(1, 5))
