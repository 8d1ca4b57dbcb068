"""What another program makes of the descriptions of ITU's release."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

PREFIXES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "dqv": "http://www.w3.org/ns/dqv#",
    "ikg": "https://w3id.org/itu-kg/ontology#",
    "oa": "http://www.w3.org/ns/oa#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "http://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
VERSION = "https://w3id.org/itu-kg/dataset/1.0.0"


class Asked:
    """Files of RDF, to be asked in SPARQL."""

    def __init__(self, *paths: Path) -> None:
        self._store = ox.Store()
        for path in paths:
            self._store.load(path=path, to_graph=ox.DefaultGraph())

    def rows(self, query: str) -> list[tuple[str, ...]]:
        """Give the values of each row, without their types."""
        found: Any = self._store.query(query, prefixes=PREFIXES)
        return [tuple("" if each is None else each.value for each in row) for row in found]

    def numbers(self, query: str) -> dict[str, int]:
        """Give the number in the last column, by the first."""
        return {key: int(number) for key, number in self.rows(query)}


@pytest.fixture(scope="session")
def dump(itu_release: Path) -> Asked:
    """The merge of all graphs."""
    return Asked(itu_release / "itu-kg.nt")


def described(release: Path, name: str) -> Asked:
    """Ask one description."""
    return Asked(release / "description" / name)


def read(release: Path, path: str) -> Any:
    """Read a description that is JSON."""
    return json.loads((release / path).read_bytes())


def files(release: Path) -> dict[str, Any]:
    """Give what release.json says of each file, by its path."""
    return {each["path"]: each for each in read(release, "release.json")["files"]}


def program(name: str) -> Path:
    """Find a validator; a test that asks one skips where it is not to be had."""
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not here; `make validators` installs it")
    return Path(found)
