"""What `load` needs of the store room, and how it shows a plan, its progress and what was done."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from itu_kg.cli._shared.doctor_report import ConnectionOptions, connected
from itu_kg.cli._shared.options import say
from itu_kg.http.credentials import find
from itu_kg.http.messages import Limits
from itu_kg.model.vocab import is_draft
from itu_kg.stores import receipt as receipts
from itu_kg.stores.execute import Target
from itu_kg.stores.plan import Change, Plan, Step

if TYPE_CHECKING:
    from itu_kg.stores.load import Outcome
    from itu_kg.stores.load_set import Alteration, LoadSet

_SHOWN = 20
"""How many graphs of a kind are listed for a person."""


@contextmanager
def target(url: str, asked: ConnectionOptions) -> Iterator[Target]:
    """Connect to a store, twice: to write and to read."""
    with connected(url, asked, find(url), Limits(seconds=asked.seconds), number=2) as stores:
        yield Target(*stores)


def rollback_set(path: Path, unpacked: Path) -> LoadSet:
    """Read what the graphs of a receipt held before."""
    folder = path if path.is_dir() else path.parent
    return receipts.rollback_set(receipts.read(path), folder, unpacked)


@dataclass
class LoadReport:
    """Talks to the person: progress on a terminal, the plan before, the outcome after."""

    quiet: bool
    json: bool
    dry_run: bool
    _last: float = field(default=0.0, init=False)
    _line: bool = field(default=False, init=False)

    def progress(self, what: str, done: int, of: int) -> None:
        """Show a line that the next one replaces; nothing in a pipe."""
        if self.quiet or not sys.stderr.isatty():
            return
        now = time.monotonic()
        if now - self._last < 0.1 and done != of:
            return
        self._last = now
        count = f" {done:,} of {of:,} graphs" if of > 1 else ""
        click.echo(f"\r\x1b[K{what}{count}", err=True, nl=False)
        self._line = True

    def clear(self) -> None:
        """Take the line of progress away."""
        if self._line:
            click.echo("\r\x1b[K", err=True, nl=False)
            self._line = False

    def plan(self, plan: Plan, altered: tuple[Alteration, ...]) -> None:
        """Show what will become of each graph, and which values the store will alter."""
        self.clear()
        if self.json or (self.quiet and not self.dry_run):
            return
        click.echo("\n".join(_table(plan)), err=not self.dry_run)
        for each in altered:
            given, stored = each.example
            click.echo(
                f"altered by the store ({each.reason}): {each.triples:,} triples, {given} as {stored}",
                err=not self.dry_run,
            )

    def outcome(self, outcome: Outcome, load_set: LoadSet) -> None:
        """Show what was done, what of drafts was not, where the receipt is, and how to undo it."""
        self.clear()
        for line in _drafts(outcome.plan, load_set):
            say(line, quiet=self.quiet)
        if self.json:
            click.echo(json.dumps(_document(outcome, load_set), ensure_ascii=False, indent=2))
            return
        for past in outcome.recovered:
            what = f"{len(past.done)} graphs were finished, {len(past.restored)} given back what they held"
            say(f"an earlier load was cut short: {what}", quiet=self.quiet)
        name = f"{load_set.name} {load_set.version}".strip()
        if self.dry_run:
            if outcome.unfinished:
                say("an earlier load was cut short; the next run puts that right first", quiet=self.quiet)
            todo = len(outcome.plan.todo)
            say(f"nothing was written; {todo} graphs would be" if todo else "nothing to do", quiet=self.quiet)
            if outcome.odd:
                click.echo(
                    f"{outcome.odd:,} distinct values are of kinds that stores alter; a load tries them out first"
                )
        elif outcome.receipt is None:
            click.echo(f"the store holds {name} already; nothing was written")
        else:
            graphs = outcome.receipt.graphs
            click.echo(f"loaded {name}: {len(graphs):,} graphs written and checked")
            click.echo(f"receipt: {outcome.path}")
            say(f"to undo it: itu-kg load --to {outcome.receipt.store} --rollback {outcome.path}", quiet=self.quiet)


def _table(plan: Plan) -> Iterator[str]:
    for change in (Change.NEW, Change.CHANGED, Change.GONE, Change.SURPLUS):
        steps = plan.of(change)
        for step in steps[:_SHOWN]:
            yield _row(step)
        if steps[_SHOWN:]:
            rest = steps[_SHOWN:]
            adds, removes = sum(step.adds for step in rest), sum(step.removes for step in rest)
            yield f"{change.value:<8} … {len(rest):,} more graphs: +{adds:,} −{removes:,}"
    if same := plan.of(Change.SAME):
        yield f"{'same':<8} {len(same):,} graphs, {sum(step.after.triples for step in same):,} triples"


def _row(step: Step) -> str:
    match step.change:
        case Change.SURPLUS:
            what = f"{step.before.triples:,} triples, not in the release; --prune removes it"
        case Change.CHANGED:
            what = f"+{step.adds:,} −{step.removes:,}, then {step.after.triples:,} triples"
        case Change.GONE:
            what = f"−{step.removes:,}"
        case _:
            what = f"+{step.adds:,}"
    return f"{step.change.value:<8} {step.iri}  {what}"


def _drafts(plan: Plan, load_set: LoadSet) -> Iterator[str]:
    """What is left out of the load, and what of an earlier one stays in the store without being in this."""
    if load_set.left_out:
        yield f"left out: {load_set.left_out:,} triples, which nobody has confirmed; --with-drafts loads them"
    for step in plan.of(Change.SURPLUS):
        if is_draft(step.iri):
            what = f"holds a draft of an earlier load, <{step.iri}>, {step.before.triples:,} triples"
            yield f"the store {what}; --prune removes it, --with-drafts loads the one that the release has, if any"


def _document(outcome: Outcome, load_set: LoadSet) -> dict[str, Any]:
    return {
        "release": load_set.name,
        "version": load_set.version,
        "written": outcome.receipt is not None,
        "receipt": str(outcome.path) if outcome.path else None,
        "graphs": [
            {
                "iri": step.iri,
                "change": step.change.value,
                "before": step.before.triples,
                "after": step.after.triples,
                "adds": step.adds,
                "removes": step.removes,
            }
            for step in outcome.plan.steps
        ],
        "draftsLeftOut": load_set.left_out,
        "altered": [asdict(each) for each in outcome.altered],
        "odd": outcome.odd,
        "unfinished": outcome.unfinished,
        "recovered": [
            {"load": each.folder.name, "finished": [entry.iri for entry in each.done], "restored": list(each.restored)}
            for each in outcome.recovered
        ],
    }
