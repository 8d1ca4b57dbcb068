"""The curated record of ITU's 2024 submission against the page it was made from, and against the registry."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.unit.values import models

from itu_kg import records, registry
from itu_kg.model.fields import Paraphrase, Part, Passage, Pointer, Quote

if TYPE_CHECKING:
    from itu_kg.model.registry import Registry
    from itu_kg.model.submission import Submission

PROJECT = Path(__file__).resolve().parents[2]
RECORD = PROJECT / "data" / "reports" / "itu-2024.yaml"
PAGE = PROJECT.parent / "shared" / "reports" / "itu-2024.txt"
ACCOUNTED = ("events", "resources", "partnerships", "decisions", "actions", "transitions", "strategies", "mentions",
             "initiatives")  # fmt: skip


@pytest.fixture(scope="module")
def record() -> Submission:
    return records.read(RECORD)


@pytest.fixture(scope="module")
def known() -> Registry:
    return registry.load(PROJECT / "data" / "registry")


@pytest.fixture(scope="module")
def page() -> str:
    if not PAGE.is_file():
        pytest.skip(f"the page {PAGE.name} is not beside the project")
    return PAGE.read_bytes().decode("utf-8")


def _words(text: str) -> list[str]:
    return re.findall(r"[\w+'-]+", text.lower().replace("’", "'"))


# What the page says, where it is present


def test_the_record_is_of_this_very_page(record: Submission, page: str) -> None:
    assert record.source.sha256 == hashlib.sha256(page.encode()).hexdigest()
    assert record.source.length == len(page)


def test_every_quotation_stands_where_the_record_says(record: Submission, page: str) -> None:
    quotes = [each for each in models(record) if isinstance(each, Quote)]
    assert [quote for quote in quotes if page[quote.at.start : quote.at.end] != quote.text] == []


def test_every_passage_has_the_digest_of_what_stands_there(record: Submission, page: str) -> None:
    passages = [each for each in models(record) if isinstance(each, Passage)]
    digests = [hashlib.sha256(page[each.at.start : each.at.end].encode()).hexdigest() for each in passages]
    assert [each.sha256 for each in passages] == digests


def test_no_position_begins_or_ends_in_white_space(record: Submission, page: str) -> None:
    spans = [each.at for each in models(record) if isinstance(each, Quote | Passage)]
    assert [span for span in spans if page[span.start : span.end] != page[span.start : span.end].strip()] == []


def test_every_field_value_is_the_whole_value_on_the_page(record: Submission, page: str) -> None:
    quotes: list[Quote | None] = []
    for event in record.events:
        quotes += [event.name, event.dates, event.location, event.goals]
    for resource in record.resources:
        quotes += [resource.name, resource.goals, resource.publishers, resource.audience, resource.languages]
    for partnership in record.partnerships:
        quotes += [partnership.name, partnership.goals, partnership.beneficiaries]
    values = [quote for quote in quotes if quote]
    assert [value.text for value in values if page[value.at.start - 1] != "\u00a0"] == []
    assert [value.text for value in values if page[value.at.end :].partition("\n")[0].strip()] == []


def test_nothing_we_wrote_repeats_more_than_eight_words_of_the_page(record: Submission, page: str) -> None:
    source = _words(page)
    runs = {tuple(source[start : start + 9]) for start in range(len(source) - 8)}
    ours = [text for section in (*ACCOUNTED, "statistics") for each in getattr(record, section)
            for text in (each.summary, each.name) if isinstance(text, str)]  # fmt: skip
    ours += [activity for transition in record.transitions for activity in transition.activities]
    ours += [each.statement for each in models(record) if isinstance(each, Paraphrase)]
    repeated = [text for text in ours for start in range(len(_words(text)) - 8)
                if tuple(_words(text)[start : start + 9]) in runs]  # fmt: skip
    assert repeated == []


# What holds of a curated record anywhere


def test_the_committed_file_is_exactly_what_the_program_writes(record: Submission) -> None:
    assert RECORD.read_bytes() == records.write(record)


def test_nothing_is_left_to_confirm(record: Submission) -> None:
    assert [each for each in models(record) if getattr(each, "confirm", None)] == []


def test_no_text_of_a_passage_is_committed(record: Submission) -> None:
    assert [each for each in models(record) if isinstance(each, Passage) and each.text is not None] == []


def test_everything_but_answers_and_figures_has_an_account_in_our_own_words(record: Submission) -> None:
    accounted = [each for section in ACCOUNTED for each in getattr(record, section)]
    assert [each.id for each in accounted if not each.summary] == []


def test_every_slug_of_the_registry_that_the_record_uses_is_known(record: Submission, known: Registry) -> None:
    organisations = {record.respondent.organisation, record.recipient, *record.organisations}
    organisations |= {slug for each in record.initiatives for slug in each.initiators}
    organisations |= {slug for each in record.actions for slug in (*each.leads, *each.organisations)}
    organisations |= {slug for each in record.transitions for slug in each.organisations}
    organisations |= {each.body for each in record.decisions if each.body}
    places, series, documents = set(record.places), {each.id for each in record.series}, set(record.documents)
    for each in models(record):
        organisations |= {getattr(each, "organisation", None)} - {None}
        places |= {*getattr(each, "places", ()), getattr(each, "country", None)} - {None}
        series |= {getattr(each, "series", None)} - {None} if each is not record else set()
        documents |= {getattr(each, "document", None)} - {None}
    assert organisations - set(known.organisations) == set()
    assert places - set(known.places) - set(known.countries) == set()
    assert series - set(known.series) == set()
    assert documents - set(known.documents) == set()
    assert record.form in known.forms


def test_every_reference_inside_the_record_is_to_something_in_it_or_in_the_registry(
    record: Submission, known: Registry
) -> None:
    events = {each.id for each in (*record.events, *record.mentions)}
    partnerships = {each.id for each in (*record.partnerships, *record.initiatives)}
    things = {f"event/{slug}" for slug in events} | {f"partnership/{slug}" for slug in partnerships}
    things |= {f"resource/{each.id}" for each in record.resources}
    things |= {f"decision/{each.id}" for each in record.decisions}
    things |= {f"document/{slug}" for slug in known.documents} | {f"series/{slug}" for slug in known.series}
    things |= {f"organisation/{slug}" for slug in known.organisations}
    things |= {f"place/{slug}" for slug in known.places} | {f"term/{each.id}" for each in record.terms}
    referred = {each.subject for each in record.statistics}
    referred |= {reference for each in record.actions for reference in each.outputs}
    referred |= {reference for each in record.strategies for reference in each.rests_on}
    referred |= {f"event/{slug}" for each in record.mentions for slug in (each.follows, each.part_of) if slug}
    referred |= {each.to for each in models(record) if isinstance(each, Pointer)}
    referred |= {f"{'event' if each.body else 'series'}/{each.session}" for each in record.decisions if each.session}
    for each in record.transitions:
        referred |= {f"partnership/{slug}" for slug in each.initiatives} | {f"event/{slug}" for slug in each.events}
    assert referred - things == set()


def test_ids_are_unique_among_things_of_one_type(record: Submission) -> None:
    for sections in (("events", "mentions"), ("partnerships", "initiatives"), ("resources",), ("decisions",),
                     ("actions",), ("transitions",), ("strategies",), ("statistics",), ("series",)):  # fmt: skip
        ids = [each.id for section in sections for each in getattr(record, section)]
        if sections == ("resources",):
            ids += [each.id for each in models(record.resources) if isinstance(each, Part)]
        assert len(ids) == len(set(ids))
