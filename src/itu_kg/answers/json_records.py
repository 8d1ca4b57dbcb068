"""Answer → JSON for programs: rows as an array of objects, a graph as JSON-LD.

Numbers are written with the digits they have, truth values as such, the rest as text; an unbound variable is null.
What JSON has no word for (INF, NaN) is text. JSON-LD is one flat list of nodes whose keys are shortened by the prefixes
of `@context`; it says what the triples say, whatever vocabulary they use. The W3C's JSON results are `formats`'.
"""

from __future__ import annotations

import datetime as dt
import json
import math
import re
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING, Any

from itu_kg.model.vocab import prefixes
from itu_kg.rdf.cells import rows
from itu_kg.rdf.ntriples import RDF_TYPE, parts

if TYPE_CHECKING:
    from itu_kg.model.graph import NamedGraph, Term
    from itu_kg.model.table import Table
    from itu_kg.rdf.cells import Value

_LOCAL = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")


def records(table: Table) -> str:
    """Write the rows as a JSON array of objects, one on a line, keys in the order of the columns."""
    names = [json.dumps(column, ensure_ascii=False) for column in table.columns]
    lines = [
        "  {" + ", ".join(f"{name}: {_json(value)}" for name, value in zip(names, row, strict=True)) + "}"
        for row in rows(table)
    ]
    return "[\n" + ",\n".join(lines) + "\n]\n" if lines else "[]\n"


def jsonld(graph: NamedGraph, base: str) -> str:
    """Write a graph as JSON-LD 1.1 (§9, flattened form): one node for each subject."""
    known = prefixes(base)
    used: set[str] = set()

    def short(iri: str) -> str:
        fitting = [(len(space), name) for name, space in known.items() if iri.startswith(space)]
        if fitting:
            length, name = max(fitting)
            if _LOCAL.fullmatch(iri[length:]):
                used.add(name)
                return f"{name}:{iri[length:]}"
        return iri

    nodes: list[dict[str, Any]] = []
    for subject, triples in groupby(graph.triples, key=lambda triple: triple[0]):
        node: dict[str, Any] = {"@id": short(_name(subject))}
        for predicate, several in groupby(triples, key=lambda triple: triple[1]):
            objects = [each for _, _, each in several]
            types = predicate == RDF_TYPE and not any(each.startswith('"') for each in objects)
            key = "@type" if types else short(_name(predicate))
            node[key] = [short(_name(each)) if types else _object(each, short) for each in objects]
        nodes.append(node)
    document = {"@context": {name: known[name] for name in sorted(used)}, "@graph": nodes}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _json(value: Value | None) -> str:
    match value:
        case Decimal():
            return format(value, "f")
        case float() if not math.isfinite(value):
            return json.dumps({math.inf: "INF", -math.inf: "-INF"}.get(value, "NaN"))
        case dt.date():
            return json.dumps(value.isoformat())
    return json.dumps(value, ensure_ascii=False)


def _name(term: Term) -> str:
    return term[1:-1] if term.startswith("<") else term


def _object(term: Term, short: Any) -> dict[str, str]:
    if not term.startswith('"'):
        return {"@id": short(_name(term))}
    text, datatype, language = parts(term)
    if language:
        return {"@value": text, "@language": language}
    return {"@value": text, "@type": short(datatype)} if datatype else {"@value": text}
