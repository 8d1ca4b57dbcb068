"""`itu-kg store` as a person runs it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]


def _run(*arguments: str | Path, folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "itu_kg", *map(str, arguments)]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the published graphs, to put a store beside."""
    copy = tmp_path / "graphs"
    shutil.copytree(PROJECT / "data" / "ttl", copy)
    return copy


def test_a_store_answers_as_the_files_do(data: Path) -> None:
    store = data.parent / "here.store"
    assert _run("store", "build", data, "-o", store, folder=data.parent).returncode == 0
    asked = ["query", "run", "partnerships", "--format", "csv", "--on"]
    files, stored = _run(*asked, data, folder=data.parent), _run(*asked, store, folder=data.parent)
    assert stored.returncode == 0, stored.stderr
    assert stored.stdout == files.stdout


def test_a_query_of_ones_own_is_answered_by_the_store_beside_the_files(data: Path) -> None:
    asked = ("query", "eval", "SELECT ?t (COUNT(?s) AS ?n) { ?s a ?t } GROUP BY ?t ORDER BY ?t", "--on", data)
    files = _run(*asked, folder=data.parent)
    assert _run("store", "build", data, folder=data.parent).returncode == 0
    stored = _run(*asked, folder=data.parent)
    assert (stored.returncode, stored.stderr) == (0, "")
    assert stored.stdout == files.stdout


def test_a_store_that_is_current_is_left_alone(data: Path) -> None:
    assert "already current" not in _run("store", "build", data, folder=data.parent).stderr
    assert "already current" in _run("store", "build", data, folder=data.parent).stderr


def test_data_that_changed_make_it_anew(data: Path) -> None:
    _run("store", "build", data, folder=data.parent)
    (data / "more.ttl").write_text("<http://example.org/s> <http://example.org/p> 1 .\n", "utf-8")
    again = _run("store", "build", data, folder=data.parent)
    assert (again.returncode, "already current" in again.stderr) == (0, False)


def test_what_is_no_rdf_is_exit_3_and_leaves_no_store(tmp_path: Path) -> None:
    (tmp_path / "broken.ttl").write_text("<http://example.org/s> <", "utf-8")
    done = _run("store", "build", tmp_path / "broken.ttl", "-o", tmp_path / "out.store", folder=tmp_path)
    assert (done.returncode, done.stderr.count("\n")) == (3, 1)


def test_data_with_another_date_and_the_same_bytes_are_the_same_data(data: Path) -> None:
    _run("store", "build", data, folder=data.parent)
    for path in data.iterdir():
        os.utime(path, (1, 1))
    assert "already current" in _run("store", "build", data, folder=data.parent).stderr


def test_killed_half_way_it_leaves_the_store_before_as_it_was(data: Path) -> None:
    store = data.parent / "graphs.store"
    _run("store", "build", data, folder=data.parent)
    before = _run("query", "run", "events", "--on", store, folder=data.parent).stdout
    (data / "more.ttl").write_text("<http://example.org/s> <http://example.org/p> 1 .\n", "utf-8")
    command = [sys.executable, "-m", "itu_kg", "store", "build", str(data)]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as building:
        while building.poll() is None and len(list(store.glob("*/quads"))) < 2:
            time.sleep(0.001)
        building.send_signal(signal.SIGKILL)
    assert building.returncode == -signal.SIGKILL
    after = _run("query", "run", "events", "--on", store, folder=data.parent)
    assert (after.returncode, after.stdout) == (0, before)
    assert _run("store", "build", data, folder=data.parent).returncode == 0


ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER(?a != ?i) }"


@pytest.mark.parametrize("how", ["eval", "own", "added"])
def test_a_deadline_ends_the_work_on_a_store(how: str, data: Path) -> None:
    _run("store", "build", data, folder=data.parent)
    project = data.parent / "project"
    for room in ("ontology", "shapes", "data"):
        (project / room).mkdir(parents=True)
    (project / "data" / "dataset.yaml").touch()
    for folder in (project / "queries", data.parent / "more"):
        folder.mkdir()
        (folder / "endless.rq").write_text(f"#+ summary: Endless.\n{ENDLESS}\n", "utf-8")
    asked = {
        "eval": ("eval", ENDLESS),
        "own": ("run", "endless"),
        "added": ("run", "endless", "--queries", str(data.parent / "more")),
    }[how]
    if how == "added":
        (project / "queries" / "endless.rq").unlink()
    command = [sys.executable, "-m", "itu_kg", "query", *asked, "--on", str(data.parent / "graphs.store")]
    with subprocess.Popen(
        [*command, "--timeout", "0.5"], cwd=project, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as asking:
        _, said = asking.communicate(timeout=60)
    assert (asking.returncode, said.count("\n"), "did not finish" in said) == (2, 1, True), said
    with pytest.raises(ProcessLookupError):
        os.killpg(asking.pid, 0)  # no child of it is left
