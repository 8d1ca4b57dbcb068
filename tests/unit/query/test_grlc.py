"""A folder of queries as grlc users write them, run as it is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from itu_kg.errors import AssetError, UsageError
from itu_kg.model.answer import Table
from itu_kg.model.graph import Dataset, NamedGraph
from itu_kg.query.catalogue import catalogue
from itu_kg.query.header import parse
from itu_kg.query.memory_store import MemoryStore, hold
from itu_kg.query.run import run

if TYPE_CHECKING:
    from itu_kg.model.stored_query import StoredQuery

FOLDER = Path(__file__).parent / "grlc"
QUERIES = catalogue(FOLDER)
XSD = "http://www.w3.org/2001/XMLSchema#"
DATA = f"""
<a:oak> <a:name> "oak" .
<a:oak> <a:name> "Eiche"@de .
<a:oak> <a:height> "25"^^<{XSD}integer> .
<a:oak> <a:planted> "1850-04-01"^^<{XSD}date> .
<a:oak> <a:seen> "1850-04"^^<{XSD}gYearMonth> .
<a:oak> <a:code> "x-1"^^<a:code-of#codeof> .
<a:oak> <a:in> <a:wood> .
<a:elm> <a:name> "elm" .
<a:elm> <a:name> "Ulme"@de .
<a:elm> <a:height> "30"^^<{XSD}integer> .
<a:elm> <a:planted> "1990-10-02"^^<{XSD}date> .
<a:elm> <a:in> <a:park> .
"""


def _memory() -> MemoryStore:
    triples = [line.removesuffix(" .").split(" ", 2) for line in DATA.strip().splitlines()]
    return hold(Dataset((NamedGraph("a:trees", tuple((s, p, o) for s, p, o in triples)),)))


def _answer(query: StoredQuery, **values: str) -> list[list[str]]:
    result = run(query, values, _memory(), queries=QUERIES)
    assert isinstance(result, Table)
    return [[cell.value if cell else "" for cell in row] for row in result.rows]


def _query(text: str) -> StoredQuery:
    return parse(text, name="q", where="q.rq")


@pytest.mark.parametrize(
    ("name", "values", "rows"),
    [
        ("by-name", {"name": "oak"}, [["a:oak"]]),
        ("by-name", {"name": "Eiche"}, []),
        ("by-language", {"name": "Ulme"}, [["a:elm"]]),
        ("by-place", {"place": "a:wood"}, [["a:oak"]]),
        ("by-place", {}, [["a:elm"], ["a:oak"]]),
        ("taller-than", {"height": "27"}, [["a:elm"]]),
        ("taller-than", {}, [["a:elm"], ["a:oak"]]),
        ("planted-since", {"day": "1900-01-01"}, [["a:elm"]]),
        ("with-code", {"code": "x-1"}, [["a:oak"]]),
        ("either", {"text": "elm"}, [["a:elm"]]),
        ("crowded", {"most": "1"}, [["a:name", "4"], ["a:height", "2"], ["a:in", "2"], ["a:planted", "2"]]),
        ("in-graph", {"g": "a:trees"}, [["12"]]),
        ("seen", {"month": "1850-04"}, [["a:oak"]]),
    ],
)
def test_a_grlc_query_runs_as_it_is(name: str, values: dict[str, str], rows: list[list[str]]):
    assert _answer(QUERIES.get(name), **values) == rows


def test_every_query_of_the_folder_is_read():
    assert {query.name for query in QUERIES.all()} == {path.stem for path in FOLDER.iterdir()}


def test_a_construct_in_its_short_form_is_bound():
    graph = run(QUERIES.get("about"), {"thing": "a:elm"}, _memory(), queries=QUERIES)
    assert isinstance(graph, NamedGraph)
    assert {subject for subject, _, _ in graph.triples} == {"<a:elm>"}


def test_a_describe_without_a_where_is_bound():
    query = _query("DESCRIBE ?_thing_iri # nothing more")
    graph = run(query, {"thing": "a:oak"}, _memory(), queries=QUERIES)
    assert isinstance(graph, NamedGraph)
    assert len(graph.triples) == 7


def test_a_default_makes_a_parameter_optional_and_fills_it():
    (parameter,) = QUERIES.get("taller-than").parameters
    assert (parameter.required, parameter.default) == (False, "20")


def test_an_enumeration_allows_its_values_alone():
    with pytest.raises(UsageError, match="did you mean 'a:wood'"):
        _answer(QUERIES.get("by-place"), place="a:wod")


def test_a_value_of_an_enumeration_is_found_whatever_its_letter_case():
    assert _answer(QUERIES.get("by-place"), place="A:Wood") == [["a:oak"]]


def test_a_parameter_with_one_underscore_is_required():
    with pytest.raises(UsageError, match="by-name needs --name"):
        _answer(QUERIES.get("by-name"))


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("taller-than", {"height": "tall"}), ("planted-since", {"day": "1900"}), ("seen", {"month": "April"}),
        ("in-graph", {"g": "not an iri"}),
    ],
)  # fmt: skip
def test_a_value_of_another_type_is_refused(name: str, values: dict[str, str]):
    with pytest.raises(UsageError, match="is no"):
        _answer(QUERIES.get(name), **values)


def test_the_address_the_pages_and_the_reshaping_of_a_header_are_known():
    query = QUERIES.get("everything-said")
    assert (query.endpoint, query.page, query.transform) == ("http://example.org/sparql", 100, True)


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("method: FETCH", "the method is 'FETCH'"), ("pagination: many", "pagination is 'many'"),
        ("endpoint_in_url: perhaps", "endpoint_in_url is true or false"),
        ("defaults: [{nam: x}]", "defaults names 'nam', which is no parameter"),
        ("enumerate: [nam]", "enumerate names 'nam', which is no parameter"), ("transform: yes", "is not a list of"),
        ("endpoint-in-url: False", "unknown key 'endpoint-in-url'"),
    ],
)  # fmt: skip
def test_a_malformed_decorator_is_an_error_with_its_line(line: str, complaint: str):
    with pytest.raises(AssetError) as caught:
        _query(f"#+ summary: A\n#+ {line}\nASK {{ ?s ?p ?_name }}")
    assert str(caught.value).startswith("q.rq:2: ")
    assert complaint in str(caught.value)


def test_a_datatype_of_an_unknown_prefix_is_an_error_with_its_line():
    with pytest.raises(AssetError, match=r"q\.rq:2: \?_x_nowhere_code names a datatype of the unknown prefix"):
        _query("ASK {\n ?s ?p ?_x_nowhere_code }")


def test_a_value_in_a_sub_select_a_union_and_a_not_exists_is_bound_in_each():
    text = (
        'SELECT ?s { { SELECT ?s { ?s <a:name> ?n FILTER(?n = ?_n) } } UNION { ?s <a:in> ?w FILTER("elm" = ?_n) }'
        " FILTER NOT EXISTS { ?s <a:in> <a:wood> ; <a:name> ?_n } } ORDER BY ?s"
    )
    assert _answer(_query(text), n="elm") == [["a:elm"], ["a:elm"], ["a:oak"]]
    assert _answer(_query(text), n="oak") == []
