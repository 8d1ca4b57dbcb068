"""`itu-kg find` as a person runs it: on the project's own data, on a store, and on made-up files."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

PROJECT = Path(__file__).resolve().parents[2]
HOSTILE = """
@prefix ikg: <https://w3id.org/itu-kg/ontology#> .
@prefix schema: <http://schema.org/> .
@prefix event: <https://w3id.org/itu-kg/id/event/> .
event:bell a ikg:ReportedEvent ; schema:name "A bell \\u0007 and \\u001B[31mred\\u001B[0m \\u202E"@en .
"""


def _run(*arguments: str | Path, folder: Path = PROJECT, **more: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "itu_kg", *map(str, arguments)]
    return subprocess.run(command, cwd=folder, env={**os.environ, **more}, capture_output=True, text=True, check=False)


def _find(*arguments: str | Path, **more: Any) -> dict[str, Any]:
    done = _run("find", *arguments, "--json", **more)
    assert done.returncode == 0, done.stderr
    document: dict[str, Any] = json.loads(done.stdout)
    return document


def _names(*arguments: str | Path) -> list[str]:
    return [hit["short"] for hit in _find(*arguments)["hits"]]


def test_words_of_the_page_lead_to_the_thing_and_where_it_stands() -> None:
    (hit,) = _find("November 2023")["hits"]
    assert (hit["short"], hit["kind"]) == ("event:wrc-23", "event")
    match = hit["matches"][-1]
    assert (match["field"], match["text"]) == ("dates", "20 November- 15 December 2023")
    assert [match["text"][begin:end] for begin, end in match["marks"]] == ["November", "2023"]
    assert match["at"] == {"submission": "itu-2024", "question": "3", "span": [6229, 6258]}


def test_an_acronym_finds_what_it_abbreviates_and_the_other_way_round() -> None:
    in_full, short = set(_names("artificial intelligence", "--limit", "99")), set(_names("AI", "--limit", "99"))
    assert "series:ai-for-good-global-summit" in in_full  # its name has the acronym only
    assert "resource:guiding-principles-for-artificial-intelligence-in-cities" in short  # and this one's none
    assert in_full == short


@pytest.mark.parametrize("typed", ["Geneve", "GENÈVE", "genève"])
def test_case_and_accents_do_not_count(typed: str) -> None:
    assert _names(typed) == ["place:geneva"]


@pytest.mark.parametrize("typed", ["UN Women", "un-women", "UNWomen"])
def test_hyphens_do_not_count(typed: str) -> None:
    assert _names(typed)[0] == "organisation:un-women"


def test_who_is_called_so_stands_first() -> None:
    assert _names("AI for Good")[0] == "partnership:ai-for-good"
    assert _names("climate action")[0] == "sdg:13"
    assert _names("WRC")[0] == "series:wrc"


def test_words_in_several_texts_of_a_thing_find_it() -> None:
    assert _names("radiocommunication dubai") == ["event:wrc-23"]


def test_a_kind_leaves_the_others_out() -> None:
    hits = _find("gender", "--kind", "partnership", "--kind", "goal")["hits"]
    assert {hit["kind"] for hit in hits} == {"partnership", "goal"}


def test_an_unknown_kind_is_refused_with_the_kinds_there_are() -> None:
    done = _run("find", "gender", "--kind", "events")
    assert done.returncode == 2
    assert "'event'" in done.stderr


def test_words_that_match_are_marked_in_a_pipe() -> None:
    done = _run("find", "ballot", "radiocommunication dubai")
    assert done.returncode == 0
    done = _run("find", "radiocommunication dubai")
    assert "    location: «Dubai», United Emirates  (itu-2024, question 3, 6294-6316)\n" in done.stdout


def test_a_misspelt_word_is_exit_0_and_the_nearest_are_named() -> None:
    done = _run("find", "gnder")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.startswith("no text has 'gnder'; did you mean gender")


def test_where_nothing_holds_all_words_those_that_hold_some_are_shown_and_it_is_said() -> None:
    done = _run("find", "dubai", "xylophone")
    assert done.returncode == 0
    assert "place:dubai" in done.stdout
    assert "no text has 'xylophone'" in done.stderr
    assert "nothing holds all of the words; these hold some" in done.stderr


def test_where_nothing_holds_a_word_those_that_begin_so_are_shown_and_it_is_said() -> None:
    done = _run("find", "radiocom", "dubai")
    assert done.stdout.startswith("event:wrc-23  39th World Radiocommunication Conference")
    assert done.stderr == "no thing holds all of the words; these hold words that begin so\n"


def test_joining_words_are_not_looked_for_beside_others() -> None:
    assert _names("women in technology") == _names("women technology")
    assert _names('"in technology"') == ["partnership:network-of-women"]


@pytest.mark.parametrize("typed", ["", "--", "…", '""'])
def test_what_holds_no_word_is_refused(typed: str) -> None:
    done = _run("find", "--", typed)
    assert done.returncode == 2, done.stdout
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("typed", ["AND OR NOT", "names:x", 'a"b', "NEAR(a b)", "x^2", "(a", "'; DROP TABLE thing"])
def test_signs_of_the_index_own_language_are_only_words(typed: str) -> None:
    assert _run("find", typed).returncode == 0


def test_more_than_the_limit_is_counted() -> None:
    document = _find("AI", "--limit", "2")
    assert len(document["hits"]) == 2
    assert document["total"] > 2
    assert (
        f"2 of {document['total']}; --limit {document['total']} shows all" in _run("find", "AI", "--limit", "2").stderr
    )


def test_control_characters_of_the_data_do_not_reach_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "made-up.ttl").write_text(HOSTILE, encoding="utf-8")
    done = _run("find", "bell", "--on", tmp_path)
    assert done.returncode == 0, done.stderr
    assert "event:bell" in done.stdout
    assert [c for c in done.stdout if not c.isprintable() and c != "\n"] == []


def test_an_endpoint_is_refused_with_the_way_to_bring_its_data_here() -> None:
    done = _run("find", "gender", "--on", "http://localhost:7878/query")
    assert done.returncode == 2
    assert "itu-kg dump" in done.stderr


def test_what_is_not_there_is_exit_3(tmp_path: Path) -> None:
    assert _run("find", "gender", "--on", tmp_path / "nothing").returncode == 3


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The project's data, copied to where a store may stand beside it."""
    return Path(shutil.copytree(PROJECT / "data" / "ttl", tmp_path / "ttl"))


@pytest.mark.parametrize("typed", ["AI", "gender equality", "radiocommunication dubai", "gnder"])
def test_a_store_finds_what_the_files_do(typed: str, data: Path) -> None:
    before = _find(typed, "--on", data)
    assert _run("store", "build", data).returncode == 0
    (index,) = data.with_name("ttl.store").glob("*/texts.sqlite")
    assert sqlite3.connect(index).execute("SELECT COUNT(*) > 500 FROM thing").fetchone() == (1,)
    assert _find(typed, "--on", data) == before
    assert _find(typed, "--on", data.with_name("ttl.store")) == before


def test_files_that_changed_are_searched_themselves(data: Path) -> None:
    assert _run("store", "build", data).returncode == 0
    (data / "made-up.ttl").write_text(HOSTILE, encoding="utf-8")
    assert [hit["short"] for hit in _find("bell", "--on", data)["hits"]] == ["event:bell"]


def test_without_full_text_search_the_cause_is_named_and_a_store_is_made_all_the_same(data: Path) -> None:
    # A Python whose SQLite has no FTS5 is not at hand: this one says so of the same statement.
    (data.parent / "sitecustomize.py").write_text(
        "import sqlite3\n"
        "class Connection(sqlite3.Connection):\n"
        "    def execute(self, sql, *values):\n"
        "        if 'fts5' in sql:\n"
        "            raise sqlite3.OperationalError('no such module: fts5')\n"
        "        return super().execute(sql, *values)\n"
        "connect = sqlite3.connect\n"
        "sqlite3.connect = lambda *a, **k: connect(*a, **{**k, 'factory': Connection})\n"
    )
    made = _run("store", "build", data, PYTHONPATH=str(data.parent))
    assert made.returncode == 0, made.stderr
    assert "FTS5" in made.stderr
    done = _run("find", "gender", "--on", data, PYTHONPATH=str(data.parent))
    assert done.returncode == 5
    assert f"SQLite {sqlite3.sqlite_version} is built without full-text search (FTS5)" in done.stderr
    assert [hit["short"] for hit in _find("bell", "--on", data)["hits"]] == []
