"""A load that was cut short → every graph it touched is as it was or as it should be, and its staged graphs are gone.

The journal says what was begun and what each graph held before; what the store holds now is read, never assumed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from itu_kg.model.vocab import staging_space
from itu_kg.stores.content import NOTHING
from itu_kg.stores.journal import OLD
from itu_kg.stores.receipt import Entry
from itu_kg.stores.store import below
from itu_kg.stores.writing import give_back

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from itu_kg.stores.journal import Journal
    from itu_kg.stores.store import Store


@dataclass(frozen=True, slots=True)
class Recovered:
    """A load that was cut short: its folder and journal's first entry, the graphs it finished, and those put back."""

    folder: Path
    began: Mapping[str, str]
    done: tuple[Entry, ...]
    restored: tuple[str, ...]


def recover(journal: Journal, store: Store) -> Recovered | None:
    """Put right what a load left half done.

    Returns:
        None if it had not begun to write.

    Raises:
        RemoteError: the store does not let us; nothing is lost, the next run tries again.
    """
    entries = journal.entries()
    began = next((entry["load"] for entry in entries if entry["event"] == "begin"), None)
    if began is None:
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
            give_back(store, graph.iri, graph.before, journal.folder / OLD / graph.old if graph.old else None)
            restored.append(graph.iri)
    for iri in below(store.counts(), f"{staging_space(began['base'])}{journal.name}/"):
        store.drop(iri)
    return Recovered(journal.folder, began, tuple(done), tuple(restored))


def _joined(first: Entry, now: Entry) -> Entry:
    """Join two writes of one graph in one load: it held what it held before the first."""
    changed = "new" if first.before == NOTHING else "gone" if now.after == NOTHING else "changed"
    return Entry(now.iri, changed, first.before, now.after, now.adds, now.removes, first.old)
