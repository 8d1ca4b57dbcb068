"""The stored queries on the published graph: the answers a person worked out, and another engine's rows."""

from __future__ import annotations

from functools import cache, partial
from pathlib import Path

import pytest
import rdflib

from itu_kg.model.table import Cell, Table
from itu_kg.query import expected
from itu_kg.query.catalogue import catalogue
from itu_kg.query.engine import Memory, read
from itu_kg.query.guard import Guarded
from itu_kg.query.naming import find
from itu_kg.query.parameters import bound, given
from itu_kg.query.stored import run, sorted_lists

PROJECT = Path(__file__).resolve().parents[3]
DATA = PROJECT / "data" / "ttl"
PAGE = PROJECT.parent / "shared" / "reports" / "itu-2024.txt"
QUERIES = catalogue(PROJECT / "queries")
ANSWERS = expected.load(PROJECT / "tests" / "queries")
# Their rows depend on the registry's links, or are as many as there are facts: the tests below hold them.
HELD_BELOW = {"evidence", "links-coverage", "organisations"}
LISTINGS = {
    "events": "event name start end realisation mode goals emphasised cities countries website websiteLabel series",
    "event-sessions": "event name start end city country pairingInferred",
    "event-mentions": "event name start end realisation question",
    "resources": "resource name goals publishers languages plannedLanguages website websiteLabel",
    "partnerships": (
        "partnership name goals emphasised coordinators partners funders beneficiaryScope website websiteLabel"
    ),
    "organisations": "organisation acronym name parent wikidata ror",
    "statistics": "statistic subject value comparator unit currency evidenceStart evidenceEnd",
    "documents": "document name symbol issuer",
    "decisions": "decision body document year",
    "coordination-actions": "action name leads organisations",
    "transitions": "transition keyTransition initiatives organisations",
    "evidence": "entity start end exact",
}
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
def _data() -> Memory:
    return read([DATA])


@cache
def _graph() -> rdflib.Graph:
    graph = rdflib.Graph()
    for path in sorted(DATA.glob("*.ttl")):
        graph.parse(path)
    return graph


def _values(name: str) -> dict[str, str]:
    query = QUERIES.get(name)
    return {p.name: p.example for p in query.parameters if p.example is not None}


def _rows(table: Table) -> list[list[str]]:
    return [[cell.value if cell else "" for cell in row] for row in table.rows]


def _table(name: str) -> Table:
    answer = run(QUERIES.get(name), {}, _data(), names=QUERIES)
    assert isinstance(answer, Table)
    return answer


@pytest.mark.parametrize("answer", ANSWERS, ids=lambda answer: Path(answer.where).stem)
def test_a_query_answers_what_a_person_read_on_the_page(answer: expected.Expected):
    actual = run(QUERIES.get(answer.query), answer.values, _data(), names=QUERIES)
    assert isinstance(actual, Table)
    assert expected.drift(answer, actual) == ()


@pytest.mark.parametrize("name", QUERIES.names)
def test_another_engine_gives_the_same_rows(name: str):
    query = QUERIES.get(name)
    values = _values(name)
    text = bound(query, given(query, values, partial(find, queries=QUERIES, data=_data())))
    result = _graph().query(text)
    rows = tuple(tuple(None if v is None else Cell("literal", str(v)) for v in row) for row in result)
    ours = run(query, values, _data(), names=QUERIES)
    assert isinstance(ours, Table)
    assert _rows(sorted_lists(Table(tuple(map(str, result.vars or ())), rows), query.lists)) == _rows(ours)


@pytest.mark.parametrize("name", QUERIES.names)
def test_an_example_has_an_answer(name: str):
    answer = run(QUERIES.get(name), _values(name), _data(), names=QUERIES)
    assert isinstance(answer, Table)
    assert answer.rows


@pytest.mark.parametrize("name", LISTINGS)
def test_a_listing_query_keeps_its_columns(name: str):
    assert " ".join(_table(name).columns) == LISTINGS[name]


@pytest.mark.parametrize("name", sorted({*LISTINGS} - {"event-sessions"}))
def test_a_listing_query_has_one_row_per_thing(name: str):
    rows = _table(name).rows
    things = [row[:3] if name == "evidence" else row[0] for row in rows]
    assert len(things) == len(set(things))


def test_every_query_has_an_expected_answer():
    assert {*QUERIES.names} - {answer.query for answer in ANSWERS} == HELD_BELOW


def test_no_query_holds_an_iri_that_a_publisher_mints():
    assert [path.name for path in QUERIES.paths.values() if "w3id.org/itu-kg/id/" in path.read_text("utf-8")] == []


def test_every_body_the_page_names_is_listed_once():
    listed = [acronym or name for _, acronym, name, *_ in _rows(_table("organisations"))]
    assert [name for name in NAMED.split("; ") if listed.count(name) != 1] == []


def test_itu_is_the_right_wikidata_item():
    items = {acronym: item for _, acronym, _, _, item, _ in _rows(_table("organisations"))}
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
    text = QUERIES.get("events").text
    assert _rows(Guarded((DATA,)).select(text)) == _rows(_data().select(text))
