from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from itu_kg.extract.excerpt import Excerpt
from itu_kg.extract.fields import goals

if TYPE_CHECKING:
    from itu_kg.model.fields import Goals


def read(text: str) -> Goals:
    return goals.read(Excerpt(text, 0)).value


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("SDG 7, SDG 9, SDG 10", [7, 9, 10]),
        ("SDG 5, 9, 11, 13, 17", [5, 9, 11, 13, 17]),
        ("SDG11", [11]),
        ("SDG-4.", [4]),
        ("SDG 8/9", [8, 9]),
        ("Goals 5; 8; 9 & 17", [5, 8, 9, 17]),
        ("SDG’s 17, 16, 14", [17, 16, 14]),
        ("4 Quality education, 5 Gender equality", [4, 5]),
        ("1. No poverty\n2. Zero hunger", [1, 2]),
        ("SDG 17: Partnerships for the Goals", [17]),
        ("SDG 5\nSDG 9", [5, 9]),
        ("SDG 5 SDG 9", [5, 9]),
        ("SDGs 3/4/5", [3, 4, 5]),
        ("11 Sustainable cities and communities, 12 Responsible consumption", [11, 12]),
        ("SDG 4 targets 4.4 and 4.7", [4]),
        ("Goals 9, 10, 17 (Resolution 70/1)", [9, 10, 17]),
        ("12 targets of 5 SDGs", []),
    ],
)
def test_goals_are_read_in_every_way_they_are_written(text: str, numbers: list[int]) -> None:
    assert list(read(text).goals) == numbers


@pytest.mark.parametrize(("text", "numbers"), [("SDGs 1-6", range(1, 7)), ("SDGs 1 to 3 and 17", [1, 2, 3, 17])])
def test_a_range_of_goals_is_each_of_them(text: str, numbers: list[int]) -> None:
    assert list(read(text).goals) == list(numbers)


@pytest.mark.parametrize("text", ["All 17 SDGs", "All SDGs", "all the 17 goals", "All Sustainable Development Goals"])
def test_all_goals_is_a_scope_and_no_list(text: str) -> None:
    assert (read(text).scope, read(text).goals) == ("all", ())


def test_goals_in_particular_are_emphasised() -> None:
    value = read("All 17 SDGs, in particular SDG11")
    assert (value.scope, value.goals, value.emphasised) == ("all", (), (11,))


def test_emphasis_among_named_goals_is_one_of_them() -> None:
    value = read("SDG 4, 5, especially SDG 5")
    assert (value.scope, value.goals, value.emphasised) == ("explicit", (4, 5), (5,))


def test_all_but_one_are_the_others() -> None:
    assert read("All SDGs except SDG 14").goals == tuple(goal for goal in range(1, 18) if goal != 14)


@pytest.mark.parametrize(("text", "targets"), [("13.3", ("13.3",)), ("SDG 17.18, 9.c", ("17.18", "9.c"))])
def test_a_target_is_no_goal(text: str, targets: tuple[str, ...]) -> None:
    assert (read(text).goals, read(text).targets) == ((), targets)


@pytest.mark.parametrize("text", ["2030 Agenda", "max 150 words", "17 goals", "5% of 2024"])
def test_years_limits_and_counts_are_no_goals(text: str) -> None:
    assert read(text).goals == ()


@pytest.mark.parametrize("text", ["SDG 18", "SDG 0", "13.9", "1.c", "SDGs 6-1", "gender equality"])
def test_what_is_no_goal_or_target_is_marked(text: str) -> None:
    parsed = goals.read(Excerpt(text, 0))
    assert (parsed.value.goals, parsed.value.targets) == ((), ())
    assert parsed.doubt


def test_all_where_goals_are_asked_for_means_all_of_them() -> None:
    assert read("All").scope == "all"


def test_the_targets_are_those_of_the_scheme() -> None:
    scheme = (Path(__file__).resolve().parents[4] / "ontology" / "schemes" / "sdg.ttl").read_text("utf-8")
    numbers = [*map(str, range(1, 30)), *"abcd"]
    targets = {each for goal in range(1, 18) for number in numbers for each in read(f"target {goal}.{number}").targets}
    assert targets == set(re.findall(r"^sdg:([0-9]+\.\w+) a ikg:Target", scheme, re.MULTILINE))


@pytest.mark.parametrize(
    ("text", "numbers", "left"),
    [
        ("SDG 4 but not SDG 5", (4,), "but not SDG 5"),
        ("SDG 3 (indirectly)", (3,), "indirectly"),
        ("SDG 2 - End hunger, achieve food security", (2,), "End hunger, achieve food security"),
    ],
)
def test_words_beside_goals_that_nothing_was_made_of_are_named(text: str, numbers: tuple[int, ...], left: str) -> None:
    parsed = goals.read(Excerpt(text, 0))
    assert (parsed.value.goals, parsed.doubt) == (numbers, f"not read: {left}")


@pytest.mark.parametrize(
    "text",
    ["SDG 6: Clean water and sanitation", "SDG 1 No poverty, SDG3", "All 17 SDGs, in particular SDG 11", "SDG no. 5"],
)
def test_a_goals_own_title_leaves_nothing_unread(text: str) -> None:
    assert goals.read(Excerpt(text, 0)).doubt == ""
