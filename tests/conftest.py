"""What all tests share: ITU's release, made once as the command makes it, and how examples are drawn.

Drawn examples are the same in each run, and no test fails for being slow on a busy machine.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Generator

Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)

settings.register_profile("house", derandomize=True, deadline=None)
settings.load_profile("house")

REQUIRED = [name.strip().lower() for name in os.environ.get("ITU_KG_REQUIRE", "").split(",") if name.strip()]
"""Programs that must be there: a skip that names one is a failure, and with `all` every skip but those below."""
ALLOWED = ("beside the project", "in ../shared")
"""Why a test may always skip: sources that are not ours to keep lie beside the project, or do not."""

SLOW = (
    "virtuoso", "fuseki", "owlapi", "hermit", "tests/faults/", "tests/stores/", "query/test_parity", "cli/test_drafts",
    "cli/test_three_graphs", "mapping/test_any_page", "cli/test_verify", "entailment/test_every_mutation",
    "ontology/test_beside_others", "validate/test_faults", "cli/test_build_faults",
    "cli/test_network", "journeys/", "cli/test_from_page_to_graph", "cli/test_release", "mapping/test_confirmation",
)  # fmt: skip

PROJECT = Path(__file__).resolve().parents[1]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave to `make faults` what asks Java or stores that take seconds to start, and what goes wrong during loads."""
    for item in items:
        if any(part in item.nodeid.lower() for part in SLOW):
            item.add_marker(pytest.mark.thorough)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Fail a test that skips for want of what is required."""
    return _held_to_what_is_required((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Fail a file of tests that skips as a whole for want of what is required."""
    return _held_to_what_is_required((yield))


def _held_to_what_is_required(report: Report) -> Report:
    if report.skipped and not hasattr(report, "wasxfail") and isinstance(report.longrepr, tuple):
        reason = str(report.longrepr[2])
        wanted = "all" in REQUIRED or any(name in reason.lower() for name in REQUIRED)
        if wanted and not any(allowed in reason for allowed in ALLOWED):
            report.outcome = "failed"
            report.longrepr = f"ITU_KG_REQUIRE does not let this test skip: {reason}"
    return report


@pytest.fixture(scope="session")
def itu_release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """ITU's release; tests that change it work on a copy."""
    folder = tmp_path_factory.mktemp("release") / "itu-kg-1.0.0"
    command = [sys.executable, "-m", "itu_kg", "release", "-q", "-o", str(folder), "--version", "1.0.0"]
    subprocess.run([*command, "--date", "2026-11-23"], cwd=PROJECT, check=True, capture_output=True)
    return folder
