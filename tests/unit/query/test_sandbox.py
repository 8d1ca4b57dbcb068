from __future__ import annotations

import json
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from itu_kg.errors import SourceError, UsageError
from itu_kg.query.memory_store import read
from itu_kg.query.sandbox import Guarded, Limits

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
