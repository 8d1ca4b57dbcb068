"""The guarded child's own program: one job from standard input, its answer to standard output.

Loads the data, then gives up files, sockets, memory and time before it looks at the query. A store on disk opens its
files as a query needs them and closes them again, so there files may still be read, and the kernel refuses sockets,
writing and other programs (seccomp(2)). Refuses to ask a store where the kernel has no such filter.
"""

from __future__ import annotations

import errno
import json
import os
import platform
import resource
import struct
import sys
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox

from itu_kg.errors import ItuKgError
from itu_kg.query import disk_store
from itu_kg.query.open import open_paths

MALFORMED = 64
UNREADABLE = 65
REFUSED = 66
"""Exit codes: the text is no SPARQL; the data cannot be read; the job is not for this program."""


def main() -> int:
    """Do the job; the exit code says what happened, standard error why."""
    job = json.load(sys.stdin)
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    if most != resource.RLIM_INFINITY:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))  # the engine keeps open as much of a store as it may
    try:
        data = open_paths([Path(path) for path in job["paths"]], job["base"], drafts=job.get("drafts", False))
        data.name_graphs(job["query"])
    except ItuKgError as problem:
        sys.stderr.write(str(problem))
        return UNREADABLE
    on_disk = isinstance(data, disk_store.DiskStore)
    if on_disk and not refuse_calls():
        sys.stderr.write("nothing here keeps a query of your own on a store from the network; ask the files instead")
        return REFUSED
    confine(memory=job["memory"], seconds=job["seconds"], files=on_disk)
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


def confine(*, memory: int, seconds: int, files: bool = False) -> None:
    """Allow `memory` bytes more, `seconds` of CPU, no core dump; no file and no socket unless `files` are allowed."""
    sizes = Path("/proc/self/statm")
    now = int(sizes.read_text("ascii").split()[0]) * resource.getpagesize() if sizes.exists() else 0
    limits = {
        resource.RLIMIT_AS: now + memory,
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_NPROC: 0,
    }
    if not files:
        limits[resource.RLIMIT_NOFILE] = 0
    for limit, most in limits.items():
        _, hard = resource.getrlimit(limit)
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(limit, (allowed, allowed))


def refuse_calls() -> bool:
    """Let the kernel refuse this process sockets, files to write and other programs; False where it cannot.

    A filter of seccomp(2), in force for all threads and for good.
    """
    machine = _MACHINES.get(platform.machine())
    if sys.platform != "linux" or machine is None:
        return False
    import ctypes  # noqa: PLC0415  for stores alone

    refuse, allow = (0x06, 0, 0, 0x0005_0000 | errno.EPERM), (0x06, 0, 0, 0x7FFF_0000)
    # Of another architecture's calls, and of those of x32, nothing is known: they are refused.
    steps = [(0x20, 0, 0, 4), (0x15, 1, 0, machine.audit), refuse, (0x20, 0, 0, 0), (0x35, 0, 1, 0x4000_0000), refuse]
    for call in machine.refused:
        steps += [(0x15, 0, 1, call), refuse]
    for call, argument in machine.opening:  # its flags decide
        writing = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
        steps += [(0x15, 0, 4, call), (0x20, 0, 0, 16 + 8 * argument), (0x45, 0, 1, writing), refuse, allow]
    steps.append(allow)
    code = b"".join(struct.pack("=HBBI", *step) for step in steps)
    program = struct.pack("@HP", len(steps), ctypes.addressof(held := ctypes.create_string_buffer(code)))
    system = ctypes.CDLL(None)
    set_filter, all_threads = 1, 1
    done: bool = (
        system.prctl(38, 1, 0, 0, 0) == 0  # PR_SET_NO_NEW_PRIVS, without which only root sets a filter
        and system.syscall(machine.seccomp, set_filter, all_threads, program) == 0
    )
    del held
    return done


class _Machine(NamedTuple):
    """Numbers of an architecture (linux/audit.h, asm/unistd.h): its own, seccomp, what is refused, what opens files.

    Refused are socket, io_uring_setup, openat2, execve, execveat and, where there is one, creat. Of calls that open
    files, the place of their flags among the arguments.
    """

    audit: int
    seccomp: int
    refused: tuple[int, ...]
    opening: tuple[tuple[int, int], ...]


_MACHINES = {
    "x86_64": _Machine(0xC000003E, 317, (41, 425, 437, 59, 322, 85), ((2, 1), (257, 2))),
    "aarch64": _Machine(0xC00000B7, 277, (198, 425, 437, 221, 281), ((56, 2),)),
}


if __name__ == "__main__":
    sys.exit(main())
