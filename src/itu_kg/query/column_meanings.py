"""queries/columns.yaml → what the columns of stored queries hold; and of one query's answer, what each column holds.

Refuses what it does not know: a misspelt key is an error with its line.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from itu_kg.errors import AssetError
from itu_kg.files import read_text
from itu_kg.model.column import NO_TITLE, Column, Columns
from itu_kg.model.stored_query import StoredQuery
from itu_kg.query.header_yaml import Nodes

if TYPE_CHECKING:
    import yaml

COLUMNS = "columns.yaml"
"""The file, among the queries, that says what columns hold."""
EVERY = "*"
"""The entry for columns of every query, for those of which the query's own entry does not say it."""

_KEYS = ("title", "datatype", "property", "single")


class _Entry(NamedTuple):
    about: str | None = None
    columns: Mapping[str, Column] = MappingProxyType({})
    single: frozenset[str] = frozenset()

    def plain(self) -> dict[str, object]:
        """The entry as the file has it."""
        rows = {}
        for name, column in self.columns.items():
            given: dict[str, object] = {"title": column.title, "property": column.property}
            given |= {} if column.datatype == "string" else {"datatype": column.datatype}
            given |= {"single": True} if name in self.single else {}
            rows[name] = {key: each for key, each in given.items() if each}
        return ({"about": self.about} if self.about else {}) | {"columns": rows}


@dataclass(frozen=True, slots=True)
class Meanings:
    """What the file says, by query."""

    entries: Mapping[str, _Entry]

    @property
    def listings(self) -> dict[str, Columns]:
        """The listing queries and what their columns hold, in the order of the file."""
        return {name: Columns(entry.about, entry.columns) for name, entry in self.entries.items() if name != EVERY}

    @property
    def document(self) -> bytes:
        """The file that says all of it."""
        import yaml  # noqa: PLC0415  for a release of a project with queries of its own

        plain = {name: entry.plain() for name, entry in self.entries.items()}
        return yaml.safe_dump(plain, allow_unicode=True, sort_keys=False).encode()

    def of(self, query: StoredQuery) -> dict[str, Column]:
        """What the columns of a query's answer hold, those of which anything is known.

        A column of the header's `lists` holds several values, unless it is `single`: of one value by its nature, so
        that it has several only where submissions differ.
        """
        every, own = (self.entries.get(name, _Entry()) for name in (EVERY, query.name))
        known = dict(every.columns)
        for name, column in own.columns.items():
            known[name] = replace(column, title=column.title or known.get(name, NO_TITLE).title)
        for name in query.lists:
            several = name not in every.single | own.single
            known[name] = replace(known.get(name, NO_TITLE), several=several)
        return known


def load(*folders: Path) -> Meanings:
    """Read what is said of the columns of queries in folders; what a later one says of a query or a column counts.

    Raises:
        AssetError: a file cannot be read or is broken; names file and line. A folder may have none.
    """
    entries: dict[str, _Entry] = {}
    for path in (folder / COLUMNS for folder in folders):
        if not path.is_file():
            continue
        text = read_text(path, error=AssetError)
        nodes = Nodes(str(path), text, tuple(range(1, text.count("\n") + 2)), what="file")
        every = entries.get(EVERY, _Entry())
        entries |= {name: _entry(nodes, name, node) for name, node in nodes.pairs(nodes.root(), "file")}
        own = entries.get(EVERY, every)
        if own is not every:
            entries[EVERY] = _Entry(None, {**every.columns, **own.columns}, every.single | own.single)
    return Meanings(entries)


def _entry(nodes: Nodes, name: str, node: yaml.Node) -> _Entry:
    fields = nodes.mapping(node, ("about", "columns"), f"entry {name}")
    columns: dict[str, Column] = {}
    single = set()
    for column, row in nodes.pairs(fields.get("columns"), "columns"):
        held = nodes.mapping(row, _KEYS, f"column {column}")
        title, datatype, means = (nodes.text(held.get(key)) for key in ("title", "datatype", "property"))
        columns[column] = Column(title, datatype or "string", means or None)
        if nodes.truth(held.get("single"), "single", default=False):
            single.add(column)
    return _Entry(nodes.text(fields.get("about")) or None, columns, frozenset(single))
