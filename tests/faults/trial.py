"""One trial: a store in a known state, one thing that goes wrong, a load, and what each graph holds afterwards.

The command runs in this process, as `main` runs it, so that hundreds of trials take minutes. What the store holds is
read past the proxy and not by the code under test.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from unittest import mock

from tests.servers import Virtuoso

from itu_kg.cli.main import main
from itu_kg.model.vocab import BASE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.faults.proxy import Proxy
    from tests.servers import Server

SPACE = f"{BASE}graph/"
NEW, PATCHED, PUT, SAME, GONE = (f"{SPACE}{name}" for name in ("schemes", "sdg", "registry", "itu-2024", "unep-1999"))
FOREIGN = "http://example.org/somebody-else"
WATCHED = (NEW, PATCHED, PUT, GONE, FOREIGN, f"{SPACE}dataset")

Content = dict[str, frozenset[str]]


@dataclass(frozen=True)
class Ended:
    """How the command ended: its exit code, what it printed, what it said."""

    code: int
    out: str
    said: str


@dataclass
class Site:
    """A server with a proxy before it, and the folder for the state of loads."""

    server: Server
    proxy: Proxy
    release: Path
    state: Path
    seconds: float = 3.0
    """The timeout of a load in which something goes wrong."""
    environment: dict[str, str] = field(default_factory=dict)
    probing: int = 0
    """How many writes of a load try odd values out, before the first that is its own."""

    def load(self, *more: str) -> Ended:
        """Run `itu-kg load` through the proxy."""
        path = urllib.parse.urlsplit(self.server.query).path.rpartition("/")[0]
        to = f"{self.proxy.url}{path}"
        words = ["load", str(self.release), "--to", to, "--store", self.server.kind, "--state", str(self.state)]
        return run(*words, "--timeout", str(self.seconds), "--prune", *more, environment=self.environment)

    def holds(self) -> Content:
        """Read what each watched graph holds."""
        return {iri: read(self.server, iri) for iri in WATCHED} | {SAME: frozenset({str(self._size(SAME))})}

    def graphs(self) -> set[str]:
        """Name every graph of our base that the store has anything in."""
        rows = select(
            self.server, f"SELECT DISTINCT ?g {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?g), '{BASE}')) }}"
        )
        return {row["g"]["value"] for row in rows}

    def finishes(self, contents: tuple[Content, Content]) -> None:
        """Run the same again with nothing in the way: it must leave the new content and nothing staged."""
        self.proxy.trap = None
        again = self.load("--timeout", "120")
        assert again.code == 0, again.said
        assert self.holds() == contents[1]
        assert {iri for iri in self.graphs() if not iri.startswith(SPACE)} == set()

    def _size(self, iri: str) -> int:
        return int(select(self.server, f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{iri}> {{ ?s ?p ?o }} }}")[0]["n"]["value"])

    def prepare(self) -> None:
        """Put the store into the state that every trial begins with: new, changed, unchanged and surplus graphs."""
        for iri in self.graphs() - {SAME}:
            put(self.server, iri, ())
        lines = {name: _lines(self.release, name) for name in ("sdg", "registry", "itu-2024")}
        put(self.server, PATCHED, [*lines["sdg"][:-3], f'<{BASE}id/x> <urn:p> "of the old release" .'])
        put(self.server, PUT, [f'<{BASE}id/old-{number}> <urn:p> "{number}"@en .' for number in range(1500)])
        if self._size(SAME) != len(lines["itu-2024"]):
            put(self.server, SAME, lines["itu-2024"])
        put(self.server, GONE, [f'<{BASE}id/gone> <urn:p> "nobody reports this any more" .'])
        put(self.server, FOREIGN, ['<urn:s> <urn:p> "not ours" .'])


def run(*words: str, environment: dict[str, str] | None = None) -> Ended:
    """Run the command as a person would, and give how it ended."""
    out, said = io.StringIO(), io.StringIO()
    with (
        mock.patch.object(sys, "argv", ["itu-kg", *words]),
        mock.patch.dict(os.environ, environment or {}),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(said),
    ):
        try:
            main()
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else 1
    return Ended(code, out.getvalue(), said.getvalue())


def select(server: Server, text: str) -> list[dict[str, dict[str, str]]]:
    """Answer a SELECT past the proxy."""
    request = urllib.request.Request(  # noqa: S310  http, ours
        f"{server.query}?{urllib.parse.urlencode({'query': text})}",
        headers={"Accept": "application/sparql-results+json"},
    )
    with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310  likewise
        rows: list[dict[str, dict[str, str]]] = json.load(answer)["results"]["bindings"]
        return rows


def read(server: Server, iri: str) -> frozenset[str]:
    """Give a graph's statements, in pages below any store's limit."""
    found: set[str] = set()
    for kind in ("isIRI(?o)", "isLiteral(?o) && STRLEN(STR(?o)) < 12", "isLiteral(?o) && STRLEN(STR(?o)) >= 12"):
        rows = select(server, f"SELECT ?s ?p ?o {{ GRAPH <{iri}> {{ ?s ?p ?o FILTER({kind}) }} }}")
        assert len(rows) < 10_000
        found.update(json.dumps(row, sort_keys=True) for row in rows)
    return frozenset(found)


def put(server: Server, iri: str, lines: Iterable[str]) -> None:
    """Put a graph past the proxy; without lines, remove it."""
    body = "\n".join(lines).encode()
    if isinstance(server, Virtuoso):
        path = server.folder / "import" / "graph.nt"
        path.write_bytes(body)
        loading = f"DB.DBA.TTLP(file_to_string_output('{path}'), '', '{iri}', 512);" if body else ""
        server.sql(f"SPARQL CLEAR GRAPH <{iri}>; {loading} CHECKPOINT;")
        return
    where = f"{server.graph_store}?graph={urllib.parse.quote(iri, safe='')}"
    request = urllib.request.Request(where, body or None, method="PUT" if body else "DELETE")  # noqa: S310  http, ours
    if body:
        request.add_header("Content-Type", "application/n-triples")
    with contextlib.suppress(urllib.error.HTTPError) if not body else contextlib.nullcontext():
        urllib.request.urlopen(request, timeout=120).close()  # noqa: S310  likewise


def _lines(release: Path, name: str) -> list[str]:
    return (release / "graphs" / f"{name}.nt").read_text("utf-8").splitlines()
