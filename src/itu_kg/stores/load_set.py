"""What is to be loaded: graphs as files of sorted canonical N-Triples, with what a store will hold of each.

A store may alter values. What it makes of each odd one is found out beforehand (`probe`), so that what it holds
afterwards compares by hash. Refused: blank nodes, which have no name to be compared by, and values that the store
cannot hold.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from itu_kg.errors import RemoteError, SourceError
from itu_kg.model.graph import Term
from itu_kg.stores.graph_content import GraphContent, Measure, blank, line_terms, split
from itu_kg.stores.probe import OTHER_VALUE, REFUSED, judge, look_odd, odd_terms, over_limit

if TYPE_CHECKING:
    from itu_kg.stores.store import Store


@dataclass(frozen=True, slots=True)
class GraphFile:
    """A graph to be loaded: its IRI, its file of sorted canonical N-Triples, and the measure of that file."""

    iri: str
    path: Path
    measure: Measure


@dataclass(frozen=True, slots=True)
class LoadSet:
    """Graphs to be loaded, and graphs to be removed, under the name and version of a release; `base` is its base IRI.

    `hash` is the canonical hash of the dataset; `whole` says that the release's own space holds nothing else; `held` is
    what the store must hold now, or already hold what is to be loaded, for the load to mean anything; `left_out` counts
    the triples of the release's drafts where they are not to be loaded; `quads` are the release's N-Quads.
    """

    name: str
    version: str
    base: str
    hash: str
    graphs: tuple[GraphFile, ...]
    removed: tuple[str, ...] = ()
    whole: bool = True
    held: Mapping[str, Measure] = field(default_factory=dict)
    left_out: int = 0
    quads: Path = Path()


@dataclass(frozen=True, slots=True)
class Alteration:
    """A way in which a store alters values: the reason (see `probe.judge`), datatypes, triples, and an example."""

    reason: str
    given: str
    stored: str
    triples: int
    example: tuple[Term, Term]


class Alterations(dict[tuple[str, str, str], Alteration]):
    """The alterations of a load, by reason and datatypes."""

    def note(self, given: Term, stored: Term, reason: str) -> None:
        """Count one triple."""
        kind = (reason, _datatype(given), _datatype(stored))
        known = self.get(kind) or Alteration(*kind, 0, (given, stored))
        self[kind] = replace(known, triples=known.triples + 1)


@dataclass(frozen=True, slots=True)
class ExpectedGraph:
    """What a store will hold of a graph: its measure, and the terms of it that the store makes another of.

    With `by_value` it was not tried which these are, so values that are written otherwise are taken for the same.
    """

    file: GraphFile
    measure: Measure
    changed: Mapping[Term, Term] = field(default_factory=dict)
    by_value: bool = False

    def content(self, alterations: Alterations | None = None) -> GraphContent:
        """Open the content that the store will hold; what is altered is counted in `alterations`."""

        def stored(lines: list[bytes]) -> list[bytes]:
            for at in look_odd(lines):
                lines[at] = self._stored(f"{lines[at].decode()}\n", alterations).encode()
            return lines

        with self.file.path.open("rb") as stream:
            return GraphContent(stored(lines) if self.changed else lines for lines in split(stream))

    def _stored(self, line: str, alterations: Alterations | None) -> str:
        given = line_terms(line)
        if not any(term in self.changed for term in given):
            return line[:-1]
        if alterations is not None:
            term = next(term for term in given if term in self.changed)
            alterations.note(term, self.changed[term], judge(term, self.changed[term]))
        return f"{' '.join(self.changed.get(term, term) for term in given)} ."


@dataclass(frozen=True, slots=True)
class OddTerms:
    """The distinct odd terms of a load set, sorted, and the IRIs of the graphs that hold some."""

    terms: tuple[Term, ...]
    graphs: frozenset[str]


def find_odd(load_set: LoadSet, store: Store, progress: Callable[[str, int, int], None]) -> OddTerms:
    """Read all graphs for their odd terms.

    Raises:
        SourceError: a graph of a release holds a blank node; what a store held before may.
        RemoteError: a value is over a limit of the store.
    """
    odd: set[Term] = set()
    holding = set()
    for number, graph in enumerate(load_set.graphs):
        progress("reading", number, len(load_set.graphs))
        with graph.path.open("rb") as stream:
            for line in (lines[at].decode() + "\n" for lines in split(stream) for at in look_odd(lines)):
                if load_set.whole and blank(line):
                    what = "holds a blank node, which has no name to be compared by"
                    raise SourceError(what, where=str(graph.path), hint="give the thing an IRI")
                for term in odd_terms(line):
                    if reason := over_limit(store.profile, term):
                        raise _unholdable(store, graph.iri, term, reason)
                    odd.add(term)
                    holding.add(graph.iri)
    progress("reading", len(load_set.graphs), len(load_set.graphs))
    return OddTerms(tuple(sorted(odd)), frozenset(holding))


def expect(
    load_set: LoadSet, odd: OddTerms, changed: Mapping[Term, Term | None] | None, store: Store, alterations: Alterations
) -> dict[str, ExpectedGraph]:
    """What a store will hold of each graph, by IRI; what it alters is counted.

    Args:
        load_set: the graphs.
        odd: what is odd in them.
        changed: what the store makes of odd terms, if they were tried.
        store: the store.
        alterations: what is counted.

    Raises:
        RemoteError: the store makes another value of one, or none.
    """
    stored: dict[Term, Term] = {}
    for term, back in (changed or {}).items():
        reason = judge(term, back)
        if back is None or reason in (REFUSED, OTHER_VALUE):
            raise _unholdable(store, "", term, reason if back is None else f"{reason}: {_short(back)}")
        stored[term] = back
    expected = {}
    for graph in load_set.graphs:
        by_value = changed is None and graph.iri in odd.graphs
        expected[graph.iri] = ExpectedGraph(graph, graph.measure, by_value=by_value)
        if stored and graph.iri in odd.graphs:
            known = ExpectedGraph(graph, graph.measure, stored)
            with known.content(alterations) as content:
                expected[graph.iri] = replace(known, measure=content.measure)
    return expected


def _unholdable(store: Store, graph: str, term: Term, reason: str) -> RemoteError:
    hint = "shorten it" if reason.startswith("long") else "itu-kg store doctor lists what it alters"
    where = f"{store.client.origin} <{graph}>" if graph else store.client.origin
    return RemoteError(f"cannot hold {_short(term)} ({reason})", where=where, hint=hint)


def _short(term: Term) -> str:
    return f"{term[:80]}…" if term[80:] else term


def _datatype(term: Term) -> str:
    kind = term[term.rindex('"') + 1 :] if '"' in term else ""
    return kind[3:-1] if kind.startswith("^^") else "language-tagged text" if kind else "text"
