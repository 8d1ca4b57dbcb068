"""Findings → ValidationReport → ConformingDataset: what was found, counted, and whether it lets the data through."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from itu_kg.errors import NonConformance
from itu_kg.model.graph import ConformingDataset, Dataset, Term
from itu_kg.model.shapes import PropertyPath

if TYPE_CHECKING:
    from itu_kg.validate.record_location import Place

Severity = Literal["violation", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("violation", "warning", "info")
"""The worst first (SHACL §2.1.4)."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to put right.

    `shape` (empty for a finding of coverage), `focus` and `value` (empty if none) are N-Triples terms; `component` is
    the local name of the constraint component; `place` says where in the record a person finds it.
    """

    severity: Severity
    message: str
    shape: Term
    component: str
    focus: Term
    path: PropertyPath | None
    value: Term
    place: Place

    @property
    def claim(self) -> tuple[str, ...]:
        """Shape, focus node, value and message: the same whichever constraint of the shape finds it."""
        return self.shape, self.focus, self.value, self.message

    def __lt__(self, other: Finding) -> bool:
        """Order by severity, then by where it is, then by what it is."""
        return self._key() < other._key()

    def _key(self) -> tuple[object, ...]:
        place = self.place
        first = int(place.at[0].partition("-")[0]) if place.at else 0
        question = tuple(int(part) for part in place.question.split(".") if part.isdigit())
        where = (place.submission, question, place.entity, first, place.field)
        what = (self.focus, self.shape, self.component, self.value, self.message, self.path or ())
        return SEVERITIES.index(self.severity), *where, *what


@dataclass(frozen=True, slots=True)
class ValidationReport:
    """All findings in order, and how much was looked at: triples, submissions, shapes with targets."""

    findings: tuple[Finding, ...]
    triples: int
    submissions: int
    shapes: int

    @classmethod
    def of(cls, findings: Iterable[Finding], *, triples: int, submissions: int, shapes: int) -> ValidationReport:
        """Make a report of findings in any order.

        A shape that says the same of one value for two reasons (no date, and not written like one) says it once.
        """
        once: dict[object, Finding] = {}
        for finding in sorted(findings):
            once.setdefault((finding.place.submission, *finding.claim), finding)
        return cls(tuple(once.values()), triples, submissions, shapes)

    def count(self, severity: Severity) -> int:
        """The number of findings of one severity."""
        return sum(finding.severity == severity for finding in self.findings)

    def conforms(self, fail_on: Severity = "violation") -> bool:
        """Whether nothing was found that is as bad as `fail_on`, or worse."""
        bad = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
        return not any(finding.severity in bad for finding in self.findings)

    @property
    def counts(self) -> str:
        """How many findings there are of each severity."""
        nouns = zip(SEVERITIES, ("violation", "warning", "note"), strict=True)
        return ", ".join(_plural(self.count(severity), noun) for severity, noun in nouns)

    @property
    def summary(self) -> str:
        """What was found in how much, on one line."""
        looked = (
            _plural(self.triples, "triple"),
            _plural(self.submissions, "submission"),
            _plural(self.shapes, "shape"),
        )
        return f"{self.counts} in {', '.join(looked)}"


def require_conforming(
    dataset: Dataset, report: ValidationReport, *, fail_on: Severity = "violation"
) -> ConformingDataset:
    """Let a dataset through that its report speaks well of.

    Args:
        dataset: what was validated.
        report: what was found in it.
        fail_on: the least severity that stops it.

    Raises:
        NonConformance: something of that severity, or worse, was found.
    """
    if not report.conforms(fail_on):
        first = report.findings[0]
        raise NonConformance(f"the data does not conform: {report.counts}", where=str(first.place), hint=first.message)
    return ConformingDataset(dataset.graphs)


def _plural(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
