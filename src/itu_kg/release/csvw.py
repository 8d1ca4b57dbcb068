"""Answers to the listing queries → CSV, and what their columns mean.

Sources: Model for Tabular Data and Metadata on the Web §5 and Metadata Vocabulary for Tabular Data §5 (CSVW);
SPARQL 1.1 Query Results CSV §3 for the cells. It asks no query and changes no value.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from itu_kg.errors import AssetError
from itu_kg.model.answer import Table, csv
from itu_kg.model.column import Column, Columns
from itu_kg.model.edition import Artefact
from itu_kg.model.vocab import VOCABULARIES
from itu_kg.rdf.prefixes import expand

FOLDER = "tables"
SEPARATOR = "; "
METADATA = f"{FOLDER}/csv-metadata.json"
"""The name that CSVW §5 of the tabular data model looks for beside a table."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A query's answer: its name, what it lists, the columns whose cells hold several values."""

    name: str
    title: str
    lists: tuple[str, ...]
    table: Table


def artefacts(listings: Sequence[Listing], meanings: dict[str, Columns]) -> Iterator[Artefact]:
    """Each listing as CSV, and one CSV on the Web description of them all.

    Raises:
        AssetError: a query's columns are not those that are described.
    """
    tables = [_described(listing, meanings[listing.name]) for listing in listings]
    for listing in listings:
        yield Artefact(f"{FOLDER}/{listing.name}.csv", "text/csv", (csv(listing.table).encode(),))
    metadata = {"@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}], "dialect": _DIALECT, "tables": tables}
    text = json.dumps(metadata, ensure_ascii=False, indent=2) + "\n"
    yield Artefact(METADATA, "application/csvm+json", (text.encode(),))


_DIALECT = {"encoding": "utf-8", "lineTerminators": ["\r\n"], "header": True, "delimiter": ",", "quoteChar": '"'}


def _described(listing: Listing, meaning: Columns) -> dict[str, Any]:
    if tuple(meaning.columns) != listing.table.columns:
        shown = ", ".join(listing.table.columns)
        raise AssetError(f"the query's columns are {shown}", where=f"columns.yaml: {listing.name}", hint="list them so")
    columns = [_column(name, column, listing, meaning.about) for name, column in meaning.columns.items()]
    about = {"aboutUrl": f"{{+{meaning.about}}}"} if meaning.about else {}
    return {"url": f"{listing.name}.csv", "dc:title": listing.title, "tableSchema": {**about, "columns": columns}}


def _column(name: str, column: Column, listing: Listing, about: str | None) -> dict[str, Any]:
    metadata: dict[str, Any] = {"name": name, "titles": name, "datatype": column.datatype}
    if name in listing.lists:
        metadata["separator"] = SEPARATOR
    if column.property:
        metadata["propertyUrl"] = expand(column.property, VOCABULARIES)
    elif about is not None:
        metadata["suppressOutput"] = True
    if name == about:
        metadata["required"] = True
    return metadata
