from __future__ import annotations

import pytest

from itu_kg.errors import AssetError, UsageError
from itu_kg.model.answer import Table
from itu_kg.query.catalogue import Catalogue
from itu_kg.query.header import parse
from itu_kg.query.memory_store import MemoryStore
from itu_kg.query.run import run
from itu_kg.query.wide_columns import narrow

TEXT = """SELECT ?s ?n
  ?why
WHERE {
  ?s a ?type .
  OPTIONAL { ?s <x:n> ?n }
  OPTIONAL {
    SELECT ?s (MIN(?word) AS ?why)
    WHERE { ?s <x:why> ?word OPTIONAL { ?s <x:n> ?m } }
    GROUP BY ?s
  }
}
"""
HEADER = "#+ summary: Things.\n#+ wide: [why]\n"
NOTHING = Catalogue({})


def test_a_wide_column_goes_with_the_optional_that_finds_it_and_lines_keep_their_numbers():
    lines = narrow(TEXT, ["why"], where="things.rq").split("\n")
    kept = {0: "SELECT ?s ?n", 2: "WHERE {", 3: "  ?s a ?type .", 4: "  OPTIONAL { ?s <x:n> ?n }", 10: "}"}
    assert {number: line for number, line in enumerate(lines) if line.strip()} == kept


@pytest.mark.parametrize("column", ["what", "type"])
def test_a_wide_column_without_a_place_of_its_own_is_a_broken_header(column: str):
    with pytest.raises(AssetError, match=rf"things\.rq:1: the wide column {column} has no place of its own"):
        parse(HEADER.replace("why", column) + TEXT, name="things", where="things.rq")


@pytest.mark.parametrize(("wide", "columns"), [(False, ("s", "n")), (True, ("s", "n", "why"))])
def test_wide_columns_come_on_request(wide: bool, columns: tuple[str, ...]):
    answer = run(parse(HEADER + TEXT, name="things", where="x"), {}, MemoryStore(), queries=NOTHING, wide=wide)
    assert isinstance(answer, Table)
    assert answer.columns == columns


def test_a_query_without_wide_columns_says_so():
    query = parse(f"#+ summary: Things.\n{TEXT}", name="things", where="x")
    with pytest.raises(UsageError, match="things has no wide columns"):
        run(query, {}, MemoryStore(), queries=NOTHING, wide=True)
