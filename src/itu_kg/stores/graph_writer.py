"""Steps of a plan → the store holds them: written down first, taken the safest way the store has.

A write whose answer is lost is never just sent again: the graph is read, and what it holds decides. A graph that is
neither as it was nor as it should be gets what it held before, from the file that keeps it.
"""

from __future__ import annotations

import gzip
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from itu_kg.errors import Refused, Unanswered, VerificationError
from itu_kg.stores import requests
from itu_kg.stores.graph_content import EMPTY, GraphContent, Measure, batches, blank
from itu_kg.stores.journal import OLD, Journal
from itu_kg.stores.plan import Change, Step, differing
from itu_kg.stores.probe import odd_terms, probe
from itu_kg.stores.receipt import Entry

if TYPE_CHECKING:
    from itu_kg.stores.store import Store

TRIES = 3
TOGETHER, ROOM = 50, 16 << 20
"""How many new graphs, and bytes of them, are added by one request."""
PATCH = 1000
"""How many triples may differ for a graph to be patched and not put."""


class GraphWriter:
    """Writes to one store in one load.

    Args:
        store: the store.
        journal: what is written down first.
        staging: what the IRIs of staged graphs begin with.
    """

    def __init__(self, store: Store, journal: Journal, staging: str) -> None:
        self.store, self._journal, self._staging = store, journal, staging

    def write(self, steps: Sequence[Step]) -> None:
        """Take steps that `batch_steps` put together; after an error each graph is as it was or as it should be."""
        self._journal.note("writing", steps=[Entry.of(step).to_json() for step in steps])
        if len(steps) == 1:
            self._settled(steps[0])
            return
        try:
            requests.add(self.store, [step.expected for step in steps if step.expected])
        except (Unanswered, Refused):
            for step in steps:  # one by one: some may be there, and the refused one is named
                self._settled(step, looking=True)

    def restore(self, step: Step) -> None:
        """Put back what a graph held before; errors as of `restore_graph`."""
        restore_graph(self.store, step.iri, step.before, self._journal.folder / OLD / step.old if step.old else None)

    def _settled(self, step: Step, *, looking: bool = False) -> None:
        """Write until the graph is as it should be."""
        for tries in range(TRIES):
            try:
                if not looking or not self._holds(step.iri, step.after):
                    self._write(step)
            except (Unanswered, Refused) as problem:
                looking = True
                self._after_a_failure(step, problem, last=tries == TRIES - 1)
            else:
                return

    def _after_a_failure(self, step: Step, problem: Refused | Unanswered, *, last: bool) -> None:
        """Read what the graph holds, and let the write be tried again, or put back what was there and give up."""
        if self._holds(step.iri, step.after):
            return
        hopeless = isinstance(problem, Refused) and not problem.busy
        if not hopeless and not last:
            wait = problem.wait if isinstance(problem, Refused) else None
            self.store.pause(1.0 if wait is None else wait)
            return
        if not self._holds(step.iri, step.before):
            self.restore(step)
        problem.where = f"{problem.where} <{step.iri}>"
        raise problem

    def _holds(self, iri: str, measure: Measure) -> bool:
        with self.store.read(iri, measure) as held:
            return held.measure == measure

    def _write(self, step: Step) -> None:
        store, profile = self.store, self.store.profile
        if step.change is Change.GONE or step.expected is None:
            store.drop(step.iri)
            return
        path = step.expected.file.path
        if self._patched(step):
            return
        if step.change is Change.NEW or (profile.atomic_put and store.endpoints.graph_store):
            requests.put(store, step.iri, path)
        else:
            self._staged(step, path)

    def _patched(self, step: Step) -> bool:
        """Take out and put in what differs, if that is little; say whether the graph is as it should be then."""
        size, most = step.adds + step.removes, min(PATCH, self.store.profile.insert_triples or PATCH)
        if step.change is not Change.CHANGED or size > most or size * 2 > step.after.triples:
            return False
        removed, added = self._difference(step)
        if any(map(blank, removed)):
            return False  # DELETE DATA knows no blank nodes
        odd = sorted({term for line in added for term in odd_terms(line)})
        if odd and probe(self.store, f"{self._staging}probe", odd, by_update=True):
            return False  # an update would spoil what a PUT does not
        requests.patch(self.store, step.iri, removed, added)
        return self._holds(step.iri, step.after)

    def _staged(self, step: Step, path: Path) -> None:
        """Let the store show first that it takes the content, in a graph that nobody reads; then move it into place."""
        aside = f"{self._staging}{step.iri.rpartition('/')[2] or 'graph'}"
        requests.put(self.store, aside, path)
        with self.store.read(aside, step.after) as held:
            if held.measure != step.after:
                self.store.drop(aside)
                raise mismatch(step, held, self.store.client.origin)
        requests.move(self.store, aside, step.iri)

    def _difference(self, step: Step) -> tuple[list[str], list[str]]:
        """The lines to remove and to add."""
        assert step.expected is not None  # noqa: S101  for the type checker: what changes is expected
        lines: tuple[list[str], list[str]] = ([], [])
        with step.expected.content() as wanted:
            for line, new in differing(read_saved(self._journal.folder / OLD / step.old), wanted.lines()):
                lines[new].append(line)
        return lines


def batch_steps(steps: Sequence[Step], *, quads: bool) -> Iterator[list[Step]]:
    """Yield steps in groups: one by one, but new graphs in requests of some size where the store takes quads."""

    def together(step: Step) -> bool:
        return quads and step.change is Change.NEW

    def size(step: Step) -> int:
        return step.expected.file.path.stat().st_size if step.expected else 0

    yield from ([step] for step in steps if not together(step))
    yield from batches(filter(together, steps), size, TOGETHER, ROOM)


def restore_graph(store: Store, iri: str, before: Measure, old: Path | None) -> None:
    """Put back what a graph held before, from the file that has it; remove the graph if there was nothing.

    Raises:
        VerificationError: the graph does not hold it afterwards.
    """
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "old.nt"
        if old is not None:
            with gzip.open(old) as packed, plain.open("wb") as stream:
                shutil.copyfileobj(packed, stream, 1 << 18)

        def write() -> None:
            gone = old is None or before == EMPTY
            if gone or not store.profile.atomic_put:
                store.drop(iri)
            if not gone:
                requests.put(store, iri, plain)

        for tries in range(TRIES):
            with suppress(Unanswered):
                write()
            with store.read(iri, before) as held:
                if held.measure == before:
                    return
            store.pause(float(tries))
    raise VerificationError(
        "could not be given back what it held", where=f"{store.client.origin} <{iri}>", hint=f"it is kept in {old}"
    )


def read_saved(path: Path) -> Iterator[str]:
    """Yield the lines of a gzipped file."""
    with gzip.open(path, "rt", encoding="utf-8", newline="\n") as stream:
        yield from stream


def mismatch(step: Step, held: GraphContent, where: str) -> VerificationError:
    """An error that names the first triple in which what a store holds differs from what it should hold."""
    wanted: GraphContent = step.expected.content() if step.expected else GraphContent.of(())
    with wanted:
        first = next(differing(held.lines(), wanted.lines()), None)
    what = f"holds {held.measure.triples:,} triples that are not the {step.after.triples:,} it was given"
    if first:
        line, missing = first
        what += f": {line.strip()[:200]} {'is missing' if missing else 'is too much'}"
    return VerificationError(what, where=f"{where} <{step.iri}>", hint="itu-kg store doctor says what it alters")
