"""Diff → Markdown for a manager: what came, went and changed, by kind and name; evidence summed up.

GitHub-flavoured Markdown. Every text of the data is one line and cannot be taken for markup. Long lists are cut: the
JSON document lists all. The changelog of a release follows Keep a Changelog 1.1.0 and names no path, so that the
same release gives the same changelog anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from itu_kg.diff.semver import breaking, suggestion
from itu_kg.diff.term_labels import plural

if TYPE_CHECKING:
    from itu_kg.diff.changes import Change, Diff, Drift, Entity, Tally, TermChange, Value

MOST = 30
"""How many things of one kind, and how many breaking changes, are listed."""
_ROWS = 3
_LONG = 80
_MARKUP = re.compile(r"([\\`*_{}\[\]<>|~#])|&|^([-+]|\d+[.)])(?=\s|$)")
_MINTED = re.compile(r"https?://[^\s<>]*/id/([a-z]+/[^\s<>]+)")
_ADDRESS = re.compile(r"https?://[^\s<>\\]+")


def markdown(diff: Diff) -> str:
    """Write the whole comparison; without differences, one line."""
    if diff.same:
        return f"{same(diff)}\n"
    asked = suggestion(diff)
    lines = [
        f"# {text(diff.old.where)} → {text(diff.new.where)}",
        "",
        f"{_sum(diff)}.",
        "",
        f"Suggested version: **{asked.bump}**, because {_and(asked.reasons)}.",
    ]
    for title, section in (
        ("Breaking changes", broken(diff)),
        ("By kind", _kinds(diff)),
        ("Added", came(diff.added)),
        ("Removed", came(diff.removed)),
        ("Changed", changed(diff.changed)),
        ("Summed up", churned(diff)),
        ("Ontology", ontology(diff.ontology or ())),
        ("Stored queries", queries(diff)),
    ):
        if section:
            lines += ["", f"## {title}", "", *section]
    return "\n".join(lines) + "\n"


def same(diff: Diff) -> str:
    """One line that names the two sides and says that they do not differ."""
    sides = f"{text(diff.old.where)} and {text(diff.new.where)}"
    return f"No differences: {sides} say the same {_count(diff.new.statements, 'statement')}."


def broken(diff: Diff) -> list[str]:
    """List what can break what others built."""
    lines: list[str] = []
    for _, group in groupby(breaking(diff), key=lambda each: each.what):
        several = list(group)
        lines += [f"- {text(each.message)}" for each in several[:MOST]] + _more(len(several) - MOST, "change")
    return lines


def came(entities: Iterable[Entity]) -> list[str]:
    """List things that came, or went, a kind a line."""
    lines: list[str] = []
    for kind, group in groupby(entities, key=lambda each: each.kind):
        several = list(group)
        names = "; ".join(text(_called(each)) for each in several[:MOST])
        more = f"; and {len(several) - MOST:,} more" if len(several) > MOST else ""
        lines.append(f"- {_count(len(several), kind)}: {names}{more}")
    return lines


def changed(entities: Iterable[Entity]) -> list[str]:
    """List things that changed, a thing a line: `Event WRC-23: end date 2023-12-15 → 2023-12-16`."""
    lines: list[str] = []
    for kind, group in groupby(entities, key=lambda each: each.kind):
        several = list(group)
        for each in several[:MOST]:
            changes = "; ".join(map(_change, each.changes))
            lines.append(f"- {text(_titled(each))}: {changes}")
        lines += _more(len(several) - MOST, kind)
    return lines


def churned(diff: Diff) -> list[str]:
    """Sum up what is not listed."""
    churn = diff.churn
    lines = []
    if any(churn.evidence) or churn.evidence_changed:
        changes = f", {churn.evidence_changed:,} changed" if churn.evidence_changed else ""
        lines.append(f"- Evidence and its positions in the texts: {_tally(churn.evidence)}{changes}")
    if churn.links_only:
        things = _count(churn.links_only, "thing")
        lines.append(f"- {things} changed only in evidence, in links to parts, or in the graph that says it")
    for (old, new), number in churn.moved.items():
        verb = "is" if number == 1 else "are"
        lines.append(f"- {_count(number, 'statement')} of {text(old)} {verb} said by {text(new)} now")
    if any(churn.description):
        lines.append(f"- Statements of the dataset's description of itself: {_tally(churn.description)}")
    return lines


def ontology(terms: Iterable[TermChange]) -> list[str]:
    """List terms that came, went or changed."""
    return [
        f"- {each.kind.capitalize()} {text(each.name)} {each.status}"
        + ("" if each.status != "changed" else f": {'; '.join(_aspects(each))}")
        for each in terms
    ]


def queries(diff: Diff) -> list[str]:
    """List what became of stored queries: their answers as a table, with some of the rows."""
    drifted = [each for each in diff.queries or () if each]
    lines = [f"- {text(each.query)}: {drift}" for each in drifted for drift in _what_became(each)]
    moved = [each for each in drifted if each.lost or each.gained]
    if moved:
        lines += ["", "| query | rows lost | rows gained |", "| --- | ---: | ---: |"][0 if lines else 1 :]
        lines += [f"| {_asked(each)} | {len(each.lost):,} | {len(each.gained):,} |" for each in moved]
        lines.append("")
        for each in moved:
            for sign, rows in (("lost", each.lost), ("gained", each.gained)):
                lines += [f"- {text(each.query)} {sign}: {_row(row)}" for row in rows[:_ROWS]]
                lines += _more(len(rows) - _ROWS, "row")
    if diff.answers:
        lines += ["", f"Answers were not compared: {text(diff.answers)}."][0 if lines else 1 :]
    return lines


def text(value: str, most: int = 0) -> str:
    """Write a text of the data on one line, its markup escaped; cut if it has more than `most` characters."""
    line = " ".join(value.split())
    if most and len(line) > most:
        line = f"{line[:most].rstrip()}…"
    if _ADDRESS.fullmatch(line):
        return f"<{line}>"
    return _MARKUP.sub(_escaped, line)


def _escaped(match: re.Match[str]) -> str:
    if match[0] == "&":
        return "&amp;"
    return f"\\{match[1]}" if match[1] else f"{match[2][:-1]}\\{match[2][-1]}"


def _sum(diff: Diff) -> str:
    tally = diff.statements
    return (
        f"{_count(len(diff.added), 'thing')} added, {len(diff.removed):,} removed, {len(diff.changed):,} changed; "
        f"{_count(tally.added, 'statement')} added and {tally.removed:,} removed, "
        f"from {diff.old.statements:,} to {diff.new.statements:,}"
    )


def _kinds(diff: Diff) -> list[str]:
    sides = (diff.added, diff.removed, diff.changed)
    kinds = sorted({each.kind for side in sides for each in side})
    rows = [
        f"| {text(plural(kind))} | {' | '.join(str(sum(each.kind == kind for each in side)) for side in sides)} |"
        for kind in kinds
    ]
    return ["| kind | added | removed | changed |", "| --- | ---: | ---: | ---: |", *rows] if rows else []


def _titled(entity: Entity) -> str:
    """Put a thing's kind before its name, unless the name says it: `Event WRC-23`, `Answer to question 5`."""
    name, kind = entity.short or entity.name, entity.kind.capitalize()
    return name if name.lower().startswith(entity.kind) else f"{kind} {name}"


def _called(entity: Entity) -> str:
    if not entity.short or entity.short in entity.name:
        return entity.name
    return f"{entity.short} ({entity.name})"


def _change(change: Change) -> str:
    label = text(change.label)
    removed, added = list(map(_value, change.removed)), list(map(_value, change.added))
    if len(removed) == len(added) == 1:
        if any(len(each.text) > _LONG for each in (*change.removed, *change.added)):
            return f"{label} reworded"
        return f"{label} {removed[0]} → {added[0]}"
    parts = [f"added {_cut(added)}"] if added else []
    parts += [f"removed {_cut(removed)}"] if removed else []
    return f"{label} {', '.join(parts)}"


def _value(value: Value) -> str:
    return text(value.text, _LONG)


def _cut(values: list[str]) -> str:
    more = f" and {len(values) - MOST:,} more" if len(values) > MOST else ""
    return ", ".join(values[:MOST]) + more


def _aspects(term: TermChange) -> Iterator[str]:
    for aspect, (before, after) in term.aspects.items():
        if max(len(before), len(after)) > _LONG:
            yield f"{aspect} reworded"
        else:
            yield f"{aspect} {text(before or 'none')} → {text(after or 'none')}"


def _what_became(drift: Drift) -> Iterator[str]:
    if drift.status != "kept":
        yield drift.status
    elif drift.columns[0] != drift.columns[1]:
        yield f"columns {text(' '.join(drift.columns[0]))} → {text(' '.join(drift.columns[1]))}"
    elif drift.rewritten:
        yield "rewritten"


def _asked(drift: Drift) -> str:
    return text(" ".join((drift.query, *(f"--{name} {value}" for name, value in drift.values.items()))))


def _row(row: Iterable[str]) -> str:
    return " · ".join(text(_MINTED.sub(r"\1", cell), _LONG) for cell in row if cell)


def _tally(tally: Tally) -> str:
    return f"{tally.added:,} added, {tally.removed:,} removed"


def _count(number: int, kind: str) -> str:
    return f"{number:,} {text(kind if number == 1 else plural(kind))}"


def _more(number: int, kind: str) -> list[str]:
    return [f"- … and {_count(number, kind)} more"] if number > 0 else []


def _and(reasons: tuple[str, ...]) -> str:
    return text(", ".join(reasons[:-1]) + f" and {reasons[-1]}" if len(reasons) > 1 else reasons[0])


TITLE = "# Changelog\n"


def changelog(diff: Diff, version: str, date: str, *, before: str = "") -> str:
    """Write the changelog of a release.

    Args:
        diff: how it differs from the release before.
        version: its semantic version.
        date: its date, ISO 8601.
        before: the changelog of the release before, whose sections follow this one's.
    """
    lines = [TITLE, f"## {text(version)} - {date}", ""]
    if diff.same:
        lines += ["Nothing changed in the data, the ontology or the stored queries.", ""]
    for title, section in (
        ("Breaking", broken(diff)),
        ("Added", came(diff.added)),
        ("Changed", changed(diff.changed)),
        ("Removed", came(diff.removed)),
        ("Summed up", churned(diff)),
        ("Ontology", ontology(diff.ontology or ())),
        ("Stored queries", queries(diff)),
    ):
        if section:
            lines += [f"### {title}", "", *section, ""]
    older = before.removeprefix(TITLE).lstrip("\n")
    return "\n".join(lines).rstrip("\n") + "\n" + (f"\n{older}" if older else "")
