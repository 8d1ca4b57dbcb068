"""`itu-kg publish` as a person runs it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

PROJECT = Path(__file__).resolve().parents[2]
RECORD = PROJECT / "data" / "reports" / "itu-2024.yaml"


def _publish(*arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "itu_kg", "publish", *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """What publish makes in an empty folder, and what it says."""
    folder = tmp_path_factory.mktemp("publish")
    return folder / "out", _publish(RECORD, cwd=folder)


def _quads(path: Path, form: ox.RdfFormat) -> set[tuple[str, str, str]]:
    parsed = ox.parse(path=path, format=form)
    return {(str(quad.subject), str(quad.predicate), str(quad.object)) for quad in parsed}


def test_the_three_dumps_say_the_same(published: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    out, done = published
    assert done.returncode == 0, done.stderr
    turtle = _quads(out / "itu-kg.ttl", ox.RdfFormat.TURTLE)
    assert turtle
    assert (
        turtle == _quads(out / "itu-kg.nq", ox.RdfFormat.N_QUADS) == _quads(out / "itu-kg.jsonld", ox.RdfFormat.JSON_LD)
    )


def test_the_stored_queries_are_answered_on_screen(published: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    _, done = published
    files = sorted((PROJECT / "queries").glob("*.rq"))
    names = [path.stem for path in files if "SERVICE" not in path.read_text("utf-8")]  # those that reach out do not run
    assert [name for name in names if f"\n{name}" not in f"\n{done.stdout}"] == []


def test_the_summary_comes_last(published: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    _, done = published
    assert "stored queries answered" in done.stdout.splitlines()[-1]


def test_its_graphs_are_those_that_build_writes(published: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    out, _ = published
    committed = PROJECT / "data" / "ttl"
    assert {path.name: path.read_bytes() for path in (out / "graphs").iterdir()} == {
        path.name: path.read_bytes() for path in committed.glob("*.ttl")
    }


def test_data_that_do_not_conform_write_nothing_and_are_exit_4(tmp_path: Path) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text(RECORD.read_text("utf-8").replace("length: 40652", "length: 100"), "utf-8")
    done = _publish(broken, cwd=tmp_path)
    assert (done.returncode, (tmp_path / "out").exists()) == (4, False), done.stderr


def test_a_broken_record_leaves_the_old_dumps_alone(tmp_path: Path) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text(RECORD.read_text("utf-8").replace("goals: [7, 9", "goals: [77, 9", 1), "utf-8")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "itu-kg.nq").write_text("old", "utf-8")
    done = _publish(broken, cwd=tmp_path)
    assert (done.returncode, done.stderr.count("broken.yaml:")) == (3, 1)
    assert (tmp_path / "out" / "itu-kg.nq").read_text("utf-8") == "old"


@pytest.mark.thorough
def test_the_corpus_is_published_with_the_rest_and_its_answers_say_whose_they_are(tmp_path: Path) -> None:
    done = _publish("-o", tmp_path / "out", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert len([path for path in (tmp_path / "out" / "graphs").glob("*-20*.ttl") if path.stem.count(".") == 0]) == 25
    command = [sys.executable, "-m", "itu_kg", "query", "run", "goals-named", "--on", str(tmp_path / "out" / "graphs")]
    asked = subprocess.run([*command, "--respondent", "CBD"], cwd=tmp_path, capture_output=True, text=True, check=True)
    rows = asked.stdout.splitlines()[1:]
    assert len(rows) > 20
    assert {row.split(",")[0] for row in rows} == {"CBD"}
