"""Told × Measured → PROV: from the pages over records and graphs to the files of the release, each by its digest.

Source: PROV-O §3. Activities, what they used and made, and the program that did it. There is no time but the date of
the release, and nobody's name but the publisher's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from itu_kg.description.dcat import checksum
from itu_kg.description.graph_builder import Saying, text, typed
from itu_kg.description.release_facts import FOLDER
from itu_kg.rdf.ntriples import iri, literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from itu_kg.description.graph_builder import About
    from itu_kg.description.release_facts import Input, Measured, Told
    from itu_kg.model.edition import Artefact
    from itu_kg.model.graph import Term

PATH = f"{FOLDER}/provenance.ttl"

_BUILT_WITH = ("registry", "dataset", "ontology")


def artefacts(told: Told, measured: Measured) -> Iterator[Artefact]:
    """Give the description as Turtle."""
    saying, edition = Saying(), told.edition
    program = saying.about(told.part("agent/itu-kg"), "prov:SoftwareAgent")
    program.say("rdfs:label", text("itu-kg")).say("schema:softwareVersion", literal(told.program))
    saying.about(told.agent, "prov:Agent").say("foaf:name", text(told.about.creator, told.about.language))

    used = {each: _input(saying, told, each) for each in told.inputs}
    of = {kind: [used[each] for each in told.inputs if each.kind == kind] for kind in {each.kind for each in used}}
    graphs = [iri(told.graph(graph)) for graph in told.graphs]

    records = [each for each in told.inputs if each.kind == "record"]
    _sources(saying, told, measured, records, used)
    reading = _activity(saying, told, "build" if records else "read", graphs)
    reading.say("prov:used", [*of.get("record", ()), *of.get("rdf", ())])
    if records:
        reading.say("prov:used", (each for kind in _BUILT_WITH for each in of.get(kind, ())))
    for graph, subject in zip(told.graphs, graphs, strict=True):
        said = saying.about(subject[1:-1], "prov:Entity").say("rdfs:label", text(measured.title(graph)))
        said.say("prov:specializationOf", iri(graph) if graph else None)

    report = iri(told.part("validation-report"))
    saying.about(report[1:-1], "prov:Entity").say("rdfs:label", text(_found(told)))
    _activity(saying, told, "validate", [report]).say("prov:used", [*graphs, *of.get("shapes", ())])

    files = [_file(saying, told, path, size, sha) for path, size, sha in _written(measured)]
    release = _activity(saying, told, "release", [*files, iri(edition.iri)])
    release.say("prov:used", [*graphs, report, *of.get("ontology", ()), *of.get("queries", ())])
    whole = saying.about(edition.iri, "prov:Entity").say("prov:wasAttributedTo", iri(told.agent))
    whole.say("dcterms:issued", typed(edition.date, "date")).say("prov:wasDerivedFrom", graphs)
    whole.say("prov:hadMember", files).say("rdf:type", iri("http://www.w3.org/ns/prov#Collection"))
    if told.previous:
        whole.say("prov:wasRevisionOf", iri(told.previous.iri))
    yield saying.turtle(PATH, edition.base)


def _activity(saying: Saying, told: Told, name: str, made: Sequence[Term]) -> About:
    """Say that the program did something, and what came of it."""
    subject = told.part(f"activity/{name}")
    said = saying.about(subject, "prov:Activity").say("rdfs:label", text(_DONE[name]))
    said.say("prov:wasAssociatedWith", iri(told.part("agent/itu-kg")))
    for each in made:
        saying.about(each[1:-1], "prov:Entity").say("prov:wasGeneratedBy", iri(subject))
    return said


_DONE = {
    "build": "Records mapped to named graphs",
    "read": "Named graphs read from RDF",
    "validate": "Graphs held against the shapes",
    "release": "Files of the release written and described",
}


def _sources(saying: Saying, told: Told, measured: Measured, records: Sequence[Input], used: dict[Input, Term]) -> None:
    """Say which page each record was read from, and that people curated it."""
    for source in measured.scope.sources:
        page = saying.about(source.iri, "prov:Entity")
        page.say("spdx:checksum", checksum(saying, told.part(f"source/{source.sha256}/sha256"), source.sha256))
    for record in records:
        subject = told.part(f"activity/curate/{record.name}")
        curated = saying.about(subject, "prov:Activity")
        curated.say("rdfs:label", text(f"{record.name} read from its page and curated"))
        curated.say("prov:wasAssociatedWith", iri(told.agent))
        entity = saying.about(used[record][1:-1], "prov:Entity").say("prov:wasGeneratedBy", iri(subject))
        # Two records may be of one text: each has its own name for it.
        of = [each.iri for each in measured.scope.sources if each.sha256 == record.source]
        pages = [iri(each) for each in of if each.endswith(f"/{record.name}")] or [iri(each) for each in of]
        curated.say("prov:used", pages)
        entity.say("prov:wasDerivedFrom", pages)


def _input(saying: Saying, told: Told, given: Input) -> Term:
    subject = told.part(f"input/{given.kind}/{given.name}")
    said = saying.about(subject, "prov:Entity").say("rdfs:label", text(f"{given.kind}: {given.name}"))
    said.say("spdx:checksum", checksum(saying, f"{subject}/sha256", given.sha256))
    return iri(subject)


def _file(saying: Saying, told: Told, path: str, size: int, sha256: str) -> Term:
    subject = told.part(f"distribution/{path}")
    said = (
        saying.about(subject, "prov:Entity")
        .say("rdfs:label", text(path))
        .say("prov:atLocation", iri(told.address(path)))
    )
    said.say("dcterms:extent", text(f"{size:,} bytes"))
    said.say("spdx:checksum", checksum(saying, f"{subject}/sha256", sha256))
    return iri(subject)


def _written(measured: Measured) -> Iterator[tuple[str, int, str]]:
    """Give the dumps and tables: what was copied is among the inputs."""
    for each in measured.written:
        folder = each.path.partition("/")[0]
        if folder in ("graphs", "framed", "tables") or each.path.startswith("itu-kg."):
            yield each.path, each.size, each.sha256


def _found(told: Told) -> str:
    violations, warnings = told.findings.get("violation", 0), told.findings.get("warning", 0)
    return f"Validation report: {violations} violations, {warnings} warnings"
