from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from itu_kg.charts import relations, suitability
from itu_kg.charts.columns import Judged, Role, columns
from itu_kg.charts.palette import goals, ink_on
from itu_kg.errors import AssetError, UsageError
from itu_kg.model.answer import Cell, Table
from itu_kg.model.stored_query import Row

PROJECT = Path(__file__).resolve().parents[3]
XSD = "http://www.w3.org/2001/XMLSchema#"
GOALS = goals(PROJECT / "ontology" / "schemes" / "sdg.ttl")


def cell(text: str | int) -> Cell | None:
    if isinstance(text, int):
        return Cell("literal", str(text), datatype=f"{XSD}integer")
    if "://" in text:
        return Cell("uri", text)
    kinds = {4: "gYear", 7: "gYearMonth", 10: "date"}
    dated = text[:2] in {"19", "20"} and text.replace("-", "").isdigit()
    return Cell("literal", text, datatype=XSD + kinds[len(text)]) if dated else Cell("literal", text) if text else None


def judged(header: str, *rows: tuple[str | int, ...], lists: tuple[str, ...] = (), row: Row | None = None) -> Judged:
    table = Table(tuple(header.split()), tuple(tuple(map(cell, each)) for each in rows))
    return Judged(columns(table, lists), row, GOALS, {"CH": "Switzerland", "IN": "India"})


@pytest.mark.parametrize(
    ("name", "value", "role"),
    [
        ("goal", 9, "goal"), ("goal", "9", "goal"), ("goal", 18, "number"), ("goals", 9, "number"),
        ("what", "http://metadata.un.org/sdg/9", "goal"), ("what", "http://metadata.un.org/sdg/9.c", "thing"),
        ("country", "CH", "country"), ("country", "Switzerland", "text"), ("code", "CH", "text"),
        ("start", "2024", "date"), ("start", "2024-05-27", "date"), ("n", "9", "text"), ("n", "", "empty"),
    ],
)  # fmt: skip
def test_a_column_is_what_its_values_are_and_its_name_only_where_they_cannot_say(
    name: str, value: str | int, role: Role
):
    assert judged(name, (value,)).columns[0].role == role


@pytest.mark.parametrize(("text", "role"), [("2024-03", "date"), ("2024-13", "text"), ("202-403", "text")])
def test_a_month_cut_out_of_a_date_is_a_month(text: str, role: Role):
    assert columns(Table(("month",), ((Cell("literal", text),),)))[0].role == role


def test_a_cell_is_taken_apart_only_where_the_query_says_so():
    assert judged("goals", ("4; 9",), lists=("goals",)).columns[0].parts == (("4", "9"),)
    assert judged("goals", ("4; 9",)).columns[0].parts == (("4; 9",),)


def test_bars_of_goals_carry_their_official_names_and_colours():
    shares = suitability.shares("bar", judged("goal n", (9, 3)))[0]
    assert shares.categories == (("9  Industry, innovation and infrastructure", "#FD6925", 9),)


def test_bars_count_rows_where_there_is_no_number():
    shares = suitability.shares("bar", judged("goal event", (9, "http://a/1"), (9, "http://a/2"), (4, "http://a/1")))[0]
    assert shares.measures == ((suitability.ROWS, (Decimal(2), Decimal(1)), ()),)


def test_bars_count_each_value_of_a_list():
    shares = suitability.shares("bar", judged("name goals", ("A", "4; 9"), ("B", "9"), lists=("goals",)))[0]
    assert shares.measures[0].values == (Decimal(1), Decimal(2))


def test_bars_name_countries_where_the_answer_does():
    shares = suitability.shares("bar", judged("country name n", ("CH", "Switzerland", 8), ("IN", "India", 2)))[0]
    assert [category.label for category in shares.categories] == ["Switzerland", "India"]


def test_bars_of_a_name_that_repeats_are_told_apart_by_the_year():
    rows = (("ITU", "2023", 1), ("ITU", "2024", 2))
    shares = suitability.shares("bar", judged("respondent year n", *rows))[0]
    assert [category.label for category in shares.categories] == ["ITU 2023", "ITU 2024"]


def test_bars_keep_a_missing_number_missing():
    assert suitability.shares("bar", judged("name n", ("A", 1), ("B", "")))[0].measures[0].values == (Decimal(1), None)


def test_bars_that_would_bear_one_name_are_refused():
    with pytest.raises(UsageError, match="publisher repeats"):
        suitability.shares("bar", judged("publisher coPublisher n", ("ITU", "FAO", 1), ("ITU", "WMO", 1)))[0]


def test_a_timeline_is_named_by_the_name_and_not_by_the_series():
    spans, _ = relations.spans(judged("seriesName name start", ("Series", "Edition", "2024")))
    assert spans[0].label == "Edition"


def test_a_timeline_is_named_by_a_name_that_may_hold_several_before_an_iri():
    spans, _ = relations.spans(judged("event name start", ("http://a/slug", "Event", "2024"), lists=("name",)))
    assert spans[0].label == "Event"


@pytest.mark.parametrize("column", ["unit", "currency"])
def test_each_unit_and_currency_has_an_axis_of_its_own(column: str):
    groups = suitability.shares("bar", judged(f"name n {column}", ("A", 1, "people"), ("B", 2, "USD")))
    assert [(each.measures[0].name, each.categories[0].label) for each in groups] == [
        ("n, people", "A"),
        ("n, USD", "B"),
    ]


def test_more_units_than_panels_are_refused():
    rows = tuple((f"name {i}", i, f"unit {i}") for i in range(5))
    with pytest.raises(UsageError, match="at most 4 units, and they have 5"):
        suitability.shares("bar", judged("name n unit", *rows))


@pytest.mark.parametrize("kind", ["line", "map", "pie"])
def test_numbers_of_two_currencies_share_no_line_map_or_ring(kind: str):
    table = judged("country year n currency", ("CH", "2023", 1, "USD"), ("IN", "2024", 2, "EUR"))
    ask = {"line": suitability.series, "map": suitability.country_totals, "pie": suitability.parts_of_a_whole}
    with pytest.raises(UsageError, match="one unit"):
        ask[kind](table)


def test_a_number_says_that_it_is_more_than_so_many():
    shares = suitability.shares("bar", judged("name n comparator", ("A", 600, "more-than"), ("B", 9, "equal")))[0]
    assert shares.measures[0].marks == ("> ", "")


EVENTS = Row(what="an event under one of its goals", counts="event", things="events")


def test_an_event_listed_twice_under_a_goal_is_one_event():
    rows = ((9, "http://a/1"), (9, "http://a/1"), (4, "http://a/1"))
    shares = suitability.shares("bar", judged("goal event", *rows, row=EVENTS))[0]
    assert shares.measures == (("events", (Decimal(1), Decimal(1)), ()),)
    assert shares.note == "events in all: 1; one may count several times"


def test_sittings_are_no_events_of_their_own_on_a_map():
    rows = (("CH", "http://a/1"), ("CH", "http://a/1"), ("IN", "http://a/2"))
    assert suitability.country_totals(judged("country event", *rows, row=EVENTS)).numbers == {"CH": 1, "IN": 1}


def test_sittings_in_one_month_are_one_event_in_a_line():
    rows = (("2024-01-05", "http://a/1"), ("2024-01-09", "http://a/1"), ("2024-02-01", "http://a/2"))
    _, lines = suitability.series(judged("start event", *rows, row=EVENTS))
    assert [int(point.number) for point in lines["events"]] == [1, 1]


def test_a_number_that_the_query_does_not_call_a_measure_is_none():
    row = Row(measures=(("n", "people"),))
    shares = suitability.shares("bar", judged("name position n", ("A", 70, 3), row=row))[0]
    assert [(measure.name, measure.values) for measure in shares.measures] == [("people", (Decimal(3),))]


def test_things_are_not_counted_by_themselves():
    with pytest.raises(UsageError, match="a column by which to count events"):
        suitability.shares("bar", judged("event name", ("http://a/1", "A"), ("http://a/1", "B"), row=EVENTS))


def test_a_pie_of_goals_is_refused_with_the_reason():
    with pytest.raises(UsageError, match="events may have several goals"):
        suitability.parts_of_a_whole(judged("goal event", (9, "http://a/1"), (4, "http://a/2"), row=EVENTS))


def test_a_pie_is_refused_where_the_query_does_not_call_its_rows_parts():
    row = Row(what="a sitting of an event", counts="event", things="events", by="country")
    with pytest.raises(UsageError, match="a row here is a sitting of an event"):
        suitability.parts_of_a_whole(judged("country event", ("CH", "http://a/1"), ("IN", "http://a/2"), row=row))


def test_a_pie_is_refused_where_a_thing_is_in_two_of_its_parts():
    row = Row(counts="event", things="events", by="kind", parts=True)
    with pytest.raises(UsageError, match="events may have several of kind"):
        suitability.parts_of_a_whole(judged("kind event", ("a", "http://a/1"), ("b", "http://a/1"), row=row))


def test_a_pie_of_what_excludes_one_another_counts_each_thing_once():
    row = Row(counts="event", things="events", by="kind", parts=True)
    rows = (("a", "http://a/1"), ("a", "http://a/1"), ("b", "http://a/2"))
    whole = suitability.parts_of_a_whole(judged("kind event", *rows, row=row))
    assert whole.measures[0][:2] == ("events", (Decimal(1), Decimal(1)))


def test_a_network_keeps_what_each_is_to_the_other():
    row = Row(ties=(("coordinators", "coordinator"), ("partners", "partner")))
    table = judged("name coordinators partners", ("A", "ITU", "FAO; WMO"), lists=("coordinators", "partners"), row=row)
    assert [(tie.other.label, tie.role) for tie in relations.ties(table)] == [
        ("ITU", "coordinator"), ("FAO", "partner"), ("WMO", "partner"),
    ]  # fmt: skip


def test_a_row_that_ties_nothing_makes_no_network():
    with pytest.raises(UsageError, match="ties between things, and a row here is a figure"):
        relations.ties(judged("name label", ("A", "B"), row=Row(what="a figure")))


def test_a_pie_of_many_small_parts_is_refused():
    with pytest.raises(UsageError, match="at most 8 parts, or a few that make up half of it, and it has 40 small ones"):
        suitability.parts_of_a_whole(judged("name n", *((f"name {i}", 5) for i in range(40))))


@pytest.mark.parametrize(("tag", "name"), [("fr", "French"), ("zh", "Chinese"), ("xx", "xx")])
def test_languages_are_called_by_their_names(tag: str, name: str):
    table = judged("language", (tag,))
    assert table.named(table.columns[0], tag).label == name


def test_labels_are_names_and_not_codes_or_addresses():
    table = judged("country event", ("CH", "http://a/b/some-event"))
    country, event = table.columns
    assert table.named(country, "CH").label == "Switzerland"
    assert table.named(event, "http://a/b/some-event").label == "some event"


def test_an_answer_without_anything_to_tell_apart_has_no_bars():
    with pytest.raises(UsageError, match=r"a bar chart needs a column of goals.*this answer has n \(number\)"):
        suitability.shares("bar", judged("n", (1,)))[0]


def test_a_pie_refuses_categories_that_do_not_exclude_one_another():
    with pytest.raises(UsageError, match="goals has several in a cell"):
        suitability.parts_of_a_whole(judged("name goals", ("A", "4; 9"), lists=("goals",)))


def test_a_pie_refuses_a_number_below_zero():
    with pytest.raises(UsageError, match="numbers above zero"):
        suitability.parts_of_a_whole(judged("name n", ("A", 1), ("B", -1)))


def test_a_pie_leaves_out_what_is_nothing():
    whole = suitability.parts_of_a_whole(judged("name n", ("A", 1), ("B", 0)))
    assert [category.label for category in whole.categories] == ["A"]


def test_a_line_counts_by_month_and_keeps_the_empty_ones():
    name, lines = suitability.series(judged("start", ("2024-01-05",), ("2024-03-01",), ("2024-03-31",)))
    assert name == "rows of the answer, by month of start"
    assert [int(point.number) for point in lines[suitability.ROWS]] == [1, 0, 2]


def test_a_line_counts_by_year_where_a_date_has_no_month():
    name, lines = suitability.series(judged("start", ("2024-05-05",), ("2025",)))
    assert name == "rows of the answer, by year of start"
    assert [point.at for point in lines[suitability.ROWS]] == [dt.date(2024, 1, 1), dt.date(2025, 1, 1)]


def test_a_line_for_each_name_where_dates_repeat():
    rows = (("A", "2023", 1), ("A", "2024", 2), ("B", "2023", 3), ("B", "2024", 4))
    assert list(suitability.series(judged("name year n", *rows))[1]) == ["A", "B"]


def test_a_line_needs_two_dates():
    with pytest.raises(UsageError, match="at least two dates"):
        suitability.series(judged("start n", ("2024", 1)))


def test_a_map_counts_the_rows_of_each_country():
    assert suitability.country_totals(judged("country name", ("CH", "A"), ("CH", "B"), ("IN", "C"))).numbers == {
        "CH": 2,
        "IN": 1,
    }


def test_a_map_counts_each_country_of_a_list():
    assert suitability.country_totals(judged("name countries", ("A", "CH; MX"), lists=("countries",))).numbers == {
        "CH": 1,
        "MX": 1,
    }


def test_a_map_needs_country_codes():
    with pytest.raises(UsageError, match="ISO 3166-1 alpha-2"):
        suitability.country_totals(judged("country", ("Switzerland",)))


def test_a_network_ties_two_columns_of_goals():
    found = relations.ties(judged("goal withGoal n names", (4, 9, 2, "A; B"), lists=("names",)))
    assert [(pair.one.order, pair.other.order, pair.weight) for pair in found] == [(4, 9, Decimal(2))]


def test_a_network_ties_a_name_to_each_value_of_its_list():
    found = relations.ties(judged("thing name partners", ("http://a/1", "A", "ITU; FAO"), lists=("partners",)))
    assert [(pair.one.label, pair.other.label) for pair in found] == [("A", "ITU"), ("A", "FAO")]


def test_a_network_ties_two_columns_of_text():
    found = relations.ties(judged("publisher coPublisher n", ("ITU", "FAO", 3)))
    assert [(pair.one.label, pair.other.label, pair.weight) for pair in found] == [("ITU", "FAO", Decimal(3))]


def test_a_network_ties_the_two_ends_an_answer_has_and_each_tie_once():
    table = judged("label withLabel n names", ("ITU", "FAO", 2, "P; Q"), ("FAO", "ITU", 2, "P; Q"), lists=("names",))
    found = relations.ties(table)
    assert [(pair.one.label, pair.other.label, pair.weight) for pair in found] == [("ITU", "FAO", Decimal(2))]


def test_a_number_of_a_row_is_not_that_of_each_value_in_its_list():
    found = relations.ties(judged("name partners n", ("A", "ITU; FAO", 7), lists=("partners",)))
    assert [pair.weight for pair in found] == [Decimal(1), Decimal(1)]


def test_a_network_needs_two_ends():
    with pytest.raises(UsageError, match="a network chart needs two columns"):
        relations.ties(judged("name", ("A",)))


def test_a_timeline_tells_what_has_no_date():
    spans, undated = relations.spans(judged("name start end", ("A", "2024-05-27", "2024-05-31"), ("B", "", "")))
    assert (spans[0].period.last, undated) == (dt.date(2024, 5, 31), ("B",))


@pytest.mark.parametrize(("start", "last"), [("2024", dt.date(2024, 12, 31)), ("2024-02", dt.date(2024, 2, 29))])
def test_a_timeline_takes_a_year_or_month_for_the_whole_of_it(start: str, last: dt.date):
    period = relations.spans(judged("name start", ("A", start)))[0][0].period
    assert (period.last, period.exact) == (last, False)


def test_a_timeline_needs_dates():
    with pytest.raises(UsageError, match="a column of dates and one of names"):
        relations.spans(judged("name n", ("A", 1)))


def test_there_are_seventeen_goals_each_with_a_colour_of_its_own():
    assert (len(GOALS), len({goal.colour for goal in GOALS.values()})) == (17, 17)


def test_a_goal_without_a_colour_is_a_broken_asset(tmp_path: Path):
    broken = tmp_path / "sdg.ttl"
    broken.write_text("<http://metadata.un.org/sdg/1> a <https://w3id.org/itu-kg/ontology#Goal> .")
    with pytest.raises(AssetError, match="a goal has no"):
        goals(broken)


@pytest.mark.parametrize("goal", GOALS.values(), ids=lambda goal: str(goal.number))
def test_a_goal_s_number_can_be_read_on_its_colour(goal):
    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    light, dark = sorted((luminance(goal.colour), luminance(ink_on(goal.colour))), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 3.8
