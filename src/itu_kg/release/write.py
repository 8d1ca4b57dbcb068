"""Artefacts → a release folder: every file, its twin in gzip, a description of all, and their SHA-256 sums.

Files are written as their chunks come and read back by nobody but the description, whose counts and hashes are
measured from the dumps as they stand on disk. It takes no clock: the date is given.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing, nullcontext
from pathlib import Path
from typing import Any

from itu_kg import files
from itu_kg.errors import AssetError, SourceError, UsageError
from itu_kg.files import sync
from itu_kg.model.edition import DESCRIPTION, GRAPHS, SUMS, Artefact, Edition, Written
from itu_kg.model.formats import MEDIA_TYPES
from itu_kg.release.atomic_folder import replacing
from itu_kg.release.checksums import measure

_TYPES = {suffix: name for name, each in MEDIA_TYPES.items() for suffix in each.suffixes[:1]}


def release(
    artefacts: Iterable[Artefact],
    folder: Path,
    *describe: Callable[[Path, Sequence[Written]], Iterable[Artefact]],
    judge: Callable[[Path], None] = lambda _: None,
) -> list[Written]:
    """Write a release in the place of `folder`, whole or not at all.

    Args:
        artefacts: the files, but those that describe the others.
        folder: where to; a release that is there stays whole until the new one takes its place.
        judge: given the folder as it is to be, raises an error if it may not take the place.
        describe: each, given the folder as it is being built and its files so far, gives files that describe them.

    Raises:
        UsageError: `folder` is something else than a release, or cannot be written: no room, no permission.
        SourceError: two artefacts have one path.
    """
    try:
        with replacing(folder) as new:
            written = list(write(artefacts, new))
            for stage in describe:
                written += write(stage(new, tuple(written)), new)
            written.sort()
            sums = "".join(f"{each.sha256}  {each.path}\n" for each in written)
            written += write((Artefact(SUMS, "text/plain", (sums.encode(),)),), new)
            judge(new)
            _sync(new)
    except OSError as problem:
        hint = "make room there or name another folder with -o; what was there before is untouched"
        raise UsageError(f"cannot be written: {problem.strerror or problem}", where=str(folder), hint=hint) from problem
    return written


def write(artefacts: Iterable[Artefact], folder: Path) -> Iterator[Written]:
    """Write artefacts as files, each with its gzip twin if it asks for one."""
    for artefact in artefacts:
        path = folder / artefact.path
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            plain = _File(path)
            packed = _File(path.with_name(f"{path.name}.gz")) if artefact.gzipped else None
        except FileExistsError as problem:
            raise SourceError("two files of a release have one name", where=artefact.path) from problem
        with closing(plain), closing(packed) if packed else nullcontext(), _gzipped(packed) as gzipped:
            for chunk in artefact.chunks:
                plain.write(chunk)
                if gzipped:
                    gzipped.write(chunk)
        yield plain.written(artefact.path, artefact.media_type)
        if packed:
            yield packed.written(f"{artefact.path}.gz", "application/gzip")


def description(
    edition: Edition,
    graphs: Mapping[str, str],
    folder: Path,
    written: Sequence[Written],
    drafts: Mapping[str, int] | None = None,
) -> Artefact:
    """Describe a release: counts and hashes of its dumps, and all files.

    Args:
        edition: what it is called.
        graphs: the name of each graph's files, by its IRI.
        folder: where the files are.
        written: the files.
        drafts: how much nobody has confirmed, and whether it is among the graphs.
    """
    whole, merge = measure(folder / f"{edition.stem}.nq"), measure(folder / f"{edition.stem}.nt")
    measured = {iri: measure(folder / GRAPHS / f"{name}.nt") for iri, name in graphs.items()}
    document: dict[str, Any] = {
        "name": edition.stem,
        **{name: each for name, each in edition._asdict().items() if name not in ("stem", "summary")},
        "hash": {"algorithm": "RDFC-1.0, SHA-256", "dataset": whole.hash, "merge": merge.hash},
        "counts": {
            "quads": whole.statements,
            "triples": merge.statements,
            "entities": merge.entities,
            "graphs": len(measured),
        },
        "drafts": dict(drafts or {}),
        "graphs": [
            {"iri": iri, "name": graphs[iri], "triples": each.statements, "entities": each.entities, "hash": each.hash}
            for iri, each in measured.items()
        ],
        "files": [
            {"path": each.path, "mediaType": each.media_type, "bytes": each.size, "sha256": each.sha256}
            for each in sorted(written)
        ],
    }
    text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    return Artefact(DESCRIPTION, "application/json", (text.encode(),))


def _gzipped(file: _File | None) -> AbstractContextManager[gzip.GzipFile | None]:
    """Compress into a file; without name and time the bytes say nothing of when and where (RFC 1952 §2.3)."""
    if file is None:
        return nullcontext()
    return gzip.GzipFile(filename="", mode="wb", compresslevel=6, fileobj=file, mtime=0)


class _File:
    """A file being written, counted and hashed."""

    def __init__(self, path: Path) -> None:
        self._stream = path.open("xb")
        self._digest = hashlib.sha256()
        self._size = 0

    def write(self, data: bytes) -> int:
        self._digest.update(data)
        count = self._stream.write(data)
        self._size += count
        return count

    def flush(self) -> None:
        self._stream.flush()

    def close(self) -> None:
        self._stream.close()

    def written(self, path: str, media_type: str) -> Written:
        return Written(path, media_type, self._size, self._digest.hexdigest())


def _sync(folder: Path) -> None:
    """Let the disk have everything before the folder takes its place."""
    for path in (*folder.rglob("*"), folder):
        sync(path)


def copy(source: Path, to: str, data: bytes | None = None) -> Artefact:
    """A file as it is, or with other data in its place.

    Raises:
        AssetError: it is not there.
    """
    content = files.read_bytes(source, error=AssetError) if data is None else data
    return Artefact(to, _TYPES.get(source.suffix, "text/plain"), (content,))
