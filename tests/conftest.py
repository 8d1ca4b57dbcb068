"""What all tests share: ITU's release, made once as the command makes it, and how examples are drawn.

Drawn examples are the same in each run, and no test fails for being slow on a busy machine.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("house", derandomize=True, deadline=None)
settings.load_profile("house")

PROJECT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def itu_release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """ITU's release; tests that change it work on a copy."""
    folder = tmp_path_factory.mktemp("release") / "itu-kg-1.0.0"
    command = [sys.executable, "-m", "itu_kg", "release", "-q", "-o", str(folder), "--version", "1.0.0"]
    subprocess.run([*command, "--date", "2026-11-23"], cwd=PROJECT, check=True, capture_output=True)
    return folder
