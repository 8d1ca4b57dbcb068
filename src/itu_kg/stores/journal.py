"""The state folder of one store: who is loading, what was begun, what graphs held before.

    <state>/<store>/lock
    <state>/<store>/<load>/journal.jsonl   one line a step, on disk before the step is taken
    <state>/<store>/<load>/old/*.nt.gz     what graphs held
    <state>/<store>/<load>/receipt.*       when it is done

A load without a receipt is unfinished. Nothing here is a secret, and nothing talks to the store.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from itu_kg.errors import AssetError, RemoteError
from itu_kg.files import sync, write

JOURNAL, OLD = "journal.jsonl", "old"

Entry = dict[str, Any]


def root(given: Path | None, environment: Mapping[str, str], home: Path) -> Path:
    """Where the state of loads is: as given, or `$XDG_STATE_HOME/itu-kg/loads` (XDG Base Directory)."""
    if given is not None:
        return given
    named = environment.get("XDG_STATE_HOME", "")
    state = home / ".local" / "state" if not named.startswith("/") else home.__class__(named)
    return state / "itu-kg" / "loads"


def place(state: Path, address: str) -> Path:
    """Where the folder of one store is, by the address of its updates."""
    return state / hashlib.sha256(address.encode()).hexdigest()[:16]


def folder(state: Path, address: str) -> Path:
    """The folder of one store, by the address of its updates, made if it is not there; AssetError if it cannot be."""
    path = place(state, address)
    try:
        path.mkdir(parents=True, exist_ok=True)
        path.chmod(0o700)
        write(path / "store", f"{address}\n".encode(), error=AssetError)
    except OSError as problem:
        hint = "--state names another folder"
        raise AssetError(f"cannot be written: {problem.strerror}", where=str(path), hint=hint) from problem
    return path


@contextlib.contextmanager
def locked(store: Path) -> Iterator[None]:
    """Hold a store as being loaded by us; RemoteError if somebody else on this machine is loading it."""
    with (store / "lock").open("a+", encoding="utf-8") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as problem:
            stream.seek(0)
            who = stream.read().strip() or "unknown"
            what = f"another load of this store is under way (process {who})"
            raise RemoteError(what, where=str(store / "lock"), hint="wait for it to end") from problem
        stream.truncate(0)
        stream.write(f"{os.getpid()}\n")
        stream.flush()
        yield


class Journal:
    """The journal of one load, in the folder `path`, which is made if it is not there."""

    def __init__(self, path: Path) -> None:
        self.folder = path
        (path / OLD).mkdir(parents=True, exist_ok=True)
        self._stream = (path / JOURNAL).open("a", encoding="utf-8")
        sync(path)
        sync(path.parent)

    def close(self) -> None:
        """Close it."""
        self._stream.close()

    @property
    def name(self) -> str:
        """The load's name."""
        return self.folder.name

    def note(self, event: str, **more: Any) -> None:
        """Write down a step; on disk when this returns."""
        self._stream.write(json.dumps({"event": event, **more}, ensure_ascii=False) + "\n")
        self._stream.flush()
        os.fsync(self._stream.fileno())

    def end(self) -> None:
        """Write down that nothing is left to be done."""
        self.note("end")

    def discard(self) -> None:
        """Leave nothing of a load that never began."""
        self.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def entries(load: Path) -> list[Entry]:
    """Read the journal of a load; a last line that was cut short by a kill was never acted upon."""
    read: list[Entry] = []
    for line in (load / JOURNAL).read_bytes().split(b"\n"):
        with contextlib.suppress(ValueError):
            read.append(json.loads(line))
    return read


def cut_short(store: Path) -> list[Path]:
    """The folders of the loads of a store that were cut short, the oldest first; it changes nothing."""
    loads = sorted(path.parent for path in store.glob(f"*/{JOURNAL}"))
    return [load for load in loads if not any(entry["event"] == "end" for entry in entries(load))]
