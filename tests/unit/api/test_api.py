from __future__ import annotations

import datetime as dt
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

import itu_kg
from itu_kg.api import Graph, Iri
from itu_kg.errors import AssetError, ItuKgError, RemoteError, SourceError, UsageError

DATA = Path(__file__).resolve().parents[1] / "query" / "data"
FAIR = "https://example.org/kg/id/event/fair-2030"


@pytest.fixture(scope="module")
def graph() -> Graph:
    return itu_kg.open(DATA)


def _values(graph: Graph, term: str) -> list[object]:
    return [value for (value,) in graph.sparql(f"SELECT ?v {{ VALUES ?v {{ {term} }} }}")]


def test_a_stored_query_gives_rows_of_python_values(graph: Graph):
    result = graph.query("events-by-goal", goal=9)
    assert dict(zip(result.columns, result.rows[0], strict=True)) | {"goal": 9} == {
        "goal": 9, "claim": "explicit", "event": FAIR, "name": "Meadow Fair 2030", "start": dt.date(2030, 5, 1),
        "realisation": "held",
    }  # fmt: skip


def test_records_are_rows_by_column(graph: Graph):
    assert [each["name"] for each in graph.query("events-by-goal", goal="9").to_records()] == ["Meadow Fair 2030"]


@pytest.mark.parametrize(
    ("term", "value"),
    [
        ("1", 1), ("1.50", Decimal("1.50")), ("1e0", 1.0), ("true", True), ('"x"@en', "x"), ("UNDEF", None),
        ('"2024-05-27"^^xsd:date', dt.date(2024, 5, 27)), ("sdg:9", Iri("http://metadata.un.org/sdg/9")),
    ],
)  # fmt: skip
def test_a_value_has_the_type_its_datatype_says(graph: Graph, term: str, value: object):
    (found,) = _values(graph, term)
    assert (found, type(found)) == (value, type(value))


def test_a_result_is_counted_and_walked_like_a_sequence_of_rows(graph: Graph):
    result = graph.sparql("SELECT ?v { VALUES ?v { 1 2 } }")
    assert (len(result), list(result)) == (2, [(1,), (2,)])


def test_a_yes_is_true(graph: Graph):
    result = graph.sparql("ASK { ?e a ikg:ReportedEvent }")
    assert (bool(result), result.columns, result.rows) == (True, ("answer",), ((True,),))


def test_a_no_is_false(graph: Graph):
    assert not graph.sparql("ASK { ?e a ikg:NoSuchThing }")


def test_a_graph_is_its_triples(graph: Graph):
    result = graph.sparql('CONSTRUCT { ?e schema:name "x"@en } WHERE { ?e a ikg:ReportedEvent }')
    assert (result.columns, result.rows[0][2]) == (("subject", "predicate", "object"), "x")


def test_a_data_frame_has_a_type_for_each_column(graph: Graph):
    values = '{ (1 1.5 true "2024-05-27"^^xsd:date) (UNDEF UNDEF UNDEF UNDEF) }'
    query = f"SELECT ?n ?d ?b ?day {{ VALUES (?n ?d ?b ?day) {values} }}"
    kinds = [str(kind) for kind in graph.sparql(query).to_pandas().dtypes]
    assert kinds[:3] == ["Int64", "float64", "boolean"]
    assert kinds[3].startswith("datetime64")


def test_a_data_frame_keeps_decimals_that_floats_would_round(graph: Graph):
    frame = graph.sparql("SELECT ?v { VALUES ?v { 0.12345678901234567890 } }").to_pandas()
    assert frame.v[0] == Decimal("0.12345678901234567890")


def test_a_data_frame_of_no_rows_keeps_its_columns(graph: Graph):
    assert list(graph.sparql("SELECT ?a ?b { FILTER(false) }").to_pandas().columns) == ["a", "b"]


def test_a_data_frame_says_missing_for_no_value(graph: Graph):
    frame = graph.sparql("SELECT ?v { VALUES ?v { 1 UNDEF } }").to_pandas()
    assert frame.v[1] is pd.NA


def test_without_pandas_the_error_says_what_to_install(graph: Graph, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(UsageError, match=r"itu-kg\[tables\]"):
        graph.query("events").to_pandas()


def test_a_date_is_taken_for_what_it_is(tmp_path: Path):
    (tmp_path / "since.rq").write_text(
        "#+ summary: Events since.\n#+ parameters: {day: {type: date}}\n"
        "SELECT ?s { VALUES ?_day { UNDEF } ?e schema:startDate ?s FILTER(?s >= ?_day) }\n"
    )
    found = itu_kg.open(DATA, queries=[tmp_path]).query("since", day=dt.date(2030, 1, 1))
    assert all(isinstance(start, dt.date) for (start,) in found)
    assert found


def test_a_value_of_another_type_is_refused(graph: Graph):
    with pytest.raises(UsageError, match="cannot be a list"):
        graph.query("events-by-goal", goal=[9])  # type: ignore[arg-type]  # the mistake on purpose


@pytest.mark.parametrize(
    ("name", "values", "said"),
    [
        ("evnts", {}, "did you mean events"), ("events-by-goal", {"goal": 18}, "write a number from 1 to 17"),
        ("events-by-goal", {"gaol": 9}, "did you mean 'goal'"), ("about-organisation", {}, "needs organisation, for"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_what_is_right(graph: Graph, name: str, values: dict[str, int], said: str):
    with pytest.raises(ItuKgError, match=said):
        graph.query(name, **values)


def test_an_update_is_refused(graph: Graph):
    with pytest.raises(UsageError):
        graph.sparql("DROP ALL")


def test_a_place_that_is_not_there_is_told_at_once():
    with pytest.raises(SourceError, match="no such file"):
        itu_kg.open("nowhere.ttl")


def test_an_endpoint_that_is_not_there_is_a_remote_fault():
    with pytest.raises(RemoteError):
        itu_kg.open("http://127.0.0.1:9/query").query("events")


def test_without_a_place_the_data_at_hand_are_asked():
    assert len(itu_kg.open().query("events")) > 0


def test_the_catalogue_knows_each_query_s_summary(graph: Graph):
    assert graph.queries["events-by-goal"].summary in repr(graph.queries)


def test_the_catalogue_has_no_query_of_another_name(graph: Graph):
    assert "evnts" not in graph.queries


def test_a_notebook_shows_a_table_escaped(graph: Graph):
    shown = graph.sparql("SELECT ?v { VALUES ?v { '<b>' } }")._repr_html_()
    assert "&lt;b&gt;" in shown
    assert "<b>" not in shown


def test_a_notebook_shows_the_catalogue(graph: Graph):
    assert '<th scope="row">events</th>' in graph.queries._repr_html_()


def test_a_result_says_what_it_is(graph: Graph):
    assert (
        repr(graph.sparql("SELECT ?v { VALUES ?v { 1 } }")) == "<itu_kg.Result 'Answer to a SPARQL query': 1 row of v>"
    )


@pytest.mark.parametrize("name", ["events.csv", "events.json", "events.xlsx", "events.parquet", "events.html"])
def test_a_result_is_saved_as_its_file_s_name_says(graph: Graph, tmp_path: Path, name: str):
    graph.query("events").save(tmp_path / name)
    assert (tmp_path / name).stat().st_size > 0


def test_a_chart_shows_itself_in_a_notebook(graph: Graph):
    assert 'role="img"' in graph.query("events-by-goal").chart("bar")._repr_svg_()


def test_a_chart_that_cannot_be_is_refused_when_it_is_asked_for(graph: Graph):
    with pytest.raises(UsageError, match="a map chart needs"):
        graph.query("event-mentions").chart("map")


@pytest.mark.parametrize(("name", "begins"), [("a.svg", b"<?xml"), ("a.png", b"\x89PNG")])
def test_a_chart_is_saved_as_its_file_s_name_says(graph: Graph, tmp_path: Path, name: str, begins: bytes):
    graph.query("events-by-goal").chart("bar").save(tmp_path / name)
    assert (tmp_path / name).read_bytes().startswith(begins)


def test_a_graph_is_no_chart(graph: Graph):
    with pytest.raises(ValueError, match="only a table can be drawn"):
        graph.sparql("CONSTRUCT { ?e a schema:Event } WHERE { ?e a ikg:ReportedEvent }").chart("bar")


def test_a_chart_is_no_spreadsheet(graph: Graph, tmp_path: Path):
    with pytest.raises(UsageError, match=r"\.pdf or a \.png"):
        graph.query("events-by-goal").chart("bar").save(tmp_path / "a.xlsx")


def test_the_package_has_no_other_names():
    with pytest.raises(AttributeError, match="shut"):
        itu_kg.shut  # noqa: B018  asking is the test


def test_opening_loads_none_of_the_heavy_libraries():
    heavy = "{'pandas', 'matplotlib', 'rdflib', 'pyarrow', 'pydantic'}"
    code = f"import sys, itu_kg; itu_kg.open(); print({heavy} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_types_are_published():
    assert (Path(itu_kg.__file__).parent / "py.typed").is_file()


@pytest.mark.parametrize("url", ["ftp://127.0.0.1/sparql", "http://me:secret@127.0.0.1/sparql", "http://127.0.0.1:x/"])
def test_an_address_that_is_no_endpoints_is_refused_when_it_is_opened(url: str):
    with pytest.raises(UsageError) as caught:
        itu_kg.open(url)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("timeout", [0, -1.0])
def test_a_timeout_is_more_than_nothing(timeout: float):
    with pytest.raises(UsageError, match="timeout"):
        itu_kg.open(timeout=timeout)


def test_certificates_that_are_none_are_refused_when_an_endpoint_is_opened(tmp_path: Path):
    with pytest.raises(AssetError, match="cannot be read"):
        itu_kg.open("https://127.0.0.1/sparql", ca_file=tmp_path / "ca.pem")


def test_an_endpoint_that_is_not_there_is_a_remote_fault_of_both_kinds_of_query():
    graph = itu_kg.open("http://127.0.0.1:9/sparql", timeout=5)
    with pytest.raises(RemoteError, match="nobody listens"):
        graph.query("events")
    with pytest.raises(RemoteError, match="nobody listens"):
        graph.sparql("ASK {}")


def test_wide_columns_are_asked_for_by_a_keyword(graph: Graph):
    assert graph.query("events", wide=True).columns == (*graph.query("events").columns, *graph.queries["events"].wide)


def test_a_column_of_several_values_holds_lists():
    rows = {row["event"].rpartition("/")[2]: row for row in itu_kg.open().query("events").to_records()}
    assert rows["wrc-23"]["goals"] == [7, 9, 10, 11, 12, 13, 17]
    assert (rows["wrc-23"]["cities"], rows["wrc-23"]["emphasised"]) == (["Dubai"], [])
    assert rows["wrc-23"]["website"] == [Iri("https://www.itu.int/wrc-23/")]


def test_what_is_one_by_its_nature_is_a_text_even_where_submissions_may_differ():
    row = itu_kg.open().query("events").to_records()[1]
    assert (row["name"], row["respondent"]) == ("39th World Radiocommunication Conference", "ITU")


def test_a_data_frame_of_lists_can_be_exploded():
    frame = itu_kg.open().query("events").to_pandas()
    assert (frame.explode("goals").goals == 9).sum() == 12
