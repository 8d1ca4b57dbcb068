"""A folder for a bulk loader, loaded by the real one: the store then holds the release, and nothing is left to do."""

from __future__ import annotations

import os
import subprocess
from importlib import resources
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.servers import Fuseki, Oxigraph, Virtuoso, program, running
from tests.stores.conftest import Corner, triples

from itu_kg.cli.main import cli
from itu_kg.cli.store import BULK
from itu_kg.errors import UsageError

GRAPHS = {
    "one": [*triples(300), '<http://example.org/s> <http://example.org/p> "Р한🌍 \\"a\\"\\n"@ru'],
    "two": triples(20, "b"),
}


def _bulk(release: Path, kind: str, to: Path) -> Path:
    done = CliRunner().invoke(
        cli, ["store", "bulk", str(release), "--store", kind, "-o", str(to)], catch_exceptions=False
    )
    assert done.exit_code == 0, done.output
    return to


def _run(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    path = f"{Path(str(program('oxigraph'))).parent}:{os.environ['PATH']}"
    command = ["sh", str(folder / "load.sh"), *arguments]
    return subprocess.run(
        command,
        env={**os.environ, "PATH": path, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def _same(corner: Corner, release: Path) -> None:
    done = corner.load(release, "--dry-run")
    assert (done.code, set(done.changes.values())) == (0, {"same"}), done.error


@pytest.mark.parametrize("kind", [Oxigraph, Fuseki], ids=["oxigraph", "fuseki"])
def test_a_loader_for_a_store_that_is_stopped_loads_the_release(kind: type[Oxigraph | Fuseki], tmp_path: Path) -> None:
    if reason := kind.missing():
        pytest.skip(reason)
    server = kind(tmp_path / "server")
    corner = Corner(server, tmp_path)
    release = corner.release(GRAPHS)
    folder = _bulk(release, kind.kind, tmp_path / "bulk")
    (server.folder / "data").mkdir(parents=True)
    jar = str(Fuseki.jar() or "")
    done = _run(folder, str(server.folder / "data"), FUSEKI_JAR=jar if kind is Fuseki else "")
    assert done.returncode == 0, done.stderr
    server.start()
    try:
        _same(corner, release)
    finally:
        server.stop()


@pytest.mark.parametrize("there", [True, False])
def test_a_link_is_followed_and_the_empty_folder_it_leads_to_keeps_its_mode(there: bool, tmp_path: Path) -> None:
    release = Corner(Oxigraph(tmp_path / "server"), tmp_path).release(GRAPHS)
    if there:
        (tmp_path / "real").mkdir(0o710)
    (tmp_path / "link").symlink_to("real")
    folder = _bulk(release, "oxigraph", tmp_path / "link")
    assert (folder.is_symlink(), (folder / "load.sh").is_file()) == (True, True)
    assert (tmp_path / "real").stat().st_mode & 0o777 == (0o710 if there else 0o755)


def test_virtuosos_loader_replaces_the_graphs_of_the_release(tmp_path: Path) -> None:
    if reason := Virtuoso.missing():
        pytest.skip(reason)
    with running(Virtuoso, tmp_path / "server") as server:
        assert isinstance(server, Virtuoso)
        corner = Corner(server, tmp_path)
        old = corner.release({"one": triples(5, "old")}, "0.9.0")
        assert corner.load(old).code == 0
        release = corner.release(GRAPHS)
        folder = _bulk(release, "virtuoso", server.folder / "import" / "bulk")
        for _ in range(2):  # run again, it does the same
            done = _run(folder, f"127.0.0.1:{server.sql_port}", DBA_PASSWORD=server.administrator)
            assert done.returncode == 0, done.stderr + done.stdout
            _same(corner, release)
        (folder / "data" / "one.nt").write_text("<http://example.org/s> <http://example.org/p> <brok", "utf-8")
        broken = _run(folder, f"127.0.0.1:{server.sql_port}", DBA_PASSWORD=server.administrator)
        assert broken.returncode != 0


@pytest.mark.parametrize("kind", BULK)
def test_every_folder_has_its_script_and_its_instructions(kind: str, tmp_path: Path) -> None:
    release = Corner(Oxigraph(tmp_path / "server"), tmp_path).release(GRAPHS)
    folder = _bulk(release, kind, tmp_path / "bulk")
    assert os.access(folder / "load.sh", os.X_OK)
    assert "load.sh" in (folder / "README.md").read_text("utf-8")
    assert subprocess.run(["sh", "-n", str(folder / "load.sh")], check=False).returncode == 0


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    release = Corner(Oxigraph(tmp_path / "server"), tmp_path).release(GRAPHS)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter").write_text("dear", "utf-8")
    with pytest.raises(UsageError):
        _raise(["store", "bulk", str(release), "--store", "oxigraph", "-o", str(tmp_path / "mine")])
    assert [each.name for each in (tmp_path / "mine").iterdir()] == ["letter"]


def _raise(words: list[str]) -> None:
    done = CliRunner().invoke(cli, words)
    if done.exception:
        raise done.exception


def test_the_kinds_that_the_command_line_names_are_those_there_are() -> None:
    assert set(BULK) == {each.name for each in resources.files("itu_kg.stores").joinpath("bulk_files").iterdir()}
