"""Input files and arguments → one digest; and whether a release that was made of the same is still there, whole.

The digest is kept beside the release, in a hidden file, since it holds what the release must not: which program made
it. The program's own code and the libraries that write bytes count as inputs.
"""

from __future__ import annotations

import hashlib
import zlib
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from itu_kg import files
from itu_kg.errors import AssetError, VerificationError
from itu_kg.release.checksums import mismatches
from itu_kg.release.write import SUMS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_PACKAGE = Path(__file__).resolve().parents[1]


def digest(paths: Iterable[Path], arguments: Mapping[str, str]) -> str:
    """Digest files (of a folder: all its files, by their path inside it), in the order given, and arguments."""
    found = hashlib.sha256()
    arguments = {**arguments, "pyoxigraph": version("pyoxigraph"), "zlib": zlib.ZLIB_RUNTIME_VERSION}
    found.update(repr(sorted(arguments.items())).encode())
    for path in (*paths, _PACKAGE):
        inside = sorted(each for each in path.rglob("*") if each.is_file()) if path.is_dir() else [path]
        for each in inside:
            if "__pycache__" in each.parts:
                continue
            data = files.read_bytes(each, error=AssetError)
            found.update(f"{each.relative_to(path) if path.is_dir() else each.name}\0{len(data)}\0".encode())
            found.update(data)
    return found.hexdigest()


def unchanged(folder: Path, digested: str) -> bool:
    """Say whether `folder` is the release made of these inputs, with every file as it was written."""
    try:
        kept = _state(folder).read_text("utf-8").split()
        sums = hashlib.sha256((folder / SUMS).read_bytes()).hexdigest()
        return kept == [digested, sums] and not mismatches(folder)
    except (OSError, UnicodeDecodeError, VerificationError):
        return False


def keep(folder: Path, digested: str) -> None:
    """Note what the release in `folder` was made of."""
    sums = hashlib.sha256((folder / SUMS).read_bytes()).hexdigest()
    files.write(_state(folder), f"{digested}\n{sums}\n".encode())


def _state(folder: Path) -> Path:
    folder = files.output_folder(folder)
    return folder.with_name(f".{folder.name}.inputs")
