"""A release folder → which of its files are missing, too many, or not what SHA256SUMS says."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, NamedTuple

from itu_kg.errors import VerificationError
from itu_kg.release.write import SUMS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

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
        found = _LINE.fullmatch(line)
        if not found or found[2].startswith("/") or ".." in found[2].split("/") or found[2] in sums:
            raise VerificationError("this line is no sum of a file of the release", where=f"{folder / SUMS}:{number}")
        sums[found[2]] = found[1]
    return sums


def mismatches(folder: Path, *, content: bool = False) -> list[Mismatch]:
    """Hold a folder's files against SHA256SUMS; with `content`, their names only."""
    sums = listed(folder)
    there = set(_files(folder)) - {SUMS}
    found = [Mismatch("files", path, "is missing") for path in sums.keys() - there]
    found += [Mismatch("files", path, "is no part of the release") for path in there - sums.keys()]
    for path in there & sums.keys():
        if (folder / path).is_symlink() or not (folder / path).is_file():
            found.append(Mismatch("files", path, "is no plain file"))
        elif not content and _sum(folder / path) != sums[path]:
            found.append(Mismatch("sums", path, "has another SHA-256 sum"))
    return sorted(found)


def _sum(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _files(folder: Path) -> Iterator[str]:
    for path in folder.rglob("*"):
        if path.is_symlink() or not path.is_dir():  # a link is a name in the release, whatever it leads to
            yield path.relative_to(folder).as_posix()
