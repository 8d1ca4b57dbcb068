"""Made-up pages, one per layout and quirk, each with the record that a person found right."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from itu_kg import records
from itu_kg.extract.draft import DraftOptions, draft
from itu_kg.extract.form import blocks
from itu_kg.extract.page import reader
from itu_kg.extract.page.page import Page
from itu_kg.ledger.page_coverage import account

if TYPE_CHECKING:
    from itu_kg.model.registry import Registry

CASES = Path(__file__).resolve().parents[3] / "tests" / "cases"
OPTIONS = {"no-header-no-footer": DraftOptions(year=2025)}
NAMES = (
    "dates-and-places", "hard-wrapped", "heading-absent", "label-then-blank-line", "labels-without-colon",
    "lists-inside-answers", "no-header-no-footer", "padded-labels", "partners-and-publishers", "site-line-glued",
    "table-cells", "words-of-other-labels",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_read_into_its_record(name: str, known_things: Registry) -> None:
    page = reader.plain_text((CASES / name / "source.txt").read_bytes(), where="source.txt")
    submission = draft(page, known_things, OPTIONS.get(name, DraftOptions()), where="source.txt")
    assert records.write(submission).decode() == (CASES / name / "record.yaml").read_text("utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_a_record_is_true_to_its_page(name: str) -> None:
    text = reader.plain_text((CASES / name / "source.txt").read_bytes(), where="source.txt").text
    assert account(records.read(CASES / name / "record.yaml"), text).mismatches == ()


@pytest.mark.parametrize("name", NAMES)
def test_a_page_says_that_it_is_made_up(name: str) -> None:
    assert "is made up for a test" in (CASES / name / "source.txt").read_text("utf-8")


TEXT = (CASES / "no-header-no-footer" / "source.txt").read_text("utf-8")


def test_a_year_that_the_page_never_names_is_taken_from_a_person(known_things: Registry) -> None:
    submission = draft(Page(TEXT), known_things, DraftOptions(year=2031), where="source.txt")
    assert (submission.id, submission.year.year, submission.year.quote) == ("agency-for-lighthouses-2031", 2031, None)
    assert submission.confirm["year"] == "given by hand; the page names it nowhere"
    assert account(submission, TEXT).true


def test_a_record_without_a_quoted_year_reads_back_as_it_was_written(known_things: Registry, tmp_path: Path) -> None:
    submission = draft(Page(TEXT), known_things, DraftOptions(year=2031), where="source.txt")
    path = tmp_path / "record.yaml"
    path.write_bytes(records.write(submission))
    assert records.read(path) == submission


@pytest.mark.parametrize("name", ["TBD", "N/A", "To be confirmed"])
def test_a_template_filled_with_nothing_makes_no_entity(name: str, known_things: Registry) -> None:
    text = TEXT.replace("note gaps.\n\nN/A", f"note gaps.\n\nPartnership Name: {name}\nPartners: N/A")
    submission = draft(Page(text), known_things, DraftOptions(year=2025), where="source.txt")
    assert submission.partnerships == ()


def test_more_blocks_than_a_record_holds_are_left_and_counted(
    known_things: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(blocks, "MOST", 2)
    listed = "".join(f"Partnership Name: Net {number}\nPartners: FAO\n\n" for number in range(1, 5))
    text = TEXT.replace("note gaps.\n\nN/A", f"note gaps.\n\n{listed}")
    submission = draft(Page(text), known_things, DraftOptions(year=2025), where="source.txt")
    assert [one.id for one in submission.partnerships] == ["net-1", "net-2"]
    line = text.count("\n", 0, text.index("Partnership Name: Net 3")) + 1
    assert submission.confirm["blocks"] == f"more than 2; the rest, from line {line} on, is not read"
