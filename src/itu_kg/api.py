"""A place → Graph → Result: what `itu_kg.open()` gives a notebook or a script.

The same rooms as the command: the same queries, the same checks of values, the same errors, as exceptions of
`itu_kg.errors`. Data is read when it is first asked. Refuses to guess types: a value is what its datatype says it is.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cached_property
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from itu_kg.errors import SourceError, UsageError
from itu_kg.files import write as write_file
from itu_kg.model.assets import Assets, find
from itu_kg.model.table import Cell, Table
from itu_kg.model.vocab import BASE, prefixes
from itu_kg.query import outputs, stored, values
from itu_kg.query.catalogue import Catalogue, catalogue
from itu_kg.query.engine import read
from itu_kg.query.page import fragment
from itu_kg.query.values import Iri, Value

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from itu_kg.model.graph import Term
    from itu_kg.query.engine import Answer, Queryable
    from itu_kg.query.header import StoredQuery

__all__ = ["Chart", "Graph", "Iri", "Queries", "Result", "Value", "open"]

Kind = Literal["bar", "line", "pie", "map", "network", "timeline"]

_TRIPLE = ("subject", "predicate", "object")
_FLOAT_DIGITS = 15


def open(  # noqa: A001  `itu_kg.open()` is what a reader expects
    where: str | Path | None = None,
    *,
    base: str = BASE,
    queries: Sequence[str | Path] = (),
    timeout: float = 30.0,
) -> Graph:
    """Open data to ask it questions.

    Args:
        where: an RDF file, a folder of RDF files, or the URL of a SPARQL endpoint; None for the data of the project
            the program stands in, else what the package carries.
        base: what minted IRIs begin with.
        queries: folders with more stored queries.
        timeout: seconds until an endpoint, or a query that is not ours, is given up.

    Raises:
        SourceError: there is no such file or folder.
        AssetError: a folder of queries is none.
    """
    return Graph(where, base=base, queries=queries, timeout=timeout)


class Graph:
    """Data that answers questions. Made by `itu_kg.open()`."""

    def __init__(self, where: str | Path | None, *, base: str, queries: Sequence[str | Path], timeout: float) -> None:
        self.base = base
        self._assets = find(Path.cwd())
        self._own = catalogue(self._assets.queries)
        self._queries = catalogue(self._assets.queries, *(Path(folder) for folder in queries))
        self._timeout = timeout
        self._url = where if isinstance(where, str) and "://" in where else ""
        self._path = self._assets.graphs if where is None else Path(where)
        if not self._url and not self._path.exists():
            raise SourceError("no such file or folder", where=str(self._path))

    @property
    def where(self) -> str:
        """Where the data is."""
        return self._url or str(self._path)

    @cached_property
    def queries(self) -> Queries:
        """The stored queries, by name."""
        return Queries(self._queries)

    def query(self, name: str, /, **parameters: str | float | Decimal | dt.date) -> Result:
        """Answer a stored query: `graph.query("events-by-goal", goal=9)`.

        Args:
            name: its name; `graph.queries` lists them.
            parameters: the values of its parameters, as text, number or date.

        Raises:
            UsageError: there is no such query, parameter or value; says which there are.
        """
        query = self._queries.get(name)
        given = {key: _text(key, each) for key, each in parameters.items()}
        foreign = self._queries.path(name).parent != self._assets.queries
        answer = stored.run(query, given, self._guarded if foreign else self._data, names=self._own)
        note = ", ".join(f"{key} {text}" for key, text in given.items())
        return Result(answer, outputs.About(query.summary.rstrip("."), note, self.base), self._assets, query.lists)

    def sparql(self, text: str) -> Result:
        """Answer a SPARQL query of your own, read only; the prefixes of the data need no declaration.

        Raises:
            UsageError: it is not SPARQL, would change data, or asks for SERVICE or FROM.
        """
        answer = stored.evaluate(text, self._guarded, spaces=prefixes(self.base), where="SPARQL")
        return Result(answer, outputs.About("Answer to a SPARQL query", base=self.base), self._assets)

    @cached_property
    def _data(self) -> Queryable:
        return self._endpoint if self._url else read([self._path], base=self.base)

    @cached_property
    def _guarded(self) -> Queryable:
        if self._url:
            return self._endpoint
        from itu_kg.query.guard import Guarded, Limits  # noqa: PLC0415  for other people's queries only

        return Guarded((self._path,), self.base, Limits(seconds=self._timeout))

    @cached_property
    def _endpoint(self) -> Queryable:
        from itu_kg.query.endpoint import Endpoint  # noqa: PLC0415  loads SPARQLWrapper

        return Endpoint(self._url, seconds=self._timeout)

    def __repr__(self) -> str:
        return f"<itu_kg.Graph {self.where}>"


class Queries(Mapping[str, "StoredQuery"]):
    """The stored queries by name; shows itself as a list with what each answers."""

    def __init__(self, known: Catalogue) -> None:
        self._known = known

    def __getitem__(self, name: str) -> StoredQuery:
        if name not in self._known.paths:
            raise KeyError(name)
        return self._known.get(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._known.names)

    def __len__(self) -> int:
        return len(self._known.names)

    def __repr__(self) -> str:
        return "\n".join(f"{query.name}({_signature(query)}): {query.summary}" for query in self.values())

    def _repr_html_(self) -> str:
        rows = "".join(
            f'<tr><th scope="row">{escape(query.name)}</th><td>{escape(_signature(query))}</td>'
            f"<td>{escape(query.summary)}</td></tr>"
            for query in self.values()
        )
        head = '<th scope="col">query</th><th scope="col">parameters</th><th scope="col">answers</th>'
        return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


class Result:
    """An answer: rows of Python values under named columns.

    A SELECT's columns are its variables. A CONSTRUCT's or DESCRIBE's are subject, predicate, object. An ASK has one
    column, answer, and one row.
    """

    def __init__(self, answer: Answer, about: outputs.About, assets: Assets, lists: tuple[str, ...] = ()) -> None:
        self._answer = answer
        self._about = about
        self._assets = assets
        self._lists = lists

    @property
    def title(self) -> str:
        """What is answered."""
        return self._about.title

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns."""
        return self._table.columns

    @cached_property
    def rows(self) -> tuple[tuple[Value | None, ...], ...]:
        """The rows: str, Iri, int, Decimal, float, bool, date or datetime; None where there is no value."""
        if isinstance(self._answer, bool):
            return ((self._answer,),)
        return values.rows(self._table)

    def to_records(self) -> list[dict[str, Value | None]]:
        """Give the rows as dictionaries."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def to_pandas(self) -> pd.DataFrame:
        """Give a data frame: numbers, dates and truth values as such, missing where there is no value.

        A column of decimals is float64 if no digit is lost by it, else it holds the decimals themselves.

        Raises:
            UsageError: pandas is not installed.
        """
        try:
            import pandas as pd  # noqa: PLC0415  an extra
        except ModuleNotFoundError as missing:
            raise UsageError("this needs pandas", hint="pip install 'itu-kg[tables]'") from missing
        held = {name: [row[i] for row in self.rows] for i, name in enumerate(self.columns)}
        return pd.DataFrame({name: _series(pd, each) for name, each in held.items()}, columns=list(self.columns))

    def save(self, path: str | Path) -> None:
        """Write the answer to a file, in the format its name ends in.

        .csv, .tsv, .json, .xml, .md, .html, .parquet, .xlsx; for a graph .ttl, .nt, .jsonld.

        Raises:
            UsageError: the name ends in none, or the answer cannot be written so.
        """
        path = Path(path)
        write_file(path, outputs.write(self._answer, outputs.of(path), self._about))

    def chart(self, kind: Kind) -> Chart:
        """Draw the answer; a notebook shows it.

        Raises:
            UsageError: the answer has not got what the chart needs, or matplotlib is not installed.
        """
        chart = Chart(self._table, kind, self._about, self._assets, self._lists)
        chart._repr_svg_()
        return chart

    @cached_property
    def _table(self) -> Table:
        if isinstance(self._answer, Table):
            return self._answer
        if isinstance(self._answer, bool):
            return Table(("answer",), ((Cell("literal", str(self._answer).lower()),),))
        return Table(_TRIPLE, tuple(tuple(_cell(term) for term in triple) for triple in self._answer.triples))

    def __iter__(self) -> Iterator[tuple[Value | None, ...]]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __bool__(self) -> bool:
        return self._answer if isinstance(self._answer, bool) else bool(self.rows)

    def __repr__(self) -> str:
        count = f"{len(self)} row{'' if len(self) == 1 else 's'}"
        return f"<itu_kg.Result {self.title!r}: {count} of {', '.join(self.columns)}>"

    def _repr_html_(self) -> str:
        return fragment(self._table, title=self.title, prefixes=prefixes(self._about.base))


class Chart:
    """A picture of an answer. Made by `Result.chart`."""

    def __init__(self, table: Table, kind: Kind, about: outputs.About, assets: Assets, lists: tuple[str, ...]) -> None:
        self._table = table
        self._kind = kind
        self._about = about
        self._assets = assets
        self._lists = lists

    def save(self, path: str | Path) -> None:
        """Write the picture to a file whose name ends in .svg or .png."""
        path = Path(path)
        form = path.suffix.lower()
        if form not in {".svg", ".png"}:
            raise UsageError("a chart is an .svg or a .png", where=str(path))
        write_file(path, self._draw("png" if form == ".png" else "svg"))

    def _draw(self, form: Literal["svg", "png"]) -> bytes:
        try:
            import itu_kg.query.charts as charts  # noqa: PLC0415, PLR0402  an extra, and heavy
        except ModuleNotFoundError as missing:
            raise UsageError(f"a chart needs {missing.name}", hint="pip install 'itu-kg[charts]'") from missing
        goals = charts.goals(self._assets.schemes / "sdg.ttl")
        return charts.draw(self._table, self._kind, form, about=self._about, goals=goals, lists=self._lists)

    @cached_property
    def svg(self) -> str:
        """The picture as SVG."""
        return self._draw("svg").decode()

    def _repr_svg_(self) -> str:
        return self.svg


def _text(name: str, value: object) -> str:
    match value:
        case bool():
            return str(value).lower()
        case dt.datetime():
            pass
        case dt.date():
            return value.isoformat()
        case str() | int() | float() | Decimal():
            return str(value)
    raise UsageError(f"a value cannot be a {type(value).__name__}", where=name, hint="give text, a number or a date")


def _signature(query: StoredQuery) -> str:
    return ", ".join(each.name if each.required else f"{each.name}=…" for each in query.parameters)


def _cell(term: Term) -> Cell:
    if term.startswith("<"):
        return Cell("uri", term[1:-1])
    if term.startswith("_:"):
        return Cell("bnode", term[2:])
    from itu_kg.rdf.terms import parts  # noqa: PLC0415  for graphs only

    text, datatype, language = parts(term)
    return Cell("literal", text, datatype, language)


def _series(pandas: Any, held: list[Value | None]) -> Any:
    kind = values.kind(held)
    if kind is dt.date:
        return pandas.to_datetime(pandas.Series(held, dtype="object"))
    if kind is Decimal:
        numbers = [Decimal(each) for each in held if isinstance(each, Decimal | int)]
        exact = all(len(number.normalize().as_tuple().digits) <= _FLOAT_DIGITS for number in numbers)
        return pandas.Series([None if v is None else float(v) for v in held] if exact else held)  # type: ignore[arg-type]  # all are numbers, as `kind` says
    if kind is int and any(abs(each) >= 2**63 for each in held if isinstance(each, int)):
        return pandas.Series(held, dtype="object")
    types = {int: "Int64", float: "float64", bool: "boolean"}
    return pandas.Series(held, dtype=types.get(kind))
