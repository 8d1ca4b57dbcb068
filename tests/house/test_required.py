"""`ITU_KG_REQUIRE` turns a skip for want of a program into a failure."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CONFTEST = Path(__file__).resolve().parents[1] / "conftest.py"
TESTS = """
import pytest
def test_program(): pytest.skip("Virtuoso is not installed")
def test_source(): pytest.skip("the page is not beside the project")
"""
WHOLE = """
import pytest
pytest.importorskip("no_such_package", reason="the extra docx is not installed")
"""


@pytest.mark.parametrize(
    ("required", "ends"), [("fuseki", (3, 0)), ("virtuoso,fuseki", (2, 1)), ("docx", (2, 1)), ("all", (1, 2))]
)
def test_a_skip_for_want_of_what_is_required_fails(required: str, ends: tuple[int, int], tmp_path: Path) -> None:
    shutil.copyfile(CONFTEST, tmp_path / "conftest.py")
    (tmp_path / "test_one.py").write_text(TESTS, "utf-8")
    (tmp_path / "test_two.py").write_text(WHOLE, "utf-8")
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--continue-on-collection-errors", "-rsfE"]
    environment = {**os.environ, "ITU_KG_REQUIRE": required}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    lines = done.stdout.splitlines()
    skipped = sum(line.startswith("SKIPPED") for line in lines)
    failed = sum(line.startswith(("FAILED", "ERROR ")) for line in lines)
    assert (done.returncode != 0, skipped, failed) == (ends[1] > 0, *ends), done.stdout
