"""Paths → how much of them is drafts: what nobody has confirmed, left out of answers unless it is asked for.

A file of triples tells by its name that it is one, so none is opened; one that names its graphs is searched for the
names of theirs. It reads nothing else.
"""

from __future__ import annotations

import mmap
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from itu_kg.model.vocab import DRAFT, is_draft_file
from itu_kg.query.memory_store import format_of, rdf_files

_SIGN = f"/{DRAFT}".encode()
_GRAPH = re.compile(rb'graph/([^/\s<>"]{1,200})/' + DRAFT.encode() + rb'[>"]')


def measure(paths: Sequence[Path]) -> str:
    """Say how much of files and folders is drafts: `the drafts of 2 submissions (41 kB)`; empty for nothing.

    Raises:
        SourceError: a path is not there.
    """
    files = rdf_files(paths, drafts=True)
    own = [path for path in files if is_draft_file(path)]
    names = {path.stem.encode().removesuffix(f".{DRAFT}".encode()) for path in own}
    for path in files:
        if format_of(path).names_graphs:
            names.update(_named(path))
    if not names:
        return ""
    size = f" ({max(1, round(sum(path.stat().st_size for path in own) / 1000)):,} kB)" if own else ""
    many = "the draft of 1 submission" if len(names) == 1 else f"the drafts of {len(names):,} submissions"
    return many + size


def _named(path: Path) -> Iterator[bytes]:
    """The submissions whose drafts a file names."""
    # An empty file has no memory to be mapped.
    with path.open("rb") as file, suppress(ValueError), mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        if data.find(_SIGN) >= 0:  # hardly any has one, and this is fast
            yield from {match[1] for match in _GRAPH.finditer(data)}
