"""Stores without a graph store protocol are loaded by updates of the size they take: real servers, asked so."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests.stores.conftest import Corner, triples

from itu_kg.errors import SourceError
from itu_kg.http.auth import Authenticator
from itu_kg.http.client import Client
from itu_kg.http.credentials import Credentials, Secret
from itu_kg.model.vocab import XSD
from itu_kg.pipeline.load import load_set
from itu_kg.stores import requests
from itu_kg.stores.execute import Target
from itu_kg.stores.load import LoadContext, Options, Outcome, load
from itu_kg.stores.store import Store

if TYPE_CHECKING:
    from pathlib import Path

A, B = triples(2_500, "a"), triples(2_200, "b")


def _load(corner: Corner, release: Path, name: str) -> Outcome:
    server = corner.server
    who = Credentials("test", server.user, Secret(server.password)) if server.user else None
    profile = replace(corner.store.profile, graph_store="", quads=False, atomic_put=False)
    endpoints = corner.store.profile.endpoints(corner.url)
    bare = replace(endpoints, graph_store="")
    with Client(corner.url, Authenticator(corner.url, who)) as one, Client(corner.url) as other:
        target = Target(Store(profile, bare, one), Store(profile, bare, other))
        now = LoadContext("2026-11-25T12:00:00Z", name, "test", corner.state, lambda: "2026-11-25T12:00:01Z")
        return load(load_set(release), target, Options(), now, lambda *_: None, lambda *_: None)


def test_a_graph_of_more_triples_than_an_update_takes_goes_in_pieces(corner: Corner):
    _load(corner, corner.release({"a": A}), "first")
    assert corner.holds("a") == set(A)


def test_a_graph_that_becomes_another_is_staged_and_moved(corner: Corner):
    _load(corner, corner.release({"a": A}), "first")
    _load(corner, corner.release({"a": B}, "1.1.0"), "second")
    assert corner.holds("a") == set(B)
    assert [iri for iri in corner.store.counts() if iri.startswith(f"{corner.base}staging/")] == []


def test_the_second_time_nothing_is_written(corner: Corner):
    release = corner.release({"a": A})
    _load(corner, release, "first")
    assert _load(corner, release, "second").receipt is None


def test_odd_values_are_tried_and_loaded_by_updates_alone(corner: Corner):
    lines = [f'<urn:s/{at}> <urn:p> "{at}.10"^^<{XSD}decimal>' for at in range(300)]
    release = corner.release({"a": lines})
    outcome = _load(corner, release, "first")
    rows = corner.store.select(f"SELECT ?o WHERE {{ GRAPH <{corner.graph('a')}> {{ ?s ?p ?o }} }}")
    assert sorted(float(row["o"]) for row in rows) == [at + 0.1 for at in range(300)]
    assert sum(each.triples for each in outcome.altered) == len(set(lines) - corner.holds("a"))
    assert [iri for iri in corner.store.counts() if iri.startswith(f"{corner.base}staging/")] == []
    assert _load(corner, release, "second").receipt is None


@pytest.mark.parametrize(
    "line", ["<urn:s> <urn:p> <urn:o> } } ; DROP ALL #\n", "<urn:s> <urn:p> <urn:o> .\n<urn:s> <urn:p> <urn:q> .\n"]
)
def test_a_line_that_is_no_triple_gets_into_no_update(line: str):
    with pytest.raises(SourceError):
        requests.data("INSERT", "http://example.org/g", [line])
