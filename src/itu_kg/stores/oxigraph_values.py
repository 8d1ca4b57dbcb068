"""A term → what Oxigraph keeps of it. Numbers, dates and durations are stored as values and written anew.

The server is pyoxigraph's engine, so the engine itself is asked, in memory. It touches no store of a person's.
"""

from __future__ import annotations

from functools import lru_cache

import pyoxigraph as ox

from itu_kg.rdf.ntriples import XSD, Literal

_LOSSY = ("double", "float", "decimal")


@lru_cache(maxsize=50_000)
def stored(literal: Literal, by_update: bool = False) -> tuple[Literal | None, str]:  # noqa: ARG001, FBT001, FBT002  as the others
    """Give the literal that comes back, and why it is another."""
    if not literal.datatype.startswith(XSD):
        return literal, ""
    store = ox.Store()
    node = ox.NamedNode("urn:x")
    store.add(ox.Quad(node, node, ox.Literal(literal.value, datatype=ox.NamedNode(literal.datatype))))
    ((_, _, found, _),) = store
    if not isinstance(found, ox.Literal):
        return literal, ""
    back = Literal(found.value, found.datatype.value)
    if back == literal:
        return literal, ""
    if back.datatype != literal.datatype:
        return back, "datatype"
    return back, "precision" if _digits_lost(literal, back) else "lexical form"


def stored_iri(iri: str, by_update: bool = False) -> tuple[str | None, str]:  # noqa: ARG001, FBT001, FBT002  as the others
    """Give the IRI that comes back; what is none is refused."""
    try:
        ox.NamedNode(iri)
    except ValueError:
        return None, "IRI"
    return iri, ""


def _digits_lost(literal: Literal, back: Literal) -> bool:
    kind = literal.datatype.removeprefix(XSD)
    if kind not in _LOSSY:
        return False
    from decimal import Decimal, InvalidOperation  # noqa: PLC0415  for values that changed alone

    try:
        return Decimal(literal.value.strip().replace("INF", "Infinity")) != Decimal(
            back.value.replace("INF", "Infinity")
        )
    except InvalidOperation:
        return False
