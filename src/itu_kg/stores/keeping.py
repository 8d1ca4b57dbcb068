"""The kind of a store → what it will hold of each term, remembered term by term."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import pyoxigraph as ox

if TYPE_CHECKING:
    from itu_kg.model.graph import Term
    from itu_kg.stores.offer import Fidelity
    from itu_kg.stores.profiles import Profile


class _Exact:
    def stored(self, term: Term) -> Term:
        return term


class _Oxigraph:
    """Oxigraph's own engine says what it makes of a literal."""

    def __init__(self) -> None:
        self._store = ox.Store()
        self._known = lru_cache(200_000)(self._stored)

    def stored(self, term: Term) -> Term:
        return self._known(term)

    def _stored(self, term: Term) -> Term:
        if '"^^<' not in term:
            return term
        name = ox.NamedNode("urn:x")
        self._store.clear()
        self._store.load(f"<urn:x> <urn:x> {term} .".encode(), ox.RdfFormat.N_TRIPLES, to_graph=name)
        return str(next(iter(self._store)).object)


def fidelity(profile: Profile) -> Fidelity:
    """Give what a kind of store makes of terms; of kinds that nobody has measured, that it keeps them."""
    return _Oxigraph() if profile.name == "oxigraph" else _Exact()
