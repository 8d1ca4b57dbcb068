"""What is made of terms is remembered, but never more than there is room for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itu_kg.rdf import memo
from itu_kg.rdf.memo import Remembered

if TYPE_CHECKING:
    import pytest


def test_what_was_asked_for_before_is_not_made_again() -> None:
    numbers = iter("123")
    names: Remembered[str] = Remembered(lambda text: text + next(numbers))
    assert [names["a"], names["b"], names["a"]] == ["a1", "b2", "a1"]


def test_no_more_is_remembered_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memo, "MOST", 10)
    names = Remembered(str.upper)
    assert [names[f"a{n}"] for n in range(100)] == [f"A{n}" for n in range(100)]
    assert len(names) <= 11
