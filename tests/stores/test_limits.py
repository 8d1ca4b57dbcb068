"""A Virtuoso whose administrator cuts answers earlier than usual, and which holds many graphs of others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.servers import Virtuoso
from tests.stores.conftest import Corner, triples

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def corner(tmp_path: Path) -> Iterator[Corner]:
    if reason := Virtuoso.missing():
        pytest.skip(reason)
    server = Virtuoso(tmp_path / "virtuoso", ResultSetMaxRows=700)
    server.start()
    try:
        found = Corner(server, tmp_path)
        for start in range(0, 900, 300):
            graphs = (
                f"GRAPH <http://others.example/{at}> {{ <urn:s> <urn:p> {at} }}" for at in range(start, start + 300)
            )
            found.store.update(f"INSERT DATA {{ {' '.join(graphs)} }}")
        yield found
        found.store.client.close()
    finally:
        server.stop()


def test_a_release_is_loaded_and_recognised_where_answers_are_short_and_graphs_are_many(corner: Corner):
    """One test: the server takes long to start."""
    release = corner.release({"a": triples(3_000), "b": triples(10)})
    done = corner.load(release)
    assert (done.code, done.changes) == (0, {"a": "new", "b": "new"})
    assert corner.load(release).changes == {"a": "same", "b": "same"}
    done = corner.load(corner.release({"a": triples(2_500)}, "1.1.0"), "--prune")
    assert (done.code, done.changes) == (0, {"a": "changed", "b": "gone"})
    assert corner.holds("a") == set(triples(2_500))
    assert corner.store.count("http://others.example/7") == 1
