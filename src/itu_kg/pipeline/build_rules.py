"""Graphs as they are built × rules → nothing, or the error of the record or registry file that breaks one.

The rules are those that `validate` asks of the same graphs. What is in doubt is not held to them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from itu_kg import records
from itu_kg.errors import AssetError, ItuKgError, SourceError
from itu_kg.mapping.confirmation import THINGS
from itu_kg.model.graph import NamedGraph, Triple
from itu_kg.model.vocab import graph_name, is_draft, reported_graph
from itu_kg.rdf.prefixes import term
from itu_kg.registry.gazetteer import SHELVES
from itu_kg.registry.yaml_files import LINKS
from itu_kg.validate import Finding, RuleCheck, load_unchecked

if TYPE_CHECKING:
    from itu_kg.model.assets import Assets
    from itu_kg.model.submission import Submission


_SUBMISSION = term("ikg:Submission")


class BuildRules:
    """Holds what is built to the rules, one submission after the other.

    Args:
        assets: the project.
        paths: the records, to say where something is.
        ground: what the submissions share.

    Raises:
        AssetError: an entry of the registry breaks a rule; names file, line and entry.
    """

    def __init__(self, assets: Assets, paths: Iterable[Path], ground: Sequence[Triple]) -> None:
        self._paths = tuple(paths)
        self._rules = RuleCheck(load_unchecked(*assets.shape_files), ground)
        self._iri = ""
        self._own: list[Triple] = []
        _refuse(self._rules.violations(), lambda finding: _entry(assets.registries, finding), AssetError)

    @staticmethod
    def sound(submissions: Iterable[tuple[Path, Submission]]) -> Iterator[tuple[Path, Submission]]:
        """Let records through, each with its path, that do not contradict themselves.

        Raises:
            SourceError: one does; names file, line and field.
        """
        for path, submission in submissions:
            records.refuse_contradiction(path, submission)
            yield path, submission

    def add(self, graph: NamedGraph) -> None:
        """Take the next graph: a submission's are looked at when those of another come.

        Raises:
            SourceError: the submission before breaks a rule; names file, line, entity and field.
        """
        iri = reported_graph(graph.iri)
        if iri != self._iri:
            self.refuse()
        self._iri = iri
        if not is_draft(graph.iri):
            self._own += graph.triples

    def refuse(self) -> None:
        """Look at the submission whose graphs were taken last.

        Raises:
            SourceError: as `add`.
        """
        own, self._own = self._own, []
        if own and any(kind == _SUBMISSION for _, _, kind in own):
            name = graph_name(self._iri)
            _refuse(
                self._rules.violations(own), lambda finding: _field(_record(self._paths, name), finding), SourceError
            )


def _record(paths: Sequence[Path], submission: str) -> Path:
    """The record of a submission, by its file's name or else by what it says."""
    named = [path for path in paths if path.stem == submission]
    return next(path for path in (*named, *paths) if records.read(path).id == submission)


def _refuse(findings: Sequence[Finding], where: Callable[[Finding], str], error: type[ItuKgError]) -> None:
    if findings:
        more = f"{len(findings) - 1} more in this file" if len(findings) > 1 else ""
        raise error(findings[0].message, where=where(findings[0]), hint=more)


def _field(path: Path, finding: Finding) -> str:
    """Where a finding is in a record: the file, the line, the entity and the field."""
    kind, _, slug = finding.place.entity.partition("/")
    sections = [section for section, thing in THINGS.items() if thing == kind]
    located = [records.locate(path, f"{section}[{slug}]") for section in sections]
    first = min(located, key=lambda each: each.startswith(f"{path}:1:"), default=f"{path}: {finding.place.entity}")
    field = f".{finding.place.field}" if finding.place.field else ""
    return records.locate(path, f"{first.rpartition(': ')[2]}{field}") if located else f"{first}{field}"


def _entry(folders: Sequence[Path], finding: Finding) -> str:
    """Where a finding is in the registry: the file, the line and the entry."""
    kind, _, slug = finding.place.entity.partition("/")
    shelf = next((shelf for each, shelf in SHELVES.items() if each == kind), None)
    if shelf is None or "links.sssom.tsv" in finding.message:
        return f"{folders[-1] / LINKS}: {finding.place.entity}"
    shelves = [folder / f"{shelf}.yaml" for folder in folders]
    return records.locate_entry([path for path in shelves if path.is_file()], slug)
