"""Real pages of 2018, which are no part of the project: whom they are of, and where each question and answer stands."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from itu_kg.extract.draft import DraftOptions, draft
from itu_kg.extract.form import questions
from itu_kg.extract.page import reader

if TYPE_CHECKING:
    from itu_kg.model.registry import Registry

PAGES = sorted((Path(__file__).resolve().parents[4] / "shared" / "reports" / "2018").glob("*.txt"))

pytestmark = pytest.mark.skipif(not PAGES, reason="the pages are not beside the project")


@pytest.mark.parametrize("page", PAGES or [Path("absent")], ids=lambda page: page.stem)
def test_every_question_and_answer_is_where_it_stands(page: Path, known_things: Registry) -> None:
    expected = json.loads(page.with_name(f"{page.stem}.expected.json").read_text("utf-8"))
    text = reader.read(page.read_bytes(), where=page.name).text
    layout = questions.read(text, known_things.forms)
    assert [(each.number, list(each.asked.at), list(each.answer.at)) for each in layout.questions] == [
        (each["number"], each["asked"], each["answer"]) for each in expected["questions"]
    ]
    assert {each.in_form for each in layout.questions} == {None}


@pytest.mark.parametrize("page", PAGES or [Path("absent")], ids=lambda page: page.stem)
def test_respondent_year_and_form_are_right_within_a_second(page: Path, known_things: Registry) -> None:
    expected = json.loads(page.with_name(f"{page.stem}.expected.json").read_text("utf-8"))
    started = time.process_time()
    submission = draft(reader.read(page.read_bytes(), where=page.name), known_things, DraftOptions(), where=page.name)
    assert time.process_time() - started < 1
    assert (submission.respondent.text, submission.year.year) == (expected["respondent"], expected["year"])
    assert (submission.form, submission.extent) == ("sdg-questionnaire-2018", "whole")
