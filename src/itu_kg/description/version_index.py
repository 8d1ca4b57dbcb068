"""Versions of one dataset → DCAT: the dataset, its versions in their order, which is current, what each holds.

Source: DCAT 3 §11 (versioning): dcat:hasVersion, dcat:hasCurrentVersion, dcat:previousVersion. Each version has one
distribution, its N-Quads with their sum, so that a catalogue can fetch and check it; all others are in the version's
own description.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from itu_kg.description.dcat import checksum
from itu_kg.description.graph_builder import GraphBuilder, number, text, typed
from itu_kg.model.edition import Edition
from itu_kg.model.formats import Format
from itu_kg.rdf.ntriples import iri, literal


@dataclass(frozen=True, slots=True)
class Version:
    """A version: what it is called, and its N-Quads by IRI, path, size and sum."""

    edition: Edition
    distribution: str
    path: str
    size: int
    sha256: str


def describe(versions: Sequence[Version], current: str) -> GraphBuilder:
    """Describe versions, given in their order; `current` is the IRI of the one to use, empty for none."""
    builder, last = GraphBuilder(), versions[-1].edition
    dataset = builder.describe(last.dataset, "dcat:Dataset").add("dcterms:title", text(last.title))
    dataset.add("dcterms:description", text(f"All versions of: {last.title}"))
    dataset.add("dcat:hasVersion", (iri(each.edition.iri) for each in versions))
    dataset.add("dcat:hasCurrentVersion", iri(current) if current else None)
    for before, each in zip((None, *versions), versions, strict=False):
        _version(builder, each)
        if before:
            builder.describe(each.edition.iri).add("dcat:previousVersion", iri(before.edition.iri))
    return builder


def _version(builder: GraphBuilder, each: Version) -> None:
    edition = each.edition
    version = builder.describe(edition.iri, "dcat:Dataset").add("dcterms:title", text(edition.title))
    version.add("dcterms:description", text(f"Version {edition.version} of: {edition.title}"))
    version.add("dcat:version", literal(edition.version)).add("dcterms:issued", typed(edition.date, "date"))
    version.add("dcat:isVersionOf", iri(edition.dataset)).add("dcat:landingPage", iri(edition.url))
    version.add("dcterms:license", iri(edition.licence)).add("dcat:distribution", iri(each.distribution))
    node = builder.describe(each.distribution, "dcat:Distribution").add("dcterms:license", iri(edition.licence))
    address = iri(f"{edition.url}{each.path}")
    node.add("dcat:accessURL", address).add("dcat:downloadURL", address)
    node.add("dcat:mediaType", iri(f"https://www.iana.org/assignments/media-types/{Format.NQUADS.media_type}"))
    node.add("dcat:byteSize", number(each.size, "nonNegativeInteger"))
    node.add("spdx:checksum", checksum(builder, f"{each.distribution}/sha256", each.sha256))
