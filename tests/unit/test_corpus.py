"""The corpus: records that a program has read alone, without a sentence of their pages."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from itu_kg import records
from itu_kg.extract.certain_record import keep_certain
from itu_kg.extract.draft import DraftOptions, draft
from itu_kg.extract.page import reader
from itu_kg.ledger.page_coverage import account
from itu_kg.registry import load

if TYPE_CHECKING:
    from itu_kg.model.registry import Registry
    from itu_kg.model.submission import Submission

PROJECT = Path(__file__).resolve().parents[2]
PAGES = PROJECT.parent / "shared" / "reports" / "2018"
RECORDS = sorted((PROJECT / "data" / "reports" / "2018").glob("*.yaml"))
SOME = ("cbd-2018", "unrisd-2018")
"""Those that are made anew in every run of the tests; the others in the long suite."""


@cache
def _registry() -> Registry:
    return load(PROJECT / "data" / "registry")


@cache
def _record(path: Path) -> Submission:
    return records.read(path)


@cache
def _pages() -> dict[str, Path]:
    """Find the pages by the digest that records have of them."""
    return {hashlib.sha256(path.read_bytes()).hexdigest(): path for path in PAGES.glob("*.txt")}


def test_it_has_24_submissions_of_2018() -> None:
    assert [_record(path).year.year for path in RECORDS] == [2018] * 24
    assert [_record(path).id for path in RECORDS] == [path.stem for path in RECORDS]


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.stem)
def test_a_record_of_it_says_that_it_is_machine_read_and_holds_no_text(path: Path) -> None:
    record = _record(path)
    assert record.machine_read
    assert record.form == "sdg-questionnaire-2018"
    assert record.confirm == {}
    assert record.respondent.organisation in _registry().organisations
    assert [answer.question for answer in record.answers if answer.passage and answer.passage.text] == []
    named = [quote.text for quotes in (*record.organisations.values(), *record.documents.values()) for quote in quotes]
    named += [quote.text for answer in record.answers for quotes in answer.goals.values() for quote in quotes]
    assert [text for text in named if text.endswith(".") or len(text.split()) > 20] == []


@pytest.mark.parametrize(
    "path",
    [path if path.stem in SOME else pytest.param(path, marks=pytest.mark.thorough) for path in RECORDS],
    ids=lambda path: path.stem,
)
def test_a_record_of_it_is_what_its_page_is_read_into(path: Path) -> None:
    page = _pages().get(_record(path).source.sha256)
    if page is None:
        pytest.skip("the page is not beside the project")
    read = reader.read(page.read_bytes(), where=page.name)
    drafted = draft(read, _registry(), DraftOptions(keep_text=False), where=page.name)
    assert path.read_bytes() == records.write(keep_certain(drafted, read.text, _registry(), where=page.name))
    assert account(_record(path), read.text).mismatches == ()
