"""Graphs → the hash of their canonical form, which every copy in every format has.

Source: RDF Dataset Canonicalization, RDFC-1.0 §4.4 and §5: SHA-256 of the canonical N-Quads. Without blank nodes that
form is the sorted lines; blank nodes are labelled by pyoxigraph.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from itu_kg.model.graph import NamedGraph


class Measure(NamedTuple):
    """What a dump in N-Quads or N-Triples holds: lines, distinct subjects, and its canonical hash."""

    statements: int
    entities: int
    hash: str


def dataset_hash(graphs: Iterable[NamedGraph]) -> str:
    """Hash graphs with their names."""
    lines = [
        f"{s} {p} {o} <{graph.iri}> .\n" if graph.iri else f"{s} {p} {o} .\n"
        for graph in graphs
        for s, p, o in graph.triples
    ]
    return _hash(lines)


def merge_hash(graphs: Iterable[NamedGraph]) -> str:
    """Hash what graphs say together, whoever says it."""
    return _hash({f"{s} {p} {o} .\n" for graph in graphs for s, p, o in graph.triples})


def measure(dump: Path) -> Measure:
    """Measure a dump as it stands on disk; it is sorted and without duplicates."""
    digest, lines, entities, last, blank = hashlib.sha256(), 0, 0, b"", False
    with dump.open("rb") as stream:
        for line in stream:
            digest.update(line)
            lines += 1
            subject = line[: line.index(b" ")]
            if subject != last:
                entities, last = entities + 1, subject
            blank = blank or subject.startswith(b"_:") or b" _:" in line
    if not blank:
        return Measure(lines, entities, digest.hexdigest())
    return Measure(lines, entities, _hash([f"{line}\n" for line in dump.read_bytes().decode().split("\n") if line]))


def _hash(lines: Iterable[str]) -> str:
    lines = sorted(lines)
    if any(line.startswith("_:") or " _:" in line for line in lines):
        dataset = ox.Dataset(ox.parse("".join(lines), ox.RdfFormat.N_QUADS))
        dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
        written = ox.serialize(dataset, format=ox.RdfFormat.N_QUADS) or b""
        # Lines end in a line feed and in nothing else: a literal may hold other line separators.
        lines = sorted(f"{line}\n" for line in written.decode().split("\n") if line)
    return hashlib.sha256("".join(lines).encode()).hexdigest()
