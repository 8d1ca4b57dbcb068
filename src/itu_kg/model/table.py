"""The answer to a SELECT query: columns and rows of RDF terms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple


class Cell(NamedTuple):
    """One RDF term of an answer (SPARQL 1.1 Query Results JSON Format §3.2.2)."""

    kind: Literal["uri", "literal", "bnode"]
    value: str
    datatype: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Columns by name, rows of cells; an unbound variable is None."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell | None, ...], ...]
