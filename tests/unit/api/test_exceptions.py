"""Mistakes of a Python program: Python's own exceptions, in words of Python."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import itu_kg
from itu_kg.errors import ItuKgError

if TYPE_CHECKING:
    from itu_kg.api import Graph

DATA = Path(__file__).resolve().parents[1] / "query" / "data"


@pytest.fixture(scope="module")
def graph() -> Graph:
    return itu_kg.open(DATA)


MISTAKES: list[tuple[Callable[[Graph], object], type[Exception], str]] = [
    (lambda graph: graph.query("evnts"), KeyError, "did you mean events"),
    (lambda graph: graph.queries["zzz"], KeyError, "graph.queries names them"),
    (lambda graph: graph.query("events-by-goal", gaol=9), TypeError, "did you mean 'goal'? it takes goal, claim"),
    (lambda graph: graph.query("decisions", from_=9), TypeError, "takes no parameter 'from_'"),
    (lambda graph: graph.query("about-organisation"), TypeError, "needs organisation, for example organisation='"),
    (lambda graph: graph.query("events-by-goal", goal=[9]), TypeError, "goal: a value cannot be a list"),  # type: ignore[arg-type]  # the mistake on purpose
    (lambda graph: graph.query("events-by-goal", goal=18), ValueError, "goal: '18' is no goal"),
    (lambda graph: graph.query("events-by-goal", claim="x"), ValueError, "claim: 'x' is not allowed"),
    (lambda graph: graph.query("decisions", wide=True), ValueError, "wide: decisions has no wide columns"),
    (lambda graph: graph.sparql("SELEC"), ValueError, "this is no SPARQL query"),
    (lambda graph: graph.sparql("DROP ALL"), ValueError, "DROP would change data"),
    (lambda graph: graph.sparql("SELECT * { SERVICE <http://a.example/> { ?s ?p ?o } }"), ValueError, "SERVICE is off"),
    (lambda graph: graph.query("events").save("answer"), ValueError, "end it .csv"),
    (lambda graph: graph.query("event-mentions").chart("map"), ValueError, "a map chart needs"),
    (lambda _: itu_kg.open("nowhere.ttl"), FileNotFoundError, "nowhere.ttl: no such file"),
    (lambda _: itu_kg.open("http://me:secret@127.0.0.1/"), ValueError, ""),
    (lambda _: itu_kg.open(timeout=0), ValueError, "more than 0 seconds"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("mistake", "kind", "words"),
    MISTAKES,
    ids=[f"{number}-{kind.__name__}" for number, (_, kind, _) in enumerate(MISTAKES)],
)
def test_a_mistake_is_an_exception_of_python_and_of_ours(
    graph: Graph, mistake: Callable[[Graph], object], kind: type[Exception], words: str
):
    with pytest.raises(kind) as caught:
        mistake(graph)
    assert isinstance(caught.value, ItuKgError)
    assert words in str(caught.value)
    assert [each for each in ("--", "itu-kg query", "secret") if each in str(caught.value)] == []


@pytest.mark.parametrize(
    ("library", "use"),
    [
        ("pandas", lambda graph: graph.query("events").to_pandas()),
        ("pyarrow", lambda graph: graph.query("events").save("answer.parquet")),
    ],
    ids=["pandas", "pyarrow"],
)
def test_a_missing_library_is_an_import_error(
    graph: Graph, library: str, use: Callable[[Graph], object], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setitem(sys.modules, library, None)
    monkeypatch.delitem(sys.modules, "itu_kg.answers.parquet", raising=False)
    with pytest.raises(ImportError, match=r"itu-kg\[tables\]"):
        use(graph)


def test_a_word_of_python_s_is_taken_with_an_underscore(graph: Graph):
    rows = graph.query("events-between", from_="2030-01-01", to="2030-12-31").to_records()
    assert [each["name"] for each in rows] == ["Meadow Fair 2030"]


def test_the_catalogue_shows_the_names_that_python_takes(graph: Graph):
    assert "events-between(from_=…, to=…): " in repr(graph.queries)
