"""RDF formats: what each is called, how its files end, and whether it can say which graph a triple is in."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from pathlib import PurePath


class Format(Enum):
    """An RDF format; its value is the name that `--to` takes.

    Attributes:
        media_type: as registered with IANA.
        suffixes: how file names end, the customary one first.
        names_graphs: whether it holds a dataset (RDF 1.1 Concepts §4) and not only one graph.
    """

    media_type: str
    suffixes: tuple[str, ...]
    names_graphs: bool

    TURTLE = ("turtle", "text/turtle", (".ttl",), False)
    TRIG = ("trig", "application/trig", (".trig",), True)
    NQUADS = ("nquads", "application/n-quads", (".nq",), True)
    NTRIPLES = ("ntriples", "application/n-triples", (".nt",), False)
    JSONLD = ("jsonld", "application/ld+json", (".jsonld",), True)
    RDFXML = ("rdfxml", "application/rdf+xml", (".rdf", ".owl"), False)

    def __new__(cls, name: str, media_type: str, suffixes: tuple[str, ...], names_graphs: bool) -> Self:  # noqa: FBT001  a row of the table above, not an API
        """Make a member of one row of the table."""
        member = object.__new__(cls)
        member._value_ = name
        member.media_type = media_type
        member.suffixes = suffixes
        member.names_graphs = names_graphs
        return member

    @classmethod
    def of(cls, path: PurePath) -> Format | None:
        """Tell a file's format by how its name ends; None if it ends like no RDF file."""
        return next((each for each in cls if path.suffix.lower() in each.suffixes), None)
