"""The notebook under docs/ runs from top to bottom, as a person would run it, and answers what it says it answers."""

from __future__ import annotations

import re
from typing import Any

import nbformat
import pytest
from tests.notebook.execution import NOTEBOOK, PROJECT, execute

from itu_kg.charts import maps

_WORDS = re.compile(r"<(?:title|desc)[^>]*>([^<]*)<|aria-label=\"([^\"]*)\"")

# The kernel's own libraries warn of each other; what the notebook itself does is not silenced by this.
pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture(scope="module")
def outputs() -> dict[str, list[Any]]:
    if not maps.WORLD.is_file():  # it draws one, which is what a checkout that was installed without npm cannot
        pytest.skip("built without the outlines of countries, for want of npm")
    return {cell.id: cell.outputs for cell in execute().cells if cell.cell_type == "code"}


def _data(outputs: dict[str, list[Any]], cell: str, kind: str) -> str:
    (shown,) = [output for output in outputs[cell] if output.output_type == "execute_result"]
    return str(shown.data[kind])


def _shown(outputs: list[Any]) -> list[dict[str, str]]:
    """What a cell shows: its texts, and of a picture the words in it, since how letters are drawn is the library's."""
    shown = [dict(output.get("data", {})) for output in outputs]
    for data in shown:
        if "image/svg+xml" in data:
            data["image/svg+xml"] = " ".join(map("".join, _WORDS.findall(data["image/svg+xml"])))
    return shown


def test_running_the_notebook_gives_the_answers_it_is_kept_with(outputs: dict[str, list[Any]]):
    book = nbformat.read(NOTEBOOK, as_version=4)
    nbformat.validate(book)
    stale = [
        cell.id for cell in book.cells
        if cell.cell_type == "code" and _shown(cell.outputs) != _shown(outputs[cell.id])
    ]  # fmt: skip
    assert stale == [], "write its answers anew: make notebook"


def test_the_notebook_names_no_machine_and_no_hour():
    text = NOTEBOOK.read_text("utf-8")
    assert [word for word in (str(PROJECT), "execution", "iopub") if word in text.replace("execution_count", "")] == []


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
