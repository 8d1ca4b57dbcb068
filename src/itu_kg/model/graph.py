"""RDF as values: triples of N-Triples terms, named graphs, datasets.

A term is held as its N-Triples text (RDF 1.1 N-Triples §2): `<http://…>`, `"text"@en`, `"2024"^^<…#gYear>`. So a
graph compares, sorts and hashes as what it is, and no third party's objects cross the rooms. There are no blank
nodes in what we publish.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NewType

from itu_kg.model.vocab import is_draft

Term = NewType("Term", str)
"""An RDF term in N-Triples notation, made and taken apart by `rdf.ntriples`; an IRI without its brackets is none."""

Triple = tuple[Term, Term, Term]
"""Subject, predicate, object."""


@dataclass(frozen=True, slots=True)
class NamedGraph:
    """A graph and its name: `iri` without angle brackets (empty for the default graph), triples sorted and unique."""

    iri: str
    triples: tuple[Triple, ...]


@dataclass(frozen=True, slots=True)
class Dataset:
    """Named graphs, ordered by IRI."""

    graphs: tuple[NamedGraph, ...]

    @property
    def size(self) -> int:
        """The number of quads."""
        return sum(len(graph.triples) for graph in self.graphs)

    @property
    def drafts(self) -> Dataset:
        """The graphs of what nobody has confirmed."""
        return Dataset(tuple(graph for graph in self.graphs if is_draft(graph.iri)))

    @property
    def reported(self) -> Dataset:
        """All graphs but the drafts."""
        return Dataset(tuple(graph for graph in self.graphs if not is_draft(graph.iri)))


@dataclass(frozen=True, slots=True)
class ConformingDataset(Dataset):
    """A dataset that the shapes accept; only `validate.require_conforming` makes one."""
