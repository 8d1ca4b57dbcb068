"""What eyes see: answers and lists on a real pseudo-terminal, at several widths, and when they are bold."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.pseudo_terminal import PROJECT, environment, on_a_terminal

from itu_kg.answers.terminal import View, render
from itu_kg.model.answer import Table
from itu_kg.model.vocab import BASE, prefixes
from itu_kg.query import column_meanings
from itu_kg.query.catalogue import catalogue
from itu_kg.query.open import open_place
from itu_kg.query.run import run

WIDTHS = (60, 80, 120, 200)
ESCAPE = re.compile(r"\x1b\[[0-9;]*m")


def _in_a_pipe(*args: str, **settings: str) -> str:
    command = [sys.executable, "-m", "itu_kg", *args]
    return subprocess.run(
        command, cwd=PROJECT, env=environment(**settings), capture_output=True, check=True, encoding="utf-8"
    ).stdout


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    "args",
    [
        ("query", "list"), ("query", "run", "events"), ("query", "run", "events-by-goal", "--goal", "9"),
        ("query", "show", "partnerships"),
    ],
    ids=lambda args: " ".join(args[1:3]),
)  # fmt: skip
def test_nothing_is_wider_than_the_terminal(width: int, args: tuple[str, ...]):
    shown = ESCAPE.sub("", on_a_terminal(width, *args))
    # The text of a query is shown as it is.
    lines = shown.partition("\nExample: ")[2].splitlines() if args[1] == "show" else shown.splitlines()
    assert max(map(len, lines)) <= width


@pytest.mark.parametrize("width", WIDTHS)
def test_no_answer_of_ours_breaks_a_word(width: int):
    queries, meanings = catalogue(PROJECT / "queries"), column_meanings.load(PROJECT / "queries")
    data = open_place(
        str(PROJECT / "data" / "ttl"), BASE, seconds=60, ca_file=None, guarded=False, rewrite=False, drafts=False
    )
    for query in queries.all():
        if query.federated or (values := query.example_values) is None:
            continue
        answer = run(query, values, data, queries=queries)
        if isinstance(answer, Table) and answer.rows:
            view = View(width, prefixes(), meanings.of(query), BASE, iris=True)
            whole = set(render(answer, View(100_000, prefixes(), meanings.of(query), BASE, iris=True)).split())
            broken = [word for word in render(answer, view).split() if word not in whole and "─" not in word]
            assert [word for word in broken if not any(word in each for each in whole if len(each) > width - 20)] == []


def test_an_event_s_row_begins_with_its_name_and_says_its_day_in_words():
    (row,) = [
        line for line in on_a_terminal(120, "query", "run", "events-by-goal", "--goal", "9").splitlines()
        if line.startswith("39th World")
    ]  # fmt: skip
    assert row.split("  ")[0] == "39th World Radiocommunication Conference"
    assert row.split()[-4:] == ["20", "Nov", "2023", "held"]


def test_goals_come_in_the_order_of_their_numbers():
    lines = _in_a_pipe("why", "event:wrc-23", "--property", "contributesTo").splitlines()
    goals = [line.split()[1] for line in lines if line.startswith("ikg:contributesTo")]
    assert goals == ["sdg:7", "sdg:9", "sdg:10", "sdg:11", "sdg:12", "sdg:13", "sdg:17"]


def test_iris_are_shown_when_asked_for():
    run = ("query", "run", "events-by-goal", "--goal", "9")
    assert ["event:wrc-23" in on_a_terminal(120, *run, *more) for more in ((), ("--iris",))] == [False, True]


@pytest.mark.parametrize("form", ["csv", "records", "json"])
def test_what_programs_read_keeps_its_columns_and_its_values(form: str):
    said = _in_a_pipe("query", "run", "events-by-goal", "--goal", "9", "--format", form)
    assert [word in said for word in ("https://w3id.org/itu-kg/id/event/wrc-23", "2023-11-20", "20 Nov")] == [
        True, True, False,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("settings", "bold"),
    [
        ({}, True), ({"NO_COLOR": "1"}, False), ({"NO_COLOR": ""}, True), ({"TERM": "dumb"}, False),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, False), ({"TERM": "dumb", "FORCE_COLOR": "1"}, True),
    ],
    ids=str,
)  # fmt: skip
@pytest.mark.parametrize("args", [("query", "run", "goals-without-event"), ("query", "list"), ("why", "event:wrc-23")])
def test_a_terminal_is_bold_unless_the_environment_says_no(settings: dict[str, str], bold: bool, args: tuple[str, ...]):
    assert ("\x1b[" in on_a_terminal(80, *args, **settings)) is bold


@pytest.mark.parametrize(
    ("settings", "bold"), [({}, False), ({"FORCE_COLOR": "1"}, True), ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False)]
)
def test_a_pipe_is_bold_only_when_forced(settings: dict[str, str], bold: bool):
    shown = _in_a_pipe("query", "run", "goals-without-event", "--format", "table", **settings)
    assert ("\x1b[" in shown) is bold


def test_a_file_has_no_bold_even_when_it_is_forced(tmp_path: Path):
    _in_a_pipe("query", "run", "goals-without-event", "-o", str(tmp_path / "a.txt"), FORCE_COLOR="1")
    assert "\x1b" not in (tmp_path / "a.txt").read_text("utf-8")


def test_the_list_is_in_groups_by_the_first_tag():
    shown = ESCAPE.sub("", on_a_terminal(120, "query", "list")).splitlines()
    groups = [line for line in shown if line and not line.startswith(" ")]
    assert groups[:4] == ["listing", "countries", "events", "figures"]
    assert shown.index("events") < next(i for i, line in enumerate(shown) if line.startswith("  events-by-goal"))


def test_the_list_is_searched_for_words_whatever_their_case_and_hyphens():
    listed = _in_a_pipe("query", "list", "--search", "Co Occurrence goals").splitlines()
    assert [line.split()[0] for line in listed] == ["goal-co-occurrence"]


def test_a_search_within_a_tag_narrows_both_ways():
    listed = _in_a_pipe("query", "list", "--tag", "goals", "--search", "together").splitlines()
    assert [line.split()[0] for line in listed] == ["goal-co-occurrence", "partners-by-goal"]


def test_a_search_for_what_no_query_speaks_of_says_so():
    command = [sys.executable, "-m", "itu_kg", "query", "list", "--search", "penguins"]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, check=False, encoding="utf-8")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "no query speaks of 'penguins'; `itu-kg query list` names them all\n"
