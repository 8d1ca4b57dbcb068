"""The stored queries on the published graph: the answers a person worked out, and another engine's rows."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
import rdflib

from itu_kg.model.answer import Cell, Table
from itu_kg.model.graph import NamedGraph
from itu_kg.model.vocab import BASE, graph_of_file, prefixes
from itu_kg.query import expectations
from itu_kg.query.catalogue import catalogue
from itu_kg.query.entity_names import Names
from itu_kg.query.memory_store import MemoryStore, read
from itu_kg.query.parameters import fill, to_terms
from itu_kg.query.run import run, sorted_lists
from itu_kg.query.sandbox import Guarded
from itu_kg.query.sparql_tokens import query_form

PROJECT = Path(__file__).resolve().parents[3]
DATA = PROJECT / "data" / "ttl"
PAGE = PROJECT.parent / "shared" / "reports" / "itu-2024.txt"
QUERIES = catalogue(PROJECT / "queries")
ANSWERS = expectations.load(PROJECT / "tests" / "queries", QUERIES.names)
# Those that ask other endpoints: test_federated holds them.
FEDERATED = {query.name for query in QUERIES.all() if query.federated}
LOCAL = tuple(name for name in QUERIES.names if name not in FEDERATED)
# Where nothing is the right answer.
NONE = {"beneficiary-countries", "goals-named", "entities-without-evidence", "unused-registry-entries"}
# Listings with several rows for a thing.
SEVERAL = {"event-sessions", "goals-named", "evidence", "themes", "outcomes"}
LISTINGS = {
    "events": (
        "event name start end realisation mode goals emphasised cities countries website websiteLabel series "
        "respondent year"
    ),
    "event-sessions": "event name start end city country pairingInferred respondent year",
    "event-mentions": "event name start end realisation question respondent year",
    "resources": "resource name goals publishers languages plannedLanguages website websiteLabel respondent year",
    "partnerships": (
        "partnership name goals emphasised coordinators partners funders beneficiaryScope website websiteLabel "
        "respondent year"
    ),
    "organisations": "organisation acronym name parent wikidata ror respondent year",
    "statistics": "statistic subject value comparator unit currency evidenceStart evidenceEnd respondent year",
    "documents": "document name symbol issuer respondent year",
    "decisions": "decision body document year name symbol action respondent reportingYear",
    "coordination-actions": "action name leads organisations respondent year",
    "transitions": "transition keyTransition initiatives organisations respondent year",
    "goals-named": "respondent year question goal target times",
    "themes": "event name theme respondent year",
    "outcomes": "event name kind outcome what respondent year",
    "strategies": "strategy name description restsOn respondent year",
    "initiatives": (
        "initiative name owners initiators coordinators partners funders website websiteLabel respondent year"
    ),
    "evidence": "entity start end exact respondent year",
}
NAMED_GOALS = """
@prefix ikg: <https://w3id.org/itu-kg/ontology#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix schema: <http://schema.org/> .
@prefix sdg: <http://metadata.un.org/sdg/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix : <https://data.example/> .
sdg:6 skos:notation "6" ; ikg:evidence :g1, :g2, :g5 .
sdg:14 skos:notation "14" ; ikg:evidence :g3 .
sdg:14.c skos:notation "14.c" ; ikg:evidence :g4, :g6 .
:e0 oa:hasSelector :p0 . :e1 oa:hasSelector :p1 . :e2 oa:hasSelector :p2 . :e3 oa:hasSelector :p3 .
:e4 oa:hasSelector :p4 . :e5 oa:hasSelector :p5 . :e6 oa:hasSelector :p6 .
:g1 oa:hasSelector :p1 . :g2 oa:hasSelector :p2 . :g3 oa:hasSelector :p3 .
:g4 oa:hasSelector :p4 . :g5 oa:hasSelector :p5 . :g6 oa:hasSelector :p6 .
:sb a schema:Organization ; schema:name "Salt Board"@en ; ikg:acronym "SB" .
:hb a schema:Organization ; schema:name "Harbour Board"@en .
:s1 a ikg:Submission ; ikg:respondent :sb ; ikg:reportingYear "2018"^^xsd:gYear ; ikg:hasAnswer :a1, :a2 .
:s2 a ikg:Submission ; ikg:respondent :hb ; ikg:reportingYear "2018"^^xsd:gYear ; ikg:hasAnswer :a3 .
:a1 ikg:questionNumber "2.1" ; ikg:namesGoal sdg:6, sdg:14, sdg:14.c ; ikg:evidence :e0, :e1, :e2, :e3, :e4 .
:a2 ikg:questionNumber "10" ; ikg:namesGoal sdg:6 ; ikg:evidence :e5 .
:a3 ikg:questionNumber "2.10" ; ikg:namesGoal sdg:14.c ; ikg:evidence :e6 .
"""
# Every body the page names, as the tables call it.
NAMED = """
Atlantic Council; CBD; CEB; CSW; Canton of Geneva; Digital Dubai; ECESA Plus; ECLAC; ECOSOC; ESCAP; FAO; FG-MV; G20;
GPE; Government of Switzerland; HLAB-AI; HLCM; HLCP; HLPF; IAEA; IAWG-AI; ITCILO; ITU; ITU Council;
ITU Plenipotentiary Conference; ITU-D; ITU-R; ITU-T; OSET; RECI; Resilience Frontiers; UN-Habitat; UN-OHRLLS;
UN-Women; UNCTAD; UNDESA; UNDP; UNDPPA; UNECA; UNECE; UNEP; UNEP-FI; UNESCO; UNESCWA; UNFCCC; UNGA; UNGIS; UNICC;
UNICEF; UNIDO;
UNIN; UNOPS; UNRISD; UNU; UNU-EGOV; UNWTO; United Nations Futures Lab Network; United Nations Guatemala; WIPO; WMO;
World Bank; WTSA
""".replace("\n", " ").strip()  # fmt: skip


@cache
def _data() -> MemoryStore:
    return read([DATA])


@cache
def _graph() -> rdflib.Dataset:
    graph = rdflib.Dataset(default_union=True)
    for path in sorted(DATA.glob("*.ttl")):
        graph.graph(rdflib.URIRef(graph_of_file(path.stem, BASE))).parse(path)
    return graph


def _values(name: str) -> dict[str, str]:
    query = QUERIES.get(name)
    return {p.name: p.example for p in query.parameters if p.example is not None}


def _rows(table: Table) -> list[list[str]]:
    return [[cell.value if cell else "" for cell in row] for row in table.rows]


def _table(name: str) -> Table:
    answer = run(QUERIES.get(name), {}, _data(), queries=QUERIES)
    assert isinstance(answer, Table)
    return answer


@pytest.mark.parametrize("answer", ANSWERS, ids=lambda answer: Path(answer.where).stem)
def test_a_query_answers_what_a_person_read_on_the_page(answer: expectations.Expected):
    actual = run(QUERIES.get(answer.query), answer.values, _data(), queries=QUERIES, wide=answer.wide)
    assert expectations.describe_drift(answer, actual) == ()


@pytest.mark.thorough
@pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning")  # rdflib's own use of its old names
@pytest.mark.parametrize("name", LOCAL)
def test_another_engine_gives_the_same_answer(name: str):
    query = QUERIES.get(name).narrowed
    values = _values(name)
    text = fill(query, to_terms(query, values, Names(QUERIES, _data()).find, prefixes()))
    result = _graph().query(text)
    ours = run(query, values, _data(), queries=QUERIES)
    if isinstance(ours, bool):
        assert result.askAnswer == ours
    elif isinstance(ours, NamedGraph):
        triples = ((subject.n3(), property_.n3(), thing.n3()) for subject, property_, thing in result.graph or ())
        assert tuple(sorted(triples)) == ours.triples
    else:
        rows = tuple(tuple(None if v is None else Cell("literal", str(v)) for v in row) for row in result)
        theirs = Table(tuple(map(str, result.vars or ())), rows)
        assert _rows(sorted_lists(theirs, query.lists)) == _rows(ours)


@pytest.mark.parametrize("name", sorted({*LOCAL} - NONE))
def test_an_example_has_an_answer(name: str):
    answer = run(QUERIES.get(name), _values(name), _data(), queries=QUERIES)
    if isinstance(answer, Table):
        assert answer.rows
    elif isinstance(answer, NamedGraph):
        assert answer.triples


@pytest.mark.parametrize("name", LISTINGS)
def test_a_listing_query_keeps_its_columns(name: str):
    assert " ".join(_table(name).columns) == LISTINGS[name]


@pytest.mark.parametrize("name", sorted({*LISTINGS} - SEVERAL))
def test_a_listing_query_has_one_row_per_thing(name: str):
    things = [row[0] for row in _table(name).rows]
    assert len(things) == len(set(things))


def test_the_listing_of_evidence_has_a_row_per_node():
    graphs = [path.read_text("utf-8") for path in (PROJECT / "data" / "ttl").glob("*.ttl")]
    assert len(_table("evidence").rows) == sum(graph.count(" a oa:SpecificResource ;") for graph in graphs)


def test_every_query_that_asks_no_other_endpoint_has_an_expected_answer():
    assert {*QUERIES.names} - {answer.query for answer in ANSWERS} == FEDERATED


def test_every_form_of_query_is_there():
    assert {query_form(query.text) for query in QUERIES.all()} == {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"}


def test_every_query_says_what_it_answers_and_declares_its_parameters():
    queries = QUERIES.all()
    said = [q.name for q in queries if q.question and q.tags and "#+ summary: " in q.text]
    assert said == [q.name for q in queries]
    assert [p.name for q in queries for p in q.parameters if not p.description or p.example is None] == []


def test_no_query_holds_an_iri_that_a_publisher_mints():
    assert [path.name for path in QUERIES.paths.values() if "w3id.org/itu-kg/id/" in path.read_text("utf-8")] == []


def test_every_body_the_page_names_is_listed_once():
    listed = [acronym or name for _, acronym, name, *_ in _rows(_table("organisations"))]
    assert [name for name in NAMED.split("; ") if listed.count(name) != 1] == []


def test_itu_is_the_right_wikidata_item():
    items = {acronym: item for _, acronym, _, _, item, *_ in _rows(_table("organisations"))}
    assert items["ITU"] == "http://www.wikidata.org/entity/Q376150"


def test_the_organisations_without_a_link_are_those_with_empty_cells():
    without = [row[0] for row in _rows(_table("organisations")) if not row[4] and not row[5]]
    assert [row[0] for row in _rows(_table("links-coverage"))] == without


def test_every_exact_text_stands_on_the_page_where_the_evidence_says():
    if not PAGE.is_file():
        pytest.skip("the source page is not in ../shared/reports")
    page = PAGE.read_bytes().decode()
    rows = _rows(_table("evidence"))
    assert [row for row in rows if row[3] and page[int(row[1]) : int(row[2])] != row[3]] == []


def test_the_guard_gives_the_same_rows():
    text = QUERIES.get("events").narrowed.text
    assert _rows(Guarded((DATA,)).select(text)) == _rows(_data().select(text))


def test_outside_links_are_those_of_the_registrys_mapping_set():
    lines = (PROJECT / "data" / "registry" / "links.sssom.tsv").read_text("utf-8").splitlines()
    spaces = dict(re.findall(r"^#  (\w+): (\S+)$", "\n".join(lines), re.MULTILINE))
    confirmed = [line for line in lines if "\tsemapv:ManualMappingCuration\t" in line]  # the others are not published
    pairs = [line.split("\t") for line in confirmed]
    whole = [[spaces[p] + local for p, local in (curie.split(":", 1) for curie in (row[0], row[3]))] for row in pairs]
    published = (PROJECT / "data" / "ttl" / "registry.ttl").read_text("utf-8")
    known = {f"{kind}/{slug}" for kind, slug in re.findall(r"^(\w+):([a-z0-9-]+) a ", published, re.MULTILINE)}
    # A thing is published once a submission names it.
    kept = [row for row in whole if row[0].partition("/id/")[2] in known]
    assert sorted([thing, link] for thing, _, link in _rows(_table("outside-links"))) == sorted(kept)


def test_goals_named_in_prose_are_counted_by_answer_and_sorted_as_the_agenda_has_them(tmp_path: Path):
    (tmp_path / "data.ttl").write_text(NAMED_GOALS, "utf-8")
    data = read([tmp_path / "data.ttl"])
    assert _rows(run(QUERIES.get("goals-named"), {}, data, queries=QUERIES)) == [
        ["Harbour Board", "2018", "Q2.10", "14", "14.c", "1"],
        ["SB", "2018", "Q2.1", "6", "", "2"],
        ["SB", "2018", "Q2.1", "14", "", "1"],
        ["SB", "2018", "Q2.1", "14", "14.c", "1"],
        ["SB", "2018", "Q10", "6", "", "1"],
    ]
    assert len(_rows(run(QUERIES.get("goals-named"), {"respondent": "SB"}, data, queries=QUERIES))) == 4
    assert _rows(run(QUERIES.get("goals-named"), {"year": "2024"}, data, queries=QUERIES)) == []
