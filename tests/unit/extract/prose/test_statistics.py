from __future__ import annotations

import pytest


def _figures(propose, text: str, **more: str) -> list[tuple[str, str, str]]:
    return [(str(one.value), one.unit, one.comparator) for one in propose(text, **more).statistics]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It drew over 450 farmers.", ("450", "farmers", "more-than")),
        ("It drew more than 2600 participants from all regions.", ("2600", "participants", "more-than")),
        ("At least 12 ministries took part.", ("12", "ministries", "at-least")),
        ("It has almost 90 members today.", ("90", "members", "nearly")),
        ("A total of 151 Member States signed it.", ("151", "Member States", "equal")),
        ("It received 1,204 active contributions.", ("1204", "active contributions", "equal")),
        ("It received 24\u00a0500 visitors.", ("24500", "visitors", "equal")),
        ("It received over 2 000 visitors.", ("2000", "visitors", "more-than")),
        ("A grant of CHF 2.5m was made.", ("2500000", "Swiss francs", "equal")),
        ("Some 3.1 million ha burnt.", ("3100000", "ha", "nearly")),
        ("We reached 58 countries/territories.", ("58", "countries/territories", "equal")),
        ("It reached 1.5 million smallholder farmers.", ("1500000", "smallholder farmers", "equal")),
        ("Eleven new partnerships began.", ("11", "new partnerships", "equal")),
        ("twenty-one workshops were held.", ("21", "workshops", "equal")),
        ("It took place with 14 other UN entities.", ("14", "other UN entities", "equal")),
        ("It was written with other 14 UN entities.", ("14", "other UN entities", "equal")),
        ("More than 20 Heads of Regulatory Authorities spoke.", ("20", "Heads of Regulatory Authorities", "more-than")),
        ("It had 500+ delegates.", ("500", "delegates", "at-least")),
        ("Some 30 countries joined.", ("30", "countries", "nearly")),
        ("It reached 45 per cent of rural households.", ("45", "per cent of rural households", "equal")),
        ("A grant of USD 3.25 million was made.", ("3250000", "US dollars", "equal")),
        ("A grant of over €40,000 was made.", ("40000", "euros", "more-than")),
        ("It cost 7 billion US dollars.", ("7000000000", "US dollars", "equal")),
        ("More than 20 Ministers/Deputy Ministers came.", ("20", "Ministers/Deputy Ministers", "more-than")),
    ],
)
def test_a_number_that_counts_is_a_statistic(propose, text: str, expected: tuple[str, str, str]) -> None:
    assert _figures(propose, text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "In 2024 participants met.",
        "It began in 1998 and ended in 2003.",
        "Resolution 1332 members agreed.",
        "See resolutions 4, 12 and 15 delegates noted.",
        "The 47th session and the 3rd meetings were held.",
        "Please answer (max 150 words).",
        "SDG 5, 9 and 11 activities followed.",
        "SDGs 5, 9 and 11 projects followed.",
        "It ran from 10 to 12 December 2003.",
        "On 14 June countries met; on June 15 countries parted.",
        "Between 20 and 30 participants came.",
        "A group of 20-30 participants came.",
        "Up to 40 participants may come.",
        "Fewer than 40 participants came.",
        "It looks back on two decades of work in two phases.",
        "It lasted 10 days and took 3 years.",
        "The six pillars are named below.",
        "One in three women, and 2 out of 5 farmers, said so.",
        "It meets ISO 27001 standards.",
        "Line 007 members, 000 participants, 2.5m barriers.",
        "One of the outcomes was known by one and all.",
        "GSR-24 participants and WSIS+20 partners met at 10:30 hours.",
        "Version 2.0 tools came out; see A/RES/56/183 members.",
        "1. Countries\n2. Partners",
        "The 2030 Agenda and the 2024 sessions are there.",
        "https://example.org/300 visitors",
    ],
)
def test_a_number_that_names_something_is_no_statistic(propose, text: str) -> None:
    assert _figures(propose, text) == []


def test_a_total_may_look_like_a_year(propose) -> None:
    assert _figures(propose, "A total of 2024 participants came.") == [("2024", "participants", "equal")]


def test_parts_of_a_whole_are_read_as_told_and_no_remainder_is_made(propose) -> None:
    text = (
        "Of the 90 members here, 40 are of governmental nature, 30 are from the private sector and 5 are UN Agencies."
    )
    assert _figures(propose, text) == [
        ("40", "members of governmental nature", "equal"),
        ("30", "members from the private sector", "equal"),
        ("5", "UN Agencies", "equal"),
    ]


def test_a_figure_told_twice_of_one_subject_is_one_statistic(propose) -> None:
    text = "FAO worked with 57 entities. Of the 57 entities, 12 are UN agencies. The 57 entities met."
    assert [one.value for one in propose(text).statistics] == [57, 12]


def test_a_figure_in_a_description_is_about_the_blocks_entity(propose) -> None:
    (one,) = propose("It drew 80 participants.", about="event/soil-forum-2025", names=("Soil Forum",)).statistics
    assert (one.id, one.subject) == ("fao-2025-soil-forum-2025-participants", "event/soil-forum-2025")


def test_a_figure_in_an_answer_is_about_what_the_sentence_names(propose) -> None:
    (one,) = propose("Now with 50 members, the OHWG has met.", asked="coordination").statistics
    assert one.subject == "organisation/one-health-group"


def test_a_figure_in_an_answer_that_names_nothing_is_about_the_respondent(propose) -> None:
    (one,) = propose("We trained 50 teachers.").statistics
    assert (one.subject, one.id) == ("organisation/fao", "fao-2025-teachers")


def test_a_sentence_that_opens_with_a_year_gives_the_period(propose) -> None:
    (one,) = propose("In 2025, the series hosted 21 sessions.").statistics
    assert one.period == "2025"


def test_two_figures_of_one_unit_are_told_apart_by_their_values(propose) -> None:
    made = {one.id for one in propose("69 teams came. Three teams were awarded.", about="event/x-2025").statistics}
    assert made == {"fao-2025-x-2025-teams-69", "fao-2025-x-2025-teams-3"}


def test_a_quote_spans_comparator_number_and_unit(propose) -> None:
    (one,) = propose("It drew more than 80 young farmers.").statistics
    assert (one.quote.text, one.quote.at.start) == ("more than 80 young farmers", 108)


def test_a_vague_number_is_marked_for_the_curator(propose) -> None:
    (one,) = propose("About 80 farmers came.").statistics
    assert "about right" in one.confirm["subject"]
