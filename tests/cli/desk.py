"""A desk: a project folder with this project's assets and none of its records, where verbs run one after another."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]


def run(desk: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run itu-kg as a user of the folder would; whatever comes of it, no traceback does."""
    command = [sys.executable, "-m", "itu_kg", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, check=False, cwd=desk, text=True)
    assert "Traceback" not in done.stderr
    return done


def rows(done: subprocess.CompletedProcess[str]) -> list[dict[str, str]]:
    """Read the answer that was written as CSV."""
    return list(csv.DictReader(io.StringIO(done.stdout)))


def laid(folder: Path, page: str, record: str) -> Path:
    """Lay a desk in a folder, with one page extracted into a record, and built; nobody has confirmed anything."""
    for name in ("data", "ontology", "shapes", "queries"):
        shutil.copytree(PROJECT / name, folder / name, ignore=shutil.ignore_patterns("ttl", "itu-2024.yaml", "2018"))
    shutil.copy(PROJECT / "LICENSE-DATA", folder)
    (folder / "page.txt").write_text(page, "utf-8")
    for step in (("extract", "page.txt", "-o", record), ("build",)):
        done = run(folder, *step)
        assert done.returncode == 0, done.stderr
    return folder
