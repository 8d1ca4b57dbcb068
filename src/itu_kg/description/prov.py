"""Release facts × measurements → PROV: from pages and records over graphs to the files, each by its digest.

Source: PROV-O §3. Activities, what they used and made, and the program that did it. There is no time but the date of
the release, and nobody's name but the publisher's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from itu_kg.description.dcat import checksum
from itu_kg.description.graph_builder import GraphBuilder, Subject, text, typed
from itu_kg.description.release_facts import FOLDER, Input, Measurements, ReleaseFacts
from itu_kg.model.edition import Artefact
from itu_kg.model.graph import Term
from itu_kg.rdf.ntriples import iri, literal, value

PATH = f"{FOLDER}/provenance.ttl"

_BUILT_WITH = ("registry", "dataset", "ontology")


def artefacts(facts: ReleaseFacts, measurements: Measurements) -> Iterator[Artefact]:
    """The description as Turtle."""
    builder, edition = GraphBuilder(), facts.edition
    program = builder.describe(facts.part("agent/itu-kg"), "prov:SoftwareAgent")
    program.add("rdfs:label", text("itu-kg")).add("schema:softwareVersion", literal(facts.program))
    builder.describe(facts.agent, "prov:Agent").add("foaf:name", text(facts.about.publisher, facts.about.language))

    used = {each: _input(builder, facts, each) for each in facts.inputs}
    of = {kind: [used[each] for each in facts.inputs if each.kind == kind] for kind in {each.kind for each in used}}
    graphs = [iri(facts.graph(graph)) for graph in facts.graphs]

    records = [each for each in facts.inputs if each.kind == "record"]
    _sources(builder, facts, measurements, records, used)
    reading = _activity(builder, facts, "build" if records else "read", graphs)
    reading.add("prov:used", [*of.get("record", ()), *of.get("rdf", ())])
    if records:
        reading.add("prov:used", (each for kind in _BUILT_WITH for each in of.get(kind, ())))
    for graph, subject in zip(facts.graphs, graphs, strict=True):
        node = builder.describe(value(subject), "prov:Entity").add("rdfs:label", text(measurements.title(graph)))
        node.add("prov:specializationOf", iri(graph) if graph else None)

    report = iri(facts.part("validation-report"))
    builder.describe(value(report), "prov:Entity").add("rdfs:label", text(_findings(facts)))
    _activity(builder, facts, "validate", [report]).add("prov:used", [*graphs, *of.get("shapes", ())])

    files = [_file(builder, facts, path, size, sha) for path, size, sha in _written(measurements, edition.stem)]
    release = _activity(builder, facts, "release", [*files, iri(edition.iri)])
    release.add("prov:used", [*graphs, report, *of.get("ontology", ()), *of.get("queries", ())])
    whole = builder.describe(edition.iri, "prov:Entity").add("prov:wasAttributedTo", iri(facts.agent))
    whole.add("dcterms:issued", typed(edition.date, "date")).add("prov:wasDerivedFrom", graphs)
    whole.add("prov:hadMember", files).add("rdf:type", iri("http://www.w3.org/ns/prov#Collection"))
    if facts.previous:
        whole.add("prov:wasRevisionOf", iri(facts.previous.iri))
    yield builder.turtle(PATH, edition.base)


def _activity(builder: GraphBuilder, facts: ReleaseFacts, name: str, made: Sequence[Term]) -> Subject:
    """Describe an activity of the program and what it generated."""
    subject = facts.part(f"activity/{name}")
    node = builder.describe(subject, "prov:Activity").add("rdfs:label", text(_DONE[name]))
    node.add("prov:wasAssociatedWith", iri(facts.part("agent/itu-kg")))
    for each in made:
        builder.describe(value(each), "prov:Entity").add("prov:wasGeneratedBy", iri(subject))
    return node


_DONE = {
    "build": "Records mapped to named graphs",
    "read": "Named graphs read from RDF",
    "validate": "Graphs held against the shapes",
    "release": "Files of the release written and described",
}


def _sources(
    builder: GraphBuilder,
    facts: ReleaseFacts,
    measurements: Measurements,
    records: Sequence[Input],
    used: dict[Input, Term],
) -> None:
    """Describe the page each record was read from, and its curation."""
    for source in measurements.content.sources:
        page = builder.describe(source.iri, "prov:Entity")
        page.add("spdx:checksum", checksum(builder, facts.part(f"source/{source.sha256}/sha256"), source.sha256))
    for record in records:
        subject = facts.part(f"activity/curate/{record.name}")
        curated = builder.describe(subject, "prov:Activity")
        curated.add("rdfs:label", text(f"{record.name} read from its page and curated"))
        curated.add("prov:wasAssociatedWith", iri(facts.agent))
        entity = builder.describe(value(used[record]), "prov:Entity").add("prov:wasGeneratedBy", iri(subject))
        # Two records may be of one text: each has its own name for it.
        of = [each.iri for each in measurements.content.sources if each.sha256 == record.source]
        pages = [iri(each) for each in of if each.endswith(f"/{record.name}")] or [iri(each) for each in of]
        curated.add("prov:used", pages)
        entity.add("prov:wasDerivedFrom", pages)


def _input(builder: GraphBuilder, facts: ReleaseFacts, given: Input) -> Term:
    subject = facts.part(f"input/{given.kind}/{given.name}")
    node = builder.describe(subject, "prov:Entity").add("rdfs:label", text(f"{given.kind}: {given.name}"))
    node.add("spdx:checksum", checksum(builder, f"{subject}/sha256", given.sha256))
    return iri(subject)


def _file(builder: GraphBuilder, facts: ReleaseFacts, path: str, size: int, sha256: str) -> Term:
    subject = facts.part(f"distribution/{path}")
    node = (
        builder.describe(subject, "prov:Entity")
        .add("rdfs:label", text(path))
        .add("prov:atLocation", iri(facts.address(path)))
    )
    node.add("dcterms:extent", text(f"{size:,} bytes"))
    node.add("spdx:checksum", checksum(builder, f"{subject}/sha256", sha256))
    return iri(subject)


def _written(measurements: Measurements, stem: str) -> Iterator[tuple[str, int, str]]:
    """The dumps and tables: what was copied is among the inputs."""
    for each in measurements.written:
        folder = each.path.partition("/")[0]
        if folder in ("graphs", "framed", "tables") or each.path.startswith(f"{stem}."):
            yield each.path, each.size, each.sha256


def _findings(facts: ReleaseFacts) -> str:
    violations, warnings = facts.findings.get("violation", 0), facts.findings.get("warning", 0)
    return f"Validation report: {violations} violations, {warnings} warnings"
