"""Descriptions of a release × its dataset → what they say that is not so: counts, sums, sizes, version, date.

Counts are measured anew on the dataset, sums are those of release.json, which `sums` and `sizes` hold against the
files. A description that a release does not have is not missed here; SHA256SUMS is what says which files there are.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from itu_kg.description import citation, claims, dqv, prov, ro_crate, schema_org
from itu_kg.description.content_summary import page, scope
from itu_kg.description.release_facts import FOLDER
from itu_kg.description.void_statistics import grouped, measure
from itu_kg.errors import ItuKgError
from itu_kg.model.edition import GRAPHS, WHOLE
from itu_kg.model.vocab import IKG
from itu_kg.release.checksums import Mismatch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from itu_kg.description.claims import Claim, Graph
    from itu_kg.description.content_summary import Ratio, Scope
    from itu_kg.description.void_statistics import Statistics
    from itu_kg.model.graph import Dataset, Term
    from itu_kg.release.verification import Description

VOID = f"{FOLDER}/void.ttl"
DESCRIPTIONS = (
    *claims.DCAT,
    VOID,
    schema_org.PATH,
    prov.PATH,
    dqv.PATH,
    citation.CFF,
    citation.DATACITE,
    ro_crate.SPDX,
    ro_crate.CRATE,
)
_CHECK = "descriptions"
_WHOLE = re.compile(r"([\d,]+) triples about ([\d,]+) things")
_GRAPH = re.compile(r"named graph <([^>]+)>, ([\d,]+) triples")
_FOUND = re.compile(r"(\d+) violations, (\d+) warnings")


class Facts(NamedTuple):
    """What is so: statistics of the merge and by graph IRI, scope, pages, findings by severity."""

    whole: Statistics
    graphs: Mapping[str, Statistics]
    scope: Scope
    pages: Mapping[str, Ratio]
    findings: Mapping[str, int]


def contradictions(
    folder: Path, description: Description, facts: Callable[[Mapping[str, str]], Facts]
) -> Iterator[Mismatch]:
    """Hold the descriptions against the dataset and the files.

    Args:
        folder: the release.
        description: what release.json says.
        facts: given the IRI spaces of outside data sets, each by its node, says what is so.
    """
    there = {path: (folder / path).read_bytes() for path in DESCRIPTIONS if (folder / path).is_file()}
    so = facts(_targets(there, description))
    for path, held in there.items():
        try:
            wrong = list(_wrong(path, held, folder, description, so))
        except ItuKgError as problem:
            wrong = [f"cannot be read: {problem}"]
        except (ValueError, KeyError, IndexError, TypeError, AttributeError, StopIteration, yaml.YAMLError):
            wrong = ["does not say what a description of its kind says"]
        yield from (Mismatch(_CHECK, path, each) for each in wrong)


def measured(data: Dataset, base: str, findings: Mapping[str, int], targets: Mapping[str, str]) -> Facts:
    """Measure a dataset anew.

    Args:
        data: the dataset.
        base: what our IRIs begin with.
        findings: how many findings the shapes have about it, by severity.
        targets: the IRI spaces of outside data sets, each by its node.
    """
    merge = sorted({triple for graph in data.graphs for triple in graph.triples})
    pages = {graph.iri: page(grouped(graph.triples)) for graph in data.graphs}
    return Facts(
        measure(grouped(merge), targets),
        {graph.iri: measure(grouped(graph.triples), targets) for graph in data.graphs},
        scope(grouped(merge), base),
        {iri: found for iri, found in pages.items() if found is not None},
        findings,
    )


def _targets(there: Mapping[str, bytes], description: Description) -> dict[str, str]:
    """Give the IRI space of each outside data set that VoID knows, by the node that stands for it."""
    try:
        graph: Graph = claims.read(VOID, there.get(VOID, b""), description.base)
    except ItuKgError:
        return {}
    spaces = {node[1:-1]: graph.one(node, "void:uriSpace") for node in graph.with_("void:uriSpace")}
    return {node: space for node, space in spaces.items() if node != description.iri}


def _wrong(path: str, held: bytes, folder: Path, description: Description, facts: Facts) -> Iterator[str]:
    said = claims.read(path, held, description.base)
    for name, given in claims.of_version(path, said, iri=description.iri).items():
        right = getattr(description, name)
        if given != right:
            yield f"gives the {name} {given}, release.json {right}"
    claimed = claims.of_files(path, said, url=description.url, iri=description.iri)
    yield from _sums(claimed, path, folder, description)
    yield from _texts(held.decode(), facts)
    if path == VOID:
        yield from _void(said, description, facts)
    elif path == dqv.PATH:
        yield from _quality(said, description, facts)
    elif path in (schema_org.PATH, citation.DATACITE):
        yield from _counted(path, said, facts)


def _sums(claimed: list[Claim], path: str, folder: Path, description: Description) -> Iterator[str]:
    known = {each.path: each for each in description.files}
    for claim in claimed:
        file = known.get(claim.path)
        if file is None:
            if claim.path not in ro_crate.LATER:
                yield f"describes {claim.path}, which is no part of the release"
            continue
        if claim.size not in (-1, file.bytes):
            yield f"gives {claim.path} {claim.size:,} bytes, release.json {file.bytes:,}"
        if claim.sha256 not in ("", file.sha256):
            yield f"gives {claim.path} another SHA-256 sum than release.json"
        # A file that is not the one that was summed is the sums' to report.
        if claim.sha1 and _sha1(folder / claim.path, file.sha256) not in (None, claim.sha1):
            yield f"gives {claim.path} another SHA-1 sum than it has"
    if missing := _expected(path, known) - {claim.path for claim in claimed}:
        yield f"says nothing of {', '.join(sorted(missing))}"


def _expected(path: str, known: Mapping[str, object]) -> set[str]:
    """Give the files that a description has to tell of."""
    if path == ro_crate.CRATE:
        return known.keys() - {ro_crate.CRATE}
    if path == ro_crate.SPDX:
        return known.keys() - {ro_crate.CRATE, ro_crate.SPDX}
    data = {name for name in known if name.startswith((f"{WHOLE}.", f"{GRAPHS}/", "framed/", "tables/"))}
    if path == schema_org.PATH:
        return {name for name in data if not name.startswith(f"{GRAPHS}/")}
    return data if path in claims.DCAT or path == prov.PATH else set()


def _texts(text: str, facts: Facts) -> Iterator[str]:
    """Hold the counts that stand in sentences against those that are so."""
    for triples, things in _WHOLE.findall(text):
        right = (f"{facts.whole.triples:,}", f"{facts.whole.subjects:,}")
        if (triples, things) != right:
            yield f"tells of {triples} triples about {things} things, there are {right[0]} about {right[1]}"
    for graph, triples in _GRAPH.findall(text):
        found = facts.graphs.get(graph)
        if found is None or triples != f"{found.triples:,}":
            yield f"tells of {triples} triples in <{graph}>, there are {found.triples if found else 0:,}"
    for violations, warnings in _FOUND.findall(text):
        right = (str(facts.findings.get("violation", 0)), str(facts.findings.get("warning", 0)))
        if (violations, warnings) != right:
            yield f"tells of {violations} violations and {warnings} warnings, there are {right[0]} and {right[1]}"


def _void(graph: Graph, description: Description, facts: Facts) -> Iterator[str]:
    found = {f"<{description.iri}>": facts.whole}
    for node in graph.with_("dcat:isVersionOf"):
        if of := facts.graphs.get(graph.one(node, "dcat:isVersionOf")):
            found[node] = of
    # The default graph has no IRI that a description could name.
    if absent := facts.graphs.keys() - {"", *(graph.one(node, "dcat:isVersionOf") for node in found)}:
        yield f"says nothing of the graph {', '.join(sorted(absent))}"
    for node, statistics in found.items():
        yield from _compared(graph, node, node, _whole(statistics))
        classes = {each.iri: {"entities": each.entities, "triples": each.triples} for each in statistics.classes}
        properties = {
            each.iri: {"triples": each.triples, "distinctSubjects": each.subjects, "distinctObjects": each.objects}
            for each in statistics.properties
        }
        yield from _partitions(graph, node, "class", classes)
        yield from _partitions(graph, node, "property", properties)
    links = {(each.target, each.predicate): each.triples for each in facts.whole.links}
    for node in graph.with_("void:linkPredicate"):
        place = (graph.one(node, "void:objectsTarget"), graph.one(node, "void:linkPredicate"))
        yield from _compared(graph, node, node, {"triples": links.pop(place, 0)})
    for (target, predicate), number in links.items():
        yield f"says nothing of {number} links <{predicate}> to <{target}>"


def _whole(statistics: Statistics) -> dict[str, int]:
    return {
        "triples": statistics.triples,
        "entities": statistics.subjects,
        "distinctSubjects": statistics.subjects,
        "distinctObjects": statistics.objects,
        "classes": len(statistics.classes),
        "properties": len(statistics.properties),
    }


def _partitions(graph: Graph, node: Term, kind: str, right: dict[str, dict[str, int]]) -> Iterator[str]:
    parts = {graph.one(part, f"void:{kind}"): part for part in graph.all(node, f"void:{kind}Partition")}
    for iri in sorted(parts.keys() ^ right.keys()):
        yield f"{'says nothing' if iri in right else 'tells'} of the {kind} <{iri}> in {node}"
    for iri in sorted(parts.keys() & right.keys()):
        yield from _compared(graph, parts[iri], f"<{iri}> in {node}", right[iri])


def _compared(graph: Graph, node: Term, what: str, right: Mapping[str, int]) -> Iterator[str]:
    for name, number in right.items():
        said = [graph.one(node, f"void:{name}")] if len(graph.all(node, f"void:{name}")) == 1 else ["not one number of"]
        if said != [str(number)]:
            yield f"gives {what} {said[0]} {name}, there are {number}"


def _quality(graph: Graph, description: Description, facts: Facts) -> Iterator[str]:
    right = {(metric, description.iri): value for metric, value in dqv.values(facts.scope, facts.findings).items()}
    right |= {("page-evidence", iri): ratio for iri, ratio in facts.pages.items()}
    for node in graph.with_("dqv:isMeasurementOf"):
        metric = graph.one(node, "dqv:isMeasurementOf").removeprefix(dqv.METRIC)
        of = graph.one(node, "dqv:computedOn")
        value = right.get((metric, graph.one(f"<{of}>", "dcat:isVersionOf") or of))
        if value is not None and graph.one(node, "dqv:value") != str(value):
            yield f"measures {graph.one(node, 'dqv:value')} as {metric} of <{of}>, it is {value}"


def _counted(path: str, said: Any, facts: Facts) -> Iterator[str]:
    sizes = (facts.whole.triples, facts.whole.subjects)
    if path == citation.DATACITE:
        if said["sizes"] != [f"{sizes[0]} triples", f"{sizes[1]} entities"]:
            yield f"gives the sizes {', '.join(said['sizes'])}, there are {sizes[0]} triples and {sizes[1]} entities"
        return
    if said["size"]["value"] != sizes[0]:
        yield f"gives {said['size']['value']} triples, there are {sizes[0]}"
    right = {each.iri: each.entities for each in facts.whole.classes if each.iri.startswith(IKG)}
    told = {each["propertyID"]: each["value"] for each in said["variableMeasured"]}
    for iri in sorted({*right, *told}):
        if right.get(iri, 0) != told.get(iri, 0):
            yield f"gives {told.get(iri, 0)} of <{iri}>, there are {right.get(iri, 0)}"


def _sha1(path: Path, sha256: str) -> str | None:
    """Give a file's SHA-1, if it is the file that has this SHA-256."""
    data = path.read_bytes() if path.is_file() else b""
    if hashlib.sha256(data).hexdigest() != sha256:
        return None
    return hashlib.sha1(data, usedforsecurity=False).hexdigest()
