"""Every kind of value of a record is altered, and each alteration is noticed; records as they are raise no alarm.

The quick run alters every seventh value; `test_every_mutation.py`, of the long suite, all of them, and leaves out too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from itu_kg import records
from itu_kg.entailment.entailment import entailment
from itu_kg.entailment.second_read import SecondRead
from itu_kg.extract.draft import DraftOptions, draft
from itu_kg.extract.page import reader

from .conftest import PROJECT
from .mutations import unnoticed

if TYPE_CHECKING:
    from itu_kg.model.registry import Registry

CASES = PROJECT / "tests" / "cases"
NAMES = sorted(path.parent.name for path in CASES.glob("*/source.txt") if path.parent.name != "small")


def test_every_seventh_altered_value_of_the_record_of_itu_is_noticed(again: SecondRead) -> None:
    assert list(unnoticed(again, every=7)) == []


def test_the_record_of_itu_as_it_is_raises_no_alarm(again: SecondRead) -> None:
    result = entailment(again.record, again.page, again.registry)
    assert (result.differences, result.superfluous) == ((), ())


def test_a_record_fresh_from_the_page_of_itu_raises_no_alarm(again: SecondRead) -> None:
    fresh = draft(again.page, again.registry, DraftOptions(), where="the page")
    assert entailment(fresh, again.page, again.registry).differences == ()


@pytest.mark.parametrize("name", NAMES)
def test_the_record_of_a_page_made_up_raises_no_alarm(name: str, known_things: Registry) -> None:
    page = reader.read((CASES / name / "source.txt").read_bytes(), where=name)
    assert entailment(records.read(CASES / name / "record.yaml"), page, known_things).differences == ()


@pytest.mark.parametrize("name", NAMES[:4])
def test_every_altered_value_of_a_page_made_up_is_noticed(name: str, known_things: Registry) -> None:
    page = reader.read((CASES / name / "source.txt").read_bytes(), where=name)
    assert list(unnoticed(SecondRead(records.read(CASES / name / "record.yaml"), page, known_things))) == []


@pytest.mark.parametrize("body", ["ceb", "iawg-ai", "itu", "un"])
def test_another_body_of_the_sentence_is_not_the_one_that_decided(again: SecondRead, body: str) -> None:
    """The page names all four: what was set up, who owns the committee that did, and the respondent."""
    decisions = tuple(
        each.model_copy(update={"body": body}) if each.id == "hlcp-2020-iawg-ai" else each
        for each in again.record.decisions
    )
    altered = again.record.model_copy(update={"decisions": decisions})
    where = [each.where for each in entailment(altered, again.page, again.registry).differences]
    assert "decisions.hlcp-2020-iawg-ai.body" in where
