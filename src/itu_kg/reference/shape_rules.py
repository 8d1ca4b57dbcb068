"""Shapes → rules in words, each with where it applies and examples that pass and fail.

Source: SHACL §2 to §5. The shapes come named and with their targets, as `validate` makes them ready.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from itu_kg import rdf
from itu_kg.model.formats import Format
from itu_kg.model.graph import Term, Triple
from itu_kg.model.shapes import Shapes, Target
from itu_kg.model.vocab import VOCABULARIES
from itu_kg.rdf.index import Facts, Properties, by_subject, members
from itu_kg.rdf.ntriples import RDF_TYPE
from itu_kg.rdf.ntriples import value as plain
from itu_kg.rdf.prefixes import expand, shorten, term

_PREFIX = re.compile(r"^@prefix +(\S*): +<(\S+)> \.\n", re.MULTILINE)
_WITHOUT = re.compile(r"^# without: (\S+) (\S+)$", re.MULTILINE)


class Example(NamedTuple):
    """A patch that breaks one rule: the rule's name, what is wrong, the message to expect, its Turtle without prefixes.

    `passing` is what the data that it is a patch of say of its subject, which conforms.
    """

    rule: str
    what: str
    message: str
    failing: str
    passing: tuple[Triple, ...]


Constraint = tuple[str, tuple["Term", ...], str]
"""A constraint: words, the terms after them, code after those."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One property shape, or what a node shape asks of its focus nodes themselves."""

    name: str
    title: str
    description: str
    path: str
    constraints: tuple[Constraint, ...]
    severity: str
    message: str
    field: str


@dataclass(frozen=True, slots=True)
class NodeShape:
    """A node shape: what it is about, what it looks at, and its rules."""

    name: str
    title: str
    description: str
    target: Target
    rules: tuple[Rule, ...]

    @property
    def terms(self) -> Iterator[Term]:
        """The terms it looks at."""
        yield from (*self.target.classes, *self.target.subjects_of, *self.target.objects_of)


def read(shapes: Shapes) -> tuple[NodeShape, ...]:
    """Read the node shapes, in the order of their names: those that have targets, and those that others refer to."""
    about = by_subject(shapes.triples)
    targeted = {target.shape for target in shapes.targets}
    nodes = [
        s for s, properties in about.items() if term("sh:NodeShape") in properties.get(RDF_TYPE, ()) and s[0] == "<"
    ]
    untargeted = (Target(shape, (), (), (), (), ()) for shape in nodes if shape not in targeted)
    rules = _Rules(about, shapes)
    return tuple(
        sorted((rules.node_shape(each) for each in (*shapes.targets, *untargeted)), key=lambda each: each.name.lower())
    )


def example(text: str, *, stem: str, conforming: Facts) -> Example:
    """Read an example that fails.

    Args:
        text: the patch, in Turtle; its first line is `# expect: ` and the message, and `# without: SUBJECT PROPERTY`
            takes out what conforms.
        stem: the file's name, `<rule>--<what-is-wrong>`.
        conforming: the data that it is a patch of.
    """
    rule, _, what = stem.partition("--")
    first, _, rest = text.partition("\n")
    spaces = dict(_PREFIX.findall(text))
    without = [(_full(s, spaces), _full(p, spaces)) for s, p in _WITHOUT.findall(text)]
    triples = [triple for graph in rdf.parse(text.encode(), Format.TURTLE, where=stem) for triple in graph.triples]
    changed = [*without, *((s, p) for s, p, _ in triples)]
    subject = next((s for s, _ in changed if s in conforming), Term(""))
    predicates = {RDF_TYPE, *(p for s, p in changed if s == subject)}
    about = conforming.get(subject, {})
    passing = [(subject, p, thing) for p in sorted(predicates) for thing in about.get(p, ())]
    shown = _WITHOUT.sub(r"# \1 has no \2", _PREFIX.sub("", rest)).strip()
    return Example(rule, what.replace("-", " "), first.removeprefix("# expect: "), shown, tuple(passing))


def _full(name: str, spaces: Mapping[str, str]) -> Term:
    return Term(f"<{expand(name, spaces)}>")


def local(iri: Term) -> str:
    """The part of a shape's IRI that names it."""
    return plain(iri).rpartition("#")[2]


class _Rules:
    """Reads shapes; nameless ones are written where they are referred to."""

    def __init__(self, about: Facts, shapes: Shapes) -> None:
        self._about = about
        self._shapes = shapes

    def node_shape(self, target: Target) -> NodeShape:
        facts = self._about.get(target.shape, {})
        others = (each for each in facts.get(term("sh:property"), ()) if each not in target.followers)
        rules = [self._rule(each) for each in (*target.followers, *others)]
        if own := tuple(self._constraints(facts)):
            name, message = local(target.shape), _text(facts, "sh:message")
            rules.insert(0, Rule(name, "the thing itself", "", "", own, _severity(facts), message, ""))
        return NodeShape(
            local(target.shape), _text(facts, "sh:name"), _text(facts, "sh:description"), target, tuple(rules)
        )

    def _rule(self, shape: Term) -> Rule:
        facts = self._about.get(shape, {})
        path = self._shapes.paths[shape].text if shape in self._shapes.paths else ""
        return Rule(
            local(shape),
            _text(facts, "sh:name") or path,
            _text(facts, "sh:description"),
            path,
            tuple(self._constraints(facts)),
            _severity(facts),
            _text(facts, "sh:message"),
            self._shapes.fields.get(shape, ""),
        )

    def _constraints(self, facts: Properties) -> Iterator[Constraint]:
        for name, words in _NUMBERS.items():
            for value in facts.get(term(f"sh:{name}"), ()):
                yield words.format(plain(value)), (), ""
        for name, words in _TERMS.items():
            if values := facts.get(term(f"sh:{name}")):
                named = tuple(value for value in values if value[0] == "<")
                rest = [value for value in values if value[0] != "<"]
                yield words, named, " ".join(plain(v) for v in rest if v[0] == '"') or self._inline(rest)
        for value in facts.get(term("sh:nodeKind"), ()):
            yield _KINDS.get(local(value), local(value)), (), ""
        for value in facts.get(term("sh:pattern"), ()):
            yield "matches", (), plain(value)
        if facts.get(term("sh:uniqueLang")):
            yield "one text in each language at the most", (), ""
        for name, words in (("languageIn", "in a language of"), ("in", "one of")):
            for start in facts.get(term(f"sh:{name}"), ()):
                listed = tuple(members(start, self._about))
                iris = tuple(value for value in listed if value[0] == "<")
                yield words, iris, " ".join(plain(value) for value in listed if value[0] == '"')
        yield from self._logical(facts)

    def _logical(self, facts: Properties) -> Iterator[Constraint]:
        for name, words in _LOGICAL.items():
            for start in facts.get(term(f"sh:{name}"), ()):
                yield words, (), " or ".join(self._inline([each]) for each in members(start, self._about))
        for value in facts.get(term("sh:not"), ()):
            yield "not:", (), self._inline([value])
        for value in facts.get(term("sh:qualifiedValueShape"), ()):
            least, most = (_text(facts, f"sh:qualified{end}Count") for end in ("Min", "Max"))
            exactly = f"exactly {least}" if least == most else ""
            count = exactly or f"at least {least or 0}" + (f", at most {most}" if most else "")
            yield f"{count} of its values:", (), self._inline([value])
        for value in facts.get(term("sh:sparql"), ()):
            select = _text(self._about.get(value, {}), "sh:select")
            yield "this query finds nothing:", (), "\n".join(line.strip() for line in select.strip().split("\n"))

    def _inline(self, shapes: Iterable[Term]) -> str:
        """Write shapes in one line: those with an IRI by name, nameless ones by what they ask."""
        written = []
        for shape in shapes:
            if shape[0] == "<":
                written.append(_short(shape))
                continue
            facts = self._about.get(shape, {})
            own = [
                " ".join(filter(None, (words, " ".join(map(_short, iris)), code)))
                for words, iris, code in self._constraints(facts)
            ]
            own += [self._inline([each]) for each in facts.get(term("sh:property"), ())]
            path = self._shapes.paths[shape].text if shape in self._shapes.paths else None
            written.append(" ".join([*filter(None, [path]), ", ".join(own)]))
        return "; ".join(filter(None, written))


def _severity(facts: Properties) -> str:
    return next((local(each).lower() for each in facts.get(term("sh:severity"), ())), "violation")


def _text(facts: Properties, name: str) -> str:
    return next(iter(sorted(map(plain, facts.get(term(name), ())))), "")


_NUMBERS = {
    "minCount": "at least {}",
    "maxCount": "at most {}",
    "minLength": "{} characters or more",
    "maxLength": "{} characters or fewer",
    "minInclusive": "{} or greater",
    "maxInclusive": "{} or less",
    "minExclusive": "greater than {}",
    "maxExclusive": "less than {}",
}
_TERMS = {
    "class": "of the class",
    "datatype": "of the datatype",
    "node": "conforms to the shape",
    "hasValue": "one value is",
    "equals": "the same values as",
    "disjoint": "no value that is one of",
    "lessThan": "before",
    "lessThanOrEquals": "not after",
}
_KINDS = {"IRI": "an IRI", "Literal": "a literal", "BlankNode": "a blank node"}


_LOGICAL = {"or": "one of these holds:", "xone": "exactly one of these holds:", "and": "all hold:"}


def _short(iri: Term) -> str:
    return shorten(plain(iri), VOCABULARIES)


def shapes_by_term(node_shapes: Iterable[NodeShape], shapes: Shapes) -> dict[Term, tuple[str, ...]]:
    """Name, for each term, the node shapes that look at it or whose rules speak of it."""
    steps = {local(shape): path.steps for shape, path in shapes.paths.items()}
    by_term: dict[Term, set[str]] = {}
    for each in node_shapes:
        spoken = (step for rule in each.rules for step in steps.get(rule.name, ()))
        for iri in (*each.terms, *spoken):
            by_term.setdefault(iri, set()).add(each.name)
    return {iri: tuple(sorted(names)) for iri, names in by_term.items() if iri != RDF_TYPE}
