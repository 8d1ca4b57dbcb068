"""A place → Graph: what `itu_kg.open()` gives a notebook or a script.

The same rooms as the command: the same queries, the same checks of values, the same errors, as exceptions of
`itu_kg.errors`. Data is read when it is first asked. Refuses to guess types: a value is what its datatype says it is.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property, partial
from html import escape
from pathlib import Path

from itu_kg.api.result import Chart, Result
from itu_kg.errors import SourceError, UsageError
from itu_kg.model.answer import AnswerHeading, Queryable
from itu_kg.model.assets import Assets, find
from itu_kg.model.stored_query import StoredQuery
from itu_kg.model.vocab import BASE, prefixes
from itu_kg.query import run
from itu_kg.query.catalogue import Catalogue, catalogue
from itu_kg.query.open import is_url, open_place
from itu_kg.rdf.cells import Iri, Value

__all__ = ["Chart", "Graph", "Iri", "Queries", "Result", "Value", "open"]


def open(  # noqa: A001, PLR0913  `itu_kg.open()` is what a reader expects; one for each thing that may be said
    where: str | Path | None = None,
    *,
    base: str = BASE,
    queries: Sequence[str | Path] = (),
    timeout: float = 30.0,
    ca_file: str | Path | None = None,
    with_drafts: bool = False,
) -> Graph:
    """Open data to ask it questions.

    Args:
        where: an RDF file, a folder of RDF files, a store, or the URL of a SPARQL endpoint; None for the data of the
            project the program stands in, else what the package carries.
        base: what minted IRIs begin with.
        queries: folders with more stored queries.
        timeout: seconds until an endpoint, or a query that is not ours, is given up.
        ca_file: certificates (PEM) to trust at an endpoint instead of the system's; else those of ITU_KG_CA.
        with_drafts: whether what nobody has confirmed is taken in, from files.

    Who we are to an endpoint comes from ITU_KG_USER and ITU_KG_PASSWORD, ITU_KG_TOKEN, netrc or the keyring.

    Raises:
        SourceError: there is no such file or folder.
        UsageError: it is no address of an endpoint, or holds a password; the timeout is not more than 0.
        AssetError: a folder of queries is none; certificates or netrc cannot be read.
    """
    assets = find(Path.cwd())
    stored = catalogue(assets.queries, *(Path(folder) for folder in queries))
    place = str(assets.graphs if where is None else where)
    if not timeout > 0:
        raise UsageError("the timeout must be more than 0 seconds", where=f"timeout={timeout}")
    certificates = Path(ca_file) if ca_file is not None else None
    opener = partial(open_place, place, base, seconds=timeout, ca_file=certificates, drafts=with_drafts)
    if is_url(place):
        opener(guarded=True)  # an address that is of no use is refused here
    elif not Path(place).exists():
        raise SourceError("no such file or folder", where=place)
    return Graph(place, base, assets, stored, opener)


class Graph:
    """Data that answers questions; `where` says where it is. Made by `itu_kg.open()`."""

    def __init__(
        self, where: str, base: str, assets: Assets, stored: Catalogue, opener: Callable[..., Queryable]
    ) -> None:
        self.where = where
        self.base = base
        self._assets = assets
        self._queries = stored
        self._open = opener

    @cached_property
    def queries(self) -> Queries:
        """The stored queries, by name."""
        return Queries(self._queries)

    def query(self, name: str, /, *, wide: bool = False, **parameters: str | float | Decimal | dt.date) -> Result:
        """Answer a stored query: `graph.query("events-by-goal", goal=9)`.

        Args:
            name: its name; `graph.queries` lists them.
            wide: whether its wide columns are wanted too.
            parameters: the values of its parameters, as text, number or date.

        Raises:
            UsageError: there is no such query, parameter or value; says which there are.
        """
        query = self._queries.get(name)
        texts = {key: _to_text(key, each) for key, each in parameters.items()}
        foreign = self._queries.path(name).parent != self._assets.queries
        answer = run.run(
            query, texts, self._guarded if foreign else self._data, queries=catalogue(self._assets.queries), wide=wide
        )
        note = ", ".join(f"{key} {text}" for key, text in texts.items())
        return Result(answer, AnswerHeading(query.summary.rstrip("."), note, self.base), self._assets, query.lists)

    def sparql(self, text: str) -> Result:
        """Answer a SPARQL query of your own, read only; the prefixes of the data need no declaration.

        Raises:
            UsageError: it is not SPARQL, would change data, or asks for SERVICE or FROM.
        """
        answer = run.evaluate(text, self._guarded, prefixes=prefixes(self.base), where="SPARQL")
        return Result(answer, AnswerHeading("Answer to a SPARQL query", base=self.base), self._assets)

    @cached_property
    def _data(self) -> Queryable:
        return self._open(rewrite=True)

    @cached_property
    def _guarded(self) -> Queryable:
        return self._open(guarded=True)

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


def _to_text(name: str, value: object) -> str:
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
    taken = [each.name if each.required else f"{each.name}=…" for each in query.parameters]
    return ", ".join([*taken, *(["wide=…"] if query.wide else [])])
