"""`itu-kg check` as a person runs it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
RECORD = PROJECT / "data" / "reports" / "itu-2024.yaml"
PAGE = PROJECT.parent / "shared" / "reports" / "itu-2024.txt"

needs_page = pytest.mark.skipif(not PAGE.is_file(), reason="the source page is not beside the project")


def _check(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "itu_kg", "check", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@needs_page
def test_the_curated_record_is_true_and_leaves_nothing_unseen() -> None:
    done = _check(RECORD, "--source", PAGE, "--json")
    found = json.loads(done.stdout)
    assert (done.returncode, found["mismatches"], found["unseen"], found["covered"]["share"]) == (0, [], [], 1)


@needs_page
def test_a_changed_page_is_exit_7_with_both_texts(tmp_path: Path) -> None:
    changed = tmp_path / "page.txt"
    changed.write_bytes(PAGE.read_bytes().replace(b"20 November- 15", b"21 November- 15"))
    done = _check(RECORD, "--source", changed)
    assert done.returncode == 7
    assert "record: 20 November- 15 December 2023" in done.stdout
    assert "page:   21 November- 15 December 2023" in done.stdout


@needs_page
def test_a_page_one_letter_longer_at_its_start_fails_everywhere(tmp_path: Path) -> None:
    longer = tmp_path / "page.txt"
    longer.write_bytes(b"x" + PAGE.read_bytes())
    assert _check(RECORD, "--source", longer).returncode == 7


def test_a_page_that_is_not_there_is_exit_3_in_one_line() -> None:
    done = _check(RECORD, "--source", "no-such-page.txt")
    assert (done.returncode, done.stderr) == (3, "itu-kg: no-such-page.txt: no such file or folder\n")


def test_check_without_a_page_is_a_usage_error() -> None:
    assert _check(RECORD).returncode == 2
