"""Steps of a plan → taken one after the other, each checked while the next is taken; undone if the store alters one.

A marker graph in the store tells loads from other machines that one is under way. Checks read over a connection of
their own: on two cores, that hides most of what they take.
"""

from __future__ import annotations

import contextlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from itu_kg.errors import RemoteError, VerificationError
from itu_kg.model.vocab import VOCABULARIES, staging_space
from itu_kg.stores import requests
from itu_kg.stores.graph_content import EMPTY
from itu_kg.stores.graph_writer import GraphWriter, batch_steps, mismatch
from itu_kg.stores.store import below

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from concurrent.futures import Future

    from itu_kg.stores.journal import Journal
    from itu_kg.stores.plan import Step
    from itu_kg.stores.store import Store

_AHEAD = 64
"""How many writes may be unchecked at a time."""


@dataclass(frozen=True, slots=True)
class Target:
    """A store: two connections to it, to write and to read."""

    writer: Store
    reader: Store


def refuse_concurrent(target: Target, base: str) -> None:
    """Refuse to write beside a load from another machine.

    Raises:
        RemoteError: the store holds a graph that such a load has put there.
    """
    others = below(target.reader.counts(base), staging_space(base))
    if others:
        raise RemoteError(
            f"another load from elsewhere is under way, or was cut short: the store holds <{others[0]}>",
            where=target.writer.client.origin,
            hint="run it again where it was begun; or, if nobody will, remove that graph",
        )


@dataclass(frozen=True, slots=True)
class Staging:
    """Where a load puts what is in a store only while it runs: the release's base IRI, the load's name and begin."""

    base: str
    load: str
    began: str

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
    others = [
        iri
        for iri in below(store.counts(staging.base), staging_space(staging.base))
        if not iri.startswith(staging.space)
    ]
    if others:
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
    steps: Sequence[Step],
    target: Target,
    staging: Staging,
    journal: Journal,
    progress: Callable[[str, int, int], None],
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
    """Read a graph back and hold it against what it should be.

    Raises:
        VerificationError: it is something else.
    """
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
    """Hold the store's own counts against the plan.

    Raises:
        VerificationError: they differ.
    """
    counts = target.reader.counts(base, [step.iri for step in steps])
    for step in steps:
        if counts.get(step.iri, 0) != step.after.triples:
            what = f"counts {counts.get(step.iri, 0):,} triples where {step.after.triples:,} should be"
            raise VerificationError(what, where=f"{target.reader.client.origin} <{step.iri}>")
