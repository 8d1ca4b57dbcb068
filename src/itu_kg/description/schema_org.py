"""ReleaseFacts × Measurements → a schema.org Dataset as JSON-LD, as search engines for data read it on a landing page.

Source: schema.org Dataset and DataDownload, Google's guide to dataset structured data. The context is named and not
copied, since readers of this file know it and fetch nothing; nothing here reads the file as RDF.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from itu_kg.description.release_facts import FOLDER, File, Measurements, ReleaseFacts
from itu_kg.model.edition import Artefact
from itu_kg.model.vocab import IKG

PATH = f"{FOLDER}/schema-org.jsonld"
_MOST = 5000
"""How many characters of description a search engine takes."""


def artefacts(facts: ReleaseFacts, measurements: Measurements) -> Iterator[Artefact]:
    """The description as JSON-LD, to be put on a landing page as it is."""
    text = json.dumps(_dataset(facts, measurements), ensure_ascii=False, indent=2) + "\n"
    yield Artefact(PATH, "application/ld+json", (text.encode(),))


def _dataset(facts: ReleaseFacts, measurements: Measurements) -> dict[str, Any]:
    about, edition, content = facts.about, facts.edition, measurements.content
    party = {"@type": "Organization", "@id": facts.agent, "name": about.publisher, "url": about.landing_page}
    node: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": edition.iri,
        "name": edition.title,
        "description": _description(facts, measurements)[:_MOST],
        "url": about.landing_page,
        "identifier": edition.iri,
        "version": edition.version,
        "license": edition.licence,
        "creator": party,
        "publisher": {"@id": facts.agent},
        "datePublished": edition.date,
        "dateModified": edition.date,
        "inLanguage": about.language,
        "isAccessibleForFree": True,
        "keywords": list(about.keywords),
        "citation": facts.citation,
    }
    if content.years:
        first, last = content.years[0], content.years[-1]
        node["temporalCoverage"] = first if first == last else f"{first}/{last}"
    if content.countries:
        node["spatialCoverage"] = [
            {"@type": "Place", "name": each.name, "sameAs": list(each.same)} for each in content.countries
        ]
    node["variableMeasured"] = [
        {"@type": "PropertyValue", "name": words(kind.iri), "propertyID": kind.iri, "value": kind.entities}
        for kind in measurements.whole.classes
        if kind.iri.startswith(IKG)
    ]
    if facts.previous:
        node["isBasedOn"] = facts.previous.iri
    node["size"] = {"@type": "QuantitativeValue", "value": measurements.whole.triples, "unitText": "RDF triples"}
    node["distribution"] = [_download(file, facts) for file in measurements.files(facts.graphs) if file.member == ""]
    return node


def _description(facts: ReleaseFacts, measurements: Measurements) -> str:
    statistics = measurements.whole
    counted = (
        f"Version {facts.edition.version} has {statistics.triples:,} triples about {statistics.subjects:,} things."
    )
    return f"{facts.description.strip()} {counted}"


def _download(file: File, facts: ReleaseFacts) -> dict[str, Any]:
    written = file.written
    return {
        "@type": "DataDownload",
        "name": file.label,
        "contentUrl": facts.address(written.path),
        "encodingFormat": "application/gzip" if file.gzipped else file.media_type,
        "contentSize": f"{written.size} B",
        "sha256": written.sha256,
    }


def words(name: str) -> str:
    """What a class is called: `ReportedEvent` is "reported event"."""
    local = name[max(name.rfind("/"), name.rfind("#")) + 1 :]
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", local).lower()
