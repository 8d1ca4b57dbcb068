"""`itu-kg serialise`: every format, the same triples, on stdout or in a file."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from itu_kg import rdf
from itu_kg.model.formats import Format

PROJECT = Path(__file__).resolve().parents[2]
DATA = rdf.read([PROJECT / "data" / "ttl"])


def _serialise(*arguments: str | Path, verb: str = "serialise") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "itu_kg", verb, *map(str, arguments)]
    return subprocess.run(command, cwd=PROJECT, capture_output=True, check=False)


@pytest.mark.parametrize("form", [each for each in Format if each.names_graphs])
def test_a_format_with_graphs_holds_the_whole_dataset(form: Format) -> None:
    done = _serialise("--to", form.value)
    assert done.returncode == 0, done.stderr
    assert rdf.parse(done.stdout, form, where="stdout") == DATA.graphs


@pytest.mark.parametrize("form", [each for each in Format if not each.names_graphs])
def test_a_format_without_graphs_holds_their_merge(form: Format) -> None:
    done = _serialise("--to", form.value)
    assert done.returncode == 0, done.stderr
    (read,) = rdf.parse(done.stdout, form, where="stdout")
    assert set(read.triples) == {triple for graph in DATA.graphs for triple in graph.triples}


def test_the_american_spelling_is_the_same_verb() -> None:
    assert _serialise("--to", "nquads", verb="serialize").stdout == _serialise("--to", "nquads").stdout


def test_the_format_is_named_as_by_other_verbs() -> None:
    assert _serialise("-f", "ntriples").stdout == _serialise("--to", "ntriples").stdout


def test_a_file_is_written_whole(tmp_path: Path) -> None:
    out = tmp_path / "sub" / "data.nq"
    done = _serialise("data/ttl/itu-2024.ttl", "--to", "nquads", "-o", out)
    assert (done.returncode, done.stdout) == (0, b"")
    assert out.read_bytes() == _serialise("data/ttl/itu-2024.ttl", "--to", "nquads").stdout


def test_a_broken_file_is_exit_3_with_its_line_and_writes_nothing(tmp_path: Path) -> None:
    bad, out = tmp_path / "bad.ttl", tmp_path / "out.nq"
    bad.write_text("<http://a.org/> a <http://b.org/> .\nnot turtle\n", "utf-8")
    done = _serialise(bad, "--to", "nquads", "-o", out)
    assert done.returncode == 3
    assert f"{bad}:2: broken turtle: ".encode() in done.stderr
    assert not out.exists()


def test_an_unknown_format_is_a_usage_error() -> None:
    assert _serialise("--to", "csv").returncode == 2
