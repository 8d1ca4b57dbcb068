"""The built wheel, installed alone in a fresh environment with the checkout out of reach, does the main job.

Run by `make wheel`, not with the default tests: it builds and installs.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
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
    verbs: list[tuple[int, list[str | Path]]] = [
        (2, ["build"]),
        (2, ["build", "-o", data]),
        (2, ["store", "build"]),
        (2, ["store", "build", data]),
        (2, ["reconcile", record, "--new", "Anything=organisation/anything"]),
        (2, ["serialise", "--to", "nquads", "-o", data / "all.nq"]),
        (2, ["release", "--version", "1.0.0", "-o", package / "release"]),
        (0, ["build", "-o", "ttl"]),
        (0, ["store", "build", "-o", "store"]),
        (0, ["query", "eval", "ASK { ?s ?p ?o }", "-o", "answer.json"]),
        (0, ["validate"]),
    ]
    before = _sums(package)
    for mode in ("as it is", "read-only"):
        if mode == "read-only":
            for each in (package, *package.rglob("*")):
                each.chmod(each.stat().st_mode & ~0o222)
        for code_wanted, arguments in verbs:
            done = _run(*bound_by_modes(), installed / "itu-kg", *arguments, folder=tmp_path)
            assert done.returncode == code_wanted, (mode, arguments, done.stderr)
    assert _sums(package) == before
