"""`itu-kg check` as a person runs it."""

from __future__ import annotations

import json
import re
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


def _altered(folder: Path, before: str, after: str) -> Path:
    text = RECORD.read_text("utf-8")
    assert text.count(before) >= 1
    record = folder / "record.yaml"
    record.write_text(text.replace(before, after, 1), "utf-8")
    return record


@needs_page
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("value: 951", "value: 915"),
        ("goals: [5, 9, 11, 13, 17]", "goals: [5, 11, 13, 17]"),
        ("at: 142-185, organisation: itu", "at: 142-185, organisation: upu"),
    ],
)
def test_a_value_that_its_words_do_not_say_is_exit_7(tmp_path: Path, before: str, after: str) -> None:
    done = _check(_altered(tmp_path, before, after), "--source", PAGE)
    assert (done.returncode, "do not follow from the words" in done.stderr) == (7, True)


@needs_page
def test_a_difference_shows_what_the_record_says_and_what_the_words_say(tmp_path: Path) -> None:
    done = _check(_altered(tmp_path, "2024-10-15/2024-10-24", "2024-10-15/2024-10-25"), "--source", PAGE)
    said = done.stdout.splitlines()
    start = said.index("events.wtsa-24.dates at 7594-7614 (line 38)")
    assert said[start + 1 : start + 4] == [
        "  record: ranges 2024-10-15/2024-10-25",
        "  words:  15 – 24 October 2024",
        "  say:    ranges 2024-10-15/2024-10-24",
    ]


@needs_page
def test_a_sentence_of_the_page_is_no_description_of_ours(tmp_path: Path) -> None:
    page = " ".join(PAGE.read_text("utf-8").split())
    start = page.index("approves the mandates")
    done = _check(_altered(tmp_path, "World treaty conference", page[start : start + 120]), "--source", PAGE)
    assert done.returncode == 7
    assert "events.wrc-23.summary" in done.stdout
    assert "our own words, not the page's" in done.stdout


@needs_page
def test_a_program_is_given_what_is_curated_and_how_much_is_quoted() -> None:
    found = json.loads(_check(RECORD, "--source", PAGE, "--json").stdout)
    assert (found["differences"], found["superfluous"]) == ([], [])
    assert found["curated"]
    assert 0 < found["covered"]["quoted_share"] < found["covered"]["share"]


@needs_page
def test_another_page_is_told_once_and_its_facts_are_counted_among_facts(tmp_path: Path) -> None:
    longer = tmp_path / "page.txt"
    longer.write_bytes(b"x" + PAGE.read_bytes())
    done = _check(RECORD, "--source", longer)
    wrong, total = re.findall(r"(\d+) of (\d+) facts", done.stderr)[0]
    assert "the page is not the one that the record was made from" in done.stderr
    assert int(wrong) <= int(total)
