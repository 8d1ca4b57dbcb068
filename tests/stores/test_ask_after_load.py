"""What was loaded is asked where it stands, whatever a store's default graph is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.stores.conftest import Corner

from itu_kg.query.endpoint import connect
from itu_kg.query.loaded_graphs import LoadedEndpoint
from itu_kg.query.memory_store import MemoryStore, read

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.servers import Server

FOREIGN = "<http://foreign.example/s> <http://foreign.example/p> <http://foreign.example/o> ."


def _lines(corner: Corner, name: str, *values: str) -> list[str]:
    submission = f"<{corner.base}id/submission/{name}>"
    kind = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/itu-kg/ontology#Submission>"
    return [f"{submission} {kind}", *(f'<{corner.base}id/event/{name}> <http://schema.org/name> "{v}"' for v in values)]


def _draft(corner: Corner, name: str, value: str) -> list[str]:
    kind = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://rdfs.org/ns/void#Dataset>"
    return [f"<{corner.graph(f'{name}/draft')}> {kind}", *_lines(corner, name, value)[1:]]


def _opened(corner: Corner, *, drafts: bool = False) -> tuple[LoadedEndpoint, list[str]]:
    notes: list[str] = []
    endpoint = connect(corner.server.query, environment={})
    return LoadedEndpoint(endpoint, corner.base, drafts=drafts, note=notes.append, local=_local), notes


def _local(path: Path) -> MemoryStore:
    return read([path], drafts=True)


def _names(corner: Corner, data: LoadedEndpoint) -> list[str]:
    pattern = f"?event schema:name ?name FILTER(STRSTARTS(STR(?event), '{corner.base}'))"
    table = data.select(f"PREFIX schema: <http://schema.org/> SELECT ?name WHERE {{ {pattern} }} ORDER BY ?name")
    return [cell.value for (cell,) in table.rows if cell]


def _loaded(corner: Corner) -> None:
    graphs = {"a": _lines(corner, "a", "one"), "b": _lines(corner, "b", "two"), "a/draft": _draft(corner, "a", "maybe")}
    assert corner.load(corner.release(graphs), "--with-drafts").code == 0


def test_the_named_graphs_are_asked_without_drafts(corner: Corner) -> None:
    _loaded(corner)
    assert _names(corner, _opened(corner)[0]) == ["one", "two"]


def test_drafts_are_asked_where_they_are_asked_for(corner: Corner) -> None:
    _loaded(corner)
    assert _names(corner, _opened(corner, drafts=True)[0]) == ["maybe", "one", "two"]


def test_a_query_that_names_graphs_gets_them(corner: Corner) -> None:
    _loaded(corner)
    table = _opened(corner)[0].select(f"SELECT DISTINCT ?g {{ GRAPH ?g {{ <{corner.base}id/event/b> ?p ?o }} }}")
    assert [cell.value for (cell,) in table.rows if cell] == [corner.graph("b")]


def test_it_is_said_once_which_graphs_are_asked(corner: Corner) -> None:
    _loaded(corner)
    data, notes = _opened(corner)
    for _ in range(2):
        _names(corner, data)
    assert len(notes) == 1
    assert f"2 named graphs below {corner.base}graph/ are asked, without 1 that nobody has confirmed" in notes[0]


@pytest.mark.parametrize("kind", ["fuseki", "oxigraph"])
def test_what_two_submissions_state_alike_counts_once(
    kind: str, start: Callable[[str], Server], tmp_path: Path
) -> None:
    """On Virtuoso, which asks all graphs by itself, it counts twice (docs/query.md)."""
    corner = Corner(start(kind), tmp_path)
    event, source = f"<{corner.base}id/event/shared>", "<http://purl.org/dc/terms/source>"
    type_ = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://schema.org/Event>"
    shared = [f"{event} {type_}", f'{event} <http://schema.org/name> "both"']
    graphs = {
        name: [*_lines(corner, name, name), *shared, f"{event} {source} <{corner.base}id/submission/{name}>"]
        for name in "ab"
    }
    assert corner.load(corner.release(graphs)).code == 0
    data, notes = _opened(corner)
    assert _names(corner, data) == ["a", "b", "both"]
    by_name = data.select(f"SELECT DISTINCT ?g {{ GRAPH ?g {{ {event} ?p ?o }} }}")
    assert len(by_name.rows) == 2
    assert any("fetched and merged here" in note for note in notes) == (kind == "oxigraph")


def test_foreign_triples_in_the_default_graph_hide_nothing(in_oxigraph: Corner) -> None:
    _loaded(in_oxigraph)
    in_oxigraph.store.update(f"INSERT DATA {{ {FOREIGN} }}")
    try:
        assert _names(in_oxigraph, _opened(in_oxigraph)[0]) == ["one", "two"]
    finally:
        in_oxigraph.store.update(f"DELETE DATA {{ {FOREIGN} }}")


def test_a_default_graph_that_has_the_data_is_asked_as_it_is(in_oxigraph: Corner) -> None:
    lines = " . ".join(_lines(in_oxigraph, "a", "one"))
    in_oxigraph.store.update(f"INSERT DATA {{ {lines} }}")
    try:
        data, notes = _opened(in_oxigraph)
        assert (_names(in_oxigraph, data), notes) == (["one"], [])
    finally:
        in_oxigraph.store.update(f"DELETE DATA {{ {lines} }}")


def test_graphs_that_the_address_names_are_asked_and_no_others(in_oxigraph: Corner) -> None:
    _loaded(in_oxigraph)
    address = f"{in_oxigraph.server.query}?default-graph-uri={in_oxigraph.graph('b')}"
    endpoint = connect(address, environment={})
    data = LoadedEndpoint(endpoint, in_oxigraph.base, drafts=False, note=pytest.fail, local=_local)
    assert _names(in_oxigraph, data) == ["two"]
