"""One ordinary submission, alone in a folder: read, built, validated, published, released and verified."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PAGES = Path(__file__).resolve().parents[3] / "shared" / "reports" / "2018"
# ECLAC's answers are prose: without what is in doubt, it reports no event, decision or partnership.
PAGE = PAGES / "eclac-2018.txt"


def _run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "itu_kg", *words]
    environment = {**os.environ, "PYTHONUTF8": "1"}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one record and its graphs, nothing else."""
    if not PAGE.is_file():
        pytest.skip("the source page is not in ../shared/reports")
    folder = tmp_path_factory.mktemp("alone")
    for words in (("extract", "--sure", str(PAGE), "-o", "eclac-2018.yaml"), ("build", "eclac-2018.yaml", "-o", "ttl")):
        done = _run(folder, *words)
        assert done.returncode == 0, done.stderr
    return folder


@pytest.mark.parametrize(
    "words",
    [
        ("validate", "ttl"),
        ("publish", "eclac-2018.yaml", "-o", "out"),
        ("release", "eclac-2018.yaml", "-o", "released", "--version", "0.1.0"),
        ("release", "ttl", "-o", "from-rdf", "--version", "0.1.0"),
    ],
    ids=["validate", "publish", "release", "release-from-rdf"],
)
def test_one_submission_is_let_through_by_each_verb(alone: Path, words: tuple[str, ...]) -> None:
    done = _run(alone, *words)
    assert (done.returncode, "does not conform" in done.stderr) == (0, False), done.stderr


def test_what_it_has_nothing_of_is_a_note(alone: Path) -> None:
    said = _run(alone, "validate", "ttl").stdout
    assert "Nothing in the data is looked at by shape:Decision: it has nothing of the kind." in said
    assert "0 violations, 0 warnings, " in said


def test_a_part_of_what_a_record_makes_is_no_whole_submission(tmp_path: Path) -> None:
    """The record of ITU comes with the program, and has events; our reading of it alone has none."""
    for path in (Path(__file__).resolve().parents[2] / "data" / "ttl").glob("*.ttl"):
        if path.name != "itu-2024.ttl":
            shutil.copy(path, tmp_path)
    done = _run(tmp_path, "validate", ".")
    assert "Nothing in the data is looked at by shape:ReportedEvent, while the records have 15" in done.stdout
    assert done.returncode == 4
