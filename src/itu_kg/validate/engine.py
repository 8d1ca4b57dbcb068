"""Dataset × Shapes → ValidationReport: constraints in SPARQL by Oxigraph, all others by pySHACL.

One submission at a time, merged with the graphs all submissions share: so a thousand need the memory of one, and two
organisations that date one event differently contradict each other without breaking a shape. A draft is looked at
beside what is confirmed of its submission; what it lacks there is a note to whoever confirms it, no more. pySHACL gets
no option that would let it fetch, infer or run rules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from itu_kg.model.graph import Dataset, NamedGraph, Term, Triple
from itu_kg.model.shapes import Shapes
from itu_kg.model.vocab import graph_name, graph_part, reported_graph
from itu_kg.rdf.memory import uncollected
from itu_kg.rdf.ntriples import RDF_TYPE, value
from itu_kg.rdf.prefixes import term
from itu_kg.validate.coverage import MATCHED_NOTHING, Coverage, Index
from itu_kg.validate.record_location import Place, Places
from itu_kg.validate.report import Finding, Severity, ValidationReport
from itu_kg.validate.rules import Breach, RuleStore

if TYPE_CHECKING:
    from itu_kg.validate.core_constraints import CoreConstraints

_SUBMISSION, _TARGET = term("ikg:Submission"), term("sh:targetNode")


def validate(
    dataset: Dataset,
    shapes: Shapes,
    *,
    recorded: Callable[[], Iterable[NamedGraph]] = tuple,
    partial: bool = False,
    progress: Callable[[str], None] = lambda _: None,
) -> ValidationReport:
    """Check every node of a dataset that a shape looks at.

    Args:
        dataset: named graphs; one that describes an ikg:Submission is taken with our reading of it and the shared
            graphs, without those of others; with its draft it is taken once more, for notes.
        shapes: what to hold it against.
        recorded: what the records of the dataset make, where it may be something else; asked only where a shape matches
            nothing, which is a violation if it would match something there.
        partial: the dataset is known to be a part of that only, so that is worth a note, no more.
        progress: told the name of each submission before it is looked at.

    Returns:
        All findings, of the shapes and of their coverage.

    Raises:
        AssetError: pySHACL cannot run the shapes.
    """
    ground: list[Triple] = []
    submissions: dict[str, tuple[Triple, ...]] = {}
    for graph in dataset.reported.graphs:
        if _reports(graph) or graph_part(graph.iri):
            iri = reported_graph(graph.iri)
            submissions[iri] = tuple(sorted({*submissions.get(iri, ()), *graph.triples}))
        else:
            ground += graph.triples
    drafts = [(graph, submissions.get(reported_graph(graph.iri), ())) for graph in dataset.drafts.graphs]
    below = Index(ground)
    coverage = Coverage(shapes, partial=partial)
    from itu_kg.validate.core_constraints import CoreConstraints, quiet  # noqa: PLC0415  loads pySHACL and rdflib

    with quiet():
        run = _Run(shapes, ground, CoreConstraints(shapes, ground))
        findings = run.findings(below, coverage)
        already = {finding.claim for finding in findings}
        for iri, triples in submissions.items():
            progress(iri)
            index = Index(triples, below)
            own = run.findings(index, coverage, triples)
            own |= set(_absent(own, iri, index))
            # What is wrong with a shared thing is wrong without the submission that mentions it.
            findings |= {finding for finding in own if finding.claim not in already}
        already = {finding.claim for finding in findings}
        for graph, beside in drafts:
            progress(graph.iri)
            merged = tuple(sorted({*graph.triples, *beside}))
            own = run.findings(Index(merged, below), coverage, merged)
            findings |= {replace(finding, severity="info") for finding in own if finding.claim not in already}
    # What lacks a graph lacks what shapes look at, too.
    lacking = any(finding.component == _ABSENT for finding in findings)
    findings |= {
        replace(finding, severity="info") if lacking and finding.component == MATCHED_NOTHING else finding
        for finding in coverage.findings(recorded)
    }
    number = len(submissions.keys() | {reported_graph(graph.iri) for graph, _ in drafts})
    return ValidationReport.of(findings, triples=dataset.size, submissions=number, shapes=len(shapes.targets))


_APART = {
    "the names that we gave and what we concluded": ("ikg:extentRead ikg:form ikg:recipient", "{}.reading.ttl"),
    "the organisations, places, series and documents": ("ikg:basis", "registry.ttl"),
    "the concepts": ("skos:topConceptOf", "schemes.ttl and sdg.ttl"),
}
"""What stands in files of its own beside what a submission reports: by properties that only that has, and the files."""
_ABSENT = "AbsentGraph"


def _absent(findings: set[Finding], iri: str, index: Index) -> Iterator[Finding]:
    """Say what is absent where that may be the reason for what was found; it comes first in a report."""
    violations = sum(finding.severity == "violation" for finding in findings)
    absent = {what: file for what, (links, file) in _APART.items() if not any(map(index.has, map(term, links.split())))}
    if not violations or not absent:
        return
    name = graph_name(iri)
    files = ", ".join(file.format(name) for file in absent.values())
    message = (
        f"{name} is here without {' and without '.join(absent)}, which stand in {files}; {violations:,} violations may "
        f"follow from that. Validate {name}.ttl together with those, or the whole folder."
    )
    yield Finding(
        severity="violation",
        message=message,
        shape=Term(""),
        component=_ABSENT,
        focus=Term(f"<{iri}>"),
        path=None,
        value=Term(""),
        place=Place(),
    )


def _reports(graph: NamedGraph) -> bool:
    """Whether a graph is what a submission reports."""
    return any(o == _SUBMISSION and p == RDF_TYPE for _, p, o in graph.triples)


class _Run:
    """Shared triples in the engines' hands, ready for one submission after the other."""

    def __init__(self, shapes: Shapes, ground: Sequence[Triple], core: CoreConstraints) -> None:
        self._shapes = shapes
        self._ground = ground
        self._core = core
        self._rules = RuleStore(shapes, ground)

    def findings(self, index: Index, coverage: Coverage, own: Sequence[Triple] = ()) -> set[Finding]:
        """Look at the shared triples, or at one submission's merged with them."""
        aims: list[Triple] = []
        for target in self._shapes.targets:
            nodes = index.aimed_at(target)
            coverage.matched(target, nodes & index.mentioned)
            aims += [(shape, _TARGET, node) for shape in (target.shape, *target.followers) for node in nodes]
        coverage.met(own or self._ground, index)
        breaches = self._rules.breaches(index, own)
        results = self._core.results(own, aims) if aims else []
        if not results and not breaches:
            return set()
        places = Places(self._ground, own)
        return {self._finding(result, places) for result in results} | {
            _broken(breach, self._shapes, places) for breach in breaches
        }

    def _finding(self, result: Mapping[str, Sequence[Term]], places: Places) -> Finding:
        shape = result["sourceShape"][0]
        wrong = result.get("value", [Term("")])[0]
        focus = result["focusNode"][0]
        return Finding(
            severity=_severity(result["resultSeverity"][0]),
            message=" ".join(sorted(map(value, result.get("resultMessage", ())))),
            shape=shape,
            component=value(result["sourceConstraintComponent"][0]).removeprefix(_SH),
            focus=focus,
            path=self._shapes.paths.get(shape),
            value=Term("") if wrong == focus else wrong,
            place=places.of(focus, self._shapes.fields.get(shape, "")),
        )


class RuleCheck:
    """The rules alone, asked of one submission after the other before anything is written.

    Args:
        shapes: the rules and what they look at.
        ground: what all submissions share.
    """

    def __init__(self, shapes: Shapes, ground: Sequence[Triple]) -> None:
        # A warning stops nothing: what would only give one is not asked.
        strict = {
            shape: tuple(rule for rule in rules if _severity(rule.severity) == "violation")
            for shape, rules in shapes.rules.items()
        }
        self._shapes = replace(shapes, rules=strict)
        self._ground = ground
        self._below = Index(ground)
        self._rules = RuleStore(self._shapes, ground)

    @uncollected()
    def violations(self, own: Sequence[Triple] = ()) -> list[Finding]:
        """What breaks a rule in the shared triples, or in a submission's and not in the shared ones."""
        index = Index(own, self._below) if own else self._below
        breaches = self._rules.breaches(index, own)
        places = Places(self._ground, own) if breaches else None
        findings = [_broken(breach, self._shapes, places) for breach in breaches] if places else []
        return sorted(findings)


def _broken(breach: Breach, shapes: Shapes, places: Places) -> Finding:
    """Say where a breach is: a rule looks at the submission, and what is wrong is the value it finds."""
    about = breach.value if breach.value.startswith("<") else breach.focus
    return Finding(
        severity=_severity(breach.rule.severity),
        message=breach.message,
        shape=breach.rule.shape,
        component="SPARQLConstraintComponent",
        focus=breach.focus,
        path=None,
        value=breach.value,
        place=places.of(about, breach.field or shapes.fields.get(breach.rule.shape, "")),
    )


_SH = value(term("sh:"))
_SEVERITIES: dict[str, Severity] = {"Violation": "violation", "Warning": "warning", "Info": "info"}


def _severity(given: Term) -> Severity:
    return _SEVERITIES.get(value(given).removeprefix(_SH), "violation")
