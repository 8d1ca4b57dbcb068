from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

import pyoxigraph as ox
import pytest

ONTOLOGY = Path(__file__).resolve().parents[3] / "ontology"


class Triples(list[tuple[Any, str, Any]]):
    """Triples as subject, predicate IRI, object; IRIs are plain strings, literals and blank nodes pyoxigraph's."""

    def objects(self, subject: str, predicate: str) -> list[Any]:
        return [o for s, p, o in self if s == subject and p == predicate]

    def subjects(self, predicate: str, value: object) -> set[Any]:
        return {s for s, p, o in self if p == predicate and o == value}


class Term(NamedTuple):
    """What the context says of one name."""

    iri: str
    is_class: bool
    links: bool


def read(*paths: Path) -> Triples:
    def plain(term: object) -> object:
        return term.value if isinstance(term, ox.NamedNode) else term

    return Triples((plain(t.subject), t.predicate.value, plain(t.object)) for p in paths for t in ox.parse(path=p))


@pytest.fixture(scope="session")
def ontology() -> Triples:
    return read(ONTOLOGY / "itu-kg.ttl")


@pytest.fixture(scope="session")
def schemes() -> dict[str, Triples]:
    return {path.stem: read(path) for path in sorted((ONTOLOGY / "schemes").glob("*.ttl"))}


@pytest.fixture(scope="session")
def context() -> dict[str, Term]:
    """Give the context's names: classes begin with a capital, as its prefixes and keywords do not."""
    entries = json.loads((ONTOLOGY / "context.jsonld").read_text("utf-8"))["@context"]
    spaces = {k: v for k, v in entries.items() if isinstance(v, str) and v.startswith("http")}
    terms = {}
    for name, entry in entries.items():
        if name.startswith("@") or name in spaces or (isinstance(entry, str) and entry.startswith("@")):
            continue
        short, coerced = (entry, "") if isinstance(entry, str) else (entry["@id"], entry.get("@type", ""))
        prefix, _, local = short.partition(":")
        terms[name] = Term(spaces[prefix] + local, local[0].isupper(), coerced in {"@id", "@vocab"})
    return terms


@pytest.fixture(scope="session")
def ontology_files() -> list[Path]:
    return [ONTOLOGY / "itu-kg.ttl", *sorted((ONTOLOGY / "schemes").glob("*.ttl"))]
