"""A description's file → what it claims of the files of the release: path, size, sum; and of its version.

Each is read for what its community's terms mean, with a parser that had no part in writing it. It judges nothing.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote

import yaml

from itu_kg import rdf
from itu_kg.description import citation, prov, ro_crate, schema_org
from itu_kg.description.release_facts import FOLDER
from itu_kg.model.formats import Format
from itu_kg.model.vocab import VOCABULARIES
from itu_kg.rdf.ntriples import RDF_TYPE, parts, value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itu_kg.model.graph import Term

DCAT = (f"{FOLDER}/dcat.ttl", f"{FOLDER}/dcat.jsonld")

_KINDS = ("ontology", "shapes", "queries")
"""The inputs that the release has a copy of, in a folder of that name."""


class Claim(NamedTuple):
    """What is said of a file: its size (-1 if nothing), its SHA-256 and SHA-1 (empty if nothing)."""

    path: str
    size: int = -1
    sha256: str = ""
    sha1: str = ""


class Graph:
    """Triples, to be asked what is said of what."""

    def __init__(self, data: bytes, form: Format, base: str) -> None:
        self._said: dict[Term, dict[Term, list[Term]]] = {}
        for graph in rdf.parse(data, form, where="", base=base):
            for subject, predicate, thing in graph.triples:
                self._said.setdefault(subject, {}).setdefault(predicate, []).append(thing)

    def all(self, subject: Term, predicate: str) -> list[Term]:
        """Give what is said of a subject."""
        return self._said.get(subject, {}).get(_expanded(predicate), [])

    def one(self, subject: Term, predicate: str) -> str:
        """Give the IRI or the text that is said of a subject; nothing if there is none."""
        found = self.all(subject, predicate)
        if not found:
            return ""
        return parts(found[0]).value if found[0][0] == '"' else value(found[0])

    def with_(self, predicate: str) -> Iterator[Term]:
        """Give each subject of which this is said."""
        verb = _expanded(predicate)
        return (subject for subject, said in self._said.items() if verb in said)


def read(path: str, data: bytes, base: str) -> Any:
    """Read a description: a Graph if it is Turtle or ours as JSON-LD, else what JSON or YAML it is.

    Raises:
        ValueError: it is no JSON.
        SourceError: it is no RDF.
        YAMLError: it is no YAML.
    """
    if path.endswith(".ttl") or path in DCAT:
        return Graph(data, Format.JSONLD if path.endswith(".jsonld") else Format.TURTLE, base)
    return yaml.safe_load(data) if path == citation.CFF else json.loads(data)


def of_files(path: str, said: Any, *, url: str, iri: str) -> list[Claim]:
    """Say what a description claims of the files of the release.

    Args:
        path: the description's own path.
        said: what it says, as `read` gives it.
        url: where the release is on the web.
        iri: the version that is described.

    Raises:
        ValueError, KeyError, TypeError: something is missing that makes a claim.
    """
    if path in DCAT:
        return list(_distributions(said, url))
    if path == prov.PATH:
        return list(_entities(said, url, f"{iri}/input/"))
    if path == schema_org.PATH:
        return list(_downloads(said, url))
    readers = {ro_crate.CRATE: _crate, ro_crate.SPDX: _spdx}
    return list(readers[path](said)) if path in readers else []


def of_version(path: str, said: Any, *, iri: str) -> dict[str, str]:
    """Say what a description calls the release: `version`, `date`, as far as it does.

    Raises:
        KeyError, TypeError, StopIteration: something is missing.
    """
    if path in DCAT:
        node = f"<{iri}>"
        return {"version": said.one(node, "dcat:version"), "date": said.one(node, "dcterms:issued")}
    found: tuple[Any, Any] | None = None
    if path == citation.CFF:
        found = said["version"], said["date-released"]
    elif path == schema_org.PATH:
        found = said["version"], said["datePublished"]
    elif path == citation.DATACITE:
        found = said["version"], next(each["date"] for each in said["dates"] if each["dateType"] == "Issued")
    elif path == ro_crate.CRATE:
        root = next(each for each in said["@graph"] if each["@id"] == "./")
        found = root["version"], root["datePublished"]
    elif path == ro_crate.SPDX:
        found = said["packages"][0]["versionInfo"], said["creationInfo"]["created"][:10]
    return {"version": str(found[0]), "date": str(found[1])} if found else {}


def _distributions(graph: Graph, url: str) -> Iterator[Claim]:
    for subject in graph.with_("dcat:downloadURL"):
        path = graph.one(subject, "dcat:downloadURL").removeprefix(url)
        yield Claim(path, int(graph.one(subject, "dcat:byteSize")), _checksum(graph, subject))


def _entities(graph: Graph, url: str, inputs: str) -> Iterator[Claim]:
    for subject in graph.with_("spdx:checksum"):
        if address := graph.one(subject, "prov:atLocation"):
            size = int(graph.one(subject, "dcterms:extent").partition(" ")[0].replace(",", ""))
            yield Claim(address.removeprefix(url), size, _checksum(graph, subject))
        kind, _, path = unquote(value(subject).removeprefix(inputs)).partition("/")
        if value(subject).startswith(inputs) and kind in _KINDS:
            yield Claim(f"{kind}/{path}", sha256=_checksum(graph, subject))


def _checksum(graph: Graph, subject: Term) -> str:
    return "".join(graph.one(each, "spdx:checksumValue") for each in graph.all(subject, "spdx:checksum"))


def _downloads(said: Any, url: str) -> Iterator[Claim]:
    for each in said["distribution"]:
        size = int(each["contentSize"].removesuffix(" B"))
        yield Claim(each["contentUrl"].removeprefix(url), size, each["sha256"])


def _crate(said: Any) -> Iterator[Claim]:
    for each in said["@graph"]:
        if each["@type"] == "File":
            yield Claim(each["@id"], int(each.get("contentSize", -1)), each.get("sha256", ""))


def _spdx(said: Any) -> Iterator[Claim]:
    for each in said["files"]:
        sums = {one["algorithm"]: one["checksumValue"] for one in each["checksums"]}
        yield Claim(each["fileName"].removeprefix("./"), sha256=sums["SHA256"], sha1=sums["SHA1"])


def _expanded(compact: str) -> Term:
    if compact == "rdf:type":
        return RDF_TYPE
    prefix, _, local = compact.partition(":")
    return f"<{VOCABULARIES[prefix]}{local}>"
