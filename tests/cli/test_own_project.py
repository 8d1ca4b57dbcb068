"""A second organisation, which the registry does not know, works with every verb, from its pages to a release.

Its two pages (tests/cli/hail) are made up. What is held to is typed from them by hand.
"""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

BASE = "https://data.hail.example/kg/"
PAGES = Path(__file__).with_name("hail")
FORUMS = {
    f"{BASE}id/event/hail-forum-2023": ("First Hail Forum", "2023-05-04"),
    f"{BASE}id/event/hail-forum-2024": ("Second Hail Forum", "2024-05-07"),
}
NEW = ("--new", "Global Hail Office (GHO)=organisation/gho", "--new", "Hail Trust=organisation/hail-trust")


def _run(*arguments: str | Path, folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "itu_kg", *map(str, arguments)]
    return subprocess.run(
        command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True, encoding="utf-8", check=False
    )


def _done(*arguments: str | Path, folder: Path) -> str:
    done = _run(*arguments, folder=folder)
    assert done.returncode == 0, done.stderr
    return done.stdout


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def _forums(text: str) -> dict[str, tuple[str, str]]:
    return {row["event"]: (row["name"], row["start"]) for row in _rows(text)}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project from `init` to `build`, with two submissions."""
    folder = tmp_path_factory.mktemp("own") / "kg"
    says = ("--publisher", "Global Hail Office", "--base-iri", BASE, "--file-stem", "hail")
    _done("init", folder, *says, folder=folder.parent)
    records = [Path("data", "reports", f"gho-{year}.yaml") for year in (2023, 2024)]
    for record in records:
        page = PAGES / f"page-{record.stem[-4:]}.txt"
        _done("extract", page, "-o", record, folder=folder)
    assert _run("reconcile", *records, folder=folder).returncode == 3
    _done("reconcile", *records, *NEW, folder=folder)
    for record in records:  # now that the registry knows them
        _done("extract", PAGES / f"page-{record.stem[-4:]}.txt", "-o", record, "--replace", folder=folder)
    _done("build", folder=folder)
    return folder


@pytest.fixture
def project(built: Path, tmp_path: Path) -> Path:
    """A copy of the project that a test may change."""
    return shutil.copytree(built, tmp_path / "kg")


def test_check_holds_a_record_to_its_page(built: Path) -> None:
    _done("check", "data/reports/gho-2024.yaml", "--source", PAGES / "page-2024.txt", folder=built)


def test_one_ordinary_submission_conforms(built: Path) -> None:
    assert "0 violations" in _done("validate", folder=built)


def test_a_question_is_answered_under_the_project_s_own_iris(built: Path) -> None:
    assert _forums(_done("query", "run", "events", "--with-drafts", folder=built)) == FORUMS


def test_the_project_is_seen_from_a_folder_below(built: Path) -> None:
    answer = _done("query", "run", "events", "--with-drafts", folder=built / "data" / "registry")
    assert _forums(answer) == FORUMS


def test_why_takes_short_names_below_the_project_s_base(built: Path) -> None:
    lines = _done("why", "event:hail-forum-2024", "--property", "startDate", folder=built).splitlines()
    assert lines[1] == f"{BASE}id/event/hail-forum-2024"
    assert "schema:startDate  2024-05-07" in lines


def test_a_query_with_the_program_s_own_base_in_a_prefix_is_asked_of_the_project(built: Path) -> None:
    text = "PREFIX e: <https://w3id.org/itu-kg/id/event/> SELECT ?name { e:hail-forum-2023 schema:name ?name }"
    assert _rows(_done("query", "eval", text, "--with-drafts", folder=built)) == [{"name": "First Hail Forum"}]


def test_python_asks_the_project_it_stands_in(built: Path) -> None:
    code = "import itu_kg; g = itu_kg.open(with_drafts=True); print(g.base, len(g.query('events')))"
    done = subprocess.run([sys.executable, "-c", code], cwd=built, capture_output=True, text=True, check=True)
    assert done.stdout == f"{BASE} 2\n"


def test_a_query_of_ones_own_stands_for_the_carried_one_of_its_name(project: Path) -> None:
    text = '#+ summary: Ours.\nSELECT ?ours { BIND("yes" AS ?ours) }\n'
    (project / "queries" / "events.rq").write_text(text, "utf-8")
    assert _rows(_done("query", "run", "events", folder=project)) == [{"ours": "yes"}]
    assert "organisations" in _done("query", "list", folder=project)


def test_a_shape_and_a_term_of_ones_own_are_held_to(project: Path) -> None:
    (project / "ontology" / "terms.ttl").write_text(
        f"@prefix own: <{BASE}ontology#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
        "own:stones a owl:DatatypeProperty .\n",
        "utf-8",
    )
    (project / "shapes" / "ours.ttl").write_text(
        f"@prefix own: <{BASE}ontology#> . @prefix sh: <http://www.w3.org/ns/shacl#> .\n"
        "@prefix ikg: <https://w3id.org/itu-kg/ontology#> .\n"
        f"<{BASE}shapes#Forum> a sh:NodeShape ; sh:targetClass ikg:Submission ;\n"
        '  sh:property [ sh:path own:stones ; sh:minCount 1 ; sh:message "count the stones" ] .\n',
        "utf-8",
    )
    done = _run("validate", folder=project)
    assert done.returncode == 4
    assert "count the stones" in done.stdout
    (project / "ontology" / "terms.ttl").write_text("", "utf-8")
    done = _run("validate", folder=project)
    assert (done.returncode, "the ontology does not declare" in done.stderr) == (5, True)


def test_a_spelling_of_a_carried_thing_is_written_to_the_project(project: Path) -> None:
    record = project / "data" / "reports" / "gho-2024.yaml"
    page = (PAGES / "page-2024.txt").read_text("utf-8").replace("WMO, Hail", "WeatherOrg, Hail")
    (project / "page.txt").write_text(page, "utf-8")
    _done("extract", "page.txt", "-o", record, "--replace", folder=project)
    assert _run("reconcile", record, folder=project).returncode == 3
    _done("reconcile", record, "--accept", "WeatherOrg=organisation/wmo", folder=project)
    text = (project / "data" / "registry" / "organisations.yaml").read_text("utf-8")
    assert "\n- id: wmo\n  name: World Meteorological Organization\n" in text
    assert "WeatherOrg" in text


def test_a_release_goes_by_the_project_s_name_and_says_nothing_in_another_s(project: Path) -> None:
    _done("release", "-q", "--with-drafts", "-o", "release/1.0.0", "--version", "1.0.0", folder=project)
    release = project / "release" / "1.0.0"
    assert (release / "hail.nq").is_file()
    assert list(release.glob("itu-kg*")) == []
    described = json.loads((release / "release.json").read_text("utf-8"))
    assert (described["name"], described["base"]) == ("hail", BASE)
    for name in ("index.html", "CITATION.cff", "ro-crate-metadata.json", "graphs/dataset.ttl", "graphs/registry.ttl"):
        text = (release / name).read_text("utf-8")
        assert "itu-kg contributors" not in text, name
        assert "w3id.org/itu-kg/id/" not in text, name
    assert 'Attribution: "Global Hail Office, https://data.hail.example/kg/".' in (release / "LICENSE-DATA").read_text()
    assert (release / "ontology" / "terms.ttl").is_file()
    _done("verify", "-q", release, folder=project)
    assert _forums(_done("query", "run", "events", "--with-drafts", "--on", release, folder=project)) == FORUMS
    _done("publish", "-q", "--with-drafts", "-o", "out", folder=project)
    assert sorted(each.name for each in (project / "out").iterdir()) == ["graphs", "hail.jsonld", "hail.nq", "hail.ttl"]
    assert _done("diff", "out", release, "--with-drafts", folder=project).startswith("No differences")


def test_a_release_with_terms_and_columns_of_ones_own_verifies(project: Path) -> None:
    context = {"@context": {"own": f"{BASE}ontology#", "stones": "own:stones"}}
    (project / "ontology" / "context.jsonld").write_text(json.dumps(context), "utf-8")
    (project / "queries" / "hail.rq").write_text("#+ summary: Hail.\nSELECT ?name { ?e schema:name ?name }\n", "utf-8")
    (project / "queries" / "columns.yaml").write_text("hail:\n  columns:\n    name: {title: Hail}\n", "utf-8")
    _done("release", "-q", "--with-drafts", "-o", "release/1", "--version", "1.0.0", folder=project)
    released = json.loads((project / "release" / "1" / "ontology" / "context.jsonld").read_text("utf-8"))["@context"]
    assert (released["@base"], released["own"]) == (BASE, f"{BASE}ontology#")
    assert (project / "release" / "1" / "tables" / "hail.csv").read_text("utf-8").startswith("name\n")
    _done("verify", "-q", "release/1", folder=project)


def test_a_term_that_means_something_else_already_is_refused(project: Path) -> None:
    text = json.dumps({"@context": {"name": "https://example.org/name"}})
    (project / "ontology" / "context.jsonld").write_text(text, "utf-8")
    done = _run("build", folder=project)
    assert done.returncode == 5
    assert done.stderr.startswith(f"itu-kg: {project}/ontology/context.jsonld: 'name' means something else")


def test_a_broken_dataset_yaml_is_named_and_no_other_s_is_read(project: Path) -> None:
    (project / "data" / "dataset.yaml").write_text("title: [\n", "utf-8")
    done = _run("build", folder=project)
    assert (done.returncode, done.stderr.startswith(f"itu-kg: {project}/data/dataset.yaml:")) == (5, True)


def test_a_base_iri_that_is_none_is_named_where_it_stands(project: Path) -> None:
    (project / "data" / "dataset.yaml").write_text("base_iri: hail\n", "utf-8")
    done = _run("query", "run", "events", folder=project)
    assert done.returncode == 2
    assert done.stderr.startswith(f"itu-kg: {project}/data/dataset.yaml: 'hail' cannot be a base IRI")
