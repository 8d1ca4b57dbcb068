"""The notebook under docs/ runs from top to bottom, as a person would run it, and answers what it says it answers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

PROJECT = Path(__file__).resolve().parents[2]
NOTEBOOK = PROJECT / "docs" / "analyst.ipynb"

# The kernel's own libraries warn of each other; what the notebook itself does is not silenced by this.
pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture(scope="module")
def outputs() -> dict[str, list[Any]]:
    book = nbformat.read(NOTEBOOK, as_version=4)
    NotebookClient(book, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(PROJECT)}}).execute()
    return {cell.id: cell.outputs for cell in book.cells if cell.cell_type == "code"}


def _data(outputs: dict[str, list[Any]], cell: str, kind: str) -> str:
    (shown,) = [output for output in outputs[cell] if output.output_type == "execute_result"]
    return str(shown.data[kind])


def test_the_notebook_is_kept_without_outputs():
    book = nbformat.read(NOTEBOOK, as_version=4)
    nbformat.validate(book)
    assert [c.id for c in book.cells if c.cell_type == "code" and (c.outputs or c.execution_count)] == []


def test_every_cell_runs_without_a_word_of_warning(outputs: dict[str, list[Any]]):
    assert [cell for cell, shown in outputs.items() if any(each.output_type == "stream" for each in shown)] == []


def test_it_finds_the_three_events_that_name_goal_9(outputs: dict[str, list[Any]]):
    shown = _data(outputs, "goal", "text/plain")
    names = ["39th World Radiocommunication", "ITU Global Symposium for Regulators", "World Telecommunication"]
    assert [shown.count(name) for name in names] == [1, 1, 1]


def test_it_finds_the_goals_that_nobody_names(outputs: dict[str, list[Any]]):
    assert "No poverty" in _data(outputs, "attention", "text/plain")


@pytest.mark.parametrize("cell", ["attention-chart", "where", "when-chart"])
def test_its_charts_show_themselves(outputs: dict[str, list[Any]], cell: str):
    assert 'role="img"' in _data(outputs, cell, "image/svg+xml")


def test_it_counts_the_days_of_the_longest_events(outputs: dict[str, list[Any]]):
    assert "'39th World Radiocommunication Conference': 26" in _data(outputs, "when", "text/plain")


def test_it_answers_a_question_of_its_own(outputs: dict[str, list[Any]]):
    assert "United for Smart Sustainable Cities" in _data(outputs, "own", "text/html")
