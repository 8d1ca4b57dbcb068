"""The built wheel, installed alone in a fresh environment with the checkout out of reach, does the main job.

Run by `make wheel`, not with the default tests: it builds and installs.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

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


def test_publish_runs_from_an_empty_folder(installed: Path, tmp_path: Path) -> None:
    done = _run(installed / "itu-kg", "publish", "-o", "out", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out").is_dir()


def test_a_stored_query_is_answered_from_an_empty_folder(installed: Path, tmp_path: Path) -> None:
    done = _run(installed / "itu-kg", "query", "run", "events", "--format", "csv", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "Radiocommunication" in done.stdout
