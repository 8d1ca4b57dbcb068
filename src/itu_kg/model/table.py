"""The answer to a SELECT query: columns and rows of RDF terms; its CSV, which answers and releases write alike."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, NamedTuple

_CSV_SPECIAL = re.compile(r'[",\r\n]')


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


def csv(table: Table) -> str:
    """SPARQL 1.1 Query Results CSV §3: values without their types, CR LF at the end of each line."""
    lines = [table.columns, *([plain(cell) for cell in row] for row in table.rows)]
    return "".join(",".join(map(_quoted, line)) + "\r\n" for line in lines)


def plain(cell: Cell | None) -> str:
    """What a cell holds, as text without its type; nothing where it is unbound."""
    if cell is None:
        return ""
    return f"_:{cell.value}" if cell.kind == "bnode" else cell.value


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if _CSV_SPECIAL.search(text) else text
