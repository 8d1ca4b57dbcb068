"""What trials begin with: the old content of each graph in the store, the new content known, nothing armed."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.faults.trial import Content, Site


@pytest.fixture(scope="module")
def contents(site: Site) -> tuple[Content, Content]:
    """What the store holds before and after a load in which nothing goes wrong."""
    site.prepare()
    old = site.holds()
    site.proxy.requests.clear()
    began = time.monotonic()
    ended = site.load("--timeout", "120")
    assert ended.code == 0, ended.said
    # What takes longer than a whole load in which nothing goes wrong is a fault, however busy the machine is.
    site.seconds = max(site.seconds, time.monotonic() - began)
    writes = [request for request in site.proxy.requests if request.writes]
    site.probing = 2 + max(at for at, request in enumerate(writes) if request.target.endswith("probe"))
    return old, site.holds()


@pytest.fixture
def ready(site: Site, contents: tuple[Content, Content]) -> Iterator[tuple[Content, Content]]:
    """The same, with the store as it was before."""
    site.proxy.trap = None
    if site.server.process is None:
        site.server.start()
    site.prepare()
    site.proxy.requests.clear()
    yield contents
    site.proxy.trap = None
