from __future__ import annotations

import base64
import datetime as dt
import hashlib
import io
import json
import re
from decimal import Decimal
from pathlib import PurePath

import openpyxl
import pyarrow.parquet as pq
import pyoxigraph as ox
import pytest
import rdflib
import rdflib.compare
from lxml import html as lxml_html

from itu_kg import __version__
from itu_kg.answers import answer_formats
from itu_kg.errors import UsageError
from itu_kg.model.answer import AnswerHeading, Cell, Table
from itu_kg.model.column import Column
from itu_kg.model.graph import NamedGraph
from itu_kg.rdf.cells import Iri, value

XSD = "http://www.w3.org/2001/XMLSchema#"


def typed(text: str, datatype: str) -> Cell:
    return Cell("literal", text, datatype=XSD + datatype)


def text(words: str) -> Cell:
    return Cell("literal", words)


TABLE = Table(
    ("thing", "name", "count", "share", "day", "open"),
    (
        (
            Cell("uri", "https://w3id.org/itu-kg/id/event/a&b"), Cell("literal", "<b>Fête</b>", language="fr"),
            typed("3", "integer"), typed("2.50", "decimal"), typed("2024-05-27", "date"), typed("true", "boolean"),
        ),
        (Cell("uri", "javascript:alert(1)"), text("=1+1"), typed("-1", "integer"), None, None, None),
    ),
)  # fmt: skip


def _html() -> lxml_html.HtmlElement:
    return lxml_html.document_fromstring(answer_formats.write(TABLE, "html", AnswerHeading("Fêtes & <more>", "goal 9")))


def _sheet(*cells: Cell | None) -> list[tuple[object, str]]:
    table = Table(tuple(f"c{i}" for i in range(len(cells))), (cells,))
    book = openpyxl.load_workbook(io.BytesIO(answer_formats.write(table, "xlsx", AnswerHeading())))
    return [(cell.value, cell.data_type) for cell in list(book["answer"].rows)[1]]


def _parquet(*cells: Cell | None) -> tuple[str, list[object]]:
    table = Table(("c",), tuple((cell,) for cell in cells))
    column = pq.read_table(io.BytesIO(answer_formats.write(table, "parquet", AnswerHeading()))).column("c")
    return str(column.type), column.to_pylist()


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (typed("007", "integer"), 7), (typed("2.50", "decimal"), Decimal("2.50")), (typed("1e3", "double"), 1000.0),
        (typed("2024-02-29", "date"), dt.date(2024, 2, 29)), (typed("2024-02-31", "date"), "2024-02-31"),
        (typed("2024-01-01Z", "date"), "2024-01-01Z"), (typed("2024", "gYear"), "2024"), (typed("1", "boolean"), True),
        (typed("x", "integer"), "x"), (typed("1e3", "decimal"), "1e3"), (text("7"), "7"), (Cell("bnode", "b"), "_:b"),
        (typed("9" * 5000, "integer"), "9" * 5000), (typed("٣", "integer"), "٣"), (None, None),
        (typed("2024-01-01T10:00:00Z", "dateTime"), dt.datetime(2024, 1, 1, 10, tzinfo=dt.UTC)),
    ],
)  # fmt: skip
def test_a_cell_is_what_its_datatype_says_if_its_text_allows(cell: Cell | None, expected: object):
    assert (value(cell), type(value(cell))) == (expected, type(expected))


def test_an_iri_is_known_for_one():
    assert isinstance(value(Cell("uri", "http://a.example/")), Iri)


def test_records_keep_types_and_order():
    records = json.loads(answer_formats.write(TABLE, "records", AnswerHeading()), parse_float=Decimal)
    assert list(records[0].items()) == [
        ("thing", "https://w3id.org/itu-kg/id/event/a&b"), ("name", "<b>Fête</b>"), ("count", 3),
        ("share", Decimal("2.50")), ("day", "2024-05-27"), ("open", True),
    ]  # fmt: skip


def test_records_of_an_unbound_variable_say_null():
    assert json.loads(answer_formats.write(TABLE, "records", AnswerHeading()))[1]["day"] is None


@pytest.mark.parametrize("said", ["INF", "-INF", "NaN"])
def test_records_hold_as_text_what_json_has_no_number_for(said: str):
    table = Table(("n",), ((typed(said, "double"),),))
    assert json.loads(answer_formats.write(table, "records", AnswerHeading())) == [{"n": said}]


def test_records_of_no_rows_are_an_empty_array():
    assert json.loads(answer_formats.write(Table(("a",), ()), "records", AnswerHeading())) == []


LISTS = AnswerHeading(
    columns={"goals": Column(datatype="integer", several=True), "cities": Column(several=True), "name": Column()}
)
SEVERAL = Table(
    ("goals", "cities", "name"), ((text("9; 11"), text("Geneva"), text("a; b")), (text("x; 9"), None, None))
)


def test_records_hold_several_values_as_an_array():
    assert json.loads(answer_formats.write(SEVERAL, "records", LISTS)) == [
        {"goals": [9, 11], "cities": ["Geneva"], "name": "a; b"}, {"goals": ["x", 9], "cities": [], "name": None},
    ]  # fmt: skip


def test_parquet_holds_several_values_as_a_list():
    read = pq.read_table(io.BytesIO(answer_formats.write(Table(SEVERAL.columns, SEVERAL.rows[:1]), "parquet", LISTS)))
    assert [str(field.type) for field in read.schema] == ["list<element: int64>", "list<element: string>", "string"]
    assert read.to_pylist() == [{"goals": [9, 11], "cities": ["Geneva"], "name": "a; b"}]


def test_parquet_holds_as_texts_a_list_in_which_not_all_are_numbers():
    read = pq.read_table(io.BytesIO(answer_formats.write(SEVERAL, "parquet", LISTS)))
    assert read.column("goals").to_pylist() == [["9", "11"], ["x", "9"]]


@pytest.mark.parametrize("form", ["csv", "json"])
def test_the_w3c_s_formats_hold_several_values_as_the_text_they_are(form: str):
    assert answer_formats.write(SEVERAL, form, LISTS) == answer_formats.write(SEVERAL, form)


def test_a_page_escapes_what_the_data_say():
    assert _html().xpath("//td[@lang='fr']/text()") == ["<b>Fête</b>"]


def test_a_page_links_web_addresses_and_nothing_else():
    assert _html().xpath("//a/@href") == ["https://w3id.org/itu-kg/id/event/a&b"]


def test_a_page_shows_what_it_does_not_link():
    assert "javascript:alert(1)" in _html().text_content()


def test_a_page_shortens_our_iris():
    assert _html().xpath("//a/text()") == ["event:a\\&b"]


def test_a_page_may_load_nothing():
    policy = _html().xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")


def test_a_page_allows_its_own_style_by_digest():
    page = answer_formats.write(TABLE, "html", AnswerHeading()).decode()
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert style
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"'sha256-{digest}'" in page


def test_a_page_tells_a_screen_reader_what_the_table_is():
    assert _html().xpath("//table/caption")[0].text_content() == "Fêtes & <more>goal 9; 2 rows"


def test_a_page_gives_every_header_its_scope():
    assert set(_html().xpath("//th/@scope")) == {"col", "row"}
    assert _html().xpath("//th[not(@scope)]") == []


def test_a_page_says_in_what_language_it_is():
    assert _html().get("lang") == "en"


def test_a_page_escapes_the_name_of_a_column():
    page = answer_formats.write(Table(("<i>",), ()), "html", AnswerHeading()).decode()
    assert "<i>" not in page


@pytest.mark.parametrize("begins", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "http://a.example/"])
def test_a_workbook_takes_no_text_for_a_formula_or_link(begins: str):
    assert _sheet(text(begins)) == [(begins, "s")]


def test_a_workbook_has_numbers_dates_and_truth_values():
    cells = (typed("3", "integer"), typed("2.5", "decimal"), typed("2024-05-27", "date"), typed("true", "boolean"))
    assert _sheet(*cells) == [(3, "n"), (2.5, "n"), (dt.datetime(2024, 5, 27), "d"), (True, "b")]  # noqa: DTZ001  the library's own


def test_a_workbook_holds_as_text_a_number_it_would_round():
    assert _sheet(typed("12345678901234567", "integer")) == [("12345678901234567", "s")]


def test_a_workbook_holds_as_text_a_day_before_its_calendar():
    assert _sheet(typed("1865-05-17", "date")) == [("1865-05-17", "s")]


def test_a_workbook_refuses_a_text_longer_than_a_cell():
    with pytest.raises(UsageError, match="32768 characters"):
        _sheet(text("x" * 32768))


def test_parquet_holds_whole_numbers_as_such():
    assert _parquet(typed("3", "integer"), None) == ("int64", [3, None])


def test_parquet_holds_decimals_exactly():
    kind, held = _parquet(typed("2.50", "decimal"), typed("52700000000", "decimal"))
    assert (kind, held) == ("decimal128(13, 2)", [Decimal("2.50"), Decimal(52700000000)])


def test_parquet_holds_whole_numbers_too_long_for_64_bits_as_decimals():
    assert _parquet(typed("9" * 30, "integer")) == ("decimal128(30, 0)", [Decimal("9" * 30)])


def test_parquet_holds_numbers_too_long_for_decimals_as_text():
    assert _parquet(typed("9" * 90, "integer")) == ("string", ["9" * 90])


def test_parquet_holds_days_as_days():
    assert _parquet(typed("2024-05-27", "date")) == ("date32[day]", [dt.date(2024, 5, 27)])


def test_parquet_holds_days_among_years_as_the_text_they_are():
    assert _parquet(typed("2024-05-27", "date"), typed("2025", "gYear")) == ("string", ["2024-05-27", "2025"])


@pytest.mark.parametrize("form", ["xlsx", "parquet", "html", "records"])
def test_the_same_answer_gives_the_same_bytes(form: str):
    assert answer_formats.write(TABLE, form, AnswerHeading("T")) == answer_formats.write(
        TABLE, form, AnswerHeading("T")
    )


GRAPH = """\
<https://w3id.org/itu-kg/id/event/a> <http://schema.org/name> "Fête"@fr .
<https://w3id.org/itu-kg/id/event/a> <http://schema.org/name> "say \\"hi\\"\\n" .
<https://w3id.org/itu-kg/id/event/a> <http://schema.org/endDate> "2024"^^<http://www.w3.org/2001/XMLSchema#gYear> .
<https://w3id.org/itu-kg/id/event/a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://schema.org/Event> .
<https://w3id.org/itu-kg/id/event/a> <http://other.example/p/> _:b0 .
_:b0 <http://other.example/p#x/y> <mailto:a@b.example> .
"""


def _graph() -> NamedGraph:
    triples = [quad.triple for quad in ox.parse(GRAPH, ox.RdfFormat.N_TRIPLES)]
    return NamedGraph("", tuple(sorted((str(t.subject), str(t.predicate), str(t.object)) for t in triples)))


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib warns of its own parser
def test_json_ld_is_the_graph_for_rdflib():
    read = rdflib.Graph().parse(data=answer_formats.write(_graph(), "jsonld", AnswerHeading()), format="json-ld")
    assert rdflib.compare.isomorphic(read, rdflib.Graph().parse(data=GRAPH, format="nt"))


def test_json_ld_is_the_graph_for_pyoxigraph():
    read = ox.Dataset(ox.parse(answer_formats.write(_graph(), "jsonld", AnswerHeading()), ox.RdfFormat.JSON_LD))
    expected = ox.Dataset(ox.parse(GRAPH, ox.RdfFormat.N_TRIPLES))
    for each in (read, expected):
        each.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    assert read == expected


def test_json_ld_shortens_by_the_prefixes_it_declares():
    document = json.loads(answer_formats.write(_graph(), "jsonld", AnswerHeading()))
    assert document["@graph"][0]["@type"] == ["schema:Event"]


@pytest.mark.parametrize(("name", "form"), [("a.XLSX", "xlsx"), ("a.srj", "json"), ("a.md", "markdown")])
def test_a_file_s_name_says_the_format(name: str, form: str):
    assert answer_formats.format_of(PurePath(name)) == form


def test_a_file_s_name_that_says_no_format_is_refused():
    with pytest.raises(UsageError, match="use --format"):
        answer_formats.format_of(PurePath("answer.doc"))


def test_a_graph_is_no_sheet():
    with pytest.raises(UsageError, match="use turtle, ntriples, jsonld"):
        answer_formats.write(_graph(), "xlsx", AnswerHeading())


def _book(table: Table, heading: AnswerHeading) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(answer_formats.write(table, "xlsx", heading)))


def test_a_sheet_has_headings_in_words_that_stay_on_the_screen():
    sheet = _book(SEVERAL, LISTS)["answer"]
    assert ([cell.value for cell in sheet[1]], sheet["A1"].font.b) == (["Goals", "Cities", "Name"], True)
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:C3")


def test_a_sheet_of_a_person_s_own_query_has_the_names_it_was_given():
    assert [cell.value for cell in _book(SEVERAL, AnswerHeading())["answer"][1]] == ["goals", "cities", "name"]


@pytest.mark.parametrize(
    ("cell", "target"),
    [
        (Cell("uri", "https://w3id.org/itu-kg/id/event/wrc-23"), "https://w3id.org/itu-kg/id/event/wrc-23"),
        (text("https://www.itu.int/wrc-23/"), "https://www.itu.int/wrc-23/"),
        (text("mailto:a@example.org"), "mailto:a@example.org"), (Cell("uri", "javascript:alert(1)"), None),
        (text("file:///etc/passwd"), None), (text("internal:answer!A1"), None), (text("external:c:\\x.xlsx"), None),
        (text("https://a.example/; https://b.example/"), None), (text("https://a.example/" + "x" * 2100), None),
    ],
)  # fmt: skip
def test_a_sheet_links_web_addresses_and_nothing_else(cell: Cell, target: str | None):
    shown = _book(Table(("a",), ((cell,),)), AnswerHeading())["answer"]["A2"]
    assert (shown.value, shown.hyperlink and shown.hyperlink.target) == (cell.value, target)


@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1", "@SUM(A1)", "{=1}", '=HYPERLINK("http://a.example")', "\t=1"])
def test_a_workbook_has_no_formula_whatever_the_texts_and_the_names_of_columns_begin_with(formula: str):
    heading = AnswerHeading(
        formula, formula, columns={"c": Column(formula)}, source=formula, name=formula, text=formula
    )
    book = _book(Table(("c",), ((text(formula),),)), heading)
    assert {cell.data_type for sheet in book for row in sheet.rows for cell in row} <= {"s", "n"}
    assert book["answer"]["A1"].value == book["answer"]["A2"].value == formula


def test_a_workbook_says_whose_data_it_is_and_what_was_asked():
    heading = AnswerHeading(
        "Events", "goal 9", columns={"coAuthor": Column("With")}, source="Source: X. Licence: CC BY 4.0", name="events",
        text="SELECT * {}",
    )  # fmt: skip
    rows = {row[0].value: row[1].value for row in _book(Table(("coAuthor",), ()), heading)["source"].rows}
    assert rows == {
        "Answer to": "Events", "Restricted to": "goal 9", "Rows": "0", "Data": "Source: X. Licence: CC BY 4.0",
        "Made with": f"itu-kg {__version__}", "Query": "events", "With": "column coAuthor of the query",
        "SPARQL": "SELECT * {}",
    }  # fmt: skip
