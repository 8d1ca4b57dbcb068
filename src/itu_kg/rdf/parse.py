"""Files and bytes → named graphs.

pyoxigraph parses; literals stay as written. Blank nodes get the labels of their canonical form, so that the same file
gives the same graph twice (RDF Dataset Canonicalization, RDFC-1.0). Refused: control characters, triples inside
triples, remote JSON-LD contexts, files that do not end like RDF.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pyoxigraph as ox

from itu_kg import files
from itu_kg.errors import SourceError
from itu_kg.model.formats import Format
from itu_kg.model.graph import Dataset, NamedGraph, Term, Triple
from itu_kg.model.vocab import BASE, graph_of_file
from itu_kg.rdf.ntriples import CONTROL

_PARSERS = {
    Format.TURTLE: ox.RdfFormat.TURTLE,
    Format.TRIG: ox.RdfFormat.TRIG,
    Format.NQUADS: ox.RdfFormat.N_QUADS,
    Format.NTRIPLES: ox.RdfFormat.N_TRIPLES,
    Format.JSONLD: ox.RdfFormat.JSON_LD,
    Format.RDFXML: ox.RdfFormat.RDF_XML,
}
_WRITTEN_CONTROL = re.compile(
    rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\\[bf]|\\u00[01]|\\ufff[ef]|\xef\xbf[\xbe\xbf]", re.IGNORECASE
)


def read(paths: Sequence[Path], base: str = BASE) -> Dataset:
    """Read files, and the RDF files of folders in the order of their names.

    A file that cannot name its graphs, `itu-2024.ttl`, is the graph `<base>graph/itu-2024`, and `itu-2024.draft.ttl`
    is `<base>graph/itu-2024/draft`. What two files say of one graph is one graph. Drafts are among them: whoever does
    not want them takes `reported` of what comes.

    Raises:
        SourceError: a path is not there, is not RDF, or breaks its syntax; names file and line.
    """
    quads: list[ox.Quad] = []
    for path in _files(paths):
        form = Format.of(path)
        if form is None:
            endings = ", ".join(each.suffixes[0] for each in Format)
            raise SourceError("this is no RDF file by its name", where=str(path), hint=f"RDF files end with {endings}")
        graph = "" if form.names_graphs else graph_of_file(path.stem, base)
        quads += _quads(files.read_bytes(path), form, where=str(path), graph=graph, base=base)
    return Dataset(_graphs(quads))


def parse(data: bytes, form: Format, *, where: str, graph: str = "", base: str = BASE) -> tuple[NamedGraph, ...]:
    """Read one document; `graph` is the IRI of the graph that unnamed triples belong to.

    Raises:
        SourceError: it breaks its syntax or holds a control character; names `where` and the line.
    """
    return _graphs(_quads(data, form, where=where, graph=graph, base=base))


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            inside = sorted(each for each in path.iterdir() if each.is_file() and Format.of(each))
            if not inside:
                raise SourceError("no RDF file is in this folder", where=str(path))
            yield from inside
        else:
            yield path


def _quads(data: bytes, form: Format, *, where: str, graph: str, base: str) -> list[ox.Quad]:
    files.decode(data, where=where)
    name = ox.NamedNode(graph) if graph else ox.DefaultGraph()
    try:
        quads = list(ox.parse(data, _PARSERS[form], base_iri=base, rename_blank_nodes=True))
    except SyntaxError as problem:
        place = f"{where}:{problem.lineno}" if problem.lineno else where
        raise SourceError(f"broken {form.value}: {_reason(problem)}", where=place) from problem
    except (ValueError, OSError) as problem:
        raise SourceError(f"broken {form.value}: {problem}", where=where) from problem
    for quad in quads:
        if isinstance(quad.object, ox.Literal) and CONTROL.search(quad.object.value):
            control = _WRITTEN_CONTROL.search(data)
            line = data.count(b"\n", 0, control.start()) + 1 if control else 1
            raise SourceError("a text holds a control character", where=f"{where}:{line}", hint="take it out")
        if isinstance(quad.object, ox.Triple):
            raise SourceError("a triple stands inside a triple, which these graphs do not use", where=where)
    if isinstance(name, ox.DefaultGraph):
        return quads
    unnamed = ox.DefaultGraph()
    return [ox.Quad(q.subject, q.predicate, q.object, name) if q.graph_name == unnamed else q for q in quads]


def _graphs(quads: list[ox.Quad]) -> tuple[NamedGraph, ...]:
    blank = ox.BlankNode
    if any(isinstance(each, blank) for quad in quads for each in (quad.subject, quad.object, quad.graph_name)):
        dataset = ox.Dataset(quads)
        dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
        quads = list(dataset)
    graphs: dict[str, set[Triple]] = {}
    for quad in quads:
        name = "" if isinstance(quad.graph_name, ox.DefaultGraph) else quad.graph_name.value
        graphs.setdefault(name, set()).add((Term(str(quad.subject)), Term(str(quad.predicate)), Term(str(quad.object))))
    return tuple(NamedGraph(name, tuple(sorted(graphs[name]))) for name in sorted(graphs))


def _reason(problem: SyntaxError) -> str:
    """The parser's words without the position, which is said already."""
    return re.sub(r"^.*?(?:line \d+ )?(?:between|at) (?:line \d+ )?columns? [^:]*: ", "", problem.msg)
