"""`itu-kg why` as a person runs it, on the project's own data."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

PROJECT = Path(__file__).resolve().parents[2]
PAGE = PROJECT.parent / "shared" / "reports" / "itu-2024.txt"


def _why(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "itu_kg", "why", *map(str, arguments)]
    return subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)


def _facts(*arguments: str | Path) -> list[dict[str, Any]]:
    done = _why(*arguments, "--json")
    assert done.returncode == 0, done.stderr
    facts: list[dict[str, Any]] = json.loads(done.stdout)["facts"]
    return facts


def test_a_reported_date_rests_on_the_words_of_its_field() -> None:
    (fact,) = _facts("event:wrc-23", "--property", "startDate")
    (witness,) = fact["witnesses"]
    assert (fact["asserted"], witness["question"], witness["words"]) == (
        "as reported",
        "3",
        "20 November- 15 December 2023",
    )


def test_a_series_is_our_reading() -> None:
    (fact,) = _facts("event:wrc-23", "--property", "superEvent")
    assert (fact["asserted"], fact["witnesses"]) == ("our reading", [])


def test_what_a_curator_reads_otherwise_is_our_reading_on_the_basis_of_the_reason() -> None:
    (fact,) = _facts("statistic:itu-2024-u4ssc-publications", "--property", "observationAbout")
    assert fact["asserted"] == "our reading"
    assert fact["basis"].startswith("partnership/u4ssc brought them out, as the sentence says;")


def test_of_several_values_only_those_have_the_reason_of_a_curator_that_it_names() -> None:
    facts = _facts("event:gsr-24", "--property", "outcome")
    told = {fact["value"].split("/")[-2]: (fact["asserted"], bool(fact["basis"])) for fact in facts}
    assert told == {"decision": ("as reported", False), "document": ("our reading", True)}


def test_what_the_registry_says_is_enrichment_with_its_basis() -> None:
    (fact,) = _facts("organisation:itu", "--property", "acronym")
    assert fact["asserted"] == "enrichment"
    assert fact["basis"]


@pytest.mark.skipif(not PAGE.is_file(), reason="the source page is not beside the project")
def test_a_passage_is_quoted_from_the_page_with_its_line() -> None:
    (fact,) = _facts("event:gsr-24", "--property", "description", "--source", PAGE)
    (witness,) = fact["witnesses"]
    assert fact["asserted"] == "in our words"
    assert witness["words"].startswith("The 23rd edition")
    assert PAGE.read_text("utf-8").splitlines()[witness["line"] - 1].count("The 23rd edition") == 1


def test_a_passage_without_the_page_has_its_position_only() -> None:
    (fact,) = _facts("event:gsr-24", "--property", "description")
    assert (fact["witnesses"][0]["words"], fact["witnesses"][0]["line"]) == (None, None)


def test_a_whole_iri_does_as_well_as_a_short_one() -> None:
    assert _why("https://w3id.org/itu-kg/id/event/wrc-23").stdout == _why("event:wrc-23").stdout


@pytest.mark.parametrize("arguments", [("event:wrc-99",), ("event:wrc-23", "--property", "colour")])
def test_what_nothing_is_said_of_is_exit_2_in_one_line(arguments: tuple[str, ...]) -> None:
    done = _why(*arguments)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)


def test_an_outside_link_has_a_basis_of_its_own() -> None:
    (link,) = _facts("organisation:itu", "--property", "sameAs")
    (acronym,) = _facts("organisation:itu", "--property", "acronym")
    assert link["value"].endswith("/Q376150")
    assert link["basis"] != acronym["basis"]


def test_what_a_table_prints_is_read_back_by_why_by_a_parameter_and_by_a_query() -> None:
    def asked(*arguments: str) -> str:
        command = [sys.executable, "-m", "itu_kg", "query", *arguments]
        return subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True).stdout

    query = "SELECT ?e { ?s ikg:evidence ?e FILTER(STRENDS(STR(?e), '/40648-40652_submission_itu-2024_year')) } LIMIT 1"
    printed = next(word for word in asked("eval", query, "--format", "table").split() if word.startswith("evidence:"))
    iri = "https://w3id.org/itu-kg/id/evidence/itu-2024/40648-40652_submission_itu-2024_year"
    assert iri in _why(printed).stdout
    assert iri in asked("run", "describe", "--thing", printed, "--format", "ntriples")
    assert iri in asked("eval", f"SELECT ?t {{ BIND({printed} AS ?t) }}")


@pytest.mark.parametrize("name", ["AI for Good", "ai for good", "AI-for-Good", "ai-for-good"])
def test_a_thing_is_named_as_people_name_it(name: str) -> None:
    done = _why(name)
    assert (done.returncode, done.stdout.splitlines()[1]) == (0, "https://w3id.org/itu-kg/id/partnership/ai-for-good")


def test_a_name_of_several_things_is_refused_with_all_of_them() -> None:
    done = _why("Governance Day")
    assert (done.returncode, done.stdout) == (2, "")
    assert "event:governance-day-2025 (Governance Day), series:ai-governance-day (Governance Day)" in done.stderr


def test_a_misspelt_name_or_iri_is_refused_with_the_nearest() -> None:
    for typed, meant in (("AI for God", "AI for Good"), ("event:wrc-32", "event:wrc-23")):
        done = _why(typed)
        assert (done.returncode, done.stdout) == (2, "")
        assert f"did you mean {meant}" in done.stderr


def test_a_name_that_is_like_nothing_leads_to_find() -> None:
    assert "itu-kg find xylophone" in _why("xylophone").stderr
