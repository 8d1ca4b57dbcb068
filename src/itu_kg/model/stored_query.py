"""A stored query: a question, its SPARQL text, and the parameters it takes."""

from __future__ import annotations

from dataclasses import dataclass, replace

LIST_SEPARATOR = "; "
"""Between the values of a cell that holds several."""


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable of the text, named without its `?`, that takes a parameter's value as a term of this type."""

    name: str
    type: str
    language: str = ""
    datatype: str = ""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value a query takes, and where it goes: the variable `?_<name>`, or those that grlc would call by this name."""

    name: str
    type: str
    variables: tuple[Variable, ...]
    description: str = ""
    default: str | None = None
    allowed: tuple[str, ...] = ()
    example: str | None = None
    required: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """What a row of an answer is, so that who counts rows or draws them counts things and does not mislead.

    `counts` is the column whose different values are what is counted, `things` what they are called; `by` the column by
    which they are counted, where that is not plain; `measures` the columns of numbers that measure something, and what
    each of them counts; `parts` whether what is counted falls into one category each, so that its shares are parts of
    a whole; `ends` the two columns whose values a row ties to one another; `ties` the columns of those who take part in
    what a row is about, and as what.
    """

    what: str = ""
    counts: str = ""
    things: str = ""
    by: str = ""
    parts: bool = False
    measures: tuple[tuple[str, str], ...] = ()
    ends: tuple[str, ...] = ()
    ties: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class StoredQuery:
    """A question and its SPARQL text; `lists` are the columns whose cells hold several values.

    `wide` are the columns that it gives on request only, and `narrow` is its text without them. `row` says what a row
    of the answer is.

    `endpoint` is the address that a grlc header names, `page` the rows of one of its pages, `transform` whether it asks
    grlc to reshape JSON.
    """

    name: str
    where: str
    text: str
    summary: str
    description: str = ""
    question: str = ""
    tags: tuple[str, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    lists: tuple[str, ...] = ()
    wide: tuple[str, ...] = ()
    narrow: str = ""
    row: Row | None = None
    endpoint: str = ""
    page: int = 0
    transform: bool = False
    federated: bool = False
    """Whether it asks other endpoints: SERVICE (SPARQL 1.1 Federated Query)."""

    @property
    def narrowed(self) -> StoredQuery:
        """The question without its wide columns."""
        return replace(self, text=self.narrow, wide=(), narrow="") if self.wide else self

    @property
    def example_values(self) -> dict[str, str] | None:
        """The examples of the parameters that it needs; None if one of them has none."""
        needed = [each for each in self.parameters if each.required]
        values = {each.name: each.example for each in needed if each.example is not None}
        return values if len(values) == len(needed) else None
