"""What a description is made of: what was given (title, version, inputs, findings) and what was measured on files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from itu_kg.model.edition import EXPANDED, GRAPHS, Edition, Written
from itu_kg.model.formats import MEDIA_TYPES, Format

if TYPE_CHECKING:
    from itu_kg.description.content_summary import ContentSummary, Ratio
    from itu_kg.description.void_statistics import Statistics
    from itu_kg.model.dataset import About

FOLDER = "description"
"""Where the descriptions are that have no place of their own by custom."""

LICENCES = {
    "https://creativecommons.org/licenses/by/4.0/": ("CC-BY-4.0", "Creative Commons Attribution 4.0 International"),
    "https://creativecommons.org/publicdomain/zero/1.0/": ("CC0-1.0", "Creative Commons Zero v1.0 Universal"),
}
"""SPDX id and full name of a licence, by its address."""


class Input(NamedTuple):
    """A file that the release was made of.

    `kind` is record, rdf, registry, dataset, ontology, shapes or queries; `source` is the digest of the page that a
    record was read from.
    """

    kind: str
    name: str
    sha256: str
    source: str = ""


class Drafts(NamedTuple):
    """What of the submissions nobody has confirmed: statements, open doubts; whether the release holds it."""

    submissions: int = 0
    statements: int = 0
    doubts: int = 0
    included: bool = False


NO_DRAFTS = Drafts()


class Previous(NamedTuple):
    """The release before this one."""

    version: str
    iri: str


class File(NamedTuple):
    """A file of the release: what it holds, in which format, and whether it is gzipped; `member` is what it is of.

    `member` is empty for the whole dataset, a graph's IRI, or the name of a folder of supporting files.
    """

    written: Written
    member: str
    media_type: str
    gzipped: bool
    what: str

    @property
    def label(self) -> str:
        """What the file is, in words."""
        name = MEDIA_TYPES[self.media_type].label if self.media_type in MEDIA_TYPES else self.media_type
        return f"{self.what} as {name}{', gzipped' if self.gzipped else ''}"


@dataclass(frozen=True)
class ReleaseFacts:
    """What a release is given of itself.

    `part` names a part of the description by its path; `agent` is the IRI of who publishes it; `read` says, by graph,
    how much of the page its record accounts for; `findings` counts what validation found, by severity; `drafts` says
    how much nobody has confirmed, in the release or left out of it.
    """

    about: About
    edition: Edition
    agent: str
    part: Callable[[str], str]
    program: str
    graphs: Mapping[str, str]
    inputs: Sequence[Input]
    findings: Mapping[str, int]
    metrics: bytes
    previous: Previous | None = None
    changelog: bool = False
    read: Mapping[str, Ratio] = field(default_factory=dict)
    drafts: Drafts = NO_DRAFTS

    @property
    def description(self) -> str:
        """What the dataset is, and whether any of it is not confirmed."""
        if not self.drafts.included:
            return self.about.description
        what = f"{self.drafts.statements:,} statements that nobody has confirmed, in graphs whose names end in /draft"
        return f"{self.about.description.strip()} This release also holds {what}."

    @property
    def targets(self) -> dict[str, str]:
        """The IRI space of each outside data set, by its id."""
        return {each.id: each.space for each in self.about.targets}

    @property
    def licence(self) -> str:
        """The licence's SPDX id, or nothing if its address is not known."""
        return LICENCES.get(self.edition.licence, ("", ""))[0]

    @property
    def citation(self) -> str:
        """How the release is cited."""
        edition = self.edition
        return f"{self.about.creator} ({edition.date[:4]}). {edition.title}. Version {edition.version}. {edition.iri}"

    def graph(self, iri: str) -> str:
        """Name a graph as it is in this version."""
        return self.part(f"{GRAPHS}/{self.graphs[iri]}")

    def address(self, path: str) -> str:
        """Where a file of the release is found on the web."""
        return f"{self.edition.url}{path}"


@dataclass(frozen=True)
class Measurements:
    """What was measured on the files as they stand: statistics of the merge and of each graph, by IRI.

    `stem` is what the files of the whole dataset are called, before the suffix.
    """

    written: Sequence[Written]
    whole: Statistics
    graphs: Mapping[str, Statistics]
    content: ContentSummary
    pages: Mapping[str, Ratio]
    stem: str

    def title(self, iri: str) -> str:
        """What a graph is called."""
        return self.content.titles.get(iri, f"The graph {iri.rpartition('/')[2]}")

    def files(self, names: Mapping[str, str]) -> Iterator[File]:
        """What each file of data, or of what they are made with, holds.

        `names` are those of the graphs' files, by IRI. A licence or a change log at the top is no data.
        """
        types = {each.path: each.media_type for each in self.written}
        for each in self.written:
            plain = each.path.removesuffix(".gz")
            gzipped = plain != each.path and plain in types
            path = plain if gzipped else each.path
            if "/" not in path and not path.startswith(f"{self.stem}."):
                continue
            member, what = self._holds(path, types[path], names)
            yield File(each, member, types[path], gzipped, what)

    def _holds(self, path: str, media_type: str, names: Mapping[str, str]) -> tuple[str, str]:
        folder, slash, rest = path.partition("/")
        if not slash:
            whole = path.endswith(EXPANDED) or any(f.media_type == media_type and f.names_graphs for f in Format)
            return "", "The dataset by named graph" if whole else "The merge of all graphs"
        if folder == GRAPHS:
            of = [iri for iri, name in names.items() if rest.startswith(f"{name}.")]
            iri = max(of, key=lambda iri: len(names[iri]), default="")
            return iri, self.title(iri)
        if folder in ("framed", "tables"):
            kind = "Trees, one for each" if folder == "framed" else "Table of"
            return "", f"{kind} {rest.partition('.')[0].replace('-', ' ')}"
        return folder, path
