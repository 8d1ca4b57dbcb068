"""A release folder → what is loaded of it: the release is held against its own sums first.

It reads the folder's N-Triples, one file per named graph; nothing else of a release is loaded.
"""

from __future__ import annotations

from pathlib import Path

from itu_kg.errors import UsageError, VerificationError
from itu_kg.model.edition import GRAPHS
from itu_kg.model.formats import Format
from itu_kg.model.vocab import is_draft
from itu_kg.rdf import ntriples
from itu_kg.release import checksums, verification
from itu_kg.release.atomic_folder import MARKS
from itu_kg.stores.graph_content import Measure, blank, read_lines
from itu_kg.stores.load_set import GraphFile, LoadSet


def load_set(folder: Path, *, drafts: bool = False) -> LoadSet:
    """Read what a release has to load, without its drafts unless they are asked for.

    Raises:
        UsageError: it is no release.
        SourceError: an IRI in its description is none.
        VerificationError: a file is missing, too many, or not what SHA256SUMS and release.json say.
    """
    if not folder.is_dir() or not all((folder / mark).is_file() for mark in MARKS):
        hint = f"make one: itu-kg release {folder} -o DIR --version V" if folder.exists() else "is the path right?"
        raise UsageError("is no release, and only releases are loaded", where=str(folder), hint=hint)
    wrong = checksums.mismatches(folder)
    if wrong:
        more = f" (and {len(wrong) - 1} more)" if wrong[1:] else ""
        hint = f"itu-kg verify {folder} lists all; fetch the release again"
        raise VerificationError(f"{wrong[0].what}{more}", where=str(folder / wrong[0].path), hint=hint)
    described = verification.describe(folder)
    listed = checksums.listed(folder)
    ntriples.iri(described.base)
    graphs, left_out = [], 0
    for graph in described.graphs:
        ntriples.iri(graph.iri)  # it will stand in updates
        name = f"{GRAPHS}/{graph.name}{Format.NTRIPLES.suffixes[0]}"
        # Without blank nodes, sorted lines are the canonical form, and the file's sum is the graph's hash.
        if listed.get(name) != graph.hash and not any(map(blank, read_lines(folder / name))):
            what = "is not the canonical N-Triples that release.json describes"
            raise VerificationError(what, where=str(folder / name), hint="make the release again")
        if is_draft(graph.iri) and not drafts:
            left_out += graph.triples
            continue
        graphs.append(GraphFile(graph.iri, folder / name, Measure(graph.triples, graph.hash)))
    # Without its drafts a release is another load than with them, and is not finished as one.
    hash_ = described.hash.get("dataset", "") + (" without drafts" if left_out else "")
    name = folder.resolve().name
    quads = folder / f"{described.name}{Format.NQUADS.suffixes[0]}"
    return LoadSet(name, described.version, described.base, hash_, tuple(graphs), left_out=left_out, quads=quads)
