"""Statements × Statements → RDF Patch; and RDF Patch × Dataset → Dataset.

Source: RDF Patch as Apache Jena documents it (https://jena.apache.org/documentation/rdf-patch/): rows `H`, `TX`, `D`
and `A`, `TC`, each ended by a dot, terms as N-Quads has them. One transaction; the header has the hashes (RDFC-1.0,
SHA-256) of the dataset before and after, and an id made of the two. Blank nodes are refused: a patch names them by the
labels of one store.
"""

from __future__ import annotations

import hashlib
import tempfile
import uuid
from typing import TYPE_CHECKING, NamedTuple

from itu_kg import rdf
from itu_kg.diff.merge_join import differing
from itu_kg.diff.statements import canonical, of, terms
from itu_kg.errors import SourceError, UsageError
from itu_kg.files import decode
from itu_kg.model.formats import Format
from itu_kg.model.graph import Dataset, NamedGraph

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from itu_kg.diff.statements import Statements

_CHUNK = 1 << 20
_HINT = "take the patch that was made for this dataset"


class Header(NamedTuple):
    """What the header of a patch says: its id, and the hashes of the dataset before and after."""

    id: str
    before: str
    after: str


def patch(old: Statements, new: Statements) -> Iterator[bytes]:
    """Write the patch that makes the new dataset of the old one.

    Raises:
        UsageError: there are blank nodes.
    """
    refuse_blank(old, new, "an RDF Patch")
    digests = hashlib.sha256(), hashlib.sha256()
    with tempfile.TemporaryFile() as body:
        for each in differing(_hashing(old.lines(), digests[0]), _hashing(new.lines(), digests[1])):
            rows = [f"D {line}" for line in each.removed] + [f"A {line}" for line in each.added]
            body.write("".join(rows).encode())
        before, after = (digest.hexdigest() for digest in digests)
        yield f'H id <{_id(before, after)}> .\nH before "{before}" .\nH after "{after}" .\nTX .\n'.encode()
        body.seek(0)
        while chunk := body.read(_CHUNK):
            yield chunk
        yield b"TC .\n"


def refuse_blank(old: Statements, new: Statements, what: str) -> None:
    """Refuse data with blank nodes, which a change cannot name.

    Raises:
        UsageError: there are some.
    """
    if old.blank or new.blank:
        raise UsageError(f"{what} cannot name blank nodes", hint="give them IRIs, or use --format markdown or json")


def apply(data: bytes, dataset: Dataset, *, where: str) -> Dataset:
    """Apply a patch, whole or not at all; prefixes are no part of a dataset and change nothing.

    Raises:
        SourceError: it is no RDF Patch, takes away what is not there, adds what is there, or does not give the
            dataset whose hash its header names; with the line.
    """
    quads = set(of(dataset).lines())
    header, held, changes = dict[str, str](), set(quads), False
    # Not splitlines: texts hold other line ends than the format's.
    for number, written in enumerate(decode(data, where=where).removesuffix("\n").split("\n"), start=1):
        row, place = f"{written}\n", f"{where}:{number}"
        code, _, rest = row.partition(" ")
        match code.rstrip():
            case "H" if not changes:
                key, _, value = rest.removesuffix(" .\n").partition(" ")
                header[key] = value[1:-1]
                if key == "before" and _hash(quads) != header[key]:
                    raise SourceError("this patch was made for another dataset", where=place, hint=_HINT)
            case "TX":
                changes, held = True, set(quads)
            case "TC":
                quads = set(held)
            case "TA":
                held = set(quads)
            case "A" | "D":
                changes = True
                _apply(code, _line(rest, place), held, place)
            case "PA" | "PD":
                changes = True
            case _:
                raise SourceError("this is no row of an RDF Patch", where=place)
    if "after" in header and _hash(quads) != header["after"]:
        raise SourceError("the patch does not give the dataset that its header names", where=where, hint=_HINT)
    return _dataset(quads)


def _apply(code: str, line: str, held: set[str], place: str) -> None:
    if (line in held) == (code == "A"):
        what = "adds what is there" if code == "A" else "takes away what is not there"
        raise SourceError(f"the row {what}", where=place, hint=_HINT)
    (held.add if code == "A" else held.remove)(line)


def _line(rest: str, place: str) -> str:
    """Bring a row's quad into canonical form."""
    if canonical(rest):
        return rest
    if "_:" in rest:
        raise SourceError("a blank node belongs to one store", where=place)
    lines = list(of(Dataset(rdf.parse(rest.encode(), Format.NQUADS, where=place))).lines())
    if len(lines) != 1:
        raise SourceError("a row holds one quad", where=place)
    return lines[0]


def _dataset(lines: Iterable[str]) -> Dataset:
    graphs: dict[str, list[tuple[str, str, str]]] = {}
    for line in sorted(lines):
        *triple, graph = terms(line)
        graphs.setdefault(graph[1:-1], []).append((triple[0], triple[1], triple[2]))
    return Dataset(tuple(NamedGraph(graph, tuple(sorted(graphs[graph]))) for graph in sorted(graphs)))


def _hashing(lines: Iterable[str], digest: hashlib._Hash) -> Iterator[str]:
    for line in lines:
        digest.update(line.encode())
        yield line


def _hash(lines: Iterable[str]) -> str:
    return hashlib.sha256("".join(sorted(lines)).encode()).hexdigest()


def _id(before: str, after: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{before} {after}").urn
