"""What the fuzzer found, read again: each file once broke the way from bytes to a record."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
FOUND = sorted((HERE / "found").iterdir())
_SPEC = importlib.util.spec_from_file_location("fuzz_pages", HERE / "pages.py")
assert _SPEC is not None
assert _SPEC.loader is not None
pages = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(pages)


def _needs(kind: str) -> None:
    if kind in ("docx", "zip"):
        pytest.importorskip("docx", reason="the extra docx is not installed")


@pytest.mark.parametrize("path", FOUND, ids=lambda path: path.name)
def test_what_once_broke_a_reader_gives_a_true_record_or_a_reason(path: Path) -> None:
    _needs(path.name.partition("-")[0])
    pages.holds(path.name.partition("-")[0], path.read_bytes())


@pytest.mark.parametrize("kind", pages.KINDS)
def test_the_pages_that_the_fuzzer_begins_with_are_read(kind: str) -> None:
    _needs(kind)
    for seed in pages.seeds(kind)[:3]:
        pages.holds(kind, seed)
