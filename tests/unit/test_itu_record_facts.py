"""The facts of ITU's 2024 submission as the record has them, against what a person read on the page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from itu_kg import records

if TYPE_CHECKING:
    from itu_kg.model.fields import Goals, Part, Participant
    from itu_kg.model.submission import Submission

PROJECT = Path(__file__).resolve().parents[2]
TABLES = Path(__file__).with_name("itu_record_expected.txt")


@pytest.fixture(scope="module")
def record() -> Submission:
    return records.read(PROJECT / "data" / "reports" / "itu-2024.yaml")


SECTIONS = {
    "answers": 7,
    "events": 15,
    "resources": 6,
    "partnerships": 5,
    "decisions": 12,
    "actions": 6,
    "transitions": 2,
    "strategies": 1,
    "statistics": 30,
    "mentions": 26,
    "series": 7,
    "initiatives": 5,
}


def _expected(section: str) -> dict[str, tuple[str, ...]]:
    """Read one table of what a person read on the page: rows of ` | `, the first cell the id."""
    table = TABLES.read_text("utf-8").split(f"\n[{section}]\n")[1].split("\n[")[0]
    rows = [tuple(cell.strip() for cell in line.split(" | ")) for line in table.splitlines() if line]
    return {row[0]: row[1:] for row in rows}


def _goals(goals: Goals) -> str:
    said = "all" if goals.scope == "all" else " ".join(map(str, goals.goals))
    return said + "".join(f" +{goal}" for goal in goals.emphasised)


def _who(participants: tuple[Participant, ...], role: str = "") -> str:
    chosen = [each for each in participants if not role or each.role == role]
    return " ".join(each.organisation or each.country or "?" for each in chosen) or "-"


@pytest.mark.parametrize(("section", "count"), SECTIONS.items())
def test_a_section_is_complete(record: Submission, section: str, count: int) -> None:
    assert len(getattr(record, section)) == count


def test_all_seven_questions_are_answered(record: Submission) -> None:
    assert [(answer.question, answer.status) for answer in record.answers] == [
        (str(n), "answered") for n in range(1, 8)
    ]


def test_events_say_what_their_blocks_say(record: Submission) -> None:
    read = {}
    for event in record.events:
        assert event.dates
        assert event.location
        assert event.goals
        dates = " ".join(event.dates.ranges) + (f" all {event.dates.year_round}" if event.dates.year_round else "")
        places = " ".join(event.location.places) or "-"
        website = event.websites[0].url or "label"
        mode = event.location.mode or "-"
        read[event.id] = (event.name.text, dates.strip(), mode, places, _goals(event.goals), website)
    assert read == _expected("events")


def test_events_say_what_their_descriptions_say(record: Submission) -> None:
    read = {}
    for event in record.events:
        held = [
            event.realisation or "-",
            event.series or "-",
            str(event.edition.number if event.edition else "-"),
            event.name.acronym or "-",
        ]
        mandates = " ".join(each.document for each in event.mandates) or "-"
        read[event.id] = (*held, _who(event.organizers), _who(event.contributors), mandates)
    assert read == _expected("event-details")


def test_only_the_forums_on_metaverse_have_sessions_and_their_pairing_is_inferred(record: Submission) -> None:
    sessions = {event.id: event for event in record.events if event.sessions or event.pairing_inferred}
    assert list(sessions) == ["itu-forums-on-metaverse-2024"]
    forums = sessions["itu-forums-on-metaverse-2024"]
    assert forums.pairing_inferred
    assert [(each.dates, each.place) for each in forums.sessions] == [
        ("2024-03-04", "queretaro"),
        ("2024-06-13", "geneva"),
    ]


def test_resources_say_what_their_blocks_say(record: Submission) -> None:
    read = {}
    for resource in record.resources:
        assert resource.goals
        assert resource.publishers
        assert resource.audience
        assert resource.languages
        publishers = _who(resource.publishers.named)
        languages = " ".join(resource.languages.available) + " inferred" * resource.languages.inferred
        planned = " ".join(resource.languages.planned) or "-"
        website = resource.websites[0].url or "label"
        groups = " ".join(sorted(resource.audience.groups))
        goals = _goals(resource.goals)
        read[resource.id] = (resource.name.text, goals, publishers, groups, languages, planned, website)
    assert read == _expected("resources")


def test_the_u4ssc_deliverables_are_four_and_the_last_has_five_case_studies(record: Submission) -> None:
    def tree(part: Part) -> list[object]:
        return [part.text, *(tree(each) for each in part.parts)]

    [deliverables] = [resource for resource in record.resources if resource.id == "u4ssc-deliverables-2024"]
    cities = ("Hong Kong", "Dubai", "Buenos Aires", "Singapore", "Copenhagen")
    assert [tree(part) for part in deliverables.parts] == [
        ["U4SSC Brochure – Connecting communities, empowering people"],
        ["Policy benchmarks for digital transformation of people-centred cities"],
        ["Data and API requirements for centralized smart city platforms"],
        ["Guiding principles for artificial intelligence in cities", *([f"Case study – {city}"] for city in cities)],
    ]


def test_partnerships_say_what_their_blocks_say(record: Submission) -> None:
    read = {}
    for partnership in record.partnerships:
        assert partnership.goals
        assert partnership.partners
        assert partnership.beneficiaries
        roles = "; ".join(_who(partnership.partners.named, role) for role in ("coordinator", "partner", "funder"))
        benefit = " ".join((partnership.beneficiaries.scope or "-", *partnership.beneficiaries.groups))
        websites = " ".join(each.url or "label" for each in partnership.websites)
        name = (partnership.name.text, partnership.name.acronym or "-")
        read[partnership.id] = (*name, roles, _goals(partnership.goals), benefit, websites)
    assert read == _expected("partnerships")


def test_figures_are_those_of_the_page(record: Submission) -> None:
    read = {}
    for each in record.statistics:
        more = (each.currency or "-", each.period or "-")
        read[each.id] = (each.subject, each.quote.text, str(each.value), each.comparator, each.unit, *more)
    assert read == _expected("statistics")


def test_mentioned_events_are_those_of_the_prose(record: Submission) -> None:
    read = {}
    for each in record.mentions:
        dates = " ".join(each.dates.ranges) if each.dates else "-"
        places = " ".join(each.location.places) if each.location else "-"
        links = (each.series or "-", each.part_of or "-", each.follows or "-")
        read[each.id] = (each.name.text, dates, places, each.realisation, *links)
    assert read == _expected("mentions")


def test_decisions_are_those_the_page_tells_of(record: Submission) -> None:
    read = {}
    for each in record.decisions:
        documents = " ".join(f"{document.did or 'called'} {document.document}" for document in each.documents) or "-"
        read[each.id] = (each.body or "-", each.session or "-", str(each.year or "-"), documents)
    assert read == _expected("decisions")


def test_actions_transitions_and_strategies_name_who_and_what_the_page_names(record: Submission) -> None:
    read = {}
    for action in record.actions:
        who = (" ".join(action.leads), " ".join(action.organisations) or "-")
        read[action.id] = (*who, " ".join(action.outputs) or "-")
    for transition in record.transitions:
        through = " ".join((*transition.initiatives, *transition.events))
        read[transition.id] = (transition.transition, " ".join(transition.organisations), through)
    for strategy in record.strategies:
        read[strategy.id] = ("-", "-", " ".join(strategy.rests_on))
    assert read == _expected("accounts")


def test_names_of_organisations_places_and_documents_are_found_as_often_as_they_stand_there(record: Submission) -> None:
    for section, names in (("organisations", record.organisations), ("places", record.places),
                           ("documents", record.documents)):  # fmt: skip
        forms = {slug: ", ".join(sorted({quote.text for quote in quotes})) for slug, quotes in names.items()}
        counts = {slug: (str(len(quotes)), forms[slug]) for slug, quotes in names.items()}
        assert counts == _expected(section)
