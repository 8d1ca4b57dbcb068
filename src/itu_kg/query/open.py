"""Paths → Queryable: a store, the store beside files where it is current, else the files themselves.

Refuses to make a store or to bring one up to date. What other people's SPARQL is run on is opened here too, inside
their guarded child.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from itu_kg.query import memory_store

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from itu_kg.query.memory_store import Local


def open_paths(paths: Sequence[Path], base: str) -> Local:
    """Open a store or one generation of it, or releases, folders of RDF files and such files as one.

    Raises:
        SourceError: there is nothing of the kind, or it is broken.
        AssetError: the store is another version's, or damaged.
    """
    path = paths[0]
    signs = (path / "current", path / "quads", path.absolute().with_name(f"{path.name}.store"))
    if len(paths) == 1 and any(sign.exists() for sign in signs):
        from itu_kg.query import disk_store  # noqa: PLC0415  only where there is a store

        if (path / disk_store.QUADS).is_dir():
            return disk_store.Embedded(path)
        if disk_store.is_store(path):
            return disk_store.open_(path)
        if store := disk_store.open_current(path, base):
            return store
    return memory_store.read(paths, base=base)
