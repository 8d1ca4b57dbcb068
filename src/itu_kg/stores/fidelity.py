"""A term and the kind of store it goes to → the term that the store will give back, or why it gives none.

Measured term by term on Oxigraph 0.5, Virtuoso 7.2.5 and Fuseki 5.5 with TDB2; the tests measure it again. What is
"kept" comes back as it was; "altered" comes back as another term that is known; "lost" does not come back as anything
that can be told, because the store refuses it or makes something of it. Language tags are compared in lower case, as
RDF does (RDF 1.1 Concepts §3.3), so that a store which writes `en-GB` for `en-gb` alters nothing. Of kinds of stores
that nobody has measured it says nothing: every term is expected back.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from itu_kg.rdf import ntriples
from itu_kg.stores import oxigraph_values, tdb_values, virtuoso_values

if TYPE_CHECKING:
    from collections.abc import Callable

    from itu_kg.model.graph import Term
    from itu_kg.rdf.ntriples import Literal
    from itu_kg.stores.profiles import Profile


class Way(Enum):
    """How a term gets into a store: by a graph store PUT (or the bulk loader), or by INSERT DATA."""

    PUT = "put"
    UPDATE = "update"


class Fate(NamedTuple):
    """What becomes of a term: what comes back (None: nothing that can be told) and the reason, if it is not the same.

    Reasons: "lexical form" (the same value, written otherwise), "datatype" (the same value, of another type),
    "precision" (digits are lost), "value" (another value), "ill-typed", "duration", "geometry", "XML", "long literal",
    "long IRI", "IRI".
    """

    term: Term | None
    reason: str = ""

    @property
    def kept(self) -> bool:
        """Whether it comes back as it was."""
        return not self.reason


_LITERALS: dict[str, Callable[[Literal, bool], tuple[Literal | None, str]]] = {
    "oxigraph": oxigraph_values.stored,
    "virtuoso": virtuoso_values.stored,
    "fuseki": tdb_values.stored,
}
"""By kind of store: the literal, and whether it goes by update, to what is stored and why it differs."""

_IRIS: dict[str, Callable[[str, bool], tuple[str | None, str]]] = {
    "oxigraph": oxigraph_values.stored_iri,
    "virtuoso": virtuoso_values.stored_iri,
    "fuseki": tdb_values.stored_iri,
}

MEASURED = frozenset(_LITERALS)
"""The kinds of stores whose alterations are known."""


def predict(profile: Profile, term: Term, way: Way = Way.PUT) -> Fate:
    """Say what becomes of a term.

    Args:
        profile: the kind of store.
        term: an IRI or a literal in N-Triples notation.
        way: how it gets there.
    """
    by_update = way is Way.UPDATE
    if term.startswith("<"):
        return _iri(profile, term, by_update=by_update)
    limit = profile.update_literal if by_update else profile.put_literal
    # Four bytes are the most that a character has: most terms need no encoding to see that they are short.
    if limit is not None and len(term) * 4 > limit and len(term.encode()) > limit:
        return Fate(None, "long literal")
    rule = _LITERALS.get(profile.name)
    if rule is None or not term.startswith('"') or "^^<" not in term:
        return Fate(term)
    literal = ntriples.parts(term)
    if literal.datatype in ("", f"{ntriples.XSD}string"):
        return Fate(term)  # RDF 1.1 Concepts §3.3: a plain literal is an xsd:string
    stored, reason = rule(literal, by_update)
    if stored is None:
        return Fate(None, reason)
    return Fate(term) if stored == literal else Fate(ntriples.literal(*stored), reason)


def _iri(profile: Profile, term: Term, *, by_update: bool) -> Fate:
    limit = profile.iri_bytes
    if limit is not None and len(term) * 4 > limit and len(term.encode()) - 2 > limit:
        return Fate(None, "long IRI")
    rule = _IRIS.get(profile.name)
    if rule is None:
        return Fate(term)
    iri = ntriples.value(term)
    stored, reason = rule(iri, by_update)
    if stored is None:
        return Fate(None, reason)
    return Fate(term) if stored == iri else Fate(ntriples.iri(stored), reason)
