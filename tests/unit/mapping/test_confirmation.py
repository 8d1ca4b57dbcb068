"""What rests on an open `confirm` is in the draft, and what is reported does without it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from itu_kg import mapping, rdf, registry
from itu_kg.errors import SourceError
from itu_kg.mapping.confirmation import THINGS, confirmed
from itu_kg.mapping.submission_document import graphs
from itu_kg.model.assets import Assets
from itu_kg.model.dataset import About
from itu_kg.model.entity import rows
from itu_kg.model.graph import Dataset, NamedGraph
from itu_kg.model.questionnaire import Event, Resource
from itu_kg.model.submission import Submission
from itu_kg.release.verification import links
from itu_kg.validate import load, validate

if TYPE_CHECKING:
    from itu_kg.mapping import Materials
    from itu_kg.model.registry import Registry

PROJECT = Path(__file__).resolve().parents[3]
ASSETS = Assets(PROJECT)
CONTEXT = rdf.Context.load(ASSETS.context)
BASE = "https://w3id.org/itu-kg/"
SCHEMA = "http://schema.org/"
REGISTRY = registry.load(ASSETS.registry)


def _event(slug: str = "fair", **more: Any) -> dict[str, Any]:
    return {
        "id": slug,
        "name": {"text": "Fair", "at": "100-104"},
        "dates": {"text": "May 2024", "at": "110-118", "ranges": ["2024-05"]},
        "location": {"text": "Geneva", "at": "120-126", "places": ["geneva"], "mode": "physical"},
        "goals": {"text": "SDG 9", "at": "130-135", "scope": "explicit", "goals": [9]},
        "realisation": "held",
        **more,
    }


def _figure(subject: str, **more: Any) -> dict[str, Any]:
    quote = {"text": "600", "at": "140-143"}
    return {
        "id": "people", "name": "People", "subject": subject, "quote": quote, "value": 600, "unit": "people", **more
    }  # fmt: skip


def _record(**more: Any) -> Submission:
    return Submission.model_validate(
        {
            "id": "itu-2024",
            "form": "sdg-questionnaire-2024",
            "extent": "part",
            "source": {"sha256": "0" * 64, "length": 900},
            "respondent": {"text": "ITU", "at": "0-3", "organisation": "itu"},
            "year": {"year": 2024},
            "answers": [{"question": 3, "status": "answered", "passage": {"at": "90-200", "sha256": "0" * 64}}],
            "events": [_event()],
            **more,
        }
    )


def _left(**more: Any) -> Submission:
    left = confirmed(_record(**more))
    assert left is not None
    return left


def _mapped(submission: Submission) -> dict[str, set[tuple[str, ...]]]:
    mapped = graphs(submission, REGISTRY, CONTEXT)
    return {graph.iri.removeprefix(f"{BASE}graph/"): set(graph.triples) for graph in mapped}


def _objects(triples: set[tuple[str, ...]], subject: str, predicate: str) -> set[str]:
    names = (f"<{BASE}id/{subject}>", f"<{predicate}>")
    return {thing for *name, thing in triples if tuple(name) == names}


def test_a_record_that_nothing_doubts_is_mapped_once_and_has_no_draft() -> None:
    record = _record()
    assert confirmed(record) is record
    assert set(_mapped(record)) == {"itu-2024", "itu-2024/reading"}


@pytest.mark.parametrize("field", ["blocks", "prose"])
def test_a_doubt_about_what_is_not_in_the_record_takes_nothing_away(field: str) -> None:
    record = _record(confirm={field: "more than can be read"})
    assert confirmed(record) is record


@pytest.mark.parametrize("field", ["respondent", "year", "recipient", "id", "something-new"])
def test_a_doubt_about_who_answers_or_when_leaves_nothing_as_reported(field: str) -> None:
    record = _record(confirm={field: "look again"})
    assert confirmed(record) is None
    assert set(_mapped(record)) == {"itu-2024/draft"}


def test_a_field_in_doubt_stands_in_the_draft_alone() -> None:
    mapped = _mapped(_record(events=[_event(confirm={"goals": "look again"})]))
    contributes = "https://w3id.org/itu-kg/ontology#contributesTo"
    assert _objects(mapped["itu-2024"], "event/fair", contributes) == set()
    assert _objects(mapped["itu-2024/draft"], "event/fair", contributes) == {"<http://metadata.un.org/sdg/9>"}
    assert _objects(mapped["itu-2024"], "event/fair", f"{SCHEMA}startDate")


def test_what_was_concluded_from_dates_goes_with_them() -> None:
    event = _left(events=[_event(confirm={"dates": "no year"}, sessions=[{"dates": "2024-05"}])]).events[0]
    assert (event.dates, event.realisation, event.sessions) == (None, None, ())
    assert event.location is not None


def test_whoever_was_read_with_the_organizers_goes_with_them() -> None:
    party = {"text": "ITU", "at": "150-153", "organisation": "itu"}
    doubted = _event(organizers=[party], contributors=[party], confirm={"organizers": "read from the description"})
    event = _left(events=[doubted]).events[0]
    assert (event.organizers, event.contributors) == ((), ())


@pytest.mark.parametrize("field", ["name", "id", "no-such-field"])
def test_a_doubt_about_what_a_thing_is_takes_the_thing(field: str) -> None:
    assert _left(events=[_event(confirm={field: "look again"})]).events == ()


@pytest.mark.parametrize(
    ("field", "doubt"), [("value", "?"), ("subject", "?"), ("comparator", "a default that says something")]
)
def test_a_thing_that_cannot_be_without_a_field_goes_with_it(field: str, doubt: str) -> None:
    assert _left(statistics=[_figure("event/fair", confirm={field: doubt})]).statistics == ()


def test_a_title_in_doubt_takes_the_event_that_it_names() -> None:
    mention = {"id": "phase", "title": "First phase", "name": {"text": "phase", "at": "250-255"}}
    assert _left(mentions=[{**mention, "confirm": {"title": "ours"}}]).mentions == ()


def test_what_points_at_a_thing_in_doubt_goes_with_it() -> None:
    events = [_event(confirm={"name": "look again"})]
    left = _left(events=events, statistics=[_figure("event/fair")])
    assert (left.events, left.statistics) == ((), ())


def test_of_several_things_pointed_at_only_those_in_doubt_go() -> None:
    passage = {"at": "160-190", "sha256": "1" * 64}
    rests_on = ["event/fair", "event/show", "document/agenda-2030"]
    events = [_event(confirm={"name": "?"}), _event("show", name={"text": "Show", "at": "200-204"})]
    left = _left(events=events, strategies=[{"id": "s", "name": "S", "passage": passage, "rests_on": rests_on}])
    assert left.strategies[0].rests_on == ("event/show", "document/agenda-2030")


def test_a_part_in_doubt_is_not_pointed_at() -> None:
    part = {"id": "annex", "text": "Annex", "at": "300-305"}
    doubted = {"id": "book", "name": {"text": "Book", "at": "310-314"}, "parts": [part], "confirm": {"parts": "?"}}
    left = _left(resources=[doubted], statistics=[_figure("resource/annex")])
    assert (left.resources[0].parts, left.statistics) == ((), ())


def test_what_cites_a_document_in_doubt_goes_with_it() -> None:
    cited = [{"text": "Agenda", "at": "210-216", "document": "nobody-knows-it"}]
    left = _left(
        events=[_event(mandates=cited)],
        documents={"nobody-knows-it": [{"text": "Agenda", "at": "210-216"}]},
        confirm={"documents.nobody-knows-it": "not in the registry; symbol A/1"},
    )
    assert (left.events[0].mandates, left.documents) == ((), {})


def test_a_document_in_doubt_need_not_be_listed_to_take_what_cites_it() -> None:
    cited = [{"text": "Agenda", "at": "210-216", "document": "nobody-knows-it"}]
    doubts = {"documents.nobody-knows-it": "not in the registry"}
    assert _left(events=[_event(mandates=cited)], confirm=doubts).events[0].mandates == ()


def test_a_doubt_of_the_submission_may_name_an_entity_or_a_field_of_it() -> None:
    assert _left(confirm={"events.fair": "?"}).events == ()
    assert _left(confirm={"events.fair.goals": "?"}).events[0].goals is None
    assert _left(confirm={"events": "?"}).events == ()
    assert _left(confirm={"events.other": "?"}).events != ()


@pytest.mark.parametrize("field", ["answers", "answers.3"])
def test_a_doubt_about_answers_that_are_there_leaves_nothing_as_reported(field: str) -> None:
    assert confirmed(_record(confirm={field: "look again"})) is None


def test_goals_that_prose_names_are_in_the_draft_until_somebody_confirms_them() -> None:
    passage = {"at": "90-200", "sha256": "0" * 64}
    goals = {"6": [{"text": "SDG 6", "at": "95-100"}]}
    answer = {"question": 3, "status": "answered", "passage": passage, "goals": goals}
    names = "https://w3id.org/itu-kg/ontology#namesGoal"
    doubted = _mapped(_record(answers=[answer], events=[], confirm={"goals": "read from prose, in 1 place"}))
    assert _objects(doubted["itu-2024"], "answer/itu-2024-q3", names) == set()
    assert _objects(doubted["itu-2024/draft"], "answer/itu-2024-q3", names)
    assert _objects(_mapped(_record(answers=[answer], events=[]))["itu-2024"], "answer/itu-2024-q3", names)


def test_a_form_in_doubt_leaves_answers_to_no_question() -> None:
    mapped = _mapped(_record(confirm={"form": "two forms ask this"}))
    answers = "https://w3id.org/itu-kg/ontology#answers"
    assert _objects(mapped["itu-2024"], "answer/itu-2024-q3", answers) == set()
    assert _objects(mapped["itu-2024/draft"], "answer/itu-2024-q3", answers)


def test_with_a_form_or_its_questions_in_doubt_nobody_knows_what_is_not_on_the_page() -> None:
    answers = [{"question": 1, "status": "not-answered"}, {"question": 2, "status": "not-on-page"}]
    kept = {
        doubt: [answer.question for answer in certain.answers]
        for doubt in ("form", "answers")
        if (certain := confirmed(_record(answers=answers, confirm={doubt: "a doubt"})))
    }
    assert kept == {"form": ["1"], "answers": ["1"]}


def test_a_form_that_the_registry_does_not_know_asks_nothing() -> None:
    mapped = _mapped(_record(form="of-somebody", confirm={"form": "not known"}))
    assert f"<{BASE}id/unsettled/form/of-somebody>" in {thing for *_, thing in mapped["itu-2024/draft"]}
    assert not any("/id/question/" in thing for *_, thing in mapped["itu-2024/draft"])


def test_a_name_in_doubt_that_nobody_knows_is_called_what_the_page_calls_it() -> None:
    named = [{"text": "Salt Board", "at": "220-230"}, {"text": "ITU", "at": "232-235", "organisation": "itu"}]
    partners = {"text": "Salt Board, ITU", "at": "220-235", "named": named}
    name = {"text": "Gauges", "at": "240-246"}
    doubts = {"partners": "not in the registry: Salt Board"}
    mapped = _mapped(_record(partnerships=[{"id": "g", "name": name, "partners": partners, "confirm": doubts}]))
    draft = mapped["itu-2024/draft"]
    assert _objects(draft, "unsettled/organisation/salt-board", f"{SCHEMA}name") == {'"Salt Board"@en'}
    assert _objects(draft, "unsettled/organisation/salt-board", "https://w3id.org/itu-kg/ontology#evidence")
    assert not any("unsettled" in thing for triple in mapped["itu-2024"] for thing in triple)
    assert _objects(mapped["itu-2024"], "partnership/g", "https://w3id.org/itu-kg/ontology#hasPartner") == set()


def test_a_place_that_nobody_knows_stands_in_the_country_beside_it() -> None:
    location = {"text": "Ostend, Belgium", "at": "120-135"}
    mapped = _mapped(
        _record(events=[_event(location=location, confirm={"location": "not in the place registry: Ostend, Belgium"})])
    )
    draft = mapped["itu-2024/draft"]
    assert f"<{BASE}id/unsettled/place/ostend>" in _objects(draft, "event/fair", f"{SCHEMA}location")
    inside = _objects(draft, "unsettled/place/ostend", f"{SCHEMA}containedInPlace")
    assert inside == {f"<{BASE}id/country/bel>"}


def test_a_name_without_latin_letters_gets_an_id_too() -> None:
    named = [{"text": "水利部", "at": "220-223"}]
    publishers = {"text": "水利部", "at": "220-223", "named": named}
    name = {"text": "Book", "at": "240-244"}
    doubts = {"publishers": "not in the registry: 水利部"}
    mapped = _mapped(_record(resources=[{"id": "b", "name": name, "publishers": publishers, "confirm": doubts}]))
    (publisher,) = _objects(mapped["itu-2024/draft"], "resource/b", f"{SCHEMA}publisher")
    assert publisher.startswith(f"<{BASE}id/unsettled/organisation/name-")


def test_a_name_that_nobody_knows_and_nothing_doubts_is_refused() -> None:
    named = [{"text": "Salt Board", "at": "220-230"}]
    partners = {"text": "Salt Board", "at": "220-230", "named": named}
    with pytest.raises(SourceError, match="nobody knows who 'Salt Board' is"):
        _mapped(_record(partnerships=[{"id": "g", "name": {"text": "G", "at": "240-241"}, "partners": partners}]))


def test_an_unknown_slug_that_nothing_doubts_is_refused_beside_one_in_doubt() -> None:
    doubted = _event("other", series="nobody-knows-it", confirm={"series": "?"})
    assert "itu-2024/draft" in _mapped(_record(events=[doubted]))
    with pytest.raises(SourceError, match="there is no series 'wcr'"):
        _mapped(_record(events=[doubted, _event(series="wcr")]))


def test_a_thing_of_the_record_that_is_not_there_is_refused_in_a_draft_too() -> None:
    with pytest.raises(SourceError, match="there is no event 'nowhere'"):
        _mapped(_record(statistics=[_figure("event/nowhere", confirm={"name": "?"})]))


def test_a_draft_says_what_there_is_to_confirm() -> None:
    draft = _mapped(_record(events=[_event(confirm={"goals": "look again"})]))["itu-2024/draft"]
    assert _objects(draft, "event/fair", "https://w3id.org/itu-kg/ontology#toConfirm") == {'"goals: look again"@en'}


def test_every_thing_of_a_record_has_its_section() -> None:
    sections = {name for name in Submission.model_fields if name.endswith("s") and name in THINGS}
    assert sections == set(THINGS)
    assert {row for kind in (Event, Resource) for each in rows(kind).values() for row in each.follows_from} <= set(
        rows(Event)
    )


def _doubting(submission: Submission, random: Random) -> Submission:
    """Doubt some fields of some things."""
    changes: dict[str, Any] = {"confirm": {}}
    for section in THINGS:
        entities = getattr(submission, section)
        changes[section] = tuple(
            entity.model_copy(
                update={
                    "confirm": {
                        field: "?" for field in rows(type(entity)) if random.random() < random.choice((0, 0.1, 0.5))
                    }
                }
            )
            for entity in entities
        )
    return submission.model_copy(update=changes)


@pytest.fixture(scope="module")
def materials() -> Materials:
    return mapping.materials(ASSETS, BASE)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_reported_and_draft_are_the_whole_whatever_is_in_doubt(
    data: st.DataObject, submissions: st.SearchStrategy[Submission], pool_registry: Registry
) -> None:
    drawn = data.draw(submissions)
    certain = drawn.model_copy(
        update={
            "confirm": {},
            **{name: tuple(e.model_copy(update={"confirm": {}}) for e in getattr(drawn, name)) for name in THINGS},
        }
    )
    parts = graphs(certain, pool_registry, CONTEXT)
    whole = NamedGraph(parts[0].iri, tuple(sorted(triple for each in parts for triple in each.triples)))
    doubted = _doubting(certain, Random(data.draw(st.integers(0, 10**6))))  # noqa: S311  it makes test data, not keys
    mapped = {graph.iri: set(graph.triples) for graph in graphs(doubted, pool_registry, CONTEXT)}
    reported, draft = mapped[whole.iri] | mapped[f"{whole.iri}/reading"], mapped.get(f"{whole.iri}/draft", set())
    assert reported <= set(whole.triples)
    assert set(whole.triples) <= reported | draft
    assert not reported & draft
    beside = CONTEXT.graph(mapping.registry_document.document(pool_registry, CONTEXT))
    about = NamedGraph(whole.iri, tuple(sorted(reported)))
    alone = links(Dataset((about, beside)), BASE, "itu-kg.nq")
    dangling = [each for each in alone if "/id/" in each.what.partition("points at")[2]]
    before = {each.what for each in links(Dataset((whole, beside)), BASE, "itu-kg.nq")}
    assert [each.what for each in dangling if each.what not in before] == []


def test_what_is_left_as_reported_conforms_to_the_shapes(materials: Materials) -> None:
    from itu_kg import records  # noqa: PLC0415  the curated record is the one test's

    record = records.read(ASSETS.reports / "itu-2024.yaml")
    shapes = load(ASSETS.shapes, ontology=ASSETS.terms)
    for seed in range(3):
        doubted = _doubting(record, Random(seed))  # noqa: S311  it makes test data, not keys
        dataset = Dataset(tuple(mapping.graphs([(ASSETS.reports / "itu-2024.yaml", doubted)], materials)))
        assert dataset.drafts.graphs
        report = validate(dataset.reported, shapes, partial=True)
        assert [each.message for each in report.findings if each.severity == "violation"] == []
        assert list(links(dataset.reported, BASE, "itu-kg.nq")) == []
        assert list(links(dataset, BASE, "itu-kg.nq")) == []


def test_the_dataset_s_own_description_counts_no_draft(materials: Materials) -> None:
    record = _record(events=[_event(confirm={"goals": "?"})])
    built = {graph.iri: graph for graph in mapping.graphs([(Path("record.yaml"), record)], replace(materials))}
    assert f"{BASE}graph/itu-2024/draft" in built
    about = built[f"{BASE}graph/dataset"].triples
    assert not any("/draft>" in term for triple in about for term in triple)
    assert isinstance(materials.about, About)
