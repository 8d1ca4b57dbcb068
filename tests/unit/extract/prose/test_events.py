from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from itu_kg.extract.prose import Proposals
    from itu_kg.model.event_mention import MentionedEvent


def _only(prose: Proposals, slug: str) -> MentionedEvent:
    found = [one for one in prose.mentions if one.id == slug]
    assert found, [one.id for one in prose.mentions]
    return found[0]


def _ids(prose: Proposals) -> list[str]:
    return [one.id for one in prose.mentions]


def test_a_body_at_its_numbered_session_has_that_session(propose) -> None:
    one = _only(propose("It was approved by the CFS at its 51st session."), "cfs-51")
    assert (one.name.text, one.realisation) == ("CFS at its 51st session", "held")


def test_a_session_to_come_is_not_said_to_be_held(propose) -> None:
    assert _only(propose("It will be put to the CFS at its 54th session."), "cfs-54").realisation is None


def test_a_body_at_its_session_of_a_year_has_that_session(propose) -> None:
    one = _only(propose("The World Health Assembly, at its 2025 session, met."), "wha-2025")
    assert one.dates is not None
    assert one.dates.ranges == ("2025",)


def test_an_organ_named_behind_its_organisation_has_the_session(propose) -> None:
    assert _ids(propose("The WHO Conference, at its 43rd session, met.")) == ["who-conference-43"]


def test_a_session_with_an_acronym_of_its_own_is_called_by_it(propose) -> None:
    one = _only(propose("The 51st session of the Committee on World Food Security (CFS51) met."), "cfs51")
    assert one.name.acronym == "CFS51"


def test_phases_get_the_place_and_dates_behind_them(propose) -> None:
    text = (
        "The World Seed Summit has two phases.\n\nThe first phase took place in Rome from 10 to 12 December 2003 "
        "and the second phase took place in Milan, from 16 to 18 November 2005."
    )
    prose = propose(text)
    found = [(one.id, one.dates and one.dates.ranges, one.location and one.location.places) for one in prose.mentions]
    assert found == [
        ("seed-summit-2003", ("2003-12-10/2003-12-12",), ("rome",)),
        ("seed-summit-2005", ("2005-11-16/2005-11-18",), ("milan",)),
    ]


def test_the_next_edition_is_expected_and_follows_the_blocks_event(propose) -> None:
    text = "The second Global Food Day is expected to take place in May 2026."
    one = _only(
        propose(text, about="event/food-day-2025", names=("Global Food Day",), series="food-day"), "food-day-2026"
    )
    assert (one.realisation, one.follows, one.dates and one.dates.ranges) == ("expected", "food-day-2025", ("2026-05",))


def test_the_next_meeting_of_an_unregistered_series_keeps_the_blocks_stem(propose) -> None:
    text = "The next Seed Council meeting is expected to take place in 2026."
    assert _ids(propose(text, about="event/seed-meeting-2025", names=("Seed meeting",))) == ["seed-meeting-2026"]


def test_an_edition_to_come_may_be_part_of_another(propose) -> None:
    text = "The second Soil Forum is expected to take place as part of the Global Food Day in 2026."
    prose = propose(text, about="event/soil-forum-2025", names=("Soil Forum",), series="soil-forum")
    assert (_only(prose, "soil-forum-2026").part_of, "food-day-2026" in _ids(prose)) == ("food-day-2026", True)


def test_a_series_that_goes_on_all_next_year_is_expected_all_year_round(propose) -> None:
    text = "In 2026, FAO will continue organizing the Soil Forum throughout the year."
    one = _only(propose(text, about="event/soil-forum-2025", series="soil-forum"), "soil-forum-2026")
    assert one.dates is not None
    assert one.dates.year_round == 2026


def test_an_edition_a_block_is_about_is_not_mentioned_anew(propose) -> None:
    text = "The Soil Forum 2025 was held on 3 March 2025."
    assert _ids(propose(text, about="event/soil-forum-2025", names=("Soil Forum",), series="soil-forum")) == []


def test_a_series_with_a_date_and_place_behind_it_is_an_edition(propose) -> None:
    text = (
        "It builds on the World Seed Summit (WSS), a session of which took place in Rome, Italy from 4-8 November 2024."
    )
    one = _only(propose(text), "seed-summit-session-2024")
    assert (one.dates and one.dates.ranges, one.location and one.location.text) == (
        ("2024-11-04/2024-11-08",),
        "Rome, Italy",
    )


def test_an_acronym_with_a_year_is_an_edition(propose) -> None:
    assert _ids(propose("It was shown at WSS-24.")) == ["seed-summit-2024"]


def test_a_series_without_a_date_is_no_event(propose) -> None:
    assert _ids(propose("The World Seed Summit is a yearly event.")) == []


def test_an_event_held_beside_does_not_take_the_other_ones_date(propose) -> None:
    text = "It met in conjunction with World Seed Summit in Rome, Italy on 19 September 2025."
    one = _only(propose(text, about="event/soil-forum-2025", series="soil-forum"), "seed-summit-2025")
    assert (one.dates, one.location and one.location.places) == (None, ("rome",))


def test_a_titled_event_is_found_with_its_own_year(propose) -> None:
    assert _ids(propose("As asked by the 2005 World Summit, much was done.")) == ["world-summit-2005"]


def test_titles_in_a_list_are_parts_of_the_event_described(propose) -> None:
    text = (
        "It goes on, engaging many through Soil Forum and Machine Learning (ML) Hackathons, and the Youth Seed Summit."
    )
    prose = propose(text, about="event/big-fair-2025", names=("Big Fair",))
    assert {one.id: one.part_of for one in prose.mentions} == {
        "soil-forum-2025": "big-fair-2025",
        "machine-learning-hackathons-2025": "big-fair-2025",
        "youth-seed-summit-2025": "big-fair-2025",
    }


def test_a_generic_title_is_called_after_the_event_it_is_part_of(propose) -> None:
    text = "A High-Level Segment was held."
    one = _only(propose(text, about="event/soil-forum-2025"), "soil-forum-2025-high-level-segment")
    assert one.part_of == "soil-forum-2025"


def test_a_generic_title_in_an_answer_is_no_event(propose) -> None:
    assert _ids(propose("A High-Level Segment was held.")) == []


def test_a_lost_blank_does_not_lengthen_a_title(propose) -> None:
    prose = propose("The OHWG held a side event at the Summit of the Future Action Daysbringing people together.")
    summit = _only(prose, "summit-of-the-future-action-days-2025")
    assert (summit.name.text, _only(prose, "one-health-group-side-event-2025").part_of) == (
        "Summit of the Future Action Days",
        summit.id,
    )


def test_a_conference_is_known_by_the_place_and_year_of_its_resolution(propose) -> None:
    one = _only(propose("Resolution 214 (Milan, 2022) of the ITU Plenipotentiary Conference."), "itu-pp-2022")
    assert (one.location and one.location.places, one.dates and one.dates.ranges) == (("milan",), ("2022",))


def test_a_bodys_name_is_no_event(propose) -> None:
    assert _ids(propose("The UN General Assembly and the World Health Assembly agreed.")) == []


@pytest.mark.parametrize("text", ["Every Day counts.", "The Forum met.", "Summit", "forum day week"])
def test_a_noun_alone_is_no_event(propose, text: str) -> None:
    assert _ids(propose(text)) == []


def test_every_place_that_names_an_event_is_kept(propose) -> None:
    one = _only(propose("The 2005 World Summit met. Since the 2005 World Summit all is well."), "world-summit-2005")
    assert [quote.text for quote in one.name.also] == ["2005 World Summit"]


@pytest.mark.parametrize(
    ("text", "name", "days", "places"),
    [
        ("A forum was held in Rome on 3-5 May 2017.", "forum", ("2017-05-03/2017-05-05",), ("rome",)),
        ("We organized a regional workshop in Milan on 7 June 2016.", "regional workshop", ("2016-06-07",), ("milan",)),
        ("On tides, one technical meeting took place on 1 March 2018.", "technical meeting", ("2018-03-01",), ()),
    ],
)
def test_an_event_with_a_day_and_no_name_is_called_by_both(
    propose, text: str, name: str, days: tuple[str, ...], places: tuple[str, ...]
) -> None:
    (one,) = propose(text).mentions
    assert one.name.text == name
    assert one.dates is not None
    assert one.title == f"{name.capitalize()}, {one.dates.text}"
    assert (one.dates.ranges, one.location.places if one.location else ()) == (days, places)
    assert "without a name" in one.confirm["name"]


@pytest.mark.parametrize(
    "text",
    ["A forum was held in Rome in May 2017.", "A meeting of minds since 3 May 2017.", "A tide rose on 3 May 2017."],
)
def test_an_event_without_name_and_day_is_none(propose, text: str) -> None:
    assert propose(text).mentions == ()
