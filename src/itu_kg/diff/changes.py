"""What a comparison of two editions finds, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Literal, NamedTuple

from itu_kg.model.graph import Term

Bump = Literal["major", "minor", "patch", "none"]


class Value(NamedTuple):
    """A term, and how a person reads it."""

    term: Term
    text: str


class Change(NamedTuple):
    """What of one property of a thing is gone and what is new; `label` is the property as a person reads it."""

    property: str
    label: str
    removed: tuple[Value, ...]
    added: tuple[Value, ...]


class Entity(NamedTuple):
    """A thing: its IRI, what it is in a word, its name and its short name; `changes` where both sides have it."""

    iri: str
    kind: str
    name: str
    short: str = ""
    changes: tuple[Change, ...] = ()


class Tally(NamedTuple):
    """How many are gone and how many are new."""

    removed: int = 0
    added: int = 0


class Churn(NamedTuple):
    """What is summed up and not listed.

    Positions of evidence, and statements of the dataset's description, that are gone and new; things that changed in
    nothing but what they rest on and which parts they list, or in which graph says it; how many statements moved, by
    the graph that they are gone from and the one that says them now.
    """

    evidence: Tally = Tally()
    evidence_changed: int = 0
    description: Tally = Tally()
    links_only: int = 0
    moved: Mapping[tuple[str, str], int] = MappingProxyType({})


class Breaking(NamedTuple):
    """A change that can break what others built: what it is in a word for programs, of what, and as a sentence."""

    what: str
    of: str
    message: str


@dataclass(frozen=True, slots=True)
class TermChange:
    """A term of the ontology that is gone, new or changed; `aspects` are what of it changed: before and after."""

    iri: str
    name: str
    kind: str
    status: Literal["added", "removed", "changed"]
    aspects: Mapping[str, tuple[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Drift:
    """What became of a stored query: of its columns, of its text, and of the rows it answers.

    `columns` are those before and after, empty for a query that only one side has. `values` are the values its
    parameters had; `reason` says why its answers were not compared.
    """

    query: str
    status: Literal["added", "removed", "kept"]
    columns: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    rewritten: bool = False
    values: Mapping[str, str] = field(default_factory=dict)
    lost: tuple[tuple[str, ...], ...] = ()
    gained: tuple[tuple[str, ...], ...] = ()
    reason: str = ""

    def __bool__(self) -> bool:
        columns = self.columns[0] != self.columns[1]
        return self.status != "kept" or columns or self.rewritten or bool(self.lost or self.gained)


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison: what it is called, and how many statements it has."""

    where: str
    statements: int


@dataclass(frozen=True, slots=True)
class Diff:
    """How two editions differ; `ontology` and `queries` are None where a side carries none."""

    old: Side
    new: Side
    graphs: Mapping[str, Tally]
    added: tuple[Entity, ...]
    removed: tuple[Entity, ...]
    changed: tuple[Entity, ...]
    churn: Churn
    retyped: tuple[Breaking, ...] = ()
    ontology: tuple[TermChange, ...] | None = None
    queries: tuple[Drift, ...] | None = None
    answers: str = ""

    def with_more(self, ontology: tuple[TermChange, ...] | None, queries: tuple[Drift, ...], answers: str) -> Diff:
        """Add what was found beside the data; `answers` says why answers were not compared."""
        return replace(self, ontology=ontology, queries=queries, answers=answers)

    @property
    def same(self) -> bool:
        """Whether there is no difference at all."""
        return not (self.graphs or self.ontology or any(self.queries or ()))

    @property
    def statements(self) -> Tally:
        """How many statements are gone and how many are new."""
        tallies = self.graphs.values()
        return Tally(sum(each.removed for each in tallies), sum(each.added for each in tallies))
