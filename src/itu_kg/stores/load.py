"""Load set × store → the store holds it, and a receipt: probe, plan, write, check; and what was cut short, put right.

One load of a store at a time: a lock on this machine, a marker graph in the store for all others. It has no clock and
no randomness of its own: when and under which name, it is told.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path

from itu_kg.errors import ItuKgError, RemoteError, VerificationError
from itu_kg.model.graph import Term
from itu_kg.stores import journal as journals
from itu_kg.stores import receipt as receipts
from itu_kg.stores.execute import RecoveredLoad, Staging, Target, execute, recover, refuse_concurrent
from itu_kg.stores.journal import OLD, Journal
from itu_kg.stores.load_set import Alteration, Alterations, ExpectedGraph, LoadSet, OddTerms, expect, find_odd
from itu_kg.stores.plan import Plan, plan
from itu_kg.stores.probe import probe
from itu_kg.stores.receipt import Entry, Receipt


@dataclass(frozen=True, slots=True)
class Options:
    """What a person allows: removing graphs, emptying graphs, no altered values; and whether to stop at the plan."""

    prune: bool = False
    allow_empty: bool = False
    strict: bool = False
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class LoadContext:
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
    altered: tuple[Alteration, ...]
    recovered: tuple[RecoveredLoad, ...] = ()
    receipt: Receipt | None = None
    path: Path | None = None
    unfinished: int = 0
    """How many loads that were cut short the next run would put right first; said of a dry run."""
    odd: int = 0
    """How many distinct terms a load would try out before; said of a dry run."""


@dataclass(slots=True)
class _Run:
    load_set: LoadSet
    target: Target
    options: Options
    now: LoadContext
    progress: Callable[[str, int, int], None]
    planned: Callable[[Plan, tuple[Alteration, ...]], None]
    odd: OddTerms
    expected: dict[str, ExpectedGraph] = field(default_factory=dict)
    alterations: tuple[Alteration, ...] = ()


def load(  # noqa: PLR0913, PLR0917  all that a load depends on
    load_set: LoadSet,
    target: Target,
    options: Options,
    now: LoadContext,
    progress: Callable[[str, int, int], None],
    planned: Callable[[Plan, tuple[Alteration, ...]], None],
) -> Outcome:
    """Load graphs into a store.

    Args:
        load_set: what should be in it.
        target: the store.
        options: what is allowed.
        now: when, where, under which name.
        progress: told what is being done, how much of it is done, and how much there is.
        planned: told the plan, and what the store alters, before any graph is written.

    Raises:
        RemoteError: the store does not answer or refuses, cannot hold a value, or somebody else is loading it.
        VerificationError: it does not hold what it was given; it has been given back what it held before.
        UsageError: a graph would be made empty.
        SourceError: a graph holds a blank node.
    """
    run = _Run(load_set, target, options, now, progress, planned, find_odd(load_set, target.writer, progress))
    if options.dry_run:
        _expect(run, None)
        with tempfile.TemporaryDirectory() as keep:
            what = _planned(run, Path(keep))
        waiting = journals.cut_short(journals.place(now.state, target.writer.endpoints.update))
        return Outcome(what, (), unfinished=len(waiting), odd=len(run.odd.terms))
    folder = journals.folder(now.state, target.writer.endpoints.update)
    with journals.locked(folder), ExitStack() as open_:
        return _locked(run, folder, open_)


def _locked(run: _Run, folder: Path, open_: ExitStack) -> Outcome:
    store = run.target.writer
    recovered = []
    ours = journals.cut_short(folder)
    resumed: tuple[Journal, RecoveredLoad] | None = None
    for path in ours:
        old = open_.enter_context(closing(Journal(path)))
        run.progress("putting right what was cut short", 0, 1)
        past = recover(old, store)
        if past is None:
            old.discard()
            continue
        recovered.append(past)
        if past.began["hash"] == run.load_set.hash and resumed is None:
            resumed = (old, past)
            continue
        if past.done:
            receipts.write(_receipt(run, past.began, old.name, "interrupted", past.done), old.folder)
        old.end()
    names = tuple(path.name for path in ours)
    refuse_concurrent(run.target, run.load_set.base, names)
    journal = resumed[0] if resumed else open_.enter_context(closing(Journal(folder / run.now.name)))
    staging = Staging(run.load_set.base, journal.name, run.now.began, names)
    changed = _probed(run, journal, staging)
    try:
        _expect(run, changed)
        plan_ = _planned(run, journal.folder / OLD)
    except ItuKgError:
        if not resumed:
            journal.discard()
        raise
    before = resumed[1].done if resumed else ()
    if not plan_.todo and not before:
        journal.end() if resumed else journal.discard()
        return Outcome(plan_, run.alterations, tuple(recovered))
    began = _begin(run, journal, resumed)
    if plan_.todo:
        try:
            execute(plan_.todo, run.target, staging, journal, run.progress)
        except RemoteError as problem:
            again = "run the same again: it finishes, or puts back what was there"
            problem.hint = f"{problem.hint}; {again}" if problem.hint else again
            raise
    entries = _entries(before, plan_)
    receipt = _receipt(run, began, journal.name, "done", entries)
    path = receipts.write(receipt, journal.folder)
    journal.end()
    return Outcome(plan_, receipt.altered, tuple(recovered), receipt, path)


def _probed(run: _Run, journal: Journal, staging: Staging) -> dict[Term, Term | None]:
    """What the store makes of odd terms; the next run removes what a killed one leaves of that."""
    if not run.odd.terms:
        return {}
    journal.note("probing", base=staging.base)
    return probe(run.target.writer, f"{staging.space}probe", run.odd.terms, run.progress)


def _expect(run: _Run, changed: Mapping[Term, Term | None] | None) -> None:
    store, alterations = run.target.writer, Alterations()
    run.expected = expect(run.load_set, run.odd, changed, store, alterations)
    run.alterations = tuple(alterations[kind] for kind in sorted(alterations))
    if run.options.strict:
        for each in run.alterations:
            given, stored = each.example
            what = f"{store.profile.title} makes {stored} of {given}"
            raise RemoteError(what, where=store.client.origin, hint="without --strict that is only reported")


def _planned(run: _Run, keep: Path) -> Plan:
    options, target = run.options, run.target
    stores, rules = (target.reader, target.writer), {"prune": options.prune, "allow_empty": options.allow_empty}
    steps = plan(run.load_set, run.expected, stores, keep, run.progress, **rules)
    for step in steps.todo:
        if step.before != run.load_set.held.get(step.iri, step.before):
            what = "holds neither what the receipt says that it held nor what it was given"
            hint = "somebody has changed it since; load the release you want"
            raise VerificationError(what, where=f"{target.reader.client.origin} <{step.iri}>", hint=hint)
    run.planned(steps, run.alterations)
    return steps


def _begin(run: _Run, journal: Journal, resumed: tuple[Journal, RecoveredLoad] | None) -> Mapping[str, str]:
    """Write down what is begun, or take up what was."""
    if resumed:
        return resumed[1].began
    load_set, store = run.load_set, run.target.writer
    began = {
        "began": run.now.began,
        "release": load_set.name,
        "version": load_set.version,
        "base": load_set.base,
        "hash": load_set.hash,
        "store": store.endpoints.update,
        "kind": store.profile.name,
    }
    journal.note("begin", load=began)
    return began


def _entries(before: tuple[Entry, ...], plan_: Plan) -> tuple[Entry, ...]:
    """What was done before a load was cut short, joined with what was done now."""
    entries = {entry.iri: entry for entry in before}
    for now in map(Entry.of, plan_.todo):
        entries[now.iri] = entries[now.iri].then(now) if now.iri in entries else now
    return tuple(entries[iri] for iri in sorted(entries))


def _receipt(run: _Run, began: Mapping[str, str], name: str, status: str, entries: tuple[Entry, ...]) -> Receipt:
    altered = run.alterations if status == "done" else ()
    ended, program = run.now.clock(), run.now.program
    return Receipt(name, status, ended=ended, program=program, graphs=entries, altered=altered, **began)
