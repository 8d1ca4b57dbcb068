"""Queries that hang, crash or leave the house in some engine: each ends as one line, in time, without the network."""

from __future__ import annotations

import socket
import time
from dataclasses import replace
from pathlib import Path

import pytest

from itu_kg.errors import UsageError
from itu_kg.query.run import evaluate
from itu_kg.query.sandbox import Guarded, Limits

DATA = Path(__file__).parent / "data"
LIMITS = Limits(seconds=1.0, memory=192 << 20, answer=1 << 20)
ALL = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o . ?p ?q ?r"
TEXT = '"' + "a" * 60 + '"'
KILLERS = {
    "service": "ASK { SERVICE <http://127.0.0.1:PORT/> { ?s ?p ?o } }",
    "service-silent": "ASK { SERVICE SILENT <http://127.0.0.1:PORT/> { ?s ?p ?o } }",
    "service-variable": "ASK { BIND(<http://127.0.0.1:PORT/> AS ?x) SERVICE ?x { ?s ?p ?o } }",
    "service-escaped": "ASK { \\u0053ERVICE <http://127.0.0.1:PORT/> { ?s ?p ?o } }",
    "from": "ASK FROM <http://127.0.0.1:PORT/> { ?s ?p ?o }",
    "from-file": "ASK FROM <file:///etc/passwd> { ?s ?p ?o }",
    "from-named": "ASK FROM NAMED <http://127.0.0.1:PORT/> { GRAPH ?g { ?s ?p ?o } }",
    "load": "LOAD <http://127.0.0.1:PORT/>",
    "drop": "DROP ALL",
    "replace": "SELECT (" + "REPLACE(" * 6 + TEXT + f', ".", {TEXT})' * 6 + " AS ?x) {}",
    "concat": "SELECT (STRLEN(?z) AS ?n) { BIND(" + TEXT + " AS ?x0) "
    + " ".join(f"BIND(CONCAT({', '.join([f'?x{i}'] * 16)}) AS ?x{i + 1})" for i in range(6)) + " BIND(?x6 AS ?z) }",
    "doubling": "SELECT ?x40 { BIND('ab' AS ?x0) "
    + " ".join(f"BIND(CONCAT(?x{i}, ?x{i}) AS ?x{i + 1})" for i in range(40)) + " }",
    "braces": "ASK " + "{" * 20_000 + "}" * 20_000,
    "exists": "ASK {" + "FILTER EXISTS { ?s ?p ?o " * 1_500 + "}" * 1_501,
    "sub-select": "SELECT * {" + "{ SELECT * {" * 3_000 + "?s ?p ?o" + "} }" * 3_000 + "}",
    "brackets": "ASK { FILTER(" + "(" * 20_000 + "1" + ")" * 20_000 + ") }",
    "negations": "ASK { FILTER(" + "!" * 100_000 + "true) }",
    "arithmetic": "SELECT (" + "1 + (" * 10_000 + "1" + ")" * 10_000 + " AS ?x) {}",
    "quoted-triples": "ASK { " + "<<( <a:s> <a:p> " * 20_000 + "<a:o>" + " )>>" * 20_000 + " <a:p> <a:o> }",
    "collections": "ASK { ?s ?p " + "(" * 20_000 + ")" * 20_000 + " }",
    "blank-nodes": "ASK { ?s ?p " + "[ ?p " * 20_000 + "1" + " ]" * 20_000 + " }",
    "join": "SELECT * {" + " ".join(f"?a{i} ?p{i} ?a{i + 1} ." for i in range(500)) + "}",
    "optionals": "SELECT * { ?s ?p ?o " + "OPTIONAL { ?x ?y ?z } " * 20
    + "OPTIONAL { ?k ?l ?m OPTIONAL { ?n ?o ?q } } }",
    "rows": f"SELECT * {{ {ALL} }}",
    "count": f"SELECT (COUNT(*) AS ?n) {{ {ALL} }}",
    "order": f"SELECT ?a {{ {ALL} }} ORDER BY ?f ?i LIMIT 1",
    "distinct": f"SELECT DISTINCT ?a ?d ?g ?j ?m {{ {ALL} }}",
    "group-concat": f"SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?d), STR(?g))) AS ?x) {{ {ALL} }}",
    "values": "SELECT * {" + " ".join(
        f"VALUES ?v{i} {{ {' '.join(map(str, range(200)))} }}" for i in range(6)) + "}",
    "in": f"SELECT (COUNT(*) AS ?n) {{ {ALL} FILTER(?a NOT IN ({', '.join(map(str, range(20_000)))})) }}",
    "unions": "SELECT * {" + " ".join(
        "{ ?s ?p ?o } UNION { ?s ?p ?o }" + f" ?a{i} ?b{i} ?c{i} ." for i in range(40)) + "}",
    "construct": f"CONSTRUCT {{ ?a ?e ?i . ?d ?b ?l }} WHERE {{ {ALL} }}",
    "regex": f"SELECT (COUNT(*) AS ?n) {{ {ALL} FILTER(!REGEX(STR(?c), '^(([a-z])+.)+[A-Z]([a-z])+$')) }}",
}  # fmt: skip
# What some engines cannot bear and this one answers: in time, and with an answer.
BORNE = {
    "regex-alone": "SELECT (REGEX('" + "a" * 60 + "!', '^(a+)+$') AS ?x) {}",
    "long-text": "SELECT (STRLEN('" + "x" * 1_000_000 + "') AS ?n) {}",
    "many-values": "SELECT (COUNT(?v) AS ?n) { VALUES ?v { " + "1 " * 100_000 + "} }",
    "property-path": "SELECT (COUNT(*) AS ?n) { ?s ((!<a:x>|^!<a:x>)*)* ?o }",
}


@pytest.fixture(scope="module")
def listening():
    """A server that counts who comes."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server
        server.settimeout(0.05)
        with pytest.raises(TimeoutError):
            server.accept()


def _ask(text: str, port: int, limits: Limits = LIMITS) -> None:
    evaluate(text.replace("PORT", str(port)), Guarded((DATA,), limits=limits), prefixes={}, where="SPARQL")


@pytest.mark.parametrize("killer", KILLERS)
def test_a_killer_ends_as_one_line_in_time(killer: str, listening: socket.socket):
    begun = time.monotonic()
    with pytest.raises(UsageError) as caught:
        _ask(KILLERS[killer], listening.getsockname()[1])
    said = str(caught.value)
    assert "\n" not in said
    assert len(said) < 250
    assert time.monotonic() - begun < 10 * LIMITS.seconds


@pytest.mark.parametrize("query", BORNE)
def test_what_other_engines_cannot_bear_is_answered(query: str):
    _ask(BORNE[query], 0, replace(LIMITS, seconds=30))
