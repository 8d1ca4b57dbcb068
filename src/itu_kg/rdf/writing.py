"""Dataset → bytes, the same in every process: N-Quads, N-Triples, Turtle, TriG, JSON-LD, RDF/XML.

Formats that cannot name graphs get their merge, in which a triple that two graphs state counts once. RDF/XML refuses
properties whose IRIs do not end in a name (RDF 1.1 XML Syntax §5).
"""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

import pyoxigraph as ox

from itu_kg.errors import SourceError
from itu_kg.model.formats import Format
from itu_kg.model.graph import NamedGraph
from itu_kg.model.vocab import BASE, prefixes
from itu_kg.rdf import jsonld_writer, turtle
from itu_kg.rdf.ntriples import RDF_TYPE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from itu_kg.model.graph import Dataset, Triple
    from itu_kg.rdf.jsonld_context import Context

_NAME = re.compile(r"<(.*?)[A-Za-z_][A-Za-z0-9_.-]*>")


def write(dataset: Dataset, form: Format, *, base: str = BASE, context: Context | None = None) -> bytes:
    """Write a dataset.

    Args:
        dataset: graphs whose triples are sorted and unique.
        form: the format.
        base: what our own IRIs begin with, so that they can be written short.
        context: the terms of a JSON-LD document; that format needs it, the others do not.

    Raises:
        SourceError: the format has no way to say something that the dataset says.
    """
    match form:
        case Format.NQUADS:
            return b"".join(map(_nquads, dataset.graphs))
        case Format.NTRIPLES:
            return _nquads(_merged(dataset))
        case Format.TURTLE:
            return turtle.turtle(_merged(dataset).triples, base).encode()
        case Format.TRIG:
            return turtle.trig(dataset.graphs, base).encode()
        case Format.RDFXML:
            return _rdfxml(_merged(dataset), base)
        case Format.JSONLD:
            if context is None:
                raise ValueError("JSON-LD is written with a context")
            return b"".join(jsonld_writer.chunks(dataset.graphs, context, alone=len(dataset.graphs) == 1))


def _merged(dataset: Dataset) -> NamedGraph:
    """Give the RDF merge of all graphs, sorted."""
    if len(dataset.graphs) == 1:
        return NamedGraph("", dataset.graphs[0].triples)
    return NamedGraph("", tuple(sorted(set(chain.from_iterable(graph.triples for graph in dataset.graphs)))))


def _nquads(graph: NamedGraph) -> bytes:
    end = f" <{graph.iri}> .\n" if graph.iri else " .\n"
    return "".join([f"{s} {p} {o}{end}" for s, p, o in graph.triples]).encode()


def _rdfxml(graph: NamedGraph, base: str) -> bytes:
    triples = ox.parse(_nquads(graph), ox.RdfFormat.N_TRIPLES)
    spaces = namespaces(graph.triples, base)
    data = ox.serialize((quad.triple for quad in triples), format=ox.RdfFormat.RDF_XML, prefixes=spaces)
    return data or b""


def namespaces(triples: Iterable[Triple], base: str) -> dict[str, str]:
    """Give the prefixes that RDF/XML needs for properties and types.

    Raises:
        SourceError: a property's IRI does not end in a name.
    """
    spaces: set[str] = set()
    said = {(p, o if p == RDF_TYPE else "") for _, p, o in triples}
    for predicate, kind in said:
        name = _NAME.fullmatch(predicate)
        if not name:
            raise SourceError(f"RDF/XML has no way to write the property {predicate}", hint="choose another format")
        spaces.add(name[1])
        if found := _NAME.fullmatch(kind):
            spaces.add(found[1])
    return {name: space for name, space in prefixes(base).items() if space in spaces}
