"""The file of outside links, as the SSSOM project's own package reads it."""

from __future__ import annotations

from pathlib import Path

import pytest

LINKS = Path(__file__).resolve().parents[3] / "data" / "registry" / "links.sssom.tsv"


@pytest.mark.filterwarnings("ignore")  # its dependencies warn of their own future
def test_the_sssom_package_finds_the_links_valid() -> None:
    parsers = pytest.importorskip("sssom.parsers", reason="the package sssom is not installed")
    validators = pytest.importorskip("sssom.validators", reason="the package sssom is not installed")
    mappings = parsers.parse_sssom_table(LINKS)
    rows = [line for line in LINKS.read_text("utf-8").splitlines() if not line.startswith("#")]
    assert len(mappings.df) == len(rows) - 1
    validators.validate(mappings, fail_on_error=True)
