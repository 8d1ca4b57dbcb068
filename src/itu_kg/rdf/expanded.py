"""Named graphs → expanded JSON-LD, a node a line: for programs that know no context.

Source: JSON-LD 1.1 §4 and Processing Algorithms §8.4 (from RDF), values as they are written: no native numbers. It
makes no lists: rdf:first and rdf:rest stay properties.
"""

from __future__ import annotations

import json
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from itu_kg.rdf.ntriples import RDF_TYPE, parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from itu_kg.model.graph import NamedGraph, Term, Triple

_TEXT = json.JSONEncoder(ensure_ascii=False).encode


def chunks(graphs: Iterable[NamedGraph]) -> Iterator[bytes]:
    """Write graphs as one document; the nodes of the default graph stand beside the named graphs."""
    yield b"[\n"
    between = ""
    for graph in graphs:
        nodes = ",\n".join(_node(subject, about) for subject, about in groupby(graph.triples, itemgetter(0)))
        if not nodes:
            continue
        text = f'{{"@id": {_TEXT(graph.iri)}, "@graph": [\n{nodes}\n]}}' if graph.iri else nodes
        yield f"{between}{text}".encode()
        between = ",\n"
    yield b"\n]\n"


def _node(subject: Term, about: Iterable[Triple]) -> str:
    kinds: list[str] = []
    said: dict[Term, list[str]] = {}
    for _, predicate, thing in about:
        if predicate == RDF_TYPE and thing[0] != '"':
            kinds.append(_TEXT(_name(thing)))
        else:
            said.setdefault(predicate, []).append(_value(thing))
    types = f', "@type": [{", ".join(kinds)}]' if kinds else ""
    rest = "".join(f", {_TEXT(_name(predicate))}: [{', '.join(values)}]" for predicate, values in said.items())
    return f'{{"@id": {_TEXT(_name(subject))}{types}{rest}}}'


def _value(thing: Term) -> str:
    if thing[0] != '"':
        return f'{{"@id": {_TEXT(_name(thing))}}}'
    text = parts(thing)
    kind = f', "@type": {_TEXT(text.datatype)}' if text.datatype else ""
    language = f', "@language": {_TEXT(text.language)}' if text.language else ""
    return f'{{"@value": {_TEXT(text.value)}{kind}{language}}}'


def _name(term: Term) -> str:
    return term if term.startswith("_:") else term[1:-1]
