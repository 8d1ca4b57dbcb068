"""`itu-kg release` as a person runs it."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
RECORD = PROJECT / "data" / "reports" / "itu-2024.yaml"
ARGUMENTS = ("--version", "1.0.0", "--date", "2026-11-23")
EPOCH = "1795392000"
"""The same date, as seconds since 1970."""
LIMITED = """
import resource, runpy, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))
sys.argv[0] = "itu-kg"
runpy.run_module("itu_kg", run_name="__main__")
"""
"""The command where no file can grow beyond what a full disk would take."""


def _release(*arguments: str | Path, cwd: Path = PROJECT, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "itu_kg", "release", *map(str, arguments)]
    variables = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"} | environment
    return subprocess.run(command, cwd=cwd, env=variables, capture_output=True, text=True, check=False)


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_sha256sum_accepts_its_sums(itu_release: Path) -> None:
    if not shutil.which("sha256sum"):
        pytest.skip("sha256sum is not here")
    checked = subprocess.run(
        ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"], cwd=itu_release, capture_output=True, check=False
    )
    assert (checked.returncode, checked.stdout) == (0, b"")


def test_every_file_but_the_sums_has_a_sum(itu_release: Path) -> None:
    listed = {line[66:] for line in (itu_release / "SHA256SUMS").read_text("utf-8").splitlines()}
    assert listed == set(_files(itu_release)) - {"SHA256SUMS"}


@pytest.mark.parametrize(
    ("arguments", "environment"),
    [
        (ARGUMENTS, {"PYTHONHASHSEED": "0", "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONUTF8": "0"}),
        (
            ARGUMENTS[:2],  # without --date
            {"PYTHONHASHSEED": "1", "TZ": "America/Los_Angeles", "LC_ALL": "tr_TR.UTF-8", "SOURCE_DATE_EPOCH": EPOCH},
        ),
    ],
    ids=["one-end-of-the-day", "the-other-end"],
)
def test_another_process_elsewhere_gives_the_same_bytes_in_every_format(
    itu_release: Path, tmp_path: Path, arguments: tuple[str, ...], environment: dict[str, str]
) -> None:
    assert os.environ.get("PYTHONHASHSEED", "random") not in ("0", "1")  # the release beside which these are held
    done = _release(RECORD, "-o", tmp_path / "again", *arguments, cwd=tmp_path, **environment)
    assert done.returncode == 0, done.stderr
    assert _files(tmp_path / "again") == _files(itu_release)


def test_the_date_can_be_the_environments(tmp_path: Path, small: Path) -> None:
    done = _release(small, "-o", "out", "--version", "1.0.0", cwd=tmp_path, SOURCE_DATE_EPOCH="86400")
    assert done.returncode == 4, done.stderr  # a part of the data breaks shapes; the date was understood
    done = _release(small, "-o", "out", "--version", "1.0.0", cwd=tmp_path, SOURCE_DATE_EPOCH="tomorrow")
    assert (done.returncode, "SOURCE_DATE_EPOCH: 'tomorrow' is no date" in done.stderr) == (2, True)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A file of data that the shapes refuse."""
    path = tmp_path / "small.ttl"
    path.write_text('<https://w3id.org/itu-kg/id/event/x> <http://schema.org/name> "x"@en .', "utf-8")
    return path


def test_data_that_do_not_conform_are_exit_4_and_leave_nothing(tmp_path: Path, small: Path) -> None:
    done = _release(small, "-o", "out", *ARGUMENTS, cwd=tmp_path)
    assert (done.returncode, [path.name for path in tmp_path.iterdir()]) == (4, ["small.ttl"]), done.stderr


@pytest.mark.parametrize("version", ["1.0", "v1.0.0", "1.0.0-", "01.0.0", "latest"])
def test_what_is_no_semantic_version_is_exit_2(tmp_path: Path, version: str) -> None:
    done = _release("-o", tmp_path / "out", "--version", version)
    assert (done.returncode, "no semantic version" in done.stderr) == (2, True)


def test_a_folder_that_is_no_release_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work", "utf-8")
    done = _release("-o", tmp_path, *ARGUMENTS)
    assert (done.returncode, [path.name for path in tmp_path.iterdir()]) == (2, ["thesis.txt"]), done.stderr


def test_rdf_gives_the_same_dumps_as_the_records_it_was_built_from(itu_release: Path, tmp_path: Path) -> None:
    done = _release(PROJECT / "data" / "ttl", "-o", tmp_path / "out", *ARGUMENTS)
    assert done.returncode == 0, done.stderr
    assert _files(tmp_path / "out") == _files(itu_release)


def test_records_and_rdf_are_not_mixed(tmp_path: Path, small: Path) -> None:
    done = _release(RECORD, small, "-o", tmp_path / "out", *ARGUMENTS)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)


def test_with_nothing_changed_nothing_is_written(itu_release: Path) -> None:
    before = {path: path.stat().st_ino for path in itu_release.rglob("*")}
    done = _release("-o", itu_release, *ARGUMENTS)
    assert "nothing was written" in done.stderr
    assert {path: path.stat().st_ino for path in itu_release.rglob("*")} == before


def test_a_release_with_a_changed_file_is_written_anew(itu_release: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(itu_release, copy)
    shutil.copy(itu_release.with_name(f".{itu_release.name}.inputs"), tmp_path / ".copy.inputs")
    (copy / "itu-kg.ttl").write_text("", "utf-8")
    assert _release("-q", "-o", copy, *ARGUMENTS).returncode == 0
    assert _files(copy) == _files(itu_release)


def test_killed_at_work_it_leaves_the_old_release_whole(itu_release: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(itu_release, copy)
    command = [sys.executable, "-m", "itu_kg", "release", "-q", "-o", str(copy), "--version", "2.0.0"]
    working = subprocess.Popen(command, cwd=PROJECT)
    deadline = time.monotonic() + 60
    while not list(tmp_path.glob(".copy.*.new/graphs")) and working.poll() is None and time.monotonic() < deadline:
        time.sleep(0.002)
    working.send_signal(signal.SIGKILL)
    assert working.wait() == -signal.SIGKILL
    assert _files(copy) == _files(itu_release)


@pytest.mark.parametrize("there", [True, False], ids=["an-old-release", "nothing"])
def test_without_room_on_the_disk_what_was_there_stays(itu_release: Path, tmp_path: Path, there: bool) -> None:
    folder = tmp_path / "out"
    if there:
        shutil.copytree(itu_release, folder)
    command = [sys.executable, "-c", LIMITED, "release", "-q", "-o", str(folder), "--version", "2.0.0"]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stderr
    assert "out: cannot be written: " in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["out"] * there
    assert not there or _files(folder) == _files(itu_release)


def test_the_description_counts_what_the_dump_holds(itu_release: Path) -> None:
    said = json.loads((itu_release / "release.json").read_bytes())
    lines = (itu_release / "itu-kg.nq").read_bytes().splitlines()
    assert (said["counts"]["quads"], said["counts"]["entities"]) == (
        len(lines),
        len({line.split(b" ", 1)[0] for line in lines}),
    )
