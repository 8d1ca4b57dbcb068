"""Datasets made of the own-written examples in tests/shapes and the project's schemes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from itu_kg.model.graph import Dataset, NamedGraph, Triple
from itu_kg.rdf.ntriples import RDF_TYPE
from itu_kg.validate import Shapes, load

if TYPE_CHECKING:
    from collections.abc import Callable

PROJECT = Path(__file__).resolve().parents[3]
PASS = PROJECT / "tests" / "shapes" / "pass"
THINGS = "https://data.example/id/"
SCHEMES = PROJECT / "ontology" / "schemes"
_DROP = re.compile(r"^# without: (\S+) (\S+)$", re.MULTILINE)


def parse(text: str) -> tuple[Triple, ...]:
    quads = ox.parse(text, ox.RdfFormat.TURTLE)
    return tuple(sorted({(str(quad.subject), str(quad.predicate), str(quad.object)) for quad in quads}))


def patched(dataset: Dataset, patch: str) -> Dataset:
    """Apply a patch: what it says of a subject's property replaces what the dataset says; `# without:` takes that out.

    A statement goes into the graph that gives its subject a type; a new subject's into the submission's graph.
    """
    prefixes = dict(re.findall(r"^@prefix (\S*): <(\S+)> \.$", patch, re.MULTILINE))

    def full(name: str) -> str:
        prefix, _, local = name.partition(":")
        return name if name.startswith("<") else f"<{prefixes[prefix]}{local}>"

    added = parse(patch)
    replaced = {(s, p) for s, p, _ in added} | {(full(s), full(p)) for s, p in _DROP.findall(patch)}
    home = {s: graph.iri for graph in dataset.graphs for s, p, _ in graph.triples if p == RDF_TYPE}
    submission = home[f"<{THINGS}submission/ioo-2024>"]
    graphs = []
    for graph in dataset.graphs:
        kept = [triple for triple in graph.triples if triple[:2] not in replaced]
        new = [triple for triple in added if home.get(triple[0], submission) == graph.iri]
        graphs.append(NamedGraph(graph.iri, tuple(sorted({*kept, *new}))))
    return Dataset(tuple(graphs))


@pytest.fixture(scope="session")
def shapes() -> Shapes:
    return load(PROJECT / "shapes", ontology=sorted((PROJECT / "ontology").glob("*.ttl")))


@pytest.fixture(scope="session")
def conforming() -> Dataset:
    files = [*sorted(PASS.glob("*.ttl")), *sorted(SCHEMES.glob("*.ttl"))]
    return Dataset(
        tuple(NamedGraph(f"https://data.example/graph/{file.stem}", parse(file.read_text("utf-8"))) for file in files)
    )


@pytest.fixture(scope="session")
def patch() -> Callable[[Dataset, str], Dataset]:
    return patched
