"""N-Triples text → rdflib terms, and → the short form a person reads.

Literals keep the characters they were written with: rdflib would turn `007` into `7`, and the datatype checks would
then look at something the data does not say. Shapes and data come through here alike, so that plain strings are typed
alike and sh:in compares what it should.
"""

from __future__ import annotations

import logging
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.plugins.parsers.ntriples import unquote

from itu_kg.model.vocab import BASE, prefixes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rdflib.term import Node

    from itu_kg.model.graph import Term, Triple

_LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"(?:@([A-Za-z0-9-]+)|\^\^<([^>]*)>)?', re.DOTALL)
SHAPES = "https://w3id.org/itu-kg/shapes#"
"""Where our shapes, and what coverage finds, have their names."""

_NAMESPACES = sorted({**prefixes(BASE), "shape": SHAPES}.items(), key=lambda item: -len(item[1]))


def iri(term: Term) -> str:
    """Give the IRI of a term without its angle brackets, or the empty text where it is none."""
    return term[1:-1] if term.startswith("<") else ""


def text(term: Term) -> str:
    """Give the words of a literal, or the term as it is."""
    match = _LITERAL.fullmatch(term)
    return _unescaped(match[1]) if match else iri(term) or term


def language(term: Term) -> str:
    """Give the language tag of a literal, or the empty text."""
    match = _LITERAL.fullmatch(term)
    return (match[2] or "").lower() if match else ""


def compact(address: str) -> str:
    """Shorten an IRI by its customary prefix where that leaves a plain name."""
    for prefix, namespace in _NAMESPACES:
        rest = address[len(namespace) :]
        if address.startswith(namespace) and rest.replace("-", "").replace("_", "").replace(".", "").isalnum():
            return f"{prefix}:{rest}"
    return address


def to_rdflib(term: Term) -> URIRef | BNode | Literal:
    """Make an rdflib term of N-Triples text, as written."""
    if term.startswith("<"):
        return URIRef(term[1:-1])
    if term.startswith("_:"):
        return BNode(term[2:])
    match = _LITERAL.fullmatch(term)
    if not match:
        raise ValueError(f"{term!r} is no N-Triples term")
    words, tag, datatype = match.groups()
    return Literal(_unescaped(words), lang=tag, datatype=URIRef(datatype) if datatype else None, normalize=False)


def to_text(node: object) -> Term:
    """Write an rdflib term as N-Triples text."""
    if isinstance(node, URIRef):
        return f"<{node}>"
    if isinstance(node, BNode):
        return f"_:{node}"
    if not isinstance(node, Literal):
        raise TypeError(f"{node!r} is no RDF term")
    quoted = str(node).translate(_ESCAPES)
    suffix = f"@{node.language}" if node.language else f"^^<{node.datatype}>" if node.datatype else ""
    return f'"{quoted}"{suffix}'


class Terms(dict[str, URIRef | BNode | Literal]):
    """The rdflib terms of N-Triples texts, each made once: most of a graph is the same few terms over and over."""

    def __missing__(self, term: Term) -> URIRef | BNode | Literal:
        """Make a term that is met for the first time."""
        made = self[term] = to_rdflib(term)
        return made

    def triple(self, triple: Triple) -> tuple[Node, Node, Node]:
        """Give rdflib's terms of a triple."""
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


_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"})


def _unescaped(words: str) -> str:
    return str(unquote(words)) if "\\" in words else words
