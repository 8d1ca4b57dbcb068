"""Statements × Statements → what turns the old dataset into the new: RDF Patch, or SPARQL Update.

Sources: RDF Patch as Apache Jena documents it (https://jena.apache.org/documentation/rdf-patch/): rows `H`, `TX`, `D`
and `A`, `TC`, each ended by a dot, terms as N-Quads has them. One transaction; the header has the hashes (RDFC-1.0,
SHA-256) of the dataset before and after, and an id made of the two. SPARQL 1.1 Update §3.1.1 and §3.1.2: DELETE DATA,
then INSERT DATA, graph by graph, in chunks; it gives the new dataset in stores that keep literals as they are written.
Blank nodes are refused by both: a patch names them by the labels of one store, DELETE DATA has none.
"""

from __future__ import annotations

import hashlib
import re
import tempfile
import uuid
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import chain, groupby, islice
from operator import itemgetter

from itu_kg.diff.statements import Statements, differing, terms
from itu_kg.errors import UsageError
from itu_kg.rdf.order import Sorted

_CHUNK = 1 << 20


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


def _hashing(lines: Iterable[str], digest: hashlib._Hash) -> Iterator[str]:
    for line in lines:
        digest.update(line.encode())
        yield line


def _id(before: str, after: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{before} {after}").urn


CHUNK = 1_000
"""How many triples one operation holds: stores limit the size of a request."""

# SPARQL undoes \uXXXX before it reads a query (§19.2); rdflib looks neither for a backslash before it, nor where it
# ends if hexadecimal digits follow. So a u that follows a backslash of the data, and an escape, get eight digits.
_ESCAPES = re.compile(r"\\\\([uU])|\\u([0-9A-F]{4})|\\.")


def update(old: Statements, new: Statements, *, chunk: int = CHUNK) -> Iterator[bytes]:
    """Write the update that makes the new dataset of the old one; it says nothing if there is nothing to change.

    Raises:
        UsageError: there are blank nodes.
    """
    refuse_blank(old, new, "SPARQL's DELETE DATA")
    with ExitStack() as closing:
        gone, come = (closing.enter_context(Sorted[tuple[str, str]]()) for _ in range(2))
        for each in differing(old.lines(), new.lines()):
            gone.add(map(_split, each.removed), len(each.removed))
            come.add(map(_split, each.added), len(each.added))
        between = ""
        for verb, changes in (("DELETE DATA", gone), ("INSERT DATA", come)):
            for graph, rows in groupby(chain.from_iterable(changes.blocks()), key=itemgetter(0)):
                while triples := "".join(triple for _, triple in islice(rows, chunk)):
                    inside = f"GRAPH {graph} {{\n{triples}}} " if graph else f"\n{triples}"
                    yield f"{between}{verb} {{ {inside}}}".encode()
                    between = " ;\n"
        if between:
            yield b"\n"


def _split(line: str) -> tuple[str, str]:
    subject, predicate, thing, graph = terms(line)
    return graph, _ESCAPES.sub(_escaped, f"{subject} {predicate} {thing} .\n")


def _escaped(match: re.Match[str]) -> str:
    if match[1]:
        return f"\\\\\\U{ord(match[1]):08X}"
    return f"\\U0000{match[2]}" if match[2] else match[0]
