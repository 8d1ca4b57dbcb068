"""RDF files → store on disk, made aside and put in force at once.

A store holds the merge of all graphs as its default graph, so that a triple which two graphs state counts once, and
the named graphs beside it. Whoever reads sees the generation before or the new one, each whole; killed at any moment,
the one before stays in force. The generation before stays on disk for those who still read it, until the next is made.
Refuses to write into a folder that is no store.
"""

from __future__ import annotations

import fcntl
import json
import secrets
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from itu_kg import files as disk
from itu_kg.errors import AssetError, UsageError
from itu_kg.model.answer import Table
from itu_kg.model.vocab import prefixes
from itu_kg.query import run
from itu_kg.query.disk_store import (
    ANSWERS,
    CURRENT,
    LAYOUT,
    QUADS,
    Current,
    DiskStore,
    Input,
    answer_file,
    digest,
    dump_table,
    is_current,
    read_current,
)
from itu_kg.query.memory_store import format_of, merged_and_named, rdf_files, source_errors
from itu_kg.query.sandbox import Guarded, Limits

if TYPE_CHECKING:
    from itu_kg.query.catalogue import Catalogue

LARGE = 100_000
"""Triples from which answers are kept; a smaller store answers everything at once."""

BATCH = 100_000
"""Statements that are written at once; the loader holds them all in memory."""

SLOW = 0.1
"""Seconds from which an answer is worth recorder, the start of its process included."""

PATIENCE = 60.0
"""Seconds after which a query is left to be answered when somebody asks it."""

_OWN = {CURRENT, "lock"}


def build(
    paths: Sequence[Path], store: Path, *, base: str, queries: Catalogue, say: Callable[[str], None] = lambda _: None
) -> Current:
    """Make a store of files, unless it holds just them already; give what is in force at the end.

    Args:
        paths: files or folders.
        store: the folder of the store; made if it is not there.
        base: what the names of files of triples begin with.
        queries: stored queries whose slow answers are kept: those that need no value.
        say: what progress is told to.

    Raises:
        UsageError: the folder holds something else.
        SourceError: a file cannot be read or is not RDF.
        AssetError: the store cannot be written.
    """
    inputs, store = rdf_files(paths), disk.output_folder(store)
    if len({path.name for path in inputs}) != len(inputs):
        raise UsageError("two of the files have one name", where=str(store), hint="name a folder, or rename one")
    try:
        with _locked(store):
            made = read_current(store)
            if made and (store / made.generation / QUADS).is_dir() and is_current(made, inputs, base):
                return made
            _sweep(store, keep=made)
            return _make(inputs, store, base, queries, say)
    except OSError as problem:
        raise AssetError(f"cannot be written: {problem.strerror or problem}", where=str(store)) from problem


def _make(inputs: tuple[Path, ...], store: Path, base: str, queries: Catalogue, say: Callable[[str], None]) -> Current:
    begun = time.time_ns()
    folder = store / f"{time.strftime('%Y%m%dT%H%M%S', time.gmtime())}-{secrets.token_hex(4)}"
    folder.mkdir()
    before = _inputs(inputs)
    _load(inputs, folder / QUADS, base, say)
    if _inputs(inputs) != before:
        shutil.rmtree(folder)
        raise UsageError("the files changed while they were read", where=str(inputs[0].parent), hint="begin again")
    _index(folder, base, say)
    triples = _answer(folder, queries, say)
    made = Current(folder.name, begun, LAYOUT, base, triples, before)
    disk.write(store / CURRENT, json.dumps(asdict(made)).encode(), error=AssetError)
    return made


def _inputs(paths: tuple[Path, ...]) -> tuple[Input, ...]:
    inputs = []
    for path in paths:
        now = path.stat()
        inputs.append(Input(path.name, now.st_size, now.st_mtime_ns, digest(path)))
    return tuple(inputs)


def _load(paths: tuple[Path, ...], folder: Path, base: str, say: Callable[[str], None]) -> None:
    store = ox.Store(str(folder))
    for path in paths:
        say(f"reading {path.name}")
        kind = format_of(path)
        with source_errors(path, kind):
            statements = merged_and_named(path, kind, base=base)
            while some := list(islice(statements, BATCH)):
                store.bulk_extend(some)
    store.optimize()
    store.flush()


def _index(folder: Path, base: str, say: Callable[[str], None]) -> None:
    """Make the index of texts, where SQLite can; `find` says why where it cannot."""
    from itu_kg.query import text_index  # noqa: PLC0415  SQLite is not needed where a store is asked

    if text_index.has_fts5():
        say("indexing texts")
        text_index.build(DiskStore(folder), prefixes(base), folder / text_index.INDEX).close()


def _answer(folder: Path, queries: Catalogue, say: Callable[[str], None]) -> int:
    """Keep the slow answers of queries that need no value, if the store is large; count the triples of the merge."""
    data = DiskStore(folder)
    (counted,) = data.store.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")  # type: ignore[misc]  # a SELECT
    triples = int(counted["n"].value)
    if triples >= LARGE:
        recorder = _AnswerRecorder(folder)
        for query in queries.all():
            if not any(parameter.required for parameter in query.parameters):
                say(f"answering {query.name}")
                with suppress(
                    UsageError
                ):  # it reaches beyond the data, or takes too long: then it is answered when asked
                    run.run(query, {}, recorder, queries=queries)
    return triples


class _AnswerRecorder(Guarded):
    """A generation that is not in force yet: keeps what it takes long to answer, and gives up what takes too long."""

    def __init__(self, folder: Path) -> None:
        super().__init__((folder,), limits=Limits(seconds=PATIENCE, memory=2 << 30, answer=512 << 20))

    def select(self, text: str) -> Table:
        start = time.perf_counter()
        table = super().select(text)
        if time.perf_counter() - start > SLOW:
            disk.write(answer_file(self.paths[0] / ANSWERS, text), dump_table(table), error=AssetError)
        return table


@contextmanager
def _locked(store: Path) -> Iterator[None]:
    """Let one process at a time make a generation; the lock goes with the process."""
    if store.is_dir() and (inside := {each.name for each in store.iterdir()}) and not inside & _OWN:
        raise UsageError("holds files that are no store", where=str(store), hint="name another folder with -o")
    store.mkdir(parents=True, exist_ok=True)
    with (store / "lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _sweep(store: Path, keep: Current | None) -> None:
    """Remove generations that are not in force, those that were never finished among them."""
    for each in store.iterdir():
        if each.is_dir() and (keep is None or each.name != keep.generation):
            shutil.rmtree(each)
