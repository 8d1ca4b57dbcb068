"""`itu-kg diff` as a person runs it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
from tests.rdf_patch import applied

from itu_kg import rdf

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
    assert done.returncode == 3
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("name", "text"),
    [("data.txt", "x"), ("data.ttl", "no turtle"), ("data.nq", "<urn:x:a> <urn:x:b> ."), ("r.yaml", "")],
)
def test_what_is_no_rdf_is_exit_3_with_its_name(name: str, text: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    done = _diff(GRAPHS, tmp_path / name)
    assert (done.returncode, done.stdout) == (3, "")
    assert f"{tmp_path / name}" in done.stderr
    assert done.stderr.count("\n") == 1


def test_blank_nodes_can_be_told_of_but_not_patched(tmp_path: Path) -> None:
    old, new = tmp_path / "old.ttl", tmp_path / "new.ttl"
    old.write_text('[] <urn:x:p> "a" .', "utf-8")
    new.write_text('[] <urn:x:p> "a" . <urn:x:s> <urn:x:p> "b" .', "utf-8")
    assert _diff(old, old).stdout.startswith("No differences")
    assert _diff(old, new).returncode == 0
    assert _diff(old, new, "--format", "patch").returncode == 2
    assert _diff(old, new, "--format", "update").returncode == 2


def test_a_refused_patch_leaves_what_was_in_the_file(tmp_path: Path) -> None:
    (old := tmp_path / "old.ttl").write_text('[] <urn:x:p> "a" .', "utf-8")
    (out := tmp_path / "out.rdfp").write_text("before", "utf-8")
    assert _diff(old, old, "--format", "patch", "-o", out).returncode == 2
    assert out.read_text("utf-8") == "before"


def test_the_patch_makes_the_new_data_of_the_old(changed: Path) -> None:
    old, new = rdf.read([GRAPHS / "itu-2024.ttl"]), rdf.read([changed])
    done = _diff(GRAPHS / "itu-2024.ttl", changed, "--format", "patch")
    assert applied(done.stdout.encode(), old) == new


def test_exit_code_does_not_change_that_the_same_is_fine(changed: Path) -> None:
    assert _diff(changed, changed, "--exit-code").returncode == 0
    assert _diff(GRAPHS / "itu-2024.ttl", changed).returncode == 0


def test_a_release_carries_the_changelog_of_what_changed_since_the_one_before(
    itu_release: Path, tmp_path: Path
) -> None:
    graphs = tmp_path / "ttl"
    shutil.copytree(GRAPHS, graphs)
    path = graphs / "itu-2024.ttl"
    path.write_text(path.read_text("utf-8").replace('"2023-12-15"^^xsd:date', '"2023-12-16"^^xsd:date'), "utf-8")
    new = tmp_path / "new"
    command = [sys.executable, "-m", "itu_kg", "release", "-q", str(graphs), "-o", str(new), "--version", "1.0.1"]
    subprocess.run([*command, "--date", "2026-12-01", "--since", str(itu_release)], cwd=PROJECT, check=True)
    told = (new / "CHANGELOG.md").read_text("utf-8")
    assert told.startswith("# Changelog\n\n## 1.0.1 - 2026-12-01\n\n### Changed\n")
    assert "- Event WRC-23: end date 2023-12-15 → 2023-12-16\n" in told
    assert "CHANGELOG.md" in (new / "SHA256SUMS").read_text("utf-8")


def test_a_release_cannot_be_the_one_before_itself(itu_release: Path) -> None:
    command = [sys.executable, "-m", "itu_kg", "release", "-o", str(itu_release), "--version", "2.0.0"]
    done = subprocess.run([*command, "--since", str(itu_release)], cwd=PROJECT, capture_output=True, check=False)
    assert done.returncode == 2
