"""A path or an endpoint's address → Queryable.

A path is a store, the store beside files where it is current, else the files themselves. Refuses to make a store or to
bring one up to date. What other people's SPARQL is run on is opened here too, inside their guarded child.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from itu_kg.errors import UsageError
from itu_kg.model.answer import Queryable
from itu_kg.model.vocab import prefixes
from itu_kg.query import memory_store

if TYPE_CHECKING:
    import sqlite3

    from itu_kg.query.memory_store import LocalStore


def is_url(place: str) -> bool:
    """Whether a place is an address, not a path."""
    return "://" in place


def open_place(  # noqa: PLR0913  what an endpoint and a guarded query need
    place: str,
    base: str,
    *,
    seconds: float,
    ca_file: Path | None = None,
    guarded: bool = False,
    rewrite: bool = False,
    drafts: bool = False,
    note: Callable[[str], None] = lambda _: None,
) -> Queryable:
    """Open a path or an endpoint.

    Args:
        place: a path or an http(s) URL.
        base: what minted IRIs begin with.
        seconds: the deadline of an endpoint and of guarded queries.
        ca_file: certificates (PEM) to trust at an endpoint instead of the system's.
        guarded: whether the queries are not ours, so that on files they run in a guarded child.
        rewrite: whether an endpoint's numbers and truth values are written as the engine of files does.
        drafts: whether drafts are taken in.
        note: told which graphs of an endpoint are asked, if not its default graph.

    Raises:
        SourceError: there is nothing of the kind, or it is broken.
        UsageError: it is no address of an endpoint, or holds a password.
        AssetError: a store is another version's, or damaged; certificates or netrc cannot be read.
    """
    if is_url(place):
        from itu_kg.query.endpoint import connect  # noqa: PLC0415  loads SPARQLWrapper
        from itu_kg.query.loaded_graphs import LoadedEndpoint  # noqa: PLC0415  likewise

        endpoint = connect(place, seconds=seconds, ca_file=ca_file, rewrite=rewrite)
        local = partial(_open_files, base=base, seconds=seconds, guarded=guarded, drafts=True)
        return LoadedEndpoint(endpoint, base, drafts=drafts, note=note, local=local)
    return _open_files(Path(place), base=base, seconds=seconds, guarded=guarded, drafts=drafts)


def _open_files(path: Path, *, base: str, seconds: float, guarded: bool, drafts: bool) -> Queryable:
    if guarded:
        from itu_kg.query.sandbox import Guarded, Limits  # noqa: PLC0415  for other people's queries only

        return Guarded((path,), base, Limits(seconds=seconds), drafts=drafts)
    return open_paths([path], base, drafts=drafts)


def open_paths(paths: Sequence[Path], base: str, *, drafts: bool = False) -> LocalStore:
    """Open a store or one generation of it, or releases, folders of RDF files and such files as one.

    A store has no drafts: where they are asked for, the files beside it are read.

    Raises:
        SourceError: there is nothing of the kind, or it is broken.
        UsageError: drafts are asked of a store, or are all there is and not asked for.
        AssetError: the store is another version's, or damaged.
    """
    path = paths[0]
    signs = (path / "current", path / "quads", path.absolute().with_name(f"{path.name}.store"))
    if len(paths) == 1 and any(sign.exists() for sign in signs):
        from itu_kg.query import disk_store  # noqa: PLC0415  only where there is a store

        if drafts and ((path / disk_store.QUADS).is_dir() or (path / disk_store.CURRENT).is_file()):
            hint = "ask the files that it was made of"
            raise UsageError("a store has no drafts", where=str(path), hint=hint)
        if (path / disk_store.QUADS).is_dir():
            return disk_store.DiskStore(path)
        if (path / disk_store.CURRENT).is_file():
            return disk_store.open_store(path)
        if not drafts and (store := disk_store.open_current(path, base)):
            return store
    return memory_store.read(paths, base=base, drafts=drafts)


def open_texts(path: Path, base: str, *, drafts: bool = False) -> sqlite3.Connection:
    """Open the index of texts of a store, or of the store beside files where it is current; else index the files.

    Raises:
        SourceError: there is nothing of the kind, or it is broken.
        UsageError: drafts are asked of a store, or are all there is and not asked for.
        AssetError: the store is another version's or has no index, or SQLite has no full-text search.
    """
    from itu_kg.query import disk_store, text_index  # noqa: PLC0415  SQLite loads when it is needed

    folder = None
    if (path / disk_store.QUADS).is_dir():
        folder = path
    elif (path / disk_store.CURRENT).is_file():
        folder = disk_store.generation_in_force(path)
    elif not drafts and path.exists():
        folder = disk_store.current_generation(path, base)
        folder = folder if folder and (folder / text_index.INDEX).is_file() else None
    if folder is None or drafts:
        return text_index.build(open_paths([path], base, drafts=drafts), prefixes(base))
    return text_index.open_index(folder / text_index.INDEX)
