"""Files → Queryable that other people's SPARQL cannot hurt: each query runs in a child process of its own.

The engine has no time limit, reaches out for SERVICE, and dies of some small queries. The child loads the data and then
may open no socket, write no file, read no file but those of a store on disk, and has a limit on memory and CPU; the
parent has a deadline and counts the bytes it takes.
Refuses SERVICE and FROM by name beforehand, so that they are an error and not an empty answer.
"""

from __future__ import annotations

import json
import math
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from itu_kg.errors import SourceError, UsageError
from itu_kg.model.answer import Table
from itu_kg.model.graph import NamedGraph
from itu_kg.model.vocab import BASE
from itu_kg.query import memory_store
from itu_kg.query.sandbox_worker import MALFORMED, REFUSED, UNREADABLE
from itu_kg.query.sparql_tokens import require_local


@dataclass(frozen=True, slots=True)
class Limits:
    """What a query may use: seconds until its answer is there, bytes of memory, bytes of answer."""

    seconds: float = 30.0
    memory: int = 1 << 30
    answer: int = 64 << 20


@dataclass(frozen=True, slots=True)
class Guarded:
    """Files or folders, with their drafts or without, asked in a guarded child process."""

    paths: tuple[Path, ...]
    base: str = BASE
    limits: Limits = Limits()
    drafts: bool = False

    def select(self, text: str) -> Table:
        """Answer a SELECT query."""
        return memory_store.to_table(ox.parse_query_results(self._answer(text), format=ox.QueryResultsFormat.JSON))

    def ask(self, text: str) -> bool:
        """Answer an ASK query."""
        return memory_store.to_boolean(ox.parse_query_results(self._answer(text), format=ox.QueryResultsFormat.JSON))

    def construct(self, text: str) -> NamedGraph:
        """Answer a CONSTRUCT or DESCRIBE query."""
        quads = ox.parse(self._answer(text), format=ox.RdfFormat.N_TRIPLES)
        return memory_store.to_graph(quad.triple for quad in quads)

    def _answer(self, text: str) -> bytes:
        """Let a child answer.

        Raises:
            SyntaxError: the query is not SPARQL.
            UsageError: it asks for what it may not have, or for more than the limits allow.
            SourceError: the data cannot be read.
        """
        require_local(text)
        paths = [str(path.absolute()) for path in self.paths]
        job = {"paths": paths, "base": self.base, "drafts": self.drafts, "query": text}
        return child("itu_kg.query.sandbox_worker", job, self.limits)


def child(program: str, job: Mapping[str, object], limits: Limits) -> bytes:
    """Let a child process do a job within limits, and take its output.

    Args:
        program: the module to run; it reads the job, confines itself to `memory` and `seconds`, and works.
        job: what it reads, as JSON.
        limits: what it may use.

    Raises:
        SyntaxError: it found the text it was given no SPARQL.
        UsageError: it refused the text, or the text asks for more than the limits allow.
        SourceError: it could not read the data.
    """
    whole = {**job, "memory": limits.memory, "seconds": math.ceil(limits.seconds) + 1}
    process = subprocess.Popen(  # noqa: S603  our own program; what is untrusted goes through its pipe
        [sys.executable, "-I", "-m", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    try:
        output, complaint = _converse(process, json.dumps(whole).encode(), limits)
        code = process.wait(timeout=5)
    finally:
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout, process.stderr):
            if pipe:
                pipe.close()
    if code:
        raise _fault(code, complaint.decode("utf-8", "replace"), limits)
    return output


def _converse(process: subprocess.Popen[bytes], job: bytes, limits: Limits) -> tuple[bytes, bytes]:
    """Hand the job over and take the answer and the complaints, within the deadline and the byte limit."""
    assert process.stdin and process.stdout and process.stderr  # noqa: S101, PT018  for the type checker: all are pipes
    deadline = time.monotonic() + limits.seconds
    taken = {process.stdout: bytearray(), process.stderr: bytearray()}
    try:
        process.stdin.write(job)
        process.stdin.close()
    except BrokenPipeError:
        pass  # it has died already; its exit code says of what
    with selectors.DefaultSelector() as waiting:
        for pipe in taken:
            waiting.register(pipe, selectors.EVENT_READ)
        while waiting.get_map():
            ready = waiting.select(timeout=max(0.0, deadline - time.monotonic()))
            if not ready:
                raise UsageError(
                    f"the query did not finish in {limits.seconds:g} s", hint="ask for less, or give it --timeout"
                )
            for key, _ in ready:
                pipe = process.stdout if key.fileobj is process.stdout else process.stderr
                chunk = pipe.read1(1 << 16)  # type: ignore[attr-defined]  # a pipe of Popen is a BufferedReader
                if not chunk:
                    waiting.unregister(pipe)
                taken[pipe] += chunk
                if len(taken[pipe]) > limits.answer:
                    raise UsageError(
                        f"the answer is larger than {limits.answer >> 20} MB", hint="ask for less, with LIMIT"
                    )
    return bytes(taken[process.stdout]), bytes(taken[process.stderr])


_MEMORY = ("MemoryError", "memory allocation of", "bad_alloc")
"""What Python, Rust and C++ say when they get no more memory."""


def _fault(  # noqa: PLR0911  one for each way to end
    code: int, complaint: str, limits: Limits
) -> Exception:
    if code == MALFORMED:
        return SyntaxError(complaint)
    if code == REFUSED:
        return UsageError(complaint)
    if code == UNREADABLE:
        return SourceError(complaint)
    if code == -signal.SIGSEGV:
        return UsageError("the query is nested too deeply for the engine", hint="flatten it")
    if code in {-signal.SIGXCPU, -signal.SIGKILL}:
        return UsageError(f"the query used up its {limits.seconds:g} s", hint="ask for less")
    if any(sign in complaint for sign in _MEMORY):
        return UsageError(f"the query needs more than {limits.memory >> 20} MB of memory", hint="ask for less")
    last = complaint.strip().rpartition("\n")[2]
    if "Too many open files" in last:
        return UsageError("the query needs more files of the store at once than may be open", hint="raise `ulimit -n`")
    complaint_line = last[:160] or f"it ended with {code}"
    return UsageError(f"the engine gave up on the query: {complaint_line}", hint="ask for less")
