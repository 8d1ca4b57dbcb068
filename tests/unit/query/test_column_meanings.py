"""queries/columns.yaml: what columns hold, for eyes and for programs."""

from __future__ import annotations

from pathlib import Path

import pytest

from itu_kg.errors import AssetError
from itu_kg.model.column import Column
from itu_kg.query.catalogue import catalogue
from itu_kg.query.column_meanings import EVERY, load
from itu_kg.query.header import parse

QUERIES = Path(__file__).resolve().parents[3] / "queries"
TEXT = "#+ lists: [goals, name, mode]\nSELECT * { ?goals ?name ?mode }"


def _load(folder: Path, text: str):
    (folder / "columns.yaml").write_text(text, "utf-8")
    return load(folder)


def test_a_query_s_own_entry_goes_before_what_is_said_of_every_query(tmp_path: Path):
    said = """
"*": {columns: {goals: {title: Goals, datatype: integer}, name: {single: true}}}
events: {columns: {goals: {datatype: string}}}
"""
    meanings = _load(tmp_path, said)
    assert meanings.of(parse(TEXT, name="events", where="x"))["goals"] == Column("Goals", "string", several=True)
    assert meanings.of(parse(TEXT, name="others", where="x"))["goals"] == Column("Goals", "integer", several=True)


def test_a_column_of_the_header_s_lists_is_a_list_unless_it_is_single(tmp_path: Path):
    meanings = _load(tmp_path, '"*": {columns: {name: {single: true}}}')
    known = meanings.of(parse(TEXT, name="events", where="x"))
    assert {name: column.several for name, column in known.items()} == {"goals": True, "name": False, "mode": True}


def test_a_folder_without_the_file_says_nothing(tmp_path: Path):
    assert load(tmp_path).entries == {}


def test_what_is_said_of_every_query_is_no_listing():
    listings = load(QUERIES).listings
    assert EVERY not in listings
    assert next(iter(listings)) == "events"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("events: {columns: {a: {titel: A}}}", "columns.yaml:1: the column a has an unknown key 'titel'"),
        ("\nevents: {colums: {}}", "columns.yaml:2: the entry events has an unknown key 'colums'"),
        ("events: [", "the file is not YAML"), ("events: {columns: {a: {single: maybe}}}", "single is true or false"),
    ],
)  # fmt: skip
def test_what_is_not_known_is_refused_with_its_line(tmp_path: Path, text: str, said: str):
    with pytest.raises(AssetError) as caught:
        _load(tmp_path, text)
    assert said in str(caught.value)


def test_every_query_and_column_that_the_file_names_is_there():
    queries = catalogue(QUERIES)
    entries = load(QUERIES).entries
    assert [name for name in entries if name not in (EVERY, *queries.names)] == []
    texts = " ".join(queries.path(name).read_text("utf-8") for name in queries.names)
    assert [column for column in entries[EVERY].columns if f"?{column}" not in texts] == []
