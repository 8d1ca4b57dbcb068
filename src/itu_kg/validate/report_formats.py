"""ValidationReport → a table or lines for a person, JSON for a program, Turtle for other SHACL tools."""

from __future__ import annotations

import json
from typing import Any

from itu_kg.model.vocab import VOCABULARIES
from itu_kg.rdf.ntriples import value
from itu_kg.validate.record_location import short
from itu_kg.validate.report import SEVERITIES, Finding, ValidationReport
from itu_kg.validate.term_text import SHAPES, compact

_SH = VOCABULARIES["sh"]


def lines(report: ValidationReport) -> str:
    """Write two lines for each finding: where it is, and what to do; then the summary."""
    written = []
    for finding in report.findings:
        written += [
            f"{finding.severity}: {_where(finding)}",
            f"    {finding.message}",
            f"    {_what(finding)}" if _what(finding) else "",
        ]
    return "\n".join([*filter(None, written), report.summary]) + "\n"


def table(report: ValidationReport) -> Any:
    """Make a table for a terminal, with the summary as its caption."""
    from rich.table import Table  # noqa: PLC0415  a pipe needs no rich
    from rich.text import Text  # noqa: PLC0415  likewise

    made = Table(caption=report.summary, show_lines=True, caption_justify="left")
    for heading in ("", "Where", "What to do", "Found"):
        made.add_column(heading, overflow="fold")
    colours = dict(zip(SEVERITIES, ("bold red", "yellow", "cyan"), strict=True))
    for finding in report.findings:
        severity = Text(finding.severity, style=colours[finding.severity])
        made.add_row(severity, *map(Text, (_where(finding), finding.message, _what(finding))))
    return made


def as_json(report: ValidationReport) -> str:
    """Write the report as one JSON object; terms are in N-Triples notation."""
    document = {
        "conforms": not report.findings,
        "counts": {severity: report.count(severity) for severity in SEVERITIES},
        "triples": report.triples,
        "submissions": report.submissions,
        "shapes": report.shapes,
        "findings": [
            {
                "severity": finding.severity,
                "message": finding.message,
                "submission": finding.place.submission or None,
                "question": finding.place.question or None,
                "entity": finding.place.entity or None,
                "name": finding.place.name or None,
                "field": finding.place.field or None,
                "at": list(finding.place.at),
                "focus": finding.focus,
                "path": finding.path.text if finding.path else None,
                "value": finding.value or None,
                "shape": value(finding.shape) if finding.shape.startswith("<") else None,
                "component": finding.component,
            }
            for finding in report.findings
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def turtle(report: ValidationReport) -> str:
    """Write a sh:ValidationReport (SHACL §3.6), in the order of the findings.

    As the specification has it, sh:conforms is false whatever the severity of what was found.
    """
    results = ",".join(f"\n    [\n{_result(finding)}\n    ]" for finding in report.findings)
    return "".join(
        [
            f"@prefix sh: <{_SH}> .\n\n",
            "[] a sh:ValidationReport ;\n",
            f"  sh:conforms {'false' if report.findings else 'true'}",
            f" ;\n  sh:result{results}" if results else "",
            " .\n",
        ]
    )


def _result(finding: Finding) -> str:
    vocabulary = _SH if finding.shape else SHAPES
    facts = {
        "a": "sh:ValidationResult",
        "sh:resultSeverity": f"sh:{finding.severity.capitalize()}",
        "sh:focusNode": finding.focus,
        "sh:resultPath": finding.path.turtle if finding.path else "",
        "sh:value": finding.value,
        "sh:sourceShape": finding.shape,
        "sh:sourceConstraintComponent": f"<{vocabulary}{finding.component}>",
        "sh:resultMessage": f"{json.dumps(finding.message, ensure_ascii=False)}@en",
    }
    return " ;\n".join(f"      {key} {value}" for key, value in facts.items() if value)


def _where(finding: Finding) -> str:
    return str(finding.place) or compact(finding.focus)


def _what(finding: Finding) -> str:
    path = finding.path.text if finding.path else ""
    shape = f"({compact(finding.shape)})" if finding.shape else ""
    seen = (finding.place.entity, f"submission/{finding.place.submission}")
    focus, value = ("" if not term or short(term) in seen else compact(term) for term in (finding.focus, finding.value))
    return " ".join(filter(None, (focus, path, value, shape)))
