"""Any answer → a table: what all that takes rows can take."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itu_kg.model.table import Cell, Table
from itu_kg.rdf.terms import parts

if TYPE_CHECKING:
    from itu_kg.model.graph import Term
    from itu_kg.query.engine import Answer

_TRIPLE = ("subject", "predicate", "object")


def as_table(answer: Answer) -> Table:
    """Give any answer as a table: of a graph, subject, predicate and object; of a yes or no, one row."""
    if isinstance(answer, Table):
        return answer
    if isinstance(answer, bool):
        return Table(("answer",), ((Cell("literal", str(answer).lower()),),))
    return Table(_TRIPLE, tuple(tuple(_cell(term) for term in triple) for triple in answer.triples))


def _cell(term: Term) -> Cell:
    if term.startswith("<"):
        return Cell("uri", term[1:-1])
    if term.startswith("_:"):
        return Cell("bnode", term[2:])
    text, datatype, language = parts(term)
    return Cell("literal", text, datatype, language)
