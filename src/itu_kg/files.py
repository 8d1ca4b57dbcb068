"""The disk edge: text in, bytes out, and nothing lost when something goes wrong half way."""

from __future__ import annotations

import errno
import os
import re
import stat
import sys
from contextlib import suppress
from pathlib import Path

from itu_kg.errors import ItuKgError, SourceError, UsageError

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""Characters that no text of ours may hold: what YAML, XML or UTF-8 cannot write, or no reader sees."""


_PACKAGE = Path(os.path.realpath(__file__)).parent
_ELSEWHERE = "name another place"


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
            f"byte 0x{data[problem.start]:02x} is not UTF-8", where=f"{where}:{line}", hint="save the file as UTF-8"
        ) from problem


def write(path: Path, data: bytes, *, error: type[ItuKgError] = UsageError) -> None:
    """Put `data` at `path`, links followed to where they lead.

    A regular file, or a new one, is there whole or not at all: written beside its place, synced, renamed over what was
    there, whose mode and owner it keeps. Other hard links keep the old content. Devices and pipes are written into,
    and so is a file that is our own standard output.

    Raises:
        error: it cannot be written; what was there is untouched, unless it is a device or a pipe.
    """
    _refuse_package(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            there = path.stat()
        except FileNotFoundError:
            there = None
        if there is not None and stat.S_ISDIR(there.st_mode):
            raise IsADirectoryError
        descriptor = None if there is None else _own(path, there)
        if descriptor is not None:
            _write_into(descriptor, data)
        elif there is None or stat.S_ISREG(there.st_mode):
            _replace(Path(os.path.realpath(path)), data, there)
        else:
            _write_into(path, data)
    except BrokenPipeError:
        raise  # the reader has all it wants, which is no fault
    except FileExistsError as problem:
        raise error("is not a folder", where=str(path.parent), hint=_ELSEWHERE) from problem
    except OSError as problem:
        raise error(_reason(problem), where=str(path), hint=_HINTS.get(problem.errno or 0, _ELSEWHERE)) from problem


def remove(path: Path) -> None:
    """Remove a file of ours; one that is gone already is fine.

    Raises:
        UsageError: it cannot be removed.
    """
    _refuse_package(path)
    try:
        path.unlink(missing_ok=True)
    except OSError as problem:
        raise UsageError(
            f"cannot be removed: {_reason(problem)}", where=str(path), hint="remove it by hand"
        ) from problem


def _refuse_package(path: Path) -> None:
    """Refuse a place within the installed program, which carries data and stays as it was installed."""
    if Path(os.path.realpath(path)).is_relative_to(_PACKAGE):
        raise UsageError("belongs to the installed program, which is not written to", where=str(path), hint=_ELSEWHERE)


def _own(path: Path, there: os.stat_result) -> int | None:
    """Find the descriptor of ours that `path` is a name of: standard output or error, or as /dev/fd names it."""
    numbers = [1, 2]
    if path.name.isdecimal() and os.path.realpath(path.parent) == f"/proc/{os.getpid()}/fd":
        numbers.insert(0, int(path.name))
    for number in numbers:
        with suppress(OSError):  # it is closed
            if os.path.samestat(os.fstat(number), there):
                return number
    return None


def _write_into(place: Path | int, data: bytes) -> None:
    if isinstance(place, int):
        for stream in filter(None, (sys.stdout, sys.stderr)):
            stream.flush()
        descriptor = os.dup(place)
    else:
        descriptor = os.open(place, os.O_WRONLY | os.O_NOCTTY)  # neither made nor emptied
    with open(descriptor, "wb") as stream:  # noqa: PTH123  a descriptor is no path
        stream.write(data)


def _replace(path: Path, data: bytes, there: os.stat_result | None) -> None:
    if there is not None and not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))  # a rename asks the folder, not the file
    beside = path.with_name(f".{path.name[:200]}.{os.urandom(4).hex()}")
    try:
        with beside.open("xb") as stream:
            stream.write(data)
            stream.flush()
            if there is not None:
                if (there.st_uid, there.st_gid) != (os.geteuid(), os.getegid()):
                    with suppress(PermissionError):  # the new file is then ours
                        os.fchown(stream.fileno(), there.st_uid, there.st_gid)
                os.fchmod(stream.fileno(), stat.S_IMODE(there.st_mode))
            os.fsync(stream.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def output_folder(path: Path) -> Path:
    """Find where a folder of output is to be, links followed; it may not be there yet.

    Raises:
        UsageError: something else is there, or the links lead in a circle, or into the installed program.
    """
    _refuse_package(path)
    try:
        if not stat.S_ISDIR(path.stat().st_mode):
            raise UsageError("is not a folder", where=str(path), hint="name another folder with -o")
    except FileNotFoundError:
        pass
    except OSError as problem:
        raise UsageError(_reason(problem), where=str(path), hint="name another folder with -o") from problem
    return Path(os.path.realpath(path))


def sync(path: Path) -> None:
    """Let the disk have a file's content, or a folder's entries."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


_HINTS = {
    errno.ENOSPC: "make room there, or name another place",
    errno.EDQUOT: "make room there, or name another place",
}


def _reason(problem: OSError) -> str:
    reasons = {
        "FileNotFoundError": "no such file or folder",
        "IsADirectoryError": "is a folder where a file is needed",
        "NotADirectoryError": "a part of this path is not a folder",
        "PermissionError": "permission denied",
    }
    if problem.errno == errno.ELOOP:
        return "its links lead in a circle"
    return reasons.get(type(problem).__name__, problem.strerror or "cannot be read or written")
