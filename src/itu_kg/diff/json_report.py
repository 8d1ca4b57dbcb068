"""Diff → JSON for a program: everything, with stable keys, described in docs/diff.md."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from itu_kg.diff.semver import breaking, suggestion

if TYPE_CHECKING:
    from itu_kg.diff.changes import Diff, Drift, Entity, Side, Tally, TermChange

FORMAT = "itu-kg diff 1"
"""What the keys mean; the number goes up when a key goes or changes its meaning."""


def document(diff: Diff) -> str:
    """Write the whole comparison."""
    asked = suggestion(diff)
    tally, churn = diff.statements, diff.churn
    report: dict[str, Any] = {
        "format": FORMAT,
        "old": _side(diff.old),
        "new": _side(diff.new),
        "same": diff.same,
        "suggestion": {"bump": asked.bump, "reasons": list(asked.reasons)},
        "breaking": [each._asdict() for each in breaking(diff)],
        "statements": {
            **_tally(tally),
            "graphs": [{"graph": graph, **_tally(each)} for graph, each in diff.graphs.items()],
        },
        "entities": {
            "added": [_entity(each) for each in diff.added],
            "removed": [_entity(each) for each in diff.removed],
            "changed": [{**_entity(each), "changes": _changes(each)} for each in diff.changed],
        },
        "evidence": {**_tally(churn.evidence), "changed": churn.evidence_changed},
        "linksOnly": churn.links_only,
        "moved": [{"from": old, "to": new, "statements": number} for (old, new), number in churn.moved.items()],
        "description": _tally(churn.description),
        "ontology": None if diff.ontology is None else [_term(each) for each in diff.ontology],
        "queries": None if diff.queries is None else [_drift(each) for each in diff.queries if each or each.reason],
        "answersNotCompared": diff.answers or None,
    }
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def _side(side: Side) -> dict[str, Any]:
    return {"where": side.where, "statements": side.statements}


def _tally(tally: Tally) -> dict[str, int]:
    return {"added": tally.added, "removed": tally.removed}


def _entity(entity: Entity) -> dict[str, Any]:
    return {"iri": entity.iri, "kind": entity.kind, "name": entity.name, "short": entity.short or None}


def _changes(entity: Entity) -> list[dict[str, Any]]:
    return [
        {
            "property": each.property,
            "label": each.label,
            "removed": [value._asdict() for value in each.removed],
            "added": [value._asdict() for value in each.added],
        }
        for each in entity.changes
    ]


def _term(term: TermChange) -> dict[str, Any]:
    aspects = {name: {"before": before, "after": after} for name, (before, after) in term.aspects.items()}
    return {"iri": term.iri, "name": term.name, "kind": term.kind, "status": term.status, "aspects": aspects}


def _drift(drift: Drift) -> dict[str, Any]:
    return {
        "query": drift.query,
        "status": drift.status,
        "columnsBefore": list(drift.columns[0]),
        "columnsAfter": list(drift.columns[1]),
        "rewritten": drift.rewritten,
        "values": dict(drift.values),
        "lost": [list(row) for row in drift.lost],
        "gained": [list(row) for row in drift.gained],
        "notCompared": drift.reason or None,
    }
