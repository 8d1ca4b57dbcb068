"""Garbage collection is off within a graph and as it was after it."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pytest

from itu_kg.rdf.collecting import uncollected

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def collected() -> Iterator[None]:
    """Leave garbage collection on after each test."""
    gc.enable()
    yield
    gc.enable()


@uncollected()
def _asked(*, fails: bool) -> bool:
    if fails:
        raise KeyError
    return gc.isenabled()


def test_it_is_off_inside_and_on_again_afterwards() -> None:
    assert not _asked(fails=False)
    assert gc.isenabled()


def test_it_is_on_again_after_an_error() -> None:
    with pytest.raises(KeyError):
        _asked(fails=True)
    assert gc.isenabled()


def test_what_was_off_before_stays_off() -> None:
    gc.disable()
    with uncollected():
        pass
    assert not gc.isenabled()
