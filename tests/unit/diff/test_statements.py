"""However an edition lies on disk, its statements are the same sorted lines."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itu_kg import rdf
from itu_kg.diff import statements
from itu_kg.diff.statements import differing
from itu_kg.errors import SourceError
from itu_kg.model.formats import Format
from itu_kg.model.vocab import BASE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from itu_kg.model.graph import Dataset


def _lines(paths: Sequence[Path]) -> list[str]:
    with statements.opened(paths, BASE) as opened:
        return list(opened.lines())


@given(st.data())
def test_a_dataset_has_the_same_lines_sorted_shuffled_doubled_and_in_trig(
    datasets: st.SearchStrategy[Dataset], data: st.DataObject
) -> None:
    dataset = data.draw(datasets)
    expected = list(statements.of(dataset).lines())
    shuffled = data.draw(st.permutations(expected * 2))
    with tempfile.TemporaryDirectory() as folder:
        for name, lines in {"sorted.nq": expected, "shuffled.nq": shuffled}.items():
            (path := Path(folder, name)).write_bytes("".join(lines).encode())
            assert _lines([path]) == expected
        (path := Path(folder, "data.trig")).write_bytes(rdf.write(dataset, Format.TRIG))
        assert _lines([path]) == expected


@given(st.data())
def test_lines_come_apart_into_their_terms(datasets: st.SearchStrategy[Dataset], data: st.DataObject) -> None:
    dataset = data.draw(datasets)
    quads = {(*triple, f"<{g.iri}>" if g.iri else "") for g in dataset.graphs for triple in g.triples}
    assert {statements.terms(line) for line in statements.of(dataset).lines()} == quads


@given(st.data())
def test_canonical_lines_are_those_that_the_parser_writes(
    datasets: st.SearchStrategy[Dataset], data: st.DataObject
) -> None:
    assert statements._LINES.fullmatch("".join(statements.of(data.draw(datasets)).lines()))


@given(st.data())
def test_what_is_removed_and_added_is_what_the_sets_differ_in(
    datasets: st.SearchStrategy[Dataset], data: st.DataObject
) -> None:
    old, new = (list(statements.of(data.draw(datasets)).lines()) for _ in range(2))
    found = list(differing(old, new))
    assert {line for each in found for line in each.removed} == set(old) - set(new)
    assert {line for each in found for line in each.added} == set(new) - set(old)
    assert [each.subject for each in found] == sorted({each.subject for each in found}, key=lambda each: f"{each} ")


@pytest.mark.parametrize(
    "line",
    [
        '<urn:x:s> <urn:x:p> "\\u0061" .\n',
        '<urn:x:s>  <urn:x:p> "a" .\n',
        '<urn:x:s> <urn:x:p> "a"@EN .\n',
        '<urn:x:s> <urn:x:p> "a"^^<http://www.w3.org/2001/XMLSchema#string> .\n',
        '<urn:x:s> <urn:x:p> "a" .',
    ],
)
def test_lines_in_another_form_are_brought_into_the_canonical_one(line: str, tmp_path: Path) -> None:
    path = tmp_path / "data.nq"
    path.write_text(line, "utf-8")
    (canonical,) = _lines([path])
    assert canonical != line
    path.write_text(canonical, "utf-8")
    assert _lines([path]) == [canonical]


def test_files_that_name_no_graph_are_graphs_of_their_own_and_what_two_files_say_counts_once(tmp_path: Path) -> None:
    for name in ("a.nt", "b.nq", "c.nq"):
        (tmp_path / name).write_text("<urn:x:s> <urn:x:p> <urn:x:o> .\n", "utf-8")
    assert _lines(sorted(tmp_path.iterdir())) == [
        "<urn:x:s> <urn:x:p> <urn:x:o> .\n",
        f"<urn:x:s> <urn:x:p> <urn:x:o> <{BASE}graph/a> .\n",
    ]


def test_blank_nodes_of_several_files_get_the_labels_of_one_canonical_form(tmp_path: Path) -> None:
    for name in ("a.nt", "b.nt"):
        (tmp_path / name).write_text(f'_:x <urn:x:p> "{name}" .\n', "utf-8")
    with statements.opened(sorted(tmp_path.iterdir()), BASE) as opened:
        assert opened.blank
        assert len({line.split()[0] for line in opened.lines()}) == 2


def test_a_text_that_looks_like_a_blank_node_is_none(tmp_path: Path) -> None:
    (tmp_path / "a.nt").write_text('<urn:x:s> <urn:x:p> " _:x " .\n', "utf-8")
    with statements.opened([tmp_path / "a.nt"], BASE) as opened:
        assert not opened.blank


@pytest.mark.parametrize("data", [b"<urn:x:s> <urn:x:p> nonsense .\n", b'<urn:x:s> <urn:x:p> "\xff" .\n'])
def test_what_is_no_rdf_is_refused_with_its_line(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "data.nq"
    path.write_bytes(data)
    with pytest.raises(SourceError, match=r"data\.nq:1: "):
        _lines([path])
