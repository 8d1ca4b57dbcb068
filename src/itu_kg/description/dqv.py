"""ReleaseFacts × Measurements → DQV: what was measured of the dataset's quality, beside what each measure means.

Source: Data on the Web Best Practices: Data Quality Vocabulary §4. The metrics are those of ontology/quality; a value
that was not measured is not node.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from itu_kg import rdf
from itu_kg.description.graph_builder import GraphBuilder, number, text, typed
from itu_kg.description.release_facts import FOLDER, Measurements, ReleaseFacts
from itu_kg.model.edition import Artefact
from itu_kg.model.formats import Format
from itu_kg.model.vocab import SCHEME
from itu_kg.rdf.ntriples import iri

if TYPE_CHECKING:
    from itu_kg.description.content_summary import ContentSummary, Ratio

METRIC = f"{SCHEME}metric/"
PATH = f"{FOLDER}/quality.ttl"


def artefacts(facts: ReleaseFacts, measurements: Measurements) -> Iterator[Artefact]:
    """The description as Turtle.

    Raises:
        SourceError: the metrics' definitions break their syntax.
    """
    builder, edition = GraphBuilder(), facts.edition

    def measured_as(metric: str, value: Ratio | int, of: str, subject: str) -> None:
        node = builder.describe(facts.part(f"measurement/{of}{metric}"), "dqv:QualityMeasurement")
        node.add("dqv:isMeasurementOf", iri(f"{METRIC}{metric}")).add("dqv:computedOn", iri(subject))
        node.add("dqv:value", number(value) if isinstance(value, int) else typed(str(value), "decimal"))
        node.add("dcterms:date", typed(edition.date, "date"))

    for graph in rdf.parse(facts.metrics, Format.TURTLE, where="ontology/quality/metrics.ttl", base=edition.base):
        builder.include(graph.triples)
    for metric, value in values(measurements.content, facts).items():
        measured_as(metric, value, "", edition.iri)
    of_graphs: Mapping[str, Mapping[str, Ratio]] = {
        "page-evidence": measurements.pages,
        "page-accounted-for": facts.read,
    }
    for metric, by_graph in of_graphs.items():
        for name, ratio in by_graph.items():
            subject = facts.graph(name)
            builder.describe(subject, "void:Dataset").add("dcat:isVersionOf", iri(name) if name else None)
            measured_as(metric, ratio, f"{facts.graphs[name]}/", subject)
    builder.describe(edition.iri, "dcat:Dataset").add("dcterms:title", text(edition.title, facts.about.language))
    yield builder.turtle(PATH, edition.base)


def values(content: ContentSummary, facts: ReleaseFacts) -> dict[str, Ratio | int]:
    """What is measured of the dataset as a whole, by metric."""
    return {
        "claims-with-evidence": content.evident,
        **{f"{kind}-linked": ratio for kind, ratio in content.linked.items()},
        "draft-statements": facts.drafts.statements,
        "open-doubts": facts.drafts.doubts,
        "violations": facts.findings.get("violation", 0),
        "warnings": facts.findings.get("warning", 0),
    }
