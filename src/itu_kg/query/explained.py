"""The guarded child's program for explanations: a query → its form and its algebra (SPARQL 1.1 §18).

As rdflib reads it: what the query asks for, not how an engine goes about it. Engines reorder, and pyoxigraph does not
tell its plan.
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from pyparsing import ParseBaseException
from rdflib.paths import Path
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import Identifier, URIRef, Variable

from itu_kg.query.sandbox_worker import MALFORMED, REFUSED, confine

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_QUIET = {"_vars", "PV", "lazy", "datasetClause"}
_PARTS = {"p", "p1", "triples"}
# CompValue.get would look the value up once more, as a variable: hence dict.get.


def main() -> int:
    """Do the job; the exit code says what happened, standard error why."""
    job = json.load(sys.stdin)
    prepareQuery("ASK { ?s ?p 1 FILTER(?s = 1) }")  # loads what it needs while files may be opened
    confine(memory=job["memory"], seconds=job["seconds"])
    try:
        algebra = prepareQuery(job["query"]).algebra
        lines = [_title(algebra), *(_tree(algebra.p, 1, job["spaces"]) if algebra.p else ())]
    except ParseBaseException as problem:
        sys.stderr.write(f"error at {problem.lineno}:{problem.column}: {problem.msg}")
        return MALFORMED
    except RecursionError:
        sys.stderr.write("the query is nested too deeply to be explained")
        return REFUSED
    except Exception as problem:  # noqa: BLE001  rdflib raises plain Exceptions; each is about the query
        sys.stderr.write(f"the query cannot be explained: {problem}"[:200])
        return REFUSED
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()
    return 0


def _title(algebra: CompValue) -> str:
    form = algebra.name.removesuffix("Query").upper()
    shown = dict.get(algebra, "PV") or () if form in {"SELECT", "DESCRIBE"} else ()
    return " ".join([form, *(f"?{name}" for name in shown)])


def _tree(node: CompValue, depth: int, spaces: Mapping[str, str]) -> Iterator[str]:
    """Write a pattern, a line each, what it is made of below it and further in."""
    indent = "  " * depth
    facts = [
        f"{key}={_text(value, spaces)}"
        for key, value in node.items()
        if key not in _QUIET and not _is_pattern(value) and key != "triples" and value is not None
    ]
    yield f"{indent}{' '.join([node.name, *facts])}"
    for triple in dict.get(node, "triples") or ():
        yield f"{indent}  {' '.join(_text(term, spaces) for term in triple)}"
    for value in node.values():
        for part in value if isinstance(value, list) else [value]:
            if _is_pattern(part):
                yield from _tree(part, depth + 1, spaces)


def _is_pattern(value: object) -> bool:
    return isinstance(value, CompValue) and (value.name == "values" or not value.keys().isdisjoint(_PARTS))


def _text(value: object, spaces: Mapping[str, str]) -> str:
    """Write a term or an expression: IRIs short, functions with what they are given."""
    match value:
        case Variable():
            return f"?{value}"
        case URIRef():
            return _short(value, spaces)
        case Identifier() | Path():
            return value.n3()
        case CompValue():
            inside = [_text(each, spaces) for key, each in value.items() if key not in _QUIET and each is not None]
            return f"{value.name.removeprefix('Builtin_')}({', '.join(inside)})"
        case dict():
            value = [f"{_text(k, spaces)} {_text(v, spaces)}" for k, v in value.items()]
    return f"[{', '.join(_text(each, spaces) for each in value)}]" if isinstance(value, list) else str(value)


def _short(iri: str, spaces: Mapping[str, str]) -> str:
    near = [(len(space), name) for name, space in spaces.items() if iri.startswith(space) and iri != space]
    return f"{max(near)[1]}:{iri[max(near)[0] :]}" if near else f"<{iri}>"


if __name__ == "__main__":
    sys.exit(main())
