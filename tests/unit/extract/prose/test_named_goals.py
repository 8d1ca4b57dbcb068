from __future__ import annotations

import time

import pytest

from itu_kg.extract.excerpt import Excerpt
from itu_kg.extract.prose.named_goals import find_goals, order
from itu_kg.model.base import Span


def _named(text: str) -> str:
    return " ".join(find_goals(Excerpt(text, 0)))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("The fund serves SDG 6.", "6"),
        ("It serves SDG6 and sdg 7.", "6 7"),
        ("The reef programme touches SDGs 1, 2 and 14.", "1 2 14"),
        ("It touches SDGs 1,2,3.", "1 2 3"),
        ("SDG 6/7 and SDG-9", "6 7 9"),
        ("Our work is relevant to SDGs 4-6.", "4 5 6"),
        ("SDGs 4 – 6, 9 and 11 to 13", "4 5 6 9 11 12 13"),
        ("We report on SDG 9 through SDG 11.", "9 10 11"),
        ("all of SDGs 1-17", " ".join(map(str, range(1, 18)))),
        ("Goals 2 and 15 gain.", "2 15"),
        ("In support of Goal 5 (gender equality) it trains judges.", "5"),
        ("Goal 5: Achieve gender equality", "5"),
        ("Goals 2 (zero hunger), 3 (health), and 15 (life on land)", "2 3 15"),
        ("including SDG 2 (food), 6 (water) 11 (cities)", "2 6 11"),
        ("on Sustainable Development Goals 1, on ending poverty, and 17, on the means", "1 17"),
        ("Sustainable\nDevelopment Goal\n14 comes first", "14"),
        ("The Sustainable Development Goals (SDGs) 3 and 10", "3 10"),
        ("target 15.6 of the 2030 Agenda", "15.6"),
        ("SDG 14.c and SDG 14.C", "14.c"),
        ("Sustainable Development Goal 10c, and 9b", "9.b 10.c"),
        ("towards targets 6.1, 6.2 and 6.A", "6.1 6.2 6.a"),
        ("SDG targets 3.1-3.3 and 3.b to 3.d", "3.1 3.2 3.3 3.b 3.c 3.d"),
        ("SDG 16 (16.3, 16.6 and 16.10, among others)", "16 16.3 16.6 16.10"),
        ("SDGs 1 (target 1.5), 2 (targets 2.1, 2.3) and 6", "1 1.5 2 2.1 2.3 6"),
        ("to the related targets (16.1, 16.2)", "16.1 16.2"),
        ("water-related SDGs (e.g. 2, 3, 11.5 and 13)", "2 3 11.5 13"),
        ("SDG indicator 8.5.2 and SDG indicators 9.1.1 and 9.2.2", "8.5 9.1 9.2"),
        ("the UN's SDG Goal 9 and SDG data target 17.18", "9 17.18"),
        ("as custodian under Goal 9 target 9.1.2", "9 9.1"),
        ("Goals 13, 14, and 15—on climate, sea and land", "13 14 15"),
        ("SDG No. 7 and SDG: 8", "7 8"),
        ("SDG 16+ and SDG 5-related", "5 16"),
        ("as the SDG 1, 8, 16, and others", "1 8 16"),
        ("SDG\u00a06 and SDG\u202f7", "6 7"),
        ("This Strategic Plan, its Goal A above all, answers SDG 2 and SDG 17", "2 17"),
        ("particularly Goal 11 of the Sustainable Development Goals", "11"),
        ("MDG 7 became SDG 6", "6"),
        ("SDGs 4 and 5 through regional workshops", "4 5"),
        ("SDG 3 targets and SDG 6 indicators", "3 6"),
        ("SDGs 2 & 6, SDG number 7", "2 6 7"),
        ("SDG 4 and its target 4.7", "4 4.7"),
        ("the SDGs, especially 4, 5 and 10", "4 5 10"),
        ("on SDG 5 and 8 March events", "5"),
        ("SDG 3, 5 of which", "3"),
        ("Sustainable Development Goal 6 (SDG 6)", "6"),
    ],
)
def test_a_goal_or_target_is_named(text: str, named: str) -> None:
    assert _named(text) == named


@pytest.mark.parametrize(
    "text",
    [
        "the 17 SDGs and their 169 targets",
        "SDGs 2030",
        "SDG 18 and SDG 0",
        "MDG 4 and MDGs 5 and 6",
        "Millennium Development Goal 4",
        "Aichi target 11 and Aichi Biodiversity Targets 5 and 11",
        "strategic goal 2, Strategic Goals 1 and 3",
        "Goal 2 of the Strategic Plan",
        "Goals 1 and 2 of its medium-term framework",
        "In our Strategic Plan, Goal 3 is new.",
        "Goal 1 (Growth) and Goal 2 (Inclusiveness)",
        "Goal 4: Innovation and partnership",
        "the World Bank's Poverty goal 1",
        "the Education for All goal 2",
        "the target 2.5 per cent, a target 1.5 million",
        "the goal is 5, the target was 9.1",
        "growth target 2.5",
        "target 7.9 and SDG 16.99",
        "the target 3 countries",
        "the SDGs: 1. End poverty",
        "the SDGs\n3.1 Mainstreaming",
        "the SDGs2.",
        "for the SDGs (5)",
        "https://example.org/sdg-4/goal-5 and www.example.org/goal/5",
        "#SDG5 and IAEG-SDG 7",
        "max 150 words; see page 5, section 4, agenda item 3",
        "Goal A, objective 2.1, indicator 1.9",
        "two indicators (1.5, 2.1)",
        "the plan and its target 4.7",
        "the SDGs, especially 5",
    ],
)
def test_what_is_no_goal_of_the_agenda_is_not_named(text: str) -> None:
    assert _named(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "SDG 5 and 12 projects",
        "SDG 5 and 12 other countries",
        "SDG 5, 12 March 2018",
        "SDG 5, 12-14 March",
        "SDG 5 – 12 new centres",
        "SDG 5 to 12 million people",
        "SDG 5 and 10 per cent",
        "SDG 5, 10-year plans",
        "SDG 5, 2018",
        "SDG 5, 8:30",
        "SDG 5, 7.30 p.m.",
        "SDG 5, 4,000 farmers",
        "SDG 5,\n2. Another matter",
        "SDG 5 and Strategic Goal 2, Goal 3",
        "SDG 5; 3 of the 17",
    ],
)
def test_what_a_list_goes_on_with_is_no_goal(text: str) -> None:
    assert _named(text) == "5"


def test_each_place_is_kept_and_the_words_stand_there() -> None:
    text = "xx SDGs 2 and 14.c; later SDG 2 (food)."
    found = find_goals(Excerpt(text, 100))
    assert [quote.at for quote in found["2"]] == [Span(103, 109), Span(126, 131)]
    assert [quote.text for quote in found["2"]] == ["SDGs 2", "SDG 2"]
    assert found["14.c"][0].text == "14.c"
    assert all(text[one.at.start - 100 : one.at.end - 100] == one.text for many in found.values() for one in many)


def test_a_range_is_the_place_of_each_goal_in_it() -> None:
    assert {quote.text for quotes in find_goals(Excerpt("SDGs 4-6", 0)).values() for quote in quotes} == {"SDGs 4-6"}


def test_goals_and_targets_are_in_the_order_of_the_agenda() -> None:
    assert sorted(["10", "1.a", "1.10", "2", "1.2", "1"], key=order) == ["1", "1.2", "1.10", "1.a", "2", "10"]


def test_no_more_places_are_kept_than_asked_for() -> None:
    assert sum(map(len, find_goals(Excerpt("SDGs 1-17. " * 50, 0), most=20).values())) <= 20


@pytest.mark.parametrize(
    "piece", ["SDGs 1, ", "SDG (", "Goals 2 (a ", "goal 5 ", "SDGs 1-17, ", "target ", "(((", "a\n"]
)
def test_a_megabyte_of_anything_is_read_in_a_moment(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    begun = time.process_time()
    find_goals(Excerpt(text, 0))
    assert time.process_time() - begun < 5
