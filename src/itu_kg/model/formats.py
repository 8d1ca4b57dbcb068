"""Formats of files: what each is called, in the lists of others too, and how its files end."""

from __future__ import annotations

from enum import Enum
from pathlib import PurePath
from typing import NamedTuple

RESULTS = "application/sparql-results+json"
"""The media type of a table (SPARQL 1.1 Query Results JSON Format)."""


class MediaType(NamedTuple):
    """A media type registered with IANA.

    `label` is what people call it; `suffixes` are how file names end, the customary ending first; `eu` its name in the
    file type table of the EU; `standard` the path of its specification below https://www.w3.org/TR/, and its title.
    """

    name: str
    label: str
    suffixes: tuple[str, ...] = ()
    eu: str = ""
    standard: tuple[str, str] | None = None


class Format(Enum):
    """An RDF format; its value is the name that `--to` takes."""

    TURTLE = "turtle"
    TRIG = "trig"
    NQUADS = "nquads"
    NTRIPLES = "ntriples"
    JSONLD = "jsonld"
    RDFXML = "rdfxml"

    @property
    def media_type(self) -> str:
        """The name of its media type."""
        return _RDF[self].name

    @property
    def label(self) -> str:
        """What people call it."""
        return _RDF[self].label

    @property
    def suffixes(self) -> tuple[str, ...]:
        """How file names end, the customary ending first."""
        return _RDF[self].suffixes

    @property
    def names_graphs(self) -> bool:
        """Whether it holds a dataset (RDF 1.1 Concepts §4) and not only one graph."""
        return self in (Format.TRIG, Format.NQUADS, Format.JSONLD)

    @classmethod
    def of(cls, path: PurePath) -> Format | None:
        """The format that a file's name says; None if it ends like no RDF file."""
        return next((each for each in cls if path.suffix.lower() in each.suffixes), None)


_RDF = {
    Format.TURTLE: MediaType("text/turtle", "Turtle", (".ttl",), "RDF_TURTLE", ("turtle", "RDF 1.1 Turtle")),
    Format.TRIG: MediaType("application/trig", "TriG", (".trig",), "RDF_TRIG", ("trig", "RDF 1.1 TriG")),
    Format.NQUADS: MediaType("application/n-quads", "N-Quads", (".nq",), "RDF_N_QUADS", ("n-quads", "RDF 1.1 N-Quads")),
    Format.NTRIPLES: MediaType(
        "application/n-triples", "N-Triples", (".nt",), "RDF_N_TRIPLES", ("n-triples", "RDF 1.1 N-Triples")
    ),
    Format.JSONLD: MediaType("application/ld+json", "JSON-LD", (".jsonld",), "JSON_LD", ("json-ld11", "JSON-LD 1.1")),
    Format.RDFXML: MediaType(
        "application/rdf+xml", "RDF/XML", (".rdf", ".owl"), "RDF_XML", ("rdf-syntax-grammar", "RDF 1.1 XML Syntax")
    ),
}
_CSV = ("tabular-data-model", "Model for Tabular Data and Metadata on the Web")
_CSVW = ("tabular-metadata", "Metadata Vocabulary for Tabular Data")
_SPARQL = ("sparql11-query", "SPARQL 1.1 Query Language")

MEDIA_TYPES = {
    each.name: each
    for each in (
        *_RDF.values(),
        MediaType("text/csv", "CSV", (".csv",), "CSV", _CSV),
        MediaType("application/csvm+json", "CSV on the Web metadata", (), "JSON", _CSVW),
        MediaType("application/sparql-query", "SPARQL", (".rq",), "SPARQLQ", _SPARQL),
        MediaType("application/json", "JSON", (".json",), "JSON"),
        MediaType("application/yaml", "YAML", (".yaml",)),
        MediaType("text/html", "HTML", (), "HTML"),
        MediaType("text/markdown", "Markdown"),
        MediaType("image/svg+xml", "image/svg+xml", (".svg",)),
        MediaType("text/plain", "plain text", (), "TXT"),
    )
}
"""The media types of the files of a release, by name."""
