"""Files → Queryable: an in-memory store that answers SELECT, ASK, CONSTRUCT and DESCRIBE.

The default graph is the RDF merge of all graphs (RDF 1.1 Semantics §4.1): a triple that several graphs state counts
once. Named graphs stand beside it for queries that say GRAPH. Refuses updates. This engine has no brake: a query by
somebody else goes through `sandbox`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox

from itu_kg.errors import SourceError, UsageError
from itu_kg.model.answer import Answer, Cell, Queryable, Table
from itu_kg.model.formats import Format
from itu_kg.model.graph import Dataset, NamedGraph, Term
from itu_kg.model.vocab import BASE, XSD, graph_of_file, is_draft, is_draft_file
from itu_kg.query.sparql_tokens import keywords, query_form
from itu_kg.rdf.whole_dataset import whole_dataset

_XSD_STRING = f"{XSD}string"


def answer(data: Queryable, text: str) -> Answer:
    """Answer a query of any form."""
    match query_form(text):
        case "SELECT":
            return data.select(text)
        case "ASK":
            return data.ask(text)
        case _:
            return data.construct(text)


class LocalStore:
    """A store of this process, in memory or on disk: the merge of all graphs, and the graphs themselves."""

    def __init__(self, store: ox.Store) -> None:
        self.store = store

    def name_graphs(self, text: str) -> None:
        """Get the named graphs ready if a query needs them."""

    def query(self, text: str) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        """Answer a query in the engine's own terms.

        Raises:
            SyntaxError: it is not SPARQL; the message begins with line:column.
        """
        self.name_graphs(text)
        return self.store.query(text)

    def select(self, text: str) -> Table:
        """Answer a SELECT query."""
        return to_table(self.query(text))

    def ask(self, text: str) -> bool:
        """Answer an ASK query."""
        return to_boolean(self.query(text))

    def construct(self, text: str) -> NamedGraph:
        """Answer a CONSTRUCT or DESCRIBE query."""
        triples = self.query(text)
        if not isinstance(triples, ox.QueryTriples):
            raise UsageError("this is no CONSTRUCT or DESCRIBE query")
        return to_graph(triples)


class MemoryStore(LocalStore):
    """A store in memory, filled from files."""

    def __init__(self) -> None:
        super().__init__(ox.Store())
        # Files of triples as graphs of their own: loaded for the first query that says GRAPH, since few do.
        self._unnamed: list[tuple[Path, ox.RdfFormat, str]] = []

    def load(self, path: Path, syntax: ox.RdfFormat, *, base: str) -> None:
        """Take in a file of triples; it is also the named graph that its name says."""
        self.store.load(path=path, format=syntax, base_iri=base)
        self._unnamed.append((path, syntax, base))

    def name_graphs(self, text: str) -> None:
        """Load the files' named graphs if a query needs them and they are not there yet."""
        if self._unnamed and "GRAPH" in keywords(text):
            for path, syntax, base in self._unnamed:
                name = ox.NamedNode(graph_of_file(path.stem, base))
                self.store.load(path=path, format=syntax, base_iri=base, to_graph=name)
            self._unnamed.clear()


def read(paths: Sequence[Path], *, base: str = BASE, drafts: bool = False) -> MemoryStore:
    """Load files, and the RDF files of folders, in the order of their names; drafts are left out unless asked for.

    A file of triples `X.ttl` is also the named graph `<base>graph/X`, and `X.draft.ttl` is `<base>graph/X/draft`.

    Raises:
        SourceError: a file cannot be read or is not the RDF its suffix says, with the line; there is none at all.
    """
    memory = MemoryStore()
    for path in rdf_files(paths, drafts=drafts):
        kind = format_of(path)
        with source_errors(path, kind):
            if kind.names_graphs:
                memory.store.extend(merged_and_named(path, kind, base=base, drafts=drafts))
            else:
                memory.load(path, _syntax(kind), base=base)
    return memory


def merged_and_named(path: Path, kind: Format, *, base: str, drafts: bool = False) -> Iterator[ox.Quad]:
    """Each statement of a file twice: in the merge and in its named graph, blank nodes renamed apart from others'.

    A file of triples is the named graph that its name says. Of a file that names its graphs the drafts are left out
    unless they are asked for.
    """
    whole = ox.DefaultGraph()
    name = whole if kind.names_graphs else ox.NamedNode(graph_of_file(path.stem, base))
    for quad in ox.parse(path=path, format=_syntax(kind), base_iri=base, rename_blank_nodes=True):
        subject, predicate, thing = quad.triple
        graph = name if quad.graph_name == whole else quad.graph_name
        if not drafts and kind.names_graphs and is_draft(str(graph)[1:-1]):
            continue
        yield ox.Quad(subject, predicate, thing)
        if graph != whole:
            yield ox.Quad(subject, predicate, thing, graph)


@contextmanager
def source_errors(path: Path, kind: Format) -> Iterator[None]:
    """Turn what goes wrong in reading a file into one line that names file and line."""
    try:
        yield
    except SyntaxError as problem:
        where = f"{path}:{problem.lineno}" if problem.lineno else str(path)
        raise SourceError(f"not {kind.value}: {problem.msg}", where=where) from problem
    except (OSError, ValueError) as problem:
        raise SourceError(f"cannot be read: {problem}", where=str(path)) from problem


def hold(dataset: Dataset) -> MemoryStore:
    """Hold a dataset."""
    memory = MemoryStore()
    for each in dataset.graphs:
        lines = "".join(f"{s} {p} {o} .\n" for s, p, o in each.triples).encode()
        for name in (ox.DefaultGraph(), *((ox.NamedNode(each.iri),) if each.iri else ())):
            memory.store.load(lines, format=ox.RdfFormat.N_TRIPLES, to_graph=name)
    return memory


def rdf_files(paths: Sequence[Path], *, drafts: bool = False) -> tuple[Path, ...]:
    """The RDF files that paths stand for: a file itself, of a folder those with an RDF suffix, sorted.

    A release says the same in many formats; of it the dump of quads stands for all. Files of drafts are left out unless
    they are asked for.

    Raises:
        SourceError: there is nothing of the kind.
        UsageError: there are only drafts, and they are not asked for.
    """
    files: list[Path] = []
    for path in paths:
        if whole := whole_dataset(path):
            files.append(whole)
        elif path.is_dir():
            inside = sorted(p for p in path.iterdir() if Format.of(p) and p.is_file())
            if not inside:
                raise SourceError("the folder holds no RDF file", where=str(path), hint="`itu-kg build` makes them")
            files += inside
        elif path.is_file():
            files.append(path)
        else:
            raise SourceError("no such file or folder", where=str(path))
    wanted = tuple(path for path in files if drafts or not is_draft_file(path))
    if files and not wanted:
        hint = "--with-drafts takes them in"
        raise UsageError("there are only drafts, which nobody has confirmed", where=str(paths[0]), hint=hint)
    return wanted


def to_boolean(result: object) -> bool:
    """Turn the engine's answer to an ASK into a truth value.

    Raises:
        UsageError: it answers another form of query.
    """
    if not isinstance(result, ox.QueryBoolean):
        raise UsageError("this is no ASK query")
    return bool(result)


def to_table(solutions: object) -> Table:
    """Turn the engine's solutions into a table.

    Raises:
        UsageError: they answer another form of query, or hold a term that tables cannot show.
    """
    if not isinstance(solutions, ox.QuerySolutions):
        raise UsageError("this is no SELECT query")
    columns = tuple(variable.value for variable in solutions.variables)
    return Table(columns, tuple(tuple(_cell(term) for term in solution) for solution in solutions))


def to_graph(triples: Iterable[ox.Triple]) -> NamedGraph:
    """Turn the engine's triples into a graph."""
    terms = {(Term(str(each.subject)), Term(str(each.predicate)), Term(str(each.object))) for each in triples}
    return NamedGraph("", tuple(sorted(terms)))


def _cell(term: object) -> Cell | None:
    match term:
        case None:
            return None
        case ox.NamedNode(value=value):
            return Cell("uri", value)
        case ox.BlankNode(value=value):
            return Cell("bnode", value)
        case ox.Literal(value=value, language=str(language)):
            return Cell("literal", value, language=language)
        case ox.Literal(value=value, datatype=datatype):
            return Cell("literal", value, datatype="" if datatype.value == _XSD_STRING else datatype.value)
    raise UsageError("the answer holds a term that tables cannot show", hint="select plain terms")


def _syntax(kind: Format) -> ox.RdfFormat:
    syntax = ox.RdfFormat.from_media_type(kind.media_type)
    assert syntax is not None  # noqa: S101  the library knows each of our formats
    return syntax


def format_of(path: Path) -> Format:
    """A file's RDF format, by its suffix.

    Raises:
        SourceError: it has the suffix of none.
    """
    kind = Format.of(path)
    if kind is None:
        known = ", ".join(suffix for each in Format for suffix in each.suffixes)
        raise SourceError(f"the suffix {path.suffix!r} is no RDF format", where=str(path), hint=f"use {known}")
    return kind
