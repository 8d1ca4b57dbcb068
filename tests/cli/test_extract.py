"""`itu-kg extract`, run as a person runs it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from itu_kg import records

PROJECT = Path(__file__).resolve().parents[2]
PAGE = PROJECT / "tests" / "cases" / "padded-labels" / "source.txt"
BARE = PROJECT / "tests" / "cases" / "no-header-no-footer" / "source.txt"


def run(*arguments: str | Path, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "itu_kg", "extract", *map(str, arguments)]
    return subprocess.run(command, input=stdin, capture_output=True, check=False, cwd=PROJECT)


def test_the_record_goes_to_standard_output() -> None:
    done = run(PAGE)
    assert (done.returncode, done.stdout) == (0, PAGE.with_name("record.yaml").read_bytes())


def test_what_was_found_and_what_to_confirm_is_told_on_standard_error() -> None:
    told = run(PAGE).stderr.decode()
    assert told.startswith("afl-2024: answers 7, events 1, resources 1, partnerships 1")
    assert "events, wld-24, organizers: read from the description" in told


def test_quiet_says_nothing() -> None:
    assert run(PAGE, "--quiet").stderr == b""


def test_a_page_may_come_from_standard_input() -> None:
    assert run("-", stdin=PAGE.read_bytes()).stdout == run(PAGE).stdout


def test_the_record_may_go_to_a_file(tmp_path: Path) -> None:
    record = tmp_path / "new" / "record.yaml"
    done = run(PAGE, "-o", record)
    assert (done.returncode, done.stdout) == (0, b"")
    assert records.read(record).id == "afl-2024"


def test_without_text_no_passage_is_repeated(tmp_path: Path) -> None:
    record = tmp_path / "record.yaml"
    run(PAGE, "--without-text", "-o", record)
    submission = records.read(record)
    assert submission.events[0].description
    assert submission.events[0].description.text is None


def test_a_page_without_its_year_asks_for_it() -> None:
    done = run(BARE)
    assert done.returncode == 3
    assert b"--year" in done.stderr


def test_year_and_respondent_may_be_told() -> None:
    done = run(BARE, "--year", "2025", "--respondent", "lighthouses")
    assert done.returncode == 0
    assert done.stdout.startswith(b"id: lighthouses-2025\n")


def test_a_part_of_a_page_is_read_if_that_is_said() -> None:
    part = PAGE.read_bytes()
    part = part[: part.index(b"2. ")] + part[part.index(b"ECESA") :]
    assert b"--partial" in run("-", stdin=part).stderr
    done = run("-", "--partial", "--form", "sdg-questionnaire-2024", stdin=part)
    assert (done.returncode, b"\nextent: part\n" in done.stdout) == (0, True)


def test_a_form_that_the_registry_does_not_have_is_a_usage_error() -> None:
    done = run(PAGE, "--form", "sdg-questionnaire-1999")
    assert (done.returncode, b"use one of sdg-questionnaire-2018" in done.stderr) == (2, True)


def test_a_respondent_that_is_no_slug_is_a_usage_error() -> None:
    assert run(BARE, "--year", "2025", "--respondent", "The ITU").returncode == 2


def _cut(page: bytes) -> bytes:
    return page[: page.index(b"5. How")]


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("cut.txt", _cut(PAGE.read_bytes()), "stops after question 4 of 7"),
        ("half.txt", PAGE.read_bytes()[:-30], "does not end with its year of submission"),
        ("empty.txt", b"", "is empty"),
        ("report.txt", b"%PDF-1.7\n1 0 obj", "is a PDF"),
        (
            "latin.txt",
            PAGE.read_bytes().decode().replace("Geneva", "Genève").encode("latin-1", "replace"),
            "is not UTF-8",
        ),
        ("letter.txt", b"Dear all,\n\n1. Thanks\n2. Regards\n", "is no submission"),
    ],
)
def test_bad_input_is_one_line_and_exit_3_and_the_record_stays(
    name: str, data: bytes, reason: str, tmp_path: Path
) -> None:
    page, record = tmp_path / name, tmp_path / "record.yaml"
    page.write_bytes(data)
    record.write_bytes(b"before\n")
    done = run(page, "-o", record)
    assert done.returncode == 3
    assert done.stderr.decode().startswith(f"itu-kg: {page}")
    assert reason in done.stderr.decode()
    assert done.stderr.count(b"\n") == 1
    assert record.read_bytes() == b"before\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([name, "record.yaml"])


def test_a_missing_page_is_exit_3(tmp_path: Path) -> None:
    done = run(tmp_path / "none.txt")
    assert (done.returncode, done.stderr.count(b"\n")) == (3, 1)


def test_a_record_that_a_curator_worked_on_is_not_replaced_unasked(tmp_path: Path) -> None:
    record = tmp_path / "record.yaml"
    run(PAGE, "-o", record)
    curated = record.read_bytes().replace(b"    name:", b"    summary: Ours.\n    name:")
    record.write_bytes(curated)
    done = run(PAGE, "-o", record)
    assert (done.returncode, record.read_bytes()) == (2, curated)
    assert run(PAGE, "-o", record, "--replace").returncode == 0


def test_a_saved_pages_links_are_resolved_where_the_page_was(tmp_path: Path) -> None:
    lines = PAGE.read_text("utf-8").split("\n")
    page = tmp_path / "page.html"
    page.write_text("<!DOCTYPE html>" + "".join(f"<p>{line} </p>\n" for line in lines).replace(
        "https://lighthouses.example/day", '<a href="/day">the page</a>'), "utf-8")  # fmt: skip
    done = run(page, "--page-url", "https://e.example/list/")
    assert b"{text: the page, at: " in done.stdout
    assert b'url: "https://e.example/day"' in done.stdout
    assert b'page: "https://e.example/list/"' in done.stdout
    assert b"say where the page was: --page-url" in run(page).stderr


@pytest.mark.parametrize("url", ["page.html", "ftp://e.example/", "https://", "https://e.example/a b"])
def test_an_address_of_the_page_that_is_none_is_a_usage_error(url: str) -> None:
    done = run(PAGE, "--page-url", url)
    assert (done.returncode, done.stderr.count(b"\n")) == (2, 1)


def test_sure_keeps_what_is_certain_without_text_and_says_so() -> None:
    done = run(PROJECT / "tests" / "cases" / "several" / "undp-2024" / "source.txt", "--sure")
    assert done.returncode == 0
    assert b"machine_read: true" in done.stdout
    assert b"\nevents:" not in done.stdout
    assert b"confirm:" not in done.stdout
    assert done.stderr.splitlines()[1] == b"0 to confirm"


def test_sure_refuses_a_page_of_which_nobody_knows_who_answers() -> None:
    done = run(PAGE, "--sure")
    assert (done.returncode, done.stdout, done.stderr.count(b"\n")) == (3, b"", 1)
    assert b"the respondent is not certain" in done.stderr
