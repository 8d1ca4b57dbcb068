"""From records to answers in a store, as a publisher and then an analyst goes, on each kind of store as it stands."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.servers import KINDS, Fuseki, FusekiInMemory, Server, running

if TYPE_CHECKING:
    from collections.abc import Iterator

PROJECT = Path(__file__).resolve().parents[2]
OTHERWISE = {"virtuoso": {"describe--thing-event%3Areci-congress-2024"}}
"""Its DESCRIBE also gives the triples whose object the thing is, which SPARQL leaves open; all else is the same."""

WHOLE = re.compile(r'(\d)\.0"(?=\^\^<http://www\.w3\.org/2001/XMLSchema#decimal>)')


def _run(
    server: Server | None, home: Path, *words: str | Path, code: int = 0, project: Path = PROJECT
) -> subprocess.CompletedProcess[str]:
    who = {"ITU_KG_USER": server.user, "ITU_KG_PASSWORD": server.password} if server and server.user else {}
    environment = {**os.environ, "HOME": str(home), "PYTHONUTF8": "1", **who}
    command = [sys.executable, "-m", "itu_kg", *map(str, words)]
    done = subprocess.run(
        command, cwd=project, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    assert done.returncode == code, done.stdout[-2000:] + done.stderr[-2000:]
    return done


@pytest.fixture(scope="session")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's records, built and then released from what was built."""
    folder = tmp_path_factory.mktemp("journey")
    _run(None, folder, "build", "-o", folder / "ttl")
    _run(None, folder, "release", folder / "ttl", "-o", folder / "1.0.0", "--version", "1.0.0")
    return folder / "1.0.0"


@pytest.fixture(params=[*sorted(KINDS), "fuseki-in-memory"])
def server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Server]:
    """A store with nothing in it, of each kind."""
    kind = KINDS.get(request.param, FusekiInMemory)
    if reason := kind.missing():
        pytest.skip(reason)
    with running(kind, tmp_path / "server") as started:
        yield started


def test_what_was_released_is_loaded_asked_and_dumped_as_it_is_on_files(
    server: Server, released: Path, tmp_path: Path
) -> None:
    _run(server, tmp_path, "load", released, "--to", server.store, "--state", tmp_path / "state")
    otherwise = OTHERWISE.get(server.kind, set())
    code = 7 if otherwise else 0
    asked = _run(server, tmp_path, "query", "test", "--timeout", "300", "--on", server.query, code=code)
    drifted = {line.removeprefix("drift: ") for line in asked.stdout.splitlines() if line.startswith("drift: ")}
    expected = [line for line in asked.stdout.splitlines() if line.startswith("as expected: ")]
    assert (drifted, len(expected) > 80) == (otherwise, True)
    assert asked.stderr.count("so 6 named graphs below https://w3id.org/itu-kg/graph/ are asked") == (
        server.kind != "virtuoso"  # which asks all graphs unless it is told otherwise
    )
    _run(server, tmp_path, "dump", "--from", server.store, "-o", tmp_path / "back", "--version", "1.0.0")
    _run(server, tmp_path, "verify", tmp_path / "back")
    if type(server) is Fuseki:  # TDB2 writes the decimal 180 as 180.0, which is the same number (docs/stores.md)
        first, second = (
            sorted(WHOLE.sub(r'\1"', line) for line in (each / "itu-kg.nq").read_text("utf-8").splitlines())
            for each in (released, tmp_path / "back")
        )
        assert second == first
    else:
        first, second = (json.loads((each / "release.json").read_bytes()) for each in (released, tmp_path / "back"))
        assert second["hash"] == first["hash"]


@pytest.fixture(scope="session")
def hail(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of an organisation that the package does not know, with a page of our docs, released."""
    home = tmp_path_factory.mktemp("hail")
    text = (PROJECT / "docs" / "your-organisation.md").read_text("utf-8")
    page = re.findall(r"^```text\n(.*?)^```", text, re.MULTILINE | re.DOTALL)[0]
    (home / "page.txt").write_text(page, "utf-8")
    who = ("--publisher", "Global Hail Office", "--acronym", "GHO", "--base-iri", "https://data.hail.example/kg/")
    _run(None, home, "init", "hail", *who, "--file-stem", "hail", project=home)
    project = home / "hail"
    _run(None, home, "extract", home / "page.txt", "-o", "data/reports/gho-2024.yaml", project=project)
    _run(None, home, "build", project=project)
    _run(None, home, "release", "-o", "release/1.0.0", "--version", "1.0.0", project=project)
    return project


def test_a_project_of_one_s_own_goes_from_its_page_into_a_store_and_back(
    server: Server, hail: Path, tmp_path: Path
) -> None:
    release = hail / "release" / "1.0.0"
    _run(server, tmp_path, "load", release, "--to", server.store, "--state", tmp_path / "state", project=hail)
    for name in ("events", "answers", "organisations", "evidence", "inferred-facts", "year-on-year"):
        asked = ("query", "run", name, "--format", "csv", "--timeout", "300", "--on")
        stored = _run(server, tmp_path, *asked, server.query, project=hail).stdout
        assert stored == _run(None, tmp_path, *asked, release, project=hail).stdout, name
        assert "https://w3id.org/itu-kg/id/" not in stored, name
    _run(server, tmp_path, "dump", "--from", server.store, "-o", tmp_path / "back", "--version", "1.0.0", project=hail)
    _run(server, tmp_path, "verify", tmp_path / "back", project=hail)
    first, second = (json.loads((each / "release.json").read_bytes()) for each in (release, tmp_path / "back"))
    assert second["hash"] == first["hash"]
