from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from itu_kg.extract.excerpt import Excerpt
from itu_kg.extract.fields import dates

if TYPE_CHECKING:
    from itu_kg.model.fields import Dates


def read(text: str) -> Dates:
    return dates.read(Excerpt(text, 100), 2024).value


def doubt(text: str) -> str:
    return dates.read(Excerpt(text, 100), 2024).doubt


@pytest.mark.parametrize(
    ("text", "ranges"),
    [
        ("14 October 2024", ["2024-10-14"]),
        ("27-31 May 2024", ["2024-05-27/2024-05-31"]),
        ("15 – 24 October 2024", ["2024-10-15/2024-10-24"]),
        ("1-4 July, 2024", ["2024-07-01/2024-07-04"]),
        ("20 - 26 September, 2024", ["2024-09-20/2024-09-26"]),
        ("from 27 to 29 May 2024", ["2024-05-27/2024-05-29"]),
        ("20 November- 15 December 2023", ["2023-11-20/2023-12-15"]),
        ("28 November – 1 December 2024", ["2024-11-28/2024-12-01"]),
        ("30 December 2024 – 2 January 2025", ["2024-12-30/2025-01-02"]),
        ("May 27-31, 2024", ["2024-05-27/2024-05-31"]),
        ("May 27 - June 2, 2024", ["2024-05-27/2024-06-02"]),
        ("Monday, 27 May 2024, 9:00-17:00", ["2024-05-27"]),
        ("Sept. 2024", ["2024-09"]),
        ("2nd of March 2024", ["2024-03-02"]),
        ("14 October\n2024", ["2024-10-14"]),
        ("27/05/2024", ["2024-05-27"]),
        ("05/27/2024", ["2024-05-27"]),
        ("2024-05-27/2024-05-29", ["2024-05-27/2024-05-29"]),
        ("2024/05/27", ["2024-05-27"]),
        ("May 27-31, 2024 (9 am to 5 pm CET)", ["2024-05-27/2024-05-31"]),
        ("First half of 2024", ["2024-01/2024-06"]),
        ("H2 2024", ["2024-07/2024-12"]),
        ("Nov/Dec 2024", ["2024-11/2024-12"]),
    ],
)
def test_a_day_or_a_range_of_days_is_an_edtf_date(text: str, ranges: list[str]) -> None:
    assert list(read(text).ranges) == ranges


@pytest.mark.parametrize(
    ("text", "ranges"),
    [
        ("4 March 2024 and 13 June 2024", ["2024-03-04", "2024-06-13"]),
        ("4 March and 13 June 2024", ["2024-03-04", "2024-06-13"]),
        ("3, 5 and 7 May 2024", ["2024-05-03", "2024-05-05", "2024-05-07"]),
        ("2-4 and 6-8 May 2024", ["2024-05-02/2024-05-04", "2024-05-06/2024-05-08"]),
        ("Africa: 3-5 May 2024; Asia: 10 June 2024", ["2024-05-03/2024-05-05", "2024-06-10"]),
        ("3 May 2024\n10 June 2024", ["2024-05-03", "2024-06-10"]),
        ("3-5 May (Africa), 7-9 June (Asia) 2024", ["2024-05-03/2024-05-05", "2024-06-07/2024-06-09"]),
    ],
)
def test_several_dates_are_several_ranges(text: str, ranges: list[str]) -> None:
    assert list(read(text).ranges) == ranges


@pytest.mark.parametrize(
    ("text", "ranges"),
    [
        ("May 2024", ["2024-05"]),
        ("May-June 2024", ["2024-05/2024-06"]),
        ("2025", ["2025"]),
        ("2024-2025", ["2024/2025"]),
        ("Q2 2024", ["2024-04/2024-06"]),
        ("third quarter of 2025", ["2025-07/2025-09"]),
    ],
)
def test_a_month_a_quarter_or_a_year_keeps_its_precision(text: str, ranges: list[str]) -> None:
    assert list(read(text).ranges) == ranges


@pytest.mark.parametrize(
    "text", ["February 28 – March 2nd", "27 May", "3 regional meetings", "Africa: 3 May; Asia: 4 May"]
)
def test_a_date_without_a_year_is_not_given_one(text: str) -> None:
    assert read(text).ranges == ()


@pytest.mark.parametrize("text", ["February 28 – March 2nd", "31 June 2024", "31-27 May 2024", "TBD", "0 May 2024"])
def test_what_is_no_whole_date_is_left_for_the_curator(text: str) -> None:
    assert read(text).ranges == ()
    assert doubt(text)


def test_a_range_over_new_year_with_one_year_begins_the_year_before() -> None:
    assert read("30 December – 2 January 2025").ranges == ("2024-12-30/2025-01-02",)
    assert doubt("30 December – 2 January 2025")


def test_day_and_month_that_could_be_either_are_marked() -> None:
    assert read("05/06/2024").ranges == ("2024-06-05",)
    assert doubt("05/06/2024")


def test_all_year_long_beside_a_date_is_that_dates_year() -> None:
    value = read("8-11 July 2025 & all year long")
    assert (value.ranges, value.year_round) == (("2025-07-08/2025-07-11",), 2025)


def test_all_year_round_alone_is_the_year_of_submission_and_marked() -> None:
    assert read("All year round").year_round == 2024
    assert doubt("All year round")


def test_a_year_named_beside_all_year_is_taken() -> None:
    assert read("throughout 2025").year_round == 2025
    assert not doubt("throughout 2025")


def test_the_words_are_kept_as_reported() -> None:
    value = read("1-4 July, 2024")
    assert (value.text, value.at) == ("1-4 July, 2024", (100, 114))


@pytest.mark.parametrize("text", ["Ongoing since 2019", "since May 2024", "May 2024 – ongoing", "May 2024 onwards"])
def test_what_began_and_goes_on_is_no_date_of_its_own(text: str) -> None:
    assert read(text).ranges == ()
    assert doubt(text) == "a beginning without an end is left as text"


@pytest.mark.parametrize("text", ["late 2024", "mid-2024", "Summer 2024", "end of 2024"])
def test_a_part_of_a_year_is_its_year_to_be_confirmed(text: str) -> None:
    assert read(text).ranges == ("2024",)
    assert "part of the year" in doubt(text)
