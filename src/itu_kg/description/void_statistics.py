"""A graph, subject by subject → its statistics in the terms of VoID: classes, properties, links, distinct terms.

Source: Describing Linked Datasets with VoID §4 and §5. An entity is a subject; a class partition holds the triples
whose subject is of the class, a property partition those of the property, a linkset those whose object is in the IRI
space of somebody else's data set and whose subject is not. Distinct objects are counted on disk, so a graph of any size
takes the memory of a few thousand triples.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from itu_kg.model.graph import Term
from itu_kg.rdf.ntriples import RDF_TYPE, value
from itu_kg.rdf.order import Sorted

Description = tuple["Term", "list[tuple[Term, Term]]"]
"""A subject, and what is stated of it: predicate and object."""

_BATCH = 10_000


@dataclass(frozen=True, slots=True, order=True)
class ClassPart:
    """What a graph holds of one class: its instances, and the triples about them."""

    iri: str
    entities: int
    triples: int


@dataclass(frozen=True, slots=True, order=True)
class PropertyPart:
    """What a graph holds of one property: triples, distinct subjects, distinct objects."""

    iri: str
    triples: int
    subjects: int
    objects: int


@dataclass(frozen=True, slots=True, order=True)
class Links:
    """How many triples of one property lead to one outside data set, named by its id."""

    target: str
    predicate: str
    triples: int


@dataclass(frozen=True, slots=True)
class Statistics:
    """What a graph holds; `examples` has the first instance of each class, `spaces` the vocabularies in use."""

    triples: int
    subjects: int
    objects: int
    classes: tuple[ClassPart, ...]
    properties: tuple[PropertyPart, ...]
    links: tuple[Links, ...]
    examples: tuple[tuple[str, str], ...]
    spaces: tuple[str, ...]


def read_dump(dump: Path) -> Iterator[Description]:
    """Go through a dump in N-Triples, which is sorted."""
    with dump.open(encoding="utf-8", newline="\n") as lines:
        for subject, facts in groupby((line.split(" ", 2) for line in lines), itemgetter(0)):
            yield Term(subject), [(Term(predicate), Term(rest[:-3])) for _, predicate, rest in facts]


def measure(descriptions: Iterable[Description], targets: Mapping[str, str]) -> Statistics:
    """Measure a graph.

    Args:
        descriptions: its subjects, each once.
        targets: outside data sets: the IRI space of each by its id.
    """
    counting = _Counting(targets)
    with Sorted[tuple[str, str]]() as things:
        batch: list[tuple[str, str]] = []
        for subject, facts in descriptions:
            counting.add(subject, facts)
            batch += [(thing, predicate) for predicate, thing in facts]
            if len(batch) > _BATCH:
                things.add(batch, len(batch))
                batch = []
        things.add(batch, len(batch))
        objects, distinct = _distinct(things)
    return counting.statistics(objects, distinct)


def space(iri: str) -> str:
    """The namespace of a term's IRI: up to its last slash or hash."""
    return iri[: max(iri.rfind("/"), iri.rfind("#")) + 1]


class _Counting:
    """Counts as subjects come; what it holds grows with the vocabulary, not with the data."""

    def __init__(self, targets: Mapping[str, str]) -> None:
        self._targets = [(f"<{space}", name) for name, space in targets.items()]
        self._triples = 0
        self._subjects = 0
        self._classes: Counter[Term] = Counter()
        self._about: Counter[Term] = Counter()
        self._of: Counter[Term] = Counter()
        self._with: Counter[Term] = Counter()
        self._links: Counter[tuple[str, Term]] = Counter()
        self._examples: dict[Term, Term] = {}

    def add(self, subject: Term, facts: Sequence[tuple[Term, Term]]) -> None:
        self._subjects += 1
        self._triples += len(facts)
        predicates = [predicate for predicate, _ in facts]
        self._of.update(predicates)
        self._with.update(set(predicates))
        for predicate, thing in facts:
            if predicate == RDF_TYPE:
                self._classes[thing] += 1
                self._about[thing] += len(facts)
                self._examples.setdefault(thing, subject)
            elif thing[0] == "<":
                for begins, name in self._targets:
                    if thing.startswith(begins) and not subject.startswith(begins):
                        self._links[name, predicate] += 1

    def statistics(self, objects: int, distinct: Mapping[Term, int]) -> Statistics:
        classes = sorted(ClassPart(value(name), number, self._about[name]) for name, number in self._classes.items())
        properties = sorted(
            PropertyPart(value(name), number, self._with[name], distinct[name]) for name, number in self._of.items()
        )
        links = sorted(Links(target, value(name), number) for (target, name), number in self._links.items())
        examples = sorted((value(kind), value(thing)) for kind, thing in self._examples.items() if thing[0] == "<")
        terms = [each.iri for each in classes] + [each.iri for each in properties]
        spaces = sorted(set(map(space, terms)))
        return Statistics(
            self._triples,
            self._subjects,
            objects,
            tuple(classes),
            tuple(properties),
            tuple(links),
            tuple(examples),
            tuple(spaces),
        )


def _distinct(things: Sorted[tuple[str, str]]) -> tuple[int, Counter[Term]]:
    """Count the distinct objects, of all and of each property: pairs come sorted by object."""
    objects, of = 0, Counter[Term]()
    last = ("", "")
    for block in things.blocks():
        for pair in block:
            if pair == last:
                continue
            objects += pair[0] != last[0]
            of[Term(pair[1])] += 1
            last = pair
    return objects, of
