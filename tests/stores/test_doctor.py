"""What `itu-kg store doctor` finds on real stores, and that it leaves nothing behind."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from tests.servers import Oxigraph, program, running

from itu_kg.cli.main import cli
from itu_kg.errors import RemoteError
from itu_kg.http.client import Client
from itu_kg.stores import doctor
from itu_kg.stores.doctor import ChallengeRecorder, examine
from itu_kg.stores.store import Store

if TYPE_CHECKING:
    from pathlib import Path

    from tests.stores.conftest import Corner

BASE = ("--base-iri", "http://doctor.example/")


def _examined(corner: Corner, *more: str, environment: dict[str, str] | None = None) -> dict[str, Any]:
    words = ["store", "doctor", corner.url, "--json", "-q", *BASE, *more]
    done = CliRunner().invoke(cli, words, env=environment or corner.environment, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    found: dict[str, Any] = json.loads(done.stdout)
    found["by"] = {each["check"]: each for each in found["checks"]}
    return found


def _examine(corner: Corner, graph: str) -> None:
    recorder = ChallengeRecorder(corner.url)
    with Client(corner.url, recorder) as client:
        nobody = Store(corner.store.profile, corner.store.endpoints, client)
        examine(corner.store, graph, stranger=nobody, recorder=recorder)


WORKS = {
    "oxigraph": {"query", "whole answers", "update", "graph store", "gzip", "quads", "size"},
    "virtuoso": {"query", "authentication", "update", "graph store", "size", "round trip"},
    "fuseki": {"query", "whole answers", "update", "graph store", "gzip", "quads", "size"},
}


def test_each_store_is_found_to_be_what_it_is(corner: Corner) -> None:
    before = corner.store.counts()
    found = _examined(corner)
    assert found["store"] == corner.server.kind
    assert {name for name, each in found["by"].items() if each["works"]} == WORKS[corner.server.kind]
    assert bool(found["alterations"]) is not corner.store.profile.fragile
    assert [each for each in found["alterations"] if not each["reason"] or each["sent"] == each["back"]] == []
    assert found["probe"]["written"]
    assert corner.store.counts() == before


def test_what_it_says_never_holds_a_password(in_virtuoso: Corner) -> None:
    found = json.dumps(_examined(in_virtuoso))
    assert in_virtuoso.server.password not in found
    assert '"credentials": "from environment"' in found


def test_without_permission_to_write_it_only_reads(in_virtuoso: Corner, tmp_path: Path) -> None:
    before = in_virtuoso.store.counts()
    found = _examined(in_virtuoso, environment={"HOME": str(tmp_path)})
    assert (found["by"]["update"]["works"], found["probe"]["written"]) == (False, False)
    assert found["by"]["graph store"]["works"] is None
    assert in_virtuoso.store.counts() == before


def test_a_store_that_is_read_only_is_not_written_to(tmp_path: Path) -> None:
    class ReadOnly(Oxigraph):
        def command(self) -> list[str]:
            place = str(self.folder / "data")
            return [str(program("oxigraph")), "serve-read-only", "--location", place, "--bind", self.address]

    with running(Oxigraph, tmp_path / "o"):
        pass
    with running(ReadOnly, tmp_path / "o") as server:
        words = ["store", "doctor", server.url, "--json", "-q"]
        done = CliRunner().invoke(cli, words, env={"HOME": str(tmp_path)}, catch_exceptions=False)
    found = {each["check"]: each["works"] for each in json.loads(done.stdout)["checks"]}
    assert (found["query"], found["update"], found["gzip"]) == (True, False, None)


def test_interrupted_it_removes_what_it_wrote(in_oxigraph: Corner, monkeypatch: pytest.MonkeyPatch) -> None:
    graph = in_oxigraph.graph("probe")

    def stop(store: Store, graph: str) -> None:
        assert store.count(graph) == 1
        raise KeyboardInterrupt

    monkeypatch.setitem(doctor._CHECKS, "graph store", stop)  # a person presses Ctrl-C here
    with pytest.raises(KeyboardInterrupt):
        _examine(in_oxigraph, graph)
    assert in_oxigraph.store.count(graph) == 0


def test_ended_from_outside_it_removes_what_it_wrote(in_virtuoso: Corner) -> None:
    before = in_virtuoso.store.counts()
    command = [sys.executable, "-m", "itu_kg", "store", "doctor", in_virtuoso.url, *BASE]
    with subprocess.Popen(command, env=in_virtuoso.environment, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        for line in process.stderr:
            if line.strip() == "size":
                break
        process.send_signal(signal.SIGTERM)
        process.stderr.read()
        process.wait(timeout=30)
    assert process.returncode == 130
    assert in_virtuoso.store.counts() == before


def test_a_graph_that_cannot_be_removed_is_named(in_oxigraph: Corner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Store, "drop", lambda *_: None)  # a store that says yes and drops nothing
    monkeypatch.setattr(doctor, "_CHECKS", {})
    graph = in_oxigraph.graph("left")
    with pytest.raises(RemoteError) as caught:
        _examine(in_oxigraph, graph)
    assert f"DROP GRAPH <{graph}>" in str(caught.value)


def test_nobody_there_is_exit_6(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "itu_kg", "store", "doctor", "http://127.0.0.1:9/"],
        env={"HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr.count("\n"), done.stdout) == (6, 1, "")
