"""Statements × Statements → what a person calls the differences: things added, removed and changed, by kind.

A thing is an IRI that something is said of; what several graphs say of it is taken together. Evidence, the dataset's
description of itself and links to parts that are things themselves are summed up, since they follow from the rest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from itu_kg.diff.changes import Breaking, Change, Churn, Diff, Entity, Side, Tally, Value
from itu_kg.diff.statements import Differing, Statements, differing, subjects, terms
from itu_kg.diff.term_labels import NAMING, Name, Words, name
from itu_kg.model.graph import Term
from itu_kg.model.vocab import graph_iri
from itu_kg.rdf.ntriples import RDF_TYPE, value
from itu_kg.rdf.order import natural
from itu_kg.rdf.prefixes import term

_POSITIONS = frozenset(term(f"oa:{name}") for name in ("SpecificResource", "TextPositionSelector", "TextQuoteSelector"))
_ASIDE = frozenset(term(f"ikg:{name}") for name in ("evidence", "yields", "hasAnswer", "participation"))
"""Properties whose changes follow from other things' coming and going."""


_Quad = tuple[Term, Term, Term, Term]


class _Raw(NamedTuple):
    """A thing that came, went or changed, before its values are said in words."""

    subject: Term
    kind: str
    name: Name
    changes: tuple[tuple[Term, tuple[Term, ...], tuple[Term, ...]], ...] = ()


@dataclass(slots=True)
class _Tallies:
    """Counts and things while both sides are gone through."""

    graphs: dict[str, list[int]] = field(default_factory=dict)
    added: list[_Raw] = field(default_factory=list)
    removed: list[_Raw] = field(default_factory=list)
    changed: list[_Raw] = field(default_factory=list)
    retyped: list[tuple[_Raw, list[Term], list[Term]]] = field(default_factory=list)
    evidence: list[int] = field(default_factory=lambda: [0, 0, 0])
    description: list[int] = field(default_factory=lambda: [0, 0])
    links_only: int = 0
    moved: Counter[tuple[str, str]] = field(default_factory=Counter)


def compare(old: Statements, new: Statements, words: Words, base: str, *, names: tuple[str, str] = ("", "")) -> Diff:
    """Compare two editions' statements; `names` is what the two are called.

    Blank nodes go by the labels of the canonical form, so that data without other differences have none here; one
    difference can give many of them another label.
    """
    counted = [0, 0]
    tallies = _Tallies()
    description = f"<{graph_iri('dataset', base)}>"
    for each in differing(_counting(old.lines(), counted, 0), _counting(new.lines(), counted, 1)):
        _sort(each, tallies, words, description)
    called = _names(old, new, tallies)
    retyped = tuple(_retyped(raw, gone, come, words) for raw, gone, come in tallies.retyped)
    return Diff(
        old=Side(names[0], counted[0]),
        new=Side(names[1], counted[1]),
        graphs={graph: Tally(*tallies.graphs[graph]) for graph in sorted(tallies.graphs)},
        added=_entities(tallies.added, words, called),
        removed=_entities(tallies.removed, words, called),
        changed=_entities(tallies.changed, words, called),
        churn=Churn(
            Tally(*tallies.evidence[:2]),
            tallies.evidence[2],
            Tally(*tallies.description),
            tallies.links_only,
            dict(sorted(tallies.moved.items())),
        ),
        retyped=retyped,
    )


def _retyped(raw: _Raw, gone: list[Term], come: list[Term], words: Words) -> Breaking:
    name = raw.name.short or raw.name.full or words.short(raw.subject)
    was, now = (" and ".join(dict.fromkeys(map(words.label, types))) for types in (gone, come))
    message = f"{raw.kind} {name} is no longer of the type {was}" + (f" but {now}" if now else "")
    return Breaking("entity-retyped", value(raw.subject), message)


def _counting(lines: Iterable[str], counted: list[int], side: int) -> Iterator[str]:
    count = 0
    for line in lines:
        count += 1
        yield line
    counted[side] = count


def _sort(each: Differing, tallies: _Tallies, words: Words, description: str) -> None:
    """Put what differs of one subject where it belongs."""
    for number, lines in enumerate((each.removed, each.added)):
        for line in lines:
            tallies.graphs.setdefault(value(terms(line)[3]), [0, 0])[number] += 1
    old, new = ([terms(line) for line in lines] for lines in (each.old, each.new))
    facts = ({quad[1:3] for quad in old}, {quad[1:3] for quad in new})
    tallies.moved.update(_moves(old, new))
    types = tuple({thing for predicate, thing in side if predicate == RDF_TYPE} for side in facts)
    if (types[0] | types[1]) & _POSITIONS:
        tallies.evidence[2 if old and new else 0 if old else 1] += 1
        return
    if all(quad[3] == description for quad in (*old, *new)):
        for number, lines in enumerate((each.removed, each.added)):
            tallies.description[number] += len(lines)
        return
    kind, called = words.kind(Term(each.subject), types[1] or types[0]), name(facts[1])
    raw = _Raw(Term(each.subject), kind, called if any(called) else name(facts[0]), _changes(*facts))
    if not old:
        tallies.added.append(raw._replace(changes=()))
    elif not new:
        tallies.removed.append(raw._replace(changes=()))
    elif raw.changes:
        tallies.changed.append(raw)
        if gone := sorted(types[0] - types[1]):
            tallies.retyped.append((raw, gone, sorted(types[1] - types[0])))
    else:
        tallies.links_only += 1


def _moves(old: list[_Quad], new: list[_Quad]) -> Iterator[tuple[str, str]]:
    """From which graph to which each statement moved that another graph says now."""
    graphs: dict[tuple[Term, Term], tuple[set[Term], set[Term]]] = {}
    for number, quads in enumerate((old, new)):
        for _, predicate, thing, graph in quads:
            graphs.setdefault((predicate, thing), (set(), set()))[number].add(graph)
    for before, after in graphs.values():
        yield from zip(*(map(value, sorted(side)) for side in (before - after, after - before)), strict=False)


def _changes(
    old: set[tuple[Term, Term]], new: set[tuple[Term, Term]]
) -> tuple[tuple[Term, tuple[Term, ...], tuple[Term, ...]], ...]:
    """What changed, by property, but for what follows from other things."""
    gone, come = old - new, new - old
    return tuple(
        (each, _values(gone, each), _values(come, each)) for each in sorted({p for p, _ in gone | come} - _ASIDE)
    )


def _values(statements: set[tuple[Term, Term]], predicate: Term) -> tuple[Term, ...]:
    """The values of a property, goal 2 before goal 10."""
    return tuple(sorted((thing for each, thing in statements if each == predicate), key=natural))


def _names(old: Statements, new: Statements, tallies: _Tallies) -> dict[Term, Name]:
    """Look up what the things are called that changed values point at: by the new side, else by the old."""
    wanted = {
        thing
        for raw in tallies.changed
        for _, removed, added in raw.changes
        for thing in (*removed, *added)
        if thing[0] != '"'
    }
    called: dict[Term, Name] = {}
    for side in (new, old) if wanted else ():
        for head, lines in subjects(side.lines()):
            if (subject := Term(head[:-1])) in wanted and subject not in called:
                label = name(quad[1:3] for quad in map(terms, lines) if quad[1] in NAMING)
                if any(label):
                    called[subject] = label
    return called


def _entities(raws: Iterable[_Raw], words: Words, called: dict[Term, Name]) -> tuple[Entity, ...]:
    entities = (
        Entity(
            value(raw.subject),
            raw.kind,
            raw.name.full or raw.name.short or words.short(raw.subject),
            raw.name.short,
            tuple(
                Change(
                    value(predicate),
                    words.label(predicate),
                    tuple(Value(term, words.value(term, called)) for term in removed),
                    tuple(Value(term, words.value(term, called)) for term in added),
                )
                for predicate, removed, added in raw.changes
            ),
        )
        for raw in raws
    )
    return tuple(sorted(entities, key=lambda each: (each.kind, each.iri)))
