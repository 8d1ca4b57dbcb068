"""From a page to what is asked: what it reports, our reading and the draft stay apart, and the first two merge."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from tests.cli.desk import PROJECT, laid, rows, run

if TYPE_CHECKING:
    from pathlib import Path

CASES = PROJECT / "tests" / "cases" / "several" / "undp-2024"
BASE = "https://w3id.org/itu-kg"
EVENT = f"{BASE}/id/event/wsis-forum-2024"
HELD = "SELECT ?how {{ {0} {{ <{1}> ikg:realisation ?how }} }}"
NAMED = "SELECT ?name {{ {0} {{ <{1}> schema:name ?name }} }}"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a project folder with one page, extracted, built and released, and a store of the release."""
    page = (CASES / "source.txt").read_text("utf-8").replace("https://wsis.example/2025", "http://www.wsis.org/2025")
    folder = laid(tmp_path_factory.mktemp("desk"), page, "data/reports/undp-2024.yaml")
    for step in (
        ("release", "data/ttl", "-o", "out", "--version", "1.0.0"),
        ("store", "build", "out", "-o", "release.store"),
    ):
        done = run(folder, *step)
        assert done.returncode == 0, done.stderr
    return folder


def answer(desk: Path, *arguments: str) -> list[dict[str, str]]:
    done = run(desk, *arguments, "--format", "csv")
    assert done.returncode == 0, done.stderr
    return rows(done)


def test_a_page_with_doubts_becomes_three_files(desk: Path) -> None:
    files = {path.name for path in (desk / "data" / "ttl").glob("undp-2024*")}
    assert files == {"undp-2024.ttl", "undp-2024.reading.ttl", "undp-2024.draft.ttl"}


def test_a_release_has_both_graphs_and_verifies(desk: Path) -> None:
    names = {path.name for path in (desk / "out" / "graphs").glob("undp-2024*.nt")}
    assert names == {"undp-2024.nt", "undp-2024.reading.nt"}
    assert run(desk, "verify", "out").returncode == 0


def test_each_graph_of_a_release_is_called_what_it_is(desk: Path) -> None:
    void = (desk / "out" / "description" / "void.ttl").read_text("utf-8")
    assert "As reported: submission undp-2024" in void
    assert "Our reading of submission undp-2024" in void


@pytest.mark.parametrize("on", ["out", "data/ttl", "release.store"])
@pytest.mark.parametrize(
    ("query", "graph", "known"),
    [
        (NAMED, f"GRAPH <{BASE}/graph/undp-2024>", True),
        (HELD, f"GRAPH <{BASE}/graph/undp-2024>", False),
        (HELD, f"GRAPH <{BASE}/graph/undp-2024/reading>", True),
        (NAMED, "", True),
        (HELD, "", True),
    ],
)
def test_what_was_reported_is_asked_alone_or_with_our_reading(
    desk: Path, on: str, query: str, graph: str, *, known: bool
) -> None:
    assert bool(answer(desk, "query", "eval", query.format(graph, EVENT), "--on", on)) is known


def test_a_file_of_what_was_reported_is_asked_without_our_reading(desk: Path) -> None:
    alone = "out/graphs/undp-2024.nt"
    [event] = [row for row in answer(desk, "query", "run", "events", "--on", alone) if row["event"] == EVENT]
    assert (event["start"], event["mode"], event["realisation"]) == ("2024-05-27", "hybrid", "")
    [event] = [row for row in answer(desk, "query", "run", "events") if row["event"] == EVENT]
    assert (event["start"], event["mode"], event["realisation"]) == ("2024-05-27", "hybrid", "held")


def test_why_tells_by_the_graph_whose_a_statement_is(desk: Path) -> None:
    told = run(desk, "why", EVENT, "--on", "out/itu-kg.nq").stdout
    assert f"as reported; in {BASE}/graph/undp-2024\n" in told
    assert f"our reading; in {BASE}/graph/undp-2024/reading\n" in told
    assert "in our words" in run(desk, "why", "submission:undp-2024").stdout


def test_a_reading_goes_with_the_rest_where_all_is_in_doubt(desk: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(desk, tmp_path / "copy")
    record = copy / "data" / "reports" / "undp-2024.yaml"
    doubted = record.read_text("utf-8").replace("answers:", "confirm: {respondent: look again}\nanswers:", 1)
    record.write_text(doubted, "utf-8")
    done = run(copy, "build")
    assert done.returncode == 0, done.stderr
    assert "undp-2024.reading.ttl: removed, since all of the submission is in doubt" in done.stderr
    assert not (copy / "data" / "ttl" / "undp-2024.reading.ttl").exists()
