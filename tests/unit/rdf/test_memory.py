"""What is remembered has a limit; garbage collection is off within a graph and as it was after it."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pytest

from itu_kg.rdf import memory
from itu_kg.rdf.memory import Remembered, uncollected

if TYPE_CHECKING:
    from collections.abc import Iterator


def test_what_was_asked_for_before_is_not_made_again() -> None:
    numbers = iter("123")
    names: Remembered[str, str] = Remembered(lambda text: text + next(numbers))
    assert [names["a"], names["b"], names["a"]] == ["a1", "b2", "a1"]


def test_no_more_is_remembered_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "MOST", 10)
    names = Remembered(str.upper)
    assert [names[f"a{n}"] for n in range(100)] == [f"A{n}" for n in range(100)]
    assert len(names) <= 11


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
