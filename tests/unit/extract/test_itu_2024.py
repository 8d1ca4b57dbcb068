"""ITU's page of 2024, extracted unaided, against what a person read on it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from itu_kg.errors import SourceError
from itu_kg.extract.draft import DraftOptions, draft
from itu_kg.extract.page import reader

if TYPE_CHECKING:
    from itu_kg.model.questionnaire import Event, Partnership, Resource
    from itu_kg.model.registry import Registry
    from itu_kg.model.submission import Submission

PAGE = Path(__file__).resolve().parents[3].parent / "shared" / "reports" / "itu-2024.txt"
ALL = "all"
LAUNCH = "Launch of common framework to guide the digital transformation of education | UNESCO"
BRIEFING = "UN Executive Briefing on Unlocking the potential of virtual worlds and the metaverse for the SDGs"
CITIVERSE = "Global Initiative on Virtual Worlds – Discovering the CitiVerse"
TOOLKIT = "https://academy.itu.int/itu-d/projects-activities/research-publications/digital-skills-toolkit"

# name; ranges and year round; places; mode; goals; website (address, or the link's text in brackets); realisation;
# series; edition
EVENTS = """\
39th World Radiocommunication Conference; 2023-11-20/2023-12-15; dubai; -; 7 9 10 11 12 13 17; https://www.itu.int/wrc-23/; held; wrc; -
World Telecommunication Standardization Assembly (WTSA-24); 2024-10-15/2024-10-24; new-delhi; -; 5 9 11 13 17; https://www.itu.int/wtsa/2024/; held; wtsa; -
WSIS+20 Forum High-Level Event 2024; 2024-05-27/2024-05-31; geneva; -; all; http://www.wsis.org/forum; held; wsis-forum; -
WSIS+20 High-Level Event 2025; 2025-07-07/2025-07-11; geneva; -; all; http://www.wsis.org/forum; planned; wsis-forum; -
AI for Good Global Summit 2024; 2024-05-30/2024-05-31 all-2024; geneva; -; all; https://aiforgood.itu.int/summit24/; held; ai-for-good-global-summit; -
AI for Good Global Summit 2025; 2025-07-08/2025-07-11 all-2025; geneva; -; all; https://aiforgood.itu.int/summit25/; planned; ai-for-good-global-summit; -
ITU Digital Skills Forum; 2024-09-17/2024-09-19; manama; -; 4; https://www.itu.int/itu-d/meetings/digital-skills-forum/; held; itu-digital-skills-forum; -
ITU Global Symposium for Regulators; 2024-07-01/2024-07-04; kampala; -; 9; (GSR-24); held; gsr; 23
ITU Global Standards Symposium (GSS-24); 2024-10-14; new-delhi; -; all; (GSS-24); held; gss; 5
ITU Digital Transformation Dialogues; all-2024; -; virtual; all; (Digital Transformation Dialogues); ongoing; digital-transformation-dialogues; -
8th meeting of the United for Smart Sustainable Cities (U4SSC) Initiative; 2024-09-19; madrid; -; 11; (United for Smart Sustainable Cities (U4SSC) Initiative); held; u4ssc-meeting; 8
UN Virtual Worlds Day; 2024-06-14; geneva; -; all; (UN Virtual Worlds Day); held; un-virtual-worlds-day; 1
UN Metaverse Think-a-Thon; 2024-03-05/2024-06-14; geneva; hybrid; all; (UN Metaverse Think-a-Thon); held; un-metaverse-think-a-thon; 1
ITU Forums on metaverse; 2024-03-04 2024-06-13; queretaro geneva; -; all; https://www.itu.int/metaverse/meetings-events/; held; itu-forum-on-metaverse; -
Global Connectivity Forum; 2024-07-08/2024-07-10; geneva; -; 4; (Giga Connectivity Forum – Giga); held; giga-connectivity-forum; -
"""  # noqa: E501  one event a line

MOST = "policy-makers other-stakeholders private-sector ngos academia"
CO_PUBLISHERS = (
    "itu world-bank unece itcilo united-nations-futures-lab-network wmo unicc wipo unicef unwto unu undppa unin "
    "united-nations-guatemala fao unescwa unfccc resilience-frontiers unrisd"
)
NETWORK = (
    "un-habitat cbd eclac fao undesa undp uneca unesco unep unep-fi unfccc unido unops unu-egov un-women unwto wmo"
)

# name; goals; publishers; audience; languages now; languages planned; website
RESOURCES = (
    ("ITU Digital Skills Toolkit 2024", "4", "itu", MOST, "en", "ar es fr ru zh", TOOLKIT),
    ("ITU G5 Accelerator", "9", "itu", MOST, "en", "", "(ITU | G5 Accelerator)"),
    (
        "ITU Digital Regulation Platform and Training", "9", "itu", MOST, "ar en es fr ru zh", "",
        "(Digital Regulation Platform and Trainings | Digital Regulation Platform)",
    ),
    (f"1st {BRIEFING}", ALL, CO_PUBLISHERS, MOST, "en", "", f"(1st {BRIEFING})"),
    (
        "United for Smart Sustainable Cities (U4SSC) Deliverables", "11",
        f"itu unece {NETWORK}",
        "city-leaders policy-makers city-planners other-stakeholders private-sector academia", "en", "",
        "(U4SSC Publications)",
    ),
    (
        "A framework to guide the digital transformation of education", "4", "unesco itu unicef gpe", MOST, "en", "",
        f"({LAUNCH})",
    ),
)  # fmt: skip

# name; partners with their roles; goals; emphasised; scope of benefit; groups; websites
PARTNERSHIPS = (
    (
        "United for Smart Sustainable Cities (U4SSC) Initiative",
        {"coordinator": "itu unep unece", "partner": NETWORK}, ALL, "11", "open", "",
        "(United for Smart Sustainable Cities (U4SSC) Initiative)",
    ),
    (CITIVERSE, {"partner": "itu unicc digital-dubai"}, ALL, "", "all", "", f"({CITIVERSE})"),
    (
        "Network of Women", {"funder": "chn sau aus"}, "5", "", "global", "",
        "(NoW in ITU-T) (NoW in ITU-R) (NoW in ITU-D)",
    ),
    (
        "WSIS-Beijing+30 Common Action Agenda for Bridging Gender Digital Divide", {"partner": "itu un-women"}, ALL,
        "5", "open", "", "http://www.wsis.org/forum",
    ),
    (
        "Partner2Connect (P2C) Digital Coalition", {"partner": "un-ohrlls oset"}, ALL, "", "all", "ldc lldc sids",
        "https://www.itu.int/partner2connect",
    ),
)  # fmt: skip


@pytest.fixture(scope="module")
def page() -> str:
    if not PAGE.is_file():
        pytest.skip("ITU's page is not beside the project")
    return reader.plain_text(PAGE.read_bytes(), where=PAGE.name).text


@pytest.fixture(scope="module")
def submission(page: str, known_things: Registry) -> Submission:
    return draft(reader.plain_text(page.encode(), where=PAGE.name), known_things, DraftOptions(), where=PAGE.name)


def _goals(entity: Event | Resource | Partnership) -> str:
    assert entity.goals
    return ALL if entity.goals.scope == "all" else " ".join(map(str, entity.goals.goals))


def _websites(entity: Event | Resource | Partnership) -> str:
    return " ".join(website.url or f"({website.text})" for website in entity.websites)


def _event(event: Event) -> str:
    assert event.dates
    assert event.location
    when = [*event.dates.ranges, *([f"all-{event.dates.year_round}"] if event.dates.year_round else [])]
    cells = (
        event.name.text,
        " ".join(when),
        " ".join(event.location.places) or "-",
        event.location.mode or "-",
        _goals(event),
        _websites(event),
        event.realisation,
        event.series,
        event.edition.number if event.edition else "-",
    )
    return "; ".join(map(str, cells))


def test_it_is_itus_submission_of_2024_on_the_form_of_2024(submission: Submission) -> None:
    assert (submission.id, submission.form) == ("itu-2024", "sdg-questionnaire-2024")
    assert submission.respondent.text == "International Telecommunication Union (ITU)"


def test_all_seven_questions_are_answered(submission: Submission, page: str) -> None:
    edges = [page[answer.passage.at.start :][:14] for answer in submission.answers if answer.passage]
    assert edges == [
        "The Internatio", "• United Natio", "Event Name \u00a0\u00a03", "Resource Name\u00a0",
        "4. Education\n\n", "The annual WSI", "Initiative/Par",
    ]  # fmt: skip


def test_every_field_of_every_event_is_right(submission: Submission) -> None:
    assert [_event(event) for event in submission.events] == EVENTS.splitlines()


def test_every_field_of_every_resource_is_right(submission: Submission) -> None:
    read = []
    for resource in submission.resources:
        assert resource.publishers
        assert resource.audience
        assert resource.languages
        publishers = " ".join(one.organisation or f"({one.text})" for one in resource.publishers.named)
        groups = " ".join(resource.audience.groups)
        languages = " ".join(resource.languages.available), " ".join(resource.languages.planned)
        read.append((resource.name.text, _goals(resource), publishers, groups, *languages, _websites(resource)))
    assert read == list(RESOURCES)


def test_every_field_of_every_partnership_is_right(submission: Submission) -> None:
    read = []
    for one in submission.partnerships:
        assert one.partners
        assert one.goals
        assert one.beneficiaries
        partners: dict[str, str] = {}
        for named in one.partners.named:
            slug = named.organisation or named.country or f"({named.text})"
            partners[named.role] = f"{partners.get(named.role, '')} {slug}".strip()
        emphasised = " ".join(map(str, one.goals.emphasised))
        groups = " ".join(one.beneficiaries.groups)
        benefit = (one.beneficiaries.scope, groups)
        read.append((one.name.text, partners, _goals(one), emphasised, *benefit, _websites(one)))
    assert read == list(PARTNERSHIPS)


def test_every_block_has_its_whole_description(submission: Submission, page: str) -> None:
    described = [*submission.events, *submission.resources, *submission.partnerships]
    passages = [entity.description.at for entity in described if entity.description]
    assert len(passages) == 26
    for start, end in passages:
        assert page[:start].rstrip().endswith(("outcome(s)", "(max 150 words)"))
        assert page[end:].lstrip().startswith(("Website", "Language(s)"))


def test_acronyms_are_those_that_stand_for_the_whole_name(submission: Submission) -> None:
    named = [*submission.events, *submission.resources, *submission.partnerships]
    assert [entity.name.acronym for entity in named if entity.name.acronym] == [
        "WRC-23", "WTSA-24", "GSR-24", "GSS-24", "DTD", "U4SSC", "NoW", "P2C",
    ]  # fmt: skip


def test_the_forums_on_metaverse_have_two_sittings_paired_by_inference(submission: Submission) -> None:
    with_sessions = [event for event in submission.events if event.sessions]
    assert [event.name.text for event in with_sessions] == ["ITU Forums on metaverse"]
    assert [(one.dates, one.place) for one in with_sessions[0].sessions] == [
        ("2024-03-04", "queretaro"),
        ("2024-06-13", "geneva"),
    ]
    assert with_sessions[0].pairing_inferred


def test_six_languages_are_inferred_once(submission: Submission) -> None:
    inferred = [one.name.text for one in submission.resources if one.languages and one.languages.inferred]
    assert inferred == ["ITU Digital Regulation Platform and Training"]


def test_the_deliverables_have_four_parts_and_the_fourth_has_five(submission: Submission) -> None:
    parts = {one.name.text: one.parts for one in submission.resources if one.parts}
    assert list(parts) == ["United for Smart Sustainable Cities (U4SSC) Deliverables"]
    (found,) = parts.values()
    assert [len(part.parts) for part in found] == [0, 0, 0, 5]
    assert found[3].parts[4].text == "Case study – Copenhagen"


def test_every_quoted_word_stands_where_the_record_says(submission: Submission, page: str) -> None:
    for entity in (*submission.events, *submission.resources, *submission.partnerships):
        for name in type(entity).model_fields:
            field = getattr(entity, name)
            if hasattr(field, "at") and field.text is not None:
                assert page[field.at.start : field.at.end] == field.text


def test_cut_anywhere_the_page_is_refused(page: str, known_things: Registry) -> None:
    for end in range(0, len(page) - 1, 1777):
        with pytest.raises(SourceError):
            draft(
                reader.plain_text(page[:end].encode(), where="cut.txt"), known_things, DraftOptions(), where="cut.txt"
            )
