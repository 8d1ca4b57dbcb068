"""A release's files are what their description says, and nothing of when or where they were made."""

from __future__ import annotations

import csv
import gzip
import json
from pathlib import Path

import pytest

from itu_kg import rdf
from itu_kg.errors import AssetError, SourceError
from itu_kg.model.answer import Cell, Table
from itu_kg.model.column import Column, Columns
from itu_kg.model.edition import Artefact
from itu_kg.model.formats import Format
from itu_kg.model.graph import NamedGraph
from itu_kg.release import checksums, csvw, write
from itu_kg.release.dumps import graph_names

PROJECT = Path(__file__).resolve().parents[3]
BLANK = '_:x <http://schema.org/name> "x" .\n_:y <http://schema.org/name> "y" .\n_:x <http://schema.org/url> _:y .\n'


def test_a_gzip_file_holds_what_is_beside_it_and_no_time_or_name(tmp_path: Path) -> None:
    chunks = (b"one\n" * 1000, b"", b"two\n")
    plain, packed = write.write((Artefact("a.txt", "text/plain", chunks, gzipped=True),), tmp_path)
    data = (tmp_path / packed.path).read_bytes()
    assert (gzip.decompress(data), data[:10]) == ((tmp_path / plain.path).read_bytes(), b"\x1f\x8b\x08\0\0\0\0\0\0\xff")


def test_an_empty_file_is_an_empty_gzip_file(tmp_path: Path) -> None:
    _, packed = write.write((Artefact("a.txt", "text/plain", (), gzipped=True),), tmp_path)
    assert gzip.decompress((tmp_path / packed.path).read_bytes()) == b""


def test_two_files_of_one_name_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="one name"):
        list(write.write((Artefact("a", "text/plain", ()), Artefact("a", "text/plain", ())), tmp_path))


def test_graphs_whose_iris_end_alike_are_refused() -> None:
    with pytest.raises(SourceError, match="ends like another"):
        graph_names(["https://example.org/a/x", "https://example.org/b/x"])


def test_a_graph_that_no_file_can_be_named_for_is_refused() -> None:
    with pytest.raises(SourceError, match="no name"):
        graph_names(["https://example.org/.."])


def test_a_hash_does_not_see_the_labels_of_blank_nodes() -> None:
    named = BLANK.replace("_:x", "_:b9").replace("_:y", "_:a")
    graphs = [rdf.parse(text.encode(), Format.NTRIPLES, where="x") for text in (BLANK, named)]
    relabelled = [
        (NamedGraph("", tuple(line.split(" ")[:3] for line in text.splitlines())),) for text in (BLANK, named)
    ]
    assert len({checksums.merge_hash(each) for each in (*graphs, *relabelled)}) == 1


def test_a_measured_dump_with_blank_nodes_has_the_hash_of_its_graph(tmp_path: Path) -> None:
    (tmp_path / "x.nt").write_text("".join(sorted(BLANK.splitlines(keepends=True))), "utf-8")
    graphs = rdf.parse(BLANK.encode(), Format.NTRIPLES, where="x")
    assert checksums.measure(tmp_path / "x.nt") == (3, 2, checksums.merge_hash(graphs))


def test_tables_are_as_their_metadata_describe_them(itu_release: Path) -> None:
    metadata = json.loads((itu_release / "tables" / "csv-metadata.json").read_bytes())
    numbers = {"integer": int, "nonNegativeInteger": int, "decimal": float, "gYear": int}
    for table in metadata["tables"]:
        columns = table["tableSchema"]["columns"]
        with (itu_release / "tables" / table["url"]).open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        assert rows[0] == [column["titles"] for column in columns]
        for row in rows[1:]:
            for column, cell in zip(columns, row, strict=True):
                for value in cell.split(column["separator"]) if "separator" in column else [cell]:
                    assert value or not column.get("required")
                    numbers.get(column["datatype"], str)(value or "0")


def test_the_listing_queries_have_a_table_each(itu_release: Path) -> None:
    names = {path.stem for path in (itu_release / "tables").glob("*.csv")}
    assert names == {
        *("events", "event-sessions", "event-mentions", "resources", "partnerships", "organisations", "statistics"),
        *("documents", "decisions", "coordination-actions", "transitions", "goals-named", "evidence"),
        *("strategies", "initiatives", "themes", "outcomes"),
    }


def test_columns_that_are_not_described_are_refused() -> None:
    table = Table(("a", "b"), ((Cell("literal", "1"), None),))
    listing = csvw.Listing("x", "X", (), table)
    with pytest.raises(AssetError, match="the query's columns are a, b"):
        list(csvw.artefacts([listing], {"x": Columns(columns={"a": Column()})}))
