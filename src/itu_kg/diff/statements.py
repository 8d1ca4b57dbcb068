"""RDF files → their quads as sorted lines of canonical N-Quads, as often as they are asked for.

Source: RDF Dataset Canonicalization, RDFC-1.0 §5. A file of N-Quads that has that form already, as the dumps of a
release have, is read as it lies there; other files are parsed one at a time and sorted on disk. Only data with blank
nodes, whose labels depend on all of the data, are held in memory whole. All that is said of a subject, in whichever
graph, stands together in sorted N-Quads, so two sides are compared by a merge join that holds one subject of each.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, groupby
from pathlib import Path
from typing import NamedTuple, cast

from itu_kg import rdf
from itu_kg.errors import SourceError
from itu_kg.files import read_text
from itu_kg.model.formats import Format
from itu_kg.model.graph import Dataset, Term
from itu_kg.model.vocab import DRAFT, is_draft
from itu_kg.rdf.order import Sorted

_IRI = r'<[A-Za-z][A-Za-z0-9+.-]*+:[^\x00-\x20<>"{}|\\^`]*+>'
_LITERAL = (
    r'"(?:[^\x00-\x1f"\\\x7f\ufffe\uffff]|\\[tnr"\\]|\\u007F)*+"'
    rf"(?:@[a-z0-9-]++|\^\^(?!<http://www\.w3\.org/2001/XMLSchema#string>){_IRI})?"
)
_LINE = rf"{_IRI} {_IRI} (?:{_IRI}|{_LITERAL})(?: {_IRI})? \.\n"
_LINES = re.compile(rf"(?:{_LINE})*+")
_BLOCK = 1 << 20
_DRAFT = f"/{DRAFT}> .\n"


@dataclass(frozen=True, slots=True)
class Statements:
    """The quads of one edition: `lines()` gives them sorted and each once; `blank` says that blank nodes are there."""

    lines: Callable[[], Iterator[str]]
    blank: bool = False


def of(dataset: Dataset) -> Statements:
    """The statements of a dataset."""
    lines = sorted(_lines(dataset))
    blank = any(line.startswith("_:") or " _:" in line for line in lines) and any(
        term.startswith("_:") for line in lines for term in terms(line)
    )
    return Statements(lambda: iter(lines), blank)


@contextmanager
def opened(paths: Sequence[Path], base: str, *, drafts: bool = False) -> Iterator[Statements]:
    """The statements of RDF files, without those of drafts unless they are asked for.

    A file that names no graph is the graph `<base>graph/<file>`.

    Raises:
        SourceError: a file cannot be read, is no RDF, or breaks its syntax.
    """
    forms = [_form(path) if Format.of(path) is Format.NQUADS else "" for path in paths]
    if forms == ["sorted"]:
        yield Statements(lambda: _read(paths[0]) if drafts else _confirmed(_read(paths[0])))
        return
    with Sorted[str]() as gathered:
        for path, form in zip(paths, forms, strict=True):
            if form:
                for block in _blocks(path):
                    wanted = block if drafts else list(_confirmed(block))
                    gathered.add(wanted, len(wanted))
                continue
            data = rdf.read([path], base)
            lines = _lines(data if drafts else data.reported)
            if any(term.startswith("_:") for line in lines if "_:" in line for term in terms(line)):
                data = rdf.read(paths, base)
                yield of(data if drafts else data.reported)
                return
            gathered.add(lines, len(lines))
        yield Statements(lambda: (line for line, _ in groupby(chain.from_iterable(gathered.blocks()))))


def terms(line: str) -> tuple[Term, Term, Term, Term]:
    """Take a line apart: subject, predicate, object and the graph's name, empty for the default graph."""
    subject, predicate, rest = line[:-3].split(" ", 2)
    start = rest.rindex('"') if rest[0] == '"' else 0
    end = rest.find(" ", start)
    parted = (subject, predicate, rest, "") if end < 0 else (subject, predicate, rest[:end], rest[end + 1 :])
    return cast("tuple[Term, Term, Term, Term]", parted)


def _confirmed(lines: Iterable[str]) -> Iterator[str]:
    """The lines but those of drafts."""
    return (line for line in lines if not (line.endswith(_DRAFT) and is_draft(terms(line)[3][1:-1])))


def _lines(dataset: Dataset) -> list[str]:
    return [
        f"{s} {p} {o} <{graph.iri}> .\n" if graph.iri else f"{s} {p} {o} .\n"
        for graph in dataset.graphs
        for s, p, o in graph.triples
    ]


def _form(path: Path) -> str:
    """Whether a file's lines are canonical and "sorted", canonical but "unsorted", or else ("")."""
    if not path.is_file():
        read_text(path)  # says what is wrong with it
    last, form = "", "sorted"
    try:
        for block in _blocks(path):
            if not _LINES.fullmatch("".join(block)):
                return ""
            # Lines in strict order have no duplicates either.
            in_order = last < block[0] and all(map(str.__lt__, block, block[1:]))
            form, last = form if in_order else "unsorted", block[-1]
    except UnicodeDecodeError:
        return ""  # the parser names the byte
    return form


def _blocks(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8", newline="\n") as stream:
        while block := stream.readlines(_BLOCK):
            yield block


def _read(path: Path) -> Iterator[str]:
    try:
        with path.open(encoding="utf-8", newline="\n") as stream:
            yield from stream
    except OSError as problem:
        raise SourceError("it went away while it was read", where=str(path)) from problem


class Differing(NamedTuple):
    """A subject, with the lines that each side has of it."""

    subject: str
    old: list[str]
    new: list[str]

    @property
    def removed(self) -> list[str]:
        """The lines that are gone, sorted."""
        return sorted(set(self.old).difference(self.new))

    @property
    def added(self) -> list[str]:
        """The lines that are new, sorted."""
        return sorted(set(self.new).difference(self.old))


def differing(old: Iterable[str], new: Iterable[str]) -> Iterator[Differing]:
    """The subjects on which two sides differ, in order; both sides are sorted and unique."""
    before, after = subjects(old), subjects(new)
    left, right = next(before, None), next(after, None)
    while left or right:
        if right is None or (left is not None and left[0] < right[0]):
            assert left is not None  # noqa: S101  for the type checker: one of the two is there
            yield Differing(left[0][:-1], left[1], [])
            left = next(before, None)
        elif left is None or right[0] < left[0]:
            yield Differing(right[0][:-1], [], right[1])
            right = next(after, None)
        else:
            if left[1] != right[1]:
                yield Differing(left[0][:-1], left[1], right[1])
            left, right = next(before, None), next(after, None)


def subjects(lines: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    """Group sorted lines by subject; it comes with the space that ends it, so that subjects sort as their lines do."""
    head, held = "", list[str]()
    for line in lines:
        if head and line.startswith(head):
            held.append(line)
            continue
        if held:
            yield head, held
        head, held = line[: line.index(" ") + 1], [line]
    if held:
        yield head, held
