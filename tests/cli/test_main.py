"""The end of the command: it leaves at once, and nothing is lost by that."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

LEAVE = "import sys; sys.argv[0] = 'itu-kg'\nfrom itu_kg.cli.main import program\n{}\nprogram()"


def _program(before: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", LEAVE.format(before), *arguments], capture_output=True, text=True, check=False
    )


def test_what_was_to_be_done_at_exit_is_done():
    assert _program("import atexit; atexit.register(print, 'done')", "--version").stdout.endswith("done\n")


def test_a_thread_that_still_works_is_waited_for():
    before = "import threading, time; threading.Thread(target=lambda: (time.sleep(0.2), print('done'))).start()"
    assert _program(before, "--version").stdout.endswith("done\n")


def test_what_is_buffered_is_written_and_the_exit_code_kept():
    done = _program("print('first')", "query", "run", "no-such-query")
    assert (done.stdout, done.returncode) == ("first\n", 2)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full disk to write to")
def test_output_that_a_full_disk_cuts_short_is_told_as_such():
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "itu_kg", "query", "run", "decisions"],
            stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert (done.returncode, done.stderr.split(":")[1]) == (3, " the output is cut short")
