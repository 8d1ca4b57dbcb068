"""What is to be loaded: graphs as files of sorted canonical N-Triples, with what a store will hold of each.

A store may alter values. What it will make of each is known beforehand from its fidelity, so that what it holds
afterwards compares by hash. Refused: blank nodes, which have no name to be compared by, and values that the store
cannot hold at all.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, Protocol

from itu_kg.errors import RemoteError, SourceError
from itu_kg.stores.content import Content, Measure

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from itu_kg.model.graph import Term
    from itu_kg.stores.profiles import Profile


class Fidelity(Protocol):
    """What a kind of store makes of terms."""

    def stored(self, term: Term) -> Term:
        """Give what the store will hold of a term in N-Triples notation: itself, where it keeps it."""
        ...


@dataclass(frozen=True, slots=True)
class Offered:
    """A graph to be loaded: its IRI, its file of sorted canonical N-Triples, and the measure of that file."""

    iri: str
    path: Path
    measure: Measure


@dataclass(frozen=True, slots=True)
class Offer:
    """Graphs to be loaded, and graphs to be removed, under the name and version of a release; `base` is its base IRI.

    `hash` is the canonical hash of the dataset; `whole` says that the release's own space holds nothing else.
    """

    name: str
    version: str
    base: str
    hash: str
    graphs: tuple[Offered, ...]
    removed: tuple[str, ...] = ()
    whole: bool = True


class Difference(NamedTuple):
    """A value that the store will alter."""

    given: Term
    stored: Term


@dataclass(frozen=True, slots=True)
class Expected:
    """What a store will hold of a graph: its measure, and how often it alters which value.

    `late` are the lines that a PUT cannot bring, since they hold a literal too long for it.
    """

    offered: Offered
    measure: Measure
    differences: Mapping[Difference, int] = field(default_factory=dict)
    late: tuple[str, ...] = ()

    def content(self, fidelity: Fidelity) -> Content:
        """Give the content that the store will hold."""
        return Content(_stored(line, fidelity) for line in lines(self.offered.path))


def expect(offered: Offered, profile: Profile, fidelity: Fidelity) -> Expected:
    """Work out what a store will hold of a graph.

    Raises:
        SourceError: it holds a blank node.
        RemoteError: the store cannot hold a value.
    """
    limits = [each for each in (profile.iri_bytes, profile.put_literal, profile.update_literal) if each]
    shortest = min(limits, default=1 << 62) // 4  # in characters, of which each has up to 4 bytes
    found: Counter[Difference] = Counter()
    late: list[str] = []
    for line in lines(offered.path):
        if '"' in line:
            given = line.split(" ", 2)[2][:-3]
            stored = fidelity.stored(given)
            if stored != given:
                found[Difference(given, stored)] += 1
        if len(line) > shortest and _too_long(line, profile, offered.iri):
            late.append(line)
        if line.startswith("_:") or " _:" in line:
            _refuse_blank(line, offered)
    if not found:
        return Expected(offered, offered.measure, late=tuple(late))
    with Content(_stored(line, fidelity) for line in lines(offered.path)) as content:
        return Expected(offered, content.measure, dict(found), tuple(late))


def lines(path: Path) -> Iterator[str]:
    """Give the lines of a file, each with its line feed; other line separators are part of a line."""
    with path.open(encoding="utf-8", newline="\n") as stream:
        yield from stream


def _stored(line: str, fidelity: Fidelity) -> str:
    if '"' not in line:
        return line
    subject, predicate, rest = line.split(" ", 2)
    return f"{subject} {predicate} {fidelity.stored(rest[:-3])} .\n"


def _too_long(line: str, profile: Profile, iri: str) -> bool:
    """Say whether a PUT cannot bring a line; refuse what nothing can bring."""
    subject, predicate, rest = line.split(" ", 2)
    thing = rest[:-3]
    literal = len(thing.encode()) if thing.startswith('"') else 0
    names = [subject, predicate] + ([] if literal else [thing])
    longest = max(len(name.encode()) - 2 for name in names)
    where = f"<{iri}>: {subject[:100]} {predicate[:100]}"
    if profile.iri_bytes and longest > profile.iri_bytes:
        raise RemoteError(
            f"{profile.title} cuts IRIs at {profile.iri_bytes:,} bytes, and one has {longest:,}", where=where
        )
    if profile.update_literal and literal > profile.update_literal:
        what = f"{profile.title} takes literals of {profile.update_literal:,} bytes, and one has {literal:,}"
        raise RemoteError(what, where=where)
    return bool(profile.put_literal and literal > profile.put_literal)


def _refuse_blank(line: str, offered: Offered) -> None:
    subject, _, rest = line.split(" ", 2)
    if subject.startswith("_:") or rest.startswith("_:"):
        raise SourceError(
            "holds a blank node, which has no name to be compared by",
            where=str(offered.path),
            hint="give the thing an IRI",
        )
