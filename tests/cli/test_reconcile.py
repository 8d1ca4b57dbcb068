"""`itu-kg reconcile`: every name that means nothing known is listed; only what is decided is written, and only once."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
RECORD = """\
# A curator's own remark.
id: salt-2024
form: sdg-questionnaire-2024
source: {sha256: "3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3", length: 4000}
respondent: {text: Salt Board (SB), at: 0-15, organisation: sb}  # of nowhere
year: {text: "2024", at: 3996-4000, year: 2024}
confirm: {respondent: "not in the registry; the slug is made from the name"}

answers: []

events:
  - id: lens-days-2024
    confirm: {location: "not in the place registry: Ronda, Spain; Cadiz, Spain", goals: look}
    name: {text: WSIS Forum High-Level Event 2024, at: 100-132}
    location: {text: "Ronda, Spain; Madrid, Spain; Cadiz, Spain", at: 200-241, places: [madrid]}
    mandates: [{text: Resolution on salt, at: 300-318, document: res-salt}]

partnerships:
  - id: harbours
    confirm: {partners: "not in the registry: Intl Telecom Union; Salt Board2"}
    name: {text: Harbours, at: 500-508}
    partners:
      text: ITU, Intl Telecom Union, Salt Board2
      at: 600-636
      named:
        - {text: ITU, at: 600-603, organisation: itu}
        - {text: Intl Telecom Union, at: 605-623}  # who is this?
        - text: Salt Board2
          at: 625-636
          organisation: null

strategies:
  - id: salt
    name: Salt
    passage: {at: 700-710, sha256: "3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3"}
    rests_on: [organisation/salt-baord]

organisations: {itv: [{text: I.T.V., at: 800-806}]}
"""
ALL = [
    "--new=Salt Board (SB)=organisation/sb",
    "--accept=salt-baord=organisation/un",
    "--new=Ronda=place/ronda",
    "--new=Cadiz, Spain=place/cadiz",
    "--new=Resolution on salt=document/res-salt",
    "--accept=Intl Telecom Union=organisation/itu",
    "--accept=Salt Board2=organisation/undp",
    "--accept=I.T.V.=organisation/ituc",
]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project's files, with one record beside them."""
    for room in ("ontology", "shapes", "queries", "data"):
        shutil.copytree(PROJECT / room, tmp_path / room)
    (tmp_path / "salt.yaml").write_text(RECORD, "utf-8")
    return tmp_path


def _reconcile(folder: Path, *arguments: str, record: str = "salt.yaml") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "itu_kg", "reconcile", record, *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def _contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def _listed(folder: Path) -> dict[str, dict[str, object]]:
    return {each["field"]: each for each in json.loads(_reconcile(folder, "--json").stdout)}


def test_a_record_with_nothing_unresolved_is_exit_0() -> None:
    done = _reconcile(PROJECT, record="data/reports/itu-2024.yaml")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_names_left_are_exit_3_and_counted(project: Path) -> None:
    done = _reconcile(project)
    assert done.returncode == 3
    assert done.stderr.startswith("itu-kg: 8 names are not resolved; ")


def test_each_name_is_listed_with_file_line_field_words_and_position(project: Path) -> None:
    lines = _reconcile(project).stdout.splitlines()
    assert "salt.yaml:27: partnerships[harbours].partners.named[2]: 'Intl Telecom Union' at 605-623" in lines
    assert "salt.yaml:15: events[lens-days-2024].location: 'Cadiz' at 229-234, beside country/esp" in lines
    assert "salt.yaml:5: respondent.organisation: 'Salt Board (SB)' at 0-15, given as 'sb'" in lines


def test_every_kind_of_hole_is_found(project: Path) -> None:
    needed = {field: each["text"] for field, each in _listed(project).items() if each["needed"]}
    assert sorted(needed) == [
        "events[lens-days-2024].location",
        "events[lens-days-2024].mandates[1].document",
        "organisations.itv",
        "partnerships[harbours].partners.named[2]",
        "partnerships[harbours].partners.named[3]",
        "respondent.organisation",
        "strategies[salt].rests_on[1]",
    ]
    assert needed["strategies[salt].rests_on[1]"] == "Salt Baord"


def test_candidates_come_with_scores_best_first(project: Path) -> None:
    found = _listed(project)["partnerships[harbours].partners.named[2]"]["candidates"]
    assert isinstance(found, list)
    assert found[0] == {
        "id": "organisation/itu", "name": "International Telecommunication Union", "as": "ITU", "score": 95.0,
    }  # fmt: skip
    scores = [each["score"] for each in found]
    assert scores == sorted(scores, reverse=True)


def test_an_event_that_may_be_of_a_series_is_a_hint_and_no_more(project: Path) -> None:
    hint = _listed(project)["events[lens-days-2024].series"]
    assert (hint["needed"], hint["text"]) == (False, "WSIS Forum High-Level Event")


def test_listing_changes_nothing(project: Path) -> None:
    before = _contents(project)
    _reconcile(project)
    assert _contents(project) == before


def test_a_same_name_is_not_accepted_unasked(project: Path) -> None:
    record = project / "salt.yaml"
    record.write_text(RECORD.replace("text: Intl Telecom Union", "text: UNESCO"), "utf-8")
    found = _listed(project)["partnerships[harbours].partners.named[2]"]
    assert isinstance(found["candidates"], list)
    assert (found["text"], found["candidates"][0]["score"]) == ("UNESCO", 100.0)


def test_accepting_adds_the_spelling_and_gives_the_field_its_slug(project: Path) -> None:
    done = _reconcile(project, "--accept", "Intl Telecom Union=organisation/itu")
    assert "'Intl Telecom Union'" not in done.stdout
    record = (project / "salt.yaml").read_text("utf-8")
    assert "        - {text: Intl Telecom Union, at: 605-623, organisation: itu}  # who is this?\n" in record
    assert 'confirm: {partners: "not in the registry: Salt Board2"}\n' in record
    before = (PROJECT / "data/registry/organisations.yaml").read_text("utf-8").splitlines()
    after = (project / "data/registry/organisations.yaml").read_text("utf-8").splitlines()
    changed = [line for line in after if line not in before]
    assert len(changed) == 1
    assert changed[0].startswith("  forms: [")
    assert changed[0].endswith(", Intl Telecom Union]")


def test_a_new_entry_stands_where_its_id_sorts_and_says_who_names_it(project: Path) -> None:
    _reconcile(project, "--new", "Salt Board (SB)=organisation/sb")
    text = (project / "data/registry/organisations.yaml").read_text("utf-8")
    entry = "\n\n- id: sb\n  name: Salt Board\n  acronym: SB\n  basis: named in salt-2024\n\n- id: "
    assert entry in text
    assert text.replace(entry, "\n\n- id: ") == (PROJECT / "data/registry/organisations.yaml").read_text("utf-8")


def test_a_new_place_takes_its_country_from_the_record_and_its_turn_from_the_words(project: Path) -> None:
    _reconcile(project, "--new", "Cadiz=place/cadiz", "--new", "Ronda=place/ronda")
    assert "- id: ronda\n  name: Ronda\n  country: esp\n" in (project / "data/registry/places.yaml").read_text("utf-8")
    record = (project / "salt.yaml").read_text("utf-8")
    assert "places: [ronda, madrid, cadiz]}" in record
    assert "confirm: {goals: look}" in record


def test_a_city_that_is_settled_takes_the_place_of_its_country(project: Path) -> None:
    record = project / "salt.yaml"
    record.write_text(RECORD.replace("places: [madrid]", "places: [esp, madrid]"), "utf-8")
    _reconcile(project, "--new", "Ronda=place/ronda", "--new", "Cadiz=place/cadiz")
    assert "places: [ronda, madrid, cadiz]}" in record.read_text("utf-8")


def test_comments_and_whatever_was_not_decided_stay(project: Path) -> None:
    _reconcile(project, "--new", "Resolution on salt=document/res-salt")
    assert (project / "salt.yaml").read_text("utf-8") == RECORD


def test_all_decided_in_one_go_is_exit_0_and_a_second_go_changes_nothing(project: Path) -> None:
    everything = [each for each in ALL if not each.endswith("ituc")]
    everything += ["--accept=I.T.V.=organisation/itu-t", "--accept=WSIS Forum High-Level Event=series/wsis-forum"]
    first = _reconcile(project, *everything)
    assert first.returncode == 0, first.stderr
    assert "another record tells of one" in first.stdout.splitlines()[1]
    assert len(first.stdout.splitlines()) == 3
    after = _contents(project)
    second = _reconcile(project, *everything)
    assert (second.returncode, second.stderr) == (0, "")
    assert _contents(project) == after
    record = (project / "salt.yaml").read_text("utf-8")
    assert "organisations: {itu-t: [{text: I.T.V., at: 800-806}]}" in record
    assert "rests_on: [organisation/un]" in record
    assert "confirm: {goals: look}" in record
    assert record.count("confirm") == 1


def test_a_second_record_with_the_same_name_is_settled_by_the_slug_alone(project: Path) -> None:
    (project / "pepper.yaml").write_text(RECORD.replace("salt-2024", "pepper-2023"), "utf-8")
    _reconcile(project, "--accept", "Intl Telecom Union=organisation/itu")
    registry = (project / "data/registry/organisations.yaml").read_bytes()
    done = _reconcile(project, "--accept", "Intl Telecom Union=organisation/itu", record="pepper.yaml")
    assert done.stderr.startswith("written: pepper.yaml\nitu-kg: 7 names")
    assert (project / "data/registry/organisations.yaml").read_bytes() == registry


REFUSED = [
    ("--accept=Salt Board2=organisation/unescoo", "no organisation 'unescoo'; did you mean organisation/unesco?"),
    ("--accept=Pepper=organisation/undp", "no record leaves 'Pepper' unresolved"),
    ("--accept=Intl Telecom Onion=organisation/itu", "did you mean 'Intl Telecom Union'?"),
    ("--new=Salt Board2=organisation/undp", "there is organisation/undp already"),
    ("--new=Ronda=country/ron", "the record puts 'Ronda' in country/esp, not in country/ron"),
    ("--new=Intl Telecom Union=country/itu", "a country has codes"),
    ("--accept=Ronda=place/geneva", "the record puts 'Ronda' in country/esp, not in country/che"),
    ("--new=Ronda, France=place/ronda", "no record leaves 'Ronda, France' unresolved"),
    ("--accept=Ronda=city/madrid", "is no decision; write 'NAME=TYPE/SLUG'"),
    ("--accept=Ronda", "is no decision"),
    ("--accept=Ronda=place/Madrid", "is no decision"),
]


@pytest.mark.parametrize(("option", "said"), REFUSED)
def test_a_decision_that_cannot_be_is_exit_2_and_one_line_and_changes_nothing(
    option: str, said: str, project: Path
) -> None:
    before = _contents(project)
    done = _reconcile(project, option)
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
    assert _contents(project) == before


def test_a_name_decided_twice_is_refused(project: Path) -> None:
    done = _reconcile(project, "--accept=Salt Board2=organisation/undp", "--accept=Salt Board2=organisation/itu")
    assert done.returncode == 2
    assert "'Salt Board2' is decided twice" in done.stderr


def test_one_bad_decision_stops_the_good_ones(project: Path) -> None:
    before = _contents(project)
    assert _reconcile(project, "--accept=Intl Telecom Union=organisation/itu", "--accept=Ronda=place/x").returncode == 2
    assert _contents(project) == before


def test_the_data_of_the_package_is_not_written_to(tmp_path: Path) -> None:
    (tmp_path / "salt.yaml").write_text(RECORD, "utf-8")
    done = _reconcile(tmp_path, "--accept=Intl Telecom Union=organisation/itu")
    assert done.returncode == 2
    assert "is in no project" in done.stderr


def test_quiet_says_nothing_of_what_it_writes(project: Path) -> None:
    assert (
        "written: organisations.yaml\nwritten: salt.yaml\n"
        in _reconcile(project, "--accept=Intl Telecom Union=organisation/itu").stderr
    )
    assert "written" not in _reconcile(project, "-q", "--accept=Salt Board2=organisation/undp").stderr


def test_a_broken_record_is_exit_3(project: Path) -> None:
    (project / "salt.yaml").write_text("id: [", "utf-8")
    done = _reconcile(project)
    assert (done.returncode, done.stderr.count("\n")) == (3, 1)


TWICE = """\
id: unep-2024
form: sdg-questionnaire-2024
source: {sha256: "3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3", length: 4000}
respondent: {text: UNEP, at: 0-4, organisation: unep}
year: {text: "2024", at: 3996-4000, year: 2024}
confirm: {documents.tide-plan: "not in the registry; known as a document by its title only"}

answers: []

decisions:
  - id: tide
    confirm: {body: "check body, document and year; the registry does not know this body"}
    name: Adoption
    passage: {at: 700-800, sha256: "3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3"}
    body: unep-board-of-tides
    documents: [{text: Tide Plan, at: 710-719, document: tide-plan, did: adopted}]

  - id: wave
    confirm: {body: "the registry does not know this body"}
    name: Adoption
    passage: {at: 900-990, sha256: "3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3"}
    body: unep-board-of-tides

documents: {tide-plan: [{text: Tide Plan, at: 710-719}, {text: Tide Plan, at: 810-819}]}
"""


def test_a_name_in_several_fields_is_listed_once_with_all_of_them(project: Path) -> None:
    (project / "salt.yaml").write_text(TWICE, "utf-8")
    done = _reconcile(project)
    assert [line for line in done.stdout.splitlines() if line.startswith(("salt", "  also"))] == [
        "salt.yaml:15: decisions[tide].body: 'UNEP Board of Tides' at 700-800, given as 'unep-board-of-tides'",
        "  also salt.yaml:22: decisions[wave].body",
        "salt.yaml:16: decisions[tide].documents[1].document: 'Tide Plan' at 710-719, given as 'tide-plan'",
        "  also salt.yaml:24: documents.tide-plan",
    ]
    assert done.stderr.startswith("itu-kg: 2 names are not resolved; ")
    assert [len(each["also"]) for each in json.loads(_reconcile(project, "--json").stdout)] == [1, 1]


def test_one_decision_settles_a_name_wherever_it_stands_and_takes_its_doubts_out(project: Path) -> None:
    (project / "salt.yaml").write_text(TWICE, "utf-8")
    decisions = ("--accept=UNEP Board of Tides=organisation/unea", "--new=tide-plan=document/tide-plan")
    assert _reconcile(project, *decisions).returncode == 0
    text = (project / "salt.yaml").read_text("utf-8")
    assert text.count("body: unea") == 2
    assert [line.strip() for line in text.splitlines() if "confirm" in line] == [
        'confirm: {body: "check body, document and year"}'
    ]
    assert "  name: Tide Plan\n" in (project / "data" / "registry" / "documents.yaml").read_text("utf-8")


def test_what_extract_leaves_unknown_is_what_reconcile_lists(project: Path) -> None:
    page = PROJECT / "tests" / "cases" / "dates-and-places" / "source.txt"
    command = [sys.executable, "-m", "itu_kg", "extract", str(page), "-q", "-o", "draft.yaml"]
    assert subprocess.run(command, cwd=project, check=False).returncode == 0
    listed = json.loads(_reconcile(project, "--json", record="draft.yaml").stdout)
    assert [(each["text"], each["country"]) for each in listed if each["needed"]] == [
        ("Agency for Lighthouses (AFL)", None), ("Atlantis", "che"),
    ]  # fmt: skip


def test_a_partnership_that_another_record_knows_is_shown_and_needs_no_decision(tmp_path: Path) -> None:
    page = PROJECT / "tests" / "cases" / "no-header-no-footer"
    record = tmp_path / "record.yaml"
    text = (page / "record.yaml").read_text("utf-8")
    named = '{text: "Partner2Connect (P2C) Digital Coalition", at: 10-20}'
    record.write_text(f"{text}\npartnerships:\n  - id: p2c-digital-coalition\n    name: {named}\n", "utf-8")
    command = [sys.executable, "-m", "itu_kg", "reconcile", str(record), "--json"]
    done = subprocess.run(command, capture_output=True, check=False, cwd=PROJECT)
    (shown,) = [one for one in json.loads(done.stdout) if one["types"] == ["partnership"]]
    assert (shown["slug"], shown["needed"]) == ("p2c-digital-coalition", False)
    assert shown["candidates"][0]["id"] == "partnership/partner2connect"
