from __future__ import annotations

import datetime as dt
import io
import itertools
import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import etree
from matplotlib.text import Text
from PIL import Image

from itu_kg.charts import (
    Names,
    Picture,
    Size,
    bars,
    canvas,
    draw,
    letters,
    lines,
    maps,
    networks,
    palette,
    parse_size,
    suitability,
    timelines,
)  # fmt: skip
from itu_kg.charts.columns import Judged, Period, columns
from itu_kg.charts.values import Category, Measure, Point, Shares, Span, Tie
from itu_kg.errors import UsageError
from itu_kg.model.answer import AnswerHeading, Cell, Table
from itu_kg.model.stored_query import Row

PROJECT = Path(__file__).resolve().parents[3]
SVG = "{http://www.w3.org/2000/svg}"
XSD = "http://www.w3.org/2001/XMLSchema#"
NAMES = Names(PROJECT / "ontology" / "schemes" / "sdg.ttl", (PROJECT / "data" / "registry",))


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
    "map": _table("country n", ("CH", 8), ("TV", 1)),
    "network": _table("goal withGoal n", (4, 9, 2), (9, 13, 1)),
    "timeline": _table("name start realisation", ("A", "2024-05-27", "held"), ("B", "2025-07-07", "planned")),
}


@pytest.fixture(autouse=True)
def _outlines(request: pytest.FixtureRequest):
    """Skip what draws a map in a checkout that was installed without npm (hatch_build.py)."""
    if not maps.WORLD.is_file() and "map" in request.node.name:
        pytest.skip("built without the outlines of countries, for want of npm")


def _draw(kind: str, form: str = "svg", table: Table | None = None, title: str = "A title", **more) -> Picture:
    heading = AnswerHeading(title, source=more.pop("source", ""))
    return draw(table or TABLES[kind], kind, form, heading=heading, names=more.pop("names", NAMES), **more)


def _svg(kind: str, table: Table | None = None, title: str = "A title", **more) -> etree._Element:
    return etree.fromstring(_draw(kind, "svg", table, title, **more).data)


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
        ("map", "2 countries: Switzerland (CH) 8, Tuvalu (TV) 1."),
        ("network", "4 Quality education – 9 Industry, innovation and infrastructure (2)"),
        ("timeline", "27 May 2024, A (held); 7 Jul 2025, B (planned)."),
    ],
)  # fmt: skip
def test_a_picture_says_its_data_in_words(kind: str, said: str):
    assert said in _description(kind)


@pytest.mark.parametrize("form", ["svg", "png", "pdf"])
@pytest.mark.parametrize("kind", TABLES)
def test_the_same_answer_gives_the_same_picture_in_every_process(kind: str, form: str):
    one = _draw(kind, form).data
    assert _draw(kind, form).data == one
    assert not [word for word in (b"Matplotlib", b"CreationDate", b"<dc:date>") if word in one]


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
    picture = Image.open(io.BytesIO(_draw("pie", "png", title="T").data))
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
        ("timeline", _table("name start", *((f"a{i}", "2024-01-01") for i in range(61)))),
        ("line", _table("name day n", *((f"a{i}", f"2024-01-0{d}", 1) for i in range(7) for d in (1, 2)))),
    ],
)
def test_more_than_can_be_read_is_refused(kind: str, table: Table):
    with pytest.raises(UsageError, match="too many"):
        _svg(kind, table)


def test_a_refusal_says_which_kinds_would_suit():
    table = _table("name start", ("A", "2024-05-27"), ("B", "2025-07-07"))
    with pytest.raises(UsageError, match="this answer suits --chart line or timeline"):
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


def _texts(drawn) -> list[str]:
    return [text.get_text().replace("\n", " ") for text in drawn.figure.findobj(Text) if text.get_text()]


@pytest.mark.parametrize(("kind", "form"), [("bar", "svg"), ("pie", "pdf"), ("network", "svg"), ("timeline", "png")])
def test_a_picture_has_the_size_asked_for(kind: str, form: str):
    data = _draw(kind, form, size=parse_size("16x9cm")).data
    if form == "png":
        assert Image.open(io.BytesIO(data)).size == pytest.approx((1890, 1063), abs=1)  # 300 dots to the inch
    elif form == "svg":
        root = etree.fromstring(data)
        assert [round(float(root.get(side)[:-2]) / 72 * 2.54, 1) for side in ("width", "height")] == [16.0, 9.0]
    else:
        box = [float(each) for each in re.search(rb"/MediaBox \[ 0 0 ([0-9.]+) ([0-9.]+) \]", data).groups()]
        assert [round(each / 72 * 2.54, 1) for each in box] == [16.0, 9.0]


@pytest.mark.parametrize("form", ["svg", "pdf", "png"])
def test_letters_shrink_where_a_picture_is_small_and_its_size_stays(form: str):
    table = _table("name n", *((f"a name of some length, number {i}", i) for i in range(1, 15)))
    names = _table("goal n", *((goal, goal) for goal in range(1, 18)))
    data = _draw("bar", form, table=names, size=parse_size("16x9cm")).data
    assert _draw("bar", form, table=table, size=parse_size("16x9cm")).data
    if form == "png":
        assert Image.open(io.BytesIO(data)).size == pytest.approx((1890, 1063), abs=1)
        return
    if form == "svg":
        sides = [float(etree.fromstring(data).get(side)[:-2]) for side in ("width", "height")]
    else:
        sides = [float(each) for each in re.search(rb"/MediaBox \[ 0 0 ([0-9.]+) ([0-9.]+) \]", data).groups()]
    assert sides == pytest.approx([16 / 2.54 * 72, 9 / 2.54 * 72], abs=0.1)


def test_pixels_are_those_of_a_png():
    picture = Image.open(io.BytesIO(_draw("bar", "png", size=parse_size("800x500px")).data))
    assert picture.size == (800, 500)


@pytest.mark.parametrize("text", ["16x9", "16cm", "0x9cm", "axb cm", "16x9ft", "900x900cm"])
def test_what_is_no_size_is_refused(text: str):
    with pytest.raises(UsageError, match=r"is no size|out of bounds"):
        parse_size(text)


def test_a_picture_too_small_to_read_is_refused_with_a_size_that_does():
    table = _table("goal n", *((goal, goal) for goal in range(1, 18)))
    with pytest.raises(UsageError, match=r"give it about [0-9]+ x [0-9]+ cm"):
        _draw("bar", table=table, size=Size(3, 2))


def test_a_picture_names_its_source_and_licence():
    source = "Source: made up, version 1.0.0, 1 May 2025. Licence: CC BY 4.0"
    assert source in (_svg("bar", source=source).findtext(f"{SVG}desc") or "")


def test_goals_are_named_in_the_language_asked_for():
    french = Names(NAMES.scheme, NAMES.registries, "fr")
    assert "4 Éducation de qualité: n 1." in (_svg("bar", names=french).findtext(f"{SVG}desc") or "")


def test_a_language_whose_letters_the_font_lacks_is_refused():
    with pytest.raises(UsageError, match="lacks letters of 'zh'"):
        _draw("bar", names=Names(NAMES.scheme, NAMES.registries, "zh"))


def test_long_labels_are_wrapped_and_not_cut():
    name = "A very long name of an event that goes on and on and on until nobody knows any more how it began at all"
    with canvas.style():
        drawn = bars.draw((Shares((Category(name),), (Measure("n", (Decimal(1),)),)),), canvas.Room(4))
    assert name in _texts(drawn)
    assert all(letters.width(line, 10) <= 1.6 for line in letters.wrap(name, 1.6, 10).split("\n"))


def test_a_word_longer_than_its_line_goes_on_in_the_next():
    assert letters.wrap("abc" * 30, 1, 10).replace("\n", "") == "abc" * 30


def test_each_unit_stands_on_its_own_axis_under_its_name():
    table = _table("name n currency", ("A", 37000000, "USD"), ("B", 2, "EUR"))
    judged = Judged(columns(table))
    with canvas.style():
        drawn = bars.draw(suitability.shares("bar", judged), canvas.Room())
    axes = drawn.figure.axes
    assert [each.get_title(loc="left") for each in axes] == ["n, USD", "n, EUR"]
    assert axes[0].get_xlim() != axes[1].get_xlim()
    assert "37 million" in _texts(drawn)


def _clique(size: int, weight: int = 1) -> list[Tie]:
    ends = [Category(f"name {i:02}") for i in range(size)]
    return [Tie(a, b, Decimal(weight + i)) for i, (a, b) in enumerate(itertools.combinations(ends, 2))]


def test_of_a_network_too_large_to_read_the_strongest_ties_are_drawn_and_it_says_so():
    ties = _clique(45)
    chosen = networks.strongest(ties)
    assert len({end for tie in chosen for end in (tie.one, tie.other)}) <= networks.MOST
    assert len(chosen) == networks.MOST_TIES
    assert max(ties, key=lambda tie: tie.weight) in chosen
    assert min(ties, key=lambda tie: tie.weight) not in chosen


def test_a_picture_says_how_many_ties_it_leaves_out():
    table = _table("label withLabel n", *((f"a{i}", f"b{i}", i) for i in range(61)))
    drawn = _draw("network", table=table)
    assert drawn.left_out == "the strongest ties: 80 of 122 things and 40 of 61 ties are shown"
    assert "a0 – b0 (0)" in (_svg("network", table).findtext(f"{SVG}desc") or "")  # in words all are there


def test_who_coordinates_is_bold_and_in_the_legend():
    one = Category("Partnership")
    ties = [Tie(one, Category("ITU"), Decimal(1), "coordinator"), Tie(one, Category("FAO"), Decimal(1), "partner")]
    with canvas.style():
        drawn = networks.draw(ties, canvas.Room())
    texts = {text.get_text(): text.get_weight() for text in drawn.figure.findobj(Text)}
    assert (texts["ITU"], texts["FAO"]) == ("bold", "normal")
    assert {"coordinator", "partner"} <= set(texts)


def test_sittings_of_one_event_share_a_line():
    spans = [
        Span("E", Period(day, day, exact=True), "held", "e") for day in (dt.date(2024, 3, 4), dt.date(2024, 6, 13))
    ]
    with canvas.style():
        drawn = timelines.draw(tuple(spans), (), canvas.Room())
    assert [label.get_text() for label in drawn.figure.axes[0].get_yticklabels()] == ["E"]
    assert "2 dates, 4 Mar 2024 to 13 Jun 2024" in _texts(drawn)


@pytest.mark.parametrize("colour", palette.SERIES)
def test_a_colour_of_a_line_can_be_read_on_paper(colour: str):
    assert palette.contrast(colour, palette.PAPER) >= 4.5  # WCAG 2.2, 1.4.3


def test_shades_of_a_map_differ_in_grey_and_from_no_data():
    shades = [palette.EMPTY, *(palette.shade(part / 4) for part in range(5))]
    assert all(palette.contrast(a, b) >= 1.35 for a, b in itertools.pairwise(shades))


def test_no_two_lines_have_the_same_dashes_and_marks():
    assert len({*map(str, palette.DASHES)}) == len(set(palette.MARKERS)) == lines.MOST


def test_a_network_calls_countries_among_partners_by_name():
    answer = _table("name funders", ("Network of Women", "AU"), ("Giga", "UNICEF"))
    row = Row(ties=(("funders", "funder"),))
    heading = AnswerHeading("Who works with whom", row=row)
    drawn = draw(answer, "network", "svg", heading=heading, names=NAMES).data.decode()
    assert [word in drawn for word in ("Australia", "UNICEF", ">AU<")] == [True, True, False]
