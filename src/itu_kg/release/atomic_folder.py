"""A folder built aside → the folder in its place, at once: whoever looks sees the old one whole or the new one whole.

Linux exchanges two folders in one step (renameat2(2), RENAME_EXCHANGE). Where that is not to be had, the old one steps
aside first, and what was cut short between the two steps is put right at the next start. What a killed process left
lies in hidden siblings and is swept then too. It replaces nothing but a release.
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from itu_kg.errors import UsageError
from itu_kg.files import output_folder, sync

MARKS = ("release.json", "SHA256SUMS")
"""Files that tell a release from any other folder."""

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


@contextmanager
def replacing(folder: Path) -> Iterator[Path]:
    """An empty folder beside `folder`; left without an error, it takes its place.

    Raises:
        UsageError: `folder` is there and is no release, or cannot be written.
    """
    folder = output_folder(folder)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        recover(folder)
        _refuse(folder)
        new = folder.with_name(f".{folder.name}.{secrets.token_hex(4)}.new")
        new.mkdir()
    except OSError as problem:
        raise UsageError(problem.strerror or "cannot be written", where=str(folder)) from problem
    lock = _lock(new)
    try:
        yield new
        _take_place(new, folder)
    finally:
        if lock is not None:
            os.close(lock)
        shutil.rmtree(new, ignore_errors=True)


def recover(folder: Path) -> None:
    """Put right what a killed process left beside `folder`; what a living one works on stays."""
    for old in sorted(folder.parent.glob(f".{folder.name}.*.old")):
        if folder.exists():
            shutil.rmtree(old, ignore_errors=True)
        else:
            old.rename(folder)
    for new in folder.parent.glob(f".{folder.name}.*.new"):
        lock = _lock(new)
        if lock is not None:
            shutil.rmtree(new, ignore_errors=True)
            os.close(lock)


def _refuse(folder: Path) -> None:
    if folder.is_dir() and any(folder.iterdir()) and not all((folder / mark).is_file() for mark in MARKS):
        raise UsageError("holds files that are no release", where=str(folder), hint="name another folder with -o")


def _lock(folder: Path) -> int | None:
    """Hold a folder as in work, until the file descriptor is closed or the process ends; None if another holds it."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(descriptor)
        else:
            return descriptor
    return None


def _take_place(new: Path, folder: Path) -> None:
    if not folder.exists():
        new.rename(folder)
        sync(folder.parent)
        return
    new.chmod(folder.stat().st_mode & 0o7777)
    if not exchange(new, folder):
        old = new.with_suffix(".old")
        folder.rename(old)
        new.rename(folder)
        shutil.rmtree(old, ignore_errors=True)
    sync(folder.parent)


def exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; False where the system or the file system cannot."""
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    done: int = rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), ctypes.c_uint(_RENAME_EXCHANGE))
    return done == 0
