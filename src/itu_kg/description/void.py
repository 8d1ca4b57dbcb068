"""ReleaseFacts × Measurements → VoID: how many triples, things and links there are, of which class and property.

Source: Describing Linked Datasets with VoID §2 to §5. Every number is measured; one linkset for each property and
outside data set. What a partition counts, `statistics` says.
"""

from __future__ import annotations

from collections.abc import Iterator

from itu_kg.description.graph_builder import GraphBuilder, Subject, number, text, typed
from itu_kg.description.release_facts import FOLDER, Measurements, ReleaseFacts
from itu_kg.description.void_statistics import Statistics, space
from itu_kg.model.edition import GRAPHS, Artefact
from itu_kg.model.formats import Format
from itu_kg.model.vocab import IKG, VOCABULARIES
from itu_kg.rdf.ntriples import iri, literal

_PREFIXES = {space: prefix for prefix, space in VOCABULARIES.items()}
_FEATURES = "http://www.w3.org/ns/formats"
"""Where the W3C has IRIs for formats, by their labels; `void:feature` takes them."""


def artefacts(facts: ReleaseFacts, measurements: Measurements) -> Iterator[Artefact]:
    """The description as Turtle."""
    builder, edition, about = GraphBuilder(), facts.edition, facts.about
    whole = builder.describe(edition.iri, "void:Dataset").add("dcterms:title", text(edition.title, about.language))
    whole.add("dcterms:description", text(facts.description, about.language))
    whole.add("dcterms:license", iri(edition.licence)).add("dcterms:issued", typed(edition.date, "date"))
    whole.add("dcterms:creator", iri(facts.agent)).add("foaf:homepage", iri(about.landing_page))
    builder.describe(facts.agent, "foaf:Agent").add("foaf:name", text(about.publisher, about.language))
    whole.add("void:uriSpace", literal(edition.base))
    whole.add("void:vocabulary", map(iri, measurements.whole.spaces))
    whole.add(
        "void:exampleResource", (iri(thing) for kind, thing in measurements.whole.examples if kind.startswith(IKG))
    )
    whole.add("void:feature", (iri(f"{_FEATURES}/{each.label.replace('/', '_')}") for each in Format))
    whole.add("void:dataDump", (iri(facts.address(path)) for path in _dumps(edition.stem, measurements)))
    _partition(builder, whole, measurements.whole, facts, "whole")
    _linksets(builder, whole, facts, measurements)
    for graph, statistics in measurements.graphs.items():
        name = facts.graphs[graph]
        subject = facts.graph(graph)
        whole.add("void:subset", iri(subject))
        node = builder.describe(subject, "void:Dataset").add("dcterms:title", text(measurements.title(graph)))
        node.add("dcat:isVersionOf", iri(graph) if graph else None)
        node.add("void:dataDump", (iri(facts.address(path)) for path in _dumps(f"{GRAPHS}/{name}", measurements)))
        _partition(builder, node, statistics, facts, f"{GRAPHS}/{name}")
    yield builder.turtle(f"{FOLDER}/void.ttl", edition.base)


def _dumps(stem: str, measurements: Measurements) -> list[str]:
    types = {each.media_type for each in Format} | {"application/gzip"}
    return [each.path for each in measurements.written if each.path.startswith(f"{stem}.") and each.media_type in types]


def _partition(builder: GraphBuilder, node: Subject, statistics: Statistics, facts: ReleaseFacts, path: str) -> None:
    node.add("void:triples", number(statistics.triples)).add("void:entities", number(statistics.subjects))
    node.add("void:distinctSubjects", number(statistics.subjects)).add(
        "void:distinctObjects", number(statistics.objects)
    )
    node.add("void:classes", number(len(statistics.classes))).add("void:properties", number(len(statistics.properties)))
    for kind in statistics.classes:
        subject = facts.part(f"{path}/class/{_slug(kind.iri)}")
        node.add("void:classPartition", iri(subject))
        part = builder.describe(subject, "void:Dataset").add("void:class", iri(kind.iri))
        part.add("void:entities", number(kind.entities)).add("void:triples", number(kind.triples))
    for each in statistics.properties:
        subject = facts.part(f"{path}/property/{_slug(each.iri)}")
        node.add("void:propertyPartition", iri(subject))
        part = builder.describe(subject, "void:Dataset").add("void:property", iri(each.iri))
        part.add("void:triples", number(each.triples)).add("void:distinctSubjects", number(each.subjects))
        part.add("void:distinctObjects", number(each.objects))


def _linksets(builder: GraphBuilder, whole: Subject, facts: ReleaseFacts, measurements: Measurements) -> None:
    targets = {each.id: each for each in facts.about.targets}
    for each in measurements.whole.links:
        target, other = targets[each.target], facts.part(f"target/{each.target}")
        outside = builder.describe(other, "void:Dataset").add("dcterms:title", text(target.title))
        outside.add("void:uriSpace", literal(target.space)).add("foaf:homepage", iri(target.homepage))
        subject = facts.part(f"linkset/{each.target}/{_slug(each.predicate)}")
        whole.add("void:subset", iri(subject))
        links = builder.describe(subject, "void:Linkset").add("void:subjectsTarget", iri(facts.edition.iri))
        links.add("void:objectsTarget", iri(other)).add("void:linkPredicate", iri(each.predicate))
        links.add("void:triples", number(each.triples))


def _slug(name: str) -> str:
    """Name a term in a path: `schema-name`; a term of an unknown vocabulary by its whole IRI, escaped."""
    prefix = _PREFIXES.get(space(name))
    return f"{prefix}-{name[len(space(name)) :]}" if prefix else name.replace("/", "_").replace("#", "_")
