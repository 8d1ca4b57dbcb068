"""ReleaseFacts × files → the release as an RO-Crate 1.2: every file with its size and sum.

Source: RO-Crate Metadata Specification 1.2 §3 to §5. It comes last, since it lists the other descriptions too. What is
written after it is named without a sum: release.json lists it in turn.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from itu_kg.description.release_facts import FOLDER, LICENCES, ReleaseFacts
from itu_kg.model.edition import Artefact, Written

CRATE = "ro-crate-metadata.json"
_LATER = {
    "index.html": ("text/html", "The front page"),
    "release.json": ("application/json", "Name, version, counts, hashes, and every file with its size and sum"),
    "SHA256SUMS": ("text/plain", "The sum of every other file"),
}
_FOLDERS = {
    "graphs": "Each named graph in every format",
    "framed": "JSON-LD trees",
    "tables": "Answers of the listing queries as CSV",
    "ontology": "What the data are made with",
    "shapes": "What the data are checked with",
    "queries": "What the data are asked with",
    FOLDER: "What the release says of itself, in the terms of several communities",
}


def crate(facts: ReleaseFacts, written: Sequence[Written], labels: Mapping[str, str]) -> Artefact:
    """The RO-Crate metadata document; `labels` say what files are, by path."""
    about, edition = facts.about, facts.edition
    licence, agent = {"@id": edition.licence}, {"@id": facts.agent}
    files = [_file(each, labels.get(each.path, each.path)) | {"license": licence} for each in sorted(written)]
    files += [_named(path, kind, what) | {"license": licence} for path, (kind, what) in _LATER.items()]
    folders = _folders([each["@id"] for each in files])
    root: dict[str, Any] = {
        "@id": "./",
        "@type": "Dataset",
        "name": edition.title,
        "description": facts.description.strip(),
        "datePublished": edition.date,
        "license": licence,
        "author": agent,
        "publisher": agent,
        "identifier": {"@id": "#identifier"},
        "url": edition.url,
        "version": edition.version,
        "keywords": list(about.keywords),
        "hasPart": _parts(folders["./"]),
    }
    descriptor = {
        "@id": CRATE,
        "@type": "CreativeWork",
        "about": {"@id": "./"},
        "conformsTo": {"@id": "https://w3id.org/ro/crate/1.2"},
    }
    beside = [
        {
            "@id": "#identifier",
            "@type": "PropertyValue",
            "name": "IRI of this version",
            "value": edition.iri,
            "url": edition.iri,
        },
        {
            "@id": edition.licence,
            "@type": "CreativeWork",
            "name": LICENCES.get(edition.licence, ("", edition.licence))[1],
            "url": edition.licence,
            "description": "What the data may be used under.",
        },
        {
            "@id": facts.agent,
            "@type": "Organization",
            "name": about.publisher,
            "url": about.landing_page,
            "contactPoint": {"@id": "#contact"},
        },
        {
            "@id": "#contact",
            "@type": "ContactPoint",
            "name": about.publisher,
            "contactType": "maintainer",
            "url": about.landing_page,
        },
    ]
    within = [
        {
            "@id": parent,
            "@type": "Dataset",
            "name": parent,
            "description": _FOLDERS.get(parent.partition("/")[0], parent),
            "license": licence,
            "hasPart": _parts(folders[parent]),
        }
        for parent in sorted(folders)
        if parent != "./"
    ]
    graph = [descriptor, root, *beside, *within, *files]
    return _json(CRATE, {"@context": "https://w3id.org/ro/crate/1.2/context", "@graph": graph})


def _folders(paths: Sequence[str]) -> dict[str, list[str]]:
    """What is in each folder, itself a path that ends in a slash; the release is `./`."""
    folders: dict[str, list[str]] = {"./": []}
    for path in paths:
        above = "./"
        for depth, _ in enumerate(path.split("/")[:-1], start=1):
            folder = "/".join(path.split("/")[:depth]) + "/"
            if folder not in folders:
                folders[folder] = []
                folders[above].append(folder)
            above = folder
        folders[above].append(path)
    return folders


def _parts(paths: Sequence[str]) -> Any:
    """Point at parts; one alone stands without a list, as compacted JSON-LD has it."""
    listed = [{"@id": path} for path in paths]
    return listed[0] if len(listed) == 1 else listed


def _named(path: str, media_type: str, what: str) -> dict[str, Any]:
    return {"@id": path, "@type": "File", "name": path, "description": what, "encodingFormat": media_type}


def _file(written: Written, what: str) -> dict[str, Any]:
    measurements = {"contentSize": str(written.size), "sha256": written.sha256}
    return _named(written.path, written.media_type, what) | measurements


def _json(path: str, document: dict[str, Any]) -> Artefact:
    return Artefact(path, "application/json", ((json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode(),))
