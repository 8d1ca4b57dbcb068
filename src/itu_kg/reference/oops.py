"""Ontology → the pitfalls P01 to P41 of the OOPS! catalogue: looked for where a program can, else judged.

Source: Poveda-Villalón, Gómez-Pérez and Suárez-Figueroa, OOPS! (OntOlogy Pitfall Scanner!), IJSWIS 10(2), 2014, and
the catalogue at https://oops.linkeddata.es/catalogue.jsp; how each is found follows what the scanner looks at. Like
the scanner, it looks at the declared terms of others too; what is found only there is named as theirs.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from itu_kg.model.vocab import ONTOLOGY, VOCABULARIES
from itu_kg.rdf.ntriples import RDF_TYPE
from itu_kg.reference.judgements import ACCEPTED, JUDGED, TITLES, WEB
from itu_kg.reference.ontology_terms import facts, plain, term
from itu_kg.reference.quality import Outcome, Result

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from itu_kg.model.graph import Term, Triple
    from itu_kg.reference.ontology_terms import Entry, Facts, Ontology

_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_ENDINGS = (".owl", ".rdf", ".ttl", ".n3", ".rdfxml")
_BUILT_IN = tuple(VOCABULARIES[prefix] for prefix in ("owl", "rdf", "rdfs", "xsd"))


def results(ontology: Ontology, triples: Iterable[Triple]) -> tuple[Result, ...]:
    """Look for the pitfalls; `triples` are the ontology's own."""
    scan = _Scan(ontology, facts(triples))
    found = []
    for name, title in TITLES.items():
        outcome: Outcome = "passed"
        if name in WEB:
            outcome, finding = "not tested offline", WEB[name]
        elif name in JUDGED:
            outcome, finding = "judged", JUDGED[name]
        else:
            finding = scan.finding(name)
            if finding:
                outcome = "accepted" if name in ACCEPTED and scan.meant(name) else "failed"
                finding += f": {ACCEPTED[name]}" if outcome == "accepted" else ""
        found.append(Result("OOPS!", name, title, outcome, finding or "none found"))
    return tuple(found)


class _Scan:
    """An ontology, and what each rule finds in it: names of terms, in order."""

    def __init__(self, ontology: Ontology, about: Facts) -> None:
        self._about = about
        self._entries = [entry for entry in ontology.entries if entry.kind in _SCANNED]
        self._by_iri = {entry.iri: entry for entry in ontology.entries}
        self._classes = [entry for entry in self._entries if entry.kind == "class"]
        self._properties = [entry for entry in self._entries if entry.kind != "class"]
        self._relations = [entry for entry in self._properties if entry.kind == "object property"]
        self._ontology = ontology
        self._rules: dict[str, Callable[[], Iterable[str]]] = {
            "P02": lambda: self._used("owl:equivalentClass"),
            "P03": lambda: _named(e for e in self._properties if set(_words(e)) <= {"is", "a", "an", "kind", "of"}),
            "P04": lambda: _named(e for e in self._classes if not self._connected(e)),
            "P05": lambda: _named(e for e in self._relations if not self._mirrors(e)),
            "P06": lambda: _named(e for e in self._classes if self._above_itself(e.iri)),
            "P07": lambda: _named(e for e in self._classes if {"and", "or"} & set(_words(e))),
            "P08": lambda: _named(e for e in self._entries if not (e.label and e.definition)),
            "P10": lambda: () if any(e.disjoint for e in self._classes) else ("no class is disjoint with another",),
            "P11": lambda: _named(e for e in self._properties if not (e.domain and e.range)),
            "P12": lambda: self._twins(self._properties, lambda e: f"{e.kind} {_local(e).lower()}"),
            "P13": lambda: _named(e for e in self._relations if not (e.inverse or self._is("SymmetricProperty", e))),
            "P14": lambda: self._used("owl:allValuesFrom"),
            "P15": lambda: self._used("owl:complementOf"),
            "P19": lambda: _named(e for e in self._properties if len(e.domain) > 1 or len(e.range) > 1),
            "P20": lambda: _named(e for e in self._entries if self._swapped(e)),
            "P21": lambda: _named(e for e in self._classes if _MISCELLANEOUS & set(_words(e))),
            "P22": lambda: _named(e for e in self._entries if not self._named_well(e)),
            "P24": lambda: _named(e for e in self._entries if e.iri in (*e.domain, *e.range, *e.above)),
            "P25": lambda: _named(e for e in self._relations if e.iri in e.inverse),
            "P26": lambda: _named(e for e in self._relations if e.inverse and self._is("SymmetricProperty", e)),
            "P27": lambda: self._used("owl:equivalentProperty"),
            "P28": lambda: _named(e for e in self._relations if self._is("SymmetricProperty", e)),
            "P29": lambda: _named(e for e in self._relations if self._is("TransitiveProperty", e)),
            "P31": lambda: self._used("owl:equivalentClass"),
            "P32": lambda: self._twins(self._classes, lambda e: e.label.lower()),
            "P33": lambda: self._used("owl:propertyChainAxiom"),
            "P34": lambda: self._untyped(_CLASS_PLACES, "class"),
            "P35": self._untyped_properties,
            "P36": lambda: (ONTOLOGY,) if any(end in ONTOLOGY for end in _ENDINGS) else (),
            "P38": lambda: () if term("owl:Ontology") in ontology.header.get(RDF_TYPE, ()) else (ONTOLOGY,),
            "P39": lambda: () if ontology.said("vann:preferredNamespaceUri") else ("no namespace is declared",),
            "P41": lambda: () if ontology.said("dcterms:license") else ("no licence is declared",),
        }

    def finding(self, name: str) -> str:
        """Say what a rule finds, or nothing."""
        found = sorted(self._rules[name]())
        many = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
        return ", ".join(found[:_SHOWN]) + many

    def meant(self, name: str) -> bool:
        """Say whether what was accepted covers all that the rule finds: for most rules, only terms of others."""
        return name == "P13" or not any(each.startswith("ikg:") for each in self._rules[name]())

    def _is(self, kind: str, entry: Entry) -> bool:
        return term(f"owl:{kind}") in self._about[entry.iri].get(RDF_TYPE, ())

    def _used(self, name: str) -> list[str]:
        return [plain(subject) for subject, said in self._about.items() if term(name) in said]

    def _connected(self, entry: Entry) -> bool:
        meant = any(entry.iri in (*each.domain, *each.range) for each in self._properties)
        return bool(entry.above or entry.below or entry.disjoint or meant)

    def _mirrors(self, entry: Entry) -> bool:
        others = [self._by_iri[iri] for iri in entry.inverse if iri in self._by_iri]
        return all((entry.domain, entry.range) == (other.range, other.domain) for other in others)

    def _above_itself(self, iri: Term) -> bool:
        seen: set[Term] = set()
        ahead = {iri}
        while ahead:
            ahead = {up for each in ahead if each in self._by_iri for up in self._by_iri[each].above} - seen
            seen |= ahead
        return iri in seen

    @staticmethod
    def _twins(entries: Iterable[Entry], key: Callable[[Entry], str]) -> list[str]:
        groups: dict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            groups[key(entry)].append(entry)
        return [" = ".join(_named(same)) for same in groups.values() if len(same) > 1]

    @staticmethod
    def _swapped(entry: Entry) -> bool:
        """Find a label that is longer than the definition or the same."""
        label, said = entry.label, entry.definition
        return bool(said) and (len(label.split()) > len(said.split()) or label.lower() == said.lower())

    @staticmethod
    def _named_well(entry: Entry) -> bool:
        local = _local(entry)
        return local.isalnum() and (local[0].isupper() if entry.kind == "class" else local[0].islower())

    def _untyped(self, places: Iterable[tuple[str, bool]], kind: str) -> list[str]:
        found = set()
        for subject, said in self._about.items():
            for name, both in places:
                for thing in said.get(term(name), ()):
                    found |= {subject, thing} if both else {thing}
        wanted = {iri for iri in found if iri[0] == "<" and not iri.strip("<>").startswith(_BUILT_IN)}
        return [plain(iri) for iri in wanted if iri not in self._by_iri or self._by_iri[iri].kind != kind]

    def _untyped_properties(self) -> list[str]:
        used = {predicate for said in self._about.values() for predicate in said}
        wanted = {iri for iri in used if not iri.strip("<>").startswith(_BUILT_IN)}
        return [
            plain(iri) for iri in wanted if iri not in self._by_iri or not self._by_iri[iri].kind.endswith("property")
        ]


_SCANNED = ("class", "object property", "datatype property")
_SHOWN = 6
"""Terms that a finding names."""
_MISCELLANEOUS = {"other", "misc", "miscellanea", "miscellaneous", "miscellany"}
_CLASS_PLACES = (
    ("rdfs:domain", False),
    ("rdfs:range", False),
    ("rdfs:subClassOf", True),
    ("owl:disjointWith", True),
    ("owl:equivalentClass", True),
)


def _words(entry: Entry) -> list[str]:
    return [word.lower() for word in _WORDS.findall(_local(entry))]


def _local(entry: Entry) -> str:
    return re.split(r"[#/]", entry.iri.strip("<>"))[-1]


def _named(entries: Iterable[Entry]) -> list[str]:
    found = []
    for entry in entries:
        local = _local(entry)
        space = entry.iri.strip("<>").removesuffix(local)
        prefix = next((name for name, each in VOCABULARIES.items() if each == space), "")
        found.append(f"{prefix}:{local}")
    return found
