from __future__ import annotations

from pathlib import Path

import pytest

from itu_kg.errors import SourceError
from itu_kg.model.graph import Dataset, NamedGraph
from itu_kg.query.memory_store import hold, read

DATA = Path(__file__).parent / "data"
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"


def _values(memory, text: str) -> list[list[str | None]]:
    return [[cell and cell.value for cell in row] for row in memory.select(text).rows]


def test_a_triple_that_two_graphs_state_counts_once():
    triple = ("<http://a/s>", "<http://a/p>", '"o"')
    memory = hold(Dataset((NamedGraph("http://a/1", (triple,)), NamedGraph("http://a/2", (triple,)))))
    assert _values(memory, COUNT) == [["1"]]


def test_a_quad_file_answers_as_the_merge_of_its_graphs(tmp_path: Path):
    (tmp_path / "x.nq").write_text('<a:s> <a:p> "o" <a:g> .\n<a:s> <a:p> "o" <a:h> .\n')
    assert _values(read([tmp_path]), COUNT) == [["1"]]


def test_a_file_of_triples_is_a_named_graph_too():
    memory = read([DATA], base="https://example.org/kg/")
    assert _values(memory, "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g") == [
        ["https://example.org/kg/graph/acme-2030"], ["https://example.org/kg/graph/registry"],
    ]  # fmt: skip


def test_broken_rdf_is_an_error_with_its_line(tmp_path: Path):
    (tmp_path / "x.ttl").write_text("<a:s> <a:p> <a:o> .\n<a:s> <a:p> .\n")
    with pytest.raises(SourceError, match=r"x\.ttl:2: not turtle"):
        read([tmp_path])


def test_a_folder_without_rdf_is_an_error(tmp_path: Path):
    with pytest.raises(SourceError, match="holds no RDF file"):
        read([tmp_path])


def test_a_file_of_another_kind_is_an_error(tmp_path: Path):
    (tmp_path / "x.pdf").write_text("")
    with pytest.raises(SourceError, match="is no RDF format"):
        read([tmp_path / "x.pdf"])


def test_construct_gives_sorted_triples_each_once():
    graph = read([DATA]).construct("CONSTRUCT { ?s <a:in> ?o } WHERE { ?s ?p ?o , ?x . FILTER(ISIRI(?o)) }")
    assert graph.triples == tuple(sorted(set(graph.triples)))
