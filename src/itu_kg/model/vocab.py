"""Namespaces, and the names that the ontology and its schemes declare."""

from __future__ import annotations

import math
import re
from functools import cache
from pathlib import PurePath

from itu_kg.model.assets import carried

BASE = "https://w3id.org/itu-kg/"
"""What every IRI we mint begins with, unless a project has a base IRI of its own."""

ONTOLOGY = "https://w3id.org/itu-kg/ontology"
IKG = f"{ONTOLOGY}#"
SCHEME = "https://w3id.org/itu-kg/scheme/"

SCHEMES = (
    "answer-status", "audience", "beneficiary-group", "beneficiary-scope", "comparator", "extent-read",
    "key-transition", "measured-property", "membership-role", "realisation", "role", "sdg-scope",
)  # fmt: skip
"""Our concept schemes; each is a namespace of its own below SCHEME."""

VOCABULARIES = {
    "adms": "http://www.w3.org/ns/adms#",
    "bibo": "http://purl.org/ontology/bibo/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "dqv": "http://www.w3.org/ns/dqv#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "ikg": IKG,
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "http://schema.org/",
    "sdg": "http://metadata.un.org/sdg/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vann": "http://purl.org/vocab/vann/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "void": "http://rdfs.org/ns/void#",
    "wdt": "http://www.wikidata.org/prop/direct/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""Other people's namespaces and our ontology, by their customary prefixes."""

XSD = VOCABULARIES["xsd"]

XSD_INTEGERS: dict[str, tuple[float, float]] = {
    "integer": (-math.inf, math.inf),
    "long": (-(2**63), 2**63 - 1),
    "int": (-(2**31), 2**31 - 1),
    "short": (-(2**15), 2**15 - 1),
    "byte": (-128, 127),
    "nonNegativeInteger": (0, math.inf),
    "positiveInteger": (1, math.inf),
    "nonPositiveInteger": (-math.inf, 0),
    "negativeInteger": (-math.inf, -1),
    "unsignedLong": (0, 2**64 - 1),
    "unsignedInt": (0, 2**32 - 1),
    "unsignedShort": (0, 2**16 - 1),
    "unsignedByte": (0, 255),
}
"""The integers of XML Schema: the least and the most that each may be (XML Schema 1.1 Datatypes §3.4)."""

THINGS = (
    "action", "answer", "country", "decision", "document", "event", "evidence", "form", "membership", "organisation",
    "participation", "partnership", "place", "question", "resource", "selector", "series", "session", "source",
    "statistic", "strategy", "submission", "term", "transition", "unsettled",
)  # fmt: skip
"""The types of IRI we mint: `<base>id/<type>/<slug>`; what is unsettled has a type and a slug below it."""


READING, DRAFT = PARTS = ("reading", "draft")
"""The last part of the name of a graph that is not a submission's as reported, and of its files before the suffix.

A `reading` is what we concluded and how we call and describe things; a `draft` is what nobody has confirmed.
"""
_PART = re.compile(rf"[/#]graph/[^/]+/({'|'.join(PARTS)})\Z")


@cache
def declared(kind: str = "") -> frozenset[str]:
    """Local names of our terms: of one kind (`Class`, `ObjectProperty`, `DatatypeProperty`), or all."""
    text = (carried().ontology / "itu-kg.ttl").read_text("utf-8")
    return frozenset(re.findall(rf"^ikg:(\w+) a owl:{kind or '.'}", text, re.MULTILINE))


@cache
def sdg_targets() -> tuple[str, ...]:
    """Numbers of the targets of the Sustainable Development Goals in their order: `4.7`, `9.c`."""
    text = (carried().schemes / "sdg.ttl").read_text("utf-8")
    return tuple(re.findall(r"^sdg:([0-9]+\.[0-9a-d]+) a ikg:Target\b", text, re.MULTILINE))


@cache
def sdg_labels() -> dict[str, tuple[str, ...]]:
    """What the goals and targets are called, by their numbers: goals in the languages of the United Nations."""
    text = (carried().schemes / "sdg.ttl").read_text("utf-8")
    named = r"^sdg:([0-9]+(?:\.[0-9a-d]+)?) a ikg:(?:Goal|Target) ;\s+schema:name ((?:\"[^\"]*\"|[^;\"])+) ;"
    blocks = re.findall(named, text, re.MULTILINE)
    return {number: tuple(re.findall(r'"([^"]+)"@', labels)) for number, labels in blocks}


def prefixes(base: str = BASE) -> dict[str, str]:
    """Every prefix that our Turtle and queries use: vocabularies, schemes, and one per type of thing."""
    return {
        **VOCABULARIES,
        **{name: f"{SCHEME}{name}/" for name in SCHEMES},
        **{thing: f"{base}id/{thing}/" for thing in THINGS},
    }


def graph_iri(name: str, base: str = BASE) -> str:
    """The IRI of a named graph: `<base>graph/<name>`."""
    return f"{base}graph/{name}"


def graph_part(graph: str) -> str:
    """Which part of a submission a graph is, by its IRI: `reading`, `draft`, or empty for any other graph."""
    part = _PART.search(graph) if graph.endswith(PARTS) else None
    return part[1] if part else ""


def is_draft(graph: str) -> bool:
    """Whether a graph, by its IRI, is a submission's draft; other people's graphs are none."""
    return graph_part(graph) == DRAFT


def reported_graph(graph: str) -> str:
    """The IRI of the graph as reported of the submission that a graph is a part of; any other graph's own."""
    part = graph_part(graph)
    return graph.removesuffix(f"/{part}") if part else graph


def graph_name(iri: str) -> str:
    """What the files of a graph are called, before the suffix: `itu-2024`, `itu-2024.reading`, `itu-2024.draft`."""
    name, part = reported_graph(iri), graph_part(iri)
    return name.rstrip("/#").rpartition("/")[2] + (part and f".{part}")


def graph_of_file(stem: str, base: str = BASE) -> str:
    """The IRI of the graph that a file of triples is, by its name without the suffix; the way back of `graph_name`."""
    submission, dot, part = stem.rpartition(".")
    return graph_iri(f"{submission}/{part}" if dot and submission and part in PARTS else stem, base)


def is_draft_file(path: PurePath) -> bool:
    """Whether a file of triples is a draft, by its name: `itu-2024.draft.ttl`."""
    return path.stem.endswith(f".{DRAFT}")


def graph_space(base: str = BASE) -> str:
    """What the IRIs of all our named graphs begin with."""
    return f"{base}graph/"


def staging_space(base: str = BASE) -> str:
    """What the IRIs of graphs begin with that are in a store only while a load is under way."""
    return f"{base}staging/"
