"""What the stored queries can be drawn as, by what a row of each is. The lists are worked out by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

import itu_kg
from itu_kg.charts import KINDS, maps
from itu_kg.errors import ItuKgError

PROJECT = Path(__file__).resolve().parents[3]
WITHOUT_ROWS = {"describe", "goal-is-named", "partnership-graph", "planned-events-graph"}
"""Those that answer with a graph, or yes or no."""


@pytest.fixture(scope="module")
def graph() -> itu_kg.api.Graph:
    return itu_kg.open(PROJECT / "data" / "ttl")


def test_every_stored_query_says_what_a_row_is(graph: itu_kg.api.Graph):
    silent = {name for name, query in graph.queries.items() if query.row is None or not query.row.what}
    assert silent == WITHOUT_ROWS


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("events", "bar line map network timeline"),
        ("event-sessions", "bar line map timeline"),
        ("events-by-goal", "bar line network timeline"),
        ("events-by-month", "line"),
        ("goals-by-attention", "bar"),
        ("reach-by-country", "bar map"),
        ("names-without-website", "bar pie"),
        ("partner-pairs", "network"),
        ("partnerships", "bar network"),
        ("partner-degree", "bar"),
        ("attendance", "bar"),
        ("evidence", "bar pie"),
        ("country-names", ""),
    ],
)
def test_a_stored_query_is_drawn_as_what_suits_its_rows(graph: itu_kg.api.Graph, name: str, kinds: str):
    expected = set(kinds.split()) if maps.WORLD.is_file() else set(kinds.split()) - {"map"}
    answer, drawn = graph.query(name), set()
    for kind in KINDS:
        try:
            answer.chart(kind)
        except ItuKgError:
            continue
        drawn.add(kind)
    assert drawn == expected
