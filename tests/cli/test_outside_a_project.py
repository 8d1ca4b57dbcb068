"""Verbs that write into a project, run where there is none: refused in one line, and nothing changes."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from itu_kg.model.assets import carried

RECORD = carried().reports / "itu-2024.yaml"
WRITING = {
    "build": ["build"],
    "build of a record": ["build", RECORD],
    "store build": ["store", "build"],
    "reconcile --accept": ["reconcile", RECORD, "--accept", "Anything=organisation/itu"],
    "reconcile --new": ["reconcile", RECORD, "--new", "Anything=organisation/anything"],
}


def _state() -> str:
    files = sorted(each for each in carried().graphs.parent.rglob("*") if each.is_file())
    return hashlib.sha256(b"".join(f"{each}\n".encode() + each.read_bytes() for each in files)).hexdigest()


def _run(*arguments: str | Path, folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "itu_kg", *map(str, arguments)]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("verb", WRITING)
def test_a_verb_that_writes_into_a_project_refuses_where_there_is_none(verb: str, tmp_path: Path) -> None:
    before = _state()
    done = _run(*WRITING[verb], folder=tmp_path)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1), done.stderr
    assert done.stderr.startswith(f"itu-kg: {tmp_path}: is in no project (")
    assert "; make one with `itu-kg init`, or stand in one" in done.stderr
    assert (_state(), list(tmp_path.iterdir())) == (before, [])


def test_it_writes_where_it_is_told_to(tmp_path: Path) -> None:
    assert _run("build", "-o", "here", folder=tmp_path).returncode == 0
    assert (tmp_path / "here" / "itu-2024.ttl").read_bytes() == (carried().graphs / "itu-2024.ttl").read_bytes()


@pytest.mark.parametrize("verb", WRITING)
def test_a_record_alone_makes_no_project(verb: str, tmp_path: Path) -> None:
    record = tmp_path / "data" / "reports" / "wmo-2024.yaml"
    record.parent.mkdir(parents=True)
    record.write_bytes(RECORD.read_bytes())
    before = _state()
    done = _run(*WRITING[verb], folder=tmp_path)
    assert (done.returncode, done.stdout, "itu-kg init" in done.stderr) == (2, "", True), done.stderr
    assert (_state(), [each for each in tmp_path.rglob("*") if each.is_file()]) == (before, [record])


READING = {
    "query run": ["query", "run", "organisations", "--format", "csv"],
    "why": ["why", "event:wrc-23"],
    "validate": ["validate"],
    "serialise": ["serialise", "--to", "ntriples"],
}


@pytest.mark.parametrize("verb", READING)
def test_a_verb_that_reads_says_once_whose_data_it_reads(verb: str, tmp_path: Path) -> None:
    done = _run(*READING[verb], folder=tmp_path)
    assert (done.returncode, done.stderr.count("no project is here"), "no project" in done.stdout) == (0, 1, False)
    assert list(tmp_path.iterdir()) == []


def test_quiet_does_not_say_it(tmp_path: Path) -> None:
    done = _run("query", "run", "organisations", "-q", folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")


def test_data_that_is_named_is_nobody_else_s(tmp_path: Path) -> None:
    done = _run("query", "run", "organisations", "--on", carried().graphs, folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
