"""Files of SHACL → Shapes: read, named, checked for the mistakes that engines pass over, and made ready to run.

Property shapes get an IRI where the file gives none, so that a report can name them, and they take over the targets of
their node shapes: a constraint is then evaluated once over all its focus nodes and not once for each. The results are
the same (SHACL §2.1.3: a property shape may have targets of its own), in half the time.

It follows no owl:imports and refuses what needs SHACL's advanced features (rules, functions, JavaScript).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pyoxigraph as ox

from itu_kg.errors import AssetError
from itu_kg.files import read_bytes
from itu_kg.model.graph import Term, Triple
from itu_kg.model.shapes import PropertyPath, Shapes, Target
from itu_kg.model.vocab import XSD
from itu_kg.rdf.index import FIRST, NIL, REST, Facts, by_subject
from itu_kg.rdf.memory import uncollected
from itu_kg.rdf.ntriples import RDF_TYPE, literal, value
from itu_kg.rdf.prefixes import term
from itu_kg.validate.rules import rules
from itu_kg.validate.term_text import compact

_NOT_A_WORD = re.compile(r"[^A-Za-z0-9]+")
_TRUE = literal("true", f"{XSD}boolean")
_AIMS = ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf")
_REPEATS = {"zeroOrMorePath": "*", "oneOrMorePath": "+", "zeroOrOnePath": "?"}


def sh(name: str) -> Term:
    """A term of the SHACL vocabulary."""
    return term(f"sh:{name}")


def load(*paths: Path, ontology: Sequence[Path] = ()) -> Shapes:
    """Read the shapes of files, or of every .ttl file of a folder.

    Args:
        paths: the files or folders.
        ontology: the files that declare the terms that shapes may speak of; without any they are not checked.

    Raises:
        AssetError: a file cannot be read or has a syntax error (with its line), there is no shape, or a shape asks for
            something that no engine would complain of and none would do.
    """
    triples, shapes = _read(paths)
    from itu_kg.validate.shape_lint import check  # noqa: PLC0415  loads rdflib, which `build` can do without

    check(triples, shapes, where=_where(paths), declared=_declared(ontology) if ontology else None)
    return shapes


@uncollected()
def load_unchecked(*paths: Path) -> Shapes:
    """Read shapes of ours as `load` does, without looking for mistakes in them: tests have."""
    return _read(paths)[1]


def _read(paths: Sequence[Path]) -> tuple[list[Triple], Shapes]:
    files = [file for path in paths for file in (sorted(path.glob("*.ttl")) if path.is_dir() else [path])]
    triples = [triple for number, file in enumerate(files) for triple in _parsed(file, number)]
    return triples, _ready(triples, where=_where(paths))


def _where(paths: Sequence[Path]) -> str:
    """The folders or the file that shapes come from."""
    return str(paths[0]) if len(paths) == 1 else " and ".join(dict.fromkeys(str(path.parent) for path in paths))


def _parsed(file: Path, number: int) -> list[Triple]:
    """Read one file; blank nodes are numbered in the order met, so that two files never share one."""
    names: dict[str, str] = {}

    def written(node: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Term:
        if isinstance(node, ox.BlankNode):
            return Term(names.setdefault(node.value, f"_:f{number}b{len(names)}"))
        return Term(str(node))

    data = read_bytes(file, error=AssetError)
    try:
        return [
            (written(quad.subject), written(quad.predicate), written(quad.object))
            for quad in ox.parse(data, ox.RdfFormat.TURTLE, base_iri="https://w3id.org/itu-kg/shapes")
        ]
    except SyntaxError as problem:
        line = f":{problem.lineno}" if problem.lineno else ""
        raise AssetError(f"not valid Turtle: {problem.msg}", where=f"{file}{line}") from problem


def _declared(files: Sequence[Path]) -> frozenset[Term]:
    return frozenset(s for number, file in enumerate(files) for s, p, _ in _parsed(file, number) if p == RDF_TYPE)


def _ready(triples: list[Triple], *, where: str) -> Shapes:
    triples = _named(triples)
    of = by_subject(triples)
    referred = {o for _, p, o in triples if p not in (sh("property"), FIRST) and o in of}
    referred |= {o for _, p, o in triples if p == FIRST}
    targets: list[Target] = []
    moved: set[Triple] = set()
    for shape, facts in of.items():
        aims = [tuple(facts.get(sh(kind), ())) for kind in _AIMS]
        if not any(aims) or _TRUE in facts.get(sh("deactivated"), ()):
            continue
        followers = () if shape in referred else tuple(facts.get(sh("property"), ()))
        moved.update((shape, sh("property"), follower) for follower in followers)
        targets.append(Target(shape, followers, *aims))
    if not targets:
        raise AssetError("no shape with a target", where=where, hint="put SHACL shapes (.ttl) there")
    aimed = set(map(sh, _AIMS))
    paths = {s: _path(o, of) for s, p, o in triples if p == sh("path")}
    pairs = {sh(name) for name in ("equals", "disjoint", "lessThan", "lessThanOrEquals")}
    spoken = {step for path in paths.values() for step in path.steps}
    spoken |= {o for _, p, o in triples if p in pairs}
    spoken |= {step for target in targets for step in (*target.subjects_of, *target.objects_of)}
    groups = {s: value(label) for s, facts in of.items() for label in facts.get(term("rdfs:label"), ())}
    return Shapes(
        triples=tuple(t for t in triples if t[1] not in aimed and t not in moved),
        targets=tuple(targets),
        paths=paths,
        fields={s: groups[o] for s, p, o in triples if p == sh("group") and o in groups},
        properties=frozenset(spoken),
        rules=rules(of, (target.shape for target in targets)),
    )


def _named(triples: list[Triple]) -> list[Triple]:
    """Name each property shape without an IRI by its node shape's and its path's, or else its sh:name."""
    paths = {s: o for s, p, o in triples if p == sh("path")}
    steps = {s: value(o).replace("#", "/").rpartition("/")[2] for s, o in paths.items() if o.startswith("<")}
    called = {s: _NOT_A_WORD.sub("-", value(o)) for s, p, o in triples if p == sh("name")}
    names: dict[Term, Term] = {}
    taken: set[Term] = set()
    holds = sh("property")
    for shape, p, o in triples:
        if p == holds and o.startswith("_:") and shape.startswith("<"):
            wanted = [
                *filter(None, (steps.get(o), called.get(o))),
                *(f"property-{n}" for n in range(1, len(paths) + 1)),
            ]
            made = (Term(f"{shape[:-1]}-{last}>") for last in wanted)
            names[o] = next(name for name in made if name not in taken)
            taken.add(names[o])
    return [(names.get(s, s), p, names.get(o, o)) for s, p, o in triples]


def _path(node: Term, of: Facts) -> PropertyPath:
    """Read the path at `node` (SHACL §2.3.1), given the facts of the shapes graph by subject and predicate.

    Raises:
        AssetError: it is no SHACL property path.
    """
    facts = of.get(node, {})
    if FIRST in facts:
        parts = [_path(part, of) for part in _members(node, of)]
        return PropertyPath("/".join(p.text for p in parts), f"( {' '.join(p.turtle for p in parts)} )", _steps(parts))
    if node.startswith("<"):
        return PropertyPath(compact(node), node, (node,))
    if inverse := facts.get(sh("inversePath")):
        path = _path(inverse[0], of)
        return PropertyPath(f"^{path.text}", f"[ {sh('inversePath')} {path.turtle} ]", path.steps)
    if choice := facts.get(sh("alternativePath")):
        parts = [_path(part, of) for part in _members(choice[0], of)]
        turtle = f"[ {sh('alternativePath')} ( {' '.join(p.turtle for p in parts)} ) ]"
        return PropertyPath(f"({'|'.join(p.text for p in parts)})", turtle, _steps(parts))
    for name, sign in _REPEATS.items():
        if repeated := facts.get(sh(name)):
            path = _path(repeated[0], of)
            return PropertyPath(f"({path.text}){sign}", f"[ {sh(name)} {path.turtle} ]", path.steps)
    raise AssetError("sh:path of a shape leads nowhere", where=compact(node))


def _members(node: Term, of: Facts) -> list[Term]:
    members: list[Term] = []
    while node != NIL:
        facts = of.get(node, {})
        if FIRST not in facts or len(members) > len(of):
            raise AssetError("a list in the shapes has no end", where=node)
        members.append(facts[FIRST][0])
        node = facts.get(REST, [Term("")])[0]
    return members


def _steps(parts: list[PropertyPath]) -> tuple[Term, ...]:
    return tuple(step for part in parts for step in part.steps)
