"""One's own SPARQL: what is wrong with it is told where the person wrote it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]


def _eval(text: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "itu_kg", "query", "eval", text]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=PROJECT)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("SELECT ?e WHERE { ?e a ikg:ReportedEvent", ":1: not SPARQL at column 41: the query ends too early"),
        ("SELECT ?e\nWHERE { ?e a schema:Event ", ":2: not SPARQL at column 27: the query ends too early"),
        ("SELECT ?e WHER { ?e a ikg:Event }", ":1: not SPARQL at column 16: expected one of DISTINCT, WHERE"),
        ("ASK { ?e a foo:Bar, ikg:Event }", ":1: not SPARQL at column 19: the prefix foo: is not known, declare it"),
    ],
)
def test_a_fault_is_told_where_the_person_wrote_it(text: str, said: str):
    done = _eval(text)
    assert (done.returncode, said in done.stderr) == (2, True), done.stderr


def test_a_misspelt_term_of_the_ontology_is_named_where_nothing_is_found():
    done = _eval("ASK { ?event a ikg:ReportedEvnt }")
    assert (done.returncode, done.stdout) == (0, "false\n")
    assert done.stderr == "the ontology has no term ikg:ReportedEvnt; did you mean ikg:ReportedEvent?\n"


def test_nothing_is_said_of_an_empty_answer_whose_terms_are_known():
    assert not _eval("SELECT ?event { ?event a ikg:ReportedEvent ; ikg:acronym 1 }").stderr
