"""`itu-kg store` as a person runs it."""

from __future__ import annotations

import shutil
import subprocess
import sys
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
