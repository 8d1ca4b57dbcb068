"""A node of the graph → the question, the answer and the record field it came from.

By ikg:yields from the answers, by ikg:evidence and its positions, and for parts (sessions, participations, evidence)
by the thing they are parts of.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from itu_kg.model.graph import Term, Triple
from itu_kg.model.vocab import IKG, VOCABULARIES
from itu_kg.rdf.ntriples import value as text
from itu_kg.rdf.prefixes import term

_OA, _SCHEMA, _SKOS = (VOCABULARIES[prefix] for prefix in ("oa", "schema", "skos"))
_WHOLES = (f"{_SCHEMA}subEvent", f"{_SCHEMA}hasPart", f"{IKG}participation", f"{IKG}evidence", f"{_OA}hasSelector")
_SUBMISSION = term("ikg:Submission")
_DEEPEST = 10  # parts of parts of parts: a loop in broken data ends here


class Place(NamedTuple):
    """Where a person finds what a finding is about; empty where the data does not say.

    `entity` is the last part of the IRI (event/gsr-24), `name` its name, `submission` likewise, `question` the number
    of the question, `field` the record field, `at` its positions in the source text as start-end.
    """

    entity: str = ""
    name: str = ""
    submission: str = ""
    question: str = ""
    field: str = ""
    at: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Write it on one line."""
        question = f"Q{self.question}" if self.question else ""
        parts = (self.submission, question, self.entity, f"“{self.name}”" if self.name else "")
        field = f"field {self.field}" if self.field not in ("", "at") else ""
        at = f"at {', '.join(self.at)}" if self.at else ""
        return " · ".join(part for part in (*parts, ", ".join(filter(None, (field, at)))) if part)


class Places:
    """The facts needed to place a finding, of the shared graphs and of one submission."""

    def __init__(self, shared: Iterable[Triple], own: Iterable[Triple]) -> None:
        self._of: dict[str, dict[Term, list[Term]]] = defaultdict(lambda: defaultdict(list))
        self._wholes: dict[Term, Term] = {}
        self._answers: dict[Term, list[Term]] = defaultdict(list)
        self._pointers: dict[Term, Term] = {}
        self._described: set[Term] = set()
        for s, p, o in (*shared, *own):
            link = text(p)
            self._described.add(s)
            self._pointers.setdefault(o, s)
            self._of[link][s].append(o)
            if link in _WHOLES:
                self._wholes.setdefault(o, s)
            elif link == f"{IKG}yields":
                self._answers[o].append(s)
        self._owned = {s for s, _, _ in own}
        self._submission = next((s for s, _, o in own if o == _SUBMISSION), Term(""))

    def of(self, node: Term, field: str) -> Place:
        """Place a node, seen through a record field (empty: whichever field its evidence names)."""
        chain = list(self._chain(node))
        entity = next((thing for thing in chain if self._name(thing)), chain[0])
        own = node in self._owned or any(thing in self._owned for thing in chain)
        at, named = self._positions(chain, field)
        return Place(
            entity=short(entity),
            name=self._name(entity),
            submission=short(self._submission).rpartition("/")[2] if own else "",
            question=self._question(chain, at),
            field=named or field,
            at=at,
        )

    def _chain(self, node: Term) -> Iterator[Term]:
        for _ in range(_DEEPEST):
            yield node
            # What nobody describes is placed by what points at it.
            whole = self._wholes.get(node) or (None if node in self._described else self._pointers.get(node))
            if not whole:
                return
            node = whole

    def _name(self, node: Term) -> str:
        for link in (f"{_SCHEMA}name", f"{_SKOS}prefLabel"):
            names = sorted(self._of[link].get(node, ()), key=lambda term: (not term.endswith("@en"), term))
            if names:
                return " ".join(text(names[0]).split())
        return ""

    def _question(self, chain: list[Term], at: tuple[str, ...]) -> str:
        """The question in whose answer positions stand, of those that tell of the thing; else the first."""
        numbers = self._of[f"{IKG}questionNumber"]
        for thing in chain:
            answers = [each for each in (thing, *self._answers.get(thing, ())) if each in numbers]
            if answers:
                chosen = next((each for each in answers if self._holds(each, at)), answers[0])
                return text(numbers[chosen][0])
        return ""

    def _holds(self, answer: Term, at: tuple[str, ...]) -> bool:
        passages, within = (
            [tuple(map(int, span.split("-"))) for span in spans]
            for spans in (self._positions([answer], "answer")[0], at)
        )
        return any(start <= begin and end <= stop for start, stop in passages for begin, end in within)

    def _positions(self, chain: list[Term], field: str) -> tuple[tuple[str, ...], str]:
        """The positions of the evidence of the nearest thing that has some, and the field they were read for."""
        from itu_kg.model.submission import evidence_names  # noqa: PLC0415  loads pydantic, for a finding only

        for thing in chain:
            if thing in self._of[f"{_OA}hasSelector"]:
                read_for = sorted(text(f) for f in self._of[f"{IKG}field"].get(thing, ()))
                return self._spans([thing]), ", ".join(read_for)
            if evidence := self._of[f"{IKG}evidence"].get(thing):
                fields = {node: {text(f) for f in self._of[f"{IKG}field"].get(node, ())} for node in evidence}
                of_field, named = (
                    [node for node in evidence if fields[node] & names]
                    for names in (evidence_names(field), {"name", "passage"})
                )
                return self._spans(of_field or named or evidence), ""
        return (), ""

    def _spans(self, evidence: list[Term]) -> tuple[str, ...]:
        spans = set()
        for node in evidence:
            for selector in self._of[f"{_OA}hasSelector"].get(node, ()):
                starts, ends = (self._of[f"{_OA}{edge}"].get(selector, ()) for edge in ("start", "end"))
                spans |= {(text(start), text(end)) for start in starts for end in ends if _counts(start, end)}
        return tuple(f"{start}-{end}" for start, end in sorted(spans, key=lambda span: (len(span[0]), span)))


def _counts(*positions: Term) -> bool:
    """Whether positions are numbers of code points, which broken data need not have."""
    return all(text(each).isdecimal() for each in positions)


def short(node: Term) -> str:
    """The type and slug of a thing's IRI, or all of another's."""
    address = text(node) if node else ""
    return address.rpartition("/id/")[2] or address
