"""`load` and then `dump` give the release back, from each kind of store."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from tests.stores.conftest import triples

from itu_kg import rdf
from itu_kg.cli.main import cli
from itu_kg.errors import RemoteError, UsageError
from itu_kg.model.assets import carried
from itu_kg.model.vocab import BASE
from itu_kg.pipeline.dump import dump
from itu_kg.release.checksums import dataset_hash
from itu_kg.stores.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.servers import Server
    from tests.stores.conftest import Corner


def _environment(server: Server, home: Path) -> dict[str, str]:
    who = {"ITU_KG_USER": server.user, "ITU_KG_PASSWORD": server.password} if server.user else {}
    return {"HOME": str(home), **who}


def _run(environment: dict[str, str], *words: str | Path) -> None:
    done = CliRunner().invoke(cli, [*map(str, words), "-q"], env=environment, catch_exceptions=False)
    assert done.exit_code == 0, done.output


def test_a_release_comes_back_as_it_was_and_verifies(
    start: Callable[[str], Server], itu_release: Path, tmp_path: Path
) -> None:
    server = start("oxigraph")  # which makes 1,413 xsd:nonNegativeInteger of ours xsd:integer
    environment, back = _environment(server, tmp_path), tmp_path / "back"
    _run(environment, "load", itu_release, "--to", server.url, "--state", tmp_path / "state")
    _run(environment, "dump", "--from", server.url, "-o", back, "--version", "1.0.0")
    _run(environment, "verify", back)
    first, second = (json.loads((each / "release.json").read_text("utf-8")) for each in (itu_release, back))
    assert (second["hash"], second["graphs"]) == (first["hash"], first["graphs"])


def test_a_release_comes_back_from_virtuoso_as_it_was(in_virtuoso: Corner, itu_release: Path, tmp_path: Path) -> None:
    _run(in_virtuoso.environment, "load", itu_release, "--to", in_virtuoso.url, "--state", tmp_path / "state")
    found = dump(in_virtuoso.store, (), rdf.Context.load(carried().context), lambda _: None, base=BASE)
    said = json.loads((itu_release / "release.json").read_text("utf-8"))
    assert dataset_hash(found.dataset.graphs) == said["hash"]["dataset"]


def _dumped(corner: Corner, *graphs: str) -> dict[str, set[str]]:
    context = rdf.Context.load(carried().context, base=corner.base)
    found = dump(corner.store, graphs, context, lambda _: None, base=corner.base)
    return {graph.iri: {" ".join(triple) for triple in graph.triples} for graph in found.dataset.graphs}


def test_a_graph_above_the_stores_limit_comes_back_whole(corner: Corner) -> None:
    lines = triples(25_000)
    assert corner.load(corner.release({"large": lines, "small": lines[:3]})).code == 0
    assert _dumped(corner) == {corner.graph("large"): set(lines), corner.graph("small"): set(lines[:3])}


def test_graphs_that_are_named_come_alone(corner: Corner) -> None:
    assert corner.load(corner.release({"a": triples(3), "b": triples(4)})).code == 0
    assert set(_dumped(corner, corner.graph("b"))) == {corner.graph("b")}


def test_a_graph_that_is_not_there_is_named(in_oxigraph: Corner) -> None:
    with pytest.raises(UsageError, match="nowhere"):
        _dumped(in_oxigraph, in_oxigraph.graph("nowhere"))


def test_a_graph_that_changes_while_it_is_read_is_refused(in_oxigraph: Corner, monkeypatch: pytest.MonkeyPatch) -> None:
    assert in_oxigraph.load(in_oxigraph.release({"a": triples(3)})).code == 0
    read = Store.read

    def meddled(store: Store, iri: str) -> object:
        found = read(store, iri)
        store.update(f"INSERT DATA {{ GRAPH <{iri}> {{ <urn:x> <urn:x> <urn:x> }} }}")  # somebody else's
        return found

    monkeypatch.setattr(Store, "read", meddled)
    with pytest.raises(RemoteError, match="somebody writes"):
        _dumped(in_oxigraph)
