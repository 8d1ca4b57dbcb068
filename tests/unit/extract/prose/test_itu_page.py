"""What prose proposes from ITU's page of 2024, against lists worked out by reading the page.

The figures and the documents are complete lists: nothing missing, nothing more.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from itu_kg.extract.draft import DraftOptions, draft
from itu_kg.extract.page import reader
from itu_kg.model.assets import carried
from itu_kg.registry import load

if TYPE_CHECKING:
    from itu_kg.model.submission import Submission

PAGE = Path(__file__).resolve().parents[4].parent / "shared" / "reports" / "itu-2024.txt"

FIGURES = {
    ("50", "members", "nearly", 3407),
    ("19", "other UN entities", "equal", 4694),
    ("9", "thematic groups", "equal", 4762),
    ("151", "Member States", "equal", 7113),
    ("40", "UN agencies", "more-than", 11956),
    ("37000", "active contributors", "more-than", 12009),
    ("180", "countries", "more-than", 12050),
    ("600", "participants", "more-than", 15322),
    ("77", "countries", "more-than", 15349),
    ("2600", "participants", "more-than", 16566),
    ("20", "Ministers/Deputy Ministers", "more-than", 16688),
    ("20", "Head of Regulatory Authorities", "more-than", 16729),
    ("10", "industry leaders", "more-than", 16778),
    ("21", "sessions", "equal", 17499),
    ("2700", "virtual attendees", "more-than", 17833),
    ("4", "new Thematic Groups", "equal", 18809),
    ("3", "new U4SSC publications", "equal", 19086),
    ("19", "other UN entities", "equal", 19155),
    ("169", "participants", "equal", 21149),
    ("69", "teams", "equal", 21170),
    ("10", "countries", "more-than", 21184),
    ("3", "teams", "equal", 21308),
    ("951", "pledges", "equal", 33500),
    ("52700000000", "US dollars", "equal", 33518),
    ("457", "entities", "equal", 33548),
    ("182", "entities of governmental nature", "equal", 33796),
    ("106", "entities from the private sector", "equal", 33828),
    ("26", "UN Agencies", "equal", 33864),
}
DOCUMENTS = {
    "2024-ministerial-declaration": [33991],
    "2030-agenda-for-sustainable-development": [353, 773, 992, 1262, 2549, 4843, 34756],
    "a-78-l-49": [12246],
    "a-res-56-183": [8974, 10306],
    "beijing-declaration": [39454],
    "geneva-plan-of-action": [1504, 11080, 35090],
    "global-digital-compact": [11197, 13595],
    "gsr-best-practice-guidelines": [15392, 15568],
    "itu-council-resolution-1332": [639],
    "itu-pp-resolution-214": [12140],
    "itu-r-recommendations": [7365],
    "partner2connect-action-framework": [33213, 33372, 40289, 40460],
    "political-declaration": [34461],
    "principles-for-the-ethical-use-of-ai-in-the-un-system": [3788],
    "radio-regulations": [6864, 7290],
    "tunis-agenda-for-the-information-society": [1530],
    "un-activities-on-ai-report": [3643],
    "un-system-white-paper-on-ai-governance": [3891, 4010],
    "wrc-23-final-acts": [7142, 7165],
    "wsis-action-lines": [9825, 10962, 34360, 34979, 39409],
    "wtsa-resolution-com4-ai": [12480],
}
EVENTS = {
    "itu-council-2024": ("2024",),
    "world-summit-2005": ("2005",),
    "csw68": (),
    "ungis-side-event-2024": (),
    "summit-for-the-future-action-days-2024": (),
    "ungis-meeting-2024": (),
    "hlcp-47": (),
    "wsis-2003": ("2003-12-10/2003-12-12",),
    "wsis-2005": ("2005-11-16/2005-11-18",),
    "itu-pp-2022": ("2022",),
    "robotics-for-good-youth-challenge-2025": (),
    "innovation-factory-2025": (),
    "machine-learning-hackathons-2025": (),
    "ai-governance-day-2025": (),
    "international-ai-standards-summit-2025": (),
    "gss-24-high-level-segment": (),
    "digital-transformation-dialogues-2025": ("2025",),
    "reci-congress-2024": (),
    "u4ssc-meeting-2025": ("2025",),
    "un-virtual-worlds-day-2025": ("2025-05",),
    "un-metaverse-think-a-thon-2025": ("2025",),
    "gtep-session-2024": ("2024-11-04/2024-11-08",),
}


@pytest.fixture(scope="module")
def read() -> Submission:
    if not PAGE.is_file():
        pytest.skip("the page of ITU's submission is not beside the project")
    page = reader.plain_text(PAGE.read_bytes(), where="itu-2024.txt")
    return draft(page, load(carried().registry), DraftOptions(keep_text=False), where="itu-2024.txt")


def test_every_figure_of_the_page_is_proposed_and_no_other(read: Submission) -> None:
    found = {(f"{one.value:f}", one.unit, one.comparator, one.quote.at.start) for one in read.statistics}
    assert found == FIGURES


def test_every_document_is_proposed_wherever_it_is_cited_and_no_other(read: Submission) -> None:
    assert {slug: [quote.at.start for quote in quotes] for slug, quotes in read.documents.items()} == DOCUMENTS


def test_every_event_that_prose_mentions_is_proposed_with_its_dates_and_no_other(read: Submission) -> None:
    assert {one.id: one.dates.ranges if one.dates else () for one in read.mentions} == EVENTS


def test_the_next_editions_are_expected_and_follow_those_reported(read: Submission) -> None:
    follows = {one.id: one.follows for one in read.mentions if one.realisation == "expected"}
    assert follows == {
        "digital-transformation-dialogues-2025": "digital-transformation-dialogues-2024",
        "u4ssc-meeting-2025": "u4ssc-meeting-2024",
        "un-virtual-worlds-day-2025": "un-virtual-worlds-day-2024",
        "un-metaverse-think-a-thon-2025": "un-metaverse-think-a-thon-2024",
    }


def test_the_decisions_are_proposed_with_body_document_and_session(read: Submission) -> None:
    found = [(one.body, one.session, one.documents[0].did, one.documents[0].document) for one in read.decisions]
    assert found == [
        ("itu-council", "itu-council-2024", "revised", "itu-council-resolution-1332"),
        ("hlcp", "hlcp-47", "approved", "un-system-white-paper-on-ai-governance"),
        ("ceb", None, "endorsed", "un-system-white-paper-on-ai-governance"),
        ("wtsa", "wtsa-24", "adopted", "wtsa-resolution-com4-ai"),
    ]


def test_the_six_coordination_actions_have_their_leads(read: Submission) -> None:
    assert [one.leads for one in read.actions] == [
        ("ungis",),
        ("itu", "unesco"),
        ("iawg-ai",),
        ("itu", "unep", "unece"),
        ("itu", "unicc", "digital-dubai"),
        ("itu",),
    ]


def test_both_transitions_are_proposed_under_their_headings(read: Submission) -> None:
    assert [(one.transition, one.passage.at.start) for one in read.transitions] == [
        ("education", 31117),
        ("digital-connectivity", 32664),
    ]


def test_the_strategy_rests_on_the_forums_and_the_documents(read: Submission) -> None:
    (one,) = read.strategies
    assert {"series/wsis-forum", "event/wsis-forum-2025", "document/political-declaration"} <= set(one.rests_on)


def test_initiatives_that_no_block_is_about_are_proposed(read: Submission) -> None:
    assert {"giga", "ai-for-good", "gtep"} <= {one.id for one in read.initiatives}


def test_every_spelling_of_a_body_is_quoted(read: Submission) -> None:
    spelt = {quote.text for slug in ("uneca", "unwto", "unops") for quote in read.organisations[slug]}
    assert {"ECA", "UNECA", "UN Tourism", "UNWTO", "UNOP", "UNOPS"} <= spelt
