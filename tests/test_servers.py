"""The servers that other tests talk to start, answer, take what they are given, and come back after a kill."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.servers import KINDS, Server, running


@pytest.fixture(params=sorted(KINDS))
def kind(request: pytest.FixtureRequest) -> type[Server]:
    """A kind of server that is installed here."""
    found = KINDS[request.param]
    if reason := found.missing():
        pytest.skip(reason)
    return found


def test_a_server_that_was_killed_comes_back_in_its_place(kind: type[Server], tmp_path: Path):
    with running(kind, tmp_path) as server:
        url = server.url
        server.kill()
        assert not server.answers()
        server.start()
        assert server.url == url
        assert server.answers()


def _listening(port: int) -> set[str]:
    """The addresses of this machine on which somebody listens at the port, as the kernel writes them."""
    lines = [line.split() for name in ("tcp", "tcp6") for line in Path("/proc/net", name).read_text().splitlines()[1:]]
    return {line[1].partition(":")[0] for line in lines if line[3] == "0A" and line[1].endswith(f":{port:04X}")}


def test_a_server_listens_on_loopback_alone(kind: type[Server], tmp_path: Path):
    with running(kind, tmp_path) as server:
        assert _listening(server.port) <= {"0100007F", "0000000000000000FFFF00000100007F"}
        assert server.answers()
