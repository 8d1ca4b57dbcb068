"""Named graphs → JSON-LD compacted with our context, a node a line: keys in the order of the context, values too.

Source: JSON-LD 1.1 Processing Algorithms §6, as far as our context goes (see `context`). A text in canonical N-Triples
is between its quotes what JSON writes, but for U+007F, so that texts are copied and not taken apart. Whatever a key
cannot say is said under the property's IRI or as a value object; nothing is left out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from itu_kg.model.graph import NamedGraph, Term
from itu_kg.model.vocab import XSD
from itu_kg.rdf.jsonld_terms import Definition, Kind
from itu_kg.rdf.memory import Remembered, uncollected
from itu_kg.rdf.ntriples import RDF_TYPE, parts, value
from itu_kg.rdf.order import Keys, natural
from itu_kg.rdf.turtle import Properties, group_by_subject

if TYPE_CHECKING:
    from itu_kg.rdf.jsonld_context import Context

    _KeyWriter = tuple[str, Term, Callable[[Term], str], Callable[[list[Term]], str]]

TEXT = json.JSONEncoder(ensure_ascii=False).encode
"""Writes a value as JSON."""

_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,14}")
_INTEGERS = frozenset(f"{XSD}{name}" for name in ("integer", "nonNegativeInteger"))
_BOOLEAN = f"{XSD}boolean"
_BOOLEANS = {'"true"': "true", '"false"': "false"}
_APART = "apart "
"""Stands before a property where its key has no way to say what is said."""


@dataclass(frozen=True, slots=True, order=True)
class _Key:
    """A key of a node: its place among keys, its name; how it writes one thing that is said, and how several."""

    place: int
    name: str
    predicate: Term
    one: Callable[[Term], str] = field(compare=False)
    several: Callable[[list[Term]], str] = field(compare=False)


class _UnsayableError(Exception):
    """A key has no way to say this."""


def document(graph: NamedGraph, context: Context) -> dict[str, Any]:
    """The document that says these triples: nodes by id, keys in the order of the context."""
    name = {"id": context.node_name(Term(f"<{graph.iri}>"))} if graph.iri else {}
    return {"@context": context.definitions, **name, "@graph": list(map(json.loads, Nodes(context).lines(graph)))}


def chunks(graphs: Iterable[NamedGraph], context: Context, *, alone: bool) -> Iterator[bytes]:
    """Write graphs as one document, a graph at a time; `alone` says that there is one only."""
    nodes = Nodes(context)
    bodies = ((context.node_name(Term(f"<{graph.iri}>")) if graph.iri else "", nodes.lines(graph)) for graph in graphs)
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
        self._order = Remembered(self._natural).__getitem__
        self._orders: dict[tuple[Term, ...], list[_KeyWriter]] = {}
        self._properties: dict[Term, _Key] = {}
        self._kinds = Remembered(self._classes)

    @uncollected()
    def lines(self, graph: NamedGraph) -> list[str]:
        """The nodes of a graph, ordered by id."""
        name = self._context.node_name
        nodes = [(name(subject), self._written(properties)) for subject, properties in group_by_subject(graph.triples)]
        nodes.sort(key=itemgetter(0))
        return [f'{{"id": "{short}"{rest}}}' for short, rest in nodes]  # no IRI holds what JSON escapes

    def _written(self, properties: Properties) -> str:
        predicates = tuple(properties)
        writers = self._orders.get(predicates)
        if writers is None:
            keys = sorted(self._key(predicate) for predicate in predicates)
            writers = self._orders[predicates] = [(f', "{k.name}": ', k.predicate, k.one, k.several) for k in keys]
        written = ""
        predicate = Term("")
        try:
            for text, predicate, one, several in writers:
                things = properties[predicate]
                written += text + (one(things[0]) if len(things) == 1 else several(things))
        except _UnsayableError:
            return self._written(_split_key(properties, self._key(predicate)))
        return written

    def _key(self, predicate: Term) -> _Key:
        key = self._properties.get(predicate)
        if key is None:
            key = self._properties[predicate] = self._new_key(predicate)
        return key

    def _new_key(self, predicate: Term) -> _Key:
        context = self._context
        if predicate == RDF_TYPE:
            return _Key(context.place("type"), "type", predicate, self._type, self._types)
        name, term = context.property(predicate)
        if predicate.startswith(_APART):
            name, term = context.name(Term(predicate[len(_APART) :])), Definition(predicate)
        if term.kind is Kind.LANGUAGE:
            return _Key(context.place(name), name, predicate, self._language, self._languages)
        one = self._writer(term)
        return _Key(context.place(name), name, predicate, one, lambda things: self._listed(list(map(one, things))))

    def _listed(self, texts: list[str]) -> str:
        if len(texts) == 1:
            return texts[0]
        texts.sort(key=self._order)
        return f"[{', '.join(texts)}]"

    def _natural(self, text: str) -> str:
        if text[0] != '"':
            return natural(text)
        return self._keys.iri(text[1:-1] if "\\" not in text else json.loads(text))

    def _type(self, thing: Term) -> str:
        return self._kinds[thing,]

    def _types(self, things: list[Term]) -> str:
        return self._kinds[tuple(things)]

    def _classes(self, things: tuple[Term, ...]) -> str:
        if any(thing[0] == '"' for thing in things):
            raise _UnsayableError
        return self._listed([TEXT(self._context.class_name(thing)) for thing in things])

    def _writer(self, term: Definition) -> Callable[[Term], str]:
        """What writes one thing under a key; what most things under such keys are comes first."""
        if term.kind is Kind.CONCEPT:
            return Remembered(partial(self._concept, term=term)).__getitem__
        name = self._context.node_name
        if term.kind is Kind.NODE:
            return lambda thing: f'"{name(thing)}"' if thing[0] != '"' else self._literal(thing, term)
        whole = f'"^^<{term.datatype}>' if term.datatype in _INTEGERS else ""

        def write(thing: Term) -> str:
            if not term.datatype and thing[-1] == '"' and "\\u007F" not in thing:
                return thing
            if whole and thing.endswith(whole) and _INTEGER.fullmatch(thing, 1, len(thing) - len(whole)):
                return thing[1 : -len(whole)]
            return self._literal(thing, term) if thing[0] == '"' else f'{{"id": "{name(thing)}"}}'

        return write

    def _concept(self, thing: Term, term: Definition) -> str:
        if thing[0] == '"':
            return self._literal(thing, term)
        return TEXT(self._context.concept_name(thing, term.space))

    def _literal(self, thing: Term, term: Definition) -> str:
        quoted, rest = _split_literal(thing)
        if rest.startswith("@"):
            return f'{{"@language": "{rest[1:]}", "@value": {quoted}}}'
        datatype = rest[3:-1]
        if term.kind is Kind.LITERAL and datatype == term.datatype:
            return _BOOLEANS.get(quoted, quoted) if datatype == _BOOLEAN else quoted
        named = f'"@type": {TEXT(self._context.class_name(Term(f"<{datatype}>")))}, ' if datatype else ""
        return f'{{{named}"@value": {quoted}}}'

    def _language(self, thing: Term) -> str:
        if not _is_text(thing):
            raise _UnsayableError
        quoted, rest = _split_literal(thing)
        return f'{{"{rest[1:] or "@none"}": {quoted}}}'

    def _languages(self, things: list[Term]) -> str:
        texts: dict[str, list[str]] = {}
        for thing in things:
            if not _is_text(thing):
                raise _UnsayableError
            quoted, rest = _split_literal(thing)
            texts.setdefault(rest[1:] or "@none", []).append(quoted)
        maps = [f'"{language}": {self._listed(texts[language])}' for language in sorted(texts)]
        return f"{{{', '.join(maps)}}}"


def _split_literal(thing: Term) -> tuple[str, str]:
    """Part a literal into its text, as JSON writes it, and its datatype or language."""
    end = thing.rindex('"') + 1
    quoted = thing[:end]
    return TEXT(parts(thing).value) if "\\u007F" in quoted else quoted, thing[end:]


def _is_text(thing: Term) -> bool:
    return thing[0] == '"' and thing[-1] != ">"


def _split_key(properties: Properties, key: _Key) -> Properties:
    """Part from its key what the key has no way to say."""
    can = _is_node if key.predicate == RDF_TYPE else _is_text
    rest = {predicate: things for predicate, things in properties.items() if predicate != key.predicate}
    plain = [thing for thing in properties[key.predicate] if can(thing)]
    rest[Term(f"{_APART}{key.predicate}")] = [thing for thing in properties[key.predicate] if not can(thing)]
    return {**rest, key.predicate: plain} if plain else rest


def _is_node(thing: Term) -> bool:
    return thing[0] != '"'


def expanded(graphs: Iterable[NamedGraph]) -> Iterator[bytes]:
    """Write graphs as one expanded document (JSON-LD 1.1 Processing Algorithms §8.4), a node a line.

    Values stay as they are written: no native numbers, no lists. The nodes of the default graph stand beside the named
    graphs.
    """
    yield b"[\n"
    between = ""
    for graph in graphs:
        nodes = ",\n".join(_expanded_node(*each) for each in group_by_subject(graph.triples))
        if not nodes:
            continue
        text = f'{{"@id": {TEXT(graph.iri)}, "@graph": [\n{nodes}\n]}}' if graph.iri else nodes
        yield f"{between}{text}".encode()
        between = ",\n"
    yield b"\n]\n"


def _expanded_node(subject: Term, properties: Properties) -> str:
    kinds = [TEXT(value(thing)) for thing in properties.get(RDF_TYPE, ()) if _is_node(thing)]
    other = {**properties, RDF_TYPE: [thing for thing in properties.get(RDF_TYPE, ()) if not _is_node(thing)]}
    types = f', "@type": [{", ".join(kinds)}]' if kinds else ""
    values = "".join(
        f", {TEXT(value(p))}: [{', '.join(map(_expanded_value, things))}]" for p, things in other.items() if things
    )
    return f'{{"@id": {TEXT(value(subject))}{types}{values}}}'


def _expanded_value(thing: Term) -> str:
    if _is_node(thing):
        return f'{{"@id": {TEXT(value(thing))}}}'
    text = parts(thing)
    kind = f', "@type": {TEXT(text.datatype)}' if text.datatype else ""
    language = f', "@language": {TEXT(text.language)}' if text.language else ""
    return f'{{"@value": {TEXT(text.value)}{kind}{language}}}'
