"""Drafts and stores: each in a graph of its own, left out unless asked for, never left behind without a word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.stores.conftest import triples

if TYPE_CHECKING:
    from tests.stores.conftest import Corner

A, B, C = triples(30, "a"), triples(20, "b"), triples(5, "c")
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
