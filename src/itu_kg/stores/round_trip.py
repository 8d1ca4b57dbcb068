"""Awkward terms → a store and back: which of them come back as another, or not at all.

It writes to the one graph that it is told, and leaves it to who called it to remove that. A store that odd values can
damage is sent none of them.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from itu_kg.errors import Refused
from itu_kg.http.messages import Payload
from itu_kg.model.graph import Term
from itu_kg.stores.awkward import awkward
from itu_kg.stores.fidelity import Way, predict
from itu_kg.stores.store import NTRIPLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itu_kg.stores.awkward import Awkward
    from itu_kg.stores.store import Store

_TERM = 65_000
"""The most bytes of a term that is sent round: a longer one can stop a server."""
_BATCH = 100


class Alteration(NamedTuple):
    """An awkward term that came back as another, or not at all: its name, both terms, and whether that was foretold."""

    name: str
    sent: Term
    back: Term | None
    reason: str

    @property
    def foretold(self) -> bool:
        """Whether it is as known beforehand for this kind of store."""
        return bool(self.reason)


def alterations(store: Store, graph: str, way: Way) -> Iterator[Alteration]:
    """Send the awkward terms round, many at a time, and give those that did not come back as they were."""
    some = sent(store)
    for start in range(0, len(some), _BATCH):
        batch = some[start : start + _BATCH]
        found = _back(store, graph, batch, way)
        for name, term in batch:
            back = found.get(name)
            given = _parsed(term) or term
            if back == given:
                continue
            fate = predict(store.profile, term, way)
            known = not fate.kept and (fate.term is None or back == (_parsed(fate.term) or fate.term))
            yield Alteration(name, given, back, fate.reason if known else "")


def sent(store: Store) -> list[Awkward]:
    """Give the terms to send: of a store that odd values can damage, those that are known to do nothing to it."""
    some = awkward(min(_TERM, store.profile.put_literal or _TERM))
    if not store.profile.fragile:
        return some
    return [each for each in some if "^^<" not in each.term and predict(store.profile, each.term).kept]


def _back(store: Store, graph: str, some: list[Awkward], way: Way) -> dict[str, Term]:
    """Give what comes back of terms, by name; where they are refused together, halves of them are tried."""
    lines = "".join(f"<{graph}/{name}> <{graph}> {term} .\n" for name, term in some)
    try:
        if way is Way.PUT:
            store.put(graph, Payload.of(lines.encode(), NTRIPLES))
        else:
            store.drop(graph)
            store.update(f"INSERT DATA {{ GRAPH <{graph}> {{ {lines} }} }}")
    except Refused:
        if len(some) == 1:
            return {}
        half = len(some) // 2
        return _back(store, graph, some[:half], way) | _back(store, graph, some[half:], way)
    asked = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
    found: dict[str, Term] = {}
    with contextlib.suppress(SyntaxError):  # what cannot be read has not come back
        for quad in ox.parse(b"".join(store.query(asked, NTRIPLES)), ox.RdfFormat.N_TRIPLES, lenient=True):
            found[str(quad.subject)[len(graph) + 2 : -1]] = Term(str(quad.object))
    return found


def _parsed(term: Term) -> Term | None:
    """Give a term as our parser reads it; None if it is none."""
    with contextlib.suppress(SyntaxError):
        (quad,) = ox.parse(f"<urn:s> <urn:p> {term} .", ox.RdfFormat.N_TRIPLES)
        return Term(str(quad.object))
    return None
