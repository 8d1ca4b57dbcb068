from __future__ import annotations

from pathlib import Path

import pytest

from itu_kg.errors import SourceError, UsageError
from itu_kg.model.formats import Format
from itu_kg.query.sandbox import Limits
from itu_kg.query.updating import Change, update
from itu_kg.rdf import parse

DATA = """@prefix x: <http://x.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
x:a x:price 1.50 ; x:n 007 ; x:days "PT36H"^^xsd:duration ; x:yes "1"^^xsd:boolean ; x:name "A"@en, "B"@de-CH .
x:b x:price 2.0 ; x:when "2024-01-01Z"^^xsd:date .
"""


def _update(tmp_path: Path, text: str, data: str = DATA, name: str = "x.ttl") -> Change:
    path = tmp_path / name
    path.write_text(data)
    spaces = {"x": "http://x.org/"}
    change = update(path, text, spaces=spaces, base="http://x.org/", limits=Limits(seconds=2, memory=256 << 20))
    assert path.read_text() == data
    return change


def _triples(data: bytes) -> set[tuple[str, str, str]]:
    (graph,) = parse(data, Format.TURTLE, where="test")
    return set(graph.triples)


def test_what_an_update_leaves_alone_keeps_its_spelling(tmp_path: Path):
    change = _update(tmp_path, "INSERT DATA { x:c x:price 9 }")
    before, after = _triples(change.before), _triples(change.after)
    nine = '"9"^^<http://www.w3.org/2001/XMLSchema#integer>'
    assert after - before == {("<http://x.org/c>", "<http://x.org/price>", nine)}
    assert before - after == set()


def test_a_value_that_is_moved_keeps_its_spelling(tmp_path: Path):
    change = _update(tmp_path, "DELETE { ?s x:price ?p } INSERT { ?s x:cost ?p } WHERE { ?s x:price ?p }")
    assert (change.added, change.removed) == (2, 2)
    assert {o[:6] for _, p, o in _triples(change.after) if p == "<http://x.org/cost>"} == {'"1.50"', '"2.0"^'}


def test_a_value_is_added_as_the_update_spells_it(tmp_path: Path):
    change = _update(tmp_path, "INSERT DATA { x:c x:price 3.10 }")
    assert b'"3.10"^^xsd:decimal' in change.after


@pytest.mark.parametrize(
    "text",
    [
        "DELETE DATA { x:a x:price 1.5 }", "INSERT DATA { x:c x:price 1.5 }", "INSERT DATA { x:c x:n 7 }",
        'INSERT DATA { x:c x:days "P1DT12H"^^<http://www.w3.org/2001/XMLSchema#duration> }',
    ],
)  # fmt: skip
def test_a_change_that_two_spellings_make_doubtful_is_refused(tmp_path: Path, text: str):
    with pytest.raises(UsageError, match="is spelt in two ways"):
        _update(tmp_path, text)


def test_two_spellings_of_one_triple_stay_until_one_would_have_to_go(tmp_path: Path):
    data = "@prefix x: <http://x.org/> . x:a x:p 1.5, 1.50 ; x:q 1 ."
    change = _update(tmp_path, "DELETE WHERE { ?s x:q ?o }", data)
    assert {o[:6] for _, _, o in _triples(change.after)} == {'"1.5"^', '"1.50"'}
    with pytest.raises(UsageError, match="is spelt in two ways"):
        _update(tmp_path, "DELETE WHERE { ?s x:p ?o }", data)


def test_an_update_without_effect_changes_nothing(tmp_path: Path):
    change = _update(tmp_path, "DELETE WHERE { ?s x:nothing ?o }")
    assert change == Change(0, 0, DATA.encode(), DATA.encode())


def test_named_graphs_are_kept_apart(tmp_path: Path):
    data = "<http://x.org/a> <http://x.org/p> <http://x.org/b> <http://x.org/g> .\n"
    change = _update(tmp_path, "DELETE { GRAPH ?g { ?s ?p ?o } } INSERT { GRAPH x:h { ?s ?p ?o } } WHERE "
                     "{ GRAPH ?g { ?s ?p ?o } }", data, "x.nq")  # fmt: skip
    assert change.after == data.replace("/g>", "/h>").encode()


@pytest.mark.parametrize(
    ("text", "name", "complaint"),
    [
        ("ASK {}", "x.ttl", "this is no update"), ("LOAD <http://127.0.0.1:9/>", "x.ttl", "LOAD is off"),
        ("INSERT { ?s ?p ?o } WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "x.ttl", "SERVICE is off"),
        ("INSERT DATA { GRAPH x:g { x:a x:p x:b } }", "x.ttl", "cannot name graphs"),
        ("CLEAR ALL", "x.jsonld", "only Turtle"), ("CLEAR ALL", "x.txt", "only Turtle"),
        ("INSERT { x:a x:p ?z } WHERE { " + "?a ?b ?c . " * 1 + " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(40))
         + " BIND(STR(?a39) AS ?z) }", "x.ttl", "did not finish|used up|memory"),
    ],
)  # fmt: skip
def test_an_update_that_cannot_be_is_refused(tmp_path: Path, text: str, name: str, complaint: str):
    with pytest.raises(UsageError, match=complaint):
        _update(tmp_path, text, name=name)


def test_an_update_that_is_no_sparql_says_where(tmp_path: Path):
    with pytest.raises(SyntaxError, match=r"1:\d+"):
        _update(tmp_path, "INSERT DATA { x:a x:p")


def test_a_file_that_is_no_rdf_is_the_files_fault(tmp_path: Path):
    with pytest.raises(SourceError, match=r"x\.ttl:1"):
        _update(tmp_path, "CLEAR ALL", "no rdf")
