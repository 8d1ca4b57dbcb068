"""`itu-kg diff` as a person runs it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

PROJECT = Path(__file__).resolve().parents[2]
GRAPHS = PROJECT / "data" / "ttl"


def _diff(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "itu_kg", "diff", "--no-answers", *map(str, arguments)]
    return subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    """The published graph of ITU's submission, with one date changed."""
    text = (GRAPHS / "itu-2024.ttl").read_text("utf-8")
    assert text.count('"2023-12-15"^^xsd:date') == 1
    path = tmp_path / "itu-2024.ttl"
    path.write_text(text.replace('"2023-12-15"^^xsd:date', '"2023-12-16"^^xsd:date'), "utf-8")
    return path


def test_data_do_not_differ_from_themselves() -> None:
    done = _diff(GRAPHS, GRAPHS)
    assert (done.returncode, done.stdout.count("\n")) == (0, 1)


def test_a_changed_date_is_told_with_the_name_of_the_event_and_both_dates(changed: Path) -> None:
    said = _diff(GRAPHS / "itu-2024.ttl", changed).stdout
    assert all(words in said for words in ("WRC-23", "2023-12-15", "2023-12-16"))


def test_a_difference_is_exit_7_where_that_is_asked_for(changed: Path) -> None:
    assert _diff(GRAPHS / "itu-2024.ttl", changed, "--exit-code").returncode == 7


def test_json_is_json(changed: Path) -> None:
    assert json.loads(_diff(GRAPHS / "itu-2024.ttl", changed, "--format", "json").stdout)


def test_the_update_makes_the_new_data_of_the_old(changed: Path) -> None:
    done = _diff(GRAPHS / "itu-2024.ttl", changed, "--format", "update")
    graph = ox.NamedNode("https://w3id.org/itu-kg/graph/itu-2024")
    old, new = ox.Store(), ox.Store()
    old.load(path=GRAPHS / "itu-2024.ttl", format=ox.RdfFormat.TURTLE, to_graph=graph)
    new.load(path=changed, format=ox.RdfFormat.TURTLE, to_graph=graph)
    old.update(done.stdout)
    assert set(old) == set(new)


def test_a_file_that_is_not_there_is_one_line_and_no_traceback() -> None:
    done = _diff(GRAPHS, "no-such.ttl")
    assert done.returncode in (2, 3)
    assert done.stderr.count("\n") == 1
