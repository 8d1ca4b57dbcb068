"""The kind of a store → where its protocols are, what it takes in one request, and what it does half way.

A profile is what is known of a kind beforehand; it asks no server. Whether a URL is of that kind, `recognition` finds
out.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from itu_kg.errors import UsageError


@dataclass(frozen=True, slots=True)
class Endpoints:
    """The addresses of one store: SPARQL queries, SPARQL updates, graph store ("" where there is none)."""

    query: str
    update: str
    graph_store: str


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of a kind of store.

    `query`, `update` and `graph_store` are what follows the URL that a person gives; the same paths at the end of that
    URL are taken off first. A limit of None is none that is known.
    """

    name: str
    title: str
    query: str
    update: str
    graph_store: str
    auth: str = ""
    """The scheme it wants without being asked: "basic", "digest", or "" to learn it from its challenge."""
    gzip: bool = False
    """Whether it takes a body in gzip."""
    quads: bool = False
    """Whether N-Quads are added to their graphs by one POST to the graph store."""
    atomic_put: bool = False
    """Whether a PUT shows readers the old or the new graph, and a kill leaves one of them."""
    atomic_update: bool = False
    """Whether an update of several operations happens whole or not at all."""
    insert_triples: int | None = None
    """The most triples of one INSERT DATA."""
    update_bytes: int | None = None
    """The most bytes of one update."""
    put_literal: int | None = None
    """The most bytes of a literal in a graph store PUT."""
    update_literal: int | None = None
    """The most bytes of a literal in an update."""
    iri_bytes: int | None = None
    """The most bytes of an IRI; longer ones are cut."""
    rows: int | None = None
    """The most rows or triples of one answer, cut with or without a sign; None reads a graph in one piece."""
    names_graphs: str = "GRAPH ?g { ?s ?p ?o }"
    """The pattern that finds the named graphs at the least cost."""

    def endpoints(self, url: str) -> Endpoints:
        """Give the addresses that follow from the URL of a store, or of one of its protocols.

        Raises:
            UsageError: it is no http or https URL.
        """
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise UsageError("not an http or https address", where="--to", hint="write http(s)://host/…")
        stem = parts.path.rstrip("/")
        for suffix in sorted({self.query, self.update, self.graph_store}, key=len, reverse=True):
            if suffix and stem.endswith(suffix):
                stem = stem.removesuffix(suffix)
                break
        start = parts._replace(path=stem, query="", fragment="").geturl()
        return Endpoints(
            f"{start}{self.query}", f"{start}{self.update}", f"{start}{self.graph_store}" if self.graph_store else ""
        )


OXIGRAPH = Profile(
    name="oxigraph",
    title="Oxigraph",
    query="/query",
    update="/update",
    graph_store="/store",
    gzip=True,
    quads=True,
    atomic_put=True,
    atomic_update=True,
    names_graphs="GRAPH ?g { }",
)

VIRTUOSO = Profile(
    name="virtuoso",
    title="Virtuoso",
    query="/sparql",
    update="/sparql-auth",
    graph_store="/sparql-graph-crud-auth",
    auth="digest",
    insert_triples=1000,
    update_bytes=1_000_000,
    put_literal=65_000,
    update_literal=1_000_000,
    iri_bytes=1880,
    rows=10_000,
)

FUSEKI = Profile(
    name="fuseki",
    title="Apache Jena Fuseki",
    query="/query",
    update="/update",
    graph_store="/data",
    gzip=True,
    quads=True,
    atomic_put=True,
    atomic_update=True,
)

PROFILES: dict[str, Profile] = {each.name: each for each in (OXIGRAPH, VIRTUOSO, FUSEKI)}
"""The kinds of stores that are known, by name."""


def profile(name: str) -> Profile:
    """Give the profile of a kind.

    Raises:
        UsageError: no such kind is known.
    """
    found = PROFILES.get(name)
    if found is None:
        raise UsageError(
            f"no kind of store is called {name!r}", where="--store", hint=f"write one of {', '.join(PROFILES)}"
        )
    return found
