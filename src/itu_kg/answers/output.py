"""Answer × name of a format → bytes: the formats of `formats`, and those that need a library, a title or prefixes.

Names what each kind of answer can be written as, and which formats are no text. Refuses a format that would say less
than the answer says: rows of a graph, a sheet of a yes or no.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from itu_kg.answers import w3c_results
from itu_kg.errors import UsageError
from itu_kg.model.graph import NamedGraph
from itu_kg.model.table import Table
from itu_kg.model.vocab import prefixes

if TYPE_CHECKING:
    from pathlib import PurePath

    from itu_kg.model.queryable import Answer, AnswerHeading

SUFFIXES = {
    ".csv": "csv", ".tsv": "tsv", ".json": "json", ".srj": "json", ".xml": "xml", ".srx": "xml", ".md": "markdown",
    ".html": "html", ".parquet": "parquet", ".xlsx": "xlsx", ".ttl": "turtle", ".nt": "ntriples", ".jsonld": "jsonld",
    ".txt": "table",
}  # fmt: skip
"""The format that a file's name asks for."""

BINARY = frozenset({"parquet", "xlsx"})
"""Formats that are no text: written to a file only."""


def write(answer: Answer, form: str, about: AnswerHeading) -> bytes:
    """Write an answer in one of `names(answer)`.

    Raises:
        UsageError: the answer cannot be written so, or a library is missing.
    """
    if isinstance(answer, Table) and form in {"records", "html", *BINARY}:
        return _table(answer, form, about)
    if isinstance(answer, NamedGraph) and form == "jsonld":
        from itu_kg.answers.json_records import jsonld  # noqa: PLC0415  a table is written without the RDF rooms

        return jsonld(answer, about.base).encode()
    if form in w3c_results.formats(answer):
        return w3c_results.write(answer, form)
    raise UsageError(
        f"this answer cannot be written as {form}", where="--format", hint=f"use {', '.join(names(answer))}"
    )


def names(answer: Answer) -> tuple[str, ...]:
    """Name the formats an answer can be written in."""
    more = {Table: ("records", "html", "parquet", "xlsx"), NamedGraph: ("jsonld",)}
    return (*w3c_results.formats(answer), *more.get(type(answer), ()))


def of(path: PurePath) -> str:
    """Tell the format that a file's name asks for.

    Raises:
        UsageError: it asks for none.
    """
    form = SUFFIXES.get(path.suffix.lower())
    if form is None:
        raise UsageError(
            "the name does not say the format", where=str(path), hint=f"use --format, or end it {', '.join(SUFFIXES)}"
        )
    return form


def _table(table: Table, form: str, about: AnswerHeading) -> bytes:
    try:
        match form:
            case "records":
                from itu_kg.answers.json_records import records  # noqa: PLC0415  each format loads what it needs

                return records(table).encode()
            case "html":
                from itu_kg.answers.html_table import html  # noqa: PLC0415  likewise

                return html(table, title=about.title, note=about.note, prefixes=prefixes(about.base)).encode()
            case "parquet":
                from itu_kg.answers.parquet import parquet  # noqa: PLC0415  likewise, and an extra

                return parquet(table, title=about.title)
            case _:
                from itu_kg.answers.xlsx import xlsx  # noqa: PLC0415  likewise, and an extra

                return xlsx(table, title=about.title)
    except ModuleNotFoundError as missing:
        raise UsageError(f"{form} needs {missing.name}", hint="pip install 'itu-kg[tables]'") from missing
