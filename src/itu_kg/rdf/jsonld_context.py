"""The JSON-LD context, compiled: document → graph and graph → document, without a general JSON-LD processor.

Source: JSON-LD 1.1 §4 and JSON-LD 1.1 Processing Algorithms §5 (expansion) and §6 (compaction), as far as our
documents go: a flat list of nodes in one named graph; terms that are IRIs, prefixes, coerced to `@id`, to `@vocab` of
a scheme of their own or to a datatype, or language maps. A document in the form that `document` gives is a fixed
point. Whatever the context does not know is refused, where JSON-LD itself would drop it without a word.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from itertools import chain
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple

from itu_kg import files
from itu_kg.errors import AssetError, SourceError
from itu_kg.model.graph import NamedGraph, Term, Triple
from itu_kg.model.vocab import BASE, XSD
from itu_kg.rdf.jsonld_terms import Definition, Kind, compile_terms
from itu_kg.rdf.memory import Remembered
from itu_kg.rdf.ntriples import RDF_TYPE, iri, literal, value
from itu_kg.rdf.order import natural
from itu_kg.rdf.prefixes import PLAIN
from itu_kg.rdf.turtle import RELATIVE

Node = dict[str, Any]
"""A node of a document: `id`, `type`, then terms of the context."""

_ENCODE = json.JSONEncoder(ensure_ascii=False).encode
_INTEGER = f"{XSD}integer"
_TYPE = Definition(value(RDF_TYPE), Kind.CONCEPT)


class _KeyMapping(NamedTuple):
    """How what stands under a key becomes triples.

    The property, what the key means, what expands a text, and what follows the digits of a whole number.
    """

    key: str
    predicate: Term
    term: Definition
    expand: Callable[[str], Term]
    whole: str


class Context:
    """What the keys of a document mean, with one base IRI."""

    def __init__(self, definitions: dict[str, Any], base: str = BASE, *, where: str = "") -> None:
        self.base = base
        self.definitions = {key: base if key == "@base" else value for key, value in definitions.items()}
        self._stem = iri(base)[:-1]
        self._terms = compile_terms(definitions, where)
        self._spaces = {each.iri: name for name, each in self._terms.items() if each.is_prefix}
        self._properties: dict[Term, tuple[str, Definition]] = {}
        for name, each in self._terms.items():
            self._properties.setdefault(each.predicate, (name, each))
        self._places = {name: number for number, name in enumerate(("id", "type", *self._terms))}
        self._orders: dict[tuple[str, ...], list[str]] = {}
        self._mappings: dict[tuple[str, ...], tuple[list[_KeyMapping], bool]] = {}
        self._nodes: Remembered[str, Term] = Remembered(self._node)
        self._words: dict[str, Remembered[str, Term]] = {}
        self._shortened: Remembered[Term, str] = Remembered(self._short)

    @classmethod
    def load(cls, path: Path, *more: Path, base: str = BASE) -> Context:
        """Read `ontology/context.jsonld`, and more contexts, which may add to it and change nothing of it.

        Raises:
            AssetError: one is no JSON, uses a part of JSON-LD that this module does not know, or defines anew what
                one before it has.
        """
        definitions: dict[str, Any] = {}
        for each in (path, *more):
            for name, definition in _definitions(each).items():
                if definitions.setdefault(name, definition) != definition:
                    what = f"{name!r} means something else in the program's context"
                    raise AssetError(what, where=str(each), hint="give the term another name")
        return cls(definitions, base, where=str((path, *more)[-1]))

    @property
    def document(self) -> bytes:
        """The context as a file."""
        return (json.dumps({"@context": self.definitions}, ensure_ascii=False, indent=2) + "\n").encode()

    def key(self, name: str) -> str | None:
        """The key that documents use for a property: for itself, for its compact IRI; None for no property."""
        prefix, colon, _ = name.partition(":")
        if name.startswith("@") or (prefix if colon else name) not in self._terms:
            return None
        mapping = self._properties.get(self._vocabulary(name))
        return mapping[0] if mapping else None

    def datatype(self, predicate: Term) -> str:
        """The datatype IRI that the values of a property have, or nothing if the context says none."""
        mapping = self._properties.get(predicate)
        return mapping[1].datatype if mapping else ""

    # document → graph

    def graph(self, document: Node) -> NamedGraph:
        """The triples that a document says.

        Raises:
            SourceError: it has a key or a kind of value that the context does not know; names node and key.
        """
        by_subject: dict[Term, list[Triple]] = {}
        for node in document["@graph"]:
            subject = self._nodes[node["id"]]
            triples = self._triples(subject, node)
            by_subject[subject] = sorted({*by_subject[subject], *triples}) if subject in by_subject else triples
        name = self._expand(document["id"]) if "id" in document else ""
        # Subject by subject, because sorting all triples at once would compare each subject again and again.
        return NamedGraph(name, tuple(chain.from_iterable([by_subject[subject] for subject in sorted(by_subject)])))

    def _triples(self, subject: Term, node: Node) -> list[Triple]:
        """The triples of a node, sorted."""
        keys = tuple(node)
        mappings, distinct = self._mappings.get(keys) or self._compiled(keys, node)
        triples: list[Triple] = []
        for key, predicate, term, expand, whole in mappings:
            given = node[key]
            kind = given.__class__
            if kind is str:
                triples.append((subject, predicate, expand(given)))
            elif kind is int:
                triples.append((subject, predicate, Term(f'"{given}{whole}')))
            elif kind is list or term.kind is Kind.LANGUAGE:
                things = self._several(given, term, expand, node)
                things = sorted(set(things)) if len(things) > 1 else things
                triples += [(subject, predicate, thing) for thing in things]
            else:
                triples.append((subject, predicate, self._object(given, term, node)))
        return triples if distinct else sorted(set(triples))

    def _compiled(self, keys: tuple[str, ...], node: Node) -> tuple[list[_KeyMapping], bool]:
        """Look up, once for all nodes with these keys, what they mean, by property; say if each has one of its own."""
        mappings = []
        for key in keys:
            if key != "id":
                term = _TYPE if key == "type" else self._terms.get(key) or self._compact_key(key, node)
                whole = f'"^^<{term.datatype or _INTEGER}>'
                mappings.append(_KeyMapping(key, term.predicate, term, self._expansion(term), whole))
        mappings.sort(key=attrgetter("predicate"))
        compiled = self._mappings[keys] = (mappings, len({mapping.predicate for mapping in mappings}) == len(mappings))
        return compiled

    def _expansion(self, term: Definition) -> Callable[[str], Term]:
        """What expands a text that stands under a key."""
        if term.kind is Kind.NODE:
            return self._nodes.__getitem__
        if term.kind is Kind.LITERAL:
            return partial(literal, datatype=term.datatype)
        words = self._words.setdefault(term.space, Remembered(partial(self._vocabulary, space=term.space)))
        return words.__getitem__

    def _several(self, given: Any, term: Definition, expand: Callable[[str], Term], node: Node) -> list[Term]:
        if isinstance(given, list):
            return [expand(each) if each.__class__ is str else self._object(each, term, node) for each in given]
        return [
            literal(text, language="" if language == "@none" else language)
            for language, texts in given.items()
            for text in (texts if isinstance(texts, list) else (texts,))
        ]

    def _object(self, given: Any, term: Definition, node: Node) -> Term:
        if isinstance(given, int):
            kind = f"{XSD}{'boolean' if isinstance(given, bool) else 'integer'}"
            return Term(f'"{str(given).lower()}"^^<{term.datatype or kind}>')
        if isinstance(given, dict) and given.keys() == {"id"}:
            return self._nodes[given["id"]]
        if isinstance(given, dict) and "@value" in given and given.keys() <= {"@value", "@type", "@language"}:
            datatype = value(self._vocabulary(given["@type"])) if "@type" in given else ""
            return literal(given["@value"], datatype, given.get("@language", ""))
        raise SourceError(f"{given!r} is no value that our JSON-LD uses", where=str(node["id"]))

    def _compact_key(self, key: str, node: Node) -> Definition:
        if ":" not in key:
            raise SourceError(f"the context does not know the key {key!r}", where=str(node.get("id", "")))
        return Definition(value(self._vocabulary(key)))

    def _node(self, name: str) -> Term:
        if RELATIVE.fullmatch(name):
            return Term(f"{self._stem}{name}>")
        return Term(name) if name.startswith("_:") else iri(self._expand(name))

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

    # names

    def settle(self, triples: Node) -> Node:
        """Put a node in its settled form: keys in the order of the context, values too, nothing empty.

        A list of one value is the value; other lists are put in a natural order, and so is each language of a
        language map. Nodes of this form are what `compacted` makes of the triples they say.
        """
        given = tuple(triples)
        keys = self._orders.get(given)
        if keys is None:
            places, last = self._places, len(self._places)
            keys = self._orders[given] = sorted(triples, key=lambda key: (places.get(key, last), key))
        node: Node = {}
        for key in keys:
            value = triples[key]
            if value is not None and value != []:
                node[key] = _settled(value)
        return node

    def shorten(self, outside: str) -> str:
        """Write an IRI as documents write nodes."""
        return self.node_name(Term(f"<{outside}>"))

    def concept(self, key: str, name: str) -> str:
        """Write a concept, by its name in its scheme, as the value of a key."""
        concept: str = self.concept_name(Term(f"<{self._terms[key].space}{name}>"), self._terms[key].space)
        return concept

    def place(self, key: str) -> int:
        """The place of a key among the keys of a node; those that are no terms come last."""
        return self._places.get(key, len(self._places))

    def property(self, predicate: Term) -> tuple[str, Definition]:
        """The key that a property is written under, and what it means."""
        return self._properties.get(predicate) or (self.name(predicate), Definition(value(predicate)))

    def class_name(self, term: Term) -> str:
        """Write a class or a datatype: a term, compact, or as it is."""
        return self._properties[term][0] if term in self._properties else self.name(term)

    def concept_name(self, term: Term, space: str) -> Any:
        """Write a concept as the value of a key whose scheme is `space`: its name there, or as any other node."""
        local = term[1 + len(space) : -1] if term.startswith(space, 1) else ""
        if local and local not in self._terms and PLAIN.fullmatch(local):
            return local
        return {"id": self.node_name(term)} if term.startswith("_:") else self.name(term)

    def node_name(self, term: Term) -> str:
        """Write a node: relative to the base, compact, or as it is."""
        return self._shortened[term]

    def _short(self, term: Term) -> str:
        base = self.base
        if base.endswith("/") and term.startswith(base, 1) and RELATIVE.fullmatch(term, 1 + len(base), len(term) - 1):
            return term[len(base) + 1 : -1]
        return self.name(term)

    def name(self, term: Term) -> str:
        """Write an IRI compact or as it is; blank nodes keep their label."""
        if term[0] != "<":
            return term
        whole = term[1:-1]
        cut = max(whole.rfind("/"), whole.rfind("#")) + 1
        if whole[:cut] in self._spaces and PLAIN.fullmatch(whole, cut):
            return f"{self._spaces[whole[:cut]]}:{whole[cut:]}"
        prefix, _, rest = whole.partition(":")
        if prefix in self._terms and not rest.startswith("//"):
            raise SourceError(f"JSON-LD with our context has no way to write {term}", hint="choose another format")
        return whole


def _definitions(path: Path) -> dict[str, Any]:
    try:
        return dict(json.loads(files.read_text(path, error=AssetError))["@context"])
    except json.JSONDecodeError as problem:
        raise AssetError(f"broken JSON: {problem.msg}", where=f"{path}:{problem.lineno}") from problem
    except (KeyError, TypeError, ValueError) as problem:
        raise AssetError("there is no @context", where=str(path)) from problem


def _settled(given: Any) -> Any:
    if isinstance(given, list):
        return given[0] if len(given) == 1 else sorted(given, key=_place)
    if isinstance(given, dict) and "@value" not in given:
        return {language: _settled(given[language]) for language in sorted(given)}
    return given


def _place(value: Any) -> str:
    return natural(value if isinstance(value, str) else _ENCODE(value))
