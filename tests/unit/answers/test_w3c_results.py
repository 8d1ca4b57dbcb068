"""What is written as the W3C has it is read back by two libraries that are not ours."""

from __future__ import annotations

import csv
import io

import pyoxigraph as ox
import pytest
from rdflib import BNode, Literal, URIRef
from rdflib.query import Result

from itu_kg.answers.answer_formats import write
from itu_kg.errors import UsageError
from itu_kg.model.answer import Cell, Table
from itu_kg.query.memory_store import to_table

XSD = "http://www.w3.org/2001/XMLSchema#"
OX = {"json": ox.QueryResultsFormat.JSON, "xml": ox.QueryResultsFormat.XML, "tsv": ox.QueryResultsFormat.TSV}
TEXTS = (
    "", " spaces at the ends ", "\n\ttab and newline first", 'a "quoted" word', "tab\there", "cr\rlf\r\n", "\\n", "a,b",
    "=1+1", "<&>]]>", "?x", "<http://a>", "_:b", "ünïcödé 中文 \U0001f600", "\u00a0", "'", "\x7f", '"a"@en', "\ufeff",
)  # fmt: skip
CELLS = (
    *(Cell("literal", text) for text in TEXTS),
    Cell("literal", "colour", language="en-gb"),
    Cell("literal", "1.50", datatype=f"{XSD}decimal"),
    Cell("literal", "2024-05", datatype=f"{XSD}gYearMonth"),
    Cell("literal", "x", datatype="http://example.org/type?a=1&b='2'"),
    Cell("uri", "http://example.org/ä?q=1&r='x'"),
    Cell("bnode", "b0"),
)
ROWS = [Table(("a", "b"), ((cell, None), (None, cell))) for cell in CELLS]


@pytest.mark.parametrize("form", OX)
@pytest.mark.parametrize("row", ROWS, ids=lambda row: ascii(row.rows[0][0].value))
def test_pyoxigraph_reads_back_what_was_written(row: Table, form: str):
    solutions = ox.parse_query_results(write(row, form), format=OX[form])
    assert isinstance(solutions, ox.QuerySolutions)
    assert to_table(solutions) == row


@pytest.mark.parametrize("form", OX)
@pytest.mark.parametrize("row", ROWS, ids=lambda row: ascii(row.rows[0][0].value))
def test_rdflib_reads_back_what_was_written(row: Table, form: str):
    (first, unbound), (_, second) = Result.parse(io.BytesIO(write(row, form)), format=form)
    assert unbound is None
    assert _cell(first) == _cell(second) == _unlabelled(row.rows[0][0])


@pytest.mark.parametrize("text", TEXTS)
def test_a_csv_cell_holds_the_text_and_nothing_else(text: str):
    written = write(Table(("a", "b"), ((Cell("literal", text), Cell("literal", "x")),)), "csv").decode()
    assert list(csv.reader(io.StringIO(written, newline=""))) == [["a", "b"], [text, "x"]]


@pytest.mark.parametrize("character", ["\x00", "\x01", "\x0b", "\x1f", "\ufffe"])
def test_a_character_that_xml_has_no_place_for_is_refused(character: str):
    with pytest.raises(UsageError, match=rf"U\+{ord(character):04X}.*use json"):
        write(Table(("a",), ((Cell("literal", character),),)), "xml")


@pytest.mark.parametrize("form", ["json", "xml"])
@pytest.mark.parametrize("said", [True, False])
def test_both_libraries_read_back_a_yes_or_no(form: str, said: bool):
    theirs = ox.parse_query_results(write(said, form), format=OX[form])
    assert (bool(theirs), Result.parse(io.BytesIO(write(said, form)), format=form).askAnswer) == (said, said)


@pytest.mark.parametrize("form", [*OX, "csv"])
def test_a_table_without_rows_keeps_its_columns(form: str):
    read = Result.parse(io.BytesIO(write(Table(("a", "b"), ()), form)), format=form)
    assert ([str(name) for name in read.vars or ()], len(read)) == (["a", "b"], 0)


def _unlabelled(cell: Cell | None) -> Cell | None:
    """Take the label off a blank node, which says nothing."""
    return cell._replace(value="") if cell and cell.kind == "bnode" else cell


def _cell(term: object) -> Cell:
    match term:
        case URIRef():
            return Cell("uri", str(term))
        case BNode():
            return Cell("bnode", "")
        case Literal():
            return Cell("literal", str(term), str(term.datatype or ""), term.language or "")
    raise AssertionError(term)
