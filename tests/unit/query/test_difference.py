from __future__ import annotations

import pytest

from itu_kg.model.answer import Cell, Table
from itu_kg.model.graph import NamedGraph
from itu_kg.query.canonical_values import canonicalize
from itu_kg.query.difference import compare

XSD = "http://www.w3.org/2001/XMLSchema#"


def _table(*values: Cell | None, column: str = "a") -> Table:
    return Table((column,), tuple((value,) for value in values))


def _text(value: str) -> Cell:
    return Cell("literal", value)


def _typed(value: str, name: str) -> Cell:
    return Cell("literal", value, XSD + name)


A, B = _text("a"), _text("b")


def test_the_same_rows_in_another_order_are_the_same():
    assert compare(_table(A, B), _table(B, A)).same


def test_a_row_that_comes_more_often_in_one_place_differs():
    found = compare(_table(A, A, B), _table(A, B))
    assert (found.first, found.second, found.both) == (((A,),), (), 2)


def test_rows_of_one_place_alone_are_told_apart_from_those_of_the_other():
    found = compare(_table(A), _table(B))
    assert (found.first, found.second) == (((A,),), ((B,),))


def test_columns_are_found_by_name_wherever_they_stand():
    assert compare(Table(("a", "b"), ((A, B),)), Table(("b", "a"), ((B, A),))).same


def test_a_column_that_only_one_place_has_is_empty_in_the_other():
    assert compare(Table(("a", "b"), ((A, None),)), _table(A)).same


def test_an_empty_cell_is_no_empty_text():
    assert not compare(_table(None), _table(_text(""))).same


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (_typed("1.10", "decimal"), _typed("1.1", "decimal")),
        (_typed("007", "integer"), _typed("7", "integer")),
        (_typed("7", "nonNegativeInteger"), _typed("7", "integer")),
        (_typed("2700", "decimal"), _typed("2700.0", "decimal")),
        (_typed("1", "boolean"), _typed("true", "boolean")),
        (_typed("1e3", "double"), _typed("1000.0", "double")),
        (Cell("literal", "a", language="en-GB"), Cell("literal", "a", language="en-gb")),
    ],
)
def test_values_that_differ_in_spelling_alone_differ_and_are_known_to(one: Cell, other: Cell):
    found = compare(_table(one, A), _table(other, A))
    assert (found.first, found.second, found.spelt, found.example) == (((one,),), ((other,),), 1, (one, other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (_typed("1.1", "decimal"), _typed("1.11", "decimal")),
        (_text("1.10"), _text("1.1")),
        (_typed("7", "integer"), _text("7")),
        (_typed("1", "boolean"), _typed("0", "boolean")),
        (_typed("abc", "integer"), _typed("0", "integer")),
        (Cell("literal", "a", language="en"), Cell("literal", "a", language="fr")),
        (Cell("uri", "http://a"), _text("http://a")),
    ],
)
def test_other_values_are_no_other_spelling(one: Cell, other: Cell):
    found = compare(_table(one), _table(other))
    assert (found.same, found.spelt) == (False, 0)


def test_blank_nodes_of_tables_are_alike_since_their_labels_mean_nothing():
    assert compare(_table(Cell("bnode", "x")), _table(Cell("bnode", "y"))).same


def test_graphs_are_the_same_whatever_their_blank_nodes_are_called():
    one = NamedGraph("", (("_:x", "<urn:p>", "_:y"), ("_:y", "<urn:p>", '"a"')))
    other = NamedGraph("", (("_:x", "<urn:p>", '"a"'), ("_:y", "<urn:p>", "_:x")))
    assert compare(one, other).same


def test_graphs_that_hang_together_otherwise_differ():
    one = NamedGraph("", (("_:x", "<urn:p>", "_:y"),))
    other = NamedGraph("", (("_:x", "<urn:p>", "_:x"),))
    assert not compare(one, other).same


def test_the_triples_that_only_one_graph_has_are_shown():
    found = compare(NamedGraph("", (("<urn:s>", "<urn:p>", '"a"@en'),)), NamedGraph("", ()))
    row = (Cell("uri", "urn:s"), Cell("uri", "urn:p"), Cell("literal", "a", language="en"))
    assert (found.columns, found.first) == (("subject", "predicate", "object"), (row,))


@pytest.mark.parametrize(("one", "other", "same"), [(True, True, True), (True, False, False)])
def test_a_yes_and_a_no_differ(one: bool, other: bool, same: bool):
    assert compare(one, other).same is same


def test_the_differing_rows_are_a_table_that_says_where_each_is():
    table = compare(_table(A, column="onlyIn"), _table(B, column="onlyIn")).table(("here", "there"))
    assert table == Table(("onlyIn_", "onlyIn"), ((_text("here"), A), (_text("there"), B)))


@pytest.mark.parametrize(
    ("given", "written"),
    [
        (_typed("2700.0", "decimal"), _typed("2700", "decimal")),
        (_typed("1.10", "decimal"), _typed("1.1", "decimal")),
        (_typed("-0.0", "decimal"), _typed("0", "decimal")),
        (_typed("+7", "nonNegativeInteger"), _typed("7", "integer")),
        (_typed("1", "boolean"), _typed("true", "boolean")),
        (_typed("abc", "integer"), _typed("abc", "integer")),
        (_typed("1.10", "string"), _typed("1.10", "string")),
        (_typed("9" * 30, "integer"), _typed("9" * 30, "integer")),
    ],
)
def test_numbers_are_written_as_the_engine_of_files_writes_them(given: Cell, written: Cell):
    assert canonicalize(_table(given, None)) == _table(written, None)
