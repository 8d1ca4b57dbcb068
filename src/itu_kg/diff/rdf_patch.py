"""Statements × Statements → RDF Patch.

Source: RDF Patch as Apache Jena documents it (https://jena.apache.org/documentation/rdf-patch/): rows `H`, `TX`, `D`
and `A`, `TC`, each ended by a dot, terms as N-Quads has them. One transaction; the header has the hashes (RDFC-1.0,
SHA-256) of the dataset before and after, and an id made of the two. Blank nodes are refused: a patch names them by the
labels of one store.
"""

from __future__ import annotations

import hashlib
import tempfile
import uuid
from typing import TYPE_CHECKING

from itu_kg.diff.merge_join import differing
from itu_kg.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from itu_kg.diff.statements import Statements

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
