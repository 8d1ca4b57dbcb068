"""Shapes → rules in words, each with where it applies and examples that pass and fail.

Source: SHACL §2 to §5. The shapes come named and with their targets, as `validate` makes them ready.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from itu_kg import rdf
from itu_kg.model.formats import Format
from itu_kg.model.vocab import VOCABULARIES
from itu_kg.rdf.ntriples import RDF_TYPE
from itu_kg.reference.ontology_terms import (
    Facts,
    facts,
    members,
    plain,
    term,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from itu_kg.model.graph import Term, Triple

_PREFIX = re.compile(r"^@prefix +(\S*): +<(\S+)> \.\n", re.MULTILINE)
_WITHOUT = re.compile(r"^# without: (\S+) (\S+)$", re.MULTILINE)


class Aim(NamedTuple):
    """What a shape looks at: it, the property shapes that look with it, its targets by kind."""

    shape: Term
    followers: tuple[Term, ...]
    classes: tuple[Term, ...] = ()
    nodes: tuple[Term, ...] = ()
    subjects_of: tuple[Term, ...] = ()
    objects_of: tuple[Term, ...] = ()


class Example(NamedTuple):
    """A patch that breaks one rule: the rule's name, what is wrong, the message to expect, its Turtle without prefixes.

    `passing` is what the data that it is a patch of say of its subject, which conforms.
    """

    rule: str
    what: str
    message: str
    failing: str
    passing: tuple[Triple, ...]


Need = tuple[str, tuple["Term", ...], str]
"""A constraint: words, the terms after them, code after those."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One property shape, or what a node shape asks of its focus nodes themselves."""

    name: str
    title: str
    description: str
    path: str
    needs: tuple[Need, ...]
    severity: str
    message: str
    field: str


@dataclass(frozen=True, slots=True)
class Check:
    """A node shape: what it is about, what it looks at, and its rules."""

    name: str
    title: str
    description: str
    aim: Aim
    rules: tuple[Rule, ...]

    @property
    def terms(self) -> Iterator[Term]:
        """The terms it looks at."""
        yield from (*self.aim.classes, *self.aim.subjects_of, *self.aim.objects_of)


def read(
    triples: Iterable[Triple], aims: Sequence[Aim], paths: Mapping[Term, str], fields: Mapping[Term, str]
) -> tuple[Check, ...]:
    """Read the node shapes, in the order of their names: those that have targets, and those that others refer to."""
    about = facts(triples)
    aimed = {aim.shape for aim in aims}
    nodes = [s for s, said in about.items() if term("sh:NodeShape") in said.get(RDF_TYPE, ()) and s[0] == "<"]
    every = [*aims, *(Aim(shape, ()) for shape in nodes if shape not in aimed)]
    return tuple(sorted((_check(aim, about, paths, fields) for aim in every), key=lambda check: check.name.lower()))


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
    said = [triple for graph in rdf.parse(text.encode(), Format.TURTLE, where=stem) for triple in graph.triples]
    changed = [*without, *((s, p) for s, p, _ in said)]
    subject = next((s for s, _ in changed if s in conforming), "")
    predicates = {RDF_TYPE, *(p for s, p in changed if s == subject)}
    about = conforming.get(subject, {})
    passing = [(subject, p, thing) for p in sorted(predicates) for thing in about.get(p, ())]
    shown = _WITHOUT.sub(r"# \1 has no \2", _PREFIX.sub("", rest)).strip()
    return Example(rule, what.replace("-", " "), first.removeprefix("# expect: "), shown, tuple(passing))


def _full(name: str, spaces: Mapping[str, str]) -> Term:
    prefix, _, rest = name.partition(":")
    return name if name.startswith("<") else f"<{spaces[prefix]}{rest}>"


def local(iri: Term) -> str:
    """Give the part of a shape's IRI that names it."""
    return iri.strip("<>").rpartition("#")[2]


def _check(aim: Aim, about: Facts, paths: Mapping[Term, str], fields: Mapping[Term, str]) -> Check:
    said = about.get(aim.shape, {})
    followers = (*aim.followers, *(each for each in said.get(term("sh:property"), ()) if each not in aim.followers))
    rules = [_rule(each, about, paths, fields) for each in followers]
    if own := list(_needs(said, about)):
        rules.insert(0, _own(aim.shape, own, said))
    return Check(local(aim.shape), _text(said, "sh:name"), _text(said, "sh:description"), aim, tuple(rules))


def _own(shape: Term, needs: Sequence[Need], said: dict[Term, list[Term]]) -> Rule:
    return Rule(local(shape), "the thing itself", "", "", tuple(needs), _severity(said), _text(said, "sh:message"), "")


def _rule(shape: Term, about: Facts, paths: Mapping[Term, str], fields: Mapping[Term, str]) -> Rule:
    said = about.get(shape, {})
    return Rule(
        local(shape),
        _text(said, "sh:name") or paths.get(shape, ""),
        _text(said, "sh:description"),
        paths.get(shape, ""),
        tuple(_needs(said, about)),
        _severity(said),
        _text(said, "sh:message"),
        fields.get(shape, ""),
    )


def _severity(said: dict[Term, list[Term]]) -> str:
    return next((plain(each).rpartition("#")[2].lower() for each in said.get(term("sh:severity"), ())), "violation")


def _text(said: dict[Term, list[Term]], name: str) -> str:
    return next(iter(sorted(map(plain, said.get(term(name), ())))), "")


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


def _needs(said: dict[Term, list[Term]], about: Facts) -> Iterator[Need]:
    """Give each constraint."""
    for name, words in _NUMBERS.items():
        for value in said.get(term(f"sh:{name}"), ()):
            yield words.format(plain(value)), (), ""
    for name, words in _TERMS.items():
        if values := said.get(term(f"sh:{name}")):
            named = tuple(value for value in values if value[0] == "<")
            rest = [value for value in values if value[0] != "<"]
            yield words, named, " ".join(plain(v) for v in rest if v[0] == '"') or _inside(rest, about)
    for value in said.get(term("sh:nodeKind"), ()):
        yield _KINDS.get(local(value), local(value)), (), ""
    for value in said.get(term("sh:pattern"), ()):
        yield "matches", (), plain(value)
    if said.get(term("sh:uniqueLang")):
        yield "one text in each language at the most", (), ""
    for name, words in (("languageIn", "in a language of"), ("in", "one of")):
        for start in said.get(term(f"sh:{name}"), ()):
            listed = tuple(members(start, about))
            iris = tuple(value for value in listed if value[0] == "<")
            yield words, iris, " ".join(plain(value) for value in listed if value[0] == '"')
    yield from _logical(said, about)


def _logical(said: dict[Term, list[Term]], about: Facts) -> Iterator[Need]:
    for name, words in (("or", "one of these holds:"), ("xone", "exactly one of these holds:"), ("and", "all hold:")):
        for start in said.get(term(f"sh:{name}"), ()):
            yield words, (), " or ".join(_inside([each], about) for each in members(start, about))
    for value in said.get(term("sh:not"), ()):
        yield "not:", (), _inside([value], about)
    for value in said.get(term("sh:qualifiedValueShape"), ()):
        least, most = (_text(said, f"sh:qualified{end}Count") for end in ("Min", "Max"))
        count = (
            f"exactly {least}" if least == most else f"at least {least or 0}" + (f", at most {most}" if most else "")
        )
        yield f"{count} of its values:", (), _inside([value], about)
    for value in said.get(term("sh:sparql"), ()):
        select = _text(about.get(value, {}), "sh:select")
        yield "this query finds nothing:", (), "\n".join(line.strip() for line in select.strip().split("\n"))


def _inside(values: Iterable[Term], about: Facts) -> str:
    """Write a nameless shape in one line."""
    found = []
    for value in values:
        if value[0] == "<":
            found.append(_short(value))
            continue
        said = about.get(value, {})
        own = [
            " ".join(filter(None, (words, " ".join(map(_short, iris)), code)))
            for words, iris, code in _needs(said, about)
        ]
        paths = [_path(path, about) for path in said.get(term("sh:path"), ())]
        own += [_inside([each], about) for each in said.get(term("sh:property"), ())]
        found.append(" ".join([*paths, ", ".join(own)]))
    return "; ".join(filter(None, found))


def _path(path: Term, about: Facts) -> str:
    if path[0] == "<":
        return _short(path)
    said = about.get(path, {})
    inverse = [f"^{_path(each, about)}" for each in said.get(term("sh:inversePath"), ())]
    choice = [
        f"({'|'.join(_path(each, about) for each in members(start, about))})"
        for start in said.get(term("sh:alternativePath"), ())
    ]
    return "".join(inverse + choice) or "/".join(_path(each, about) for each in members(path, about))


def _short(iri: Term) -> str:
    value = iri.strip("<>")
    space = max((s for s in VOCABULARIES.values() if value.startswith(s)), key=len, default="")
    name = next((name for name, each in VOCABULARIES.items() if each == space), "")
    return f"{name}:{value[len(space) :]}" if space else value


def shapes_by_term(checks: Iterable[Check], steps: Mapping[str, Iterable[Term]]) -> dict[Term, tuple[str, ...]]:
    """Give, for each term, the names of the shapes that look at it or whose rules speak of it."""
    found: dict[Term, set[str]] = {}
    for check in checks:
        for each in check.terms:
            found.setdefault(each, set()).add(check.name)
        for rule in check.rules:
            for each in steps.get(rule.name, ()):
                found.setdefault(each, set()).add(check.name)
    return {each: tuple(sorted(names)) for each, names in found.items() if each != RDF_TYPE}
