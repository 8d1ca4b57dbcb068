"""A folder of releases → which versions stand there, and what may be written over one of them: nothing but itself.

A version that was published stays as it is: who cites 1.0.0 means the bytes that were there. It reads descriptions and
sums, and writes nothing.
"""

from __future__ import annotations

import re
from pathlib import Path

from itu_kg import files
from itu_kg.errors import ItuKgError, UsageError
from itu_kg.model.edition import DESCRIPTION
from itu_kg.release.checksums import listed
from itu_kg.release.verification import Description, describe

INDEX = "versions.ttl"
"""The file beside releases that names all of them."""

_IDENTIFIERS = re.compile(r"(\d+)\.(\d+)\.(\d+)(?:-([0-9A-Za-z.-]+))?(?:\+.*)?")


def refuse_other(folder: Path, version: str) -> None:
    """Refuse to write a version where another stands, or into a folder that is called as another is.

    Raises:
        UsageError: that is so.
        VerificationError: what stands there says nothing that can be read.
    """
    name = files.output_folder(folder).name
    own = f"name a folder for {version}: -o {folder.with_name(version)}"
    if (folder / DESCRIPTION).is_file() and (there := describe(folder).version) != version:
        what = f"is a link to {there}" if folder.is_symlink() else f"is {there}"
        raise UsageError(f"{what}, which stays as it was published", where=str(folder), hint=own)
    if name != version and _IDENTIFIERS.fullmatch(name):
        raise UsageError(f"is the name of another version than {version}", where=str(folder), hint=own)


def differing(folder: Path, new: Path) -> list[str]:
    """The files, by their path, that a release that stands and a new one have not alike.

    Raises:
        VerificationError: the sums of one cannot be read.
    """
    old, come = listed(folder), listed(new)
    return sorted(path for path in {*old, *come} if old.get(path) != come.get(path))


def beside(folder: Path) -> tuple[Description, ...]:
    """The releases of one dataset that stand beside a release, itself among them, in the order of their versions.

    Links are other names of what stands there. Of two folders that hold one version, the one that is called so counts.

    Raises:
        VerificationError: the release says nothing that can be read.
    """
    folder = files.output_folder(folder)
    own = describe(folder)
    standing: dict[str, Description] = {}
    for each in sorted(folder.parent.iterdir(), key=lambda path: (path != folder, path.name)):
        if each.name.startswith(".") or each.is_symlink() or not (each / DESCRIPTION).is_file():
            continue
        try:
            description = describe(each)
        except ItuKgError:  # somebody else's file of that name, or a damaged release: `verify` tells of it
            continue
        version = description.version
        if description.dataset == own.dataset and (each.name == version or version not in standing):
            standing[version] = description
    return tuple(sorted(standing.values(), key=lambda each: (precedence(each.version), each.version)))


def is_stable(version: str) -> bool:
    """Whether a version is no pre-release."""
    return "-" not in version.partition("+")[0]


def precedence(version: str) -> tuple[tuple[int, ...], bool, tuple[tuple[bool, int, str], ...]]:
    """A key that puts versions in order (Semantic Versioning §11).

    A pre-release comes before its release; build metadata do not count.
    """
    match = _IDENTIFIERS.fullmatch(version)
    if not match:
        return (), False, ()
    pieces = (match[4] or "").split(".") if match[4] else []
    ranked = tuple((not each.isdigit(), int(each) if each.isdigit() else 0, each) for each in pieces)
    return tuple(map(int, match.group(1, 2, 3))), not pieces, ranked
