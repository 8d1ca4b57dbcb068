"""Drafts and stores: each in a graph of its own, left out unless asked for, never left behind without a word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.stores.conftest import triples

from itu_kg.model.assets import carried
from itu_kg.pipeline.dump import dump
from itu_kg.rdf import Context

if TYPE_CHECKING:
    from tests.stores.conftest import Corner

A, B, C = triples(30, "a"), triples(20, "b"), triples(5, "c")
CONTEXT = Context.load(carried().context)
STALE = "holds a draft of an earlier load"


def test_a_draft_is_left_out_and_told(corner: Corner) -> None:
    done = corner.load(corner.release({"a": A, "a/draft": B}))
    assert (done.code, done.changes, done.said["draftsLeftOut"]) == (0, {"a": "new"}, 20)
    assert "left out: 20 triples" in done.talk
    assert corner.holds("a/draft") == set()


def test_a_draft_that_is_asked_for_stands_in_a_graph_of_its_own(corner: Corner) -> None:
    done = corner.load(corner.release({"a": A, "a/draft": B}), "--with-drafts")
    assert (done.code, done.changes) == (0, {"a": "new", "draft": "new"})
    assert (corner.holds("a"), corner.holds("a/draft")) == (set(A), set(B))


def test_a_draft_of_an_earlier_load_stays_and_is_told(corner: Corner) -> None:
    release = corner.release({"a": A, "a/draft": B})
    corner.load(release, "--with-drafts")
    done = corner.load(release)
    assert (done.code, done.changes) == (0, {"a": "same", "draft": "kept"})
    assert STALE in done.talk
    assert corner.holds("a/draft") == set(B)


def test_a_draft_that_is_settled_is_told_and_pruned(corner: Corner) -> None:
    corner.load(corner.release({"a": A, "a/draft": B}), "--with-drafts")
    settled = corner.release({"a": [*A, *C]}, "1.1.0")
    assert STALE in corner.load(settled, "--with-drafts").talk
    done = corner.load(settled, "--prune")
    assert (done.code, done.changes["draft"]) == (0, "gone")
    assert STALE not in done.talk
    assert corner.holds("a/draft") == set()


def test_pruning_leaves_the_drafts_of_other_people_alone(corner: Corner) -> None:
    theirs = f"{corner.base}theirs/graph/a/draft"
    corner.store.update(f"INSERT DATA {{ GRAPH <{theirs}> {{ {A[0]} }} }}")
    done = corner.load(corner.release({"a": A}), "--prune")
    assert STALE not in done.talk
    assert corner.store.count(theirs) == 1


def test_what_was_loaded_with_drafts_can_be_rolled_back(corner: Corner) -> None:
    done = corner.load(corner.release({"a": A, "a/draft": B}), "--with-drafts")
    assert corner.load("--rollback", done.said["receipt"]).code == 0
    assert corner.holds("a/draft") == set()


def test_a_dump_leaves_drafts_out_unless_they_are_asked_for_or_named(corner: Corner) -> None:
    corner.load(corner.release({"a": A, "a/draft": B}), "--with-drafts")
    told: list[str] = []
    names = {
        (named, drafts): {
            graph.iri.removeprefix(corner.graph(""))
            for graph in dump(corner.store, named, CONTEXT, told.append, base=corner.base, drafts=drafts).dataset.graphs
        }
        for named, drafts in (((), False), ((), True), ((corner.graph("a/draft"),), False))
    }
    assert list(names.values()) == [{"a"}, {"a", "a/draft"}, {"a/draft"}]
    assert [line for line in told if "left out" in line] == [
        "left out: 20 triples, which nobody has confirmed; --with-drafts takes them in"
    ]
