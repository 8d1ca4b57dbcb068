"""A load that was cut short → every graph it touched is as it was or as it should be, and its staged graphs are gone.

The journal says what was begun and what each graph held before; what the store holds now is read, never assumed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from itu_kg.model.vocab import staging_space
from itu_kg.stores.graph_content import EMPTY
from itu_kg.stores.graph_writer import restore_graph
from itu_kg.stores.journal import OLD
from itu_kg.stores.receipt import Entry
from itu_kg.stores.store import below

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from itu_kg.stores.journal import Journal
    from itu_kg.stores.store import Store


@dataclass(frozen=True, slots=True)
class RecoveredLoad:
    """A load that was cut short: its folder and journal's first entry, the graphs it finished, and those put back."""

    folder: Path
    began: Mapping[str, str]
    done: tuple[Entry, ...]
    restored: tuple[str, ...]


def recover(journal: Journal, store: Store) -> RecoveredLoad | None:
    """Put right what a load left half done.

    Returns:
        None if it had not begun to write.

    Raises:
        RemoteError: the store does not let us; nothing is lost, the next run tries again.
    """
    entries = journal.entries()
    began = next((entry["load"] for entry in entries if entry["event"] == "begin"), None)
    if began is None:
        for base in {entry["base"] for entry in entries if entry["event"] == "probing"}:
            _sweep(store, base, journal.name)
        return None
    begun: dict[str, Entry] = {}
    for entry in entries:
        for step in entry.get("steps", ()) if entry["event"] in ("writing", "resumed") else ():
            known = begun.get(step["iri"])
            now = Entry.read(step)
            begun[step["iri"]] = now if known is None else _joined(known, now)
    done, restored = [], []
    for graph in begun.values():
        with store.read(graph.iri, graph.after) as held:
            found = held.measure
        if found == graph.after:
            done.append(graph)
        elif found != graph.before:
            restore_graph(store, graph.iri, graph.before, journal.folder / OLD / graph.old if graph.old else None)
            restored.append(graph.iri)
    _sweep(store, began["base"], journal.name)
    return RecoveredLoad(journal.folder, began, tuple(done), tuple(restored))


def _sweep(store: Store, base: str, load: str) -> None:
    """Remove what a load staged."""
    for iri in below(store.counts(base), f"{staging_space(base)}{load}/"):
        store.drop(iri)


def _joined(first: Entry, now: Entry) -> Entry:
    """Join two writes of one graph in one load: it held what it held before the first."""
    changed = "new" if first.before == EMPTY else "gone" if now.after == EMPTY else "changed"
    return Entry(now.iri, changed, first.before, now.after, now.adds, now.removes, first.old)
