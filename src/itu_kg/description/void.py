"""Told × Measured → VoID: how many triples, things and links there are, of which class and property.

Source: Describing Linked Datasets with VoID §2 to §5. Every number is measured; one linkset for each property and
outside data set. What a partition counts, `statistics` says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from itu_kg.description.graph_builder import (
    Saying,
    number,
    text,
    typed,
)
from itu_kg.description.release_facts import FOLDER
from itu_kg.description.void_statistics import space
from itu_kg.model.edition import GRAPHS, WHOLE
from itu_kg.model.formats import Format
from itu_kg.model.vocab import IKG, VOCABULARIES
from itu_kg.rdf.ntriples import iri, literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itu_kg.description.graph_builder import About
    from itu_kg.description.release_facts import Measured, Told
    from itu_kg.description.void_statistics import Statistics
    from itu_kg.model.edition import Artefact

_PREFIXES = {space: prefix for prefix, space in VOCABULARIES.items()}
_FEATURES = "http://www.w3.org/ns/formats"
_FORMATS = {
    Format.TURTLE: "Turtle",
    Format.TRIG: "TriG",
    Format.NQUADS: "N-Quads",
    Format.NTRIPLES: "N-Triples",
    Format.JSONLD: "JSON-LD",
    Format.RDFXML: "RDF_XML",
}
"""The name of a format among W3C's IRIs for formats, which `void:feature` takes."""


def artefacts(told: Told, measured: Measured) -> Iterator[Artefact]:
    """Give the description as Turtle."""
    saying, edition, about = Saying(), told.edition, told.about
    whole = saying.about(edition.iri, "void:Dataset").say("dcterms:title", text(edition.title, about.language))
    whole.say("dcterms:description", text(about.description, about.language))
    whole.say("dcterms:license", iri(edition.licence)).say("dcterms:issued", typed(edition.date, "date"))
    whole.say("dcterms:creator", iri(told.agent)).say("foaf:homepage", iri(about.landing_page))
    saying.about(told.agent, "foaf:Agent").say("foaf:name", text(about.creator, about.language))
    whole.say("void:uriSpace", literal(edition.base))
    whole.say("void:vocabulary", map(iri, measured.whole.spaces))
    whole.say("void:exampleResource", (iri(thing) for kind, thing in measured.whole.examples if kind.startswith(IKG)))
    whole.say("void:feature", (iri(f"{_FEATURES}/{each}") for each in _FORMATS.values()))
    whole.say("void:dataDump", (iri(told.address(path)) for path in _dumps(WHOLE, measured)))
    _partition(saying, whole, measured.whole, told, "whole")
    _linksets(saying, whole, told, measured)
    for graph, found in measured.graphs.items():
        name = told.graphs[graph]
        subject = told.graph(graph)
        whole.say("void:subset", iri(subject))
        said = saying.about(subject, "void:Dataset").say("dcterms:title", text(measured.title(graph)))
        said.say("dcat:isVersionOf", iri(graph) if graph else None)
        said.say("void:dataDump", (iri(told.address(path)) for path in _dumps(f"{GRAPHS}/{name}", measured)))
        _partition(saying, said, found, told, f"{GRAPHS}/{name}")
    yield saying.turtle(f"{FOLDER}/void.ttl", edition.base)


def _dumps(stem: str, measured: Measured) -> list[str]:
    types = {each.media_type for each in Format} | {"application/gzip"}
    return [each.path for each in measured.written if each.path.startswith(f"{stem}.") and each.media_type in types]


def _partition(saying: Saying, said: About, found: Statistics, told: Told, path: str) -> None:
    said.say("void:triples", number(found.triples)).say("void:entities", number(found.subjects))
    said.say("void:distinctSubjects", number(found.subjects)).say("void:distinctObjects", number(found.objects))
    said.say("void:classes", number(len(found.classes))).say("void:properties", number(len(found.properties)))
    for kind in found.classes:
        subject = told.part(f"{path}/class/{_slug(kind.iri)}")
        said.say("void:classPartition", iri(subject))
        part = saying.about(subject, "void:Dataset").say("void:class", iri(kind.iri))
        part.say("void:entities", number(kind.entities)).say("void:triples", number(kind.triples))
    for each in found.properties:
        subject = told.part(f"{path}/property/{_slug(each.iri)}")
        said.say("void:propertyPartition", iri(subject))
        part = saying.about(subject, "void:Dataset").say("void:property", iri(each.iri))
        part.say("void:triples", number(each.triples)).say("void:distinctSubjects", number(each.subjects))
        part.say("void:distinctObjects", number(each.objects))


def _linksets(saying: Saying, whole: About, told: Told, measured: Measured) -> None:
    targets = {each.id: each for each in told.about.targets}
    for each in measured.whole.links:
        target, other = targets[each.target], told.part(f"target/{each.target}")
        outside = saying.about(other, "void:Dataset").say("dcterms:title", text(target.title))
        outside.say("void:uriSpace", literal(target.space)).say("foaf:homepage", iri(target.homepage))
        subject = told.part(f"linkset/{each.target}/{_slug(each.predicate)}")
        whole.say("void:subset", iri(subject))
        links = saying.about(subject, "void:Linkset").say("void:subjectsTarget", iri(told.edition.iri))
        links.say("void:objectsTarget", iri(other)).say("void:linkPredicate", iri(each.predicate))
        links.say("void:triples", number(each.triples))


def _slug(name: str) -> str:
    """Name a term in a path: `schema-name`; a term of an unknown vocabulary by its whole IRI, escaped."""
    prefix = _PREFIXES.get(space(name))
    return f"{prefix}-{name[len(space(name)) :]}" if prefix else name.replace("/", "_").replace("#", "_")
