"""What is dear to make is made once: ITU's release, as the command makes it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def itu_release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """ITU's release; tests that change it work on a copy."""
    folder = tmp_path_factory.mktemp("release") / "itu-kg-1.0.0"
    command = [sys.executable, "-m", "itu_kg", "release", "-q", "-o", str(folder), "--version", "1.0.0"]
    subprocess.run([*command, "--date", "2026-11-23"], cwd=PROJECT, check=True, capture_output=True)
    return folder
