"""`itu-kg dump` as a person runs it; tests/stores has what it brings back from which store."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from tests.servers import Oxigraph, running

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def _run(*arguments: str | Path, home: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "itu_kg", "dump", *map(str, arguments)]
    return subprocess.run(command, env={"HOME": str(home)}, cwd=home, capture_output=True, text=True, check=False)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[str]:
    """The URL of a store that holds nothing."""
    if reason := Oxigraph.missing():
        pytest.skip(reason)
    with running(Oxigraph, tmp_path / "server") as server:
        yield server.url


def test_nobody_there_is_exit_6_and_writes_nothing(tmp_path: Path) -> None:
    done = _run("--from", "http://127.0.0.1:9/", "-o", tmp_path / "out", home=tmp_path)
    assert (done.returncode, done.stderr.count("\n"), (tmp_path / "out").exists()) == (6, 1, False)


def test_a_store_without_our_graphs_is_exit_2_and_writes_nothing(empty: str, tmp_path: Path) -> None:
    done = _run("--from", empty, "-o", tmp_path / "out", home=tmp_path)
    assert (done.returncode, done.stderr.count("\n"), (tmp_path / "out").exists()) == (2, 1, False)
    assert "--base-iri" in done.stderr


def test_a_version_that_is_none_is_exit_2(tmp_path: Path) -> None:
    done = _run("--from", "http://127.0.0.1:9/", "-o", tmp_path / "out", "--version", "one", home=tmp_path)
    assert (done.returncode, "--version" in done.stderr) == (2, True)
