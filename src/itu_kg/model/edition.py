"""A release as values: what it is called, which files it has, where they stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple


class Edition(NamedTuple):
    """What a release is called: title, semantic version, date (ISO 8601), licence, base IRI.

    `dataset` is the IRI of what all versions are versions of, `iri` that of this version, `url` where its files are.
    `stem` is what the files of the whole dataset are called, before the suffix; `summary` says what it is about.
    """

    title: str
    version: str
    date: str
    licence: str
    base: str
    dataset: str
    iri: str
    url: str
    stem: str = "itu-kg"
    summary: str = ""


@dataclass(frozen=True, slots=True)
class Artefact:
    """A file to be: `path` relative to the release with `/`, `chunks` of its bytes; `gzipped` asks for a twin."""

    path: str
    media_type: str
    chunks: Iterable[bytes]
    gzipped: bool = False


@dataclass(frozen=True, slots=True, order=True)
class Written:
    """A file of a release, as it was written."""

    path: str
    media_type: str
    size: int
    sha256: str


STEM = r"^[A-Za-z0-9][A-Za-z0-9_-]{0,59}$"
"""What files of a whole dataset may be called, before the suffix."""

SUMS = "SHA256SUMS"
"""The file of the sums of all other files, as sha256sum(1) writes it."""


DESCRIPTION = "release.json"
"""The file that says what a release is and holds."""


GRAPHS = "graphs"
"""The folder of the named graphs' files."""


EXPANDED = ".expanded.jsonld"
"""How expanded JSON-LD ends; compacted JSON-LD ends as its format does."""
