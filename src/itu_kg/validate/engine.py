"""Dataset × Shapes → ValidationReport, by pySHACL on rdflib.

One submission at a time, merged with the graphs all submissions share: so a thousand need the memory of one, and two
organisations that date one event differently contradict each other without breaking a shape. A draft is looked at
beside what is confirmed of its submission; what it lacks there is a note to whoever confirms it, no more. pySHACL gets
no option that would let it fetch, infer or run rules.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import pyshacl
from rdflib import BNode, Graph
from rdflib.namespace import RDF, SH

from itu_kg.errors import AssetError
from itu_kg.model.graph import Dataset, NamedGraph, Term, Triple
from itu_kg.model.shapes import Shapes
from itu_kg.rdf.ntriples import RDF_TYPE, value
from itu_kg.rdf.prefixes import term
from itu_kg.validate.coverage import Coverage, Index
from itu_kg.validate.rdflib_terms import Terms, from_rdflib, quiet
from itu_kg.validate.record_location import Places
from itu_kg.validate.report import Finding, Severity, ValidationReport

if TYPE_CHECKING:
    from rdflib.term import Node


_SUBMISSION, _TARGET = term("ikg:Submission"), term("sh:targetNode")


def validate(
    dataset: Dataset, shapes: Shapes, *, partial: bool = False, progress: Callable[[str], None] = lambda _: None
) -> ValidationReport:
    """Check every node of a dataset that a shape looks at.

    Args:
        dataset: named graphs; one that describes an ikg:Submission is taken with the shared graphs, alone; with its
            draft it is taken once more, for notes.
        shapes: what to hold it against.
        partial: the dataset is known to be a part only, so a shape that matches nothing is worth a note, no more.
        progress: told the name of each submission before it is looked at.

    Returns:
        All findings, of the shapes and of their coverage.

    Raises:
        AssetError: pySHACL cannot run the shapes.
    """
    claims = [graph for graph in dataset.reported.graphs if _reports(graph)]
    ground = [triple for graph in dataset.reported.graphs if not _reports(graph) for triple in graph.triples]
    reported = {graph.iri: graph.triples for graph in claims}
    drafts = [(graph, reported.get(graph.iri.rpartition("/")[0], ())) for graph in dataset.drafts.graphs]
    below = Index(ground)
    coverage = Coverage(shapes, partial=partial)
    with quiet():
        run = _Run(shapes, ground)
        findings = run.findings(below, coverage)
        already = {finding.claim for finding in findings}
        for graph in claims:
            progress(graph.iri)
            own = run.findings(Index(graph.triples, below), coverage, graph.triples)
            # What is wrong with a shared thing is wrong without the submission that mentions it.
            findings |= {finding for finding in own if finding.claim not in already}
        already = {finding.claim for finding in findings}
        for graph, beside in drafts:
            progress(graph.iri)
            merged = tuple(sorted({*graph.triples, *beside}))
            own = run.findings(Index(merged, below), coverage, merged)
            findings |= {replace(finding, severity="info") for finding in own if finding.claim not in already}
    findings |= coverage.findings()
    submissions = len(reported.keys() | {graph.iri.rpartition("/")[0] for graph, _ in drafts})
    return ValidationReport.of(findings, triples=dataset.size, submissions=submissions, shapes=len(shapes.targets))


def _reports(graph: NamedGraph) -> bool:
    """Whether a graph is a submission's."""
    return any(o == _SUBMISSION and p == RDF_TYPE for _, p, o in graph.triples)


class _Run:
    """Shared triples in rdflib's hands, ready for one submission after the other."""

    def __init__(self, shapes: Shapes, ground: Sequence[Triple]) -> None:
        self.shapes = shapes
        self.ground = ground
        self.terms = Terms()
        self.data = Graph()
        self.terms.fill(self.data, ground)
        self._lent: list[Triple] = []

    def findings(self, index: Index, coverage: Coverage, own: Sequence[Triple] = ()) -> set[Finding]:
        """Look at the shared triples, or at one submission's merged with them."""
        aims: list[Triple] = []
        for target in self.shapes.targets:
            nodes = index.aimed_at(target)
            coverage.matched(target, nodes)
            aims += [(shape, _TARGET, node) for shape in (target.shape, *target.followers) for node in nodes]
        coverage.met(own or self.ground, index)
        if not aims:
            return set()
        shape_graph = Graph(store="SimpleMemory")
        terms = Terms(self.terms)
        terms.fill(shape_graph, (*self.shapes.triples, *aims))
        self._lend(own, terms)
        results = _results(self.data, shape_graph)
        places = Places(self.ground, own) if results else None
        return {self._finding(result, places) for result in results.values()} if places else set()

    def _lend(self, own: Sequence[Triple], terms: Terms) -> None:
        """Merge a submission's triples with the shared ones, in the place of those of the submission before."""
        for triple in self._lent:
            self.data.remove(terms.triple(triple))
        self._lent = [triple for triple in own if terms.triple(triple) not in self.data]
        terms.fill(self.data, self._lent)

    def _finding(self, result: dict[str, list[Term]], places: Places) -> Finding:
        shape = result["sourceShape"][0]
        wrong = result.get("value", [Term("")])[0]
        focus = result["focusNode"][0]
        component = value(result["sourceConstraintComponent"][0]).removeprefix(str(SH))
        path = self.shapes.paths.get(shape)
        # A constraint written in SPARQL looks at the submission once; what is wrong is the value it finds.
        about = wrong if component == "SPARQLConstraintComponent" and wrong.startswith("<") else focus
        return Finding(
            severity=_SEVERITIES.get(value(result["resultSeverity"][0]), "violation"),
            message=" ".join(sorted(map(value, result.get("resultMessage", ())))),
            shape=shape,
            component=component,
            focus=focus,
            path=path,
            value=Term("") if wrong == focus else wrong,
            place=places.of(about, self.shapes.fields.get(shape, "")),
        )


_SEVERITIES: dict[str, Severity] = {str(SH.Violation): "violation", str(SH.Warning): "warning", str(SH.Info): "info"}


def _results(data: Graph, shape_graph: Graph) -> dict[Node, dict[str, list[Term]]]:
    """Run pySHACL and give its results, each by the local names of its properties."""
    try:
        _, report, text = pyshacl.validate(data, shacl_graph=shape_graph, inplace=True)
    except Exception as problem:
        raise AssetError(f"pySHACL cannot run the shapes: {problem}", hint="correct what it names") from problem
    if not isinstance(report, Graph):
        raise AssetError(f"pySHACL cannot run the shapes: {text}", hint="correct what it names")
    results: dict[Node, dict[str, list[Term]]] = {}
    for node in report.subjects(RDF.type, SH.ValidationResult):
        facts = results[node] = {}
        for p, o in report.predicate_objects(node):
            if not (isinstance(o, BNode) and p == SH.resultPath):
                facts.setdefault(str(p).removeprefix(str(SH)), []).append(from_rdflib(o))
    return results
