"""Finding a question: the list at the width of a terminal, by tag, and the help of one query."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.pseudo_terminal import on_a_terminal

PROJECT = Path(__file__).resolve().parents[2]
PROGRAM = [sys.executable, "-m", "itu_kg", "query"]


def _run(*args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*PROGRAM, *args], capture_output=True, text=True, check=False, cwd=PROJECT)


def test_the_list_fits_a_terminal_of_eighty_columns():
    assert max(map(len, on_a_terminal(80, "query", "list").splitlines())) <= 80


def test_the_list_gives_a_pipe_one_line_for_each_query():
    listed = _run("list").stdout.splitlines()
    assert [line.split()[0] for line in listed] == sorted(path.stem for path in (PROJECT / "queries").glob("*.rq"))


def test_the_list_can_be_narrowed_to_a_tag():
    listed = _run("list", "--tag", "transitions").stdout.splitlines()
    assert [line.split()[0] for line in listed] == ["transitions"]


def test_an_unknown_tag_is_refused_with_the_tags_there_are():
    done = _run("list", "--tag", "goal")
    assert (done.returncode, "events, federated, figures, gaps, goals" in done.stderr) == (2, True)


def test_the_help_of_a_query_names_it_and_tells_its_own_parameters_first():
    text = _run("run", "events-by-goal", "--help").stdout
    assert text.splitlines()[0].endswith(" query run [OPTIONS] events-by-goal")
    assert text.index("--goal") < text.index("--on")


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("events-by-year", "--year", "1990"), "no rows; without --year there are "),
        (("events-by-country", "--country", "Brazil"), "no rows; without --country there are "),
    ],
)
def test_an_empty_answer_says_which_value_leaves_it_empty(args: tuple[str, ...], said: str):
    done = _run("run", *args)
    assert (done.returncode, len(done.stdout.splitlines()), done.stderr.startswith(said)) == (0, 1, True)


def test_a_wrong_name_is_answered_with_names_as_people_write_them():
    assert "did you mean UNICEF?" in _run("run", "partner-pairs", "--organisation", "UNICEFF").stderr


def test_a_query_says_that_it_has_wide_columns():
    assert "[--year] [--wide]\n" in _run("list").stdout
    assert "\n  --wide  adds the columns description, theme, " in _run("show", "events").stdout


def test_wide_columns_come_after_the_others():
    narrow, wide = (_run("run", *args).stdout.splitlines()[0] for args in (("events",), ("--wide", "events")))
    assert wide == f"{narrow},description,theme,outcome,audience,beneficiaryCountries"


def test_wide_is_no_option_of_a_query_that_has_no_wide_columns():
    assert _run("run", "decisions", "--wide").returncode == 2
