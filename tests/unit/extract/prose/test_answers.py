"""What answers about decisions, coordination, transitions and strategies propose; and initiatives, names, order."""

from __future__ import annotations

import hashlib

import pytest

from itu_kg.extract.excerpt import Stretch
from itu_kg.extract.prose import Proposals, Report, read


def _decided(prose: Proposals) -> list[tuple[str, str, str]]:
    return [(one.body, one.documents[0].document, one.documents[0].did) for one in prose.decisions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The CFS, at its 2025 session, revised Resolution 12 on seeds.", ("cfs", "cfs-resolution-12", "revised")),
        ("The World Soil Charter was approved by the CFS at its 51st session.", ("cfs", "soil-charter", "approved")),
        ("We saw the adoption of the World Soil Charter by the CFS.", ("cfs", "soil-charter", "adopted")),
        ("The World Health Assembly endorsed WHA77.15.", ("wha", "wha77-15", "endorsed")),
    ],
)
def test_a_body_that_decides_on_a_document_takes_a_decision(propose, text: str, expected: tuple[str, str, str]) -> None:
    assert _decided(propose(text, asked="decisions")) == [expected]


def test_one_sentence_may_tell_of_two_decisions(propose) -> None:
    text = (
        "We wrote the World Soil Charter, approved by CFS at its 51st session and was subsequently endorsed by ECOSOC."
    )
    assert _decided(propose(text)) == [("cfs", "soil-charter", "approved"), ("ecosoc", "soil-charter", "endorsed")]


def test_a_decision_is_called_after_its_session_and_document(propose) -> None:
    (one,) = propose("The CFS, at its 2025 session, revised Resolution 12.", asked="decisions").decisions
    assert (one.id, one.session, one.year) == ("cfs-2025-resolution-12", "cfs-2025", 2025)


def test_a_governing_body_nobody_registered_is_the_respondents(propose) -> None:
    text = "The Executive Board adopted the Rome Plan of Action."
    assert _decided(propose(text, asked="decisions")) == [("fao-executive-board", "rome-plan-of-action", "adopted")]


def test_a_year_before_the_un_is_no_year_of_a_decision(propose) -> None:
    (one,) = propose("In 1923, the CFS adopted the World Soil Charter.", asked="decisions").decisions
    assert (one.year, one.confirm["year"]) == (None, "the sentence names no year of the decision")


@pytest.mark.parametrize(
    ("text", "body", "year"),
    [
        ("In August 2022, the Executive Board of UNDP endorsed the Tide Plan 2023-2026.", "undp-executive-board", 2022),
        ("On 28 November 2022,UNDP's Executive Board endorsed the Tide Plan.", "undp-executive-board", 2022),
        ("The Tide Plan was approved by the Executive Committee of WHO in May 2021.", "who-executive-committee", 2021),
        ("WHO's Governing Council (GC) approved the Tide Plan at its 2023 session.", "who-governing-council", 2023),
        ("The Conference of the Parties to the CFS adopted the Tide Plan.", "cfs-conference-of-the-parties", None),
        ("The Board of Governors of WHO approved the Tide Plan.", "who-board-of-governors", None),
        ("The Board of UNDP approved the Tide Plan.", "undp-board", None),
        ("The WHO Regional Committee for Africa endorsed the Tide Plan.", "who-regional-committee-for-africa", None),
        ("The Executive Board approved the Tide Plan for 2026-2030.", "fao-executive-board", None),
        ("The Executive Board, which met in 2023, endorsed the Tide Plan (2026-2027).", "fao-executive-board", 2023),
        ("In 2022, FAO asked; the Executive Board approved the Tide Plan in May 2023.", "fao-executive-board", 2023),
        ("The Executive Board approved the Tide Plan, to be done by 2030.", "fao-executive-board", None),
        ("The Executive Board decided to adopt the Tide Plan in June 2024.", "fao-executive-board", 2024),
        ("The Assembly adopted the Tide Plan in 2023.", "fao-assembly", 2023),
        ("The General Assembly adopted the Tide Plan in 2023.", "fao-general-assembly", 2023),
        ("The UN General Assembly adopted the Tide Plan in 2023.", "unga", 2023),
        ("The United Nations General Assembly adopted the Tide Plan in 2023.", "unga", 2023),
    ],
)  # fmt: skip
def test_a_decision_is_of_the_body_and_the_year_that_the_sentence_says(
    propose, text: str, body: str, year: int | None
) -> None:
    (one,) = propose(text, asked="decisions").decisions
    assert (one.body, one.year, one.documents[0].document) == (body, year, "tide-plan")


@pytest.mark.parametrize(
    "text",
    [
        "The Executive Board will adopt the Tide Plan in 2026.",
        "The Tide Plan is to be approved by the Executive Board in 2025.",
        "The Executive Board has not yet approved the Tide Plan.",
        "No decision was taken by the Executive Board, which approved the Tide Plan before.",
        "The Executive Board calls on States to adopt the Tide Plan.",
        "The Executive Board may endorse the Tide Plan.",
        "The Executive Board endorsed the Tide Forum in the Tide Plan.",
    ],
)
def test_what_is_denied_or_to_come_is_no_decision(propose, text: str) -> None:
    assert propose(text, asked="decisions").decisions == ()


@pytest.mark.parametrize(
    "text",
    [
        "Response: FAO is not engaged in coordination with other UN entities such as WHO on tides.",
        "FAO does not coordinate with WHO or UNDP on tides, and has no plans for it in the coming year.",
        "No such action was taken by FAO together with WHO or UNDP in the course of the year 2025.",
        "There are no coordination mechanisms on tides between FAO, WHO and UNDP at this stage of work.",
        "None at this time: FAO, WHO and UNDP work on tides each by themselves and in their own ways.",
        "We do not take part in the bodies on tides that WHO and UNDP have set up for this purpose.",
    ],
)
def test_a_denial_is_no_action(propose, text: str) -> None:
    assert propose(text, asked="coordination").actions == ()


@pytest.mark.parametrize(
    "text",
    [
        "FAO is not only a member of the group on tides but leads it together with WHO and with UNDP.",
        "For countries that do not have data on tides, FAO and WHO launched a joint programme of work.",
        "FAO is not a member of the group on tides, but it launched a joint programme with WHO on them.",
        "To leave no one behind, FAO and WHO launched a joint programme on tides for all the islands.",
        "While there is no body for it, FAO and WHO launched a joint programme on tides for all islands.",
    ],
)
def test_a_sentence_that_denies_something_else_tells_of_an_action(propose, text: str) -> None:
    assert [one.organisations for one in propose(text, asked="coordination").actions]


def test_members_that_adopt_something_outside_that_answer_are_no_body(propose) -> None:
    assert _decided(propose("Regulators adopted the World Soil Charter.")) == []


def test_a_paragraph_about_coordination_is_an_action_with_its_leads(propose) -> None:
    text = "The One Health Working Group (OHWG) is co-led by FAO and WHO and joins what UN bodies know, with UNDP."
    (one,) = propose(text, asked="coordination").actions
    assert (one.id, one.leads, one.organisations) == (
        "fao-2025-one-health-group",
        ("fao", "who"),
        ("one-health-group", "undp"),
    )


def test_those_before_the_verb_lead_and_those_they_worked_with_do_not(propose) -> None:
    text = "In collaboration with UNDP and other stakeholders, FAO established a network for whoever works on seeds."
    (one,) = propose(text, asked="coordination").actions
    assert (one.leads, one.organisations) == (("fao",), ("undp",))


def test_what_was_developed_is_an_output(propose) -> None:
    text = "In 2025, the OHWG developed the World Soil Charter, which tells countries of the world how to treat soils."
    (one,) = propose(text, asked="coordination").actions
    assert (one.id, one.outputs, one.dates and one.dates.ranges) == (
        "fao-2025-soil-charter",
        ("document/soil-charter",),
        ("2025",),
    )


def test_an_address_in_a_paragraph_is_the_actions_website(propose) -> None:
    text = "WHO and FAO launched a joint plan for the soils of the world: more at https://example.org/soil."
    (one,) = propose(text, asked="coordination").actions
    assert [site.url for site in one.websites] == ["https://example.org/soil"]


def test_two_actions_on_one_body_are_told_apart_by_where_they_stand(propose) -> None:
    line = "UNDP worked with us on seeds and soils in many countries this year.\n"
    assert [one.id for one in propose(line * 2, asked="coordination").actions] == [
        "fao-2025-undp-100",
        "fao-2025-undp-168",
    ]


def test_headings_part_an_answer_into_transitions(propose) -> None:
    text = "4. Education\n\nFAO taught farmers with WHO.\n\n3. Digital connectivity:\n\nFields came online."
    found = propose(text, asked="transitions").transitions
    assert [(one.id, one.transition, one.organisations) for one in found] == [
        ("fao-2025-education", "education", ("fao", "who")),
        ("fao-2025-digital-connectivity", "digital-connectivity", ()),
    ]


def test_without_headings_a_paragraph_that_names_one_transition_stands_for_it(propose) -> None:
    text = "FAO changes food systems with its partners.\nIt did much else in food systems, jobs and education."
    found = propose(text, asked="transitions").transitions
    assert [one.transition for one in found] == ["food-systems"]


def test_a_strategy_rests_on_what_its_paragraph_names(propose) -> None:
    text = "The Soil Forum puts the 2030 Agenda to work."
    (one,) = propose(text, asked="strategies").strategies
    assert (one.id, one.rests_on) == ("fao-2025-soil-forum", ("series/soil-forum", "document/a-res-70-1"))


def test_a_named_initiative_has_those_that_began_it(propose) -> None:
    (one,) = propose("Terra – the joint initiative by FAO and WHO towards better soils – grew.").initiatives
    assert (one.id, one.initiators) == ("terra", ("fao", "who"))


def test_a_network_named_in_brackets_is_an_initiative(propose) -> None:
    (one,) = propose("FAO established a networking forum (the Soil Rome Connect) for all.").initiatives
    assert one.id == "soil-rome-connect"


def test_an_initiative_a_block_is_about_is_not_proposed(propose) -> None:
    text = "The Terra Soil Initiative grew."
    assert propose(text, about="partnership/terra", names=("Terra Soil Initiative",)).initiatives == ()


def test_bodies_places_and_countries_are_quoted_wherever_they_are_named(propose) -> None:
    prose = propose("FAO met WHO in Rome, Italy. FAO left.")
    assert (list(prose.organisations), len(prose.organisations["fao"]), list(prose.places)) == (
        ["fao", "who"],
        2,
        ["ita", "rome"],
    )


def test_a_passage_is_the_digest_of_its_words(propose) -> None:
    text = "The Soil Forum puts the 2030 Agenda to work."
    (one,) = propose(text, asked="strategies").strategies
    assert (one.passage.sha256, one.passage.text) == (hashlib.sha256(text.encode()).hexdigest(), None)


def test_every_proposal_says_what_to_confirm(propose) -> None:
    prose = propose(
        "WHO led the Youth Seed Summit with 50 members. The Soil Forum puts it to work.", asked="strategies"
    )
    entities = [*prose.statistics, *prose.mentions, *prose.strategies]
    assert len(entities) == 3
    assert all(one.confirm for one in entities)


def test_the_order_of_the_stretches_does_not_matter(known) -> None:
    answer = Stretch("The 2005 World Summit drew 80 delegates and 90 delegates.", 0, "answer", 1)
    other = Stretch("It drew 80 people to WSS-24.", 500, "description", 2, "", "event/soil-forum-2025", ("Soil Forum",))
    report = Report("fao-2025", "fao", 2025, known)
    assert read([answer, other], report) == read([other, answer], report)


def test_fields_are_looked_through_for_names_only(known) -> None:
    field = Stretch("WHO, 50 members of the Youth Seed Summit, A/78/L.49", 0, "field", 1, "", "event/x-2025")
    prose = read([field], Report("fao-2025", "fao", 2025, known))
    assert (list(prose.organisations), list(prose.documents), prose.statistics, prose.mentions) == (
        ["who"],
        ["a-78-l-49"],
        (),
        (),
    )
