"""Steps of a plan → taken one after the other, each checked while the next is taken; undone if the store alters one.

A marker graph in the store tells loads from other machines that one is under way. Checks read over a connection of
their own: on two cores, that hides most of what they take.

Of a load that was cut short the journal says what was begun and what each graph held before; what the store holds now
is read, never assumed.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from itu_kg.errors import RemoteError, VerificationError
from itu_kg.model.vocab import VOCABULARIES, staging_space
from itu_kg.stores import requests
from itu_kg.stores.graph_content import EMPTY
from itu_kg.stores.graph_writer import GraphWriter, batch_steps, mismatch, restore_graph
from itu_kg.stores.journal import OLD, Journal, entries
from itu_kg.stores.receipt import Entry
from itu_kg.stores.store import Store, below

if TYPE_CHECKING:
    from itu_kg.stores.plan import Step

_AHEAD = 64
"""How many writes may be unchecked at a time."""


@dataclass(frozen=True, slots=True)
class Target:
    """A store: two connections to it, to write and to read."""

    writer: Store
    reader: Store


def refuse_concurrent(target: Target, base: str, ours: Collection[str]) -> None:
    """Raise RemoteError if the store holds a graph of a load from another machine.

    What loads of ours staged is removed: a store may carry out late what one asked for before it was killed.
    """
    if others := _elsewhere(target.reader, base, ours):
        raise RemoteError(
            f"another load from elsewhere is under way, or was cut short: the store holds <{others[0]}>",
            where=target.writer.client.origin,
            hint="run it again where it was begun; or, if nobody will, remove that graph",
        )
    for load in ours:
        _sweep(target.writer, base, load)


def _elsewhere(store: Store, base: str, ours: Collection[str]) -> list[str]:
    """The staged graphs of loads that are not ours."""
    space = staging_space(base)
    return [iri for iri in below(store.counts(base), space) if iri.removeprefix(space).partition("/")[0] not in ours]


@dataclass(frozen=True, slots=True)
class Staging:
    """A release's base IRI, a load's name and begin, and the loads that it has put right before (`ours`)."""

    base: str
    load: str
    began: str
    ours: tuple[str, ...] = ()

    @property
    def space(self) -> str:
        """What the IRIs of staged graphs begin with."""
        return f"{staging_space(self.base)}{self.load}/"


@contextlib.contextmanager
def _marked(store: Store, staging: Staging) -> Iterator[None]:
    """Let a graph in the store tell others that a load is under way."""
    marker = f"{staging.space}load"
    prov, xsd = VOCABULARIES["prov"], VOCABULARIES["xsd"]
    requests.insert(store, marker, [f'<{marker}> <{prov}startedAtTime> "{staging.began}"^^<{xsd}dateTime> .\n'])
    if others := _elsewhere(store, staging.base, (staging.load, *staging.ours)):
        store.drop(marker)
        where = store.client.origin
        raise RemoteError(f"two loads began at once: <{others[0]}>", where=where, hint="run one after the other")
    try:
        yield
    except VerificationError:
        store.drop(marker)  # all was undone; after any other error the next run has something to put right
        raise
    store.drop(marker)


def execute(
    steps: Sequence[Step], target: Target, staging: Staging, journal: Journal, progress: Callable[[str, int, int], None]
) -> None:
    """Take steps.

    Args:
        steps: the steps that write.
        target: the store.
        staging: where graphs are staged.
        journal: what is written down.
        progress: told what is done, how much of it, and how much there is.

    Raises:
        RemoteError: the store refuses or is gone; the journal says what is to be put right.
        VerificationError: it does not hold what it was given; all steps are undone.
    """
    groups = list(batch_steps(steps, quads=target.writer.profile.quads and bool(target.writer.endpoints.graph_store)))
    taken: list[Step] = []
    with _marked(target.writer, staging):
        writer = GraphWriter(target.writer, journal, staging.space)
        try:
            with ThreadPoolExecutor(1) as pool:
                checks: list[Future[None]] = []
                try:
                    for group in groups:
                        progress("loading", len(taken), len(steps))
                        taken += group
                        writer.write(group)
                        checks += [pool.submit(_check, target, step) for step in group]
                        _raise_first(checks, most=_AHEAD)
                    for number, check in enumerate(checks):
                        progress("checking", number, len(checks))
                        check.result()
                except BaseException:
                    pool.shutdown(cancel_futures=True)
                    raise
            _counted(target, staging.base, steps)
        except VerificationError:
            for number, step in enumerate(taken):
                progress("putting back what was there", number, len(taken))
                writer.restore(step)
            journal.end()
            raise
    progress("checking", len(steps), len(steps))


def _raise_first(checks: list[Future[None]], most: int) -> None:
    """Raise what a finished check found; wait if too many are unfinished."""
    waiting = [check for check in checks if not check.done()]
    if len(waiting) > most:
        waiting[0].result()
    for check in checks:
        if check.done():
            check.result()


def _check(target: Target, step: Step) -> None:
    """Read a graph back; VerificationError if it is not what it should be."""
    store = target.reader
    if step.after == EMPTY:
        return  # counted in the end
    try:
        with store.read(step.iri, step.after, count=step.after.triples) as held:
            if held.measure == step.after:
                return
    except RemoteError:
        pass  # it counts another number: what it holds is read in full below
    with store.read(step.iri, step.after) as held:
        if held.measure != step.after:
            raise mismatch(step, held, store.client.origin)


def _counted(target: Target, base: str, steps: Sequence[Step]) -> None:
    """Hold the store's own counts against the plan; VerificationError if they differ."""
    counts = target.reader.counts(base, [step.iri for step in steps])
    for step in steps:
        if counts.get(step.iri, 0) != step.after.triples:
            what = f"counts {counts.get(step.iri, 0):,} triples where {step.after.triples:,} should be"
            raise VerificationError(what, where=f"{target.reader.client.origin} <{step.iri}>")


@dataclass(frozen=True, slots=True)
class RecoveredLoad:
    """A load that was cut short: its folder and journal's first entry, the graphs it finished, and those put back."""

    folder: Path
    began: Mapping[str, str]
    done: tuple[Entry, ...]
    restored: tuple[str, ...]


def recover(journal: Journal, store: Store) -> RecoveredLoad | None:
    """Put right what a load left half done, or not begun (None); after an error the next run tries again."""
    noted = entries(journal.folder)
    began = next((entry["load"] for entry in noted if entry["event"] == "begin"), None)
    if began is None:
        for base in {entry["base"] for entry in noted if entry["event"] == "probing"}:
            _sweep(store, base, journal.name)
        return None
    begun: dict[str, Entry] = {}
    for entry in noted:
        for step in entry.get("steps", ()) if entry["event"] in ("writing", "resumed") else ():
            now = Entry.read(step)
            begun[now.iri] = begun[now.iri].then(now) if now.iri in begun else now
    done, restored = [], []
    for graph in begun.values():
        with store.read(graph.iri, graph.after) as held:
            now_there = held.measure
        if now_there == graph.after:
            done.append(graph)
        elif now_there != graph.before:
            restore_graph(store, graph.iri, graph.before, journal.folder / OLD / graph.old if graph.old else None)
            restored.append(graph.iri)
    _sweep(store, began["base"], journal.name)
    return RecoveredLoad(journal.folder, began, tuple(done), tuple(restored))


def _sweep(store: Store, base: str, load: str) -> None:
    for iri in below(store.counts(base), f"{staging_space(base)}{load}/"):
        store.drop(iri)
