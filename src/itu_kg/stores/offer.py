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
from itu_kg.stores.content import Content, Measure, blank, split

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
        with self.offered.path.open("rb") as stream:
            return Content(_stored(lines, keeping) if self.altered else lines for lines in split(stream))


def expect(
    offered: Offered, keeping: Keeping, alterations: Alterations, where: str, *, blanks: bool = False
) -> Expected:
    """Work out what a store will hold of a graph, and count in `alterations` what it alters.

    Args:
        offered: the graph.
        keeping: what the store keeps.
        alterations: what is counted.
        where: the store, for errors.
        blanks: whether it may hold blank nodes: what a store held before may.

    Raises:
        SourceError: it holds a blank node.
        RemoteError: the store cannot hold a value.
    """
    altered = False
    late: list[str] = []
    with offered.path.open("rb") as stream:
        for line in (lines[at].decode() + "\n" for lines in split(stream) for at in keeping.worth_a_look(lines)):
            if not blanks and blank(line):
                hint = "give the thing an IRI"
                what = "holds a blank node, which has no name to be compared by"
                raise SourceError(what, where=str(offered.path), hint=hint)
            found = keeping.of(line)
            if found.line is None:
                hint = (
                    "shorten it" if found.reason.startswith("long") else "itu-kg store doctor lists what it cannot hold"
                )
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


def _stored(lines: list[bytes], keeping: Keeping) -> list[bytes]:
    for at in keeping.worth_a_look(lines):
        lines[at] = (keeping.of(f"{lines[at].decode()}\n").line or "\n")[:-1].encode()
    return lines


def _datatype(term: Term) -> str:
    kind = term[term.rindex('"') + 1 :] if '"' in term else ""
    return kind[3:-1] if kind.startswith("^^") else "language-tagged text" if kind else "text"
