"""Graphs → Turtle and TriG that people read and compare: grouped by subject, prefixed, in a fixed order.

Source: RDF 1.1 Turtle §2, RDF 1.1 TriG §2. What a report is about comes first, where it says so comes last. Literals
are written as they are; only integers and booleans lose their quotes, which changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from operator import itemgetter

from itu_kg.model.graph import NamedGraph, Term, Triple
from itu_kg.model.vocab import XSD, prefixes
from itu_kg.rdf.memory import Remembered
from itu_kg.rdf.ntriples import RDF_TYPE
from itu_kg.rdf.order import Keys, natural
from itu_kg.rdf.prefixes import PLAIN, expand

_WIDTH = 100
_SUBJECTS = (
    *("submission", "source", "form", "question", "answer", "event", "session", "series", "resource", "partnership"),
    *("participation", "decision", "action", "transition", "strategy", "statistic"),
    *("organisation", "country", "place", "document"),
)
"""Types of thing in the order they stand in; evidence and its selectors come after everything else."""
_FIRST = (
    *("schema:name", "schema:alternateName", "skos:prefLabel", "rdfs:label", "dcterms:title", "ikg:acronym"),
    *("skos:altLabel", "skos:hiddenLabel", "skos:notation"),
    *("schema:description", "skos:definition", "dcterms:description", "rdfs:comment"),
    *("schema:startDate", "schema:endDate", "dcterms:temporal", "ikg:edtf", "oa:start", "oa:end", "oa:exact"),
)
_LAST = ("schema:sameAs", "skos:exactMatch", "ikg:basis", "dcterms:source", "prov:wasDerivedFrom", "ikg:evidence")

RELATIVE = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9_.-]*+(?:/[A-Za-z0-9_-][A-Za-z0-9_.-]*+)*+")
"""What is written relative to the base."""
_BARE = {f"<{XSD}integer>": re.compile(r"[+-]?[0-9]+"), f"<{XSD}boolean>": re.compile(r"true|false")}
"""By datatype, the texts that lose their quotes."""

Properties = dict["Term", "list[Term]"]
"""Objects of one subject by predicate."""
OrderedSubject = tuple[str, "Term", Properties]
"""A subject at its place in the document, with its properties; places compare."""


def folders(triples: Iterable[Triple]) -> set[str]:
    """The folders, without the last part of the IRI, that subjects are in."""
    return {subject[1 : subject.rfind("/") + 1] for subject in {triple[0] for triple in triples}}


def folder(subject: Term) -> str:
    """The IRI of a subject without its last part."""
    return subject[1 : subject.rfind("/") + 1]


def group_by_subject(triples: Iterable[Triple]) -> Iterator[tuple[Term, Properties]]:
    """Each subject with its properties; `triples` are sorted, so what belongs together stands together."""
    current, property_, properties, things = Term(""), Term(""), {}, []  # type: Term, Term, Properties, list[Term]
    for subject, predicate, thing in triples:
        if subject != current:
            if properties:
                yield current, properties
            current, property_, properties = subject, Term(""), {}
        if predicate == property_:
            things.append(thing)
        else:
            property_, things = predicate, [thing]
            properties[predicate] = things
    if properties:
        yield current, properties


def order_subjects(triples: Iterable[Triple], names: Names) -> list[OrderedSubject]:
    """Each subject at its place, in the order of places, with its properties; `triples` are sorted."""
    place = names.place
    about = [(place(subject), subject, properties) for subject, properties in group_by_subject(triples)]
    about.sort(key=itemgetter(0))
    return about


def block(subject: Term, properties: Properties, names: Names, indent: str) -> str:
    """Write one subject with its properties."""
    written = names.written
    text = f"{indent}{names.node(subject)}"
    for predicate, verb in names.verbs(tuple(properties), indent):
        things = properties[predicate]
        if len(things) == 1:
            thing = things[0]
            # What does not end in an angle bracket is a plain text or a blank node, and stands as it is.
            text += verb + (written[thing] if thing[-1] == ">" else thing)
            continue
        several = (tuple(things), indent)
        text += verb[:-1] + (names.kinds[several] if predicate == RDF_TYPE else names.row(several))
    return f"{text} ."


def _blocks(triples: Iterable[Triple], names: Names, indent: str) -> Iterator[str]:
    for _, subject, properties in order_subjects(triples, names):
        yield block(subject, properties, names, indent)


class Names:
    """How IRIs and literals are written in one document, and which prefixes that takes."""

    def __init__(self, base: str, folders: set[str]) -> None:
        self._base = base
        known = prefixes(base)
        self._places = self._evidence(known, folders)
        self._spaces = {space: name for name, space in known.items()}
        self._spaces |= {space: name for space, (_, _, name) in self._places.items()}
        self._ends = {
            space: (f"{chr(200)}{name}\0", f"\0{chr(number)}") for space, (name, number, _) in self._places.items()
        }
        self._ranks = {known[name]: number for number, name in enumerate(_SUBJECTS)}
        ranks = (*enumerate(_FIRST), *enumerate(_LAST, 1000))
        self._verbs = {RDF_TYPE: -1} | {Term(f"<{expand(name, known)}>"): rank for rank, name in ranks}
        self._used: dict[str, str] = {}
        self._relative = False
        self.written = Remembered(self._write)
        self._order = Remembered(self._key).__getitem__
        self.kinds = Remembered(self.row)
        self._keys = Keys()
        self._orders: dict[tuple[str, tuple[Term, ...]], list[tuple[Term, str]]] = {}

    @staticmethod
    def _evidence(known: dict[str, str], folders: set[str]) -> dict[str, tuple[str, int, str]]:
        """Name the folders of evidence: `at:` and `sel:`, or with the submission's id where there are several.

        Gives, by folder: the submission, whether it is evidence (0) or selectors (1), the prefix.
        """
        places: dict[str, tuple[str, int, str]] = {}
        for number, (kind, short) in enumerate((("evidence", "at"), ("selector", "sel"))):
            inside = [folder for folder in folders if folder.startswith(known[kind])]
            for folder in inside:
                name = folder[len(known[kind]) : -1]
                if PLAIN.fullmatch(name):
                    places[folder] = (name, number, short if len(inside) == 1 else f"{short}-{name}")
        return places

    def header(self) -> str:
        """Write the base and the prefixes that the document used."""
        lines = [f"@base <{self._base}> .\n"] if self._relative else []
        lines += [f"@prefix {name}: <{space}> .\n" for name, space in sorted(self._used.items())]
        return "".join(lines)

    def graph(self, graph: NamedGraph) -> str:
        """Write one graph of a TriG document."""
        if not graph.iri:
            return "".join(f"\n{block}\n" for block in _blocks(graph.triples, self, ""))
        inside = "\n\n".join(_blocks(graph.triples, self, "  "))
        return f"\n{self.node(Term(f'<{graph.iri}>'))} {{\n{inside}\n}}\n"

    def node(self, term: Term) -> str:
        """Write a subject or an object."""
        return self.written[term] if term[-1] == ">" else term

    def verbs(self, predicates: tuple[Term, ...], indent: str) -> list[tuple[Term, str]]:
        """Put the predicates of a subject in their order, each with what is written before its objects."""
        order = self._orders.get((indent, predicates))
        if order is None:
            ranked = sorted(predicates, key=lambda predicate: (self._verbs.get(predicate, 500), predicate))
            verbs = ["a" if each == RDF_TYPE else self.node(each) for each in ranked]
            leads = [" ", *[f" ;\n{indent}    "] * (len(ranked) - 1)]
            order = [(each, f"{lead}{verb} ") for each, lead, verb in zip(ranked, leads, verbs, strict=True)]
            self._orders[indent, predicates] = order
        return order

    def row(self, several: tuple[tuple[Term, ...], str]) -> str:
        """Write several objects, with their indent, as they follow a predicate: in one line if it is short."""
        things, indent = several
        written, below = self.written, f"\n{indent}        "
        listed = [written[thing] if thing[-1] == ">" else thing for thing in sorted(things, key=self._order)]
        row = ", ".join(listed)
        return f" {row}" if len(row) <= _WIDTH else below + f",{below}".join(listed)

    def place(self, subject: Term) -> str:
        """The place of a subject in the document; evidence goes by position, its selector after it."""
        cut = subject.rfind("/") + 1
        space = subject[1:cut]
        folder = self._ends.get(space)
        if folder is not None:
            return f"{folder[0]}{self._keys.part(subject[cut:-1])}{folder[1]}"
        rank = self._ranks.get(space)
        if rank is not None:
            return f"{chr(rank)}{self._keys.part(subject[cut:-1])}"
        return f"{chr(100)}{natural(subject[:-1])}"

    def runs(self, graphs_by_folder: Mapping[str, set[int]]) -> dict[str, str]:
        """By folder, whose evidence it holds, where one graph alone tells of all that evidence.

        All evidence of a submission stands together in a document.

        Args:
            graphs_by_folder: the numbers of the graphs that describe what is in a folder.
        """
        graphs: dict[str, set[int]] = {}
        for folder, (name, _, _) in self._places.items():
            graphs.setdefault(name, set()).update(graphs_by_folder[folder])
        return {folder: name for folder, (name, _, _) in self._places.items() if len(graphs[name]) == 1}

    def _key(self, thing: Term) -> str:
        return f"{self._keys.iri(thing[:-1])}>" if thing[0] == "<" else natural(thing)

    def _write(self, term: Term) -> str:
        if term[0] == "<":
            return self._iri(term)
        end = term.rindex('"')
        datatype = Term(term[end + 3 :])
        bare = _BARE.get(datatype)
        if bare is not None and bare.fullmatch(term, 1, end):
            return term[1:end]
        return f'{term[:end]}"^^{self.written[datatype]}'

    def _iri(self, term: Term) -> str:
        cut = max(term.rfind("/"), term.rfind("#")) + 1
        space = term[1:cut]
        name = self._spaces.get(space)
        if name is not None and PLAIN.fullmatch(term, cut, len(term) - 1):
            self._used[name] = space
            return f"{name}:{term[cut:-1]}"
        base = self._base
        if base.endswith("/") and term.startswith(base, 1) and RELATIVE.fullmatch(term, 1 + len(base), len(term) - 1):
            self._relative = True
            return f"<{term[1 + len(base) :]}"
        return term
