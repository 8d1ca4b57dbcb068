"""Answer at the label of a name → the Table that stands there, each other row or column of which describes one thing.

Its labels stand in its first row, or in its first column before several columns of values.
Cells are parted by bars, else by tabs. A row ends with its line; where the first one ends with a bar, with a bar at the
end of one of its lines. Labels before one column of values are no Table: each is a label with its value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from itu_kg.extract.form import labels

if TYPE_CHECKING:
    from itu_kg.extract.excerpt import Excerpt
    from itu_kg.extract.form.labels import Label

CELL = "|"
_ROW_END = re.compile(r"\|[ \t\r\u00a0]*(?=\n|\Z)")
_LINE_END = re.compile(r"(?=\n|\Z)")
_BREAK = re.compile(r"[ \t\r\u00a0]*\n(?:[ \t\r\u00a0]*\n)*")
_RULE = re.compile(r"[\s:=|-]*")
_NOTE = re.compile(r"(?:\s*\([^()]{0,120}\))*[\s:*]*")
_COUNTED = re.compile(r"(?:nos?|nr|s/n|number|#)?[.\s]*", re.IGNORECASE)
"""The label of a column that only counts."""
_LONGEST_ROW = 40_000
_LONGEST_LABEL = 300
_WIDEST = 40
_MOST_LINES = 4
"""What the first cell of a row may hold: paragraphs before a bar somewhere are none."""


@dataclass(frozen=True, slots=True)
class Thing:
    """What a table says of one thing: where, and its fields; none where it has more cells than there are labels."""

    words: Excerpt
    fields: Mapping[str, Excerpt] | None


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its labels, each with its words, its things, the labels that no form has, and where it ends."""

    labels: tuple[tuple[Label, Excerpt], ...]
    things: tuple[Thing, ...]
    foreign: tuple[str, ...]
    end: int


@dataclass(frozen=True, slots=True)
class _Row:
    """A row: its words, its cells and the label that each is, where it ends, what parts it, whether a bar ends it."""

    words: Excerpt
    cells: tuple[Excerpt, ...]
    labels: tuple[Label | None, ...]
    end: int
    mark: str
    closed: bool

    @property
    def first_label(self) -> Label | None:
        """The label that its first cell with words is."""
        return next((label for cell, label in zip(self.cells, self.labels, strict=True) if cell.text), None)


def read(answer: Excerpt, position: int, most: int) -> Table | None:
    """Read the table whose first row holds a position, up to the `most` things of it."""
    before = max(0, position - _LONGEST_ROW)
    begin = answer.text.rfind("\n", before, position) + 1
    if before and not begin:
        return None
    stop = answer.text.find("\n", position, position + _LONGEST_ROW)
    line = answer.text[begin : stop if stop >= 0 else position + _LONGEST_ROW]
    mark = CELL if CELL in line else "\t"
    if mark not in line or line.count(mark) > _WIDEST:
        return None
    first = _row(answer, begin, mark, closed=True) if mark == CELL else None
    if first is None or ("\n" in first.words.text and not all(first.labels)):
        first = _row(answer, begin, mark, closed=False)
    if first is None:
        return None
    sure = _heads(first) and _side_by_side(first)
    head = first if sure else _one_above_another(answer, first) or (first if _heads(first) else None)
    table = _by_row(answer, head, most) if head else None
    return table or _by_column(answer, first, most)


def _by_row(answer: Excerpt, head: _Row, most: int) -> Table | None:
    """Read a table with labels in its first row, or its first two."""
    things: list[Thing] = []
    end = head.end
    for row in _following(answer, head):
        if row.first_label or _heads(row) or len(things) == most:
            break
        end = row.end
        if len(row.cells) == 1 or _RULE.fullmatch(row.words.text):  # a heading, a line, an empty row
            continue
        fits = not any(cell.text for cell in row.cells[len(head.cells) :])
        things.append(Thing(row.words, _fields(answer, head.labels, row.cells, row.end) if fits else None))
    if not things and not _side_by_side(head):
        return None
    named = tuple((label, cell) for label, cell in zip(head.labels, head.cells, strict=True) if label)
    foreign = tuple(
        cell.text
        for cell, label in zip(head.cells, head.labels, strict=True)
        if label is None and not _COUNTED.fullmatch(cell.text)
    )
    empty = Thing(answer.cut(head.words.start - answer.start, end, CELL), _fields(answer, head.labels, (), end))
    return Table(named, tuple(things) or (empty,), foreign, end)


def _by_column(answer: Excerpt, first: _Row, most: int) -> Table | None:
    """Read a table with labels in its first column, if every row of it has as many cells, more than one with a name."""
    place = next((place for place, cell in enumerate(first.cells) if cell.text), 0)
    values = first.cells[place + 1 :]
    heading = first.labels[place]
    if not heading or any(first.labels[place + 1 :]) or sum(1 for cell in values if cell.text) < 2:
        return None
    rows, fields = [first], {heading.field}
    for row in _following(answer, first):
        label = row.labels[place] if len(row.cells) > place else None
        if label is None:
            break
        if label.field in fields or len(row.cells) != len(first.cells):
            return None  # at the first that is so: a page can go on like this for megabytes
        fields.add(label.field)
        rows.append(row)
    if len(rows) < 2:
        return None
    named = tuple((label, row.cells[place]) for row in rows if (label := row.labels[place]))
    end = rows[-1].end
    of_rows = [row.labels[place] for row in rows]
    columns = [[row.cells[column] for row in rows] for column in range(place + 1, len(first.cells))]
    whole, behind = (
        answer.cut(answer.text.rfind("\n", 0, named[0][1].start - answer.start) + 1, end),
        answer.cut(end, end),
    )
    things = [
        Thing(behind if number else whole, _fields(answer, of_rows, column, end))
        for number, column in enumerate(column for column in columns if any(cell.text for cell in column))
    ]
    return Table(named, tuple(things[:most]), (), end)


def _heads(row: _Row) -> bool:
    """Whether a row is one of labels: more of the form's than others, a name's among them, no value behind the last."""
    fields = [label.field for label in row.labels if label]
    foreign = sum(1 for cell, label in zip(row.cells, row.labels, strict=True) if cell.text and not label)
    named = fields.count("name") == 1 and 1 < len({*fields}) == len(fields) > foreign
    return named and (_side_by_side(row) or row.labels[-1] is not None)


def _side_by_side(row: _Row) -> bool:
    return any(left and right for left, right in pairwise(row.labels))


def _one_above_another(answer: Excerpt, first: _Row) -> _Row | None:
    """Two rows as one of labels, where the second has some below what the first leaves open or has in common."""
    below = next(_following(answer, first), None) if len(first.cells) > 2 else None
    if below is None or len(below.cells) > len(first.cells):
        return None
    cells, of_cells = list(first.cells), list(first.labels)
    for place, (cell, label) in enumerate(zip(below.cells, below.labels, strict=True)):
        if cell.text and (label is None or of_cells[place]):
            return None
        if label:
            cells[place], of_cells[place] = cell, label
    words = answer.cut(first.words.start - answer.start, below.end, CELL)
    both = _Row(words, tuple(cells), tuple(of_cells), below.end, first.mark, first.closed)
    return both if _heads(both) else None


def _fields(answer: Excerpt, of: Sequence[Label | None], cells: Sequence[Excerpt], end: int) -> dict[str, Excerpt]:
    """The values of a thing; cells that a row leaves out at its end are empty."""
    padded = (*cells, *(answer.cut(end, end) for _ in range(len(of) - len(cells))))
    return {label.field: cell for label, cell in zip(of, padded, strict=False) if label}


def _following(answer: Excerpt, first: _Row) -> Iterator[_Row]:
    """The rows after one, up to a line that is none; behind a blank line only those that have as many cells."""
    row: _Row | None = first
    while row and (gap := _BREAK.match(answer.text, row.end)):
        row = _row(answer, gap.end(), first.mark, closed=first.closed)
        # A line of nothing but tabs is an empty row, and no blank line.
        blank = any(not line.strip(" \r\u00a0") for line in gap[0].split("\n")[1:-1])
        if row and blank and len(row.cells) != len(first.cells):
            return
        if row:
            yield row


def _row(answer: Excerpt, begin: int, mark: str, *, closed: bool) -> _Row | None:
    """The row that begins where a line does, if there is one."""
    limit = begin + _LONGEST_ROW
    over = (_ROW_END if closed else _LINE_END).search(answer.text, begin, limit)
    if over is None or over.end() == limit:
        return None
    parts = answer.text[begin : over.start()].split(mark)
    lines = parts[0].strip().count("\n")
    if len(parts) > _WIDEST or (len(parts) < 2 and not closed) or lines > _MOST_LINES:
        return None
    cells, at = [], begin
    for part in parts:
        cells.append(answer.cut(at, at + len(part)))
        at += len(part) + len(mark)
    return _Row(answer.cut(begin, over.start()), tuple(cells), tuple(map(_label, cells)), over.end(), mark, closed)


def _label(cell: Excerpt) -> Label | None:
    """The label that a cell is, if it is one and nothing else."""
    text = cell.text.replace("\n", " ")
    label = next(labels.find(text, 0, len(text)), None) if 0 < len(text) <= _LONGEST_LABEL else None
    return label if label and _NOTE.fullmatch(text, label.end) else None
