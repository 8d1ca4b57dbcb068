"""A folder of expected answers × Catalogue × Queryable → what has drifted.

`<query>.csv` holds the rows a person worked out, `<query>--goal-9.csv` those for a parameter's value (further ones
follow after `--`). Rows, columns and their order all count. Refuses to write an expected answer: an answer copied from
the query's own output tests nothing.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from itu_kg.errors import AssetError, UsageError
from itu_kg.files import read_text

if TYPE_CHECKING:
    from pathlib import Path

    from itu_kg.model.table import Table


@dataclass(frozen=True, slots=True)
class Expected:
    """One expected answer: a query's name, its parameters' values, and the lines of its CSV, the columns first."""

    where: str
    query: str
    values: dict[str, str]
    lines: tuple[tuple[str, ...], ...]


def load(folder: Path) -> tuple[Expected, ...]:
    """Read the expected answers of a folder, in the order of their names.

    Raises:
        UsageError: there is no such folder, or none in it.
        AssetError: a file's name or content is not one.
    """
    if not folder.is_dir():
        raise UsageError("no such folder of expected answers", where=str(folder))
    found = tuple(_read(path) for path in sorted(folder.glob("*.csv")))
    if not found:
        raise UsageError("the folder holds no expected answer", where=str(folder), hint="they are named <query>.csv")
    return found


def drift(expected: Expected, actual: Table, *, most: int = 3) -> tuple[str, ...]:
    """Say how an answer differs from the expected one, `most` rows of each kind; nothing if it does not."""
    lines = tuple(tuple(cell.value if cell else "" for cell in row) for row in actual.rows)
    columns, rows = expected.lines[0], expected.lines[1:]
    if actual.columns != columns:
        return (f"columns are {' '.join(actual.columns)}, expected {' '.join(columns)}",)
    if lines == rows:
        return ()
    missing, extra = _without(rows, lines), _without(lines, rows)
    if not missing and not extra:
        return ("the rows come in another order",)
    said = [f"missing: {_line(row)}" for row in missing[:most]] + [
        f"not expected: {_line(row)}" for row in extra[:most]
    ]
    if (more := len(missing) + len(extra) - len(said)) > 0:
        said.append(f"and {more} more")
    return tuple(said)


def _read(path: Path) -> Expected:
    query, *pairs = path.stem.split("--")
    values: dict[str, str] = {}
    for pair in pairs:
        name, _, value = pair.partition("-")
        if not name or not value:
            raise AssetError(
                f"{pair!r} names no parameter and value", where=str(path), hint="write <query>--goal-9.csv"
            )
        values[name] = value
    text = read_text(path, error=AssetError)
    lines = tuple(tuple(line) for line in csv.reader(io.StringIO(text, newline="")) if line)
    if not lines or len({len(line) for line in lines}) != 1:
        odd = next((i for i, line in enumerate(lines, start=1) if len(line) != len(lines[0])), 1)
        raise AssetError("a line has another number of cells than the first", where=f"{path}:{odd}")
    return Expected(str(path), query, values, lines)


def _without(rows: tuple[tuple[str, ...], ...], others: tuple[tuple[str, ...], ...]) -> list[tuple[str, ...]]:
    left = list(others)
    gone: list[tuple[str, ...]] = []
    for row in rows:
        if row in left:
            left.remove(row)
        else:
            gone.append(row)
    return gone


def _line(row: tuple[str, ...]) -> str:
    return " | ".join(row)
