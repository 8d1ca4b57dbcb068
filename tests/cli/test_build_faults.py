"""Faults that a curator makes in a record or the registry: `build` refuses each in one line and writes nothing."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

PROJECT = Path(__file__).resolve().parents[2]
FAULTS = [
    pytest.param(file, fault, id=f"{fault['of'] or file}-{fault['to'].strip()[:40]}")
    for file, faults in yaml.safe_load((Path(__file__).parent / "record_faults.yaml").read_text("utf-8")).items()
    for fault in faults
]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with ITU's record of 2024 alone."""
    for room in ("ontology", "shapes", "queries", "data/registry"):
        shutil.copytree(PROJECT / room, tmp_path / room)
    (tmp_path / "data" / "reports").mkdir()
    for file in ("data/dataset.yaml", "data/reports/itu-2024.yaml"):
        shutil.copy(PROJECT / file, tmp_path / file)
    return tmp_path


def _planted(text: str, fault: dict[str, str]) -> str:
    """Make a change inside the entry that has the id, or in the head of the file."""
    start = re.search(rf"^ *- id: {re.escape(fault['of'])}$", text, re.MULTILINE) if fault["of"] else None
    before, rest = (text[: start.start()], text[start.start() :]) if start else ("", text)
    ends = re.search(r"\n\n|\n *- id: ", rest[1:]) if start else None
    entry, after = (rest[: ends.start() + 1], rest[ends.start() + 1 :]) if ends else (rest, "")
    assert fault["from"] in entry
    return f"{before}{entry.replace(fault['from'], fault['to'], 1)}{after}"


@pytest.mark.parametrize(("file", "fault"), FAULTS)
def test_a_planted_fault_is_refused(file: str, fault: dict[str, str], project: Path) -> None:
    path = project / "data" / f"{file}.yaml"
    path.write_text(_planted(path.read_text("utf-8"), fault), "utf-8")
    command = [sys.executable, "-m", "itu_kg", "build", "-o", str(project / "ttl")]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.count("\n")) in {(3, 1), (5, 1)}, done.stderr
    assert not (project / "ttl").exists()
