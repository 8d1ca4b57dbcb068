"""A place → Graph: what `itu_kg.open()` gives a notebook or a script.

The same rooms as the command: the same queries, the same checks of values, the same errors, as Python's exceptions
(`itu_kg.api.exceptions`). Data is read when it is first asked. Refuses to guess types: a value is what its datatype
says it is.
"""

from __future__ import annotations

import datetime as dt
import keyword
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from difflib import get_close_matches
from functools import cached_property, partial
from html import escape
from pathlib import Path

from itu_kg.api.exceptions import NoSuchFile, UnknownQuery, WrongArgument, WrongValue, in_python_words
from itu_kg.api.result import Chart, Result
from itu_kg.errors import UsageError
from itu_kg.model.answer import AnswerHeading, Queryable
from itu_kg.model.assets import Assets, carried, find
from itu_kg.model.stored_query import StoredQuery
from itu_kg.model.vocab import BASE, prefixes
from itu_kg.query import column_meanings, run
from itu_kg.query.catalogue import Catalogue, stored
from itu_kg.query.open import is_url, open_place
from itu_kg.rdf.cells import Iri, Value

__all__ = ["Chart", "Graph", "Iri", "Queries", "Result", "Value", "open"]


def open(  # noqa: A001, PLR0913  `itu_kg.open()` is what a reader expects; one for each thing that may be said
    where: str | Path | None = None,
    *,
    base: str | None = None,
    queries: Sequence[str | Path] = (),
    timeout: float = 30.0,
    ca_file: str | Path | None = None,
    with_drafts: bool = False,
) -> Graph:
    """Open data to ask it questions.

    Args:
        where: an RDF file, a folder of RDF files, a store, or the URL of a SPARQL endpoint; None for the data of the
            project the program stands in, else what the package carries.
        base: what minted IRIs begin with; None for what the project says.
        queries: folders with more stored queries.
        timeout: seconds until an endpoint, or a query that is not ours, is given up.
        ca_file: certificates (PEM) to trust at an endpoint instead of the system's; else those of ITU_KG_CA.
        with_drafts: whether what nobody has confirmed is taken in, from files.

    Who we are to an endpoint comes from ITU_KG_USER and ITU_KG_PASSWORD, ITU_KG_TOKEN, netrc or the keyring.

    Raises:
        FileNotFoundError: there is no such file or folder.
        ValueError: it is no address of an endpoint, or holds a password; the timeout is not more than 0.
        AssetError: a folder of queries is none; certificates or netrc cannot be read.
    """
    assets = find(Path.cwd()) or carried()
    base = base or assets.base_iri or BASE
    known = stored(assets, *(Path(folder) for folder in queries))
    place = str(assets.graphs if where is None else where)
    if not timeout > 0:
        raise WrongValue("the timeout must be more than 0 seconds", where=f"timeout={timeout}")
    certificates = Path(ca_file) if ca_file is not None else None
    opener = partial(open_place, place, base, seconds=timeout, ca_file=certificates, drafts=with_drafts)
    if is_url(place):
        with in_python_words():
            opener(guarded=True)  # an address that is of no use is refused here
    elif not Path(place).exists():
        raise NoSuchFile("no such file or folder", where=place)
    return Graph(place, base, assets, known, opener)


class Graph:
    """Data that answers questions; `where` says where it is. Made by `itu_kg.open()`."""

    def __init__(
        self, where: str, base: str, assets: Assets, known: Catalogue, opener: Callable[..., Queryable]
    ) -> None:
        self.where = where
        self.base = base
        self._assets = assets
        self._queries = known
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
            parameters: the values of its parameters, as text, number or date. One that is a word of Python's has an
                underscore behind it: `from_`.

        Raises:
            KeyError: there is no such query; names the nearest.
            TypeError: it takes no such parameter, or needs one; a value is neither text nor number nor date.
            ValueError: a value is not allowed; says what is.
        """
        query = self.queries[name]
        texts = _values(query, parameters)
        foreign = self._queries.path(name).parent not in self._assets.query_folders
        with in_python_words():
            data = self._guarded if foreign else self._data
            spaces = prefixes(self.base)
            answer = run.run(query, texts, data, queries=stored(self._assets), prefixes=spaces, wide=wide)
        note = ", ".join(f"{key} {text}" for key, text in texts.items())
        folders = [self._queries.path(name).parent] if foreign else self._assets.query_folders
        columns = column_meanings.load(*folders).of(query)
        title = query.summary.rstrip(".")
        heading = AnswerHeading(title, note, self.base, columns, query.row, name=query.name, text=query.text)
        return Result(answer, heading, self._assets, query.lists, self.where)

    def sparql(self, text: str) -> Result:
        """Answer a SPARQL query of your own, read only; the prefixes of the data need no declaration.

        Raises:
            ValueError: it is not SPARQL, would change data, or asks for SERVICE or FROM.
        """
        with in_python_words():
            answer = run.evaluate(text, self._guarded, prefixes=prefixes(self.base), where="SPARQL")
        heading = AnswerHeading("Answer to a SPARQL query", base=self.base, text=text)
        return Result(answer, heading, self._assets, place=self.where)

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
        try:
            return self._known.get(name)
        except UsageError as problem:
            hint = problem.hint.replace("`itu-kg query list`", "graph.queries")
            raise UnknownQuery(problem.what, hint=hint) from None

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


def _values(query: StoredQuery, given: Mapping[str, object]) -> dict[str, str]:
    """The texts of a query's values, by the names that its header has: `from` for `from_`."""
    known = {each.name: each for each in query.parameters}
    values: dict[str, str] = {}
    for key, value in given.items():
        name = key if key in known else key.removesuffix("_")
        if name not in known:
            near = get_close_matches(key, known, n=1)
            takes = f"it takes {', '.join(map(_keyword, known))}" if known else "it takes none"
            hint = f"did you mean {_keyword(near[0])!r}? {takes}" if near else takes
            raise WrongArgument(f"{query.name} takes no parameter {key!r}", hint=hint)
        values[name] = _to_text(key, value)
    for name, parameter in known.items():
        if parameter.required and parameter.default is None and name not in values:
            example = f", for example {_keyword(name)}={parameter.example!r}" if parameter.example else ""
            raise WrongArgument(f"{query.name} needs {_keyword(name)}{example}", hint=parameter.description)
    return values


def _keyword(name: str) -> str:
    """A parameter's name as a keyword argument; `wide` is one of ours."""
    return f"{name}_" if keyword.iskeyword(name) or name == "wide" else name


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
    raise WrongArgument(f"a value cannot be a {type(value).__name__}", where=name, hint="give text, a number or a date")


def _signature(query: StoredQuery) -> str:
    taken = [_keyword(each.name) + ("" if each.required else "=…") for each in query.parameters]
    return ", ".join([*taken, *(["wide=…"] if query.wide else [])])
