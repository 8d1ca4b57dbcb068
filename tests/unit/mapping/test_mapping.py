"""A record becomes the triples that the context says its document means."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from itu_kg import mapping, rdf, records, registry
from itu_kg.errors import AssetError, SourceError
from itu_kg.mapping import dataset_description
from itu_kg.mapping import registry_document as known
from itu_kg.mapping.submission_document import graphs
from itu_kg.model.assets import Assets
from itu_kg.model.formats import Format
from itu_kg.model.graph import Dataset
from itu_kg.model.registry import Registry
from itu_kg.rdf import jsonld_writer
from itu_kg.rdf.ntriples import RDF_TYPE

if TYPE_CHECKING:
    from itu_kg.model.submission import Submission

PROJECT = Path(__file__).resolve().parents[3]
ASSETS = Assets(PROJECT)
CONTEXT = rdf.Context.load(ASSETS.context)
CASE = PROJECT / "tests" / "cases" / "small"
BASE = "https://w3id.org/itu-kg/"
EVENT = "id/event/wg-24"


def _registry(**more: Any) -> Registry:
    def entry(slug: str, **fields: Any) -> dict[str, Any]:
        return {"id": slug, "name": slug.upper(), "basis": "a test", **fields}

    return Registry.model_validate(
        {
            "organisations": {slug: entry(slug) for slug in ("itu", "undesa")},
            "countries": {"che": entry("che", alpha2="CH", alpha3="CHE", m49="756")},
            "places": {
                "geneva": entry("geneva", country="che", forms=["Genève"], hidden=["Genva"], languages={"Genève": "fr"})
            },
            "series": {"wg": entry("wg", organizer="itu")},
            "documents": {"a-l-1": entry("a-l-1", draft_of="a-1"), "a-1": entry("a-1", kind="legislation", year=2024)},
            "forms": {"form": entry("form", questions=[{"number": 3, "name": "Events", "kind": "events"}])},
            **more,
        }
    )


def _record(tmp_path: Path, *changes: tuple[str, str]) -> Submission:
    text = (CASE / "record.yaml").read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    (tmp_path / "record.yaml").write_text(text, "utf-8")
    return records.read(tmp_path / "record.yaml")


def _nodes(submission: Submission, context: rdf.Context = CONTEXT) -> dict[str, dict[str, Any]]:
    return {node["id"]: node for node in mapping.document(submission, _registry(), context)["@graph"]}


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_our_reading_of_a_document_is_that_of_a_json_ld_processor(
    data: st.DataObject, submissions: st.SearchStrategy[Submission], pool_registry: Registry
) -> None:
    document = mapping.document(data.draw(submissions), pool_registry, CONTEXT)
    ours = CONTEXT.graph(document)
    assert rdf.parse(rdf.write(Dataset((ours,)), Format.JSONLD, context=CONTEXT), Format.JSONLD, where="x") == (ours,)
    assert rdf.parse(json.dumps(document).encode(), Format.JSONLD, where="x") == (ours,)
    assert jsonld_writer.document(ours, CONTEXT) == document


@pytest.mark.parametrize("record", sorted(ASSETS.reports.glob("*.yaml")), ids=lambda path: path.stem)
def test_a_curated_record_means_what_a_json_ld_processor_reads(record: Path) -> None:
    document = mapping.document(records.read(record), registry.load(ASSETS.registry), CONTEXT)
    assert rdf.parse(json.dumps(document).encode(), Format.JSONLD, where="x") == (CONTEXT.graph(document),)
    assert jsonld_writer.document(CONTEXT.graph(document), CONTEXT) == document


def test_every_graph_we_build_has_its_json_ld() -> None:
    using = mapping.materials(ASSETS, BASE)
    for graph in mapping.graphs([], using):
        data = rdf.write(Dataset((graph,)), Format.JSONLD, context=using.context)
        assert rdf.parse(data, Format.JSONLD, where="x") == (graph,)


@pytest.mark.parametrize(("number", "file"), [(0, "graph.ttl"), (1, "reading.ttl")])
def test_the_small_case_is_the_graphs_beside_it(number: int, file: str) -> None:
    graph = graphs(records.read(CASE / "record.yaml"), _registry(), CONTEXT)[number]
    expected = (CASE / file).read_bytes()
    assert rdf.write(Dataset((graph,)), Format.TURTLE).decode() == expected.decode()


def test_another_base_changes_what_we_mint_and_nothing_else(tmp_path: Path) -> None:
    other = rdf.Context.load(ASSETS.context, base="https://example.org/kg#")
    nodes = _nodes(_record(tmp_path), other)
    assert nodes["https://example.org/kg#id/event/wg-24"]["contributesTo"] == "sdg:9"
    graph = other.graph(mapping.document(_record(tmp_path), _registry(), other))
    ours = CONTEXT.graph(mapping.document(_record(tmp_path), _registry(), CONTEXT))
    moved = {
        tuple(term.replace(f"<{BASE}id/", "<https://example.org/kg#id/") for term in triple) for triple in ours.triples
    }
    assert set(graph.triples) == moved


def test_a_month_is_a_month_and_kept_as_edtf(tmp_path: Path) -> None:
    event = _nodes(_record(tmp_path))["id/event/wg-25"]
    assert event["startDate"] == {"@type": "xsd:gYearMonth", "@value": "2025-05"}
    assert event["edtf"] == "2025-05"


def test_the_span_of_several_ranges_is_from_the_first_day_to_the_last(tmp_path: Path) -> None:
    event = _nodes(_record(tmp_path, ("[2024-05-27/2024-05-31]", "[2024-05-27/2024-05-31, 2024-03-01]")))[EVENT]
    assert (event["startDate"], event["endDate"]) == ("2024-03-01", "2024-05-31")
    assert event["edtf"] == ["2024-03-01", "2024-05-27/2024-05-31"]


def test_a_month_ends_after_its_days(tmp_path: Path) -> None:
    event = _nodes(_record(tmp_path, ("[2024-05-27/2024-05-31]", "[2024-05-27, 2024-05]")))[EVENT]
    assert event["endDate"] == {"@type": "xsd:gYearMonth", "@value": "2024-05"}


def test_all_year_round_is_a_series_of_that_year_without_a_date(tmp_path: Path) -> None:
    event = _nodes(_record(tmp_path, ("ranges: [2024-05-27/2024-05-31]", "year_round: 2024")))[EVENT]
    assert event["type"] == ["EventSeries", "ReportedEvent"]
    assert event["temporal"] == "2024"
    assert "startDate" not in event


def test_all_goals_are_seventeen_links(tmp_path: Path) -> None:
    event = _nodes(_record(tmp_path, ("scope: explicit, goals: [9]", "scope: all, emphasised: [11]")))[EVENT]
    assert event["contributesTo"] == [f"sdg:{number}" for number in range(1, 18)]
    assert event["emphasises"] == "sdg:11"


def test_an_emphasised_goal_is_contributed_to(tmp_path: Path) -> None:
    event = _nodes(_record(tmp_path, ("goals: [9]", "goals: [9], emphasised: [11], targets: [9.c]")))[EVENT]
    assert event["contributesTo"] == ["sdg:9", "sdg:9.c", "sdg:11"]


def test_link_text_without_an_address_stays_a_label(tmp_path: Path) -> None:
    event = _nodes(_record(tmp_path))[EVENT]
    assert event["websiteLabel"] == {"en": "here"}
    assert "url" not in event


def test_sessions_have_their_own_date_and_place_and_the_evidence_of_the_event(tmp_path: Path) -> None:
    sessions = "sessions: [{dates: 2024-05-27, place: geneva}, {dates: 2024-05-31, place: che}], pairing_inferred: true"
    nodes = _nodes(_record(tmp_path, ("    series: wg\n", f"    {sessions.replace('], ', ']' + chr(10) + '    ')}\n")))
    assert nodes[EVENT]["subEvent"] == ["id/session/wg-24-2024-05-27", "id/session/wg-24-2024-05-31"]
    session = nodes["id/session/wg-24-2024-05-31"]
    assert session["location"] == "id/country/che"
    assert session["pairingInferred"] is True
    assert session["evidence"] == [
        "id/evidence/small/50-64_session_wg-24-2024-05-31_dates",
        "id/evidence/small/76-88_session_wg-24-2024-05-31_location",
    ]


def test_a_session_that_is_listed_twice_is_one(tmp_path: Path) -> None:
    sessions = "    sessions: [{dates: 2024-05-27}, {dates: 2024-05-27}]\n"
    nodes = _nodes(_record(tmp_path, ("    series: wg\n", sessions)))
    assert nodes[EVENT]["subEvent"] == "id/session/wg-24-2024-05-27"


def test_sessions_that_begin_alike_are_told_apart_in_any_order(tmp_path: Path) -> None:
    first, second = "{dates: 2024-05-27/2024-05-29, place: geneva}", "{dates: 2024-05-27, place: che}"
    for order in ((first, second), (second, first)):
        nodes = _nodes(_record(tmp_path, ("    series: wg\n", f"    sessions: [{', '.join(order)}]\n")))
        names = ["id/session/wg-24-2024-05-27-2024-05-29-geneva", "id/session/wg-24-2024-05-27-che"]
        assert sorted(nodes[EVENT]["subEvent"]) == names


PARTNERSHIP = """partnerships:
  - id: ours
    name: {text: Ours, at: 300-304}
    partners:
      text: all of us
      at: 310-330
      named:
        - {text: ITU, at: 310-313, organisation: itu, role: coordinator}
        - {text: CH, at: 314-316, country: che, role: funder}
        - {text: I.T.U., at: 318-324, organisation: itu, role: coordinator}
organisations:"""


def test_a_funder_takes_part_but_is_no_partner(tmp_path: Path) -> None:
    nodes = _nodes(_record(tmp_path, ("organisations:", PARTNERSHIP)))
    partnership = nodes["id/partnership/ours"]
    assert partnership["hasPartner"] == "id/organisation/itu"
    assert partnership["participation"] == [
        "id/participation/small-ours-coordinator-itu",
        "id/participation/small-ours-funder-che",
    ]
    assert nodes["id/participation/small-ours-coordinator-itu"]["evidence"] == [
        "id/evidence/small/310-313_participation_small-ours-coordinator-itu_partners",
        "id/evidence/small/318-324_participation_small-ours-coordinator-itu_partners",
    ]


def test_an_answer_yields_what_is_told_of_in_it(tmp_path: Path) -> None:
    answer = _nodes(_record(tmp_path))["id/answer/small-q3"]
    assert answer["yields"] == [EVENT, "id/event/wg-25", "id/resource/guide", "id/statistic/people"]


def test_an_answer_yields_what_it_tells_of_again(tmp_path: Path) -> None:
    again = ("acronym: WG-24", "acronym: WG-24, also: [{text: World Gathering, at: 160-175}]")
    answer = _nodes(_record(tmp_path, ("at: 20-200", "at: 140-200"), again))["id/answer/small-q3"]
    assert answer["yields"] == [EVENT, "id/resource/guide"]


def test_each_field_that_cites_a_stretch_has_evidence_of_its_own_with_one_selector(tmp_path: Path) -> None:
    nodes = _nodes(_record(tmp_path, ("{text: SDG 9, at: 70-75", "{text: World Gathering, at: 30-45")))
    both = [nodes[f"id/evidence/small/30-45_event_wg-24_{field}"] for field in ("goals", "name")]
    assert [each["field"] for each in both] == ["goals", "name"]
    assert {each["evidenceFor"] for each in both} == {EVENT}
    assert {each["hasSelector"] for each in both} == {"id/selector/small/30-45"}


def test_two_texts_at_one_position_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="'SDG 9' and 'World Gathering' cannot both stand at 30-45"):
        _nodes(_record(tmp_path, ("at: 70-75", "at: 30-45")))


def test_a_passage_is_published_by_position_and_digest_only(tmp_path: Path) -> None:
    nodes = _nodes(_record(tmp_path, ("passage: {at: 20-200", "passage: {text: Words of theirs, at: 20-200")))
    assert "sha256" in nodes["id/evidence/small/20-200_answer_small-q3_answer"]
    assert nodes["id/selector/small/20-200"]["type"] == "TextPositionSelector"
    assert "Words of theirs" not in json.dumps(list(nodes.values()))


def test_a_figure_is_written_in_canonical_form(tmp_path: Path) -> None:
    assert _nodes(_record(tmp_path, ("value: 600", "value: 52.70")))["id/statistic/people"]["value"] == "52.7"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "organisation: itu",
            "organisation: itus",
            "respondent.organisation: there is no organisation 'itus'; correct",
        ),
        (
            "series: wg",
            "series: gw",
            "events[wg-24].series: there is no series 'gw'; correct it, or add it to series.yaml",
        ),
        (
            "places: [geneva]",
            "places: [genf]",
            "events[wg-24].location: there is no place or country 'genf'; correct it",
        ),
        ("subject: event/wg-24", "subject: event/wg", "statistics[people].subject: there is no event 'wg'; correct it"),
        ("subject: event/wg-24", "subject: evnt/wg-24", "statistics[people].subject: 'evnt' is no type of thing; use"),
        ("follows: wg-24", "follows: wg-23", "mentions[wg-25].follows: there is no event 'wg-23'; correct it, or add"),
        ("form: form", "form: from", "form: there is no form 'from'; correct it, or add it to forms.yaml"),
        ("question: 3", "question: 4", "answers[1].question: the form has no question 4"),
        ("{itu:", "{itus:", "organisations.itus: there is no organisation 'itus'"),
        ("series: wg\n", "organizers: [{text: X, at: 1-2}]\n", "events[wg-24].organizers: nobody knows who 'X' is"),
    ],
)
def test_a_reference_to_nothing_names_entity_and_field(old: str, new: str, expected: str, tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        _nodes(_record(tmp_path, (old, new)))
    assert str(caught.value).startswith(expected)


def test_two_records_with_one_id_are_refused() -> None:
    using = mapping.materials(ASSETS, BASE)
    path = CASE / "record.yaml"
    record = records.read(path).model_copy(update={"form": next(iter(using.registry.forms)), "places": {}})
    record = record.model_copy(update={"events": (), "mentions": (), "statistics": (), "answers": ()})
    with pytest.raises(SourceError, match=r"record\.yaml:1: id: .*record\.yaml has the id 'small' already"):
        list(mapping.graphs([(path, record), (path, record)], using))


def test_a_record_may_not_take_the_name_of_another_graph() -> None:
    using = mapping.materials(ASSETS, BASE)
    record = records.read(CASE / "record.yaml").model_copy(update={"id": "registry"})
    with pytest.raises(SourceError, match="the project itself has the id 'registry' already"):
        list(mapping.graphs([(CASE / "record.yaml", record)], using))


def test_the_registry_says_what_kind_of_thing_an_entry_is() -> None:
    nodes = {node["id"]: node for node in known.document(_registry(), CONTEXT)["@graph"]}
    assert nodes["id/document/a-1"]["type"] == ["Document", "Legislation"]
    assert nodes["id/document/a-l-1"]["draftOf"] == "id/document/a-1"
    for label in ("altLabel", "alternateName"):
        assert nodes["id/place/geneva"][label] == {"fr": "Genève"}
    assert nodes["id/place/geneva"]["hiddenLabel"] == {"en": "Genva"}
    assert nodes["id/place/geneva"]["type"] == ["City", "Place"]


def test_a_place_has_its_address_and_a_city_named_as_its_country_says_it_once() -> None:
    places = {
        name: {"id": name, "name": name.upper(), "basis": "a test", "country": "che"} for name in ("geneva", "che")
    }
    nodes = {node["id"]: node for node in known.document(_registry(places=places), CONTEXT)["@graph"]}
    assert nodes["id/place/geneva"]["address"] == {"en": "GENEVA, CHE"}
    assert nodes["id/place/che"]["address"] == {"en": "CHE"}
    assert nodes["id/country/che"]["address"] == {"en": "CHE"}


def test_a_country_is_that_of_the_european_union_by_its_code() -> None:
    nodes = {node["id"]: node for node in known.document(_registry(), CONTEXT)["@graph"]}
    assert nodes["id/country/che"]["sameAs"] == "http://publications.europa.eu/resource/authority/country/CHE"


@pytest.mark.parametrize(
    ("symbol", "address"),
    [
        ("A/RES/56/183", "https://docs.un.org/en/A/RES/56/183"),
        ("A/78/L.49", "https://docs.un.org/en/A/78/L.49"),
        ("E/RES/2017/6", "https://docs.un.org/en/E/RES/2017/6"),
        ("Resolution A39-2", None),
        ("WHA69.1", None),
        ("EUR/RC67/R3", None),
        ("LC/TS.2017/16", None),
    ],
)
def test_a_symbol_of_the_un_leads_to_its_document_and_no_other_does(symbol: str, address: str | None) -> None:
    documents = {"text": {"id": "text", "name": "Text", "basis": "a test", "symbol": symbol}}
    nodes = {node["id"]: node for node in known.document(_registry(documents=documents), CONTEXT)["@graph"]}
    assert nodes["id/document/text"].get("url") == address


def test_what_an_organisation_is_part_of_is_said_in_two_terms() -> None:
    bodies = {
        "un": {"id": "un", "name": "UN", "basis": "a test"},
        "undesa": {"id": "undesa", "name": "UN DESA", "basis": "a test", "parent": "un"},
        "itu": {"id": "itu", "name": "ITU", "basis": "a test"},
    }
    nodes = {node["id"]: node for node in known.document(_registry(organisations=bodies), CONTEXT)["@graph"]}
    part = nodes["id/organisation/undesa"]
    assert part["subOrganizationOf"] == part["parentOrganization"] == "id/organisation/un"


def test_of_the_registry_only_what_is_mentioned_and_what_that_points_at_is_published() -> None:
    narrowed = known.mentioned(_registry(), ["document/a-l-1", "series/wg", "event/wg-24"])
    assert (set(narrowed.documents), set(narrowed.series)) == ({"a-l-1", "a-1"}, {"wg"})
    assert (set(narrowed.organisations), set(narrowed.places), set(narrowed.countries)) == ({"itu"}, set(), {"che"})


def test_the_links_of_what_is_not_mentioned_are_left_out() -> None:
    registry = _registry(links=[_link("schema:sameAs", "ManualMappingCuration")])
    assert len(known.mentioned(registry, ["organisation/itu"]).links) == 1
    assert known.mentioned(registry, ["organisation/undesa"]).links == ()


@pytest.mark.parametrize(("whole", "expected"), [(True, {"geneva", "bern"}), (False, {"geneva"})])
def test_the_graph_of_the_registry_holds_what_the_submissions_name(whole: bool, expected: set[str]) -> None:
    using = mapping.materials(ASSETS, BASE)
    places = {
        name: {"id": name, "name": name.title(), "basis": "a test", "country": "che"} for name in ("bern", "geneva")
    }
    using = replace(using, registry=_registry(places=places))
    record = (CASE / "record.yaml", records.read(CASE / "record.yaml"))
    graphs = {graph.iri: graph for graph in mapping.graphs([record], using, whole_registry=whole)}
    subjects = {subject for subject, _, _ in graphs[f"{BASE}graph/registry"].triples}
    assert {name for name in ("bern", "geneva") if f"<{BASE}id/place/{name}>" in subjects} == expected


def _link(predicate: str, justification: str) -> dict[str, Any]:
    return {
        "subject_id": "organisation/itu",
        "predicate_id": predicate,
        "object_id": "http://www.wikidata.org/entity/Q376150",
        "mapping_justification": f"semapv:{justification}",
        "confidence": 1.0,
        "comment": "a test",
    }


@pytest.mark.parametrize(("how", "published"), [("ManualMappingCuration", True), ("LexicalMatching", False)])
def test_only_links_that_a_curator_confirmed_are_published(how: str, published: bool) -> None:
    document = known.document(_registry(links=[_link("schema:sameAs", how)]), CONTEXT)
    nodes = {node["id"]: node for node in document["@graph"]}
    assert ("sameAs" in nodes["id/organisation/itu"]) is published


def test_a_link_of_another_kind_is_refused() -> None:
    with pytest.raises(AssetError, match="owl:sameAs is no predicate of ours"):
        known.document(_registry(links=[_link("owl:sameAs", "ManualMappingCuration")]), CONTEXT)


def test_a_graph_is_counted_as_it_is(tmp_path: Path) -> None:
    graph = CONTEXT.graph(mapping.document(_record(tmp_path), _registry(), CONTEXT))
    counts = dataset_description.count(graph, "small")
    assert counts.triples == len(graph.triples)
    assert counts.entities == len({subject for subject, _, _ in graph.triples})
    assert counts.vocabularies == tuple(
        sorted({re.sub(r"[^/#]*$", "", thing[1:-1]) for _, kind, thing in graph.triples if kind == RDF_TYPE})
    )


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        ({"id": "id/x", "nam": {"en": "x"}}, "id/x: the context does not know the key 'nam'"),
        ({"id": "id/x", "type": "Evnt"}, "the context does not know 'Evnt'"),
        ({"id": "id/x", "url": None}, "id/x: None is no value that our JSON-LD uses"),
        ({"id": "id/x", "superEvent": {"id": "id/y", "name": {"en": "y"}}}, "is no value that our JSON-LD uses"),
        ({"id": "id/x", "value": 1.5}, "id/x: 1.5 is no value that our JSON-LD uses"),
    ],
)
def test_what_the_context_does_not_know_is_refused(node: dict[str, Any], expected: str) -> None:
    with pytest.raises(SourceError) as caught:
        CONTEXT.graph({"@graph": [node]})
    assert expected in str(caught.value)


@pytest.mark.parametrize(
    "definition",
    [{"@id": "ikg:x", "@container": "@list"}, {"@reverse": "ikg:x"}, {"@id": "nope:x"}, {"@id": "ikg:x"}, 1],
)
def test_a_context_that_says_more_than_we_read_is_refused(definition: object) -> None:
    with pytest.raises(AssetError):
        rdf.Context({"ikg": "https://w3id.org/itu-kg/ontology#", "x": definition})
