"""Release × what stands in its place or beside it → a refusal, the words for what changed, or the index of versions.

The index is made anew from the descriptions of the releases that stand there, so it can be lost or late and never
wrong for long; it names nothing that is not there.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from itu_kg import files, rdf
from itu_kg.description import version_index
from itu_kg.description.version_index import Version
from itu_kg.errors import ItuKgError, UsageError, VerificationError
from itu_kg.mapping.iris import Minter
from itu_kg.model.edition import DESCRIPTION, Edition
from itu_kg.model.formats import Format
from itu_kg.pipeline import diff
from itu_kg.rdf.ntriples import iri
from itu_kg.rdf.prefixes import term
from itu_kg.release import versions
from itu_kg.release.checksums import Mismatch

if TYPE_CHECKING:
    from itu_kg.model.assets import Assets
    from itu_kg.release.verification import Description


def hold_to_standing(folder: Path, new: Path, assets: Assets, edition: Edition, *, replace: bool) -> str:
    """Hold a new release to what stands in its place; say what is new in it, or nothing where nothing stands there.

    Raises:
        UsageError: the version that stands there has other content, and is not to be replaced.
    """
    if not (folder / DESCRIPTION).is_file():
        return ""
    paths = versions.differing(folder, new)
    if not paths:
        return f"{folder} is the same as it stood there"
    changes = _changes(folder, new, assets, edition.base)
    changes = changes or f"no statement differs, but {len(paths):,} files do, such as {paths[0]}"
    if not replace:
        what = f"{edition.version} stands there with other content: {changes}"
        hint = "give it the next version, or replace what was published with --replace"
        raise UsageError(what, where=str(folder), hint=hint)
    return f"{folder} replaces {edition.version} as it stood there: {changes}"


def _changes(folder: Path, new: Path, assets: Assets, base: str) -> str:
    """How many statements are gone and new in how many graphs, as `diff` counts them."""
    old_place, new_place = (diff.locate(each, drafts=True) for each in (folder, new))
    with diff.opened(old_place, base) as old, diff.opened(new_place, base) as come:
        difference = diff.compare(old, come, assets, answers=False)
    if not difference.graphs:
        return ""
    graphs = ", ".join(f"<{graph}> -{tally.removed:,} +{tally.added:,}" for graph, tally in difference.graphs.items())
    return f"statements removed {difference.statements.removed:,}, added {difference.statements.added:,}: {graphs}"


def write_index(folder: Path) -> str:
    """Name a release that is in place, and all beside it, in the index beside it; say what was done.

    Raises:
        UsageError: the index cannot be written; the release stands.
    """
    standing = versions.beside(folder)
    path = files.output_folder(folder).with_name(versions.INDEX)
    stable = [each for each in standing if versions.is_stable(each.version)]
    builder = version_index.describe([*map(_version, standing)], stable[-1].iri if stable else "")
    written = b"".join(builder.turtle(versions.INDEX, standing[-1].base).chunks)
    if not path.is_file() or path.read_bytes() != written:
        files.write(path, written)
    return f"{path}: {', '.join(each.version for each in standing)}"


def index_mismatches(folder: Path, description: Description) -> Iterator[Mismatch]:
    """Hold what the index beside a release says of it, if there is one of this dataset, against the release."""
    path = files.output_folder(folder).with_name(versions.INDEX)
    name = f"../{versions.INDEX}"
    if not path.is_file():
        return
    try:
        graphs = rdf.parse(files.read_bytes(path), Format.TURTLE, where=str(path), base=description.base)
    except ItuKgError as problem:
        yield Mismatch("versions", name, f"cannot be read: {problem}")
        return
    stated = {triple for graph in graphs for triple in graph.triples}
    listed = {o for s, p, o in stated if (s, p) == (iri(description.dataset), term("dcat:hasVersion"))}
    if listed and iri(description.iri) not in listed:
        yield Mismatch("versions", name, f"does not name {description.version}; `itu-kg release` makes it anew")
    elif listed:
        try:
            of_it = version_index.describe([_version(description)], "").triples
        except VerificationError as problem:
            yield Mismatch("versions", name, f"cannot be held against the release: {problem}")
            return
        if any(s.startswith(iri(description.iri)[:-1]) and (s, p, o) not in stated for s, p, o in of_it):
            yield Mismatch("versions", name, f"says something else of {description.version} than the release")


def _version(description: Description) -> Version:
    """A version, by the description of its release.

    Raises:
        VerificationError: it has no N-Quads.
    """
    whole = f"{description.name}{Format.NQUADS.suffixes[0]}"
    file = next((each for each in description.files if each.path == whole), None)
    if file is None:
        raise VerificationError(f"lists no {whole}", where=f"{description.version}/{DESCRIPTION}")
    part = Minter(description.base).edition(description.version, f"distribution/{file.path}")
    named = {name: getattr(description, name) for name in Edition._fields if name not in ("stem", "summary")}
    return Version(Edition(**named, stem=description.name), part, file.path, file.bytes, file.sha256)
