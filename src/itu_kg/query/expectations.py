"""A folder of expected answers × Catalogue × Queryable → what has drifted.

`<query>.csv` holds the rows a person worked out, `<query>.txt` a yes or no (`true`, `false`), `<query>.ttl` a graph;
`<query>--goal-9.csv` those for a parameter's value (further ones follow after `--`; what a file's name cannot hold is
percent-encoded), `<query>--wide.csv` those with the wide columns. Rows, columns and their order all count. Refuses to
write an expected answer: an answer copied from the query's own output tests nothing.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from itu_kg.errors import AssetError, UsageError
from itu_kg.files import read_bytes, read_text
from itu_kg.model.answer import Answer, Table
from itu_kg.model.formats import Format
from itu_kg.model.graph import NamedGraph

Lines = tuple[tuple[str, ...], ...]
"""The lines of a CSV, the columns first."""

_SHOWN = 3
"""Missing rows and unexpected ones that a difference names."""


@dataclass(frozen=True, slots=True)
class Expected:
    """One expected answer: a query's name, its parameters' values, its rows, yes or no, or graph, and if it is wide."""

    where: str
    query: str
    values: dict[str, str]
    answer: Lines | bool | NamedGraph
    wide: bool = False


def load(folder: Path, names: Collection[str]) -> tuple[Expected, ...]:
    """Read the expected answers of a folder, in the order of their names.

    Args:
        folder: where they are.
        names: the queries there are. A text or a graph that is named for none of them is something else.

    Raises:
        UsageError: there is no such folder, or none in it.
        AssetError: a file's name or content is not one.
    """
    if not folder.is_dir():
        raise UsageError("no such folder of expected answers", where=str(folder))
    expected = tuple(
        _read(path)
        for path in sorted(folder.iterdir())
        if path.suffix == ".csv" or (path.suffix in {".txt", ".ttl", ".nt"} and path.stem.split("--")[0] in names)
    )
    if not expected:
        raise UsageError("the folder holds no expected answer", where=str(folder), hint="they are named <query>.csv")
    return expected


def describe_drift(expected: Expected, actual: Answer) -> tuple[str, ...]:
    """How an answer differs from the expected one, some rows of each kind; nothing if it does not."""
    match expected.answer, actual:
        case tuple() as lines, Table():
            return _rows(lines, actual)
        case bool() as yes, bool():
            return () if yes == actual else (f"it is {str(actual).lower()}, expected {str(yes).lower()}",)
        case NamedGraph() as graph, NamedGraph():
            return _differences(graph.triples, canonical(actual).triples)
    return (f"the answer is {_kind(actual)}, expected {_kind(expected.answer)}",)


def _rows(expected: Lines, actual: Table) -> tuple[str, ...]:
    lines = tuple(tuple(cell.value if cell else "" for cell in row) for row in actual.rows)
    columns, rows = expected[0], expected[1:]
    if actual.columns != columns:
        return (f"columns are {' '.join(actual.columns)}, expected {' '.join(columns)}",)
    if lines == rows:
        return ()
    return _differences(rows, lines) or ("the rows come in another order",)


def _differences(expected: Lines, actual: Lines) -> tuple[str, ...]:
    missing, extra = (list((Counter(a) - Counter(b)).elements()) for a, b in ((expected, actual), (actual, expected)))
    lines = [f"missing: {' | '.join(row)}" for row in missing[:_SHOWN]]
    lines += [f"not expected: {' | '.join(row)}" for row in extra[:_SHOWN]]
    if (more := len(missing) + len(extra) - len(lines)) > 0:
        lines.append(f"and {more} more")
    return tuple(lines)


def _read(path: Path) -> Expected:
    query, *pairs = path.stem.split("--")
    values: dict[str, str] = {}
    wide = "wide" in pairs
    for pair in pairs:
        if pair == "wide":
            continue
        name, _, value = pair.partition("-")
        if not name or not value:
            raise AssetError(
                f"{pair!r} names no parameter and value", where=str(path), hint="write <query>--goal-9.csv"
            )
        values[name] = unquote(value)
    return Expected(str(path), query, values, _answer(path), wide)


def _answer(path: Path) -> Lines | bool | NamedGraph:
    if path.suffix == ".csv":
        return _lines(path)
    if path.suffix == ".txt":
        word = read_text(path, error=AssetError).strip()
        if word not in {"true", "false"}:
            raise AssetError("the answer is neither true nor false", where=str(path))
        return word == "true"
    return _parsed(read_bytes(path, error=AssetError), Format.of(path) or Format.TURTLE, str(path))


def _lines(path: Path) -> Lines:
    text = read_text(path, error=AssetError)
    lines = tuple(tuple(line) for line in csv.reader(io.StringIO(text, newline="")) if line)
    if not lines or len({len(line) for line in lines}) != 1:
        odd = next((i for i, line in enumerate(lines, start=1) if len(line) != len(lines[0])), 1)
        raise AssetError("a line has another number of cells than the first", where=f"{path}:{odd}")
    return lines


def _parsed(data: bytes, form: Format, where: str) -> NamedGraph:
    """Read a graph; its blank nodes get the labels of its canonical form, so that equal graphs are equal."""
    from itu_kg.rdf import parse  # noqa: PLC0415  for graphs only

    graphs = parse(data, form, where=where)
    return graphs[0] if graphs else NamedGraph("", ())


def canonical(graph: NamedGraph) -> NamedGraph:
    """The graph, its blank nodes labelled as in its canonical form."""
    lines = "".join(f"{s} {p} {o} .\n" for s, p, o in graph.triples)
    return _parsed(lines.encode(), Format.NTRIPLES, "the answer")


def _kind(answer: Answer | Lines) -> str:
    if isinstance(answer, bool):
        return "a yes or no"
    return "a graph" if isinstance(answer, NamedGraph) else "a table"
