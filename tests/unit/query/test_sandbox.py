from __future__ import annotations

import json
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from itu_kg.errors import SourceError, UsageError
from itu_kg.query.catalogue import catalogue
from itu_kg.query.disk_store_build import build
from itu_kg.query.memory_store import read
from itu_kg.query.sandbox import Guarded, Limits
from itu_kg.query.sandbox_worker import UNREADABLE

DATA = Path(__file__).parent / "data"
LONG = "a" * 60
BOMB = "SELECT (" + "REPLACE(" * 6 + f'"{LONG}"' + f', ".", "{LONG}")' * 6 + " AS ?x) WHERE {}"
KILLERS = {
    "braces": ("ASK " + "{" * 20_000 + "}" * 20_000, "nested too deeply"),
    "exists": ("ASK {" + "FILTER EXISTS { ?s ?p ?o " * 1_500 + "}" * 1_501, "nested too deeply"),
    "replace": (BOMB, "of memory"),
    "join": ("SELECT * {" + "".join(f"?a{i} ?p{i} ?a{i + 1} . " for i in range(500)) + "}", "did not finish in 1.5 s"),
    "rows": ("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }", "larger than 1 MB|did not finish"),
}


def _guarded(seconds: float = 30) -> Guarded:
    return Guarded((DATA,), limits=Limits(seconds=seconds, memory=256 << 20, answer=1 << 20))


@pytest.mark.parametrize("killer", KILLERS)
def test_a_killer_ends_as_one_line(killer: str):
    text, complaint = KILLERS[killer]
    guarded = _guarded(1.5 if "finish" in complaint else 30)
    with pytest.raises(UsageError, match=complaint) as caught:
        guarded.select(text) if text.startswith("SELECT") else guarded.ask(text)
    assert "\n" not in str(caught.value)


def test_the_guard_answers_as_the_engine_does():
    text = "SELECT ?s ?o WHERE { ?s a ?o } ORDER BY ?s ?o"
    assert _guarded().select(text) == read([DATA]).select(text)


def test_the_guard_constructs_as_the_engine_does():
    text = "CONSTRUCT WHERE { ?s a ?o }"
    assert _guarded().construct(text) == read([DATA]).construct(text)


def test_the_guard_knows_the_named_graphs():
    text = "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g"
    assert len(_guarded().select(text).rows) == 2


def test_the_guard_asks():
    assert _guarded().ask("ASK { ?s ?p ?o }") is True


def test_bad_sparql_is_told_from_a_query_that_dies():
    with pytest.raises(SyntaxError, match="error at 1:12"):
        _guarded().ask("ASK { ?s ?p")


def test_the_child_cannot_open_a_socket():
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.5)
        text = f"ASK {{ SERVICE <http://127.0.0.1:{server.getsockname()[1]}/> {{ ?s ?p ?o }} }}"
        job = {"paths": [str(DATA)], "base": "a:", "query": text, "memory": 1 << 28, "seconds": 5}
        program = [sys.executable, "-I", "-m", "itu_kg.query.sandbox_worker"]
        child = subprocess.run(program, input=json.dumps(job), capture_output=True, text=True, check=False)
        assert child.returncode != 0
        with pytest.raises(TimeoutError):
            server.accept()


def test_data_that_cannot_be_read_is_the_datas_fault(tmp_path: Path):
    with pytest.raises(SourceError, match="no RDF file"):
        Guarded((tmp_path,)).ask("ASK {}")


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of 20 graphs, 10,000 triples in more files than are opened with it."""
    folder = tmp_path_factory.mktemp("many")
    for number in range(20):
        lines = (f'<a:s{i * 7919 % 5000}> <a:p{i % 7}> "{number}, {i}" .\n' for i in range(500))
        (folder / f"{number}.nt").write_text("".join(lines), "utf-8")
    store = folder.with_name("many.store")
    build([folder], store, base="http://e.org/", queries=catalogue(folder))
    assert len(list(store.glob("*/quads/*.sst"))) > 48
    return store


def _by_hand(paths: list[Path], text: str, files: int) -> subprocess.CompletedProcess[str]:
    job = {"paths": [str(path) for path in paths], "base": "a:", "query": text, "memory": 1 << 30, "seconds": 20}
    program = ["prlimit", f"--nofile={files}:{files}", sys.executable, "-I", "-m", "itu_kg.query.sandbox_worker"]
    return subprocess.run(program, input=json.dumps(job), capture_output=True, text=True, check=False)


ON_STORES = {
    "count": ("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", ("10000",)),
    "group": ("SELECT (COUNT(DISTINCT ?s) AS ?n) (MAX(?o) AS ?m) { ?s ?p ?o }", ("500", "9, 99")),
    "graphs": ("SELECT (COUNT(*) AS ?n) (COUNT(DISTINCT ?g) AS ?m) { GRAPH ?g { ?s ?p ?o } }", ("10000", "20")),
    "join": ('SELECT (COUNT(*) AS ?n) { ?s ?p "7, 3" . ?s ?q ?o . GRAPH ?g { ?s ?q ?o } }', ("20",)),
}


@pytest.mark.parametrize("files", [96, 1024])
@pytest.mark.parametrize("query", ON_STORES)
def test_a_store_answers_however_many_files_a_query_touches(query: str, files: int, many: Path) -> None:
    text, wanted = ON_STORES[query]
    done = _by_hand([many], text, files)
    assert done.returncode == 0, done.stderr
    ((*row,),) = (each.values() for each in json.loads(done.stdout)["results"]["bindings"])
    assert tuple(value["value"] for value in row) == wanted


@pytest.mark.parametrize("killer", ["braces", "replace", "join"])
def test_a_killer_on_a_store_ends_with_its_own_cause(killer: str, many: Path) -> None:
    text, complaint = KILLERS[killer]
    limits = Limits(seconds=1.5 if "finish" in complaint else 30, memory=256 << 20, answer=1 << 20)
    guarded = Guarded((many,), limits=limits)
    with pytest.raises(UsageError, match=complaint):
        guarded.select(text) if text.startswith("SELECT") else guarded.ask(text)


def test_a_query_on_a_store_cannot_open_a_socket(many: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.5)
        place = f"http://127.0.0.1:{server.getsockname()[1]}/"
        done = _by_hand([many], f"ASK {{ SERVICE <{place}> {{ ?s ?p ?o }} }}", 1024)
        assert done.returncode != 0
        assert "Operation not permitted" in done.stderr
        with pytest.raises(TimeoutError):
            server.accept()


REFUSED_CALLS = {
    "socket": "socket.socket()",
    "writing": "open('new', 'w')",
    "emptying": "os.open('old', os.O_RDONLY | os.O_TRUNC)",
    "another program": "os.execv('/bin/true', ['true'])",
}


@pytest.mark.parametrize("call", REFUSED_CALLS)
def test_what_the_kernel_refuses_beside_a_store(call: str, tmp_path: Path) -> None:
    (tmp_path / "old").write_text("old", "utf-8")
    code = "import os, socket; from itu_kg.query.sandbox_worker import refuse_calls; "
    code += f"assert refuse_calls(); print(open('old').read()); {REFUSED_CALLS[call]}"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr.splitlines()[-1][:15]) == ("old\n", "PermissionError")
    assert [(each.name, each.read_text("utf-8")) for each in tmp_path.iterdir()] == [("old", "old")]


def test_the_kernel_refuses_threads_that_run_already() -> None:
    code = (
        "import socket, threading; from itu_kg.query.sandbox_worker import refuse_calls; go = threading.Event(); "
        "thread = threading.Thread(target=lambda: [go.wait(), socket.socket()]); thread.start(); "
        "assert refuse_calls(); go.set(); thread.join()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "PermissionError" in done.stderr


def test_too_few_files_for_a_store_are_told_as_that(many: Path) -> None:
    done = _by_hand([many], "ASK {}", 60)
    assert done.returncode == UNREADABLE
    assert "at least 96 file descriptors" in done.stderr
    assert "store build" not in done.stderr
