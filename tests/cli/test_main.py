"""The command itself: a wrong name is told the nearest, no output is lost, and the exit code says what happened."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]


def test_what_is_buffered_is_written_and_the_exit_code_kept():
    code = "import sys; sys.argv[0] = 'itu-kg'\nfrom itu_kg.cli.main import main\nprint('first')\nmain()"
    command = [sys.executable, "-c", code, "query", "run", "no-such-query"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.stdout, done.returncode) == ("first\n", 2)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full disk to write to")
def test_output_that_a_full_disk_cuts_short_is_told_as_such():
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "itu_kg", "query", "run", "decisions"],
            stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert (done.returncode, done.stderr.split(":")[1]) == (3, " the output is cut short")


@pytest.mark.parametrize(("words", "nearest"), [(["vaildate"], "validate"), (["query", "rnu"], "run")])
def test_a_misspelt_command_is_told_the_nearest(words: list[str], nearest: str):
    done = subprocess.run([sys.executable, "-m", "itu_kg", *words], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.rpartition("; ")[2]) == (2, f"did you mean {nearest}?\n")


@pytest.mark.parametrize(
    ("words", "nearest"),
    [
        (("valdate",), "did you mean validate?"),
        (("query", "ruun", "events"), "did you mean run?"),
        (("query", "run", "evnts"), "did you mean events?"),
        (("query", "run", "events", "--format", "tabel"), "did you mean table?"),
        (("query", "run", "events", "--respondant", "ITU"), "Did you mean '--respondent'?"),
        (("query", "run", "events-by-goal", "--goal", "zero hungr"), "did you mean Zero hunger (2)?"),
        (("query", "run", "events-by-goal", "--claim", "explicite"), "did you mean 'explicit'?"),
        (("query", "run", "events-by-country", "--country", "Swizerland"), "did you mean Switzerland?"),
        (("query", "run", "events-by-country", "--country", "Westren Asia"), "did you mean Western Asia"),
        (("find", "gender", "--kind", "partnershp"), "did you mean partnership?"),
    ],
)
def test_whatever_is_misspelt_is_answered_with_the_nearest(words: tuple[str, ...], nearest: str) -> None:
    command = [sys.executable, "-m", "itu_kg", *words]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert nearest in done.stderr
