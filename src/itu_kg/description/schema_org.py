"""Told × Measured → a schema.org Dataset as JSON-LD, as search engines for data read it on a landing page.

Source: schema.org Dataset and DataDownload, Google's guide to dataset structured data. The context is named and not
copied, since readers of this file know it and fetch nothing; nothing here reads the file as RDF.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from itu_kg.description.release_facts import FOLDER
from itu_kg.model.edition import Artefact
from itu_kg.model.vocab import IKG

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itu_kg.description.release_facts import File, Measured, Told

PATH = f"{FOLDER}/schema-org.jsonld"
_MOST = 5000
"""How many characters of description a search engine takes."""


def artefacts(told: Told, measured: Measured) -> Iterator[Artefact]:
    """Give the description as JSON-LD, to be put on a landing page as it is."""
    text = json.dumps(_dataset(told, measured), ensure_ascii=False, indent=2) + "\n"
    yield Artefact(PATH, "application/ld+json", (text.encode(),))


def _dataset(told: Told, measured: Measured) -> dict[str, Any]:
    about, edition, scope = told.about, told.edition, measured.scope
    party = {"@type": "Organization", "@id": told.agent, "name": about.creator, "url": about.landing_page}
    said: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": edition.iri,
        "name": edition.title,
        "description": _description(told, measured)[:_MOST],
        "url": about.landing_page,
        "identifier": edition.iri,
        "version": edition.version,
        "license": edition.licence,
        "creator": party,
        "publisher": {"@id": told.agent},
        "datePublished": edition.date,
        "dateModified": edition.date,
        "inLanguage": about.language,
        "isAccessibleForFree": True,
        "keywords": list(about.keywords),
        "citation": told.citation,
    }
    if scope.years:
        first, last = scope.years[0], scope.years[-1]
        said["temporalCoverage"] = first if first == last else f"{first}/{last}"
    if scope.countries:
        said["spatialCoverage"] = [
            {"@type": "Place", "name": each.name, "sameAs": list(each.same)} for each in scope.countries
        ]
    said["variableMeasured"] = [
        {"@type": "PropertyValue", "name": words(kind.iri), "propertyID": kind.iri, "value": kind.entities}
        for kind in measured.whole.classes
        if kind.iri.startswith(IKG)
    ]
    if told.previous:
        said["isBasedOn"] = told.previous.iri
    said["size"] = {"@type": "QuantitativeValue", "value": measured.whole.triples, "unitText": "RDF triples"}
    said["distribution"] = [_download(file, told) for file in measured.files(told.graphs) if file.member == ""]
    return said


def _description(told: Told, measured: Measured) -> str:
    found = measured.whole
    counted = f"Version {told.edition.version} has {found.triples:,} triples about {found.subjects:,} things."
    return f"{told.about.description.strip()} {counted}"


def _download(file: File, told: Told) -> dict[str, Any]:
    written = file.written
    return {
        "@type": "DataDownload",
        "name": file.label,
        "contentUrl": told.address(written.path),
        "encodingFormat": "application/gzip" if file.gzipped else file.media_type,
        "contentSize": f"{written.size} B",
        "sha256": written.sha256,
    }


def words(name: str) -> str:
    """Say what a class is called: `ReportedEvent` is "reported event"."""
    local = name[max(name.rfind("/"), name.rfind("#")) + 1 :]
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", local).lower()
