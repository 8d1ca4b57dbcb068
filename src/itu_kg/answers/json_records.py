"""Answer → JSON for programs: rows as an array of objects, a graph as JSON-LD.

Numbers are written with the digits they have, truth values as such, the rest as text; an unbound variable is null. A
column of several values is an array in each row, empty where there is none.
What JSON has no word for (INF, NaN) is text. JSON-LD is one flat list of nodes whose keys are shortened by the prefixes
of `@context`; it says what the triples say, whatever vocabulary they use. The W3C's JSON results are elsewhere.
"""

from __future__ import annotations

import datetime as dt
import json
import math
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from itu_kg.model.answer import Table
from itu_kg.model.column import Column
from itu_kg.model.graph import NamedGraph
from itu_kg.model.vocab import prefixes
from itu_kg.rdf import jsonld_writer
from itu_kg.rdf.cells import Value, rows
from itu_kg.rdf.prefixes import PLAIN, shorten


def records(table: Table, columns: Mapping[str, Column] | None = None) -> str:
    """Write the rows as a JSON array of objects, one on a line, keys in the order of the columns."""
    names = [json.dumps(column, ensure_ascii=False) for column in table.columns]
    lines = [
        "  {" + ", ".join(f"{name}: {_json(value)}" for name, value in zip(names, row, strict=True)) + "}"
        for row in rows(table, columns)
    ]
    return "[\n" + ",\n".join(lines) + "\n]\n" if lines else "[]\n"


def jsonld(graph: NamedGraph, base: str) -> bytes:
    """Write a graph as JSON-LD 1.1 (§9, flattened form), with a context of the prefixes that it uses."""
    spaces, used = prefixes(base), dict[str, str]()

    def short(iri: str) -> str:
        name, _, local = (compact := shorten(iri, spaces)).partition(":")
        if compact == iri or not PLAIN.fullmatch(local):
            return iri
        used[name] = spaces[name]
        return compact

    def compacted(value: Any) -> Any:
        if isinstance(value, list):
            return [compacted(each) for each in value]
        if isinstance(value, str):
            return short(value)
        literal = ("@value", "@language")
        return {key if key[0] == "@" else short(key): v if key in literal else compacted(v) for key, v in value.items()}

    nodes = compacted(json.loads(b"".join(jsonld_writer.expanded([graph]))))
    document = {"@context": dict(sorted(used.items())), "@graph": nodes}
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def _json(value: Value | list[Value] | None) -> str:
    match value:
        case list():
            return f"[{', '.join(map(_json, value))}]"
        case Decimal():
            return format(value, "f")
        case float() if not math.isfinite(value):
            return json.dumps({math.inf: "INF", -math.inf: "-INF"}.get(value, "NaN"))
        case dt.date():
            return json.dumps(value.isoformat())
    return json.dumps(value, ensure_ascii=False)
