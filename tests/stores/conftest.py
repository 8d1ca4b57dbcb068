"""Servers that all tests of stores share, each test in a corner of its own; and small releases to put into them."""

from __future__ import annotations

import itertools
import json
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from tests.servers import KINDS, Server, running

from itu_kg.cli.main import cli
from itu_kg.errors import ItuKgError
from itu_kg.http.auth import Authenticator
from itu_kg.http.client import Client
from itu_kg.http.credentials import Credentials, Secret
from itu_kg.model.edition import Artefact, Edition
from itu_kg.model.vocab import graph_name
from itu_kg.release import write
from itu_kg.stores.profiles import PROFILES
from itu_kg.stores.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

CORNERS = itertools.count(1)


@pytest.fixture(scope="session")
def start(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Server]]:
    """Start a server of a kind, once."""
    started: dict[str, Server] = {}
    with ExitStack() as open_:

        def start(kind: str) -> Server:
            if reason := KINDS[kind].missing():
                pytest.skip(reason)
            if kind not in started:
                started[kind] = open_.enter_context(running(KINDS[kind], tmp_path_factory.mktemp(kind)))
            return started[kind]

        yield start


@dataclass
class Corner:
    """A base IRI of one test in a server that others use too, with a state folder and a place for releases."""

    server: Server
    folder: Path
    base: str = field(default_factory=lambda: f"http://corner.example/{next(CORNERS)}/")

    @property
    def state(self) -> Path:
        return self.folder / "state"

    def graph(self, name: str) -> str:
        return f"{self.base}graph/{name}"

    def release(self, graphs: Mapping[str, Sequence[str]], version: str = "1.0.0") -> Path:
        """A release of graphs, each given as lines of N-Triples without their ends."""
        folder = self.folder / f"release-{version}"
        names = {self.graph(name): graph_name(self.graph(name)) for name in graphs}
        sorted_ = {name: "".join(sorted(f"{line} .\n" for line in lines)) for name, lines in graphs.items()}
        quads = sorted(
            f"{line[:-2]}<{self.graph(name)}> .\n" for name, text in sorted_.items() for line in text.split("\n")[:-1]
        )
        triples = sorted({f"{line}\n" for text in sorted_.values() for line in text.split("\n")[:-1]})
        artefacts = [
            Artefact("itu-kg.nq", "application/n-quads", ("".join(quads).encode(),)),
            Artefact("itu-kg.nt", "application/n-triples", ("".join(triples).encode(),)),
            *(
                Artefact(f"graphs/{names[self.graph(name)]}.nt", "application/n-triples", (text.encode(),))
                for name, text in sorted_.items()
            ),
        ]
        address = f"{self.base}release/{version}"
        called = ("test", version, "2026-11-25", "https://licence.example/")
        edition = Edition(*called, self.base, f"{self.base}dataset", address, f"{address}/")
        write.release(artefacts, folder, lambda new, written: [write.description(edition, names, new, written)])
        return folder

    @property
    def environment(self) -> dict[str, str]:
        if not self.server.user:
            return {"NETRC": "", "HOME": str(self.folder)}
        return {"ITU_KG_USER": self.server.user, "ITU_KG_PASSWORD": self.server.password, "HOME": str(self.folder)}

    def load(self, *arguments: str | Path, url: str = "", environment: dict[str, str] | None = None) -> Done:
        """Run `itu-kg load … --to`."""
        words = ["load", *map(str, arguments), "--to", url or self.url, "--state", str(self.state), "--json"]
        done = CliRunner().invoke(cli, words, env=self.environment if environment is None else environment)
        if done.exception and not isinstance(done.exception, ItuKgError | SystemExit):
            raise done.exception
        code = done.exception.exit_code if isinstance(done.exception, ItuKgError) else done.exit_code
        said = json.loads(done.stdout) if done.stdout else {}
        return Done(code, said, str(done.exception) if code else "", done.stderr)

    @property
    def url(self) -> str:
        return self.server.store

    @cached_property
    def store(self) -> Store:
        """The store by our own hands, to look and to meddle."""
        profile = PROFILES[self.server.kind]
        who = Credentials("test", self.server.user, Secret(self.server.password)) if self.server.user else None
        client = Client(self.url, Authenticator(self.url, who, scheme=profile.auth))
        return Store(profile, profile.endpoints(self.url), client)

    def holds(self, name: str) -> set[str]:
        """What a graph holds: lines without their ends."""
        with self.store.read(self.graph(name)) as content:
            return {line.removesuffix(" .\n") for line in content.lines()}


@dataclass(frozen=True)
class Done:
    """What a run of the command came to."""

    code: int
    said: dict[str, Any]
    error: str
    talk: str = ""

    @property
    def changes(self) -> dict[str, str]:
        return {graph["iri"].rpartition("/")[2]: graph["change"] for graph in self.said["graphs"]}


def _corner(server: Server, folder: Path) -> Iterator[Corner]:
    corner = Corner(server, folder)
    yield corner
    if "store" in vars(corner):
        corner.store.client.close()


@pytest.fixture(params=sorted(KINDS))
def corner(request: pytest.FixtureRequest, start: Callable[[str], Server], tmp_path: Path) -> Iterator[Corner]:
    """A corner of each kind of server that is installed here."""
    yield from _corner(start(request.param), tmp_path)


@pytest.fixture
def in_virtuoso(start: Callable[[str], Server], tmp_path: Path) -> Iterator[Corner]:
    yield from _corner(start("virtuoso"), tmp_path)


@pytest.fixture
def in_oxigraph(start: Callable[[str], Server], tmp_path: Path) -> Iterator[Corner]:
    yield from _corner(start("oxigraph"), tmp_path)


def triples(number: int, tag: str = "a") -> list[str]:
    """Made-up triples, ten to a subject."""
    return [
        f'<http://example.org/{tag}/{at // 10}> <http://example.org/p{at % 10}> "value {at} of {tag}"'
        for at in range(number)
    ]
