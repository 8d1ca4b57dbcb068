"""RDF formats: what each is called, how its files end, and whether it can say which graph a triple is in."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import PurePath


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
        """The media type registered with IANA."""
        return _ROWS[self].media_type

    @property
    def suffixes(self) -> tuple[str, ...]:
        """How file names end, the customary ending first."""
        return _ROWS[self].suffixes

    @property
    def names_graphs(self) -> bool:
        """Whether it holds a dataset (RDF 1.1 Concepts §4) and not only one graph."""
        return _ROWS[self].names_graphs

    @classmethod
    def of(cls, path: PurePath) -> Format | None:
        """Tell a file's format by how its name ends; None if it ends like no RDF file."""
        return next((each for each in cls if path.suffix.lower() in each.suffixes), None)


class _Row(NamedTuple):
    media_type: str
    suffixes: tuple[str, ...]
    names_graphs: bool


_ROWS = {
    Format.TURTLE: _Row("text/turtle", (".ttl",), names_graphs=False),
    Format.TRIG: _Row("application/trig", (".trig",), names_graphs=True),
    Format.NQUADS: _Row("application/n-quads", (".nq",), names_graphs=True),
    Format.NTRIPLES: _Row("application/n-triples", (".nt",), names_graphs=False),
    Format.JSONLD: _Row("application/ld+json", (".jsonld",), names_graphs=True),
    Format.RDFXML: _Row("application/rdf+xml", (".rdf", ".owl"), names_graphs=False),
}
