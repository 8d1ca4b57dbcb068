from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from itu_kg.extract.excerpt import Excerpt
from itu_kg.extract.fields import dates

if TYPE_CHECKING:
    from itu_kg.extract.fields.name_list import KnownNames
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


@pytest.mark.parametrize(
    ("text", "ranges"),
    [
        ("12th session, 3-5 June 2024", ["2024-06-03/2024-06-05"]),
        ("Third regional meeting (3-5 June 2024)", ["2024-06-03/2024-06-05"]),
        ("2-day event, 5-6 June 2024", ["2024-06-05/2024-06-06"]),
        ("5-6 June 2024 (two days)", ["2024-06-05/2024-06-06"]),
        ("between 1 June and 30 September 2024", ["2024-06-01/2024-09-30"]),
        ("Between May and July 2024", ["2024-05/2024-07"]),
        ("11/12 June 2024", ["2024-06-11/2024-06-12"]),
        ("11/12/13 June 2024", ["2024-06-11/2024-06-13"]),
        ("June 11/12, 2024", ["2024-06-11/2024-06-12"]),
        ("31 May/1 June 2024", ["2024-05-31/2024-06-01"]),
        ("December 2024/January 2025", ["2024-12/2025-01"]),
        ("2024/2025", ["2024/2025"]),
        ("2024/25", ["2024/2025"]),
        ("2024–25", ["2024/2025"]),
        ("2024: 3-5 June", ["2024-06-03/2024-06-05"]),
        ("3-5 June (2024)", ["2024-06-03/2024-06-05"]),
        ("2024 Q1", ["2024-01/2024-03"]),
        ("Q1 and Q3 2024", ["2024-01/2024-03", "2024-07/2024-09"]),
        ("last quarter of 2024", ["2024-10/2024-12"]),
        ("05/27/2024 - 06/03/2024", ["2024-05-27/2024-06-03"]),
        ("13/05/2024 - 05/06/2024", ["2024-05-13/2024-06-05"]),
        ("27-05-2024", ["2024-05-27"]),
        ("03-Jun-2024 to 05-Jun-2024", ["2024-06-03/2024-06-05"]),
        ("June 3rd to 5th, 2024", ["2024-06-03/2024-06-05"]),
        ("3 rd – 5 th June 2024", ["2024-06-03/2024-06-05"]),
        ("Monday to Friday, 3-7 June 2024", ["2024-06-03/2024-06-07"]),
        ("Tue. 4 – Thu. 6 June 2024", ["2024-06-04/2024-06-06"]),
        ("10 June 2024 9:00 - 12 June 2024 17:00", ["2024-06-10/2024-06-12"]),
        ("27 May 2024, 9:00-17:00 CET, and 3 June 2024, 9.30-17.30", ["2024-05-27", "2024-06-03"]),
        ("Day 1: 3 June 2024; Day 2: 5 June 2024", ["2024-06-03", "2024-06-05"]),
        ("Latin America and the Caribbean: 3 May 2024; Asia-Pacific: 10 June 2024", ["2024-05-03", "2024-06-10"]),
        ("12-14 March 2024 and September 2024", ["2024-03-12/2024-03-14", "2024-09"]),
        ("June 12-14 & September 3-5, 2024", ["2024-06-12/2024-06-14", "2024-09-03/2024-09-05"]),
        ("from 3 May until 5 June 2024", ["2024-05-03/2024-06-05"]),
    ],
)
def test_what_is_written_in_full_is_read_without_doubt(text: str, ranges: list[str]) -> None:
    assert (list(read(text).ranges), doubt(text)) == (ranges, "")


@pytest.mark.parametrize(
    ("text", "ranges"),
    [
        ("postponed from 5 May 2024 to 7 June 2024", ["2024-06-07"]),
        ("Rescheduled from 3-5 May to 7-9 June 2024", ["2024-06-07/2024-06-09"]),
        ("3-5 June 2024, postponed to 7-9 October 2024", ["2024-10-07/2024-10-09"]),
        ("moved to 9 September 2024", ["2024-09-09"]),
        ("3-7 June 2024 (instead of 6-10 May 2024)", ["2024-06-03/2024-06-07"]),
        ("3-7 June 2024 (originally 6-10 May 2024)", ["2024-06-03/2024-06-07"]),
        ("originally planned for 3-5 May 2024, now 7-9 June 2024", ["2024-06-07/2024-06-09"]),
        ("3-5 June 2024 (cancelled)", []),
        ("June 2024, postponed", []),
    ],
)
def test_a_date_that_no_longer_holds_is_left_out_and_said(text: str, ranges: list[str]) -> None:
    assert list(read(text).ranges) == ranges
    assert doubt(text).startswith(("dates changed; left out: ", "it says "))


@pytest.mark.parametrize(
    "text",
    [
        "before 30 June 2024", "by 30 June 2024", "until 5 July 2024", "no later than June 2024", "after 3 June 2024",
        "June 2024 & ongoing", "3 June 2024 –", "2024 and beyond", "no earlier than 3 June 2024",
        "from 3 June 2024", "Up to 30 June 2024", "Deadline: 30 June 2024", "1 January 2024 to date",
    ],
)  # fmt: skip
def test_a_date_that_only_bounds_is_no_date_of_the_event(text: str) -> None:
    assert read(text).ranges == ()
    assert doubt(text)


@pytest.mark.parametrize(
    ("text", "ranges"),
    [
        ("Week of 3 June 2024", ("2024-06-03/2024-06-09",)),
        ("week commencing 11 June 2024", ("2024-06-11/2024-06-17",)),
        ("week of 5 June 2024", ()),
        ("first week of June 2024", ("2024-06",)),
        ("early June 2024", ("2024-06",)),
        ("mid-May to mid-June 2024", ("2024-05/2024-06",)),
        ("3/5 June 2024", ("2024-06-03", "2024-06-05")),
        ("3 June 2024?", ("2024-06-03",)),
        ("06/05/2024 - 08/05/2024", ("2024-05-06/2024-05-08",)),
    ],
)
def test_what_may_be_read_in_two_ways_is_marked(text: str, ranges: tuple[str, ...]) -> None:
    assert read(text).ranges == ranges
    assert doubt(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("tentatively 3-5 June 2024", "tentatively"),
        ("June 2024 (exact dates to be confirmed)", "exact dates to be confirmed"),
        ("WTSA-24, 15-24 October 2024", "WTSA-24"),
        ("Every Monday in June 2024", "Every Monday in"),
        ("Geneva, 3-5 June 2024", "Geneva"),
    ],
)
def test_words_that_nothing_is_made_of_are_named(text: str, words: str) -> None:
    assert read(text).ranges
    assert doubt(text) == f"not read: {words}"


def test_a_known_place_only_says_which_date_is_whose(known: KnownNames) -> None:
    parsed = dates.read(Excerpt("Geneva: 3-5 June 2024; Kampala: 7 June 2024", 0), 2024, known)
    assert (parsed.value.ranges, parsed.doubt) == (("2024-06-03/2024-06-05", "2024-06-07"), "")


def test_a_date_takes_no_year_from_an_earlier_month_of_another_year() -> None:
    assert read("28 November and 15 January 2025").ranges == ("2025-01-15",)
    assert doubt("28 November and 15 January 2025")


@pytest.mark.parametrize("text", ["12.05.24", "Nov-24", "5 webinars", "0/05/2024"])
def test_what_is_no_date_in_english_is_left_for_the_curator(text: str) -> None:
    assert (read(text).ranges, bool(doubt(text))) == ((), True)
