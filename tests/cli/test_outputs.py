"""`-o` of every verb: a file where one is to be, into the pipe or device where one is, nothing in another's place."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
GRAPH = str(PROJECT / "data" / "ttl" / "itu-2024.ttl")
PAGE = str(PROJECT / "tests" / "cases" / "hard-wrapped" / "source.txt")

TO_FILES = {
    "query run": ["query", "run", "events", "--format", "csv"],
    "query eval": ["query", "eval", "SELECT * { ?s a ikg:Event } LIMIT 3", "--format", "json"],
    "query run --chart": ["query", "run", "events-by-month", "--chart", "line"],
    "serialise": ["serialise", GRAPH, "--to", "ntriples"],
    "diff": ["diff", GRAPH, str(PROJECT / "data" / "ttl" / "registry.ttl"), "--format", "patch"],
    "extract": ["extract", PAGE],
}
TO_FOLDERS = {
    "build": ["build"],
    "publish": ["publish", str(PROJECT / "data" / "reports" / "itu-2024.yaml")],
    "release": ["release", "--version", "1.0.0"],
    "store build": ["store", "build", GRAPH],
}


def _run(*arguments: str | Path) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "itu_kg", *map(str, arguments)]
    return subprocess.run(command, cwd=PROJECT, capture_output=True, check=False, timeout=60)


@pytest.mark.parametrize("verb", TO_FILES)
def test_a_verb_writes_into_its_standard_output_by_name_as_into_a_file(verb: str, tmp_path: Path) -> None:
    """The name is a link of ours to a descriptor: neither beside the one nor the other can anything be put."""
    suffix = ".svg" if "chart" in verb else ""
    link, file = tmp_path / f"link{suffix}", tmp_path / f"file{suffix}"
    link.symlink_to("/proc/self/fd/1")
    piped, filed = (_run(*TO_FILES[verb], "-o", path) for path in (link, file))
    assert (piped.returncode, filed.returncode, link.is_symlink()) == (0, 0, True), piped.stderr
    assert piped.stdout == file.read_bytes() != b""


@pytest.mark.parametrize("there", ["pipe", "file"])
@pytest.mark.parametrize("verb", TO_FOLDERS)
def test_a_verb_that_writes_a_folder_takes_the_place_of_nothing_else(verb: str, there: str, tmp_path: Path) -> None:
    place = tmp_path / "place"
    if there == "pipe":
        os.mkfifo(place)
    else:
        place.write_bytes(b"old")
    (tmp_path / "link").symlink_to("place")
    done = _run(*TO_FOLDERS[verb], "-o", tmp_path / "link")
    assert (done.returncode, done.stderr.count(b"\n")) == (2, 1), done.stderr
    assert b"is not a folder" in done.stderr
    assert sorted(each.name for each in tmp_path.iterdir()) == ["link", "place"]
    assert place.is_fifo() if there == "pipe" else place.read_bytes() == b"old"
