"""Values that are long, at the beginning of a graph: where a store decides what a body is by how it begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.stores.conftest import Corner


@pytest.mark.parametrize("size", [40_000, 60_000, 120_000, 700_000])
def test_a_graph_that_begins_with_long_values_is_loaded(corner: Corner, size: int) -> None:
    lines = [f'<http://example.org/{at}> <http://example.org/p> "{str(at) * size}"' for at in range(3)]
    done = corner.load(corner.release({"long": lines}))
    assert (done.code, done.error) == (0, "")
    assert corner.holds("long") == set(lines)
