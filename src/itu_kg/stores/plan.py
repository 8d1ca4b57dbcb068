"""Load set × store → plan: what would become of each graph. It writes nothing to the store.

A graph is the same only if the store's own content says so: it is read and compared by its canonical hash. The content
of every graph that would be changed or removed is kept, as gzipped N-Triples, where the plan is told to.
"""

from __future__ import annotations

import gzip
import heapq
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import Enum
from itertools import count
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING

from itu_kg.errors import UsageError
from itu_kg.model.graph import Term
from itu_kg.model.vocab import graph_space
from itu_kg.stores.graph_content import EMPTY, GraphContent, Measure
from itu_kg.stores.probe import value_of
from itu_kg.stores.store import Store, below

if TYPE_CHECKING:
    from itu_kg.stores.load_set import ExpectedGraph, LoadSet


class Change(Enum):
    """What would become of a graph."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    GONE = "gone"
    SURPLUS = "kept"
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
    expected: ExpectedGraph | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What would become of every graph, ordered by IRI."""

    steps: tuple[Step, ...]

    @property
    def todo(self) -> list[Step]:
        """The steps that would write to the store."""
        return [step for step in self.steps if step.change not in (Change.SAME, Change.SURPLUS)]

    def of(self, change: Change) -> list[Step]:
        """The steps of one kind."""
        return [step for step in self.steps if step.change is change]


def plan(  # noqa: PLR0913  all that a plan depends on
    load_set: LoadSet,
    expected: Mapping[str, ExpectedGraph],
    stores: Sequence[Store],
    keep: Path,
    progress: Callable[[str, int, int], None],
    *,
    prune: bool = False,
    allow_empty: bool = False,
) -> Plan:
    """Compare a store with what it should hold.

    Args:
        load_set: what should be loaded.
        expected: what the store will hold of each graph of it, by IRI.
        stores: connections to the store, of which each is used by one thread at a time.
        keep: the folder for the content of graphs that would be changed or removed.
        progress: told what is compared, how many graphs are done, and how many there are.
        prune: graphs of the release's own space that are not in it would be removed.
        allow_empty: a graph may be made empty.

    Raises:
        UsageError: a graph would be made empty.
        RemoteError: the store does not give its content.
    """
    counts = stores[0].counts(load_set.base, [*expected, *load_set.removed])
    for graph in load_set.graphs:
        if expected[graph.iri].measure.triples == 0 and counts.get(graph.iri) and not allow_empty:
            raise UsageError(f"would empty <{graph.iri}>", where=str(graph.path), hint="--allow-empty lets it")
    gone = _gone(load_set, counts)
    surplus = [] if prune else [iri for iri in gone if iri not in load_set.removed]
    compared = [*(graph.iri for graph in load_set.graphs), *(iri for iri in gone if iri not in surplus)]
    names = dict(zip(compared, _names(keep), strict=False))
    free: SimpleQueue[Store] = SimpleQueue()
    for each in stores:
        free.put(each)

    def step(iri: str) -> Step:
        store = free.get()
        try:
            return _step(iri, counts.get(iri, 0), expected.get(iri), store, keep / names[iri])
        finally:
            free.put(store)

    steps = [Step(iri, Change.SURPLUS, Measure(counts[iri], ""), Measure(counts[iri], "")) for iri in surplus]
    # A store answers one request while we sort and hash the answer to another.
    with ThreadPoolExecutor(len(stores)) as pool:
        try:
            for number, each_step in enumerate(pool.map(step, compared)):
                progress("comparing", number, len(compared))
                steps.append(each_step)
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
    progress("comparing", len(compared), len(compared))
    return Plan(tuple(sorted(steps, key=lambda step: step.iri)))


def save(content: GraphContent, path: Path) -> None:
    """Keep content as gzipped N-Triples, on disk when this returns."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as stream:
        with gzip.GzipFile(fileobj=stream, mode="wb", compresslevel=3, mtime=0, filename="") as packed:
            for line in content.lines():
                packed.write(line.encode())
        stream.flush()
        os.fsync(stream.fileno())


def differing(old: Iterable[str], new: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """Yield the lines that only one of two sorted sides has, in order, and whether it is the new one."""
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


def _step(iri: str, triples: int, wanted: ExpectedGraph | None, store: Store, path: Path) -> Step:
    """Compare one graph with what it should hold: nothing, if nothing is wanted."""
    if triples == 0:
        after = wanted.measure if wanted else EMPTY
        change = Change.NEW if after.triples else Change.SAME
        return Step(iri, change, EMPTY, after, adds=after.triples, expected=wanted)
    with store.read(iri, wanted.measure if wanted else None, count=triples) as held:
        if wanted and held.measure == wanted.measure:
            return Step(iri, Change.SAME, held.measure, held.measure, expected=wanted)
        save(held, path)
        if wanted is None:
            return Step(iri, Change.GONE, held.measure, EMPTY, removes=held.measure.triples, old=path.name)
        with wanted.content() as content:
            adds, removes = _count(differing(held.lines(), content.lines()), by_value=wanted.by_value)
        if not adds + removes:
            return Step(iri, Change.SAME, held.measure, held.measure, expected=wanted)
        return Step(iri, Change.CHANGED, held.measure, wanted.measure, adds, removes, old=path.name, expected=wanted)


def _count(lines: Iterable[tuple[str, bool]], *, by_value: bool) -> tuple[int, int]:
    """Count lines that are new and lines that are not; by value, those that differ in spelling alone are neither."""
    number = [0, 0]
    open_: Counter[tuple[str, object]] = Counter()
    for line, new in lines:
        if by_value and '"^^<' in line:
            at = line.index('"')
            open_[line[:at], value_of(Term(line[at:-3]))] += 1 if new else -1
        else:
            number[new] += 1
    added = sum(each for each in open_.values() if each > 0)
    return number[True] + added, number[False] + added - sum(open_.values())


def _gone(load_set: LoadSet, counts: Mapping[str, int]) -> list[str]:
    """The graphs that are in the store and not in the release: those of its own space, and those to be removed."""
    wanted = {graph.iri for graph in load_set.graphs}
    named = [iri for iri in load_set.removed if counts.get(iri)]
    own = below(counts, graph_space(load_set.base)) if load_set.whole else []
    return sorted({*own, *named} - wanted)


def _names(folder: Path) -> Iterator[str]:
    """Yield names of files that are not there."""
    return (name for name in map("{:05}.nt.gz".format, count(1)) if not (folder / name).exists())
