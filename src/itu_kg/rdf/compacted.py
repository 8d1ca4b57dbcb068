"""Named graphs → JSON-LD compacted with our context, a node a line: keys in the order of the context, values too.

Source: JSON-LD 1.1 Processing Algorithms §6, as far as our context goes (see `context`). A text in canonical N-Triples
is between its quotes what JSON writes, but for U+007F, so that texts are copied and not taken apart. Whatever a key
cannot say is said under the property's IRI or as a value object; nothing is left out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from itu_kg.rdf.definitions import Definition, Kind
from itu_kg.rdf.ordering import REMEMBERED, Keys, natural
from itu_kg.rdf.terms import RDF_TYPE, XSD, parts
from itu_kg.rdf.turtle import told

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from itu_kg.model.graph import NamedGraph, Term
    from itu_kg.rdf.context import Context
    from itu_kg.rdf.turtle import Said

TEXT = json.JSONEncoder(ensure_ascii=False).encode
"""Writes a value as JSON."""

_INTEGER = re.compile(r'"(0|-?[1-9][0-9]{0,14})"')
_INTEGERS = frozenset(f"{XSD}{name}" for name in ("integer", "nonNegativeInteger"))
_BOOLEAN = f"{XSD}boolean"
_BOOLEANS = {'"true"': "true", '"false"': "false"}
_APART = "apart "
"""Stands before a property where its key has no way to say what is said."""


Write = Callable[["list[Term]"], str]
"""Writes what is said under a key."""


@dataclass(frozen=True, slots=True, order=True)
class _Key:
    """A key of a node: its place among keys, its name, as it stands in JSON; what it can say, and how it says it."""

    place: int
    name: str
    predicate: Term
    text: str = field(init=False, compare=False)
    can: Callable[[Term], bool] | None = field(compare=False)
    write: Write = field(compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", f', "{self.name}": ')


def document(graph: NamedGraph, context: Context) -> dict[str, Any]:
    """Give the document that says these triples: nodes by id, keys in the order of the context."""
    name = {"id": context.node_name(f"<{graph.iri}>")} if graph.iri else {}
    return {"@context": context.definitions, **name, "@graph": list(map(json.loads, Nodes(context).lines(graph)))}


def chunks(graphs: Iterable[NamedGraph], context: Context, *, alone: bool) -> Iterator[bytes]:
    """Write graphs as one document, a graph at a time; `alone` says that there is one only."""
    nodes = Nodes(context)
    bodies = ((context.node_name(f"<{graph.iri}>") if graph.iri else "", nodes.lines(graph)) for graph in graphs)
    return wrapped(bodies, context, alone=alone)


def wrapped(bodies: Iterable[tuple[str, Iterable[str]]], context: Context, *, alone: bool) -> Iterator[bytes]:
    """Write named lists of nodes as one document; several stand beside each other below one context."""
    yield f'{{\n"@context": {json.dumps(context.definitions, ensure_ascii=False)},\n'.encode()
    if not alone:
        yield b'"@graph": [\n'
    between = ""
    for name, lines in bodies:
        text = ",\n".join(lines)
        if name or alone:
            text = f'"@graph": [\n{text}\n]'
        if name:
            text = f'"id": {TEXT(name)},\n{text}'
        if name and not alone:
            text = f"{{{text}}}"
        yield f"{between}{text}".encode()
        between = ",\n"
    yield b"\n}\n" if alone else b"\n]\n}\n"


class Nodes:
    """Writes what graphs say of each subject as a JSON object."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._keys = Keys()
        self._orders: dict[tuple[Term, ...], list[_Key]] = {}
        self._properties: dict[Term, _Key] = {}

    def lines(self, graph: NamedGraph) -> list[str]:
        """Give the nodes of a graph, ordered by id."""
        name = self._context.node_name
        nodes = [(name(subject), self._said(said)) for subject, said in told(graph.triples)]
        nodes.sort(key=itemgetter(0))
        return [f'{{"id": "{short}"{said}}}' for short, said in nodes]  # no IRI holds what JSON escapes

    def _said(self, said: Said) -> str:
        predicates = tuple(said)
        keys = self._orders.get(predicates)
        if keys is None:
            keys = self._orders[predicates] = sorted(self._key(predicate) for predicate in predicates)
        written = ""
        for key in keys:
            things = said[key.predicate]
            if key.can is not None and not all(map(key.can, things)):
                return self._said(_parted(said, key))
            written += key.text + key.write(things)
        return written

    def _key(self, predicate: Term) -> _Key:
        found = self._properties.get(predicate)
        if found is None:
            found = self._properties[predicate] = self._made(predicate)
        return found

    def _made(self, predicate: Term) -> _Key:
        context = self._context
        if predicate == RDF_TYPE:
            return _Key(context.place("type"), "type", predicate, _is_node, self._values(self._type))
        name, term = context.property(predicate)
        if predicate.startswith(_APART):
            name, term = context.name(predicate[len(_APART) :]), Definition(predicate)
        if term.kind is Kind.LANGUAGE:
            return _Key(context.place(name), name, predicate, _is_text, self._languages)
        return _Key(context.place(name), name, predicate, None, self._values(partial(self._value, term=term)))

    def _values(self, value: Callable[[Term], str]) -> Write:
        known: dict[Term, str] = {}

        def remembered(thing: Term) -> str:
            text = value(thing)
            if thing[-1] == ">":
                if len(known) > REMEMBERED:
                    known.clear()
                known[thing] = text
            return text

        def write(things: list[Term]) -> str:
            if len(things) == 1:
                return known.get(things[0]) or remembered(things[0])
            return self._listed([known.get(thing) or remembered(thing) for thing in things])

        return write

    def _listed(self, texts: list[str]) -> str:
        if len(texts) == 1:
            return texts[0]
        texts.sort(key=self._order)
        return f"[{', '.join(texts)}]"

    def _order(self, text: str) -> str:
        if text[0] != '"':
            return natural(text)
        return self._keys.iri(text[1:-1] if "\\" not in text else json.loads(text))

    def _type(self, thing: Term) -> str:
        return TEXT(self._context.class_name(thing))

    def _value(self, thing: Term, term: Definition) -> str:
        if thing[0] == '"':
            return self._literal(thing, term)
        if term.kind is Kind.CONCEPT:
            return TEXT(self._context.concept_name(thing, term.space))
        text = TEXT(self._context.node_name(thing))
        return text if term.kind is Kind.NODE else f'{{"id": {text}}}'

    def _literal(self, thing: Term, term: Definition) -> str:
        quoted, rest = _taken_apart(thing)
        if rest.startswith("@"):
            return f'{{"@language": "{rest[1:]}", "@value": {quoted}}}'
        datatype = rest[3:-1]
        if term.kind is Kind.LITERAL and datatype == term.datatype:
            if datatype in _INTEGERS and (bare := _INTEGER.fullmatch(quoted)):
                return bare[1]
            return _BOOLEANS.get(quoted, quoted) if datatype == _BOOLEAN else quoted
        named = f'"@type": {TEXT(self._context.class_name(f"<{datatype}>"))}, ' if datatype else ""
        return f'{{{named}"@value": {quoted}}}'

    def _languages(self, things: list[Term]) -> str:
        texts: dict[str, list[str]] = {}
        for thing in things:
            quoted, rest = _taken_apart(thing)
            texts.setdefault(rest[1:] or "@none", []).append(quoted)
        maps = [f'"{language}": {self._listed(texts[language])}' for language in sorted(texts)]
        return f"{{{', '.join(maps)}}}"


def _taken_apart(thing: Term) -> tuple[str, str]:
    """Part a literal into its text, as JSON writes it, and its datatype or language."""
    end = thing.rindex('"') + 1
    quoted = thing[:end]
    return TEXT(parts(thing).value) if "\\u007F" in quoted else quoted, thing[end:]


def _is_text(thing: Term) -> bool:
    return thing[0] == '"' and thing[-1] != ">"


def _is_node(thing: Term) -> bool:
    return thing[0] != '"'


def _parted(said: Said, key: _Key) -> Said:
    """Say apart from its key what the key has no way to say."""
    can = key.can or _is_text
    rest = {predicate: things for predicate, things in said.items() if predicate != key.predicate}
    plain = [thing for thing in said[key.predicate] if can(thing)]
    rest[f"{_APART}{key.predicate}"] = [thing for thing in said[key.predicate] if not can(thing)]
    return {**rest, key.predicate: plain} if plain else rest
