"""Sorted N-Triples → requests that put them into one graph, of the sizes and kinds that the store takes.

Lines of N-Triples are valid in INSERT DATA and DELETE DATA as they are (SPARQL 1.1 Update §3.1), so no value is written
anew. It decides nothing: what is safe for which graph, `graph_writer` knows.
"""

from __future__ import annotations

import gzip
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from itu_kg.errors import SourceError
from itu_kg.http.auth import loopback
from itu_kg.http.messages import Payload
from itu_kg.rdf import ntriples
from itu_kg.stores.graph_content import batches, read_lines
from itu_kg.stores.store import NQUADS, NTRIPLES, Store

if TYPE_CHECKING:
    from itu_kg.stores.load_set import ExpectedGraph

_TRIPLES, _BYTES = 10_000, 2_000_000
"""The most triples and bytes of an update where the store names no limit."""
_WORTH_PACKING = 64 << 10


@contextmanager
def body(store: Store, path: Path, media_type: str = NTRIPLES) -> Iterator[Payload]:
    """A file as a body: in gzip where the store takes it, it is far away and there is something to save."""
    size = path.stat().st_size
    if not store.profile.gzip or size < _WORTH_PACKING or loopback(store.client.host):
        yield Payload.file(path, media_type)
        return
    with tempfile.TemporaryDirectory() as folder:
        packed = Path(folder) / "body.gz"
        with path.open("rb") as plain, gzip.open(packed, "wb", compresslevel=5) as stream:
            shutil.copyfileobj(plain, stream, 1 << 18)
        yield Payload.file(packed, media_type, encoding="gzip")


def put(store: Store, iri: str, path: Path) -> None:
    """Put a file of N-Triples in the place of a graph; errors as of `Store.put`."""
    if not store.endpoints.graph_store:
        store.drop(iri)
        insert(store, iri, read_lines(path))
        return
    with body(store, path) as payload:
        store.put(iri, payload)


def replace_lines(store: Store, iri: str, lines: Sequence[str], *, by_update: bool) -> None:
    """Remove a graph and put a few lines in its place, or insert them; errors as of `Store.put`."""
    store.drop(iri)  # a PUT alone leaves some of the old values on Fuseki 5.5 with TDB2, 1.10 as xsd:decimal for one
    if by_update or not store.endpoints.graph_store:
        insert(store, iri, lines)
    else:
        store.put(iri, Payload.of("".join(lines).encode(), NTRIPLES))


def add(store: Store, graphs: Iterable[ExpectedGraph]) -> None:
    """Add several graphs by one POST of N-Quads; errors as of `Store.add`."""
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", newline="\n", suffix=".nq") as quads:
        for graph in graphs:
            end = f" <{graph.file.iri}> .\n"
            quads.writelines(f"{line[:-3]}{end}" for line in read_lines(graph.file.path))
        quads.flush()
        with body(store, Path(quads.name), NQUADS) as payload:
            store.add(payload)


def insert(store: Store, iri: str, given: Iterable[str]) -> None:
    """Insert lines into a graph, in updates of the size that the store takes; after an error some may be in it."""
    for chunk in chunks(store, given):
        store.update(data("INSERT", iri, chunk))


def patch(store: Store, iri: str, removed: Sequence[str], added: Sequence[str]) -> None:
    """Delete and insert lines in one update; errors as of `Store.update`."""
    operations = [data(kind, iri, given) for kind, given in (("DELETE", removed), ("INSERT", added)) if given]
    store.update(" ;\n".join(operations))


def move(store: Store, aside: str, iri: str) -> None:
    """Move a graph into the place of another, by one update; errors as of `Store.update`."""
    if store.profile.moves:
        store.update(f"MOVE GRAPH <{aside}> TO GRAPH <{iri}>")
        return
    copy = f"INSERT {{ GRAPH <{iri}> {{ ?s ?p ?o }} }} WHERE {{ GRAPH <{aside}> {{ ?s ?p ?o }} }}"
    store.update(f"DROP SILENT GRAPH <{iri}> ; {copy} ; DROP SILENT GRAPH <{aside}>")


def chunks(store: Store, given: Iterable[str]) -> Iterator[list[str]]:
    """Yield lines in pieces that the store takes in one update."""
    most, room = store.profile.insert_triples or _TRIPLES, store.profile.update_bytes or _BYTES
    # Each byte may be percent-encoded in a form.
    return batches(given, lambda line: 3 * len(line), most, room)


def data(kind: str, iri: str, given: Iterable[str]) -> str:
    """An INSERT DATA or DELETE DATA; SourceError if a line is no triple, and might be a part of an update."""
    ntriples.iri(iri)
    given = list(given)
    try:
        whole = sum(1 for _ in ox.parse("".join(given), ox.RdfFormat.N_TRIPLES)) == len(given)
    except SyntaxError:
        whole = False
    if not whole:
        raise SourceError("holds a line that is no triple", where=f"<{iri}>")
    return f"{kind} DATA {{ GRAPH <{iri}> {{\n{''.join(given)}}} }}"
