"""Told × Measured → DQV: what was measured of the dataset's quality, beside what each measure means.

Source: Data on the Web Best Practices: Data Quality Vocabulary §4. The metrics are those of ontology/quality; a value
that was not measured is not said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from itu_kg import rdf
from itu_kg.description.graph_builder import (
    Saying,
    number,
    text,
    typed,
)
from itu_kg.description.release_facts import FOLDER
from itu_kg.model.formats import Format
from itu_kg.model.vocab import SCHEME
from itu_kg.rdf.ntriples import iri

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from itu_kg.description.content_summary import Ratio, Scope
    from itu_kg.description.release_facts import Measured, Told
    from itu_kg.model.edition import Artefact

METRIC = f"{SCHEME}metric/"
PATH = f"{FOLDER}/quality.ttl"


def artefacts(told: Told, measured: Measured) -> Iterator[Artefact]:
    """Give the description as Turtle.

    Raises:
        SourceError: the metrics' definitions break their syntax.
    """
    saying, edition = Saying(), told.edition

    def measured_as(metric: str, value: Ratio | int, of: str, subject: str) -> None:
        said = saying.about(told.part(f"measurement/{of}{metric}"), "dqv:QualityMeasurement")
        said.say("dqv:isMeasurementOf", iri(f"{METRIC}{metric}")).say("dqv:computedOn", iri(subject))
        said.say("dqv:value", number(value) if isinstance(value, int) else typed(str(value), "decimal"))
        said.say("dcterms:date", typed(edition.date, "date"))

    for graph in rdf.parse(told.metrics, Format.TURTLE, where="ontology/quality/metrics.ttl", base=edition.base):
        saying.add(graph.triples)
    for metric, value in values(measured.scope, told.findings).items():
        measured_as(metric, value, "", edition.iri)
    of_graphs: Mapping[str, Mapping[str, Ratio]] = {"page-evidence": measured.pages, "page-accounted-for": told.read}
    for metric, by_graph in of_graphs.items():
        for name, ratio in by_graph.items():
            subject = told.graph(name)
            saying.about(subject, "void:Dataset").say("dcat:isVersionOf", iri(name) if name else None)
            measured_as(metric, ratio, f"{told.graphs[name]}/", subject)
    saying.about(edition.iri, "dcat:Dataset").say("dcterms:title", text(edition.title, told.about.language))
    yield saying.turtle(PATH, edition.base)


def values(scope: Scope, findings: Mapping[str, int]) -> dict[str, Ratio | int]:
    """Give what is measured of the dataset as a whole, by metric."""
    return {
        "claims-with-evidence": scope.evident,
        **{f"{kind}-linked": ratio for kind, ratio in scope.linked.items()},
        "violations": findings.get("violation", 0),
        "warnings": findings.get("warning", 0),
    }
