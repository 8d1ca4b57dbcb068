"""The guarded child's own program: one job from standard input, its answer to standard output.

Loads the data, then gives up files, sockets, memory and time before it looks at the query. Started by `guard`; refuses
to be of use otherwise.
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path

import pyoxigraph as ox

from itu_kg.errors import ItuKgError
from itu_kg.query.open import open_paths

MALFORMED = 64
UNREADABLE = 65
REFUSED = 66
"""Exit codes: the text is no SPARQL; the data cannot be read; the job is not for this program."""


def main() -> int:
    """Do the job; the exit code says what happened, standard error why."""
    job = json.load(sys.stdin)
    try:
        data = open_paths([Path(path) for path in job["paths"]], job["base"])
        data.name_graphs(job["query"])
    except ItuKgError as problem:
        sys.stderr.write(str(problem))
        return UNREADABLE
    confine(memory=job["memory"], seconds=job["seconds"])
    try:
        result = data.query(job["query"])
    except SyntaxError as problem:
        sys.stderr.write(str(problem.msg))
        return MALFORMED
    output = sys.stdout.buffer
    if isinstance(result, ox.QueryTriples):
        result.serialize(output, format=ox.RdfFormat.N_TRIPLES)
    else:
        result.serialize(output, format=ox.QueryResultsFormat.JSON)
    output.flush()
    return 0


def confine(*, memory: int, seconds: int) -> None:
    """Allow `memory` bytes more, `seconds` of CPU, no file, no socket, no core dump."""
    sizes = Path("/proc/self/statm")
    now = int(sizes.read_text("ascii").split()[0]) * resource.getpagesize() if sizes.exists() else 0
    limits = {
        resource.RLIMIT_AS: now + memory,
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_NOFILE: 0,
        resource.RLIMIT_NPROC: 0,
    }
    for limit, most in limits.items():
        _, hard = resource.getrlimit(limit)
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(limit, (allowed, allowed))


if __name__ == "__main__":
    sys.exit(main())
