from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from itu_kg import records
from itu_kg.errors import SourceError
from itu_kg.extract.certain_record import keep_certain
from itu_kg.extract.draft import DraftOptions, draft
from itu_kg.extract.page import reader
from itu_kg.ledger.page_coverage import account
from itu_kg.registry import load

if TYPE_CHECKING:
    from itu_kg.model.submission import Submission

PROJECT = Path(__file__).resolve().parents[3]
REGISTRY = load(PROJECT / "data" / "registry")
PAGE = (PROJECT / "tests" / "cases" / "several" / "undp-2024" / "source.txt").read_text("utf-8")
ANSWER = "Everything on this page is made up for a test; none of the organisations it names has said any of it."
PROSE = (
    "The Executive Board adopted A/RES/70/1 and served SDG 6 and target 14.c with UNICEF in Paris, over 600 people, "
    "see https://tides.example/a. The Tide Board came too."
)
TEXT = PAGE.replace(ANSWER, PROSE)


def _draft(text: str, options: DraftOptions = DraftOptions()) -> Submission:  # noqa: B008  frozen
    return draft(reader.plain_text(text.encode(), where="page"), REGISTRY, options, where="page")


def _certain(text: str = TEXT) -> Submission:
    return keep_certain(_draft(text), text, REGISTRY, where="page")


def test_what_can_be_told_without_judgement_is_kept() -> None:
    record = _certain()
    first = record.answers[0]
    assert (record.machine_read, record.respondent.organisation, record.year.year) == (True, "undp", 2024)
    assert list(first.goals) == ["6", "14.c"]
    assert [website.url for website in first.websites] == ["https://tides.example/a"]
    assert {"unicef"} <= set(record.organisations)
    assert list(record.documents) == ["2030-agenda-for-sustainable-development"]


def test_what_was_concluded_is_left_out() -> None:
    record, whole = _certain(), _draft(TEXT)
    assert whole.events
    assert whole.statistics
    assert record.confirm == {}
    assert [
        name for name in ("events", "decisions", "actions", "statistics", "mentions") if getattr(record, name)
    ] == []


def test_it_holds_no_sentence_of_the_page() -> None:
    written = records.write(_certain()).decode()
    assert "came too" not in written
    assert "adopted" not in written
    assert all(answer.passage is None or answer.passage.text is None for answer in _certain().answers)


def test_all_it_says_stands_on_the_page() -> None:
    assert account(_certain(), TEXT).mismatches == ()
    passage = _certain().answers[0].passage
    assert passage
    assert passage.sha256 == hashlib.sha256(PROSE.encode()).hexdigest()


def test_words_that_are_short_for_a_document_are_left_out() -> None:
    text = TEXT.replace("The Tide Board came too.", "The 2030 Agenda came too. The Agenda stays.")
    quotes = _draft(text).documents["2030-agenda-for-sustainable-development"]
    assert "Agenda" in [quote.text for quote in quotes]
    kept = _certain(text).documents["2030-agenda-for-sustainable-development"]
    assert sorted(quote.text for quote in kept) == ["2030 Agenda", "A/RES/70/1"]


def test_only_what_answers_name_is_kept() -> None:
    assert "undesa" in _draft(TEXT).organisations
    assert "undesa" not in _certain().organisations


@pytest.mark.parametrize(
    ("text", "options", "field"),
    [
        (TEXT.replace("United Nations Development Programme (UNDP)", "Tide Board (TB)"), DraftOptions(), "respondent"),
        (TEXT.replace("Year of submission: 2024", ""), DraftOptions(year=2019), "year"),
    ],
)
def test_a_page_whose_respondent_or_year_is_in_doubt_is_refused(text: str, options: DraftOptions, field: str) -> None:
    with pytest.raises(SourceError, match=f"the {field} is not certain"):
        keep_certain(_draft(text, options), text, REGISTRY, where="page")
