"""Ontology and its files → the 24 tests of FOOPS!, the pitfall scanner for the FAIR principles.

Source: the catalogue of tests at https://w3id.org/foops/catalogue and what its program reads: of the header, only what
is an annotation in OWL; of terms, those in the ontology's namespace. Eight tests ask the live web and are not made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from itu_kg.model.vocab import ONTOLOGY
from itu_kg.reference.ontology_terms import term
from itu_kg.reference.quality import Outcome, Result

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from itu_kg.reference.ontology_terms import Ontology

_METADATA = {
    "title": ("dcterms:title", "schema:name"),
    "description": ("dcterms:abstract", "dcterms:description", "schema:description", "rdfs:comment", "skos:note"),
    "licence": ("dcterms:license", "schema:license"),
    "version IRI": ("owl:versionIRI",),
    "creator": ("dcterms:creator", "schema:creator", "foaf:maker", "prov:wasAttributedTo"),
    "namespace": ("vann:preferredNamespaceUri",),
    "prefix": ("vann:preferredNamespacePrefix",),
    "version": ("owl:versionInfo", "schema:schemaVersion"),
    "creation date": ("dcterms:created", "schema:dateCreated", "prov:generatedAtTime"),
    "citation": ("dcterms:bibliographicCitation", "schema:citation"),
    "contributor": ("dcterms:contributor", "schema:contributor"),
    "DOI": ("bibo:doi",),
    "publisher": ("dcterms:publisher", "schema:publisher"),
    "logo": ("foaf:logo", "schema:logo"),
    "status": ("bibo:status",),
    "source": ("dcterms:source", "prov:hadOriginalSource"),
    "date of issue": ("dcterms:issued", "dcterms:submitted", "schema:datePublished"),
    "previous version": ("owl:priorVersion", "dcterms:replaces", "prov:wasRevisionOf"),
    "compatibility": ("owl:backwardCompatibleWith",),
    "date of change": ("dcterms:modified", "schema:dateModified"),
    "rights": ("dcterms:rights", "dcterms:accessRights"),
}
"""What a header says, and the properties it may say it with, of those we have prefixes for."""
_PERSISTENT = ("w3id.org", "doi.org", "purl.", "linked.data.gov.au", "dbpedia.org", "www.w3.org", "perma.cc")
_WEB = {
    "CN1": ("Content negotiation gives HTML and RDF at the ontology's IRI", "asks the server behind the IRI"),
    "DOC1": ("HTML documentation at the ontology's IRI", "asks the server behind the IRI; the page is in this release"),
    "FIND2": ("The prefix is registered with this namespace at prefix.cc or LOV", "asks two registries"),
    "FIND3": ("The ontology is in a registry of metadata, LOV", "asks the registry"),
    "FIND_3_BIS": ("Metadata stay accessible when the ontology is not", "asks the registry"),
    "OM4.2": ("The licence's address leads somewhere", "asks creativecommons.org"),
    "URI1": ("The ontology's IRI leads to RDF", "asks the server behind the IRI"),
    "VER2": ("The version's IRI leads somewhere", "asks the server behind the IRI"),
}
_TITLES = {
    "FIND1": "A prefix is declared",
    "HTTP1": "The IRI's protocol is open",
    "OM1": "Minimum metadata: title, description, licence, version IRI, creator, namespace",
    "OM2": "Recommended metadata: prefix, version, creation date, citation; contributor if there is one",
    "OM3": "Detailed metadata: DOI, publisher, logo, status, source, date of issue; and what is optional",
    "OM4.1": "A licence or rights are declared",
    "OM5.1": "Basic provenance: creator, creation date",
    "OM5.2": "Detailed provenance: date of issue, publisher",
    "PURL1": "The IRI is persistent",
    "RDF1": "There is RDF that can be read",
    "URI2": "The IRI it is published at is the one it gives itself",
    "VER1": "A version IRI is declared, other than the IRI",
    "VOC1": "Metadata are said with vocabularies of others",
    "VOC2": "Vocabularies of others are reused",
    "VOC3": "Every term has a label",
    "VOC4": "Every term has a definition",
}


def results(ontology: Ontology, files: Mapping[str, str]) -> tuple[Result, ...]:
    """Make the tests.

    Args:
        ontology: the ontology.
        files: the IRI that each file, read back, gives the ontology; empty where it gives none.
    """
    made = _computed(_Header(ontology), files)
    found = [Result("FOOPS!", name, _TITLES[name], *made[name]) for name in _TITLES]
    found += [Result("FOOPS!", name, title, "not tested offline", why) for name, (title, why) in _WEB.items()]
    return tuple(sorted(found, key=lambda result: result.name))


class _Header:
    def __init__(self, ontology: Ontology) -> None:
        self.ontology = ontology
        kinds = {entry.iri: entry.kind for entry in ontology.entries}
        self.said = {p for p in ontology.header if kinds.get(p) not in ("object property", "datatype property")}

    def has(self, what: str) -> bool:
        return any(term(name) in self.said for name in _METADATA[what])

    def needs(self, *wanted: str, optional: Sequence[str] = ()) -> tuple[Outcome, str]:
        missing = [each for each in wanted if not self.has(each)]
        absent = [each for each in optional if not self.has(each)]
        said = f"missing: {', '.join(missing)}" if missing else "all there"
        return ("failed" if missing else "passed"), said + (
            f"; optional and absent: {', '.join(absent)}" if absent else ""
        )


def _computed(header: _Header, files: Mapping[str, str]) -> dict[str, tuple[Outcome, str]]:
    ontology = header.ontology
    address = urlsplit(ONTOLOGY)
    ours = [entry for entry in ontology.entries if entry.ours and entry.kind != "annotation property"]
    unread = [name for name, iri in files.items() if not iri]
    named = sorted(set(files.values()))
    versions = ontology.said("owl:versionIRI")
    others = sorted(
        {entry.home for entry in ontology.entries if not entry.ours and entry.kind != "annotation property"}
    )
    metadata = sorted({_prefix(name) for names in _METADATA.values() for name in names if term(name) in header.said})
    detailed = ("DOI", "publisher", "logo", "status", "source", "date of issue")
    om3 = header.needs(*detailed, optional=("previous version", "compatibility", "date of change"))
    return {
        "FIND1": (_if(header.has("prefix")), ", ".join(ontology.said("vann:preferredNamespacePrefix"))),
        "HTTP1": (_if(address.scheme in ("http", "https")), address.scheme),
        "OM1": header.needs("title", "description", "licence", "version IRI", "creator", "namespace"),
        "OM2": header.needs("prefix", "version", "creation date", "citation", optional=("contributor",)),
        "OM3": (om3[0], om3[1].replace("DOI", "DOI (none was registered, and none is made up)")),
        "OM4.1": (_if(header.has("licence") or header.has("rights")), ", ".join(ontology.said("dcterms:license"))),
        "OM5.1": header.needs("creator", "creation date", optional=("contributor", "previous version")),
        "OM5.2": header.needs("date of issue", "publisher"),
        "PURL1": (_if(any(each in address.netloc for each in _PERSISTENT)), address.netloc),
        "RDF1": (_if(not unread), f"unread: {', '.join(unread)}" if unread else f"read back: {', '.join(files)}"),
        "URI2": (_if(named == [ONTOLOGY]), f"every file of the release names {', '.join(named) or 'nothing'}"),
        "VER1": (_if(any(each != ONTOLOGY for each in versions)), ", ".join(versions)),
        "VOC1": (_if(bool(set(metadata) - {"rdf"})), ", ".join(metadata)),
        "VOC2": (_if(bool(others)), ", ".join(others)),
        "VOC3": _every([entry.label for entry in ours], "labels"),
        "VOC4": _every([entry.definition for entry in ours], "definitions"),
    }


def _prefix(name: str) -> str:
    return name.partition(":")[0]


def _if(right: bool) -> Outcome:  # noqa: FBT001  the outcome itself
    return "passed" if right else "failed"


def _every(texts: Sequence[str], what: str) -> tuple[Outcome, str]:
    there = sum(map(bool, texts))
    return _if(bool(texts) and there == len(texts)), f"{what} for {there} of {len(texts)} terms"
