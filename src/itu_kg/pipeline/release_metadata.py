"""What a person gives a release → what it is told of itself: names, inputs by digest, how much of a page was read.

It measures nothing on the dumps, and has no clock.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from itu_kg import files
from itu_kg.description.content_summary import Ratio
from itu_kg.description.release_facts import Drafts, Input, Previous, ReleaseFacts
from itu_kg.errors import AssetError
from itu_kg.ledger.page_coverage import accounted_for
from itu_kg.mapping.iris import Minter
from itu_kg.model.assets import Assets
from itu_kg.model.edition import Edition
from itu_kg.model.vocab import graph_iri
from itu_kg.rdf.prefixes import term

if TYPE_CHECKING:
    from itu_kg.model.dataset import About
    from itu_kg.model.graph import Dataset
    from itu_kg.model.submission import Submission

TO_CONFIRM = term("ikg:toConfirm")
METRICS = "ontology/quality/metrics.ttl"
"""The file that says what the measures of quality mean."""


@dataclass
class InputLog:
    """The inputs of a release, logged while they are read."""

    inputs: list[Input] = field(default_factory=list)
    read: dict[str, Ratio] = field(default_factory=dict)

    def submissions(self, given: Iterable[tuple[Path, Submission]], base: str) -> Iterator[tuple[Path, Submission]]:
        """Let records through, each with the path it was read from."""
        for path, submission in given:
            self.inputs.append(Input("record", submission.id, _sha256(path), submission.source.sha256))
            self.read[graph_iri(submission.id, base)] = Ratio(*accounted_for(submission))
            yield path, submission

    def rdf(self, paths: Iterable[Path]) -> None:
        """Note files of RDF, and those of folders."""
        for path in paths:
            for each in sorted(path.iterdir()) if path.is_dir() else (path,):
                if each.is_file():
                    self.inputs.append(Input("rdf", each.name, _sha256(each)))


def measure_drafts(drafts: Dataset, *, included: bool) -> Drafts:
    """Measure what nobody has confirmed."""
    doubts = sum(predicate == TO_CONFIRM for graph in drafts.graphs for _, predicate, _ in graph.triples)
    return Drafts(len(drafts.graphs), drafts.size, doubts, included and bool(drafts.graphs))


def edition(about: About, version: str, date: str, base: str, url: str | None) -> Edition:
    """Name a release; `url` is where its files will be, if not below the base."""
    minter = Minter(base)
    folder = minter.folder(version) if url is None else f"{url.rstrip('/')}/"
    names = minter.edition(), minter.edition(version), folder
    return Edition(about.title, version, date, about.licence, base, *names, about.file_stem, about.summary)


def release_facts(  # noqa: PLR0913  all that a release is told
    about: About,
    named: Edition,
    assets: Assets,
    inputs_read: InputLog,
    *,
    program: str,
    graphs: Mapping[str, str],
    findings: Mapping[str, int],
    previous: Previous | None,
    changelog: bool,
    drafts: Drafts,
) -> ReleaseFacts:
    """Put together what a release is told of itself.

    Raises:
        AssetError: what the measures of quality mean is said nowhere.
    """
    minter = Minter(named.base)
    inputs = [*inputs_read.inputs]
    inputs += (each for folder in assets.registries for each in _inputs("registry", Assets(folder).files("")))
    inputs.append(Input("dataset", assets.dataset.name, _sha256(assets.dataset)))
    for room in ("ontology", "shapes", "queries"):
        inputs += _inputs(room, assets.files(room))
    return ReleaseFacts(
        about,
        named,
        minter.edition(part="publisher"),
        partial(minter.edition, named.version),
        program,
        graphs,
        tuple(_distinct(inputs)),
        findings,
        files.read_bytes(assets.file(METRICS), error=AssetError),
        previous,
        changelog,
        {graph: ratio for graph, ratio in inputs_read.read.items() if graph in graphs},
        drafts,
    )


def _inputs(kind: str, given: Mapping[Path, Path]) -> Iterator[Input]:
    for inside, path in given.items():
        yield Input(kind, inside.as_posix(), _sha256(path))


def _distinct(inputs: Iterable[Input]) -> Iterator[Input]:
    """Distinguish inputs of one kind and name by their digests."""
    seen: set[tuple[str, str]] = set()
    for each in inputs:
        if (each.kind, each.name) in seen:
            yield each._replace(name=f"{each.sha256[:12]}/{each.name}")
        else:
            seen.add((each.kind, each.name))
            yield each


def _sha256(path: Path) -> str:
    return hashlib.sha256(files.read_bytes(path)).hexdigest()
