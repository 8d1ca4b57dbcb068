"""Told × Measured → how a release is cited: CITATION.cff, and the metadata that a DOI would be registered with.

Sources: Citation File Format 1.2.0, DataCite Metadata Schema 4.5 in its JSON form. No identifier is invented: the one
given is the version's IRI, as a URL.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import yaml

from itu_kg.description.release_facts import FOLDER, LICENCES
from itu_kg.model.edition import Artefact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itu_kg.description.release_facts import Measured, Told

CFF = "CITATION.cff"
DATACITE = f"{FOLDER}/datacite.json"


def artefacts(told: Told, measured: Measured) -> Iterator[Artefact]:
    """Give CITATION.cff, where tools look for it, and DataCite's JSON."""
    written = yaml.safe_dump(_cff(told), allow_unicode=True, sort_keys=False, width=100)
    yield Artefact(CFF, "application/yaml", (written.encode(),))
    text = json.dumps(_datacite(told, measured), ensure_ascii=False, indent=2) + "\n"
    yield Artefact(DATACITE, "application/json", (text.encode(),))


def _cff(told: Told) -> dict[str, Any]:
    about, edition = told.about, told.edition
    return {
        "cff-version": "1.2.0",
        "message": "If you use these data, please cite them as below.",
        "type": "dataset",
        "title": edition.title,
        "abstract": about.description.strip(),
        "authors": [{"name": about.creator}],
        "version": edition.version,
        "date-released": edition.date,
        **({"license": told.licence} if told.licence else {"license-url": edition.licence}),
        "url": about.landing_page,
        "identifiers": [{"type": "url", "value": edition.iri, "description": "The IRI of this version."}],
        **({"keywords": list(about.keywords)} if about.keywords else {}),
    }


def _datacite(told: Told, measured: Measured) -> dict[str, Any]:
    about, edition, scope = told.about, told.edition, measured.scope
    description = about.description.strip()
    rights: dict[str, Any] = {"rightsUri": edition.licence}
    if told.licence:
        rights |= {
            "rights": LICENCES[edition.licence][1],
            "rightsIdentifier": told.licence,
            "rightsIdentifierScheme": "SPDX",
            "schemeUri": "https://spdx.org/licenses/",
        }
    related = [{"relatedIdentifier": edition.dataset, "relatedIdentifierType": "URL", "relationType": "IsVersionOf"}]
    if told.previous:
        newer = {"relatedIdentifierType": "URL", "relationType": "IsNewVersionOf"}
        related.append({"relatedIdentifier": told.previous.iri, **newer})
    files = [each for each in measured.files(told.graphs) if not each.member]
    dates = [{"date": edition.date, "dateType": "Issued"}]
    if scope.years:
        dates.append({"date": f"{scope.years[0]}/{scope.years[-1]}", "dateType": "Coverage"})
    return {
        "schemaVersion": "http://datacite.org/schema/kernel-4",
        "identifiers": [{"identifier": edition.iri, "identifierType": "URL"}],
        "url": about.landing_page,
        "creators": [{"name": about.creator, "nameType": "Organizational"}],
        "titles": [{"title": edition.title, "lang": about.language}],
        "publisher": {"name": about.creator},
        "publicationYear": edition.date[:4],
        "types": {"resourceTypeGeneral": "Dataset", "resourceType": "Knowledge graph"},
        "subjects": [{"subject": keyword, "lang": about.language} for keyword in about.keywords],
        "dates": dates,
        "language": about.language,
        "version": edition.version,
        "sizes": [f"{measured.whole.triples} triples", f"{measured.whole.subjects} entities"],
        "formats": sorted({each.media_type for each in files}),
        "rightsList": [rights],
        "descriptions": [{"description": description, "descriptionType": "Abstract", "lang": about.language}],
        "relatedIdentifiers": related,
        "geoLocations": [{"geoLocationPlace": each.name} for each in scope.countries],
    }
