"""The built wheel, installed alone in a fresh environment with the checkout out of reach, does the main job.

Run by `make wheel`, not with the default tests: it builds and installs.
"""

from __future__ import annotations

import hashlib
import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import tarfile
import time
import zipfile
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest
from tests.privileges import bound_by_modes

PROJECT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.wheel


def _run(*command: str | Path, folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return subprocess.run(
        [str(part) for part in command], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bin/ folder of an environment that holds the wheel and what it depends on, nothing else."""
    folder = tmp_path_factory.mktemp("wheel")
    constraints = PROJECT / "constraints.txt"
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    for command in (
        [*pip, "wheel", "--no-deps", "--wheel-dir", folder / "dist", PROJECT],
        [sys.executable, "-m", "venv", folder / "env"],
    ):
        done = _run(*command, folder=folder)
        assert done.returncode == 0, done.stderr
    (wheel,) = (folder / "dist").glob("*.whl")
    install = ["-m", "pip", "--disable-pip-version-check", "--quiet", "install", "--constraint", constraints, wheel]
    done = _run(folder / "env" / "bin" / "python", *install, folder=folder)
    assert done.returncode == 0, done.stderr
    return folder / "env" / "bin"


def test_the_package_is_imported_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    done = _run(installed / "python", "-c", "import itu_kg; print(itu_kg.__file__)", folder=tmp_path)
    assert Path(done.stdout.strip()).is_relative_to(installed.parent)


def test_the_wheel_carries_every_asset_of_the_checkout(installed: Path, tmp_path: Path) -> None:
    code = "from itu_kg.model.assets import carried; print(carried().root)"
    carried = Path(_run(installed / "python", "-c", code, folder=tmp_path).stdout.strip())
    listed = subprocess.run(
        ["git", "ls-files", "ontology", "shapes", "queries", "data", "tests/shapes"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=True,
    )
    missing = [name for name in listed.stdout.split() if not (carried / name).is_file()]
    assert listed.stdout.split()
    assert missing == []


@pytest.mark.skipif(shutil.which("npm") is None, reason="npm is not here, from which the outlines come")
def test_the_wheel_carries_the_outlines_of_countries(installed: Path, tmp_path: Path) -> None:
    code = "import itu_kg, pathlib; print((pathlib.Path(itu_kg.__file__).parent / 'charts' / 'world.json').is_file())"
    assert _run(installed / "python", "-c", code, folder=tmp_path).stdout.strip() == "True"


@pytest.mark.parametrize("kind", ["wheel", "sdist"])
def test_a_store_left_beside_the_data_is_not_packed(kind: str, tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=PROJECT, capture_output=True, text=True, check=True)
    for name in filter(None, listed.stdout.split("\0")):
        if (PROJECT / name).is_file():
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(PROJECT / name, tree / name)
    store = tree / "data" / "ttl.store" / "generation" / "quads"
    store.mkdir(parents=True)
    (store / "000001.sst").write_bytes(b"\0" * 1000)
    (store.parents[1] / "current").write_text("{}", "utf-8")
    backend, dist = tmp_path / "backend", tmp_path / "dist"
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", "install"]
    fetched = _run(*pip, "--constraint", PROJECT / "constraints.txt", "--target", backend, "hatchling", folder=tmp_path)
    assert fetched.returncode == 0, fetched.stderr
    dist.mkdir()
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); import hatchling.build as b; getattr(b, sys.argv[2])(sys.argv[3])"
    )
    done = _run(sys.executable, "-c", code, backend, f"build_{kind}", dist, folder=tree)
    assert done.returncode == 0, done.stderr
    (packed,) = (tmp_path / "dist").iterdir()
    if kind == "wheel":
        with zipfile.ZipFile(packed) as archive:
            names = archive.namelist()
    else:
        with tarfile.open(packed) as archive:
            names = archive.getnames()
    assert any(name.endswith("data/ttl/itu-2024.ttl") for name in names)
    assert [name for name in names if ".store" in name] == []


def test_publish_runs_from_an_empty_folder(installed: Path, tmp_path: Path) -> None:
    done = _run(installed / "itu-kg", "publish", "-o", "out", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out").is_dir()


def test_a_stored_query_is_answered_from_an_empty_folder(installed: Path, tmp_path: Path) -> None:
    done = _run(installed / "itu-kg", "query", "run", "events", "--format", "csv", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "Radiocommunication" in done.stdout


def _sums(folder: Path) -> dict[str, str]:
    files = [each for each in folder.rglob("*") if each.is_file()]
    return {str(each.relative_to(folder)): hashlib.sha256(each.read_bytes()).hexdigest() for each in files}


def test_no_verb_writes_into_the_package(installed: Path, tmp_path: Path) -> None:
    code = "import itu_kg; print(itu_kg.__path__[0])"
    package = Path(_run(installed / "python", "-c", code, folder=tmp_path).stdout.strip())
    data, record = package / "_assets" / "data" / "ttl", package / "_assets" / "data" / "reports" / "itu-2024.yaml"
    page = tmp_path / "page.txt"
    page.write_text(_blocks("text")[0], "utf-8")
    nobody = "http://127.0.0.1:9"
    verbs: list[tuple[int, list[str | Path]]] = [
        (2, ["init", package / "project", "--publisher", "X", "--base-iri", "https://x.example/"]),
        (2, ["build"]),
        (2, ["build", "-o", data]),
        (2, ["store", "build"]),
        (2, ["store", "build", data]),
        (2, ["reconcile", record, "--new", "Anything=organisation/anything"]),
        (2, ["extract", page, "-o", package / "record.yaml"]),
        (2, ["query", "run", "events", "-o", package / "answer.csv"]),
        (2, ["serialise", "--to", "nquads", "-o", data / "all.nq"]),
        (2, ["diff", data, data, "-o", package / "diff.md"]),
        (2, ["publish", "-o", package / "out"]),
        (2, ["release", "--version", "1.0.0", "-o", package / "release"]),
        (6, ["dump", "--from", nobody, "-o", package / "dumped"]),
        (0, ["init", "kg", "--publisher", "X", "--base-iri", "https://x.example/"]),
        (0, ["build", "-o", "ttl"]),
        (0, ["store", "build", "-o", "store"]),
        (0, ["extract", page, "-o", "record.yaml"]),
        (3, ["reconcile", "record.yaml"]),
        (0, ["check", "record.yaml", "--source", page]),
        (0, ["query", "eval", "ASK { ?s ?p ?o }", "-o", "answer.json"]),
        (0, ["query", "run", "events"]),
        (0, ["query", "list"]),
        (0, ["query", "show", "events"]),
        (2, ["query", "test"]),  # expected answers are a checkout's
        (0, ["find", "artificial intelligence"]),
        (0, ["why", "event:wrc-23"]),
        (0, ["validate"]),
        (0, ["serialise", "--to", "nquads"]),
        (0, ["release", "-q", "--version", "1.0.0", "-o", "release/1.0.0"]),
        (0, ["verify", "-q", "release/1.0.0"]),
        (0, ["diff", "release/1.0.0", "ttl"]),
        (6, ["load", "release/1.0.0", "--to", nobody]),
        (6, ["store", "doctor", nobody]),
        (0, ["store", "bulk", "release/1.0.0", "--store", "virtuoso", "-o", "bulk"]),
        (2, ["store", "bulk", "release/1.0.0", "--store", "virtuoso", "-o", package / "bulk"]),
    ]
    before = _sums(package)
    for mode in ("as it is", "read-only"):
        if mode == "read-only":
            for each in (package, *package.rglob("*")):
                each.chmod(each.stat().st_mode & ~0o222)
        folder = tmp_path / mode
        folder.mkdir(mode=0o777)
        for code_wanted, arguments in verbs:
            done = _run(*bound_by_modes(), installed / "itu-kg", *arguments, folder=folder)
            assert done.returncode == code_wanted, (mode, arguments, done.stderr)
    assert _sums(package) == before


def test_a_working_folder_inside_the_package_is_not_written_to(installed: Path) -> None:
    code = "from itu_kg.model.assets import carried; print(carried().root)"
    inside = Path(_run(installed / "python", "-c", code, folder=installed).stdout.strip())
    before = _sums(inside)
    for arguments in (["build"], ["store", "build"], ["publish"]):
        done = _run(installed / "itu-kg", *arguments, folder=inside)
        assert (done.returncode, "belongs to the installed program" in done.stderr) == (2, True), done.stderr
    assert _sums(inside) == before


def test_the_wheel_has_at_most_five_megabytes(installed: Path) -> None:
    (wheel,) = (installed.parents[1] / "dist").glob("*.whl")
    assert wheel.stat().st_size <= 5_000_000


DOCUMENT = PROJECT / "docs" / "your-organisation.md"


def _blocks(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```", DOCUMENT.read_text("utf-8"), re.MULTILINE | re.DOTALL)


def test_your_organisation_goes_from_pip_to_a_loaded_store_word_by_word(installed: Path, tmp_path: Path) -> None:
    """The page's text, commands and answer as they stand, but for pip, which has run, and a port that is free."""
    pip = [installed / "python", "-m", "pip", "--disable-pip-version-check", "--quiet", "install"]
    fetched = _run(*pip, "--constraint", PROJECT / "constraints.txt", "oxigraph", folder=tmp_path)
    assert fetched.returncode == 0, fetched.stderr
    page, answer = _blocks("text")
    (tmp_path / "page.txt").write_text(page, "utf-8")
    install, *commands = [line for block in _blocks("sh") for line in block.splitlines()]
    assert install == "pip install itu-kg oxigraph"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    path = f"{installed}{os.pathsep}{os.environ['PATH']}"
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")} | {"PATH": path}
    environment |= {"XDG_STATE_HOME": str(tmp_path / "state")}
    folder, printed = tmp_path, ""
    with ExitStack() as running:
        for line in commands:
            words = shlex.split(line.replace("7878", port))
            if words[0] == "cd":
                folder /= words[1]
            elif words[0] == "oxigraph":
                command = [str(installed / words[0]), *words[1:]]
                server = running.enter_context(subprocess.Popen(command, cwd=folder, stderr=subprocess.DEVNULL))
                running.callback(server.terminate)
                _wait_for(int(port))
            else:
                command = [str(installed / words[0]), *words[1:]]
                done = subprocess.run(
                    command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True,
                    encoding="utf-8", check=False,
                )  # fmt: skip
                assert done.returncode == 0, (line, done.stderr)
                printed = done.stdout
    assert printed == answer
    assert sum(line.startswith("itu-kg") for line in commands) == 5  # with the question


def _wait_for(port: int) -> None:
    for _ in range(200):
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    pytest.fail("the store did not start")
