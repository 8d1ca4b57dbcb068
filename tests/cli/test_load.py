"""`itu-kg load` as a person runs it: what it says, where, and with which exit code."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from tests.servers import Oxigraph, running

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.servers import Server


@pytest.fixture
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that has nothing: Oxigraph's starts in no time."""
    if reason := Oxigraph.missing():
        pytest.skip(reason)
    with running(Oxigraph, tmp_path_factory.mktemp("oxigraph")) as found:
        yield found


def _load(*arguments: str | Path, home: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "itu_kg", "load", *map(str, arguments)]
    environment = {**os.environ, "HOME": str(home), "XDG_STATE_HOME": str(home / "state")}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_itus_release_goes_into_a_store_and_out_again(itu_release: Path, server: Server, tmp_path: Path):
    """One way through, since each step needs the one before."""
    planned = _load(itu_release, "--to", server.url, "--dry-run", home=tmp_path)
    assert "new      https://w3id.org/itu-kg/graph/itu-2024" in planned.stdout
    assert "nothing was written" in planned.stderr

    done = _load(itu_release, "--to", server.url, home=tmp_path)
    assert (done.returncode, "written and checked" in done.stdout) == (0, True)
    assert "nonNegativeInteger" in done.stderr
    undo = next(line for line in done.stderr.splitlines() if line.startswith("to undo it: "))

    again = _load(itu_release, "--to", server.url, home=tmp_path)
    assert (again.returncode, "nothing was written" in again.stdout) == (0, True)

    back = _load(*undo.removeprefix("to undo it: itu-kg load ").split(), home=tmp_path)
    assert back.returncode == 0
    after = _load(itu_release, "--to", server.url, "--dry-run", home=tmp_path)
    assert after.stdout == planned.stdout


def test_the_receipt_is_below_the_state_home(itu_release: Path, server: Server, tmp_path: Path):
    _load(itu_release, "--to", server.url, "-q", home=tmp_path)
    assert len(list((tmp_path / "state" / "itu-kg" / "loads").glob("*/*/receipt.json"))) == 1


def test_quiet_says_where_the_receipt_is_and_no_more(itu_release: Path, server: Server, tmp_path: Path):
    done = _load(itu_release, "--to", server.url, "-q", home=tmp_path)
    assert done.stderr == ""


@pytest.mark.parametrize(
    "arguments",
    [(), ("RELEASE", "--rollback", "RELEASE"), ("--prune", "--rollback", "RELEASE")],
    ids=["nothing", "both", "pruning-back"],
)
def test_what_cannot_be_asked_for_is_exit_2(itu_release: Path, tmp_path: Path, arguments: tuple[str, ...]):
    words = [str(itu_release) if word == "RELEASE" else word for word in arguments]
    assert _load(*words, "--to", "http://127.0.0.1:1", home=tmp_path).returncode == 2


def test_a_folder_that_is_no_receipt_is_exit_5(tmp_path: Path):
    assert _load("--rollback", tmp_path, "--to", "http://127.0.0.1:1", home=tmp_path).returncode == 5


def test_a_store_that_is_not_there_is_exit_6_without_a_traceback(itu_release: Path, tmp_path: Path):
    done = _load(itu_release, "--to", "http://127.0.0.1:1", home=tmp_path)
    assert (done.returncode, "cannot be reached" in done.stderr, "Traceback" in done.stderr) == (6, True, False)
