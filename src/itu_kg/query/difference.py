"""Two answers to one query → the rows that only one of them has.

Rows are a multiset: their order does not count, how often each comes does. Terms are equal if their spelling is:
`1.10` and `1.1` differ, and what differs in spelling alone is counted. Blank nodes of a table are all alike, since
their labels mean nothing outside it (RDF 1.1 Concepts §3.4); those of a graph are told apart by its canonical form.
Refuses to say that two places hold the same data: only that they answer one question alike.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from itu_kg.model.answer import Answer, Cell, Table
from itu_kg.model.graph import NamedGraph
from itu_kg.query import canonical_values
from itu_kg.query.expectations import canonical
from itu_kg.rdf.cells import as_table

Row = tuple[Cell | None, ...]

_ALIKE = Cell("bnode", "blank")


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two answers have in common and what not.

    `columns` are those of the rows; `first` and `second` the rows that one answer has and the other has not, or not as
    often; `both` counts the others. `spelt` counts the rows of `first` that stand in `second` in another spelling of
    the same values, and `example` is one such pair of cells.
    """

    columns: tuple[str, ...]
    first: tuple[Row, ...]
    second: tuple[Row, ...]
    both: int
    spelt: int = 0
    example: tuple[Cell, Cell] | None = None

    @property
    def same(self) -> bool:
        """Whether nothing differs."""
        return not self.first and not self.second

    def table(self, names: tuple[str, str]) -> Table:
        """The differing rows as a table whose first column says where each is."""
        column = "onlyIn"
        while column in self.columns:
            column += "_"
        sides = zip(names, (self.first, self.second), strict=True)
        rows = tuple((Cell("literal", name), *row) for name, side in sides for row in side)
        return Table((column, *self.columns), rows)


def compare(first: Answer, second: Answer) -> Comparison:
    """Compare two answers to one query. Columns are found by name, wherever they stand."""
    one, two = (as_table(canonical(each) if isinstance(each, NamedGraph) else each) for each in (first, second))
    columns = (*one.columns, *(name for name in two.columns if name not in one.columns))
    graphs = isinstance(first, NamedGraph) and isinstance(second, NamedGraph)
    left, right = (Counter(_rows(each, columns, labels=graphs)) for each in (one, two))
    only_left, only_right = _sorted((left - right).elements()), _sorted((right - left).elements())
    spelt, example = _spelt(only_left, only_right)
    return Comparison(columns, only_left, only_right, (left & right).total(), spelt, example)


def _rows(table: Table, columns: tuple[str, ...], *, labels: bool) -> Iterable[Row]:
    at = [table.columns.index(name) if name in table.columns else None for name in columns]
    for row in table.rows:
        cells = (None if i is None else row[i] for i in at)
        yield tuple(_ALIKE if not labels and cell and cell.kind == "bnode" else cell for cell in cells)


def _sorted(rows: Iterable[Row]) -> tuple[Row, ...]:
    return tuple(sorted(rows, key=lambda row: tuple(cell or ("",) for cell in row)))


def _spelt(first: tuple[Row, ...], second: tuple[Row, ...]) -> tuple[int, tuple[Cell, Cell] | None]:
    """Count the rows that differ in spelling alone; show the first cells that do."""
    waiting: dict[tuple[Hashable, ...], list[Row]] = {}
    for row in second:
        waiting.setdefault(_meant(row), []).append(row)
    count, example = 0, None
    for row in first:
        if alike := waiting.get(_meant(row)):
            other = alike.pop()
            count += 1
            pairs = zip(row, other, strict=True)
            example = example or next(((one, two) for one, two in pairs if one and two and one != two), None)
    return count, example


def _meant(row: Row) -> tuple[Hashable, ...]:
    return tuple(canonical_values.value(cell) for cell in row)
