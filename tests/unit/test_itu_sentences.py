"""Every sentence of ITU's 2024 answers holds a fact in its own words, or is left out of the record with the reason.

What merely names a body, a place, a document or once more a thing is no fact here, and a passage is none either: it
says where, not what.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.unit.values import models

from itu_kg import records
from itu_kg.extract.prose.sentences import split_paragraphs, split_sentences
from itu_kg.model.fields import Quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itu_kg.model.base import Span
    from itu_kg.model.submission import Submission

PROJECT = Path(__file__).resolve().parents[2]
PAGE = PROJECT.parent / "shared" / "reports" / "itu-2024.txt"
NAMES_ONLY = {"organisations", "places", "documents", "also"}


@pytest.fixture(scope="module")
def record() -> Submission:
    return records.read(PROJECT / "data" / "reports" / "itu-2024.yaml")


@pytest.fixture(scope="module")
def page() -> str:
    if not PAGE.is_file():
        pytest.skip(f"the page {PAGE.name} is not beside the project")
    return PAGE.read_bytes().decode("utf-8")


def _quotes(record: Submission) -> Iterator[Span]:
    return (each.at for each in models(record, without=NAMES_ONLY) if isinstance(each, Quote))


def _sentences(record: Submission, page: str) -> Iterator[Span]:
    """Sentences of the answers, but for those that are the form's own words."""
    answers = [answer.passage.at for answer in record.answers if answer.passage]
    forms = {place for span in record.boilerplate for place in range(*span)}
    for paragraph in split_paragraphs(page):
        if any(answer.holds(paragraph) for answer in answers):
            for at in split_sentences(page, paragraph):
                if any(page[place].isalnum() for place in range(*at) if place not in forms):
                    yield at


def _silent(record: Submission, page: str) -> list[str]:
    """Sentences that hold no fact and that nobody left out."""
    facts = list(_quotes(record))
    left_out = [omission.at for omission in record.left_out]
    return [
        page[at.start : at.end]
        for at in _sentences(record, page)
        if not any(fact.start < at.end and at.start < fact.end for fact in facts)
        and not any(stretch.holds(at) for stretch in left_out)
    ]


def test_every_sentence_holds_a_fact_or_is_left_out_with_the_reason(record: Submission, page: str) -> None:
    assert _silent(record, page) == []


def test_the_answers_have_as_many_sentences_as_a_person_would_look_for(record: Submission, page: str) -> None:
    assert len(list(_sentences(record, page))) > 250


def test_a_sentence_is_missed_as_soon_as_its_facts_are_gone(record: Submission, page: str) -> None:
    silent = _silent(record.model_copy(update={"particulars": ()}), page)
    assert len(silent) > 25
    assert any("mentorship" in sentence for sentence in silent)


def test_what_is_left_out_are_whole_sentences_each_with_a_reason(record: Submission, page: str) -> None:
    sentences = list(_sentences(record, page))
    beside = [each for each in record.left_out if not any(each.at.holds(sentence) for sentence in sentences)]
    assert beside == []


def test_what_is_left_out_is_missed_as_soon_as_its_reason_is_gone(record: Submission, page: str) -> None:
    silent = _silent(record.model_copy(update={"left_out": ()}), page)
    first_words = [sentence.split()[0] for sentence in silent]
    assert first_words == ["Standards", "By", "The", "WSIS", "Through"]


def test_nothing_but_a_name_stands_in_what_is_left_out(record: Submission) -> None:
    facts = list(_quotes(record))
    assert [each.at for each in record.left_out if any(each.at.holds(fact) for fact in facts)] == []
