"""What a release is a stream of: files, by path, media type and content."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from itu_kg import files
from itu_kg.errors import AssetError
from itu_kg.model.formats import Format

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_TYPES = {each.suffixes[0]: each.media_type for each in Format} | {
    ".csv": "text/csv",
    ".json": "application/json",
    ".rq": "application/sparql-query",
    ".svg": "image/svg+xml",
    ".yaml": "application/yaml",
}


@dataclass(frozen=True, slots=True)
class Artefact:
    """A file to be: `path` relative to the release with `/`, `chunks` of its bytes; `gzipped` asks for a twin."""

    path: str
    media_type: str
    chunks: Iterable[bytes]
    gzipped: bool = False


@dataclass(frozen=True, slots=True, order=True)
class Written:
    """A file of a release, as it was written."""

    path: str
    media_type: str
    size: int
    sha256: str


def copies(source: Path, to: str) -> Iterator[Artefact]:
    """Give a file, or the files of a folder and of those inside it, in the order of their names.

    Raises:
        AssetError: it is not there.
    """
    if not source.is_dir():
        yield Artefact(to, _TYPES.get(source.suffix, "text/plain"), (files.read_bytes(source, error=AssetError),))
        return
    for path in sorted(source.rglob("*")):
        inside = path.relative_to(source)
        if path.is_file() and not any(part.startswith((".", "__")) for part in inside.parts):
            yield from copies(path, f"{to}/{inside.as_posix()}")
