"""Release facts × measurements → DCAT 3: the version and its graphs as datasets, every file a distribution.

Source: DCAT 3 §6 and §11 (versions), DCAT-AP 3.0.1 for what is mandatory and how controlled values are typed, SPDX
terms for sums. A dataset that all versions are versions of is named and not described: catalogues would list it twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from operator import attrgetter

from itu_kg.description.graph_builder import GraphBuilder, Subject, number, text, typed
from itu_kg.description.release_facts import FOLDER, LICENCES, File, Measurements, ReleaseFacts
from itu_kg.model.edition import Artefact
from itu_kg.model.formats import MEDIA_TYPES
from itu_kg.model.graph import Term
from itu_kg.model.vocab import ONTOLOGY
from itu_kg.rdf.ntriples import iri, literal, value
from itu_kg.rdf.prefixes import term as name

_EU = "http://publications.europa.eu/resource/authority"
_IANA = "https://www.iana.org/assignments/media-types"
_LANGUAGES = {"ar": "ARA", "en": "ENG", "es": "SPA", "fr": "FRA", "ru": "RUS", "zh": "ZHO"}
_TR = "https://www.w3.org/TR"
_COLLECTIONS = {
    "ontology": "The ontology, concept schemes, JSON-LD context and frames that the dataset is made with.",
    "shapes": "The SHACL shapes that the dataset conforms to.",
    "queries": "The stored SPARQL queries that are asked of the dataset.",
}


def artefacts(facts: ReleaseFacts, measurements: Measurements) -> Iterator[Artefact]:
    """The description as Turtle and as JSON-LD."""
    builder = _described(facts, measurements)
    yield builder.turtle(f"{FOLDER}/dcat.ttl", facts.edition.base)
    yield builder.jsonld(f"{FOLDER}/dcat.jsonld", facts.edition.base)


def _described(facts: ReleaseFacts, measurements: Measurements) -> GraphBuilder:
    builder, about, edition = GraphBuilder(), facts.about, facts.edition
    files = sorted(measurements.files(facts.graphs), key=attrgetter("member"))
    of: dict[str, list[File]] = {member: list(each) for member, each in groupby(files, attrgetter("member"))}
    members = {member: _member(facts, member) for member in of if member}
    common = _common(facts, measurements, builder)

    version = builder.describe(edition.iri, "dcat:Dataset").add("dcterms:title", text(edition.title, about.language))
    version.add("dcterms:description", text(facts.description, about.language))
    version.add("dcterms:identifier", literal(edition.iri)).add("dcat:isVersionOf", iri(edition.dataset))
    version.add("dcat:version", literal(edition.version)).add("adms:versionNotes", text(_notes(facts, measurements)))
    version.add("dcterms:hasPart", map(iri, members.values()))
    version.add("dcterms:conformsTo", _standard(builder, ONTOLOGY, "Ontology of itu-kg"))
    versions = [iri(edition.iri)]
    if facts.previous:
        version.add("dcat:previousVersion", iri(facts.previous.iri))
        versions.append(iri(facts.previous.iri))
    builder.describe(edition.dataset).add("dcat:hasVersion", versions)
    common(version)
    _distribute(version, of.get("", []), facts, builder)

    for member, subject in members.items():
        part = builder.describe(subject, "dcat:Dataset").add("dcterms:isPartOf", iri(edition.iri))
        title = measurements.title(member) if member in facts.graphs else f"{member.capitalize()} of the dataset"
        part.add("dcterms:title", text(title)).add("dcat:version", literal(edition.version))
        if member in facts.graphs:
            part.add("dcat:isVersionOf", iri(member))
        part.add("dcterms:description", text(_of_member(member, measurements)))
        common(part)
        _distribute(part, of[member], facts, builder)
    return builder


def _member(facts: ReleaseFacts, member: str) -> str:
    return facts.graph(member) if member in facts.graphs else facts.part(member)


def _of_member(member: str, measurements: Measurements) -> str:
    statistics = measurements.graphs.get(member)
    if statistics is None:
        return _COLLECTIONS.get(member, f"Supporting files: {member}.")
    return f"{measurements.title(member)}: the named graph <{member}>, {statistics.triples:,} triples."


def _notes(facts: ReleaseFacts, measurements: Measurements) -> str:
    size = f"{measurements.whole.triples:,} triples about {measurements.whole.subjects:,} things."
    if facts.previous and facts.changelog:
        return f"{size} What changed since {facts.previous.version} is in CHANGELOG.md."
    return size


def _common(facts: ReleaseFacts, measurements: Measurements, builder: GraphBuilder) -> Callable[[Subject], None]:
    """Describe what every dataset has in common; returns what adds it to one."""
    about, edition = facts.about, facts.edition
    publisher = builder.describe(facts.agent, "foaf:Agent").add("foaf:name", text(about.publisher, about.language))
    publisher.add("foaf:homepage", iri(about.landing_page))
    builder.describe(about.landing_page, "foaf:Document")
    contact = builder.describe(facts.part("contact"), "vcard:Kind", "vcard:Organization")
    contact.add("vcard:fn", literal(about.publisher)).add("vcard:hasURL", iri(about.landing_page))
    for theme in about.themes:
        builder.describe(theme.id, "skos:Concept").add("skos:prefLabel", text(theme.label))
    for country in measurements.content.countries:
        place = builder.describe(country.iri, "dcterms:Location").add("skos:prefLabel", text(country.name))
        place.add("schema:sameAs", map(iri, country.same))
    period = facts.part("period") if measurements.content.years else ""
    if period:
        when = builder.describe(period, "dcterms:PeriodOfTime")
        when.add("dcat:startDate", typed(f"{measurements.content.years[0]}-01-01", "date"))
        when.add("dcat:endDate", typed(f"{measurements.content.years[-1]}-12-31", "date"))
    language = f"{_EU}/language/{_LANGUAGES[about.language]}" if about.language in _LANGUAGES else ""
    if language:
        builder.describe(language, "dcterms:LinguisticSystem")

    def common(of: Subject) -> None:
        of.add("dcterms:publisher", iri(facts.agent)).add("dcterms:creator", iri(facts.agent))
        of.add("dcat:contactPoint", iri(facts.part("contact"))).add("dcat:landingPage", iri(about.landing_page))
        of.add("dcterms:issued", typed(edition.date, "date")).add("dcterms:modified", typed(edition.date, "date"))
        of.add("dcat:keyword", (text(keyword, about.language) for keyword in about.keywords))
        of.add("dcat:theme", (iri(theme.id) for theme in about.themes))
        of.add("dcterms:spatial", (iri(country.iri) for country in measurements.content.countries))
        of.add("dcterms:temporal", iri(period) if period else None)
        of.add("dcterms:language", iri(language) if language else None)

    return common


def _distribute(of: Subject, files: Iterable[File], facts: ReleaseFacts, builder: GraphBuilder) -> None:
    """Add a distribution for each file."""
    edition = facts.edition
    licence = builder.describe(edition.licence, "dcterms:LicenseDocument")
    licence.add("dcterms:title", text(LICENCES[edition.licence][1]) if edition.licence in LICENCES else None)
    if facts.licence.startswith("CC-BY"):
        kind = "http://purl.org/adms/licencetype/Attribution"
        licence.add("dcterms:type", iri(kind))
        builder.describe(kind, "skos:Concept").add("skos:prefLabel", text("Attribution"))
    for file in files:
        path, subject = file.written.path, facts.part(f"distribution/{file.written.path}")
        of.add("dcat:distribution", iri(subject))
        node = builder.describe(subject, "dcat:Distribution").add("dcterms:title", literal(path))
        node.add("dcterms:description", text(file.label)).add("dcterms:license", iri(edition.licence))
        node.add("dcat:downloadURL", iri(facts.address(path))).add("dcat:accessURL", iri(facts.address(path)))
        node.add("dcterms:issued", typed(edition.date, "date"))
        node.add("dcat:mediaType", _media_type(builder, file.media_type))
        node.add("dcat:compressFormat", _media_type(builder, "application/gzip") if file.gzipped else None)
        media = MEDIA_TYPES.get(file.media_type)
        if media and media.eu:
            form = f"{_EU}/file-type/{media.eu}"
            builder.describe(form, "dcterms:MediaTypeOrExtent")
            node.add("dcterms:format", iri(form))
        if media and media.standard:
            place, title = media.standard
            node.add("dcterms:conformsTo", _standard(builder, f"{_TR}/{place}/", title))
        node.add("dcat:byteSize", number(file.written.size, "nonNegativeInteger"))
        node.add("spdx:checksum", checksum(builder, f"{subject}/sha256", file.written.sha256))


def checksum(builder: GraphBuilder, subject: str, sha256: str) -> Term:
    """Describe a SHA-256 sum in SPDX terms."""
    algorithm = name("spdx:checksumAlgorithm_sha256")
    builder.describe(value(algorithm), "spdx:ChecksumAlgorithm")
    node = builder.describe(subject, "spdx:Checksum").add("spdx:algorithm", algorithm)
    node.add("spdx:checksumValue", typed(sha256, "hexBinary"))
    return iri(subject)


def _media_type(builder: GraphBuilder, media_type: str) -> Term:
    address = f"{_IANA}/{media_type}"
    builder.describe(address, "dcterms:MediaType")
    return iri(address)


def _standard(builder: GraphBuilder, address: str, title: str) -> Term:
    builder.describe(address, "dcterms:Standard").add("dcterms:title", text(title))
    return iri(address)
