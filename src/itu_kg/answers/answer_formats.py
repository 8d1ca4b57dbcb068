"""Answer × name of a format → bytes.

Names what each kind of answer can be written as, and which formats are no text. Refuses a format that would say less
than the answer says: rows of a graph, a sheet of a yes or no. The table for a terminal is `terminal`'s.
"""

from __future__ import annotations

from pathlib import PurePath

from itu_kg.errors import UsageError
from itu_kg.model.answer import Answer, AnswerHeading, Table
from itu_kg.model.formats import Format
from itu_kg.model.graph import Dataset, NamedGraph
from itu_kg.model.vocab import prefixes

BOOLEANS = ("csv", "tsv", "json", "xml", "markdown")
"""Formats of an ASK's answer, those that a SELECT's has too."""
TABLES = (*BOOLEANS, "records", "html", "parquet", "xlsx")
GRAPHS = ("turtle", "ntriples", "jsonld")
"""Formats of a CONSTRUCT's or DESCRIBE's answer."""
BINARY = frozenset({"parquet", "xlsx"})
"""Formats that are no text: written to a file only."""
SUFFIXES = {
    ".csv": "csv", ".tsv": "tsv", ".json": "json", ".srj": "json", ".xml": "xml", ".srx": "xml", ".md": "markdown",
    ".html": "html", ".parquet": "parquet", ".xlsx": "xlsx", ".ttl": "turtle", ".nt": "ntriples", ".jsonld": "jsonld",
    ".txt": "table",
}  # fmt: skip
"""The format that a file's name asks for."""


def write(answer: Answer, form: str, heading: AnswerHeading = AnswerHeading()) -> bytes:  # noqa: B008  a frozen value
    """Write an answer.

    Raises:
        UsageError: the answer cannot be written so, or a library is missing.
    """
    known = TABLES if isinstance(answer, Table) else GRAPHS if isinstance(answer, NamedGraph) else BOOLEANS
    if form not in known:
        what = f"this answer cannot be written as {form}"
        raise UsageError(what, where="--format", hint=f"use {', '.join(known)}")
    if isinstance(answer, NamedGraph):
        return _write_graph(answer, form, heading)
    if isinstance(answer, bool) or form in BOOLEANS:
        from itu_kg.answers import w3c_results  # noqa: PLC0415  each format loads what it needs

        text = w3c_results.boolean(form, value=answer) if isinstance(answer, bool) else w3c_results.TABLES[form](answer)
        return text.encode()
    try:
        return _write_table(answer, form, heading)
    except ModuleNotFoundError as missing:
        raise UsageError(f"{form} needs {missing.name}", hint="pip install 'itu-kg[tables]'") from missing


def format_of(path: PurePath) -> str:
    """The format that a file's name asks for.

    Raises:
        UsageError: it asks for none.
    """
    form = SUFFIXES.get(path.suffix.lower())
    if form is None:
        hint = f"use --format, or end it {', '.join(SUFFIXES)}"
        raise UsageError("the name does not say the format", where=str(path), hint=hint)
    return form


def _write_graph(graph: NamedGraph, form: str, heading: AnswerHeading) -> bytes:
    if form == "jsonld":
        from itu_kg.answers.json_records import jsonld  # noqa: PLC0415  likewise

        return jsonld(graph, heading.base)
    from itu_kg import rdf  # noqa: PLC0415  likewise

    return rdf.write(Dataset((graph,)), Format(form))


def _write_table(table: Table, form: str, heading: AnswerHeading) -> bytes:
    match form:
        case "records":
            from itu_kg.answers.json_records import records  # noqa: PLC0415  likewise

            return records(table, heading.columns).encode()
        case "html":
            from itu_kg.answers.html_table import html  # noqa: PLC0415  likewise

            return html(table, heading, prefixes=prefixes(heading.base)).encode()
        case "parquet":
            from itu_kg.answers.parquet import parquet  # noqa: PLC0415  likewise, and an extra

            return parquet(table, title=heading.title, columns=heading.columns)
        case _:
            from itu_kg.answers.xlsx import xlsx  # noqa: PLC0415  likewise, and an extra

            return xlsx(table, heading)
