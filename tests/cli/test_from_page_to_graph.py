"""A page of an organisation that nobody knows, which never names its year, from page to graph, as a curator goes."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from tests.cli.desk import PROJECT, run

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path

PAGE = """Board of Tide Gauges (BTG)

1. Did the governing body of your organization take decisions in support of the 2030 Agenda?

N/A

2. What did your entity do to improve coordination among bodies of the UN system? Please provide links.

BTG worked with ITU and UNESCO on shared gauges in 40 ports.

3. Which mandated conferences or events has your organization held, or planned for next year?

Event Name: Tide Gauge Summit
Event Dates: 4-6 March
Event Location: Ostend, Belgium
Relevant SDGs: SDG 14, 13
Description: The summit is made up for a test. It brought together 300 participants.
Website: https://www.un.org/made-up/summit

4. Which toolkits or reference materials did your organization publish in support of the goals?

Resource Name: Handbook of Gauges
Publishing entity/entities: BTG, Intl Telecom Union
Relevant SDGs: SDG 14
Target audience: Port authorities
Description: How to read a gauge.
Language: English, French
Website: https://www.un.org/made-up/handbook

5. How did your organization contribute to the six key transitions? Please provide links.

No response

6. Please describe your strategies to carry out the Ministerial Declaration.

N/A

7. Which partnerships does your entity run in support of countries? Please note gaps.

Initiative/Partnership Name: Gauges for All
Partners: FAO, Salt Board
Relevant SDGs: SDG 14, 17
Member States benefiting: All
Description: It lends gauges.
Website: https://www.un.org/made-up/all
"""
RECORD = "data/reports/btg-2025.yaml"
DECISIONS = (
    "--new", "Board of Tide Gauges (BTG)=organisation/btg", "--accept", "Intl Telecom Union=organisation/itu",
    "--new", "Salt Board=organisation/salt-board", "--new", "Ostend=place/ostend",
)  # fmt: skip


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Give a project folder without graphs, and a page in it."""
    for name in ("data", "ontology", "shapes", "queries"):
        shutil.copytree(PROJECT / name, tmp_path / name, ignore=shutil.ignore_patterns("ttl"))
    (tmp_path / "page.txt").write_text(PAGE, "utf-8")
    return tmp_path


def _say_that_the_summit_was_held(record: Path) -> None:
    """Settle what `confirm` asks and no rule can know: a date without its year does not say it."""
    text = record.read_text("utf-8")
    assert "realisation: no date says whether it was held" in text
    name = "    name: {text: Tide Gauge Summit"
    record.write_text(text.replace(name, f"    realisation: held\n{name}"), "utf-8")


def extracted(desk: Path) -> subprocess.CompletedProcess[str]:
    return run(desk, "extract", "page.txt", "--year", "2025", "-o", RECORD)


def test_a_page_that_never_names_its_year_becomes_a_graph_that_says_what_it_rests_on(desk: Path) -> None:
    assert extracted(desk).returncode == 0
    checked = run(desk, "check", RECORD, "--source", "page.txt")
    decided = run(desk, "reconcile", RECORD, *DECISIONS)
    _say_that_the_summit_was_held(desk / RECORD)
    built = run(desk, "build")
    validated = run(desk, "validate", "--partial")
    why = run(desk, "why", "submission:btg-2025", "--source", "page.txt")
    assert [(step.returncode, step.stderr[:300] if step.returncode else "") for step in
            (checked, decided, built, validated, why)] == [(0, "")] * 5  # fmt: skip
    assert "Board of Tide Gauges (BTG)" in why.stdout


def test_extract_says_what_comes_next(desk: Path) -> None:
    told = extracted(desk).stderr.splitlines()[-1]
    assert told == f"next: itu-kg check {RECORD} --source page.txt; itu-kg reconcile {RECORD}"


def test_of_an_answer_that_says_nothing_nobody_is_asked_to_look_at_the_words(desk: Path) -> None:
    extracted(desk)
    assert "N/A" not in run(desk, "check", RECORD, "--source", "page.txt").stdout


def test_what_a_respondent_calls_itself_needs_one_decision(desk: Path) -> None:
    extracted(desk)
    left = run(desk, "reconcile", RECORD, *DECISIONS)
    assert (left.returncode, left.stdout.count("BTG")) == (0, 0)


def test_build_of_a_name_that_nothing_doubts_names_the_verb_that_finds_who_is_meant(desk: Path) -> None:
    extracted(desk)
    run(desk, "reconcile", RECORD, *DECISIONS[:2])
    text = (desk / RECORD).read_text("utf-8")
    certain = "".join(line for line in text.splitlines(keepends=True) if not line.lstrip().startswith("confirm: "))
    (desk / RECORD).write_text(certain, "utf-8")
    done = run(desk, "build")
    assert done.returncode == 3
    assert "reconcile" in done.stderr


@pytest.mark.parametrize(
    "verb",
    [
        ("why", "event:wrc-23"),
        ("validate",),
        ("serialise", "--to", "nquads"),
        ("query", "run", "events"),
        ("store", "build"),
    ],
    ids=lambda verb: verb[0],
)
def test_before_build_each_verb_says_that_there_is_no_data_yet(verb: tuple[str, ...], desk: Path) -> None:
    done = run(desk, *verb)
    assert (done.returncode, done.stderr.count("\n")) == (3, 1)
    assert "itu-kg build" in done.stderr


def test_a_record_that_stands_is_kept_unless_it_is_to_be_replaced(desk: Path) -> None:
    extracted(desk)
    run(desk, "reconcile", RECORD, *DECISIONS)
    decided = (desk / RECORD).read_bytes()
    again = extracted(desk)
    assert (again.returncode, (desk / RECORD).read_bytes()) == (2, decided)
    assert "--replace" in again.stderr


def test_the_same_record_may_be_written_again(desk: Path) -> None:
    extracted(desk)
    assert extracted(desk).returncode == 0
