"""A patch or an update, applied to the old data, gives the new data and nothing else."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from tests.rdf_patch import applied

from itu_kg import rdf
from itu_kg.diff import statements
from itu_kg.diff.patch import patch, update
from itu_kg.errors import UsageError
from itu_kg.model.formats import Format
from itu_kg.model.graph import Dataset, NamedGraph

if TYPE_CHECKING:
    from collections.abc import Callable

_A, _B = (Dataset((NamedGraph("urn:x:g", (("<urn:x:s>", "<urn:x:p>", f'"{text}"'),)),)) for text in "ab")


def _patch(old: Dataset, new: Dataset) -> bytes:
    return b"".join(patch(statements.of(old), statements.of(new)))


def _update(old: Dataset, new: Dataset, chunk: int = 1_000) -> str:
    return b"".join(update(statements.of(old), statements.of(new), chunk=chunk)).decode()


def _hash(dataset: Dataset) -> str:
    """The RDFC-1.0 hash, by pyoxigraph."""
    quads = ox.Dataset(ox.parse(rdf.write(dataset, Format.NQUADS), ox.RdfFormat.N_QUADS))
    quads.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    lines = sorted(f"{quad} .\n" for quad in quads)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


@given(st.data())
def test_a_patch_makes_the_new_data_of_the_old(datasets: st.SearchStrategy[Dataset], data: st.DataObject) -> None:
    old, new = data.draw(datasets), data.draw(datasets)
    made = applied(_patch(old, new), old)
    assert made == new
    assert _hash(made) == _hash(new)


@pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning")  # rdflib's own, of itself
@given(st.data())
def test_an_update_makes_the_new_data_of_the_old_in_rdflib(
    datasets: st.SearchStrategy[Dataset], data: st.DataObject
) -> None:
    # Named graphs only: rdflib.Dataset breaks on any INSERT DATA without GRAPH, and on an update that says nothing.
    old, new = (_named(data.draw(datasets)) for _ in range(2))
    kept, rdflib.NORMALIZE_LITERALS = rdflib.NORMALIZE_LITERALS, False
    try:
        graphs = rdflib.Dataset()
        for quad in _quads(old):
            graphs.add(quad)
        if said := _update(old, new, chunk=2):
            graphs.update(said)
        assert {(s, p, o, rdflib.URIRef(str(g))) for s, p, o, g in graphs.quads()} == set(_quads(new))
    finally:
        rdflib.NORMALIZE_LITERALS = kept


def _named(dataset: Dataset) -> Dataset:
    return Dataset(tuple(graph for graph in dataset.graphs if graph.iri))


def _quads(dataset: Dataset) -> list[tuple[rdflib.term.Node, ...]]:
    quads = ox.parse(rdf.write(dataset, Format.NQUADS), ox.RdfFormat.N_QUADS)
    return [tuple(map(_term, (q.subject, q.predicate, q.object, q.graph_name))) for q in quads]


@given(st.data())
def test_an_update_makes_the_new_data_of_the_old_in_oxigraph(
    datasets: st.SearchStrategy[Dataset], data: st.DataObject
) -> None:
    # The store rewrites some literals ("007" becomes 7): both sides go through it, so that they are rewritten alike.
    old, new = data.draw(datasets), data.draw(datasets)
    made, expected = ox.Store(), ox.Store()
    made.load(rdf.write(old, Format.NQUADS), format=ox.RdfFormat.N_QUADS)
    expected.load(rdf.write(new, Format.NQUADS), format=ox.RdfFormat.N_QUADS)
    made.update(_update(old, new, chunk=2))
    assert set(made) == set(expected)


def _term(term: ox.NamedNode | ox.Literal) -> rdflib.term.Node:
    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    plain = term.datatype.value == "http://www.w3.org/2001/XMLSchema#string"
    return rdflib.Literal(term.value, datatype=None if plain else rdflib.URIRef(term.datatype.value))


@given(st.data())
def test_a_patch_says_nothing_twice(datasets: st.SearchStrategy[Dataset], data: st.DataObject) -> None:
    old, new = data.draw(datasets), data.draw(datasets)
    rows = [row for row in _patch(old, new).split(b"\n") if row[:2] in (b"A ", b"D ")]
    assert len({row[2:] for row in rows}) == len(rows)


def test_a_patch_is_one_transaction_below_a_header_with_both_hashes() -> None:
    said = _patch(_A, _B).decode().split("\n")
    deleted, added = ('D <urn:x:s> <urn:x:p> "a" <urn:x:g> .', 'A <urn:x:s> <urn:x:p> "b" <urn:x:g> .')
    assert said[0].startswith("H id <urn:uuid:")
    assert said[1:3] == [f'H before "{_hash(_A)}" .', f'H after "{_hash(_B)}" .']
    assert said[3:] == ["TX .", deleted, added, "TC .", ""]


def test_the_same_change_gives_the_same_patch() -> None:
    assert _patch(_A, _B) == _patch(_A, _B)


def test_an_update_deletes_before_it_inserts_graph_by_graph() -> None:
    assert _update(_A, _B) == (
        'DELETE DATA { GRAPH <urn:x:g> {\n<urn:x:s> <urn:x:p> "a" .\n} } ;\n'
        'INSERT DATA { GRAPH <urn:x:g> {\n<urn:x:s> <urn:x:p> "b" .\n} }\n'
    )


def test_an_update_of_many_triples_is_several_operations() -> None:
    triples = tuple(("<urn:x:s>", "<urn:x:p>", f'"{number:02}"') for number in range(25))
    many = Dataset((NamedGraph("", triples),))
    assert _update(Dataset(()), many, chunk=10).count("INSERT DATA") == 3


def test_an_update_of_nothing_is_empty() -> None:
    assert _update(_A, _A) == ""


@pytest.mark.parametrize("write", [_patch, _update])
def test_blank_nodes_are_refused_where_a_change_would_have_to_name_them(
    write: Callable[[Dataset, Dataset], object],
) -> None:
    blank = Dataset((NamedGraph("", (("_:c14n0", "<urn:x:p>", '"a"'),)),))
    with pytest.raises(UsageError, match="cannot name blank nodes"):
        write(_A, blank)
