"""Statements × Statements → SPARQL Update: DELETE DATA, then INSERT DATA, graph by graph, in chunks.

Source: SPARQL 1.1 Update §3.1.1 and §3.1.2. Blank nodes are refused: DELETE DATA has none. Applied to the old dataset
it gives the new one in stores that keep literals as they are written.
"""

from __future__ import annotations

import re
from contextlib import ExitStack
from itertools import chain, groupby, islice
from operator import itemgetter
from typing import TYPE_CHECKING

from itu_kg.diff.merge_join import differing
from itu_kg.diff.rdf_patch import refuse_blank
from itu_kg.diff.statements import terms
from itu_kg.rdf.external_sort import Sorted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itu_kg.diff.statements import Statements

CHUNK = 1_000
"""How many triples one operation holds: stores limit the size of a request."""

# SPARQL undoes \uXXXX before it reads a query (§19.2); rdflib looks neither for a backslash before it, nor where it
# ends if hexadecimal digits follow. So a u that follows a backslash of the data, and an escape, get eight digits.
_ESCAPES = re.compile(r"\\\\([uU])|\\u([0-9A-F]{4})|\\.")


def update(old: Statements, new: Statements, *, chunk: int = CHUNK) -> Iterator[bytes]:
    """Write the update that makes the new dataset of the old one; it says nothing if there is nothing to change.

    Raises:
        UsageError: there are blank nodes.
    """
    refuse_blank(old, new, "SPARQL's DELETE DATA")
    with ExitStack() as closing:
        gone, come = (closing.enter_context(Sorted[tuple[str, str]]()) for _ in range(2))
        for each in differing(old.lines(), new.lines()):
            gone.add(map(_split, each.removed), len(each.removed))
            come.add(map(_split, each.added), len(each.added))
        between = ""
        for verb, changes in (("DELETE DATA", gone), ("INSERT DATA", come)):
            for graph, rows in groupby(chain.from_iterable(changes.blocks()), key=itemgetter(0)):
                while triples := "".join(triple for _, triple in islice(rows, chunk)):
                    inside = f"GRAPH {graph} {{\n{triples}}} " if graph else f"\n{triples}"
                    yield f"{between}{verb} {{ {inside}}}".encode()
                    between = " ;\n"
        if between:
            yield b"\n"


def _split(line: str) -> tuple[str, str]:
    subject, predicate, thing, graph = terms(line)
    return graph, _ESCAPES.sub(_escaped, f"{subject} {predicate} {thing} .\n")


def _escaped(match: re.Match[str]) -> str:
    if match[1]:
        return f"\\\\\\U{ord(match[1]):08X}"
    return f"\\U0000{match[2]}" if match[2] else match[0]
