"""Graphs → Turtle and TriG that people read and compare: grouped by subject, prefixed, in a fixed order.

Source: RDF 1.1 Turtle §2, RDF 1.1 TriG §2. What a report is about comes first, where it says so comes last. Literals
are written as they are; only integers and booleans lose their quotes, which changes nothing.
"""

from __future__ import annotations

import re
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from itu_kg.model.vocab import prefixes
from itu_kg.rdf.terms import RDF_TYPE, XSD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from itu_kg.model.graph import NamedGraph, Term, Triple

_WIDTH = 100
_SUBJECTS = (
    *("submission", "source", "form", "question", "answer", "event", "session", "series", "resource", "partnership"),
    *("participation", "decision", "action", "transition", "strategy", "statistic"),
    *("organisation", "country", "place", "document"),
)
"""Types of thing in the order they are told of; evidence and its selectors come after everything else."""
_FIRST = (
    *("schema:name", "schema:alternateName", "skos:prefLabel", "rdfs:label", "dcterms:title", "ikg:acronym"),
    *("skos:altLabel", "skos:hiddenLabel", "skos:notation"),
    *("schema:description", "skos:definition", "dcterms:description", "rdfs:comment"),
    *("schema:startDate", "schema:endDate", "dcterms:temporal", "ikg:edtf", "oa:start", "oa:end", "oa:exact"),
)
_LAST = ("skos:exactMatch", "skos:closeMatch", "ikg:basis", "prov:wasDerivedFrom", "ikg:evidence")

_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
_RELATIVE = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9_.-]*(?:/[A-Za-z0-9_-][A-Za-z0-9_.-]*)*")
_BARE = re.compile(rf'"([+-]?[0-9]+)"\^\^<{XSD}integer>|"(true|false)"\^\^<{XSD}boolean>')
_DIGITS = re.compile(r"(\d+)")
_SPAN = re.compile(r"<(.*/)(\d+)-(\d+)>")


def turtle(triples: tuple[Triple, ...], base: str) -> str:
    """Write one graph; `triples` are sorted and unique, as a NamedGraph has them."""
    names = _Names(base, [triples])
    body = "".join(f"\n{block}\n" for block in _blocks(triples, names, ""))
    return names.header() + body


def trig(graphs: Iterable[NamedGraph], base: str) -> str:
    """Write several graphs, each with its name; the default graph has none."""
    graphs = tuple(graphs)
    names = _Names(base, [graph.triples for graph in graphs])
    parts: list[str] = []
    for graph in graphs:
        if graph.iri:
            blocks = "\n\n".join(_blocks(graph.triples, names, "  "))
            parts.append(f"\n{names.node(f'<{graph.iri}>')} {{\n{blocks}\n}}\n")
        else:
            parts += (f"\n{block}\n" for block in _blocks(graph.triples, names, ""))
    return names.header() + "".join(parts)


def natural(term: Term) -> tuple[tuple[str, int], ...]:
    """Give a key that sorts goal 2 before goal 10."""
    pieces = _DIGITS.split(term)
    return tuple((pieces[i], int(pieces[i + 1]) if i + 1 < len(pieces) else -1) for i in range(0, len(pieces), 2))


def _blocks(triples: tuple[Triple, ...], names: _Names, indent: str) -> Iterator[str]:
    node, rank = names.node, names.rank
    comma = f",\n{indent}        "
    for subject, about in sorted(_grouped(triples), key=lambda pair: names.place(pair[0])):
        said: dict[Term, list[Term]] = {}
        for _, predicate, thing in about:
            said.setdefault(predicate, []).append(thing)
        lines: list[str] = []
        for predicate in sorted(said, key=rank):
            things = said[predicate]
            if len(things) == 1:
                lines.append(f"{names.verb(predicate)} {node(things[0])}")
                continue
            listed = [node(thing) for thing in sorted(things, key=natural)]
            text = ", ".join(listed)
            if len(text) > _WIDTH:
                text = f"\n{indent}        " + comma.join(listed)
                lines.append(f"{names.verb(predicate)}{text}")
            else:
                lines.append(f"{names.verb(predicate)} {text}")
        yield f"{indent}{node(subject)} " + f" ;\n{indent}    ".join(lines) + " ."


def _grouped(triples: tuple[Triple, ...]) -> Iterator[tuple[Term, list[Triple]]]:
    for subject, about in groupby(triples, itemgetter(0)):
        yield subject, list(about)


class _Names:
    """How IRIs and literals are written in one document, and which prefixes that takes."""

    def __init__(self, base: str, graphs: list[tuple[Triple, ...]]) -> None:
        self._base = base
        known = prefixes(base)
        self._folders = {known["evidence"]: "at", known["selector"]: "sel"}
        self._spaces = {space: name for name, space in known.items()} | self._per_submission(graphs)
        self._ranks = {known[name]: number for number, name in enumerate(_SUBJECTS)}
        expand = {name: f"<{known[name.partition(':')[0]]}{name.partition(':')[2]}>" for name in (*_FIRST, *_LAST)}
        self._verbs = {RDF_TYPE: -1} | {expand[name]: number for number, name in enumerate(_FIRST)}
        self._verbs |= {expand[name]: 1000 + number for number, name in enumerate(_LAST)}
        self._used: dict[str, str] = {}
        self._relative = False
        self._written: dict[Term, str] = {}

    def _per_submission(self, graphs: list[tuple[Triple, ...]]) -> dict[str, str]:
        """Name the folders of evidence: `at:` and `sel:`, or with the submission's id where there are several."""
        found: dict[str, set[str]] = {folder: set() for folder in self._folders}
        for triples in graphs:
            for subject, _ in groupby(triples, itemgetter(0)):
                for folder, inside in found.items():
                    if subject.startswith(folder, 1):
                        inside.add(subject[1 + len(folder) : subject.rfind("/")])
        return {
            f"{folder}{name}/": short if len(inside) == 1 else f"{short}-{name}"
            for folder, inside in found.items()
            for name in inside
            for short in (self._folders[folder],)
            if _LOCAL.fullmatch(name)
        }

    def header(self) -> str:
        """Write the base and the prefixes that the document used."""
        lines = [f"@base <{self._base}> .\n"] if self._relative else []
        lines += [f"@prefix {name}: <{space}> .\n" for name, space in sorted(self._used.items())]
        return "".join(lines)

    def node(self, term: Term) -> str:
        """Write a subject or an object."""
        written = self._written.get(term)
        if written is None:
            written = self._written[term] = self._write(term)
        return written

    def verb(self, predicate: Term) -> str:
        """Write a predicate."""
        return "a" if predicate == RDF_TYPE else self.node(predicate)

    def rank(self, predicate: Term) -> tuple[int, Term]:
        """Give the place of a predicate among those of one subject."""
        return self._verbs.get(predicate, 500), predicate

    def place(self, subject: Term) -> tuple[object, ...]:
        """Give the place of a subject in the document; evidence goes by position, its selector after it."""
        for number, folder in enumerate(self._folders):
            if subject.startswith(folder, 1):
                span = _SPAN.fullmatch(subject)
                if span:
                    return (200, span[1].removeprefix(folder), int(span[2]), int(span[3]), number)
                return (300, natural(subject[:-1]))
        space = subject[1 : subject.rfind("/") + 1]
        return (self._ranks.get(space, 100), natural(subject[:-1]))

    def _write(self, term: Term) -> str:
        if term[0] == "<":
            return self._iri(term)
        if term[0] == '"' and term[-1] == ">":
            bare = _BARE.fullmatch(term)
            if bare:
                return bare[1] or bare[2]
            start = term.rindex('"^^<') + 3
            return term[:start] + self.node(term[start:])
        return term

    def _iri(self, term: Term) -> str:
        iri = term[1:-1]
        cut = max(iri.rfind("/"), iri.rfind("#")) + 1
        name = self._spaces.get(iri[:cut])
        if name is not None and _LOCAL.fullmatch(iri, cut):
            self._used[name] = iri[:cut]
            return f"{name}:{iri[cut:]}"
        base = self._base
        if base.endswith("/") and iri.startswith(base) and _RELATIVE.fullmatch(iri, len(base)):
            self._relative = True
            return f"<{iri[len(base) :]}>"
        return term
