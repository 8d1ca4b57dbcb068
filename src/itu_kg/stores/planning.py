"""Offer × store → plan: what would become of each graph. It writes nothing to the store.

A graph is the same only if the store's own content says so: it is read and compared by its canonical hash. The content
of every graph that would be changed or removed is kept, as gzipped N-Triples, where the plan is told to.
"""

from __future__ import annotations

import gzip
import heapq
import os
from dataclasses import dataclass
from enum import Enum
from itertools import count
from typing import TYPE_CHECKING

from itu_kg.errors import UsageError
from itu_kg.model.vocab import graph_space
from itu_kg.stores.content import NOTHING, Content, Measure
from itu_kg.stores.store import below

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from itu_kg.stores.keeping import Keeping
    from itu_kg.stores.offer import Expected, Offer
    from itu_kg.stores.store import Store


class Change(Enum):
    """What would become of a graph."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    GONE = "gone"
    KEPT = "kept"
    """In the store, below the release's own graphs, and not in the release; only pruning removes it."""


@dataclass(frozen=True, slots=True)
class Step:
    """What would become of one graph.

    `before` and `after` measure what the store holds and would hold; `old` is the name of the file that keeps what it
    holds; `adds` and `removes` count the triples that differ.
    """

    iri: str
    change: Change
    before: Measure
    after: Measure
    adds: int = 0
    removes: int = 0
    old: str = ""
    expected: Expected | None = None

    @property
    def writes(self) -> bool:
        """Whether the store would be written to."""
        return self.change not in (Change.SAME, Change.KEPT)


@dataclass(frozen=True, slots=True)
class Plan:
    """What would become of every graph, ordered by IRI."""

    steps: tuple[Step, ...]

    @property
    def todo(self) -> list[Step]:
        """The steps that write."""
        return [step for step in self.steps if step.writes]

    def of(self, change: Change) -> list[Step]:
        """Give the steps of one kind."""
        return [step for step in self.steps if step.change is change]


def plan(  # noqa: PLR0913, PLR0917  all that a plan depends on
    offer: Offer,
    expected: Mapping[str, Expected],
    store: Store,
    keeping: Keeping,
    keep: Path,
    progress: Callable[[str, int, int], None],
    *,
    prune: bool = False,
    allow_empty: bool = False,
) -> Plan:
    """Compare a store with what it should hold.

    Args:
        offer: what should be loaded.
        expected: what the store will hold of each graph of it, by IRI.
        store: the store.
        keeping: what it keeps of lines.
        keep: the folder for the content of graphs that would be changed or removed.
        progress: told what is compared, how many graphs are done, and how many there are.
        prune: graphs of the release's own space that are not in it would be removed.
        allow_empty: a graph may be made empty.

    Raises:
        UsageError: a graph would be made empty.
        RemoteError: the store does not give its content.
    """
    counts = store.counts()
    steps: list[Step] = []
    names = _names(keep)
    for number, graph in enumerate(offer.graphs):
        progress("comparing", number, len(offer.graphs))
        wanted = expected[graph.iri]
        triples = counts.get(graph.iri, 0)
        if wanted.measure.triples == 0 and triples and not allow_empty:
            raise UsageError(f"would empty <{graph.iri}>", where=str(graph.path), hint="--allow-empty lets it")
        if triples == 0:
            change = Change.NEW if wanted.measure.triples else Change.SAME
            steps.append(Step(graph.iri, change, NOTHING, wanted.measure, adds=wanted.measure.triples, expected=wanted))
            continue
        with store.read(graph.iri, wanted.measure, count=triples) as held:
            if held.measure == wanted.measure:
                steps.append(Step(graph.iri, Change.SAME, held.measure, held.measure, expected=wanted))
            else:
                steps.append(_changed(graph.iri, held, wanted, keeping, keep / next(names)))
    for iri in _gone(offer, counts):
        if not prune and iri not in offer.removed:
            steps.append(Step(iri, Change.KEPT, Measure(counts[iri], ""), Measure(counts[iri], "")))
            continue
        with store.read(iri, count=counts[iri]) as held:
            path = keep / next(names)
            save(held, path)
            steps.append(Step(iri, Change.GONE, held.measure, NOTHING, removes=held.measure.triples, old=path.name))
    progress("comparing", len(offer.graphs), len(offer.graphs))
    return Plan(tuple(sorted(steps, key=lambda step: step.iri)))


def save(content: Content, path: Path) -> None:
    """Keep content as gzipped N-Triples, on disk when this returns."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as stream:
        with gzip.GzipFile(fileobj=stream, mode="wb", compresslevel=3, mtime=0, filename="") as packed:
            for line in content.lines():
                packed.write(line.encode())
        stream.flush()
        os.fsync(stream.fileno())


def differing(old: Iterable[str], new: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """Give the lines that only one of two sorted sides has, in order, and whether it is the new one."""
    marked = heapq.merge(((line, False) for line in old), ((line, True) for line in new))
    last: tuple[str, bool] | None = None
    for each in marked:
        if last is not None and last[0] == each[0]:
            last = None
            continue
        if last is not None:
            yield last
        last = each
    if last is not None:
        yield last


def _changed(iri: str, held: Content, wanted: Expected, keeping: Keeping, path: Path) -> Step:
    save(held, path)
    adds = removes = 0
    with wanted.content(keeping) as content:
        for _, new in differing(held.lines(), content.lines()):
            adds, removes = adds + new, removes + (not new)
    return Step(iri, Change.CHANGED, held.measure, wanted.measure, adds, removes, old=path.name, expected=wanted)


def _gone(offer: Offer, counts: Mapping[str, int]) -> list[str]:
    """Name the graphs that are in the store and not in the release: those of its own space, and those to be removed."""
    kept = {graph.iri for graph in offer.graphs}
    named = [iri for iri in offer.removed if counts.get(iri)]
    own = below(counts, graph_space(offer.base)) if offer.whole else []
    return sorted({*own, *named} - kept)


def _names(folder: Path) -> Iterator[str]:
    """Name files that are not there."""
    for number in count(1):
        name = f"{number:05}.nt.gz"
        if not (folder / name).exists():
            yield name
