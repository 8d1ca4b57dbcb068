"""What is to be loaded: graphs as files of sorted canonical N-Triples, with what a store will hold of each.

A store may alter values. What it will make of each is known beforehand from its fidelity, so that what it holds
afterwards compares by hash. Refused: blank nodes, which have no name to be compared by, and values that the store
cannot hold at all.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from itu_kg.errors import RemoteError, SourceError
from itu_kg.stores.content import Content, Measure

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from itu_kg.model.graph import Term
    from itu_kg.stores.keeping import Keeping


@dataclass(frozen=True, slots=True)
class Offered:
    """A graph to be loaded: its IRI, its file of sorted canonical N-Triples, and the measure of that file."""

    iri: str
    path: Path
    measure: Measure


@dataclass(frozen=True, slots=True)
class Offer:
    """Graphs to be loaded, and graphs to be removed, under the name and version of a release; `base` is its base IRI.

    `hash` is the canonical hash of the dataset; `whole` says that the release's own space holds nothing else; `held` is
    what the store must hold now, or already hold what is offered, for the offer to mean anything.
    """

    name: str
    version: str
    base: str
    hash: str
    graphs: tuple[Offered, ...]
    removed: tuple[str, ...] = ()
    whole: bool = True
    held: Mapping[str, Measure] = field(default_factory=dict)


class Kind(NamedTuple):
    """A way in which a store alters values: the reason, and the datatype it is given and makes of it."""

    reason: str
    given: str
    stored: str


@dataclass(slots=True)
class Alterations:
    """How many triples a store alters in which way, with the first value of each as an example."""

    triples: Counter[Kind] = field(default_factory=Counter)
    examples: dict[Kind, tuple[Term, Term]] = field(default_factory=dict)

    def note(self, given: Term, stored: Term, reason: str) -> None:
        """Count one triple."""
        kind = Kind(reason, _datatype(given), _datatype(stored))
        self.triples[kind] += 1
        self.examples.setdefault(kind, (given, stored))


@dataclass(frozen=True, slots=True)
class Expected:
    """What a store will hold of a graph: its measure, and whether that is something else than it is given.

    `late` are the lines that a PUT cannot bring, since they hold a literal too long for it.
    """

    offered: Offered
    measure: Measure
    altered: bool = False
    late: tuple[str, ...] = ()

    def content(self, keeping: Keeping) -> Content:
        """Give the content that the store will hold."""
        if not self.altered:
            return Content(lines(self.offered.path))
        return Content(keeping.of(line).line or "" for line in lines(self.offered.path))


def expect(offered: Offered, keeping: Keeping, alterations: Alterations, where: str) -> Expected:
    """Work out what a store will hold of a graph, and count in `alterations` what it alters.

    Args:
        offered: the graph.
        keeping: what the store keeps.
        alterations: what is counted.
        where: the store, for errors.

    Raises:
        SourceError: it holds a blank node.
        RemoteError: the store cannot hold a value.
    """
    altered = False
    late: list[str] = []
    for line in lines(offered.path):
        if "_:" in line and blank(line):
            hint = "give the thing an IRI"
            what = "holds a blank node, which has no name to be compared by"
            raise SourceError(what, where=str(offered.path), hint=hint)
        found = keeping.of(line)
        if found.line is None:
            hint = "shorten it" if found.reason.startswith("long") else "itu-kg store doctor lists what it cannot hold"
            what = f"cannot hold {found.given[:80]}{'…' if found.given[80:] else ''} ({found.reason})"
            raise RemoteError(what, where=f"{where} <{offered.iri}>", hint=hint)
        if found.reason:
            alterations.note(found.given, found.stored, found.reason)
            altered = True
        if found.late:
            late.append(line)
    if not altered:
        return Expected(offered, offered.measure, late=tuple(late))
    with Expected(offered, offered.measure, altered=True).content(keeping) as content:
        return Expected(offered, content.measure, altered, tuple(late))


def lines(path: Path) -> Iterator[str]:
    """Give the lines of a file, each with its line feed; other line separators are part of a line."""
    with path.open(encoding="utf-8", newline="\n") as stream:
        yield from stream


def _datatype(term: Term) -> str:
    kind = term[term.rindex('"') + 1 :] if '"' in term else ""
    return kind[3:-1] if kind.startswith("^^") else "language-tagged text" if kind else "text"


def blank(line: str) -> bool:
    """Say whether a line of N-Triples holds a blank node."""
    subject, _, rest = line.split(" ", 2)
    return subject.startswith("_:") or rest.startswith("_:")
