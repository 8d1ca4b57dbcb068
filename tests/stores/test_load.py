"""A release goes into real stores: planned, written, checked, and back again."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.stores.conftest import triples

from itu_kg.http.messages import Payload

if TYPE_CHECKING:
    from tests.stores.conftest import Corner

A, B, C = triples(30, "a"), triples(20, "b"), triples(5, "c")


def test_a_release_goes_into_a_store_that_has_nothing_of_it(corner: Corner):
    done = corner.load(corner.release({"a": A, "b": B}))
    assert (done.code, done.changes) == (0, {"a": "new", "b": "new"})
    assert corner.holds("a") == set(A)
    assert corner.holds("b") == set(B)


def test_the_second_run_writes_nothing(corner: Corner):
    release = corner.release({"a": A, "b": B})
    corner.load(release)
    done = corner.load(release)
    assert (done.code, done.changes, done.said["written"]) == (0, {"a": "same", "b": "same"}, False)


def test_a_marker_of_an_earlier_load_is_not_believed(corner: Corner):
    release = corner.release({"a": A})
    corner.load(release)
    corner.store.update(f"DELETE DATA {{ GRAPH <{corner.graph('a')}> {{ {A[0]} }} }}")
    assert corner.load(release).changes == {"a": "changed"}
    assert corner.holds("a") == set(A)


def test_a_graph_of_the_same_size_and_other_content_is_changed(corner: Corner):
    corner.load(corner.release({"a": A}))
    done = corner.load(corner.release({"a": [*A[1:], *C[:1]]}, "1.1.0"))
    assert [(each["adds"], each["removes"]) for each in done.said["graphs"]] == [(1, 1)]
    assert corner.holds("a") == {*A[1:], *C[:1]}


def test_a_graph_that_becomes_another_is_replaced(corner: Corner):
    corner.load(corner.release({"a": A}))
    assert corner.load(corner.release({"a": B}, "1.1.0")).code == 0
    assert corner.holds("a") == set(B)


def test_a_graph_that_is_no_longer_in_the_release_stays(corner: Corner):
    corner.load(corner.release({"a": A, "b": B}))
    done = corner.load(corner.release({"a": A}, "1.1.0"))
    assert done.changes == {"a": "same", "b": "kept"}
    assert corner.holds("b") == set(B)


def test_pruning_removes_a_graph_that_is_no_longer_in_the_release(corner: Corner):
    corner.load(corner.release({"a": A, "b": B}))
    done = corner.load(corner.release({"a": A}, "1.1.0"), "--prune")
    assert (done.code, done.changes) == (0, {"a": "same", "b": "gone"})
    assert corner.holds("b") == set()


def test_graphs_of_other_people_are_not_touched(corner: Corner):
    theirs = f"{corner.base}theirs"
    corner.store.update(f"INSERT DATA {{ GRAPH <{theirs}> {{ {A[0]} }} }}")
    corner.load(corner.release({"a": A}), "--prune")
    assert corner.store.count(theirs) == 1


def test_a_dry_run_says_what_would_be_and_writes_nothing(corner: Corner):
    done = corner.load(corner.release({"a": A}), "--dry-run")
    assert (done.code, done.changes, done.said["written"]) == (0, {"a": "new"}, False)
    assert corner.holds("a") == set()


def test_a_dry_run_leaves_no_state(corner: Corner):
    corner.load(corner.release({"a": A}), "--dry-run")
    assert not corner.state.exists()


def test_rolling_back_gives_every_graph_what_it_held(corner: Corner):
    corner.load(corner.release({"a": A, "b": B}))
    done = corner.load(corner.release({"a": [*A[1:], *C], "c": C}, "1.1.0"), "--prune")
    assert done.changes == {"a": "changed", "b": "gone", "c": "new"}
    back = corner.load("--rollback", done.said["receipt"])
    assert back.code == 0
    assert (corner.holds("a"), corner.holds("b"), corner.holds("c")) == (set(A), set(B), set())


def test_rolling_back_gives_back_somebody_elses_blank_nodes(corner: Corner):
    theirs = '<http://example.org/s> <http://example.org/p> _:x .\n_:x <http://example.org/p> "of x" .\n'
    corner.store.put(corner.graph("a"), Payload.of(theirs.encode(), "application/n-triples"))
    before = corner.holds("a")
    receipt = corner.load(corner.release({"a": A})).said["receipt"]
    assert corner.load("--rollback", receipt).code == 0
    assert (corner.holds("a"), len(before)) == (before, 2)


def test_a_rollback_can_be_rolled_back(corner: Corner):
    corner.load(corner.release({"a": A}))
    there = corner.load(corner.release({"a": B}, "1.1.0")).said["receipt"]
    back = corner.load("--rollback", there).said["receipt"]
    corner.load("--rollback", back)
    assert corner.holds("a") == set(B)


def test_a_rollback_done_twice_does_nothing_the_second_time(corner: Corner):
    receipt = corner.load(corner.release({"a": A})).said["receipt"]
    corner.load("--rollback", receipt)
    assert corner.load("--rollback", receipt).said["written"] is False


def test_a_rollback_refuses_what_somebody_changed_since(corner: Corner):
    receipt = corner.load(corner.release({"a": A})).said["receipt"]
    corner.store.update(f"INSERT DATA {{ GRAPH <{corner.graph('a')}> {{ {C[0]} }} }}")
    done = corner.load("--rollback", receipt)
    assert (done.code, corner.holds("a")) == (7, {*A, C[0]})


def test_the_receipt_keeps_what_a_graph_held(corner: Corner):
    corner.load(corner.release({"a": A}))
    receipt = corner.load(corner.release({"a": B}, "1.1.0")).said["receipt"]
    entry = json.loads(Path(receipt).read_bytes())["graphs"][0]
    kept = gzip.decompress((Path(receipt).parent / "old" / entry["old"]).read_bytes())
    assert set(kept.decode().replace(" .\n", "\n").splitlines()) == set(A)
    assert entry["before"]["triples"] == len(A)


def test_nothing_of_ours_stays_beside_the_release(corner: Corner):
    corner.load(corner.release({"a": A}))
    corner.load(corner.release({"a": B}, "1.1.0"))
    assert [iri for iri in corner.store.counts() if iri.startswith(f"{corner.base}staging/")] == []


def test_a_graph_is_not_emptied_unless_that_is_allowed(corner: Corner):
    corner.load(corner.release({"a": A, "b": B}))
    empty = corner.release({"a": A, "b": []}, "1.1.0")
    assert (corner.load(empty).code, corner.holds("b")) == (2, set(B))
    assert (corner.load(empty, "--allow-empty").code, corner.holds("b")) == (0, set())


def test_text_in_every_script_comes_back_as_it_was(corner: Corner):
    texts = ['"héllo"@fr', '"مرحبا"@ar', '"𝄞 \\" \\\\ \\n \\t"', '"新闻"@zh-hans', '""']
    lines = [f"<http://example.org/é> <http://example.org/p> {text}" for text in texts]
    assert corner.load(corner.release({"a": lines})).code == 0
    assert corner.holds("a") == set(lines)


@pytest.mark.parametrize("size", [100_000, 900_000])
def test_a_long_literal_is_loaded(corner: Corner, size: int):
    line = f'<http://example.org/s> <http://example.org/p> "{"long " * (size // 5)}"'
    assert corner.load(corner.release({"a": [line, *A]})).code == 0
    assert corner.holds("a") == {line, *A}


def test_a_value_that_the_store_alters_as_foretold_is_named_and_passes(in_oxigraph: Corner):
    line = '<http://example.org/s> <http://example.org/p> "7"^^<http://www.w3.org/2001/XMLSchema#nonNegativeInteger>'
    done = in_oxigraph.load(in_oxigraph.release({"a": [line, *A]}))
    assert (done.code, [(each["reason"], each["triples"]) for each in done.said["altered"]]) == (0, [("datatype", 1)])
    assert in_oxigraph.load(in_oxigraph.release({"a": [line, *A]})).changes == {"a": "same"}


def test_strict_refuses_a_value_that_would_be_altered_before_it_writes(in_oxigraph: Corner):
    line = '<http://example.org/s> <http://example.org/p> "7"^^<http://www.w3.org/2001/XMLSchema#nonNegativeInteger>'
    done = in_oxigraph.load(in_oxigraph.release({"a": [line]}), "--strict")
    assert (done.code, in_oxigraph.holds("a")) == (6, set())


def test_a_store_is_recognised_by_how_it_answers(corner: Corner):
    corner.load(corner.release({"a": A}))
    done = corner.load(corner.release({"a": A}), "--store", corner.server.kind)
    assert done.changes == {"a": "same"}


def test_the_receipt_says_in_prov_what_was_used_and_made(corner: Corner):
    receipt = corner.load(corner.release({"a": A})).said["receipt"]
    turtle = Path(receipt).with_suffix(".ttl").read_text("utf-8")
    assert re.search(r"prov:wasGeneratedBy", turtle)
    assert re.search(r"prov:specializationOf <graph/a>", turtle)


def test_a_blank_node_is_refused(corner: Corner):
    done = corner.load(corner.release({"a": ["_:b <http://example.org/p> <http://example.org/o>"]}))
    assert (done.code, "blank node" in done.error) == (3, True)
