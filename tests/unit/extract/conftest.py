"""The project's own registry, to know names by."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from itu_kg import registry
from itu_kg.extract.fields.name_list import KnownNames, known_names

if TYPE_CHECKING:
    from itu_kg.model.registry import Registry

PROJECT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="session")
def known_things() -> Registry:
    return registry.load(PROJECT / "data" / "registry")


@pytest.fixture(scope="session")
def known(known_things: Registry) -> KnownNames:
    return known_names(known_things)
