"""What ITU's 2024 submission says of events and series beyond their blocks, against what a person read on the page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from itu_kg import records
from itu_kg.model.entity import rows
from itu_kg.model.fields import Paraphrase, Related
from itu_kg.model.occasion import Occasion, Series

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from itu_kg.model.submission import Submission

PROJECT = Path(__file__).resolve().parents[2]
TABLES = Path(__file__).with_name("itu_record_expected.txt")
IN_BLOCKS = ("summary", "contributors")
"""What other tables have: of blocks, organizers and mandates as well."""


@pytest.fixture(scope="module")
def record() -> Submission:
    return records.read(PROJECT / "data" / "reports" / "itu-2024.yaml")


def _expected(section: str) -> set[tuple[str, ...]]:
    table = TABLES.read_text("utf-8").split(f"\n[{section}]\n")[1].split("\n[")[0]
    return {tuple(cell.strip() for cell in line.split(" | ")) for line in table.splitlines() if line}


def _worded(value: object) -> str:
    if isinstance(value, Related):
        return f"{value.how} {value.to}"
    parts = ("to", "group", "organisation", "document", "every", "text")
    return next(str(getattr(value, part)) for part in parts if getattr(value, part, None))


def _told(entities: Iterable[Occasion], fields: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """Every field that says something of an entity, with what it says; of our own words only how many there are."""
    for entity in entities:
        for field in fields:
            value = getattr(entity, field)
            several = value if isinstance(value, tuple) else (value,) if value else ()
            if several:
                told = dict.fromkeys(map(_worded, several))
                ours = isinstance(several[0], Paraphrase)
                between = ", " if field in ("themes", "formats", "working_groups") else " "
                yield entity.id, field, str(len(several)) if ours else between.join(told)


def test_events_say_what_the_prose_says_of_them(record: Submission) -> None:
    said = [name for name in rows(Occasion) if name not in IN_BLOCKS]
    of_blocks = [name for name in said if name not in ("organizers", "mandates")]
    assert {*_told(record.events, of_blocks), *_told(record.mentions, said)} == _expected("said-of-events")


def test_series_say_what_the_prose_says_of_them(record: Submission) -> None:
    said = [name for name in rows(Series) if name not in ("summary", "named")]
    assert set(_told(record.series, said)) == _expected("said-of-series")


def test_every_series_that_something_is_said_of_is_named_somewhere(record: Submission) -> None:
    assert [series.id for series in record.series if not series.named] == []


def test_editions_are_those_that_the_page_counts(record: Submission) -> None:
    counted = {
        each.id: (each.edition.number, each.edition.text) for each in (*record.events, *record.mentions) if each.edition
    }
    assert counted == {
        "gsr-24": (23, "23rd"),
        "gss-24": (5, "fifth"),
        "u4ssc-meeting-2024": (8, "eighth"),
        "un-virtual-worlds-day-2024": (1, "first-ever"),
        "un-metaverse-think-a-thon-2024": (1, "first"),
        "csw68": (68, "68th"),
        "hlcp-47": (47, "47th"),
        "un-virtual-worlds-day-2025": (2, "second"),
        "un-metaverse-think-a-thon-2025": (2, "second"),
    }


# What the page does not say


def test_nothing_says_that_the_new_publications_of_u4ssc_were_launched_at_its_meeting(record: Submission) -> None:
    [meeting] = [event for event in record.events if event.id == "u4ssc-meeting-2024"]
    assert (meeting.launches, meeting.outcomes) == ((), ())


def test_nothing_says_that_the_standards_symposium_was_on_the_eve_of_the_assembly(record: Submission) -> None:
    related = [each for event in (*record.events, *record.mentions) for each in event.related]
    assert [each for each in related if each.how == "eve-of"] == []


def test_of_no_series_the_page_says_since_when_it_is_held(record: Submission) -> None:
    assert [series.id for series in record.series if series.since] == []


def test_the_next_edition_alone_makes_no_series_a_yearly_one(record: Submission) -> None:
    yearly = {series.id for series in record.series if series.recurrence}
    assert (
        yearly & {"un-virtual-worlds-day", "un-metaverse-think-a-thon", "u4ssc-meeting", "wrc", "gsr", "gss"} == set()
    )


def test_who_co_organises_the_forum_is_not_said_to_host_it(record: Submission) -> None:
    [forum] = [series for series in record.series if series.id == "wsis-forum"]
    assert [each.to for each in forum.hosts] == ["organisation/itu"]


def test_no_event_is_said_to_be_about_a_body_that_only_called_for_it(record: Submission) -> None:
    [summit] = [event for event in record.events if event.id == "ai-for-good-global-summit-2025"]
    assert summit.about == ()
