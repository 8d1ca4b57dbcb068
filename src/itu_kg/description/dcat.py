"""Told × Measured → DCAT 3: the version as a dataset, its graphs as datasets of their own, every file a distribution.

Source: DCAT 3 §6 and §11 (versions), DCAT-AP 3.0.1 for what is mandatory and how controlled values are typed, SPDX
terms for sums. A dataset that all versions are versions of is named and not described: catalogues would list it twice.
"""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from itu_kg.description.graph_builder import (
    Saying,
    name,
    number,
    text,
    typed,
)
from itu_kg.description.release_facts import FOLDER, LICENCES
from itu_kg.model.vocab import ONTOLOGY
from itu_kg.rdf.ntriples import iri, literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from itu_kg.description.graph_builder import About
    from itu_kg.description.release_facts import File, Measured, Told
    from itu_kg.model.edition import Artefact
    from itu_kg.model.graph import Term

_EU = "http://publications.europa.eu/resource/authority"
_IANA = "https://www.iana.org/assignments/media-types"
_FILE_TYPES = {
    "text/turtle": "RDF_TURTLE",
    "application/trig": "RDF_TRIG",
    "application/n-quads": "RDF_N_QUADS",
    "application/n-triples": "RDF_N_TRIPLES",
    "application/ld+json": "JSON_LD",
    "application/rdf+xml": "RDF_XML",
    "text/csv": "CSV",
    "application/csvm+json": "JSON",
    "application/json": "JSON",
    "application/sparql-query": "SPARQLQ",
    "text/html": "HTML",
    "text/plain": "TXT",
}
"""The name of a format in the file type table of the EU."""
_LANGUAGES = {"ar": "ARA", "en": "ENG", "es": "SPA", "fr": "FRA", "ru": "RUS", "zh": "ZHO"}
_TR = "https://www.w3.org/TR"
_STANDARDS = {
    "text/turtle": (f"{_TR}/turtle/", "RDF 1.1 Turtle"),
    "application/trig": (f"{_TR}/trig/", "RDF 1.1 TriG"),
    "application/n-quads": (f"{_TR}/n-quads/", "RDF 1.1 N-Quads"),
    "application/n-triples": (f"{_TR}/n-triples/", "RDF 1.1 N-Triples"),
    "application/ld+json": (f"{_TR}/json-ld11/", "JSON-LD 1.1"),
    "application/rdf+xml": (f"{_TR}/rdf-syntax-grammar/", "RDF 1.1 XML Syntax"),
    "text/csv": (f"{_TR}/tabular-data-model/", "Model for Tabular Data and Metadata on the Web"),
    "application/csvm+json": (f"{_TR}/tabular-metadata/", "Metadata Vocabulary for Tabular Data"),
    "application/sparql-query": (f"{_TR}/sparql11-query/", "SPARQL 1.1 Query Language"),
}
_COLLECTIONS = {
    "ontology": "The ontology, concept schemes, JSON-LD context and frames that the dataset is made with.",
    "shapes": "The SHACL shapes that the dataset conforms to.",
    "queries": "The stored SPARQL queries that are asked of the dataset.",
}


def artefacts(told: Told, measured: Measured) -> Iterator[Artefact]:
    """Give the description as Turtle and as JSON-LD."""
    saying = _said(told, measured)
    yield saying.turtle(f"{FOLDER}/dcat.ttl", told.edition.base)
    yield saying.jsonld(f"{FOLDER}/dcat.jsonld", told.edition.base)


def _said(told: Told, measured: Measured) -> Saying:
    saying, about, edition = Saying(), told.about, told.edition
    files = sorted(measured.files(told.graphs), key=attrgetter("member"))
    of: dict[str, list[File]] = {member: list(each) for member, each in groupby(files, attrgetter("member"))}
    members = {member: _member(told, member) for member in of if member}
    common = _common(told, measured, saying)

    version = saying.about(edition.iri, "dcat:Dataset").say("dcterms:title", text(edition.title, about.language))
    version.say("dcterms:description", text(about.description, about.language))
    version.say("dcterms:identifier", literal(edition.iri)).say("dcat:isVersionOf", iri(edition.dataset))
    version.say("dcat:version", literal(edition.version)).say("adms:versionNotes", text(_notes(told, measured)))
    version.say("dcterms:hasPart", map(iri, members.values()))
    version.say("dcterms:conformsTo", _standard(saying, ONTOLOGY, "Ontology of itu-kg"))
    versions = [iri(edition.iri)]
    if told.previous:
        version.say("dcat:previousVersion", iri(told.previous.iri))
        versions.append(iri(told.previous.iri))
    saying.about(edition.dataset).say("dcat:hasVersion", versions)
    common(version)
    _distribute(version, of.get("", []), told, saying)

    for member, subject in members.items():
        part = saying.about(subject, "dcat:Dataset").say("dcterms:isPartOf", iri(edition.iri))
        title = measured.title(member) if member in told.graphs else f"{member.capitalize()} of the dataset"
        part.say("dcterms:title", text(title)).say("dcat:version", literal(edition.version))
        if member in told.graphs:
            part.say("dcat:isVersionOf", iri(member))
        part.say("dcterms:description", text(_of_member(member, measured)))
        common(part)
        _distribute(part, of[member], told, saying)
    return saying


def _member(told: Told, member: str) -> str:
    return told.graph(member) if member in told.graphs else told.part(member)


def _of_member(member: str, measured: Measured) -> str:
    found = measured.graphs.get(member)
    if found is None:
        return _COLLECTIONS.get(member, f"Supporting files: {member}.")
    return f"{measured.title(member)}: the named graph <{member}>, {found.triples:,} triples."


def _notes(told: Told, measured: Measured) -> str:
    size = f"{measured.whole.triples:,} triples about {measured.whole.subjects:,} things."
    if told.previous and told.changelog:
        return f"{size} What changed since {told.previous.version} is in CHANGELOG.md."
    return size


def _common(told: Told, measured: Measured, saying: Saying) -> Callable[[About], None]:
    """Say once what is the same of every dataset, and give what says it of one."""
    about, edition = told.about, told.edition
    publisher = saying.about(told.agent, "foaf:Agent").say("foaf:name", text(about.creator, about.language))
    publisher.say("foaf:homepage", iri(about.landing_page))
    saying.about(about.landing_page, "foaf:Document")
    contact = saying.about(told.part("contact"), "vcard:Kind", "vcard:Organization")
    contact.say("vcard:fn", literal(about.creator)).say("vcard:hasURL", iri(about.landing_page))
    for theme in about.themes:
        saying.about(theme.id, "skos:Concept").say("skos:prefLabel", text(theme.label))
    for country in measured.scope.countries:
        place = saying.about(country.iri, "dcterms:Location").say("skos:prefLabel", text(country.name))
        place.say("skos:exactMatch", map(iri, country.same))
    period = told.part("period") if measured.scope.years else ""
    if period:
        when = saying.about(period, "dcterms:PeriodOfTime")
        when.say("dcat:startDate", typed(f"{measured.scope.years[0]}-01-01", "date"))
        when.say("dcat:endDate", typed(f"{measured.scope.years[-1]}-12-31", "date"))
    language = f"{_EU}/language/{_LANGUAGES[about.language]}" if about.language in _LANGUAGES else ""
    if language:
        saying.about(language, "dcterms:LinguisticSystem")

    def common(of: About) -> None:
        of.say("dcterms:publisher", iri(told.agent)).say("dcterms:creator", iri(told.agent))
        of.say("dcat:contactPoint", iri(told.part("contact"))).say("dcat:landingPage", iri(about.landing_page))
        of.say("dcterms:issued", typed(edition.date, "date")).say("dcterms:modified", typed(edition.date, "date"))
        of.say("dcat:keyword", (text(keyword, about.language) for keyword in about.keywords))
        of.say("dcat:theme", (iri(theme.id) for theme in about.themes))
        of.say("dcterms:spatial", (iri(country.iri) for country in measured.scope.countries))
        of.say("dcterms:temporal", iri(period) if period else None)
        of.say("dcterms:language", iri(language) if language else None)

    return common


def _distribute(of: About, files: Iterable[File], told: Told, saying: Saying) -> None:
    """Give each file its distribution."""
    edition = told.edition
    licence = saying.about(edition.licence, "dcterms:LicenseDocument")
    licence.say("dcterms:title", text(LICENCES[edition.licence][1]) if edition.licence in LICENCES else None)
    if told.licence.startswith("CC-BY"):
        kind = "http://purl.org/adms/licencetype/Attribution"
        licence.say("dcterms:type", iri(kind))
        saying.about(kind, "skos:Concept").say("skos:prefLabel", text("Attribution"))
    for file in files:
        path, subject = file.written.path, told.part(f"distribution/{file.written.path}")
        of.say("dcat:distribution", iri(subject))
        said = saying.about(subject, "dcat:Distribution").say("dcterms:title", literal(path))
        said.say("dcterms:description", text(file.label)).say("dcterms:license", iri(edition.licence))
        said.say("dcat:downloadURL", iri(told.address(path))).say("dcat:accessURL", iri(told.address(path)))
        said.say("dcterms:issued", typed(edition.date, "date"))
        said.say("dcat:mediaType", _media_type(saying, file.media_type))
        said.say("dcat:compressFormat", _media_type(saying, "application/gzip") if file.gzipped else None)
        if file.media_type in _FILE_TYPES:
            form = f"{_EU}/file-type/{_FILE_TYPES[file.media_type]}"
            saying.about(form, "dcterms:MediaTypeOrExtent")
            said.say("dcterms:format", iri(form))
        if file.media_type in _STANDARDS:
            said.say("dcterms:conformsTo", _standard(saying, *_STANDARDS[file.media_type]))
        said.say("dcat:byteSize", number(file.written.size, "nonNegativeInteger"))
        said.say("spdx:checksum", checksum(saying, f"{subject}/sha256", file.written.sha256))


def checksum(saying: Saying, subject: str, sha256: str) -> Term:
    """Say a sum in SPDX terms."""
    algorithm = name("spdx:checksumAlgorithm_sha256")
    saying.about(algorithm[1:-1], "spdx:ChecksumAlgorithm")
    said = saying.about(subject, "spdx:Checksum").say("spdx:algorithm", algorithm)
    said.say("spdx:checksumValue", typed(sha256, "hexBinary"))
    return iri(subject)


def _media_type(saying: Saying, media_type: str) -> Term:
    address = f"{_IANA}/{media_type}"
    saying.about(address, "dcterms:MediaType")
    return iri(address)


def _standard(saying: Saying, address: str, title: str) -> Term:
    saying.about(address, "dcterms:Standard").say("dcterms:title", text(title))
    return iri(address)
