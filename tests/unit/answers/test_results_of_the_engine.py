from __future__ import annotations

import pyoxigraph as ox
import pytest

from itu_kg.answers.answer_formats import write
from itu_kg.errors import UsageError
from itu_kg.model.answer import Cell, Table
from itu_kg.model.graph import NamedGraph
from itu_kg.query.memory_store import to_table
from itu_kg.query.run import sorted_lists

XSD = "http://www.w3.org/2001/XMLSchema#"
TABLE = Table(
    ("a", "b"),
    (
        (Cell("uri", "http://example.org/a?b&c"), Cell("literal", 'x,"y"\n<z>\t\\', language="en")),
        (Cell("bnode", "n1"), Cell("literal", "2024-05-27", datatype=f"{XSD}date")),
        (None, Cell("literal", "")),
    ),
)
FORMATS = {"json": ox.QueryResultsFormat.JSON, "xml": ox.QueryResultsFormat.XML, "tsv": ox.QueryResultsFormat.TSV}


@pytest.mark.parametrize("name", FORMATS)
def test_what_is_written_reads_back_as_the_same_table(name: str):
    solutions = ox.parse_query_results(write(TABLE, name), format=FORMATS[name])
    assert isinstance(solutions, ox.QuerySolutions)
    assert to_table(solutions) == TABLE


def test_csv_is_the_w3cs():
    assert write(TABLE, "csv") == (b'a,b\r\nhttp://example.org/a?b&c,"x,""y""\n<z>\t\\"\r\n_:n1,2024-05-27\r\n,\r\n')


def test_csv_is_the_engines_own():
    query = 'SELECT ?a ?b { VALUES (?a ?b) { (<a:b> "x, \\"y\\"\\r") (UNDEF 1) ("" "\'") } }'
    theirs = ox.Store().query(query)
    ours = ox.Store().query(query)
    assert isinstance(ours, ox.QuerySolutions)
    assert isinstance(theirs, ox.QuerySolutions)
    assert write(to_table(ours), "csv") == theirs.serialize(format=ox.QueryResultsFormat.CSV)


@pytest.mark.parametrize("name", ["json", "xml"])
def test_a_yes_reads_back_as_a_yes(name: str):
    answer = ox.parse_query_results(write(True, name), format=FORMATS[name])
    assert isinstance(answer, ox.QueryBoolean)
    assert bool(answer)


def test_markdown_keeps_a_cell_on_its_line():
    assert write(TABLE, "markdown").decode().count("\n") == 5


def test_a_graph_cannot_be_written_as_csv():
    with pytest.raises(UsageError, match="use turtle, ntriples"):
        write(NamedGraph("", ()), "csv")


def test_a_graph_reads_back_from_turtle():
    graph = NamedGraph("", (("<a:s>", "<http://schema.org/name>", '"N"@en'),))
    (quad,) = ox.parse(write(graph, "turtle"), format=ox.RdfFormat.TURTLE)
    assert (str(quad.subject), str(quad.predicate), str(quad.object)) == graph.triples[0]


def test_lists_are_sorted_numbers_first_by_size_and_each_once():
    cell = Cell("literal", "10; b; 9; a; 9; ")
    assert sorted_lists(Table(("x",), ((cell,),)), ("x",)).rows == ((Cell("literal", "9; 10; a; b"),),)


def test_an_empty_list_is_no_value():
    assert sorted_lists(Table(("x",), ((Cell("literal", ""),),)), ("x",)).rows == ((None,),)
