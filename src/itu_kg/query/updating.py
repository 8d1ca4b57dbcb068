"""A file of one's own × SPARQL Update → the file as it is afterwards.

The update runs in a guarded child on a store made of the file, which rewrites literals (`1.50` to `1.5`); so only what
it adds and takes away is applied to the file's own triples, and the others stay as they are. Refuses what cannot be
applied so: see `updated`. Comments and layout of a file are no RDF and are not kept.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from itu_kg import rdf
from itu_kg.errors import UsageError
from itu_kg.files import read_bytes
from itu_kg.model.formats import Format
from itu_kg.model.graph import Dataset
from itu_kg.query.sandbox import Limits, child
from itu_kg.query.sparql_tokens import is_update, require_local, with_prefixes

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Change:
    """What an update does to a file: triples added and removed, the file's bytes before and after."""

    added: int
    removed: int
    before: bytes
    after: bytes


def update(path: Path, text: str, *, spaces: dict[str, str], base: str, limits: Limits) -> Change:
    """Apply an update to a copy of a file's content; the file itself is not touched.

    Args:
        path: an RDF file, JSON-LD excepted.
        text: SPARQL 1.1 Update; the prefixes it leaves out are looked up in `spaces`.
        spaces: prefixes and what they stand for.
        base: what our own IRIs begin with.
        limits: what the update may use.

    Raises:
        SyntaxError: the text is no SPARQL Update.
        UsageError: it is a query, reaches beyond the file, or cannot be applied without rewriting what it leaves alone.
        SourceError: the file cannot be read.
    """
    if not is_update(text):
        raise UsageError(
            "this is no update", where="--update", hint="begin with INSERT or DELETE, or leave --update out"
        )
    require_local(text)
    form = Format.of(path)
    if form is None or form is Format.JSONLD:
        raise UsageError(
            "only Turtle, TriG, N-Triples, N-Quads and RDF/XML are updated",
            where=str(path),
            hint="`itu-kg serialise` writes them",
        )
    before = read_bytes(path)
    rdf.parse(before, form, where=str(path), base=base)
    job = {
        "path": str(path.absolute()),
        "media": form.media_type,
        "base": base,
        "update": with_prefixes(text, spaces),
    }
    counts, _, quads = child("itu_kg.query.updated", job, limits).partition(b"\n")
    said = json.loads(counts)
    if not said["added"] and not said["removed"]:
        return Change(0, 0, before, before)
    graphs = rdf.parse(quads, Format.NQUADS, where=str(path), base=base)
    if not form.names_graphs and any(graph.iri for graph in graphs):
        raise UsageError(f"{form.value} cannot name graphs", where=str(path), hint="use a .trig or .nq file")
    after = rdf.write(Dataset(graphs), form, base=base)
    if rdf.parse(after, form, where=str(path), base=base) != graphs:
        raise UsageError(f"{form.value} cannot hold the result whole", where=str(path), hint="use a .nq file")
    return Change(said["added"], said["removed"], before, after)
