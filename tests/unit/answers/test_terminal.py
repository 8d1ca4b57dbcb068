"""Answer → what a person reads on a terminal: its columns, its words, its widths."""

from __future__ import annotations

from dataclasses import replace

import pytest

from itu_kg.answers.terminal import View, render
from itu_kg.model.answer import Cell, Table
from itu_kg.model.column import Column

XSD = "http://www.w3.org/2001/XMLSchema#"
VIEW = View(60, {"id": "https://example.org/id/"}, {}, "https://example.org/")
EVENT = Cell("uri", "https://example.org/id/e1")
NAME = Cell("literal", "Meadow Fair")


def _text(text: str, datatype: str = "") -> Cell:
    return Cell("literal", text, datatype=datatype and XSD + datatype)


def _one(cell: Cell, view: View = VIEW, column: str = "x") -> str:
    """What is shown of a cell that stands alone."""
    return render(Table((column,), ((cell,),)), view).splitlines()[2].strip()


def _headings(columns: tuple[str, ...], row: tuple[Cell, ...], view: View = VIEW) -> list[str]:
    return render(Table(columns, (row,)), view).splitlines()[0].split("  ")


def test_the_name_comes_first_and_the_iri_of_what_it_names_is_left_out():
    shown = _headings(("goal", "claim", "event", "name"), (_text("9"), _text("all"), EVENT, NAME))
    assert [each.strip() for each in shown if each] == ["Name", "Goal", "Claim"]


def test_what_is_left_out_is_named_below_with_the_option_that_shows_it():
    shown = render(Table(("event", "name"), ((EVENT, NAME),)), VIEW)
    assert shown.splitlines()[-1] == "1 row; IRIs left out, which --iris shows: Event"


def test_a_code_stays_before_the_name_that_is_beside_it():
    assert _headings(("country", "name"), (_text("CH"), _text("Switzerland"))) == ["Country", "Name"]


def test_without_a_name_the_iri_stays_and_comes_last():
    assert _headings(("submission", "answers"), (EVENT, _text("7", "integer"))) == ["Answers", "Submission"]


def test_addresses_of_others_stay_and_come_last():
    site = _text("https://elsewhere.org/")
    shown = _headings(("name", "website", "year"), (NAME, site, _text("2024")))
    assert [each.strip() for each in shown if each] == ["Name", "Year", "Website"]


def test_iris_shows_all_columns_in_their_order():
    assert _headings(("event", "name"), (EVENT, NAME), replace(VIEW, iris=True)) == ["Event", "Name"]


def test_the_columns_of_a_person_s_own_query_stay_as_written():
    assert _headings(("myThing", "name"), (EVENT, NAME), replace(VIEW, columns=None)) == ["myThing", "name"]


@pytest.mark.parametrize(
    ("name", "title", "heading"),
    [
        ("websiteLabel", "", "Website label"), ("event", "", "Event"), ("ror", "ROR", "ROR"),
        ("co_author", "", "Co author"),
    ],
)  # fmt: skip
def test_a_heading_is_the_column_s_title_or_its_name_in_words(name: str, title: str, heading: str):
    assert Column(title).heading(name) == heading


@pytest.mark.parametrize(
    ("value", "datatype", "shown"),
    [
        ("52700000000", "integer", "52,700,000,000"), ("2700", "decimal", "2,700"), ("999", "integer", "999"),
        ("12345.50", "decimal", "12,345.50"), ("007000", "integer", "007000"), ("52700", "string", "52700"),
        ("-1500", "integer", "-1,500"), ("2024", "gYear", "2024"), ("2024-03-04", "date", "4 Mar 2024"),
        ("2024-12", "gYearMonth", "Dec 2024"), ("2024-13-04", "date", "2024-13-04"),
        ("2024-03-04", "string", "2024-03-04"),
    ],
)  # fmt: skip
def test_numbers_have_commas_and_days_their_month(value: str, datatype: str, shown: str):
    assert _one(_text(value, datatype)) == shown


def test_a_year_that_a_query_gives_as_a_number_has_no_comma():
    assert _one(_text("2024", "integer"), replace(VIEW, columns={"year": Column(datatype="gYear")}), "year") == "2024"


def test_numbers_stand_on_the_right():
    shown = render(Table(("name", "things"), ((NAME, _text("7", "integer")), (NAME, _text("1200", "integer")))), VIEW)
    assert [line[-7:] for line in shown.splitlines()[2:4]] == ["      7", "  1,200"]


def test_a_terminal_gets_no_control_characters_of_the_data():
    shown = _one(_text("a\x1b[31mb\u202e\x07"))
    assert shown == "a�[31mb��"


def test_a_name_of_a_column_has_no_control_characters_either():
    assert "\x1b" not in render(Table(("a\x1b[1m",), ((NAME,),)), replace(VIEW, columns=None))


def test_each_of_several_iris_in_a_cell_is_shortened():
    cell = _text("https://example.org/id/a; https://example.org/id/b; https://elsewhere.org/c")
    assert _one(cell, replace(VIEW, base="https://none/")) == "id:a; id:b; https://elsewhere.org/c"


@pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
@pytest.mark.parametrize("columns", [1, 2, 5, 12])
def test_a_table_fits_and_no_word_is_broken(width: int, columns: int):
    row = tuple(_text("administration of telecommunication " * 5) for _ in range(columns))
    shown = render(Table(tuple(f"c{i}" for i in range(columns)), (row,)), replace(VIEW, width=width))
    assert max(map(len, shown.splitlines())) <= width
    words = {word for word in shown.split() if "─" not in word} - {f"C{i}" for i in range(columns)}
    assert words == {"administration", "of", "telecommunication", "1", "row"}


def test_only_a_word_wider_than_the_screen_is_broken():
    word = "x" * 100
    assert "".join(render(Table(("a", "b"), ((_text(word), NAME),)), VIEW).split()).count("x") == 100


def test_what_does_not_fit_beside_each_other_is_shown_as_records():
    row = tuple(_text(f"value{i} " * 4) for i in range(12))
    shown = render(Table(tuple(f"column{i}" for i in range(12)), (row, row)), VIEW).splitlines()
    assert [line.split()[0] for line in shown[:12]] == [f"Column{i}" for i in range(12)]
    assert shown[12] == ""


def test_a_long_text_beside_a_short_one_is_no_ribbon():
    row = (*(_text("telecommunication") for _ in range(2)), _text("some words of a longer text " * 12))
    shown = render(Table(("a", "b", "c"), (row,)), VIEW)
    assert len(shown.splitlines()) < 14


def test_wide_letters_count_as_two():
    shown = render(Table(("a", "b"), ((_text("国際電気通信連合"), NAME),)), VIEW).splitlines()
    assert shown[2].startswith("国際電気通信連合  Meadow")


def test_a_table_without_rows_has_its_headings():
    assert render(Table(("event", "name"), ()), VIEW).splitlines()[-1] == "0 rows"


def test_the_first_rows_say_how_many_there_are():
    shown = render(Table(("name",), ((NAME,),)), replace(VIEW, total=1234))
    assert shown.splitlines()[-1] == "the first 1 of 1,234 rows"


def test_heads_are_bold_only_where_that_is_wanted():
    table = Table(("name",), ((NAME,),))
    assert ("\x1b[1m" in render(table, replace(VIEW, styled=True)), "\x1b" in render(table, VIEW)) == (True, False)
