"""What the prose of ITU's 2024 submission tells of things, against what a person read on the page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from itu_kg import records

if TYPE_CHECKING:
    from itu_kg.model.particulars import Particulars
    from itu_kg.model.submission import Submission

PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def record() -> Submission:
    return records.read(PROJECT / "data" / "reports" / "itu-2024.yaml")


@pytest.fixture(scope="module")
def told(record: Submission) -> dict[str, Particulars]:
    return {each.id: each for each in record.particulars}


POINTERS = {
    "owners": {
        "partnership/partner2connect": {"organisation/itu"},
        "partnership/network-of-women": {"organisation/itu"},
        "organisation/resilience-frontiers": {"organisation/unfccc"},
    },
    "initiators": {
        "partnership/citiverse": {"organisation/itu", "organisation/unicc", "organisation/digital-dubai"},
        "partnership/digital-international-geneva-connect": {
            "organisation/itu", "organisation/canton-of-geneva", "organisation/atlantic-council",
        },
        "partnership/ai-for-good": {"organisation/government-of-switzerland"},
        "partnership/giga": {"organisation/itu", "organisation/unicef"},
    },
    "creators": {
        "document/un-activities-on-ai-report": {"organisation/iawg-ai"},
        "document/principles-for-the-ethical-use-of-ai-in-the-un-system": {"organisation/iawg-ai"},
        "document/un-system-white-paper-on-ai-governance": {"organisation/iawg-ai"},
        "resource/itu-digital-regulation-platform-and-training": {"organisation/itu", "organisation/world-bank"},
    },
    "founders": {"organisation/iawg-ai": {"organisation/hlcp"}},
    "founded_at": {
        "partnership/citiverse": {"event/un-virtual-worlds-day-2024"},
        "resource/un-executive-briefing-on-virtual-worlds": {"event/un-virtual-worlds-day-2024"},
        "partnership/u4ssc-thematic-group-future-foresight": {"event/u4ssc-meeting-2024"},
        "partnership/u4ssc-thematic-group-buildings-and-urban-energy": {"event/u4ssc-meeting-2024"},
        "partnership/u4ssc-thematic-group-socio-cultural-sustainability": {"event/u4ssc-meeting-2024"},
        "partnership/u4ssc-thematic-group-digital-public-infrastructure": {"event/u4ssc-meeting-2024"},
    },
    "rests_on": {
        "organisation/ungis": {"event/2005-world-summit"},
        "partnership/ai-for-good": {"document/itu-pp-resolution-214", "document/a-78-l-49"},
        "partnership/partner2connect": {"document/partner2connect-action-framework"},
        "partnership/wsis-beijing-30": {"document/wsis-action-lines", "document/beijing-declaration"},
        "transition/itu-2024-education": {"partnership/gtep"},
        "series/wsis-forum": {"document/wsis-action-lines"},
        "strategy/itu-2024-wsis-forum": {
            "series/wsis-forum", "document/political-declaration", "document/2030-agenda-for-sustainable-development",
            "event/wsis-forum-2025", "document/wsis-action-lines", "document/geneva-plan-of-action",
        },
    },
    "implements": {
        "organisation/ungis": {"document/geneva-plan-of-action", "document/tunis-agenda-for-the-information-society"},
        "partnership/u4ssc": {"document/2030-agenda-for-sustainable-development"},
    },
    "feeds_into": {
        "document/itu-council-resolution-1332": {"document/2030-agenda-for-sustainable-development"},
        "organisation/iawg-ai": {"organisation/ceb", "organisation/hlcp"},
        "document/un-system-white-paper-on-ai-governance": {"organisation/hlab-ai"},
        "event/itu-forums-on-metaverse-2024": {"organisation/fg-mv"},
        "event/gss-24": {"event/wtsa-24"},
    },
    "part_of": {
        "resource/u4ssc-deliverables-2024": {"partnership/u4ssc"},
        "series/wsis-forum": {"series/wsis"},
        "organisation/hlcp": {"organisation/ceb"},
        "organisation/itu-t": {"organisation/itu"},
    },
    "related": {"partnership/network-of-women": {"partnership/now-of-digital-ministers"}},
    "about": {
        "document/itu-council-resolution-1332": {"series/wsis", "document/2030-agenda-for-sustainable-development"},
        "document/wrc-23-final-acts": {"document/radio-regulations", "document/itu-r-recommendations"},
        "document/a-res-56-183": {"series/wsis"},
        "event/wsis-forum-2025": {
            "event/wsis-20-review", "document/wsis-action-lines", "document/geneva-plan-of-action",
        },
        "strategy/itu-2024-wsis-forum": {"event/wsis-20-review"},
        "event/wsis-20-review": {"document/global-digital-compact"},
        "event/global-connectivity-forum-2024": {"partnership/giga"},
        "document/wtsa-resolution-com4-ai": {"partnership/ai-for-good"},
        "resource/un-executive-briefing-on-virtual-worlds": {"term/metaverse"},
        "resource/guiding-principles-case-study-hong-kong": {"place/hong-kong"},
        "resource/guiding-principles-case-study-dubai": {"place/dubai"},
        "resource/guiding-principles-case-study-buenos-aires": {"place/buenos-aires"},
        "resource/guiding-principles-case-study-singapore": {"place/singapore"},
        "resource/guiding-principles-case-study-copenhagen": {"place/copenhagen"},
    },
}  # fmt: skip
"""By field and thing, all that the page points at."""

DAYS = {
    "founded": {"organisation/iawg-ai": "2020", "partnership/citiverse": "2024-06-14"},
    "since": {
        "document/gsr-best-practice-guidelines": "2003",
        "resource/itu-digital-regulation-platform-and-training": "2000",
    },
    "dated": {
        "decision/unga-a-res-56-183": "2001-12-21",
        "decision/itu-pp-2022-resolution-214": "2022",
        "decision/unga-a-78-l-49": "2024",
        "decision/wtsa-24-resolution-com4-ai": "2024",
        "decision/wrc-23-radio-regulations": "2023",
        "decision/hlcp-2020-iawg-ai": "2020",
        "decision/itu-council-2024-resolution-1332": "2024",
        "document/a-res-56-183": "2001-12-21",
        "document/itu-pp-resolution-214": "2022",
        "document/a-78-l-49": "2024",
        "document/wtsa-resolution-com4-ai": "2024",
        "document/principles-for-the-ethical-use-of-ai-in-the-un-system": "2022",
        "document/un-system-white-paper-on-ai-governance": "2024",
        "resource/u4ssc-deliverables-2024": "2024",
    },
}


@pytest.mark.parametrize("field", POINTERS)
def test_prose_points_at_what_the_page_names_and_at_nothing_else(told: dict[str, Particulars], field: str) -> None:
    read = {thing: {one.to for one in getattr(each, field)} for thing, each in told.items() if getattr(each, field)}
    assert read == POINTERS[field]


@pytest.mark.parametrize("field", DAYS)
def test_days_are_as_exact_as_the_page_has_them(told: dict[str, Particulars], field: str) -> None:
    assert {thing: day.date for thing, each in told.items() if (day := getattr(each, field))} == DAYS[field]


def test_roles_of_bodies_in_bodies_are_those_that_the_page_names(record: Submission) -> None:
    assert {(each.member, each.role, each.organisation) for each in record.memberships} == {
        ("itu", "secretariat", "ungis"),
        ("itu", "vice-chair", "ungis"),
        ("itu", "co-lead", "iawg-ai"),
        ("unesco", "co-lead", "iawg-ai"),
        ("itu", "member", "ecesa-plus"),
    }


def test_no_role_has_a_time_since_the_page_gives_none(record: Submission) -> None:
    assert [each.id for each in record.memberships if each.period] == []


def test_the_one_term_that_is_defined_is_defined_by_the_focus_group(record: Submission) -> None:
    assert [(each.name.text, [one.organisation for one in each.defined_by]) for each in record.terms] == [
        ("metaverse", ["fg-mv"])
    ]


def test_the_framework_has_two_layers_and_six_pillars(record: Submission) -> None:
    (parts,) = (each.parts for each in record.resources if each.id.startswith("framework"))
    layers = {layer.text: [part.text for part in layer.parts] for layer in parts}
    assert layers == {
        "outer layer": ["vision"],
        "inner layer": [
            "coordination and leadership",
            "connectivity and infrastructure",
            "cost and sustainability",
            "capacity and culture",
            "content and solutions",
            "data and evidence",
        ],
    }
    assert [part.text for part in parts[0].parts[0].parts] == ["purpose", "priorities", "principles"]


def test_four_thematic_groups_of_u4ssc_are_named(record: Submission) -> None:
    assert [part.text for each in record.partnerships for part in each.parts] == [
        "future foresight for cities",
        "sustainable digital transformation in buildings and urban energy",
        "socio-cultural sustainability in people-centered city governance",
        "digital public infrastructure for cities",
    ]


def test_lists_that_name_only_some_are_those_that_say_so(record: Submission, told: dict[str, Particulars]) -> None:
    blocks = {each.id for each in record.partnerships if each.partners and not each.partners.complete}
    assert blocks == {"u4ssc", "network-of-women"}
    assert {each.id for each in record.resources if each.publishers and not each.publishers.complete} == {
        "framework-for-the-digital-transformation-of-education"  # "as well as public and private partners"
    }
    organizers = {one.text for each in record.mentions for one in each.organizers if not one.complete}
    assert organizers == {"ESCAP", "ECA"}  # "such as"
    assert {each.id for each in record.resources if each.audience and each.audience.complete} == set()
    some = {
        (thing, one.text)
        for thing, each in told.items()
        for field in (*POINTERS, "activities", "topics", "stakeholders")
        for one in getattr(each, field)
        if not one.complete
    }
    assert some == {
        (
            "document/itu-council-resolution-1332",
            "responsible development and deployment of artificial intelligence (AI)",
        ),
        ("document/un-system-white-paper-on-ai-governance", "Secretary-General's High-level Advisory Body on AI"),
        ("partnership/digital-international-geneva-connect", "Atlantic Council"),
        ("partnership/partner2connect", "other international or regional organizations"),
        ("series/wsis-forum", "governments"),
        ("strategy/itu-2024-wsis-forum", "2030 Agenda"),
    }  # fmt: skip


def test_what_is_still_to_be_done_is_the_call_for_participation_in_the_course_of_giga(
    told: dict[str, Particulars],
) -> None:
    planned = {thing: [(one.text, one.date and one.date.date) for one in each.planned] for thing, each in told.items()}
    assert {thing: plans for thing, plans in planned.items() if plans} == {
        "partnership/giga": [("call for participation", "2024-11")]
    }


def test_the_one_document_that_comes_out_again_is_the_annual_report_on_ai(told: dict[str, Particulars]) -> None:
    assert {thing: each.recurrence.every for thing, each in told.items() if each.recurrence} == {
        "document/un-activities-on-ai-report": "P1Y"
    }


def test_what_giga_does_is_told_in_the_words_of_the_page(told: dict[str, Particulars]) -> None:
    assert [each.text for each in told["partnership/giga"].activities] == [
        "geo-mapping of schools",
        "real-time monitoring of the connectivity of the schools",
        "infrastructure analysis",
        "engaging financial institutions and private sector",
        "providing technical support and expertise in procurement and contracting",
        "establishing a capacity strengthening Centre",
        "knowledge transfer, information sharing, research, innovation",
        "the first course has been produced",
        "Partnerships have also been established with academic institutions",
    ]


def test_nobody_owns_what_the_page_calls_a_joint_or_a_un_undertaking(told: dict[str, Particulars]) -> None:
    shared = ("giga", "u4ssc", "citiverse", "ai-for-good", "wsis-beijing-30")
    assert [each for each in shared if told[f"partnership/{each}"].owners] == []


def test_the_council_decided_on_no_day_that_the_page_names(told: dict[str, Particulars]) -> None:
    assert told["document/itu-council-resolution-1332"].dated is None


def test_a_figure_measures_what_its_unit_names(record: Submission) -> None:
    measured = {each.measured for each in record.statistics}
    assert None not in measured
    assert {each.unit for each in record.statistics if each.measured == "participants"} == {
        "participants",
        "virtual attendees",
    }
    assert {each.unit for each in record.statistics if each.measured == "un-entities"} == {
        "other UN entities",
        "UN agencies",
    }
