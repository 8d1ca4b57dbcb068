"""Sums of files, canonical hashes of graphs, and the digest of what a release is made of.

Source: RDF Dataset Canonicalization, RDFC-1.0 §4.4 and §5: SHA-256 of the canonical N-Quads. Without blank nodes that
form is the sorted lines; blank nodes are labelled by pyoxigraph.

The digest of the inputs is kept beside the release, in a hidden file, since it holds what the release must not: which
program made it. The program's own code and the libraries that write bytes count as inputs.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox

from itu_kg import files
from itu_kg.errors import AssetError, VerificationError
from itu_kg.model.edition import SUMS
from itu_kg.model.graph import NamedGraph

_LINE = re.compile(r"([0-9a-f]{64})  (\S.*)")


class Mismatch(NamedTuple):
    """One thing that is not as it should be: what was checked, in which file, what is wrong."""

    check: str
    path: str
    what: str


def listed(folder: Path) -> dict[str, str]:
    """Read SHA256SUMS: the sum of each file by its path.

    Raises:
        VerificationError: it is not there, or a line of it is no sum and path inside the folder.
    """
    try:
        lines = (folder / SUMS).read_text("utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as problem:
        raise VerificationError(f"{SUMS} cannot be read", where=str(folder), hint="is this a release?") from problem
    sums: dict[str, str] = {}
    for number, line in enumerate(lines, start=1):
        if not line and number == len(lines):
            continue
        match = _LINE.fullmatch(line)
        if not match or match[2].startswith("/") or ".." in match[2].split("/") or match[2] in sums:
            raise VerificationError("this line is no sum of a file of the release", where=f"{folder / SUMS}:{number}")
        sums[match[2]] = match[1]
    return sums


def mismatches(folder: Path, *, content: bool = False) -> list[Mismatch]:
    """Hold a folder's files against SHA256SUMS; with `content`, their names only."""
    sums = listed(folder)
    there = set(_files(folder)) - {SUMS}
    wrong = [Mismatch("files", path, "is missing") for path in sums.keys() - there]
    wrong += [Mismatch("files", path, "is no part of the release") for path in there - sums.keys()]
    for path in there & sums.keys():
        if (folder / path).is_symlink() or not (folder / path).is_file():
            wrong.append(Mismatch("files", path, "is no plain file"))
        elif not content and _sum(folder / path) != sums[path]:
            wrong.append(Mismatch("sums", path, "has another SHA-256 sum"))
    return sorted(wrong)


def _sum(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _files(folder: Path) -> Iterator[str]:
    for path in folder.rglob("*"):
        if path.is_symlink() or not path.is_dir():  # a link is a name in the release, whatever it leads to
            yield path.relative_to(folder).as_posix()


class Measure(NamedTuple):
    """What a dump in N-Quads or N-Triples holds: lines, distinct subjects, and its canonical hash."""

    statements: int
    entities: int
    hash: str


def dataset_hash(graphs: Iterable[NamedGraph]) -> str:
    """Hash graphs with their names."""
    lines = [
        f"{s} {p} {o} <{graph.iri}> .\n" if graph.iri else f"{s} {p} {o} .\n"
        for graph in graphs
        for s, p, o in graph.triples
    ]
    return _hash(lines)


def merge_hash(graphs: Iterable[NamedGraph]) -> str:
    """Hash what graphs say together, whoever says it."""
    return _hash({f"{s} {p} {o} .\n" for graph in graphs for s, p, o in graph.triples})


def measure(dump: Path) -> Measure:
    """Measure a dump as it stands on disk; it is sorted and without duplicates."""
    digest, lines, entities, last, blank = hashlib.sha256(), 0, 0, b"", False
    with dump.open("rb") as stream:
        for line in stream:
            digest.update(line)
            lines += 1
            subject = line[: line.index(b" ")]
            if subject != last:
                entities, last = entities + 1, subject
            blank = blank or subject.startswith(b"_:") or b" _:" in line
    if not blank:
        return Measure(lines, entities, digest.hexdigest())
    return Measure(lines, entities, _hash([f"{line}\n" for line in dump.read_bytes().decode().split("\n") if line]))


def _hash(lines: Iterable[str]) -> str:
    lines = sorted(lines)
    if any(line.startswith("_:") or " _:" in line for line in lines):
        dataset = ox.Dataset(ox.parse("".join(lines), ox.RdfFormat.N_QUADS))
        dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
        written = ox.serialize(dataset, format=ox.RdfFormat.N_QUADS) or b""
        # Lines end in a line feed and in nothing else: a literal may hold other line separators.
        lines = sorted(f"{line}\n" for line in written.decode().split("\n") if line)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


_PACKAGE = Path(__file__).resolve().parents[1]


def input_digest(paths: Iterable[Path], arguments: Mapping[str, str]) -> str:
    """Digest files (of a folder: all its files, by their path inside it), in the order given, and arguments."""
    digest = hashlib.sha256()
    arguments = {**arguments, "pyoxigraph": version("pyoxigraph"), "zlib": zlib.ZLIB_RUNTIME_VERSION}
    digest.update(repr(sorted(arguments.items())).encode())
    for path in (*paths, _PACKAGE):
        inside = sorted(each for each in path.rglob("*") if each.is_file()) if path.is_dir() else [path]
        for each in inside:
            if "__pycache__" in each.parts:
                continue
            data = files.read_bytes(each, error=AssetError)
            digest.update(f"{each.relative_to(path) if path.is_dir() else each.name}\0{len(data)}\0".encode())
            digest.update(data)
    return digest.hexdigest()


def unchanged(folder: Path, digested: str) -> bool:
    """Whether `folder` is the release made of these inputs, with every file as it was written."""
    try:
        kept = _state(folder).read_text("utf-8").split()
        sums = hashlib.sha256((folder / SUMS).read_bytes()).hexdigest()
        return kept == [digested, sums] and not mismatches(folder)
    except (OSError, UnicodeDecodeError, VerificationError):
        return False


def keep_digest(folder: Path, digested: str) -> None:
    """Note what the release in `folder` was made of."""
    sums = hashlib.sha256((folder / SUMS).read_bytes()).hexdigest()
    files.write(_state(folder), f"{digested}\n{sums}\n".encode())


def _state(folder: Path) -> Path:
    folder = files.output_folder(folder)
    return folder.with_name(f".{folder.name}.inputs")
