"""Diff → the changelog of a release: what a reader of the last one has to know of this one.

Source: Keep a Changelog 1.1.0. It names no path, so that the same release gives the same changelog anywhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from itu_kg.diff import markdown

if TYPE_CHECKING:
    from itu_kg.diff.changes import Diff

TITLE = "# Changelog\n"


def changelog(diff: Diff, version: str, date: str, *, before: str = "") -> str:
    """Write the changelog of a release.

    Args:
        diff: how it differs from the release before.
        version: its semantic version.
        date: its date, ISO 8601.
        before: the changelog of the release before, whose sections follow this one's.
    """
    lines = [TITLE, f"## {markdown.text(version)} - {date}", ""]
    if diff.same:
        lines += ["Nothing changed in the data, the ontology or the stored queries.", ""]
    for title, section in (
        ("Breaking", markdown.broken(diff)),
        ("Added", markdown.came(diff.added)),
        ("Changed", markdown.changed(diff.changed)),
        ("Removed", markdown.came(diff.removed)),
        ("Summed up", markdown.churned(diff)),
        ("Ontology", markdown.ontology(diff.ontology or ())),
        ("Stored queries", markdown.queries(diff)),
    ):
        if section:
            lines += [f"### {title}", "", *section, ""]
    older = before.removeprefix(TITLE).lstrip("\n")
    return "\n".join(lines).rstrip("\n") + "\n" + (f"\n{older}" if older else "")
