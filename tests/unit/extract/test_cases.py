"""Made-up pages, one per layout and quirk, each with the record that a person found right."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from itu_kg import records
from itu_kg.extract import reading
from itu_kg.extract.draft import Told, draft
from itu_kg.ledger.account import account

if TYPE_CHECKING:
    from itu_kg.model.registry import Registry

CASES = Path(__file__).resolve().parents[3] / "tests" / "cases"
TOLD = {"no-header-no-footer": Told(year=2025)}
NAMES = (
    "dates-and-places", "hard-wrapped", "heading-absent", "label-then-blank-line", "labels-without-colon",
    "lists-inside-answers", "no-header-no-footer", "padded-labels", "partners-and-publishers", "site-line-glued",
    "table-cells", "words-of-other-labels",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_read_into_its_record(name: str, known_things: Registry) -> None:
    page = reading.read((CASES / name / "source.txt").read_bytes(), where="source.txt")
    submission = draft(page, known_things, TOLD.get(name, Told()), where="source.txt")
    assert records.write(submission).decode() == (CASES / name / "record.yaml").read_text("utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_a_record_is_true_to_its_page(name: str) -> None:
    text = reading.read((CASES / name / "source.txt").read_bytes(), where="source.txt").text
    assert account(records.read(CASES / name / "record.yaml"), text).mismatches == ()


@pytest.mark.parametrize("name", NAMES)
def test_a_page_says_that_it_is_made_up(name: str) -> None:
    assert "is made up for a test" in (CASES / name / "source.txt").read_text("utf-8")
