"""The disk edge: text in, bytes out, and nothing lost when something goes wrong half way."""

from __future__ import annotations

import os
import re
from pathlib import Path

from itu_kg.errors import ItuKgError, SourceError

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""Characters that no text of ours may hold: what YAML, XML or UTF-8 cannot write, or no reader sees."""


def read_bytes(path: Path, *, error: type[ItuKgError] = SourceError) -> bytes:
    """Read a whole file, or say in one line why it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as problem:
        raise error(_reason(problem), where=str(path)) from problem


def read_text(path: Path, *, error: type[ItuKgError] = SourceError) -> str:
    """Read a UTF-8 text as it is: no newline is translated, so positions count what the file holds."""
    return decode(read_bytes(path, error=error), where=str(path), error=error)


def decode(data: bytes, *, where: str, error: type[ItuKgError] = SourceError) -> str:
    """Read bytes as UTF-8, naming the first byte that is not."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        raise error(
            f"byte 0x{data[problem.start]:02x} is not UTF-8",
            where=f"{where}:{line}",
            hint="save the file as UTF-8",
        ) from problem


def write(path: Path, data: bytes, *, error: type[ItuKgError] = SourceError) -> None:
    """Put `data` at `path` whole or not at all: written beside it, synced, then renamed over it."""
    import secrets  # noqa: PLC0415  a verb that only reads need not load it

    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if path.exists():
            beside.chmod(path.stat().st_mode)
        beside.replace(path)
    except OSError as problem:
        raise error(_reason(problem), where=str(path)) from problem
    finally:
        beside.unlink(missing_ok=True)


def sync(path: Path) -> None:
    """Let the disk have a file's content, or a folder's entries."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _reason(problem: OSError) -> str:
    reasons = {
        "FileNotFoundError": "no such file or folder",
        "IsADirectoryError": "is a folder where a file is needed",
        "NotADirectoryError": "is not a folder",
        "PermissionError": "permission denied",
    }
    return reasons.get(type(problem).__name__, problem.strerror or "cannot be read or written")
