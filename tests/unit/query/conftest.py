from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.servers.lying import Lying

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def liar() -> Iterator[Lying]:
    with Lying() as server, Lying() as other:
        server.handler.other = other.url  # type: ignore[attr-defined]  # made above
        server.elsewhere = other  # type: ignore[attr-defined]  # for the tests that look there
        yield server
