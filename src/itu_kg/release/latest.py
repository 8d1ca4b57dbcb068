"""A released folder → `latest` beside it: a relative link, swapped in one step, that never goes back.

`…/1.0.0/` and `…/latest/` are then served from one folder of releases, wherever that is moved to. A link to a release
that is being replaced leads to the old one or the new one, since the folder behind it is exchanged whole.
"""

from __future__ import annotations

import secrets
from pathlib import Path

from itu_kg.errors import ItuKgError, UsageError
from itu_kg.release import verification, versions

NAME = "latest"


def check(folder: Path) -> None:
    """Refuse what could not be pointed at, before anything is written.

    Raises:
        UsageError: the folder is called `latest` itself, or what is called so beside it is no link.
    """
    link = folder.absolute().with_name(NAME)
    if folder.name == NAME:
        raise UsageError("is the name of the link", where=str(folder), hint="name the folder by its version")
    if link.exists() and not link.is_symlink():
        raise UsageError("is no link, so it is left alone", where=str(link), hint="move it away, or drop --latest")


def point(folder: Path, version: str) -> str:
    """Point `latest` at a release that is in place; say what was done, in words.

    A pre-release is never the latest, nor is a version that comes before the one that is (Semantic Versioning §11).

    Raises:
        UsageError: the folder holds another version, or the link cannot be written.
    """
    link = folder.absolute().with_name(NAME)
    if (held := _version(folder)) != version:
        raise UsageError(f"holds {held or 'no release'}, not {version}", where=str(folder), hint="release it first")
    if not versions.is_stable(version):
        return f"{version} is a pre-release: {NAME} stays as it is"
    there = _version(link)
    if there and versions.precedence(version) < versions.precedence(there):
        return f"{NAME} stays at {there}, which comes after {version}"
    beside = link.with_name(f".{NAME}.{secrets.token_hex(4)}")
    try:
        beside.symlink_to(folder.absolute().name, target_is_directory=True)
        beside.replace(link)
    except OSError as problem:
        raise UsageError(problem.strerror or "cannot be written", where=str(link)) from problem
    finally:
        beside.unlink(missing_ok=True)
    return f"{link}: {version}"


def _version(link: Path) -> str:
    try:
        return verification.describe(link).version
    except ItuKgError:
        return ""
