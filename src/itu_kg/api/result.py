"""Answer → Result: rows of Python values, a data frame, a file, a picture.

Refuses to guess: a value is what its datatype says it is, and a number that a data frame would round is not rounded.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from itu_kg import charts
from itu_kg.answers import answer_formats
from itu_kg.answers.html_table import fragment
from itu_kg.api.exceptions import NotInstalled, WrongValue, in_python_words
from itu_kg.files import write as write_file
from itu_kg.model.answer import Answer, AnswerHeading, Table
from itu_kg.model.vocab import prefixes
from itu_kg.rdf import cells
from itu_kg.rdf.cells import Value, as_table

if TYPE_CHECKING:
    import pandas as pd

    from itu_kg.model.assets import Assets

Row = tuple[Value | list[Value] | None, ...]
"""A row of an answer."""
_FLOAT_DIGITS = 15


class Result:
    """An answer: rows of Python values under named columns.

    A SELECT's columns are its variables. A CONSTRUCT's or DESCRIBE's are subject, predicate, object. An ASK has one
    column, answer, and one row.
    """

    def __init__(
        self,
        answer: Answer,
        heading: AnswerHeading,
        assets: Assets,
        lists: tuple[str, ...] = (),
        place: str | None = None,
    ) -> None:
        self._answer = answer
        self._heading = heading
        self._assets = assets
        self._lists = lists
        self._place = place

    @property
    def title(self) -> str:
        """What is answered."""
        return self._heading.title

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns."""
        return self._table.columns

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The rows: str, Iri, int, Decimal, float, bool, date or datetime; None where there is no value.

        A column of several values, as its query's header says, has a list in each row, empty where there is none.
        """
        if isinstance(self._answer, bool):
            return ((self._answer,),)
        return cells.rows(self._table, self._heading.columns)

    def to_records(self) -> list[dict[str, Value | list[Value] | None]]:
        """The rows as dictionaries."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def to_pandas(self) -> pd.DataFrame:
        """A data frame: numbers, dates and truth values as such, missing where there is no value.

        A column of decimals is float64 if no digit is lost by it, else it holds the decimals themselves. A column of
        several values holds lists: `frame.explode("goals")` has a row for each.

        Raises:
            ImportError: pandas is not installed.
        """
        try:
            import pandas as pd  # noqa: PLC0415  an extra
        except ModuleNotFoundError as missing:
            raise NotInstalled("this needs pandas", hint="pip install 'itu-kg[tables]'") from missing
        held = {name: [row[i] for row in self.rows] for i, name in enumerate(self.columns)}
        return pd.DataFrame({name: _series(pd, each) for name, each in held.items()}, columns=list(self.columns))

    def save(self, path: str | Path) -> None:
        """Write the answer to a file, in the format its name ends in.

        .csv, .tsv, .json, .xml, .md, .html, .parquet, .xlsx; for a graph .ttl, .nt, .jsonld.

        Raises:
            ValueError: the name ends in none, or the answer cannot be written so.
            ImportError: a library that it takes is not installed.
        """
        path = Path(path)
        with in_python_words():
            form, heading = answer_formats.format_of(path), self._heading
            if form == "xlsx":
                from itu_kg.description.credit import credit  # noqa: PLC0415  pydantic loads for these only

                heading = heading._replace(source=credit(self._assets, self._place))
            written = answer_formats.write(self._answer, form, heading)
        write_file(path, written)

    def chart(self, kind: charts.Kind, *, size: str | None = None, language: str = "en") -> Chart:
        """Draw the answer; a notebook shows it.

        Args:
            kind: of chart.
            size: of the picture, `16x9cm`; without it, what suits it.
            language: of the goals' names.

        Raises:
            ValueError: the answer has not got what the chart needs.
            ImportError: matplotlib is not installed.
        """
        if not isinstance(self._answer, Table):
            raise WrongValue("only a table can be drawn", hint="ask with SELECT")
        from itu_kg.description.credit import credit  # noqa: PLC0415  pydantic loads for a picture only

        names = charts.Names(self._assets.goals, self._assets.registries, language)
        with in_python_words():
            heading = self._heading._replace(source=credit(self._assets, self._place))
            measured = charts.parse_size(size) if size else None
            draw = partial(
                charts.draw, self._table, kind, heading=heading, names=names, lists=self._lists, size=measured
            )
            return Chart(draw, draw("svg"))

    @cached_property
    def _table(self) -> Table:
        return as_table(self._answer)

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __bool__(self) -> bool:
        return self._answer if isinstance(self._answer, bool) else bool(self.rows)

    def __repr__(self) -> str:
        count = f"{len(self)} row{'' if len(self) == 1 else 's'}"
        return f"<itu_kg.Result {self.title!r}: {count} of {', '.join(self.columns)}>"

    def _repr_html_(self) -> str:
        return fragment(self._table, title=self.title, prefixes=prefixes(self._heading.base))


class Chart:
    """A picture of an answer: `svg` its text, `left_out` what it does not show. Made by `Result.chart`."""

    def __init__(self, draw: Callable[[charts.Form], charts.Picture], drawn: charts.Picture) -> None:
        self._draw = draw
        self.svg = drawn.data.decode()
        self.left_out = drawn.left_out

    def save(self, path: str | Path) -> None:
        """Write the picture to a file whose name ends in .svg, .pdf or .png."""
        path = Path(path)
        form = charts.FORMS.get(path.suffix.lower())
        if form is None:
            raise WrongValue("a chart is an .svg, a .pdf or a .png", where=str(path))
        write_file(path, self.svg.encode() if form == "svg" else self._draw(form).data)

    def __repr__(self) -> str:
        return "<itu_kg.Chart>"

    def _repr_svg_(self) -> str:
        return self.svg


def _series(pandas: Any, held: list[Any]) -> Any:
    kind = cells.kind(held)
    if kind is dt.date:
        return pandas.to_datetime(pandas.Series(held, dtype="object"))
    if kind is Decimal:
        numbers = [Decimal(each) for each in held if isinstance(each, Decimal | int)]
        exact = all(len(number.normalize().as_tuple().digits) <= _FLOAT_DIGITS for number in numbers)
        return pandas.Series([None if v is None else float(v) for v in held] if exact else held)
    if kind is int and any(abs(each) >= 2**63 for each in held if isinstance(each, int)):
        return pandas.Series(held, dtype="object")
    types = {int: "Int64", float: "float64", bool: "boolean"}
    return pandas.Series(held, dtype=types.get(kind))
