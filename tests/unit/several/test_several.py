"""Several submissions in one graph: the same bytes however they are built, one thing for each thing they share."""

from __future__ import annotations

import subprocess
import sys
from itertools import combinations, groupby, permutations
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from itu_kg import mapping
from itu_kg.extract.draft import DraftOptions, draft
from itu_kg.extract.page import reader
from itu_kg.ledger.page_coverage import account
from itu_kg.model.answer import Table
from itu_kg.model.assets import Assets
from itu_kg.model.vocab import BASE, IKG, graph_name
from itu_kg.query import memory_store
from itu_kg.query.catalogue import catalogue
from itu_kg.query.run import run
from itu_kg.validate import load, validate

if TYPE_CHECKING:
    from collections.abc import Callable

    from itu_kg.mapping import Materials
    from itu_kg.model.graph import Dataset, Term, Triple
    from itu_kg.model.submission import Submission
    from itu_kg.query.memory_store import MemoryStore

IDS = ("itu-2024", "undp-2024", "unesco-2023", "unicc-2025")
MADE_UP = IDS[1:]
PROJECT = Path(__file__).resolve().parents[3]
CASES = Path(__file__).resolve().parents[2] / "cases" / "several"
FORUM_2024 = f"<{BASE}id/event/wsis-forum-2024>"
FORUM_2025 = f"<{BASE}id/event/wsis-forum-2025>"
U4SSC = f"<{BASE}id/partnership/u4ssc>"
SUBSETS = [subset for size in range(1, 5) for subset in combinations(IDS, size)]
PREFIXES = f"PREFIX ikg: <{IKG}> PREFIX schema: <http://schema.org/> PREFIX org: <http://www.w3.org/ns/org#> "


@pytest.fixture(scope="module")
def alone(files: Callable[..., dict[str, bytes]]) -> dict[str, dict[str, bytes]]:
    """What each submission gives when it is built by itself."""
    return {each: files(each) for each in IDS}


@pytest.fixture(scope="module")
def store(merged: Dataset) -> MemoryStore:
    return memory_store.hold(merged)


def _claims(merged: Dataset, subject: str, predicate: str) -> dict[str, set[str]]:
    """What each graph says of a subject by one predicate."""
    said = {
        graph_name(graph.iri): {o for s, p, o in graph.triples if (s, p) == (subject, predicate)}
        for graph in merged.graphs
    }
    return {name: values for name, values in said.items() if values}


def _column(store: MemoryStore, text: str) -> list[str]:
    return [cell.value if (cell := row[0]) else "" for row in store.select(PREFIXES + text).rows]


@pytest.mark.parametrize("name", MADE_UP)
def test_a_made_up_record_is_true_to_its_page_and_accounts_for_all_of_it(
    name: str, four: dict[str, tuple[Path, Submission]]
) -> None:
    path, submission = four[name]
    result = account(submission, (path.parent / "source.txt").read_bytes().decode("utf-8"))
    assert result.mismatches == ()
    assert result.unseen == ()


@pytest.mark.parametrize("name", MADE_UP)
def test_a_made_up_record_says_that_it_is(name: str, four: dict[str, tuple[Path, Submission]]) -> None:
    path = four[name][0]
    assert path.read_text("utf-8").startswith("# Made up for tests")
    assert "Everything on this page is made up for a test" in (path.parent / "source.txt").read_text("utf-8")


@pytest.mark.parametrize("name", MADE_UP)
def test_the_extractor_gives_what_submissions_share_one_id_unaided(
    name: str, four: dict[str, tuple[Path, Submission]], using: Materials
) -> None:
    path, record = four[name]
    page = reader.plain_text((path.parent / "source.txt").read_bytes(), where=name)
    drafted = draft(page, using.registry, DraftOptions(), where=name)
    assert (drafted.id, drafted.form) == (record.id, record.form)
    assert [event.id for event in drafted.events] == [event.id for event in record.events]
    assert drafted.partnerships[0].id == "u4ssc"


@pytest.mark.parametrize("together", SUBSETS, ids="+".join)
def test_a_submission_is_the_same_bytes_whatever_is_built_with_it(
    together: tuple[str, ...], files: Callable[..., dict[str, bytes]], alone: dict[str, dict[str, bytes]]
) -> None:
    built = files(*reversed(together))
    parts = {name: each for each in together for name in (each, f"{each}.reading")}
    assert {name: built[name] for name in parts} == {name: alone[each][name] for name, each in parts.items()}
    assert set(built) == {*parts, "dataset", "registry", "schemes", "sdg"}


@pytest.mark.parametrize("graph", ["schemes", "sdg"])
def test_what_is_shared_is_the_same_bytes_whoever_shares_it(graph: str, alone: dict[str, dict[str, bytes]]) -> None:
    assert len({built[graph] for built in alone.values()}) == 1


def test_the_registry_says_the_same_of_a_thing_whoever_names_it(
    using: Materials, four: dict[str, tuple[Path, Submission]]
) -> None:
    said: dict[Term, set[tuple[Triple, ...]]] = {}
    for one in four.values():
        shared = next(graph for graph in mapping.graphs([one], using) if graph.iri == f"{BASE}graph/registry")
        for subject, triples in groupby(shared.triples, key=itemgetter(0)):
            said.setdefault(subject, set()).add(tuple(triples))
    assert {len(versions) for versions in said.values()} == {1}


def test_the_order_of_records_changes_no_byte(files: Callable[..., dict[str, bytes]]) -> None:
    orders = list(permutations(MADE_UP))
    assert all(files(*order) == files(*MADE_UP) for order in orders)


def test_an_event_that_two_tell_of_is_one_with_the_claims_of_each_in_its_own_graph(merged: Dataset) -> None:
    assert _claims(merged, FORUM_2024, "<http://schema.org/endDate>") == {
        "itu-2024": {'"2024-05-31"^^<http://www.w3.org/2001/XMLSchema#date>'},
        "undp-2024": {'"2024-05-30"^^<http://www.w3.org/2001/XMLSchema#date>'},
        "unesco-2023": {'"2024-05-31"^^<http://www.w3.org/2001/XMLSchema#date>'},
    }


def test_each_judges_by_its_own_year_whether_an_event_was_held(merged: Dataset) -> None:
    said = _claims(merged, FORUM_2024, f"<{IKG}realisation>")
    judged = {name: next(iter(values)).rpartition("/")[2] for name, values in said.items()}
    assert judged == {
        "itu-2024.reading": "held>", "undp-2024.reading": "held>", "unesco-2023.reading": "planned>",
    }  # fmt: skip


def test_a_partnership_that_four_tell_of_is_one_with_the_partners_each_names(merged: Dataset) -> None:
    said = _claims(merged, U4SSC, f"<{IKG}hasPartner>")
    named = {graph: {iri.rpartition("/")[2].rstrip(">") for iri in values} for graph, values in said.items()}
    assert set(named) == set(IDS)
    assert named["unesco-2023"] == {"unesco", "un-habitat", "world-bank"}
    assert named["undp-2024"] == {"itu", "unece", "un-habitat", "undp", "unops"}
    assert named["unicc-2025"] == {"itu", "unicc", "undp"}
    assert "world-bank" not in named["itu-2024"]


def test_no_part_in_a_partnership_is_told_by_two(merged: Dataset) -> None:
    said = _claims(merged, U4SSC, f"<{IKG}participation>")
    told = [iri for values in said.values() for iri in values]
    assert len(told) == len(set(told))


def test_a_partner_that_several_name_is_counted_once(store: MemoryStore) -> None:
    partners = _column(store, f"SELECT ?partner {{ {U4SSC} ikg:hasPartner ?partner }}")
    assert len(partners) == len(set(partners))
    assert f"{BASE}id/organisation/itu" in partners


def test_no_two_organisations_go_by_one_name(store: MemoryStore) -> None:
    names = _column(store, "SELECT ?name { ?body a org:Organization ; schema:name ?name }")
    assert len(names) == len(set(names))


def test_only_the_registry_names_an_organisation(merged: Dataset) -> None:
    naming = {
        graph_name(graph.iri)
        for graph in merged.graphs
        for subject, predicate, _ in graph.triples
        if predicate == "<http://schema.org/name>" and subject.startswith(f"<{BASE}id/organisation/")
    }
    assert naming == {"registry"}


def test_the_forum_of_two_years_is_two_events_of_one_series(store: MemoryStore) -> None:
    editions = _column(
        store, f"SELECT DISTINCT ?event {{ ?event schema:superEvent <{BASE}id/series/wsis-forum> }} ORDER BY ?event"
    )
    assert editions == [FORUM_2024[1:-1], FORUM_2025[1:-1]]


def test_what_two_state_alike_counts_once_in_the_merge_and_twice_in_their_graphs(store: MemoryStore) -> None:
    same = f"{FORUM_2025} schema:name ?name"
    asked = 'SELECT (COUNT(*) AS ?count) { %s FILTER(?name = "WSIS+20 High-Level Event 2025"@en) }'
    assert _column(store, asked % same) == ["1"]
    assert _column(store, asked % f"GRAPH ?graph {{ {same} }}") == ["2"]


def test_the_merge_is_smaller_than_its_graphs_by_what_they_state_alike(merged: Dataset, store: MemoryStore) -> None:
    distinct = {triple for graph in merged.graphs for triple in graph.triples}
    assert len(distinct) < merged.size
    assert _column(store, "SELECT (COUNT(*) AS ?count) { ?s ?p ?o }") == [str(len(distinct))]


def test_claims_that_differ_are_no_violation(merged: Dataset, several: Path) -> None:
    assets = Assets(several)
    report = validate(merged, load(assets.shapes, ontology=assets.terms))
    assert [finding.message for finding in report.findings] == []


def test_every_order_on_the_command_line_gives_the_same_files(several: Path, tmp_path: Path) -> None:
    records = [CASES / name / "record.yaml" for name in MADE_UP]
    contents = []
    for number, order in enumerate((records, records[::-1])):
        command = [sys.executable, "-m", "itu_kg", "build", "-q", *map(str, order), "-o", str(tmp_path / str(number))]
        assert subprocess.run(command, cwd=several, check=False).returncode == 0
        contents.append({path.name: path.read_bytes() for path in (tmp_path / str(number)).iterdir()})
    assert contents[0] == contents[1]
    assert {f"{name}.ttl" for name in MADE_UP} < set(contents[0])


@pytest.mark.parametrize(
    ("query", "key"),
    [
        ("events", ("event",)),
        ("event-mentions", ("event",)),
        ("event-sessions", ("event", "start", "city")),
        ("resources", ("resource",)),
        ("partnerships", ("partnership",)),
        ("decisions", ("decision",)),
        ("series-editions", ("series", "event")),
    ],
)
def test_a_thing_that_several_tell_of_is_one_row(store: MemoryStore, query: str, key: tuple[str, ...]) -> None:
    queries = catalogue(PROJECT / "queries")
    answer = run(queries.get(query), {}, store, queries=queries)
    assert isinstance(answer, Table)
    places = [answer.columns.index(name) for name in key]
    keys = [tuple(row[place] for place in places) for row in answer.rows]
    assert len(keys) == len(set(keys))


def test_a_row_holds_the_names_that_each_gives(store: MemoryStore) -> None:
    queries = catalogue(PROJECT / "queries")
    answer = run(queries.get("events"), {}, store, queries=queries)
    assert isinstance(answer, Table)
    place = answer.columns.index("name")
    assert any(cell and "; " in cell.value for cell in (row[place] for row in answer.rows))


LISTINGS = (
    "events",
    "event-sessions",
    "resources",
    "partnerships",
    "organisations",
    "documents",
    "statistics",
    "evidence",
)


@pytest.mark.parametrize("name", LISTINGS)
@pytest.mark.parametrize(
    ("given", "respondents", "years"),
    [
        ({}, {"", "ITU", "UNDP", "UNESCO", "UNICC"}, {"", "2023", "2024", "2025"}),
        ({"respondent": "unesco"}, {"UNESCO"}, {"2023"}),
        ({"year": "2024"}, {"ITU", "UNDP"}, {"2024"}),
        ({"respondent": "ITU", "year": "2025"}, set(), set()),
    ],
)
def test_a_listing_says_who_reports_a_row_and_when_and_is_cut_by_both(
    store: MemoryStore, name: str, given: dict[str, str], respondents: set[str], years: set[str]
) -> None:
    queries = catalogue(PROJECT / "queries")
    answer = run(queries.get(name), given, store, queries=queries)
    assert isinstance(answer, Table)
    assert answer.columns[-2:] == ("respondent", "year")
    cells = [[(cell.value if cell else "").split("; ") for cell in row[-2:]] for row in answer.rows]
    assert {each for row in cells for each in row[0]} <= respondents
    assert {each for row in cells for each in row[1]} <= years


def test_a_thing_that_several_report_is_under_each_of_them(store: MemoryStore) -> None:
    queries = catalogue(PROJECT / "queries")
    answer = run(queries.get("partnerships"), {}, store, queries=queries)
    assert isinstance(answer, Table)
    assert [cell.value if cell else "" for cell in next(row for row in answer.rows if "u4ssc" in str(row[0]))[-2:]] == [
        "ITU; UNDP; UNESCO; UNICC", "2023; 2024; 2025",
    ]  # fmt: skip
