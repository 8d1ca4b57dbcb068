"""Terms → the short form a person reads, in reports and in the names of shapes."""

from __future__ import annotations

from itu_kg.model.graph import Term
from itu_kg.model.vocab import BASE, prefixes
from itu_kg.rdf.ntriples import value
from itu_kg.rdf.prefixes import shorten

SHAPES = "https://w3id.org/itu-kg/shapes#"
"""Where our shapes, and what coverage finds, have their names."""

_SPACES = {**prefixes(BASE), "shape": SHAPES}


def compact(term: Term) -> str:
    """A term for a person: IRIs by their prefixes, the datatype of a literal too."""
    if term[0] == "<":
        return shorten(value(term), _SPACES)
    words, typed, datatype = term.rpartition('"^^')
    return f'{words}"^^{compact(Term(datatype))}' if typed else term
