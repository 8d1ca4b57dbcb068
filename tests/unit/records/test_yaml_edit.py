"""Edits of YAML text: what was asked for, exactly, and not a character more."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from itu_kg.errors import SourceError
from itu_kg.records.yaml_edit import Edit, InsertItem, RemoveField, RenameField, SetField, edit

SHELF = """\
# head
- id: a  # first
  name: A
  forms: [x, "y"]  # forms
  basis: >-
    long
    text

# about c
- id: c
  basis: foo   # end"""


def _edit(text: str, *changes: Edit) -> str:
    return edit(text, changes, where="x.yaml")


CASES = [
    ("a: 1 # c\n", SetField(("a",), "x"), "a: x # c\n"),
    ("a:\nb: 1\n", SetField(("a",), "x"), "a: x\nb: 1\n"),
    ("a: >-\n  x\n  y\n\nb: 1\n", SetField(("a",), "z"), "a: z\n\nb: 1\n"),
    ("a: {b: null}\n", SetField(("a", "b"), "x"), "a: {b: x}\n"),
    ("a: {b: 1,}\n", SetField(("a", "c"), "x: y"), 'a: {b: 1, c: "x: y",}\n'),
    ("a: {}\n", SetField(("a", "c"), "NO"), 'a: {c: "NO"}\n'),
    ("a: {b: [1,\n  2], # c\n  }\n", SetField(("a", "c"), "x"), "a: {b: [1,\n  2], c: x, # c\n  }\n"),
    ("- b: 1\n  c: 2 # d\n\n- b: 3\n", SetField((0, "d"), "x"), "- b: 1\n  c: 2 # d\n  d: x\n\n- b: 3\n"),
    ("- b: 1\n  c: 2\n", SetField((0, "d"), "x", before="c"), "- b: 1\n  d: x\n  c: 2\n"),
    ("- b: 1\n  c: 2\n", SetField((0, "d"), "x", before="b"), "- b: 1\n  c: 2\n  d: x\n"),
    ("a: 1", SetField(("b",), "x"), "a: 1\nb: x\n"),
    ("a: 1\r\n", SetField(("b",), "x"), "a: 1\r\nb: x\r\n"),
    ("\ufeffa: 1\n", SetField(("a",), "x"), "\ufeffa: x\n"),
    ('a: "\U0001f30d\u00a0é"\nb: 1\n', SetField(("b",), "x"), 'a: "\U0001f30d\u00a0é"\nb: x\n'),
    ("a: [1, 2]\n", SetField(("a", 1), "x"), "a: [1, x]\n"),
    ("a: [1, 2]\n", InsertItem(("a",), "x", 1), "a: [1, x, 2]\n"),
    ("a: [1, 2]\n", InsertItem(("a",), "x"), "a: [1, 2, x]\n"),
    ("a: []\n", InsertItem(("a",), "x"), "a: [x]\n"),
    ("a:\n  - 1\n  - 2 # c\nb: 3\n", InsertItem(("a",), "x"), "a:\n  - 1\n  - 2 # c\n  - x\nb: 3\n"),
    ("a:\n  - 1\n  - 2\n", InsertItem(("a",), "x", 0), "a:\n  - x\n  - 1\n  - 2\n"),
    ("b: 1\n", InsertItem(("a",), "x", before="b"), "a: [x]\nb: 1\n"),
    ("a: 1\nb: 2\nc: 3\n", RemoveField(("b",)), "a: 1\nc: 3\n"),
    ("a: 1\nb:\n  c: 2\n  d: 3\n", RemoveField(("b",)), "a: 1\n"),
    ("- a: 1\n  b: 2\n", RemoveField((0, "a")), "- b: 2\n"),
    ("{a: 1, b: 2, c: 3}\n", RemoveField(("a",)), "{b: 2, c: 3}\n"),
    ("{a: 1, b: 2, c: 3}\n", RemoveField(("c",)), "{a: 1, b: 2}\n"),
    ("{a: 1}\n", RemoveField(("a",)), "{}\n"),
    ("a: {x: [1]} # c\n", RenameField(("a", "x"), "y"), "a: {y: [1]} # c\n"),
]


@pytest.mark.parametrize(("text", "change", "expected"), CASES)
def test_only_what_changes_is_written(text: str, change: Edit, expected: str) -> None:
    assert _edit(text, change) == expected


def test_an_entry_stands_between_its_neighbours_and_takes_no_comment_of_theirs() -> None:
    entry = '\n- id: b\n  name: "B: b"\n'
    edited = _edit(SHELF, InsertItem((), {"id": "b", "name": "B: b"}, 1))
    assert edited == SHELF.replace("    text\n", f"    text\n{entry}")


def test_an_entry_can_be_the_first_or_the_last() -> None:
    edited = _edit(SHELF, InsertItem((), {"id": "z"}, 0), InsertItem((), {"id": "z"}, 3))
    assert edited == SHELF.replace("- id: a", "- id: z\n\n- id: a") + "\n\n- id: z\n"


def test_each_change_counts_in_what_those_before_it_left() -> None:
    edited = _edit("a: []\n", InsertItem(("a",), "2"), InsertItem(("a",), "1", 0), SetField(("a", 1), "3"))
    assert yaml.safe_load(edited) == {"a": ["1", "3"]}


BAD = [
    ("a: 1\n", RemoveField(("b",))),
    ("a: 1\n", SetField(("b", "c"), "x")),
    ("a: [1]\n", SetField(("a", 5), "x")),
    ("a: 1\n", InsertItem(("a",), "x")),
    ("- a: 1\n", RemoveField((0, "a"))),
    ("a: {b: &c 1, d: *c}\n", SetField(("a", "b"), "x")),
    ("[{id: a}]\n", InsertItem((), {"id": "b"}, 1)),
    ("a: 1\na: 2\n", RemoveField(("a",))),
]  # fmt: skip


@pytest.mark.parametrize(("text", "change"), BAD)
def test_what_cannot_be_written_safely_is_refused(text: str, change: Edit) -> None:
    with pytest.raises(SourceError, match=r"x\.yaml: is laid out in a way that cannot be edited safely"):
        _edit(text, change)


@given(text=st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1), where=st.integers(0, 5))
def test_any_text_comes_back_as_it_was_put(text: str, where: int) -> None:
    changes = (
        SetField((0, "basis"), text), InsertItem((0, "forms"), text, 1), SetField((1, "name"), text),
        InsertItem((), {"id": text}, 1), InsertItem((0, "forms"), text), SetField((0, "forms", 0), text),
    )  # fmt: skip
    assert text in _flat(yaml.safe_load(_edit(SHELF, changes[where])))


def _flat(value: object) -> list[object]:
    if isinstance(value, dict):
        return [text for each in value.values() for text in _flat(each)]
    return [text for each in value for text in _flat(each)] if isinstance(value, list) else [value]
