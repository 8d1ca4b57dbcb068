"""ITU's record and page, and those of the corpus, each read again once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from itu_kg import records, registry
from itu_kg.entailment.second_read import SecondRead
from itu_kg.extract.page import reader

if TYPE_CHECKING:
    from itu_kg.model.registry import Registry

PROJECT = Path(__file__).resolve().parents[3]
PAGES = PROJECT.parent / "shared" / "reports"
RECORDS = PROJECT / "data" / "reports"
NAMED = {"undrr-2018": "unisdr-2018", "un-ohrlls-2018": "unohrlls-2018", "world-bank-2018": "wbg-2018"}
"""Pages whose files are called otherwise than their records."""


@pytest.fixture(scope="session")
def known_things() -> Registry:
    return registry.load(PROJECT / "data" / "registry")


@pytest.fixture(scope="session")
def again(known_things: Registry) -> SecondRead:
    """ITU's page, read again."""
    return _read(RECORDS / "itu-2024.yaml", PAGES / "itu-2024.txt", known_things)


@pytest.fixture(params=[path.stem for path in sorted(RECORDS.glob("2018/*.yaml"))] or ["none"])
def of_corpus(request: pytest.FixtureRequest, known_things: Registry) -> SecondRead:
    """A page of 2018, read again."""
    name: str = request.param
    page = PAGES / "2018" / f"{NAMED.get(name, name)}.txt"
    return _read(RECORDS / "2018" / f"{name}.yaml", page, known_things)


def _read(record: Path, page: Path, known_things: Registry) -> SecondRead:
    if not page.is_file() or not record.is_file():
        pytest.skip("the source page is not beside the project")
    return SecondRead(records.read(record), reader.read(page.read_bytes(), where=page.name), known_things)
