"""Terms ⇄ rdflib's.

Literals keep the characters they were written with: rdflib would turn `007` into `7`, and the datatype checks would
then look at something the data does not say. Shapes and data come through here alike, so that plain strings are typed
alike and sh:in compares what it should.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rdflib import BNode, Graph, Literal, URIRef

from itu_kg.model.graph import Term, Triple
from itu_kg.rdf.ntriples import literal, parts, value

if TYPE_CHECKING:
    from rdflib.term import Node


def to_rdflib(term: Term) -> URIRef | BNode | Literal:
    """An rdflib term, as written."""
    if term[0] == "<":
        return URIRef(value(term))
    if term[0] == "_":
        return BNode(term[2:])
    text, datatype, language = parts(term)
    return Literal(text, lang=language or None, datatype=URIRef(datatype) if datatype else None, normalize=False)


def from_rdflib(node: object) -> Term:
    """N-Triples text of an rdflib term; nothing in it is refused, since it is the data's or a message about it."""
    if isinstance(node, BNode):
        return Term(f"_:{node}")
    if not isinstance(node, URIRef | Literal):
        raise TypeError(f"{node!r} is no RDF term")
    if isinstance(node, URIRef):
        return Term(f"<{node}>")
    return literal(str(node), str(node.datatype or ""), node.language or "")


class Terms(dict[str, URIRef | BNode | Literal]):
    """The rdflib terms of N-Triples texts, each made once: most of a graph is the same few terms over and over."""

    def __missing__(self, term: Term) -> URIRef | BNode | Literal:
        """Make a term that is met for the first time."""
        made = self[term] = to_rdflib(term)
        return made

    def triple(self, triple: Triple) -> tuple[Node, Node, Node]:
        """Rdflib's terms of a triple."""
        s, p, o = triple
        return self[s], self[p], self[o]

    def fill(self, graph: Graph, triples: Iterable[Triple]) -> None:
        """Add triples to an rdflib graph."""
        add = graph.store.add
        for s, p, o in triples:
            add((self[s], self[p], self[o]), graph)


@contextmanager
def quiet() -> Iterator[None]:
    """Keep rdflib from talking about literals that are not what their datatype says: the report does."""
    loggers = [logging.getLogger(name) for name in ("rdflib.term", "pyshacl")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)
