"""`itu-kg build`: all files or none, the same bytes everywhere, and errors that name file, line and field."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
RECORD = PROJECT / "data" / "reports" / "itu-2024.yaml"
GRAPHS = sorted((PROJECT / "data" / "ttl").glob("*.ttl"))


def _build(*arguments: str | Path, folder: Path = PROJECT, seed: str = "0") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "itu_kg", "build", *map(str, arguments)]
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def _contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project's files, with nothing of the package in it."""
    for room in ("ontology", "shapes", "queries", "data"):
        shutil.copytree(PROJECT / room, tmp_path / room)
    return tmp_path


@pytest.mark.parametrize("seed", ["1", "271"])
def test_the_committed_graphs_are_what_the_records_build(seed: str, tmp_path: Path) -> None:
    done = _build("-o", tmp_path, seed=seed)
    assert done.returncode == 0, done.stderr
    assert _contents(tmp_path) == _contents(PROJECT / "data" / "ttl")


def test_the_order_of_records_changes_nothing(project: Path, tmp_path: Path) -> None:
    other = project / "data" / "reports" / "itu-2023.yaml"
    other.write_text(RECORD.read_text("utf-8").replace("id: itu-2024\n", "id: itu-2023\n", 1), "utf-8")
    one, two = tmp_path / "one", tmp_path / "two"
    assert _build(RECORD, other, "-o", one, folder=project).returncode == 0
    assert _build(other, RECORD, "-o", two, folder=project, seed="7").returncode == 0
    assert _contents(one) == _contents(two)
    assert (one / "itu-2023.ttl").is_file()


def test_what_was_built_is_said_unless_quiet(tmp_path: Path) -> None:
    assert "itu-2024.ttl: " in _build("-o", tmp_path).stderr
    quiet = _build("-q", "-o", tmp_path)
    assert (quiet.stdout, quiet.stderr) == ("", "")


def test_a_file_of_a_graph_no_longer_built_is_named_and_kept(tmp_path: Path) -> None:
    (tmp_path / "old-2020.ttl").write_text("", "utf-8")
    done = _build("-q", "-o", tmp_path)
    assert done.returncode == 0
    assert "old-2020.ttl is of a graph that was not built" in done.stderr
    assert (tmp_path / "old-2020.ttl").is_file()


def test_another_base_is_in_every_minted_iri(tmp_path: Path) -> None:
    assert _build("-q", "-o", tmp_path, "--base-iri", "https://example.org/un/").returncode == 0
    assert b"https://w3id.org/itu-kg/id/" not in (tmp_path / "itu-2024.ttl").read_bytes()


def test_a_base_that_is_no_iri_is_a_usage_error(tmp_path: Path) -> None:
    assert _build("-o", tmp_path, "--base-iri", "example").returncode == 2


BAD = [
    ("goals: [7, 9, 10, 11, 12, 13, 17]", "goals: [7, 18]", "events[wrc-23].goals.goals[2]: there is no goal 18"),
    ("2023-11-20/", "2023-11-31/", "events[wrc-23].dates.ranges[1]: '2023-11-31' is a date that does not exist"),
    ("- id: wtsa-24", "- id: wrc-23", "events[wrc-23].id: another entry has the id 'wrc-23'"),
    ("id: wtsa-24\n", "id: wtsa-24\n   summary: [\n", "broken YAML: "),
    ("series: wrc\n", "seres: wrc\n", "events[wrc-23].seres: this field is not known"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "expected"), BAD)
def test_a_bad_record_is_one_line_and_leaves_the_disk_as_it_was(
    old: str, new: str, expected: str, project: Path
) -> None:
    text = RECORD.read_text("utf-8")
    assert old in text
    bad = project / "data" / "reports" / "zz-bad.yaml"
    bad.write_text(text.replace("id: itu-2024\n", "id: zz\n", 1).replace(old, new, 1), "utf-8")
    (project / "data" / "ttl" / "itu-2024.ttl").write_text("what was there before", "utf-8")
    before = _contents(project / "data" / "ttl")
    done = _build(folder=project)
    assert done.returncode == 3
    assert done.stderr.count("\n") == 1
    line = int(done.stderr.partition("zz-bad.yaml:")[2].partition(":")[0])
    assert 1 < line < 60
    assert expected in done.stderr
    assert _contents(project / "data" / "ttl") == before


def test_an_unknown_organisation_is_one_line_that_names_file_entity_and_field(project: Path) -> None:
    record = project / "data" / "reports" / "itu-2024.yaml"
    record.write_text(RECORD.read_text("utf-8").replace("body: itu-council\n", "body: itu-counsel\n", 1), "utf-8")
    before = _contents(project / "data" / "ttl")
    done = _build(folder=project)
    assert done.returncode == 3
    line = record.read_text("utf-8").partition("itu-counsel")[0].count("\n") + 1
    assert f"itu-2024.yaml:{line}: " in done.stderr
    assert "decisions[itu-council-2024-resolution-1332].body: there is no organisation 'itu-counsel'" in done.stderr
    assert done.stderr.count("\n") == 1
    assert _contents(project / "data" / "ttl") == before


def test_a_record_that_breaks_a_rule_is_one_line_that_names_its_field(project: Path, tmp_path: Path) -> None:
    record = project / "data" / "reports" / "itu-2024.yaml"
    record.write_text(record.read_text("utf-8").replace("[2024-09-17/2024-09-19]", "[2026-09-17/2026-09-19]"), "utf-8")
    done = _build("-o", tmp_path / "ttl", folder=project)
    assert done.returncode == 3
    assert "events[itu-digital-skills-forum-2024].realisation: It is held, but its date is 2026-09-17" in done.stderr
    assert not (tmp_path / "ttl").exists()


def test_a_registry_that_breaks_a_rule_is_exit_5_and_names_file_and_entry(project: Path) -> None:
    countries = project / "data" / "registry" / "countries.yaml"
    countries.write_text(countries.read_text("utf-8").replace("alpha2: CH\n", "alpha2: CN\n"), "utf-8")
    done = _build(folder=project)
    assert done.returncode == 5
    assert "countries.yaml:" in done.stderr
    assert "CN-CHE-756 are not the alpha-2, alpha-3 and M49 code of one country" in done.stderr


def test_a_broken_registry_is_exit_5(project: Path) -> None:
    (project / "data" / "registry" / "places.yaml").write_text("- id: [", "utf-8")
    assert _build(folder=project).returncode == 5


def test_a_record_that_is_not_there_is_exit_3(tmp_path: Path) -> None:
    done = _build(tmp_path / "none.yaml", "-o", tmp_path)
    assert done.returncode == 3
    assert "none.yaml: no such file or folder" in done.stderr
