from __future__ import annotations

import datetime as dt
import io
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import etree
from PIL import Image

from itu_kg.charts import draw, lines
from itu_kg.charts.suitability import Point
from itu_kg.errors import UsageError
from itu_kg.model.answer import AnswerHeading, Cell, Table

PROJECT = Path(__file__).resolve().parents[3]
SVG = "{http://www.w3.org/2000/svg}"
XSD = "http://www.w3.org/2001/XMLSchema#"
SCHEME = PROJECT / "ontology" / "schemes" / "sdg.ttl"


def _table(header: str, *rows: tuple[str | int, ...]) -> Table:
    def cell(value: str | int) -> Cell:
        if isinstance(value, int):
            return Cell("literal", str(value), datatype=f"{XSD}integer")
        return Cell("literal", value, datatype=f"{XSD}date") if value[:2] == "20" else Cell("literal", value)

    return Table(tuple(header.split()), tuple(tuple(map(cell, row)) for row in rows))


TABLES = {
    "bar": _table("goal n", (9, 3), (4, 1)),
    "line": _table("day n", ("2024-01-01", 1), ("2024-02-01", 2)),
    "pie": _table("name n", ("A", 3), ("B", 1)),
    "map": _table("country n", ("CH", 8), ("XK", 1)),
    "network": _table("goal withGoal n", (4, 9, 2), (9, 13, 1)),
    "timeline": _table("name start realisation", ("A", "2024-05-27", "held"), ("B", "2025-07-07", "planned")),
}


def _svg(kind: str, table: Table | None = None, title: str = "A title") -> etree._Element:
    return etree.fromstring(draw(table or TABLES[kind], kind, "svg", heading=AnswerHeading(title), scheme=SCHEME))


def _description(kind: str, table: Table | None = None) -> str:
    return _svg(kind, table).findtext(f"{SVG}desc") or ""


@pytest.mark.parametrize("kind", TABLES)
def test_a_picture_presents_itself_to_a_screen_reader_as_one(kind: str):
    root = _svg(kind)
    named = [root.find(f"*[@id='{each}']").tag for each in root.get("aria-labelledby").split()]
    assert (root.get("role"), named) == ("img", [f"{SVG}title", f"{SVG}desc"])


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("bar", "4 Quality education: n 1. 9 Industry, innovation and infrastructure: n 3."),
        ("line", "n: 2024-01-01 1, 2024-02-01 2."), ("pie", "n, 4 in all. A: 3, 75%. B: 1, 25%."),
        ("map", "2 countries: CH 8, XK 1."),
        ("network", "4 Quality education – 9 Industry, innovation and infrastructure (2)"),
        ("timeline", "27 May 2024, A (held); 7 Jul 2025, B (planned)."),
    ],
)  # fmt: skip
def test_a_picture_says_its_data_in_words(kind: str, said: str):
    assert said in _description(kind)


@pytest.mark.parametrize("form", ["svg", "png"])
@pytest.mark.parametrize("kind", TABLES)
def test_the_same_answer_gives_the_same_picture_in_every_process(kind: str, form: str):
    one = draw(TABLES[kind], kind, form, heading=AnswerHeading("T"), scheme=SCHEME)
    assert draw(TABLES[kind], kind, form, heading=AnswerHeading("T"), scheme=SCHEME) == one
    assert b"Matplotlib" not in one


def test_a_picture_does_not_depend_on_the_seed_of_the_process():
    code = (
        "import sys, itu_kg; sys.stdout.write(itu_kg.open(sys.argv[1]).sparql("
        "'SELECT ?goal (1 AS ?n) { ?goal a ikg:Goal } ORDER BY ?goal').chart('bar').svg)"
    )
    scheme = PROJECT / "ontology" / "schemes" / "sdg.ttl"
    seeds = [
        subprocess.run(
            [sys.executable, "-c", code, scheme], check=True, capture_output=True, env={"PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("1", "2")
    ]
    assert seeds[0] == seeds[1] != b""


def test_a_png_carries_its_words_too():
    picture = Image.open(io.BytesIO(draw(TABLES["pie"], "pie", "png", heading=AnswerHeading("T"), scheme=SCHEME)))
    assert (picture.text["Title"], "A: 3, 75%" in picture.text["Description"]) == ("T", True)


def test_goals_have_their_official_colours():
    assert "#fd6925" in etree.tostring(_svg("bar")).decode().lower()


def test_slices_differ_in_grey_by_their_hatches():
    assert len(_svg("pie").findall(f".//{SVG}pattern")) >= 1


def test_what_is_planned_is_hatched():
    assert len(_svg("timeline").findall(f".//{SVG}pattern")) >= 1


def test_a_dollar_sign_is_no_formula():
    table = _table("name n", ("$x_1$ and $y", 1), ("B", 2))
    assert "$x_1$ and $y: n 1." in _description("bar", table)


def test_markup_in_a_title_stays_text():
    assert _svg("pie", title="<script>&").findtext(f"{SVG}title") == "<script>&"


def test_control_characters_do_not_reach_a_picture():
    assert "A B" in _description("pie", _table("name n", ("A\x00\u202eB", 1)))


def test_a_script_the_font_lacks_is_still_in_words():
    assert "气候" in _description("bar", _table("name n", ("气候", 1), ("B", 2)))


def test_the_largest_are_drawn_of_too_many_bars_and_all_are_said():
    table = _table("name n", *((f"name {i}", i) for i in range(45)))
    assert "name 3: n 3." in _description("bar", table)


@pytest.mark.parametrize(
    ("kind", "table"),
    [
        ("network", _table("name label n", *((f"a{i}", f"b{i}", 1) for i in range(61)))),
        ("timeline", _table("name start", *((f"a{i}", "2024-01-01") for i in range(61)))),
        ("line", _table("name day n", *((f"a{i}", f"2024-01-0{d}", 1) for i in range(7) for d in (1, 2)))),
    ],
)
def test_more_than_can_be_read_is_refused(kind: str, table: Table):
    with pytest.raises(UsageError, match="too many"):
        _svg(kind, table)


def test_a_refusal_says_which_kinds_would_suit():
    table = _table("name start", ("A", "2024-05-27"), ("B", "2025-07-07"))
    with pytest.raises(UsageError, match="this answer suits line, timeline"):
        _svg("map", table)


def test_a_refusal_of_what_no_kind_suits_says_what_the_answer_has():
    with pytest.raises(UsageError, match=r"this answer has value \(number\)"):
        _svg("map", _table("value", (1,)))


@pytest.mark.parametrize(
    ("dates", "lengths"),
    [
        ("2024-01-01 2024-02-01 2024-05-01", [2, 1]), ("2019-01-01 2020-01-01 2022-01-01", [2, 1]),
        ("2019-01-01 2021-01-01 2023-01-01", [3]), ("2024-01-03 2024-01-04 2024-05-09", [3]), ("2024-01-01", [1]),
    ],
)  # fmt: skip
def test_a_line_is_broken_where_a_month_or_year_of_its_step_is_left_out(dates: str, lengths: list[int]):
    points = [Point(dt.date.fromisoformat(date), Decimal(1)) for date in dates.split()]
    assert [len(run) for run in lines.runs(points)] == lengths


@pytest.mark.parametrize("kind", TABLES)
def test_an_answer_without_rows_is_not_drawn(kind: str):
    with pytest.raises(UsageError, match="no rows to draw"):
        _svg(kind, Table(TABLES[kind].columns, ()))


@pytest.mark.parametrize("kind", TABLES)
def test_one_row_is_enough_or_says_what_is_missing(kind: str):
    table = Table(TABLES[kind].columns, TABLES[kind].rows[:1])
    if kind == "line":
        with pytest.raises(UsageError, match="two dates"):
            _svg(kind, table)
    else:
        assert _svg(kind, table) is not None


def test_bars_below_zero_are_drawn():
    assert "B: n -2." in _description("bar", _table("name n", ("A", 1), ("B", -2)))


def test_the_style_of_the_person_s_own_matplotlib_is_left_alone():
    from matplotlib import rcParams  # noqa: PLC0415  for this test only

    before = dict(rcParams)
    _svg("bar")
    assert dict(rcParams) == before
