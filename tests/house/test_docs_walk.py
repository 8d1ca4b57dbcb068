"""Each page's commands, run one after the other from a clean state, and the recipes for stores, with real servers."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.house.test_docs import BLOCK, PAGES, PROJECT
from tests.servers import Fuseki, Oxigraph, free_port, program, running

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.thorough

PATIENCE = 60.0
PARTS = ("data", "ontology", "queries", "shapes", "tests/shapes", "LICENSE-DATA", "CHANGELOG.md")
PAGE_OF_A_SUBMISSION = PROJECT / "tests" / "cases" / "partners-and-publishers" / "source.txt"
STAND_INS = ("page.txt", "page.html", "record.yaml")
"""Files that pages speak of and that are the reader's own: a made-up submission and its record."""
LINE = re.compile(r"(?:\$ )?(?P<line>(?:ITU_KG_\w+=\S+ )*(?:\.venv/bin/)?itu-kg .*|make publish)")
PLACEHOLDER = re.compile(
    r"\b(?:DIR|FILE|FOLDER|ID|KIND|NAME|PAGE|PARAM|PASSWORD|RECEIPT|RELEASE|URL|VALUE|WORDS)\b|…|\["
)
"""What a reader fills in, so that the line as it stands is no command."""
LEAVES = {
    # The submission is read by the program alone, so there are facts that nobody has looked at, and names not known.
    "reconcile data/reports/unece-2024.yaml": {0, 3},
    "reconcile record.yaml": {0, 3},
    "check data/reports/unece-2024.yaml --source page.html": {0, 3, 7},
    # ITU's own page is not in the project.
    "check data/reports/itu-2024.yaml --source page.txt": {3, 7},
    "extract page.txt -o data/reports/itu-2024.yaml --without-text": {2},
    # Installed without npm, it has no outlines of countries.
    "query run reach-by-country --chart map --size 18x12cm -o reach.pdf": {0, 5},
    "query run events --compare data/ttl http://localhost:7878/query": {7},
}
"""How a line leaves where not with 0."""
ELSEWHERE = {"your-organisation.md"}
"""What tests/wheel runs from an empty folder, word by word."""


def _lines(page: Path) -> list[str]:
    lines = [line for block in BLOCK.findall(page.read_text("utf-8")) for line in block.splitlines()]
    found = [match["line"] for line in lines if (match := LINE.fullmatch(line.strip()))]
    return [line for line in found if not PLACEHOLDER.search(re.sub(r"'[^']*'", "", line))]


def _section(page: str, title: str) -> list[str]:
    text = (PROJECT / "docs" / page).read_text("utf-8")
    return BLOCK.findall(text[text.index(f"\n## {title}\n") :])[0].splitlines()


def _environment(folder: Path) -> dict[str, str]:
    """An environment in which `itu-kg` is this project's command, as it is to a reader who has installed it."""
    commands = folder / "bin"
    commands.mkdir(exist_ok=True)
    (commands / "itu-kg").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m itu_kg "$@"\n', "utf-8")
    (commands / "itu-kg").chmod(0o755)
    return {**os.environ, "PATH": f"{commands}{os.pathsep}{os.environ['PATH']}", "COLUMNS": "100"}


def _run(line: str, folder: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/bash", "-c", line], cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=300
    )


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("release")
    command = [
        sys.executable,
        "-m",
        "itu_kg",
        "release",
        "-q",
        "--version",
        "1.0.0",
        "-o",
        str(folder / "itu-kg-1.0.0"),
    ]
    subprocess.run(command, cwd=PROJECT, check=True)
    return folder / "itu-kg-1.0.0"


@pytest.fixture
def clean(tmp_path: Path, release: Path) -> Path:
    """A project as it is cloned, with a page, its record and a release, whose names the pages use."""
    project = tmp_path / "project"
    for part in PARTS:
        if (PROJECT / part).is_dir():
            shutil.copytree(PROJECT / part, project / part)
        else:
            shutil.copy(PROJECT / part, project / part)
    for name in STAND_INS[:2]:
        shutil.copy(PAGE_OF_A_SUBMISSION, project / name)
    for place in ("itu-kg-1.0.0", "dist/itu-kg-1.0.0"):
        shutil.copytree(release, project / place)
    environment = _environment(tmp_path)
    made = _run("itu-kg extract page.txt -o record.yaml", project, environment)
    assert made.returncode == 0, made.stderr
    return project


@pytest.fixture
def store(tmp_path: Path) -> Iterator[str]:
    """A store with nothing in it, whatever pages before have loaded."""
    if reason := Oxigraph.missing():
        pytest.skip(reason)
    with running(Oxigraph, tmp_path / "oxigraph") as server:
        yield server.url


@pytest.mark.parametrize(
    "page", [page for page in PAGES if _lines(page) and page.name not in ELSEWHERE], ids=lambda page: page.name
)
def test_a_page_s_commands_run_in_their_order_from_a_clean_state(page: Path, clean: Path, store: str) -> None:
    environment = _environment(clean.parent)
    wrong = []
    for line in _lines(page):
        if ":3030" in line or ":8890" in line:  # other stores' recipes, each with a test of its own
            continue
        plain = line.replace(".venv/bin/", "").replace("make publish", "itu-kg publish -o out")
        asked = re.sub(r"http://(?:localhost|127\.0\.0\.1):7878", store, plain)
        done = _run(asked, clean, environment)
        if done.returncode not in LEAVES.get(plain.removeprefix("itu-kg "), {0}):
            wrong.append(f"{line}\n  left with {done.returncode}: {done.stderr.strip()[-400:]}")
    assert wrong == []


def test_fuseki_s_recipe_leads_to_a_loaded_store(clean: Path) -> None:
    if reason := Fuseki.missing() or (None if program("mvn") else "mvn is not installed"):
        pytest.skip(reason)
    environment, port = _environment(clean.parent), free_port()
    get, make, serve, load = _section("stores.md", "Fuseki")
    for line in (get, make):
        done = _run(line, clean, environment)
        assert done.returncode == 0, done.stdout + done.stderr
    # The port that is free on this machine; all else is the page's.
    command = ["/bin/bash", "-c", f"exec {serve.replace('--localhost', f'--localhost --port={port}')}"]
    with subprocess.Popen(
        command, cwd=clean, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        try:
            _wait_for(port)
            done = _run(load.replace(":3030", f":{port}"), clean, environment)
            assert done.returncode == 0, done.stderr
            counted = _run(
                f"itu-kg query eval 'SELECT (COUNT(*) AS ?n) {{ GRAPH ?g {{ ?e a ikg:ReportedEvent }} }}' --format csv"
                f" --on http://127.0.0.1:{port}/kg/query",
                clean, environment,
            )  # fmt: skip
            assert counted.stdout.split() == ["n", "15"]
        finally:
            server.send_signal(signal.SIGTERM)


def _wait_for(port: int) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    pytest.fail("the server did not start")
