"""`--on URL` and `--compare` as a person meets them: one line each, and the exit code."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.servers import Oxigraph, program, running

if TYPE_CHECKING:
    from collections.abc import Iterator

PROJECT = Path(__file__).resolve().parents[2]
DATA = PROJECT / "tests" / "unit" / "query" / "data"
NAMES = "SELECT ?s ?n { ?s schema:name ?n }"
ODD = '<urn:s> <urn:p> "{}"^^<http://www.w3.org/2001/XMLSchema#decimal> .\n'


def _run(*args: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "itu_kg", "query", *map(str, args)]
    clean = {name: value for name, value in os.environ.items() if not name.startswith("ITU_KG_")}
    done = subprocess.run(
        command, capture_output=True, check=False, cwd=PROJECT, encoding="utf-8", env=clean | environment
    )
    assert "Traceback" not in done.stderr
    return done


def _refused(code: int, *args: str | Path, **environment: str) -> str:
    done = _run(*args, **environment)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (code, "", 1)
    return done.stderr


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Oxigraph]:
    """Oxigraph's server with the tests' data in its default graph."""
    if reason := Oxigraph.missing():
        pytest.skip(reason)
    folder = tmp_path_factory.mktemp("oxigraph")
    loading = [str(program("oxigraph")), "load", "--location", str(folder / "data")]
    for path in sorted(DATA.glob("*.ttl")):
        subprocess.run([*loading, "--file", str(path)], check=True, capture_output=True)
    with running(Oxigraph, folder) as started:
        assert isinstance(started, Oxigraph)
        yield started


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of one whose data is all in a named graph."""
    if reason := Oxigraph.missing():
        pytest.skip(reason)
    folder = tmp_path_factory.mktemp("named")
    loading = [str(program("oxigraph")), "load", "--location", str(folder / "data"), "--graph", "urn:g"]
    subprocess.run([*loading, "--file", str(DATA / "acme-2030.ttl")], check=True, capture_output=True)
    with running(Oxigraph, folder) as started:
        yield started.query


def test_the_same_query_gives_the_same_bytes_on_an_endpoint(server: Oxigraph):
    args = ["run", "events-by-goal", "--goal", "9", "--on"]
    assert _run(*args, server.query).stdout == _run(*args, DATA).stdout != ""


@pytest.mark.parametrize("path", ["", "/", "/nope", "/update"])
def test_a_wrong_path_is_told_the_usual_one(server: Oxigraph, path: str):
    assert "/query" in _refused(6, "eval", "ASK {}", "--on", server.url + path).partition(";")[2]


def test_https_where_there_is_none_ends_with_a_question(server: Oxigraph):
    said = _refused(6, "eval", "ASK {}", "--timeout", "1", "--on", server.query.replace("http:", "https:"))
    assert "is it http:// or https://?" in said


def test_an_address_without_http_is_told_to_have_it():
    said = _refused(2, "eval", "ASK {}", "--on", "localhost:7878/query")
    assert "begins with http://: http://localhost:7878/query" in said


def test_half_of_the_credentials_is_refused_before_anything_is_sent():
    assert "go together" in _refused(2, "eval", "ASK {}", "--on", "http://127.0.0.1:9/", ITU_KG_USER="ana")


@pytest.mark.parametrize("way", ["option", "environment"])
def test_certificates_that_cannot_be_read_are_a_fault_of_configuration(tmp_path: Path, way: str):
    path = tmp_path / "ca.pem"
    args, environment = (["--ca-file", path], {}) if way == "option" else ([], {"ITU_KG_CA": str(path)})
    assert "cannot be read" in _refused(5, "eval", "ASK {}", "--on", "https://127.0.0.1:9/", *args, **environment)


def test_an_update_never_goes_to_an_endpoint(server: Oxigraph):
    text = "INSERT DATA { <urn:a> <urn:b> <urn:c> }"
    assert "would change data" in _refused(2, "eval", text, "--on", server.query)
    assert _run("eval", "ASK { <urn:a> ?b ?c }", "--on", server.query).stdout.strip() == "false"


@pytest.mark.parametrize("text", ["SELECT * FROM <urn:x> { ?s ?p ?o }", "ASK { SERVICE <http://127.0.0.1:9/> {} }"])
def test_from_and_service_are_off_on_an_endpoint_too(server: Oxigraph, text: str):
    assert "is off" in _refused(2, "eval", text, "--on", server.query)


def test_an_empty_default_graph_is_named_as_the_reason_for_no_rows(empty: str):
    assert "default graph is empty" in _run("run", "mandates", "--on", empty).stderr


def test_a_named_graph_is_asked_by_the_address(empty: str):
    asked = _run("run", "mandates", "--on", f"{empty}?default-graph-uri=urn:g")
    assert (asked.returncode, asked.stderr, "Meadow Fair 2030" in asked.stdout) == (0, "", True)


def test_two_places_that_answer_alike_are_the_same(server: Oxigraph):
    done = _run("run", "events", "--compare", DATA, server.query)
    assert (done.returncode, len(done.stdout.splitlines())) == (0, 1)
    assert "the same in both, rows: " in done.stderr


def test_rows_that_only_one_place_has_are_shown_and_end_with_7(server: Oxigraph):
    done = _run("eval", NAMES, "--compare", server.query, DATA / "acme-2030.ttl")
    assert done.returncode == 7
    assert {line.split(",")[0] for line in done.stdout.splitlines()} == {"onlyIn", server.query}
    assert "only in" in done.stderr.splitlines()[-1]


@pytest.mark.parametrize("form", ["csv", "json", "table"])
def test_differing_rows_come_in_any_format(form: str):
    done = _run("eval", "ASK { ?s a ikg:ReportedEvent }", "--compare", DATA, DATA / "registry.ttl", "--format", form)
    assert (done.returncode, "onlyIn" in done.stdout, "true" in done.stdout) == (7, True, True)


def test_two_endpoints_are_compared_as_they_spell(tmp_path: Path):
    """Oxigraph's engine writes 1.10 as 1.1, so the other spelling comes from a server that keeps it."""
    from tests.servers import Fuseki  # noqa: PLC0415  for this test only

    if reason := Oxigraph.missing() or Fuseki.missing():
        pytest.skip(reason)
    with running(Oxigraph, tmp_path / "a") as one, running(Fuseki, tmp_path / "b") as two:
        for each in (one, two):
            _put(f"{each.graph_store}?default", ODD.format("2700"))
        done = _run("eval", "SELECT ?v { ?s ?p ?v }", "--compare", one.query, two.query)
        assert done.returncode == 7
        assert "differ in spelling alone: 1, as in 2700^^decimal and 2700.0^^decimal" in done.stderr


def _put(url: str, text: str) -> None:
    import urllib.request  # noqa: PLC0415  for one test

    headers = {"Content-Type": "application/n-triples"}
    request = urllib.request.Request(url, text.encode(), headers, method="PUT")  # noqa: S310  ours
    with urllib.request.urlopen(request, timeout=30):  # noqa: S310  http, ours
        pass


@pytest.mark.parametrize("others", [["--on", DATA], ["--limit", "3"], ["--chart", "bar", "-o", "x.svg"]])
def test_options_that_mean_nothing_beside_compare_are_refused(others: list[str | Path]):
    assert "--compare" in _refused(2, "eval", NAMES, "--compare", DATA, DATA, *others)


def test_compare_stands_before_the_name_too():
    assert _run("run", "--compare", DATA, DATA, "events-by-goal", "--goal", "9").returncode == 0
