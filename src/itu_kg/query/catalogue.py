"""Folders of `.rq` and `.sparql` files → queries by name.

Refuses to read more than it is asked for: running one query opens one file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from itu_kg.errors import AssetError, UsageError
from itu_kg.model.names import hint
from itu_kg.model.stored_query import StoredQuery

if TYPE_CHECKING:
    from itu_kg.model.assets import Assets


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The stored queries of some folders; a name stands for one query."""

    paths: dict[str, Path]

    @property
    def names(self) -> tuple[str, ...]:
        """The names, in alphabetical order."""
        return tuple(sorted(self.paths))

    def path(self, name: str) -> Path:
        """Find a query's file.

        Raises:
            UsageError: there is none of that name; names the nearest.
        """
        if name not in self.paths:
            raise UsageError(
                f"there is no stored query {name!r}", hint=hint(name, self.names, "`itu-kg query list` names them")
            )
        return self.paths[name]

    def get(self, name: str) -> StoredQuery:
        """Read one query."""
        from itu_kg.query.header import load  # noqa: PLC0415  YAML loads when a query is read

        return load(self.path(name))

    def all(self) -> tuple[StoredQuery, ...]:
        """Read every query, in the order of their names."""
        return tuple(self.get(name) for name in self.names)


def catalogue(*folders: Path) -> Catalogue:
    """List the queries of folders.

    Raises:
        AssetError: a folder is none, or two queries have one name.
    """
    return Catalogue(_listed(folders, {}))


def stored(assets: Assets, *more: Path) -> Catalogue:
    """List the queries of a project over those that the program carries, and of more folders.

    Raises:
        AssetError: as `catalogue`; a project's query stands for one of its name that lies below it.
    """
    layered: dict[str, Path] = {}
    for folder in assets.query_folders:
        layered |= _listed((folder,), {})
    return Catalogue(_listed(more, layered))


def _listed(folders: Iterable[Path], known: Mapping[str, Path]) -> dict[str, Path]:
    paths = dict(known)
    for folder in folders:
        if not folder.is_dir():
            raise AssetError("no such folder of queries", where=str(folder))
        for path in sorted((*folder.glob("*.rq"), *folder.glob("*.sparql"))):
            if path.stem in paths:
                raise AssetError(
                    f"{paths[path.stem]} has the same name", where=str(path), hint="give one of them another name"
                )
            paths[path.stem] = path
    return paths
