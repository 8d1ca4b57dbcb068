"""The terms that stores lose or rewrite → a list, the same everywhere: what the tests and the doctor send round.

The list is awkward.jsonl: one term a line, all but ASCII escaped, since an editor that normalises text would change
what it tests. It judges no store; what each gives back, `fidelity` says.
"""

from __future__ import annotations

import json
from importlib import resources
from typing import NamedTuple

from itu_kg.model.graph import Term
from itu_kg.rdf import ntriples


class Awkward(NamedTuple):
    """A term and what it is called."""

    name: str
    term: Term

    @property
    def size(self) -> int:
        """Count its bytes as N-Triples."""
        return len(self.term.encode())


def awkward(most: int = 100_000) -> list[Awkward]:
    """Give the terms that have no more than `most` bytes; the largest has 11 million."""
    lines = resources.files(__package__).joinpath("awkward.jsonl").read_text("utf-8").splitlines()
    found = [Awkward(row["name"], _term(row)) for row in map(json.loads, lines) if _size(row) <= most]
    return [each for each in found if each.size <= most]


def _size(row: dict[str, str | int]) -> int:
    return int(row.get("times", 1)) * len(str(row.get("unit", row.get("value", ""))))


def _term(row: dict[str, str | int]) -> Term:
    times = int(row.get("times", 1))
    if "iri" in row:
        return Term(f"<{row['iri']}{str(row.get('unit', '')) * times}>")
    written = ntriples.literal(str(row["value"]) * times, str(row.get("datatype", "")))
    # Our own terms have tags in lower case; these keep theirs, since a store may mind.
    return Term(f"{written}@{row['language']}") if "language" in row else written
