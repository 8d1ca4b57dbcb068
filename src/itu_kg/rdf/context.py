"""The JSON-LD context, compiled: document → graph and graph → document, without a general JSON-LD processor.

Source: JSON-LD 1.1 §4 and JSON-LD 1.1 Processing Algorithms §5 (expansion) and §6 (compaction), as far as our
documents go: a flat list of nodes in one named graph; terms that are IRIs, prefixes, coerced to `@id`, to `@vocab` of
a scheme of their own or to a datatype, or language maps. A document in the form that `document` gives is a fixed
point. Whatever the context does not know is refused, where JSON-LD itself would drop it without a word.
"""

from __future__ import annotations

import json
import re
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from itu_kg import files
from itu_kg.errors import AssetError, SourceError
from itu_kg.model.graph import NamedGraph, Term, Triple
from itu_kg.model.vocab import BASE
from itu_kg.rdf.definitions import Definition, Kind, compile_terms
from itu_kg.rdf.terms import RDF_TYPE, XSD, Literal, iri, literal, parts
from itu_kg.rdf.turtle import natural

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

Node = dict[str, Any]
"""A node of a document: `id`, `type`, then terms of the context."""

_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
_RELATIVE = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9_.-]*(?:/[A-Za-z0-9_-][A-Za-z0-9_.-]*)*")
_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,14}")
_INTEGERS = frozenset(f"{XSD}{name}" for name in ("integer", "nonNegativeInteger"))
_REMEMBERED = 50_000
"""How many ids a context remembers as IRIs, so that any number of documents takes the same memory."""
_BOOLEAN = f"{XSD}boolean"
_BOOLEANS = {"true": True, "false": False}
_ENCODE = json.JSONEncoder(ensure_ascii=False).encode


class Context:
    """What the keys of a document mean, with one base IRI."""

    def __init__(self, definitions: dict[str, Any], base: str = BASE, *, where: str = "") -> None:
        self.base = base
        self.definitions = {key: base if key == "@base" else value for key, value in definitions.items()}
        self._terms = compile_terms(definitions, where)
        self._spaces = {each.iri: name for name, each in self._terms.items() if each.is_prefix}
        self._properties: dict[Term, tuple[str, Definition]] = {}
        for name, each in self._terms.items():
            self._properties.setdefault(f"<{each.iri}>", (name, each))
        self._places = {name: number for number, name in enumerate(("id", "type", *self._terms))}
        self._orders: dict[tuple[str, ...], list[str]] = {}
        self._nodes: dict[str, Term] = {}
        self._shortened: dict[Term, str] = {}

    @classmethod
    def load(cls, path: Path, base: str = BASE) -> Context:
        """Read `ontology/context.jsonld`.

        Raises:
            AssetError: it is no JSON, or uses a part of JSON-LD that this module does not know.
        """
        try:
            definitions = json.loads(files.read_text(path, error=AssetError))["@context"]
        except json.JSONDecodeError as problem:
            raise AssetError(f"broken JSON: {problem.msg}", where=f"{path}:{problem.lineno}") from problem
        except (KeyError, TypeError) as problem:
            raise AssetError("there is no @context", where=str(path)) from problem
        return cls(definitions, base, where=str(path))

    def key(self, name: str) -> str | None:
        """Give the key that documents use for a property: for itself, for its compact IRI; None for no property."""
        prefix, colon, _ = name.partition(":")
        if name.startswith("@") or (prefix if colon else name) not in self._terms:
            return None
        found = self._properties.get(self._vocabulary(name))
        return found[0] if found else None

    def datatype(self, predicate: Term) -> str:
        """Give the datatype IRI that the values of a property have, or nothing if the context says none."""
        found = self._properties.get(predicate)
        return found[1].datatype if found else ""

    # document → graph

    def graph(self, document: Node) -> NamedGraph:
        """Give the triples that a document says.

        Raises:
            SourceError: it has a key or a kind of value that the context does not know; names node and key.
        """
        said: list[Triple] = []
        for node in document["@graph"]:
            self._add(node, said)
        return NamedGraph(self._expand(document["id"]) if "id" in document else "", tuple(sorted(set(said))))

    def _add(self, node: Node, said: list[Triple]) -> None:
        subject = self._node(node["id"])
        for key, given in node.items():
            if key == "id":
                continue
            values = given if isinstance(given, list) else (given,)
            if key == "type":
                said += [(subject, RDF_TYPE, self._vocabulary(name)) for name in values]
                continue
            term = self._terms.get(key) or self._compact_key(key, node)
            predicate = term.predicate
            if term.kind is Kind.LANGUAGE:
                for language, texts in given.items():
                    tag = "" if language == "@none" else language
                    for text in texts if isinstance(texts, list) else (texts,):
                        said.append((subject, predicate, literal(text, language=tag)))
                continue
            for value in values:
                said.append((subject, predicate, self._object(value, term, node)))

    def _object(self, value: Any, term: Definition, node: Node) -> Term:
        if isinstance(value, str):
            if term.kind is Kind.NODE:
                return self._nodes.get(value) or self._node(value)
            return literal(value, term.datatype) if term.kind is Kind.LITERAL else self._vocabulary(value, term.space)
        if isinstance(value, bool | int):
            kind = f"{XSD}{'boolean' if isinstance(value, bool) else 'integer'}"
            return f'"{str(value).lower()}"^^<{term.datatype or kind}>'
        if isinstance(value, dict) and value.keys() == {"id"}:
            return self._node(value["id"])
        if isinstance(value, dict) and "@value" in value and value.keys() <= {"@value", "@type", "@language"}:
            datatype = self._vocabulary(value["@type"])[1:-1] if "@type" in value else ""
            return literal(value["@value"], datatype, value.get("@language", ""))
        raise SourceError(f"{value!r} is no value that our JSON-LD uses", where=str(node["id"]))

    def _compact_key(self, key: str, node: Node) -> Definition:
        if ":" not in key:
            raise SourceError(f"the context does not know the key {key!r}", where=str(node.get("id", "")))
        return Definition(self._vocabulary(key)[1:-1])

    def _node(self, name: str) -> Term:
        found = self._nodes.get(name)
        if found is None:
            if len(self._nodes) > _REMEMBERED:
                self._nodes.clear()
            found = name if name.startswith("_:") else iri(self._expand(name))
            self._nodes[name] = found
        return found

    def _expand(self, name: str) -> str:
        """Expand a relative, compact or absolute IRI."""
        prefix, colon, rest = name.partition(":")
        if not colon:
            return self.base + name
        return name if rest.startswith("//") or prefix not in self._terms else self._terms[prefix].iri + rest

    def _vocabulary(self, name: str, space: str = "") -> Term:
        """Expand a term, a compact or absolute IRI, or else a name of the vocabulary `space`."""
        if name in self._terms:
            return self._terms[name].predicate
        if ":" in name:
            return iri(self._expand(name))
        if space:
            return iri(space + name)
        raise SourceError(f"the context does not know {name!r}")

    # graph → document

    def document(self, graph: NamedGraph) -> Node:
        """Give the document that says these triples: nodes by id, keys in the order of the context."""
        self._shortened.clear()
        nodes = [self._about(subject, about) for subject, about in groupby(graph.triples, itemgetter(0))]
        head = {"@context": self.definitions} | ({"id": self._short(f"<{graph.iri}>")} if graph.iri else {})
        return {**head, "@graph": sorted(nodes, key=itemgetter("id"))}

    def _about(self, subject: Term, about: Iterable[Triple]) -> Node:
        said: dict[str, Any] = {}
        properties, shortened = self._properties, self._shortened
        for _, predicate, thing in about:
            if predicate == RDF_TYPE:
                said.setdefault("type", []).append(self._class(thing))
                continue
            name, term = properties.get(predicate) or (self._name(predicate), Definition(predicate[1:-1]))
            if term.kind is Kind.NODE and thing[0] == "<":
                said.setdefault(name, []).append(shortened.get(thing) or self._short(thing))
                continue
            if term.kind is Kind.LANGUAGE:
                text = parts(thing) if thing[0] == '"' else None
                if text is not None and not text.datatype:
                    said.setdefault(name, {}).setdefault(text.language or "@none", []).append(text.value)
                    continue
                name, term = self._name(predicate), Definition(term.iri)
            said.setdefault(name, []).append(self._value(thing, term))
        return {"id": self._short(subject), **self.settle(said)}

    def settle(self, said: Node) -> Node:
        """Put a node in its settled form: keys in the order of the context, values too, nothing empty.

        A list of one value is the value; other lists are put in a natural order, and so is each language of a
        language map. `document` gives nodes of this form.
        """
        given = tuple(said)
        keys = self._orders.get(given)
        if keys is None:
            places, last = self._places, len(self._places)
            keys = self._orders[given] = sorted(said, key=lambda key: (places.get(key, last), key))
        node: Node = {}
        for key in keys:
            value = said[key]
            if value is not None and value != []:
                node[key] = _settled(value)
        return node

    def shorten(self, outside: str) -> str:
        """Write an IRI as documents write nodes."""
        return self._short(f"<{outside}>")

    def concept(self, key: str, name: str) -> str:
        """Write a concept, by its name in its scheme, as the value of a key."""
        concept: str = self._concept(f"<{self._terms[key].space}{name}>", self._terms[key].space)
        return concept

    def _value(self, thing: Term, term: Definition) -> Any:
        if thing[0] == '"':
            return self._text(parts(thing), term)
        if term.kind is Kind.CONCEPT:
            return self._concept(thing, term.space)
        return self._short(thing) if term.kind is Kind.NODE else {"id": self._short(thing)}

    def _text(self, text: Literal, term: Definition) -> Any:
        if text.language:
            return {"@language": text.language, "@value": text.value}
        if term.kind is Kind.LITERAL and text.datatype == term.datatype:
            if text.datatype in _INTEGERS and _INTEGER.fullmatch(text.value):
                return int(text.value)
            return _BOOLEANS.get(text.value, text.value) if text.datatype == _BOOLEAN else text.value
        named = {"@type": self._class(f"<{text.datatype}>")} if text.datatype else {}
        return {**named, "@value": text.value}

    def _class(self, term: Term) -> str:
        return self._properties[term][0] if term in self._properties else self._name(term)

    def _concept(self, term: Term, space: str) -> Any:
        local = term[1 + len(space) : -1] if term.startswith(space, 1) else ""
        if local and local not in self._terms and _LOCAL.fullmatch(local):
            return local
        return {"id": self._short(term)} if term.startswith("_:") else self._name(term)

    def _short(self, term: Term) -> str:
        """Write a node: relative to the base, compact, or as it is."""
        written = self._shortened.get(term)
        if written is None:
            base = self.base
            relative = (
                base.endswith("/")
                and term.startswith(base, 1)
                and _RELATIVE.fullmatch(term, len(base) + 1, -1 + len(term))
            )
            written = term[len(base) + 1 : -1] if relative else self._name(term)
            self._shortened[term] = written
        return written

    def _name(self, term: Term) -> str:
        """Write an IRI compact or as it is; blank nodes keep their label."""
        if term[0] != "<":
            return term
        whole = term[1:-1]
        cut = max(whole.rfind("/"), whole.rfind("#")) + 1
        if whole[:cut] in self._spaces and _LOCAL.fullmatch(whole, cut):
            return f"{self._spaces[whole[:cut]]}:{whole[cut:]}"
        prefix, _, rest = whole.partition(":")
        if prefix in self._terms and not rest.startswith("//"):
            raise SourceError(f"JSON-LD with our context has no way to write {term}", hint="choose another format")
        return whole

    # document → bytes

    def write(self, documents: list[Node]) -> bytes:
        """Write documents as one, a node a line; several graphs stand beside each other below one context."""
        return b"".join(self.chunks(documents, alone=len(documents) == 1))

    def chunks(self, documents: Iterable[Node], *, alone: bool) -> Iterator[bytes]:
        """Write documents as `write` does, one at a time; `alone` says that there is one only."""
        yield f'{{\n"@context": {json.dumps(self.definitions, ensure_ascii=False)},\n'.encode()
        if alone:
            yield from (f"{_graph_lines(document)}\n}}\n".encode() for document in documents)
            return
        yield b'"@graph": [\n'
        between = ""
        for document in documents:
            text = f"{{{_graph_lines(document)}}}" if "id" in document else _lines(map(_ENCODE, document["@graph"]))
            yield f"{between}{text}".encode()
            between = ",\n"
        yield b"\n]\n}\n"


def _settled(given: Any) -> Any:
    if isinstance(given, list):
        return given[0] if len(given) == 1 else sorted(given, key=_place)
    if isinstance(given, dict) and "@value" not in given:
        return {language: _settled(given[language]) for language in sorted(given)}
    return given


def _place(value: Any) -> list[str | int]:
    return natural(value if isinstance(value, str) else _ENCODE(value))


def _graph_lines(document: Node) -> str:
    name = f'"id": {_ENCODE(document["id"])},\n' if "id" in document else ""
    return f'{name}"@graph": [\n{_lines(map(_ENCODE, document["@graph"]))}\n]'


def _lines(items: Iterable[str]) -> str:
    return ",\n".join(items)
