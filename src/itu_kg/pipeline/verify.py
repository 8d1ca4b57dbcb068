"""A release folder → everything about it that is not as it should be: the whole way, for `verify`.

Files first; what can be read of the data is then held against the release's own counts, shapes, queries and
frames. It changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from itu_kg import rdf
from itu_kg.errors import ItuKgError, SourceError
from itu_kg.model.answer import csv
from itu_kg.model.assets import Assets
from itu_kg.model.formats import Format
from itu_kg.model.graph import Dataset
from itu_kg.pipeline import standing_versions
from itu_kg.pipeline.release import answers
from itu_kg.query import column_meanings, memory_store
from itu_kg.query.catalogue import stored
from itu_kg.reference import ontology_formats
from itu_kg.release import checksums, csvw, verification
from itu_kg.release.checksums import Mismatch, merge_hash
from itu_kg.validate import load, validate

if TYPE_CHECKING:
    from itu_kg.release.verification import Description


@dataclass(frozen=True, slots=True)
class Verification:
    """A release's version, how much of it was looked at, and what was found wrong, in order.

    `drafts` are those of the quads that nobody has confirmed.
    """

    version: str
    files: int
    quads: int
    drafts: int
    mismatches: tuple[Mismatch, ...]


def verify(folder: Path, *, content: bool, progress: Callable[[str], None]) -> Verification:
    """Verify a release.

    Args:
        folder: the release.
        content: judge what the files say, not their bytes: a dump in another order is fine.
        progress: told each step.

    Raises:
        VerificationError: it has no SHA256SUMS or no release.json that can be read.
    """
    progress("names and sums")
    wrong = checksums.mismatches(folder, content=content)
    description = verification.describe(folder)
    if not content:
        wrong += verification.sizes(folder, description)
    wrong += standing_versions.index_mismatches(folder, description)
    progress("formats")
    wrong += verification.parity(folder, description, content=content)
    data = Dataset(())
    try:
        data = verification.dataset(folder, description)
        for step, check in _checks(folder, data, description).items():
            progress(step)
            wrong += check()
    except ItuKgError as problem:
        # Part of a broken release cannot be asked: that is one more thing wrong with it, beside those found so far.
        wrong.append(Mismatch("assets", problem.where or ".", str(problem)))
    once = tuple(sorted(set(wrong)))
    return Verification(description.version, len(checksums.listed(folder)), data.size, data.drafts.size, once)


def _checks(folder: Path, data: Dataset, description: Description) -> dict[str, Callable[[], Iterator[Mismatch]]]:
    return {
        "counts": lambda: verification.counts(data, description),
        "links": lambda: verification.links(data, description.base, f"{description.name}.nq"),
        "ontology": lambda: _ontology(folder),
        "frames": lambda: verification.trees(folder, data, description),
        "tables": lambda: _tables(folder, data, description.base),
        "shapes": lambda: _shapes(folder, data),
    }


def _tables(folder: Path, data: Dataset, base: str) -> Iterator[Mismatch]:
    """Answer the release's queries again, and compare row by row, in any order."""
    queries = folder / "queries"
    meanings = column_meanings.load(queries).listings
    for listing in answers(memory_store.hold(data), stored(Assets(folder)), meanings, base):
        name = f"{csvw.FOLDER}/{listing.name}.csv"
        path = folder / name
        expected = csv(listing.table).encode().split(b"\r\n")
        if path.is_file() and sorted(path.read_bytes().split(b"\r\n")) != sorted(expected):
            yield Mismatch("tables", name, "is not the query's answer")


def _ontology(folder: Path) -> Iterator[Mismatch]:
    """Compare each of the ontology's files with the one that people wrote; a missing one is the sums' to report."""
    first, *others = [(folder / name, form) for name, _, _ in ontology_formats.FILES if (form := Format.of(Path(name)))]
    if not first[0].is_file():
        return
    written = merge_hash(rdf.parse(first[0].read_bytes(), first[1], where=str(first[0])))
    for path, form in others:
        if not path.is_file():
            continue
        try:
            same = merge_hash(rdf.parse(path.read_bytes(), form, where=str(path))) == written
        except SourceError:
            same = False
        if not same:
            name = path.relative_to(folder).as_posix()
            yield Mismatch("ontology", name, f"says something else than {first[0].name}, or cannot be read")


def _shapes(folder: Path, data: Dataset) -> Iterator[Mismatch]:
    shapes = load(folder / "shapes", ontology=Assets(folder).terms)
    for finding in validate(data, shapes).findings:
        if finding.severity == "violation":
            yield Mismatch("shapes", str(finding.place), finding.message)
