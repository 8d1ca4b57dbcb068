"""Servers that die, disks that fill, loads that are killed or meet: no graph stays half written, a re-run finishes.

The command runs as a process of its own here, since it is killed. A kill comes at the request that a trap of the proxy
picks, so that it hits the same step each time.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
import urllib.parse
from typing import TYPE_CHECKING

import pytest
from tests.faults.proxy import Exchange, Proxy, pass_on
from tests.faults.trial import Content, Site
from tests.servers import KINDS, Oxigraph, Server, running

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from _pytest.mark import ParameterSet


def _thorough(value: float | str) -> ParameterSet:
    return pytest.param(value, marks=pytest.mark.thorough)


STORES = ("oxigraph", _thorough("virtuoso"), _thorough("fuseki"))


@pytest.fixture(scope="module", params=STORES)
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, itu_release: Path) -> Iterator[Site]:
    kind = KINDS[request.param]
    if reason := kind.missing():
        pytest.skip(reason)
    folder = tmp_path_factory.mktemp(kind.kind)
    with running(kind, folder / "server") as server, Proxy(server.port) as proxy:
        environment = {"ITU_KG_USER": server.user, "ITU_KG_PASSWORD": server.password} if server.user else {}
        yield Site(server, proxy, itu_release, folder / "state", seconds=20, environment=environment)


def _process(site: Site, *more: str) -> subprocess.Popen[str]:
    path = urllib.parse.urlsplit(site.server.query).path.rpartition("/")[0]
    words = ["load", str(site.release), "--to", f"{site.proxy.url}{path}", "--store", site.server.kind, "--prune"]
    command = [sys.executable, "-m", "itu_kg", *words, "--state", str(site.state), "--timeout", "20", *more]
    environment = {**os.environ, **site.environment}
    return subprocess.Popen(command, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def _killing(server: Server, share: float) -> Callable[[Exchange], None]:
    def fault(exchange: Exchange) -> None:
        exchange.forward(share)
        time.sleep(0.02 if share == 1 else 0)
        server.kill()

    return fault


@pytest.mark.parametrize("share", [0.5, _thorough(1.0)], ids=["in-the-body", "while-it-works"])
@pytest.mark.parametrize(
    "skip",
    [_thorough(-4), _thorough(0), 1, _thorough(2), _thorough(3)],
    ids=["the-probe", "first-write", "second-write", "third-write", "fourth"],
)
def test_the_server_is_killed_at_a_write(site: Site, ready: tuple[Content, Content], skip: int, share: float):
    trap = site.proxy.arm(_killing(site.server, share), lambda request: request.writes, skip=site.probing + skip)
    ended = site.load()
    assert trap.fired == 1
    assert ended.code == 6, ended.said
    assert "cannot be reached" in ended.said or "answer" in ended.said or "broke" in ended.said, ended.said
    site.server.start()
    site.finishes(ready)


@pytest.mark.parametrize("skip", [-4, _thorough(-1), *map(_thorough, (0, 1)), 2, *map(_thorough, (3, 4, 5))])
def test_the_command_is_killed_at_a_write(site: Site, ready: tuple[Content, Content], skip: int):
    killed = threading.Event()

    def fault(exchange: Exchange) -> None:
        process.kill()
        killed.set()
        pass_on(exchange)

    site.proxy.arm(fault, lambda request: request.writes, skip=site.probing + skip)
    process = _process(site)
    process.communicate(timeout=60)
    if not killed.is_set():
        pytest.fail("the load has fewer writes than that")
    assert process.returncode == -signal.SIGKILL
    site.finishes(ready)


@pytest.mark.parametrize("skip", [-4, 1], ids=["in-the-probe", "second-write"])
def test_ctrl_c_is_one_line_and_the_next_run_finishes(site: Site, ready: tuple[Content, Content], skip: int):
    def fault(exchange: Exchange) -> None:
        process.send_signal(signal.SIGINT)
        pass_on(exchange)

    site.proxy.arm(fault, lambda request: request.writes, skip=site.probing + skip)
    process = _process(site)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130, said
    assert said.strip().splitlines()[-1].startswith("itu-kg: stopped; run the same command again")
    site.finishes(ready)


def test_a_second_load_from_this_machine_is_refused(site: Site, ready: tuple[Content, Content]):
    first = site.load
    refused = []

    def fault(exchange: Exchange) -> None:
        process = _process(site)
        _, said = process.communicate(timeout=60)
        refused.append((process.returncode, said))
        pass_on(exchange)

    site.proxy.arm(fault, lambda request: request.writes, skip=1)
    assert first().code == 0
    assert [code for code, _ in refused] == [6]
    assert "another load of this store is under way" in refused[0][1]
    assert site.holds() == ready[1]


def test_a_second_load_from_another_machine_is_refused(site: Site, ready: tuple[Content, Content], tmp_path: Path):
    refused = []

    def fault(exchange: Exchange) -> None:
        process = _process(site, "--state", str(tmp_path))
        _, said = process.communicate(timeout=60)
        refused.append((process.returncode, said))
        pass_on(exchange)

    site.proxy.arm(
        fault, lambda request: request.writes and request.size > 5000 and not request.target.endswith("probe")
    )
    # the mark is smaller
    assert site.load().code == 0
    assert [code for code, _ in refused] == [6]
    assert "another load from elsewhere" in refused[0][1]
    assert site.holds() == ready[1]


class _FullDisk(Oxigraph):
    """Oxigraph whose files cannot grow: the kernel refuses what would make one larger, as a full disk does."""

    room = 1 << 20

    def command(self) -> list[str]:
        # Told so by an error and not by a signal, which would end the process.
        words = ["prlimit", f"--fsize={self.room}", *super().command()]
        return ["sh", "-c", 'trap "" XFSZ; exec "$@"', "sh", *words]


def test_a_disk_that_is_full_is_an_error_and_with_room_a_re_run_finishes(tmp_path: Path, itu_release: Path):
    if reason := _FullDisk.missing():
        pytest.skip(reason)
    if not shutil.which("prlimit"):
        pytest.skip("prlimit (util-linux) is not installed")
    server = _FullDisk(tmp_path / "server")
    server.start()
    try:
        with Proxy(server.port) as proxy:
            site = Site(server, proxy, itu_release, tmp_path / "state", seconds=20)
            ended = site.load()
            assert ended.code in (6, 7), (ended.out, ended.said)
            assert "File too large" in ended.said.strip().splitlines()[-1]
            server.stop()
            server.room = 1 << 40
            server.start()
            again = site.load()
            assert again.code == 0, again.said
            assert len(site.graphs()) == 6
    finally:
        server.stop()
