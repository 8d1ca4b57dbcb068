"""A store on disk → Queryable: opened in an instant, asked by several processes at once.

The store of `data/ttl` is the folder `data/ttl.store` beside it. Its file `current` says which generation of the store
is in force and what it was made from; a generation never changes once it is in force. Refuses to write:
`disk_store_build` does.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import pyoxigraph as ox

from itu_kg.errors import AssetError, SourceError
from itu_kg.model.answer import Cell, Table
from itu_kg.query.memory_store import LocalStore, rdf_files

LAYOUT = f"3, pyoxigraph {ox.__version__}"
"""How a generation is written; one that is written otherwise is made anew."""

CURRENT = "current"
QUADS = "quads"
ANSWERS = "answers"
SETTLED = 2_000_000_000
"""Nanoseconds after which a file that has kept its time of change has kept its bytes."""


class Input(NamedTuple):
    """A file that a store was made from: its name, size in bytes, time of change in nanoseconds, SHA-256."""

    name: str
    size: int
    changed: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Current:
    """What `current` says: the generation in force, when it was begun, how it was made, what from, its triples."""

    generation: str
    begun: int
    layout: str
    base: str
    triples: int
    inputs: tuple[Input, ...]


class DiskStore(LocalStore):
    """A generation of a store, read only, with the answers that are kept beside it."""

    def __init__(self, folder: Path) -> None:
        try:
            super().__init__(ox.Store.read_only(str(folder / QUADS)))
        except OSError as problem:
            mend = "" if "file descriptors" in str(problem) else "`itu-kg store build`"
            raise AssetError(f"cannot be opened: {problem}", where=str(folder), hint=mend) from problem
        self._answers = folder / ANSWERS

    def select(self, text: str) -> Table:
        """Answer a SELECT query; an answer that is kept is that of the same text on the same data."""
        answer = answer_file(self._answers, text)
        return load_table(answer.read_bytes()) if answer.is_file() else super().select(text)


def store_path(path: Path) -> Path:
    """Where the store of a file or folder is."""
    whole = path.absolute()
    return whole.with_name(f"{whole.name}.store")


def open_store(store: Path) -> DiskStore:
    """Open a store, current or not.

    Raises:
        AssetError: another version wrote it, or it is damaged.
    """
    return DiskStore(generation_in_force(store))


def generation_in_force(store: Path) -> Path:
    """The folder of the generation of a store that is in force, current or not.

    Raises:
        AssetError: another version wrote it.
    """
    current = read_current(store)
    if current is None or current.layout != LAYOUT:
        raise AssetError(
            "another version wrote this store", where=str(store), hint="`itu-kg store build` makes it anew"
        )
    return store / current.generation


def open_current(path: Path, base: str) -> DiskStore | None:
    """Open the store of a file or folder, if there is one and it holds just what is in the files now."""
    folder = current_generation(path, base)
    try:
        return DiskStore(folder) if folder else None
    except AssetError:
        return None  # what the files say is as good, and `store build` mends it


def current_generation(path: Path, base: str) -> Path | None:
    """The generation of the store of a file or folder, if there is one and it holds just what is in the files now."""
    store = store_path(path)
    current = read_current(store)
    return store / current.generation if current and is_current(current, rdf_files([path]), base) else None


def read_current(store: Path) -> Current | None:
    """Read what a store says of itself; None if it says nothing that this version understands."""
    try:
        fields: dict[str, Any] = json.loads((store / CURRENT).read_bytes())
        return Current(**{**fields, "inputs": tuple(Input(*each) for each in fields["inputs"])})
    except (OSError, ValueError, TypeError, KeyError):
        return None


def is_current(current: Current, paths: Sequence[Path], base: str) -> bool:
    """Whether a store was made from these files as they are now.

    Bytes decide. They are read again only where size or time of change differ, or the time is too fresh to tell.
    """
    if (current.layout, current.base, [each.name for each in current.inputs]) != (
        LAYOUT,
        base,
        [path.name for path in paths],
    ):
        return False
    for path, known in zip(paths, current.inputs, strict=True):
        try:
            now = path.stat()
        except OSError:
            return False
        same = (now.st_size, now.st_mtime_ns) == (known.size, known.changed)
        settled = known.changed + SETTLED < current.begun
        if now.st_size != known.size or (not (same and settled) and digest(path) != known.sha256):
            return False
    return True


def digest(path: Path) -> str:
    """A file's SHA-256.

    Raises:
        SourceError: it cannot be read.
    """
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as problem:
        raise SourceError(problem.strerror or "cannot be read", where=str(path)) from problem


def answer_file(folder: Path, text: str) -> Path:
    """The file in which the answer to a query is kept."""
    return folder / f"{hashlib.sha256(text.encode()).hexdigest()}.json"


def dump_table(table: Table) -> bytes:
    """Write an answer: each cell once, and the rows as numbers of cells."""
    numbers: dict[Cell | None, int] = {}
    rows = [[numbers.setdefault(cell, len(numbers)) for cell in row] for row in table.rows]
    cells = [cell and [cell.kind, cell.value, cell.datatype, cell.language] for cell in numbers]
    return json.dumps([table.columns, cells, rows], ensure_ascii=False, separators=(",", ":")).encode()


def load_table(data: bytes) -> Table:
    """Read an answer that `dump_table` wrote."""
    columns, known, rows = json.loads(data)
    cells = [cell and Cell(*cell) for cell in known]
    return Table(tuple(columns), tuple(tuple(cells[number] for number in row) for row in rows))
