"""Named graphs → one RDF document, the same in every process: whole, or in chunks in the memory of one graph.

The graphs are iterated over as often as a format needs. Streamed N-Quads come sorted by code point, which for data
without blank nodes is their canonical form (RDF Dataset Canonicalization §5); N-Triples too, each line once. Formats
that cannot name graphs get the merge of all. RDF/XML refuses properties whose IRIs do not end in a name (RDF 1.1 XML
Syntax §5). It opens no store.
"""

from __future__ import annotations

import marshal
import re
import tempfile
from collections.abc import Iterable, Iterator
from itertools import chain, groupby
from operator import itemgetter
from typing import IO, TYPE_CHECKING, Protocol

import pyoxigraph as ox

from itu_kg.errors import SourceError
from itu_kg.model.formats import Format
from itu_kg.model.graph import Dataset, NamedGraph, Term, Triple
from itu_kg.model.vocab import BASE, prefixes
from itu_kg.rdf import jsonld_writer
from itu_kg.rdf.memory import uncollected
from itu_kg.rdf.ntriples import RDF_TYPE
from itu_kg.rdf.order import Sorted
from itu_kg.rdf.turtle import Names, OrderedSubject, Properties, block, folder, folders, order_subjects

if TYPE_CHECKING:
    from itu_kg.rdf.jsonld_context import Context

    _Entry = tuple[str, Term, int, str | bytes]

_CHUNK = 1 << 20
_NAME = re.compile(r"<(.*?)[A-Za-z_][A-Za-z0-9_.-]*>")


class Graphs(Protocol):
    """Graphs to go through as often as wanted: a tuple of them, a Spool."""

    def __iter__(self) -> Iterator[NamedGraph]:
        """Go through them, ordered by IRI."""
        ...

    def __len__(self) -> int:
        """How many there are."""
        ...


def write(dataset: Dataset, form: Format, *, base: str = BASE, context: Context | None = None) -> bytes:
    """Write a dataset whole, as `stream` does, but N-Quads graph by graph and JSON-LD with a context only."""
    if form is Format.NQUADS:
        return b"".join(b"".join(_nquads((graph,))) for graph in dataset.graphs)
    if form is Format.JSONLD and context is None:
        raise ValueError("JSON-LD is written with a context")
    return b"".join(stream(dataset.graphs, form, base=base, context=context))


def stream(graphs: Graphs, form: Format, *, base: str = BASE, context: Context | None = None) -> Iterator[bytes]:
    """Write named graphs as one document.

    Args:
        graphs: graphs whose triples are sorted and unique, ordered by IRI.
        form: the format; JSON-LD without a context comes expanded.
        base: what our own IRIs begin with, so that they can be written short.
        context: the terms of a JSON-LD document.

    Raises:
        SourceError: the format has no way to say something that the graphs say.
    """
    if form is Format.JSONLD:
        if context is None:
            return jsonld_writer.expanded(graphs)
        return jsonld_writer.chunks(graphs, context, alone=len(graphs) == 1)
    if form in (Format.NQUADS, Format.NTRIPLES):
        return _nquads(graphs) if form is Format.NQUADS else _ntriples(graphs)
    if form is Format.TURTLE and len(graphs) == 1:  # nothing to merge
        return _trig([NamedGraph("", graph.triples) for graph in graphs], base)
    return {Format.TURTLE: _turtle, Format.TRIG: _trig, Format.RDFXML: _rdfxml}[form](graphs, base)


def _nquads(graphs: Iterable[NamedGraph]) -> Iterator[bytes]:
    with Sorted[str]() as lines:
        for graph in graphs:
            end = f" <{graph.iri}> .\n" if graph.iri else " .\n"
            lines.add([f"{s} {p} {o}{end}" for s, p, o in graph.triples], len(graph.triples))
        for each in lines.blocks():
            yield "".join(each).encode()


def _ntriples(graphs: Iterable[NamedGraph]) -> Iterator[bytes]:
    with Sorted[str]() as lines:
        for graph in graphs:
            lines.add([f"{s} {p} {o} .\n" for s, p, o in graph.triples], len(graph.triples))
        last = ""
        for each in lines.blocks():
            once = [line for line, _ in groupby(each)]
            yield "".join(once[1:] if once and once[0] == last else once).encode()
            last = once[-1] if once else last


def _turtle(graphs: Iterable[NamedGraph], base: str) -> Iterator[bytes]:
    graphs_by_folder: dict[str, set[int]] = {}
    for number, graph in enumerate(graphs):
        for each in folders(graph.triples):
            graphs_by_folder.setdefault(each, set()).add(number)
    names = Names(base, set(graphs_by_folder))
    runs = names.runs(graphs_by_folder)
    subjects: Sorted[_Entry] = Sorted()
    with tempfile.TemporaryFile() as body, subjects:
        for number, graph in enumerate(graphs):
            subjects.add(_entries(graph, number, names, runs), len(graph.triples))
        every = chain.from_iterable(subjects.blocks())
        body.writelines(_merged(subject, several, names).encode() for subject, several in groupby(every, itemgetter(1)))
        yield names.header().encode()
        yield from _chunks(body)


@uncollected()
def _entries(graph: NamedGraph, number: int, names: Names, runs: dict[str, str]) -> list[_Entry]:
    """Write what no other graph tells of, and take along what others might tell of too."""
    items: list[_Entry] = []
    for run, about in groupby(order_subjects(graph.triples, names), lambda each: runs.get(folder(each[1]), "")):
        if run:
            items.append(_run_entry(about, number, names))
        else:
            items += [(place, subject, number, marshal.dumps(properties)) for place, subject, properties in about]
    return items


def _run_entry(about: Iterable[OrderedSubject], number: int, names: Names) -> _Entry:
    """Write subjects that stand together in the document and that no other graph tells of."""
    ordered = list(about)
    text = "".join([f"\n{block(subject, properties, names, '')}\n" for _, subject, properties in ordered])
    return (ordered[0][0], ordered[0][1], number, text)


def _merged(subject: Term, several: Iterable[_Entry], names: Names) -> str:
    """Write what several graphs say of a subject, once."""
    properties: Properties = {}
    for _, _, _, written in several:
        if isinstance(written, str):
            return written
        for predicate, things in marshal.loads(written).items():  # noqa: S302  it was written above
            properties[predicate] = sorted({*properties[predicate], *things}) if predicate in properties else things
    return f"\n{block(subject, properties, names, '')}\n"


def _trig(graphs: Iterable[NamedGraph], base: str) -> Iterator[bytes]:
    names = _names(graphs, base)
    with tempfile.TemporaryFile() as body:
        for graph in graphs:
            body.write(names.graph(graph).encode())
        yield names.header().encode()
        yield from _chunks(body)


def _names(graphs: Iterable[NamedGraph], base: str) -> Names:
    used: set[str] = set()
    for graph in graphs:
        used |= folders(graph.triples)
    return Names(base, used)


def _rdfxml(graphs: Iterable[NamedGraph], base: str) -> Iterator[bytes]:
    spaces: dict[str, str] = {}
    for graph in graphs:
        spaces |= _namespaces(graph.triples, base)
    with tempfile.TemporaryFile() as lines, tempfile.TemporaryFile() as body:
        lines.writelines(_ntriples(graphs))
        lines.seek(0)
        triples = (quad.triple for quad in ox.parse(lines, ox.RdfFormat.N_TRIPLES))
        ox.serialize(triples, body, format=ox.RdfFormat.RDF_XML, prefixes=dict(sorted(spaces.items())))
        yield from _chunks(body)


def _namespaces(triples: Iterable[Triple], base: str) -> dict[str, str]:
    """The prefixes that RDF/XML needs for properties and types."""
    spaces: set[str] = set()
    for predicate, kind in {(p, o if p == RDF_TYPE else "") for _, p, o in triples}:
        name = _NAME.fullmatch(predicate)
        if not name:
            raise SourceError(f"RDF/XML has no way to write the property {predicate}", hint="choose another format")
        spaces.add(name[1])
        if match := _NAME.fullmatch(kind):
            spaces.add(match[1])
    return {name: space for name, space in prefixes(base).items() if space in spaces}


def _chunks(body: IO[bytes]) -> Iterator[bytes]:
    body.seek(0)
    while chunk := body.read(_CHUNK):
        yield chunk
