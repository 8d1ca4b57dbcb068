"""Offer × store → the store holds it, and a receipt: plan, write, check, receipt; and what was cut short, put right.

One load of a store at a time: a lock on this machine, a marker graph in the store for all others. It has no clock and
no randomness of its own: when and under which name, it is told.
"""

from __future__ import annotations

import contextlib
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from itu_kg.errors import RemoteError, VerificationError
from itu_kg.model.vocab import VOCABULARIES, staging_space
from itu_kg.stores import journal as journals
from itu_kg.stores import receipt as receipts
from itu_kg.stores.content import NOTHING
from itu_kg.stores.journal import OLD, Journal
from itu_kg.stores.offer import Alterations, Expected, expect
from itu_kg.stores.planning import Plan, plan
from itu_kg.stores.receipt import Altered, Entry, Receipt
from itu_kg.stores.recovering import Recovered, recover
from itu_kg.stores.store import below
from itu_kg.stores.writing import Writer, mismatch, together

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from concurrent.futures import Future

    from itu_kg.stores.keeping import Keeping
    from itu_kg.stores.offer import Offer
    from itu_kg.stores.planning import Step
    from itu_kg.stores.store import Store

_AHEAD = 64
"""How many writes may be unchecked at a time."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a person allows: removing graphs, emptying graphs, no altered values; and whether to stop at the plan."""

    prune: bool = False
    allow_empty: bool = False
    strict: bool = False
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class Circumstances:
    """When a load begins (ISO 8601, UTC), what it is called, which program does it, where its state is, the clock."""

    began: str
    name: str
    program: str
    state: Path
    clock: Callable[[], str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """A plan, what became of loads that were cut short, and the receipt, if anything was written."""

    plan: Plan
    altered: tuple[Altered, ...]
    recovered: tuple[Recovered, ...] = ()
    receipt: Receipt | None = None
    path: Path | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """A store: `writer` and `reader` are two connections to it, `keeping` what it keeps of lines."""

    writer: Store
    reader: Store
    keeping: Keeping


@dataclass(slots=True)
class _Run:
    offer: Offer
    target: Target
    options: Options
    now: Circumstances
    progress: Callable[[str, int, int], None]
    planned: Callable[[Plan], None]
    expected: dict[str, Expected] = field(default_factory=dict)
    alterations: Alterations = field(default_factory=Alterations)


def load(  # noqa: PLR0913, PLR0917  all that a load depends on
    offer: Offer,
    target: Target,
    options: Options,
    now: Circumstances,
    progress: Callable[[str, int, int], None],
    planned: Callable[[Plan], None],
) -> Outcome:
    """Load an offer into a store.

    Args:
        offer: what should be in it.
        target: the store.
        options: what is allowed.
        now: when, where, under which name.
        progress: told what is being done, how much of it is done, and how much there is.
        planned: told the plan before anything is written.

    Raises:
        RemoteError: the store does not answer or refuses, or somebody else is loading it.
        VerificationError: it does not hold what it was given; it has been given back what it held before.
        UsageError: a graph would be made empty.
        SourceError: a graph holds a blank node.
    """
    run = _Run(offer, target, options, now, progress, planned)
    for number, graph in enumerate(offer.graphs):
        progress("reading", number, len(offer.graphs))
        run.expected[graph.iri] = expect(graph, target.keeping, run.alterations, target.writer.client.origin)
    progress("reading", len(offer.graphs), len(offer.graphs))
    if options.strict:
        for given, stored in run.alterations.examples.values():
            what = f"{target.writer.profile.title} would make {stored} of {given}"
            raise RemoteError(what, where=target.writer.client.origin, hint="without --strict that is only reported")
    if options.dry_run:
        with tempfile.TemporaryDirectory() as keep:
            found = _planned(run, Path(keep))
        return Outcome(found, Altered.of(run.alterations))
    folder = journals.folder(now.state, target.writer.endpoints.update)
    with journals.locked(folder):
        return _locked(run, folder)


def _locked(run: _Run, folder: Path) -> Outcome:
    store = run.target.writer
    recovered = []
    resumed: tuple[Journal, Recovered] | None = None
    for old in journals.unfinished(folder):
        run.progress("putting right what was cut short", 0, 1)
        found = recover(old, store)
        if found is None:
            old.discard()
            continue
        recovered.append(found)
        if found.began["hash"] == run.offer.hash and resumed is None:
            resumed = (old, found)
            continue
        if found.done:
            receipts.write(_receipt(run, found.began, old.name, "interrupted", found.done), old.folder)
        old.end()
        old.close()
    _alone(run)
    journal = resumed[0] if resumed else Journal(folder / run.now.name)
    try:
        plan_ = _planned(run, journal.folder / OLD)
        before = resumed[1].done if resumed else ()
        if not plan_.todo and not before:
            journal.end() if resumed else journal.discard()
            return Outcome(plan_, Altered.of(run.alterations), tuple(recovered))
        began = _begin(run, journal, resumed)
        if plan_.todo:
            _take(run, plan_, journal)
        entries = _entries(before, plan_)
        receipt = _receipt(run, began, journal.name, "done", entries)
        path = receipts.write(receipt, journal.folder)
        journal.end()
        return Outcome(plan_, receipt.altered, tuple(recovered), receipt, path)
    finally:
        journal.close()


def _planned(run: _Run, keep: Path) -> Plan:
    options, target = run.options, run.target
    found = plan(
        run.offer,
        run.expected,
        target.reader,
        target.keeping,
        keep,
        run.progress,
        prune=options.prune,
        allow_empty=options.allow_empty,
    )
    for step in found.todo:
        if step.before != run.offer.held.get(step.iri, step.before):
            what = "holds neither what the receipt says that it held nor what it was given"
            hint = "somebody has changed it since; load the release you want"
            raise VerificationError(what, where=f"{target.reader.client.origin} <{step.iri}>", hint=hint)
    run.planned(found)
    return found


def _begin(run: _Run, journal: Journal, resumed: tuple[Journal, Recovered] | None) -> Mapping[str, str]:
    """Write down what is begun, or take up what was."""
    if resumed:
        return resumed[1].began
    offer, store = run.offer, run.target.writer
    began = {
        "began": run.now.began,
        "release": offer.name,
        "version": offer.version,
        "base": offer.base,
        "hash": offer.hash,
        "store": store.endpoints.update,
        "kind": store.profile.name,
    }
    journal.note("begin", load=began)
    return began


def _alone(run: _Run) -> None:
    """Refuse to write beside a load from another machine.

    Raises:
        RemoteError: the store holds a graph that such a load has put there.
    """
    others = below(run.target.reader.counts(), staging_space(run.offer.base))
    if others:
        raise RemoteError(
            f"another load from elsewhere is under way, or was cut short: the store holds <{others[0]}>",
            where=run.target.writer.client.origin,
            hint="run it again where it was begun; or, if nobody will, remove that graph",
        )


@contextlib.contextmanager
def _marked(run: _Run, name: str) -> Iterator[str]:
    """Let a graph in the store tell others that a load is under way; gives what staged graphs' IRIs begin with."""
    store = run.target.writer
    space = f"{staging_space(run.offer.base)}{name}/"
    marker = f"{space}load"
    prov, xsd = VOCABULARIES["prov"], VOCABULARIES["xsd"]
    text = f'<{marker}> <{prov}startedAtTime> "{run.now.began}"^^<{xsd}dateTime> .\n'
    store.update(f"INSERT DATA {{ GRAPH <{marker}> {{\n{text}}} }}")
    others = [iri for iri in below(store.counts(), staging_space(run.offer.base)) if not iri.startswith(space)]
    if others:
        store.drop(marker)
        where = store.client.origin
        raise RemoteError(f"two loads began at once: <{others[0]}>", where=where, hint="run one after the other")
    try:
        yield space
    except VerificationError:
        store.drop(marker)  # all was undone; after any other error the next run has something to put right
        raise
    store.drop(marker)


def _take(run: _Run, plan_: Plan, journal: Journal) -> None:
    """Take the steps of a plan, each checked while the next is taken; undo them all if the store alters something."""
    todo = plan_.todo
    groups = list(
        together(todo, quads=run.target.writer.profile.quads and bool(run.target.writer.endpoints.graph_store))
    )
    taken: list[Step] = []
    with _marked(run, journal.name) as staging:
        writer = Writer(run.target.writer, run.target.keeping, journal, staging)
        try:
            with ThreadPoolExecutor(1) as pool:
                checks: list[Future[None]] = []
                try:
                    for group in groups:
                        run.progress("loading", len(taken), len(todo))
                        taken += group
                        writer.take(group)
                        checks += [pool.submit(_check, run, step) for step in group]
                        _raise_first(checks, most=_AHEAD)
                    for number, check in enumerate(checks):
                        run.progress("checking", number, len(checks))
                        check.result()
                except BaseException:
                    pool.shutdown(cancel_futures=True)
                    raise
            _counted(run, todo)
        except VerificationError:
            for number, step in enumerate(taken):
                run.progress("putting back what was there", number, len(taken))
                writer.restore(step)
            journal.end()
            raise
    run.progress("checking", len(todo), len(todo))


def _raise_first(checks: list[Future[None]], most: int) -> None:
    """Raise what a finished check found; wait if too many are unfinished."""
    waiting = [check for check in checks if not check.done()]
    if len(waiting) > most:
        waiting[0].result()
    for check in checks:
        if check.done():
            check.result()


def _check(run: _Run, step: Step) -> None:
    """Read a graph back and hold it against what it should be.

    Raises:
        VerificationError: it is something else.
    """
    store = run.target.reader
    if step.after == NOTHING:
        return  # counted in the end
    try:
        with store.read(step.iri, step.after, count=step.after.triples) as held:
            if held.measure == step.after:
                return
    except RemoteError:
        pass  # it counts another number: what it holds is read in full below
    with store.read(step.iri, step.after) as held:
        if held.measure != step.after:
            raise mismatch(step, held, run.target.keeping, store.client.origin)


def _counted(run: _Run, steps: list[Step]) -> None:
    """Hold the store's own counts against the plan.

    Raises:
        VerificationError: they differ.
    """
    counts = run.target.reader.counts()
    for step in steps:
        if counts.get(step.iri, 0) != step.after.triples:
            what = f"counts {counts.get(step.iri, 0):,} triples where {step.after.triples:,} should be"
            raise VerificationError(what, where=f"{run.target.reader.client.origin} <{step.iri}>")


def _entries(before: tuple[Entry, ...], plan_: Plan) -> tuple[Entry, ...]:
    """Join what was done before a load was cut short and what was done now."""
    found = {entry.iri: entry for entry in before}
    for step in plan_.todo:
        now = Entry.of(step)
        known = found.get(step.iri)
        found[step.iri] = now if known is None else replace(now, before=known.before, old=known.old)
    return tuple(found[iri] for iri in sorted(found))


def _receipt(run: _Run, began: Mapping[str, str], name: str, status: str, entries: tuple[Entry, ...]) -> Receipt:
    return Receipt(
        load=name,
        status=status,
        began=began["began"],
        ended=run.now.clock(),
        program=run.now.program,
        store=began["store"],
        kind=began["kind"],
        release=began["release"],
        version=began["version"],
        base=began["base"],
        hash=began["hash"],
        graphs=entries,
        altered=Altered.of(run.alterations) if status == "done" else (),
    )
