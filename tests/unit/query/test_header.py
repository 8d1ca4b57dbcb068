from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from itu_kg.errors import AssetError
from itu_kg.model.stored_query import Row
from itu_kg.query.header import parse

if TYPE_CHECKING:
    from itu_kg.model.stored_query import StoredQuery

TEXT = "SELECT ?s WHERE { VALUES ?_goal { UNDEF } ?s ?p ?_goal }\n"
GOOD = "#+ summary: Things for a goal.\n#+ parameters:\n#+   goal: {type: goal, example: 9}\n#+ lists: [s]\n"


def _parse(text: str) -> StoredQuery:
    return parse(text, name="things", where="things.rq")


def _complaint(text: str) -> str:
    with pytest.raises(AssetError) as caught:
        _parse(text)
    return str(caught.value)


def test_a_header_gives_the_query_its_summary_parameters_and_lists():
    query = _parse(GOOD + TEXT)
    assert (query.summary, query.lists, [p.type for p in query.parameters]) == ("Things for a goal.", ("s",), ["goal"])


def test_a_value_of_a_header_stays_the_text_it_is():
    query = _parse("#+ summary: NO\n#+ description: 2024-05-01\nASK {}\n")
    assert (query.summary, query.description) == ("NO", "2024-05-01")


def test_an_unknown_key_is_an_error_with_its_line():
    assert _complaint("#+ summary: A\n#+ sumary: B\nASK {}").startswith("things.rq:2: the header has an unknown key")


def test_an_unknown_key_of_a_parameter_is_an_error_with_its_line():
    assert _complaint(GOOD.replace("example", "exampel") + TEXT).startswith("things.rq:3: the parameter goal has an")


def test_a_header_that_is_no_yaml_is_an_error_with_its_line():
    assert _complaint("#+ summary: A\n#+ tags: [a\nASK {}").startswith("things.rq:2: the header is not YAML")


def test_a_header_line_without_its_space_is_an_error_with_its_line():
    assert _complaint("#+ summary: A\n#+tags: [a]\nASK {}").startswith("things.rq:2: a header line begins with")


def test_a_header_line_below_the_text_is_an_error_with_its_line():
    assert _complaint("#+ summary: A\nASK {}\n#+ tags: [a]").startswith("things.rq:3: a header line stands below")


def test_a_key_given_twice_is_an_error():
    assert "'summary' is given twice" in _complaint("#+ summary: A\n#+ summary: B\nASK {}")


def test_an_unknown_type_of_parameter_is_an_error_that_names_the_known_ones():
    assert "use one of boolean, country, date" in _complaint(GOOD.replace("type: goal", "type: figure") + TEXT)


def test_a_query_without_a_summary_is_called_by_its_name():
    assert parse("ASK {}", name="things-we_like", where="x.rq").summary == "things we like"


def test_a_parameter_without_a_place_in_the_text_is_an_error():
    assert "has no place in the text" in _complaint(GOOD + "ASK { ?s ?p ?goal } # ?_goal")


def test_a_header_that_holds_itself_is_refused():
    assert "the header holds itself" in _complaint("#+ &a {b: *a}\nASK {}")


ROW = "#+ row: {is: an event, counts: event, things: events, by: kind, parts: true, measures: {n: people}}\n"
COLUMNS = "SELECT ?event ?kind ?n WHERE { ?event ?kind ?n }"


def test_a_header_says_what_a_row_is():
    row = _parse(ROW + COLUMNS).row
    assert row == Row("an event", "event", "events", "kind", parts=True, measures=(("n", "people"),))


@pytest.mark.parametrize("key", ["counts: other", "by: other", "measures: {other: x}", "ties: {other: x}"])
def test_a_row_that_speaks_of_a_column_that_is_not_there_is_an_error_with_its_line(key: str):
    assert _complaint(f"#+ row: {{{key}}}\n{COLUMNS}").startswith("things.rq:1: the row speaks of a column 'other'")


def test_a_row_ties_two_columns_to_one_another():
    assert "the ends are two columns" in _complaint(f"#+ row: {{ends: [event]}}\n{COLUMNS}")
