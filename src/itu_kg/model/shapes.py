"""Shapes as values: what they look at, along which paths, and what they say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from itu_kg.model.graph import Term, Triple


class PropertyPath(NamedTuple):
    """A path: as SPARQL writes it, as Turtle holds it, and the predicates it steps along."""

    text: str
    turtle: str
    steps: tuple[Term, ...]


class Target(NamedTuple):
    """What a node shape looks at, and the property shapes that look with it."""

    shape: Term
    followers: tuple[Term, ...]
    classes: tuple[Term, ...]
    nodes: tuple[Term, ...]
    subjects_of: tuple[Term, ...]
    objects_of: tuple[Term, ...]


class Rule(NamedTuple):
    """A constraint in SPARQL of a node shape: its SELECT, the prefixes it uses, and what a person reads.

    `{?name}` in the message stands for what the answer has under that name.
    """

    shape: Term
    query: str
    prefixes: tuple[tuple[str, str], ...]
    message: str
    severity: Term


@dataclass(frozen=True, slots=True)
class Shapes:
    """Shapes ready to run: `triples` hold the constraints without their targets, `targets` hold those.

    `paths` and `fields` give, for a property shape, the path it follows and the record field it looks at (the label of
    its sh:group). `properties` are all predicates the shapes speak of; `rules` those in SPARQL, by shape.
    """

    triples: tuple[Triple, ...]
    targets: tuple[Target, ...]
    paths: Mapping[Term, PropertyPath]
    fields: Mapping[Term, str]
    properties: frozenset[Term]
    rules: Mapping[Term, tuple[Rule, ...]] = field(default_factory=dict)
