"""Release facts × measurements → how a release is cited: CITATION.cff, and DataCite metadata for a DOI.

Sources: Citation File Format 1.2.0, DataCite Metadata Schema 4.5 in its JSON form. No identifier is invented: the one
given is the version's IRI, as a URL.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import yaml

from itu_kg.description.release_facts import FOLDER, LICENCES, Measurements, ReleaseFacts
from itu_kg.model.edition import Artefact

CFF = "CITATION.cff"
DATACITE = f"{FOLDER}/datacite.json"


def artefacts(facts: ReleaseFacts, measurements: Measurements) -> Iterator[Artefact]:
    """CITATION.cff, where tools look for it, and DataCite's JSON."""
    written = yaml.safe_dump(_cff(facts), allow_unicode=True, sort_keys=False, width=100)
    yield Artefact(CFF, "application/yaml", (written.encode(),))
    text = json.dumps(_datacite(facts, measurements), ensure_ascii=False, indent=2) + "\n"
    yield Artefact(DATACITE, "application/json", (text.encode(),))


def _cff(facts: ReleaseFacts) -> dict[str, Any]:
    about, edition = facts.about, facts.edition
    return {
        "cff-version": "1.2.0",
        "message": "If you use these data, please cite them as below.",
        "type": "dataset",
        "title": edition.title,
        "abstract": facts.description.strip(),
        "authors": [{"name": about.creator}],
        "version": edition.version,
        "date-released": edition.date,
        **({"license": facts.licence} if facts.licence else {"license-url": edition.licence}),
        "url": about.landing_page,
        "identifiers": [{"type": "url", "value": edition.iri, "description": "The IRI of this version."}],
        **({"keywords": list(about.keywords)} if about.keywords else {}),
    }


def _datacite(facts: ReleaseFacts, measurements: Measurements) -> dict[str, Any]:
    about, edition, content = facts.about, facts.edition, measurements.content
    description = facts.description.strip()
    rights: dict[str, Any] = {"rightsUri": edition.licence}
    if facts.licence:
        rights |= {
            "rights": LICENCES[edition.licence][1],
            "rightsIdentifier": facts.licence,
            "rightsIdentifierScheme": "SPDX",
            "schemeUri": "https://spdx.org/licenses/",
        }
    related = [{"relatedIdentifier": edition.dataset, "relatedIdentifierType": "URL", "relationType": "IsVersionOf"}]
    if facts.previous:
        newer = {"relatedIdentifierType": "URL", "relationType": "IsNewVersionOf"}
        related.append({"relatedIdentifier": facts.previous.iri, **newer})
    files = [each for each in measurements.files(facts.graphs) if not each.member]
    dates = [{"date": edition.date, "dateType": "Issued"}]
    if content.years:
        dates.append({"date": f"{content.years[0]}/{content.years[-1]}", "dateType": "Coverage"})
    return {
        "schemaVersion": "http://datacite.org/schema/kernel-4",
        "identifiers": [{"identifier": edition.iri, "identifierType": "URL"}],
        "url": about.landing_page,
        "creators": [{"name": about.creator, "nameType": "Organizational"}],
        "titles": [{"title": edition.title, "lang": about.language}],
        "publisher": {"name": about.publisher},
        "publicationYear": edition.date[:4],
        "types": {"resourceTypeGeneral": "Dataset", "resourceType": "Knowledge graph"},
        "subjects": [{"subject": keyword, "lang": about.language} for keyword in about.keywords],
        "dates": dates,
        "language": about.language,
        "version": edition.version,
        "sizes": [f"{measurements.whole.triples} triples", f"{measurements.whole.subjects} entities"],
        "formats": sorted({each.media_type for each in files}),
        "rightsList": [rights],
        "descriptions": [{"description": description, "descriptionType": "Abstract", "lang": about.language}],
        "relatedIdentifiers": related,
        "geoLocations": [{"geoLocationPlace": each.name} for each in content.countries],
    }
