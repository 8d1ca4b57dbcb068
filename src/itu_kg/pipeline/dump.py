"""An external store → the dataset of some of its graphs: read whole or not at all.

A store that is known to widen datatypes (Oxigraph makes xsd:nonNegativeInteger an xsd:integer) gets them back from the
JSON-LD context, which says what type a property's values have; nothing else is put right, and nothing guessed. It
writes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, NamedTuple

from itu_kg import rdf
from itu_kg.errors import RemoteError, UsageError
from itu_kg.model.formats import Format
from itu_kg.model.graph import Dataset, NamedGraph, Triple
from itu_kg.model.vocab import READING, XSD, graph_part, graph_space, is_draft, reported_graph
from itu_kg.rdf import Context, ntriples

if TYPE_CHECKING:
    from itu_kg.stores.profiles import Profile
    from itu_kg.stores.store import Store


class Dump(NamedTuple):
    """What a store held, and how many values got their datatype back."""

    dataset: Dataset
    restored: int


def dump(  # noqa: PLR0913  all that a dump depends on
    store: Store,
    graphs: Collection[str],
    context: Context,
    progress: Callable[[str], None],
    *,
    base: str,
    drafts: bool = False,
) -> Dump:
    """Read graphs.

    Args:
        store: what holds them.
        graphs: their IRIs, a submission's with our reading of it; none: all in the graph space of `base`.
        context: what type the values of a property have.
        progress: told each graph.
        base: what the names of our own graphs begin with.
        drafts: whether graphs of what nobody has confirmed are read that are not named.

    Raises:
        UsageError: a graph is not there, or none is.
        RemoteError: the store does not give all of one, or somebody writes to it meanwhile.
    """
    before = store.counts()
    own = [iri for iri in before if iri.startswith(graph_space(base))]
    left_out = [] if graphs or drafts else [iri for iri in own if is_draft(iri)]
    # What a submission reports does not stand without the names that are in our reading of it.
    readings = [iri for iri in own if graph_part(iri) == READING and reported_graph(iri) in graphs]
    wanted = sorted({*graphs, *readings}) if graphs else sorted(set(own).difference(left_out))
    if left_out:
        number = sum(before[iri] for iri in left_out)
        progress(f"left out: {number:,} triples, which nobody has confirmed; --with-drafts takes them in")
    missing = [iri for iri in wanted if not before.get(iri)]
    if missing or not wanted:
        what = f"has no graph <{missing[0]}>" if missing else f"has no graph below {graph_space(base)}"
        hint = "name graphs with --graph, or another --base-iri"
        raise UsageError(what, where=store.client.origin, hint=hint)
    read = [_graph(store, iri, before[iri], progress) for iri in wanted]
    after = store.counts()
    for graph in read:
        if not before[graph.iri] == len(graph.triples) == after.get(graph.iri):
            what = f"had {before[graph.iri]:,} triples, then {after.get(graph.iri, 0):,}; {len(graph.triples):,} came"
            hint = "somebody writes to it, or the store cuts its answers; run the same again"
            raise RemoteError(what, where=f"<{graph.iri}>", hint=hint)
    restored = 0
    done = []
    for graph in read:
        triples = tuple(sorted({_typed(triple, context, store.profile) for triple in graph.triples}))
        if len(triples) != len(graph.triples):
            raise RemoteError("two values become one with their datatypes back", where=f"<{graph.iri}>")
        restored += len(set(triples) - set(graph.triples))
        done.append(NamedGraph(graph.iri, triples))
    return Dump(Dataset(tuple(done)), restored)


def _graph(store: Store, iri: str, number: int, progress: Callable[[str], None]) -> NamedGraph:
    progress(f"reading <{iri}>, {number:,} triples")
    with store.read(iri) as content:
        data = "".join(content.lines()).encode()
    graphs = rdf.parse(data, Format.NTRIPLES, where=f"<{iri}>", graph=iri)
    return graphs[0] if graphs else NamedGraph(iri, ())


def _typed(triple: Triple, context: Context, kind: Profile) -> Triple:
    """Restore the datatype that a property has, if the store is known to take it away."""
    subject, predicate, thing = triple
    wanted = context.datatype(predicate) if "^^<" in thing and kind.widens else ""
    if not wanted:
        return triple
    literal = ntriples.parts(thing)
    if literal.datatype != f"{XSD}{kind.widens.get(wanted.removeprefix(XSD))}":
        return triple
    # An integer that was widened has no point, and a dateTimeStamp has a time zone.
    if not re.fullmatch(r"-?\d+|.*T.*(Z|[+-]\d\d:\d\d)", literal.value):
        return triple
    return subject, predicate, ntriples.literal(literal.value, wanted)
