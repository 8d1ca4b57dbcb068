"""A release folder → its dataset, and what is not as its description says: sizes, hashes, twins, trees, links.

Every format is read with a parser that had no part in writing it, and its canonical hash held against release.json, so
all formats say the same or are named. It trusts nothing it reads, repairs nothing, and fetches nothing.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import BaseModel, Field, ValidationError

from itu_kg import files, rdf
from itu_kg.errors import ItuKgError, VerificationError
from itu_kg.model.edition import DESCRIPTION, EXPANDED, GRAPHS, STEM
from itu_kg.model.formats import Format
from itu_kg.model.graph import Dataset
from itu_kg.model.vocab import SCHEME, THINGS, VOCABULARIES, prefixes
from itu_kg.release.checksums import Mismatch, dataset_hash, listed, merge_hash
from itu_kg.release.dumps import compact_nodes, framed_trees, load_frame


class Graph(BaseModel):
    """A named graph, as the description has it."""

    iri: str
    name: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")
    triples: int
    entities: int
    hash: str


class File(BaseModel):
    """A file, as the description has it."""

    path: str
    bytes: int
    sha256: str


class Description(BaseModel):
    """What verification reads of release.json; more may stand there."""

    title: str = ""
    name: str = Field("itu-kg", pattern=STEM)
    version: str
    date: str = ""
    licence: str = ""
    base: str
    dataset: str = ""
    iri: str = ""
    url: str = ""
    hash: dict[str, str]
    counts: dict[str, int]
    graphs: tuple[Graph, ...]
    files: tuple[File, ...]
    drafts: dict[str, int] = Field(default_factory=dict)


def describe(folder: Path) -> Description:
    """Read what a release says of itself.

    Raises:
        VerificationError: it says nothing that can be read.
    """
    path = folder / DESCRIPTION
    data = files.read_bytes(path, error=VerificationError)
    try:
        return Description.model_validate_json(data)
    except ValidationError as problem:
        first = problem.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise VerificationError(f"{first['msg']}", where=f"{path}: {place}" if place else str(path)) from problem


def sizes(folder: Path, description: Description) -> Iterator[Mismatch]:
    """Hold files against the sizes of the description, and the description against SHA256SUMS."""
    sums = listed(folder)
    for each in description.files:
        path = folder / each.path
        if sums.get(each.path) != each.sha256:
            yield Mismatch("sums", each.path, f"{DESCRIPTION} and SHA256SUMS give two sums")
        elif path.is_file() and path.stat().st_size != each.bytes:
            yield Mismatch("sizes", each.path, f"has {path.stat().st_size:,} bytes, not {each.bytes:,}")


def dataset(folder: Path, description: Description) -> Dataset:
    """Read the dataset: its N-Quads.

    Raises:
        ItuKgError: they cannot be read.
    """
    path = folder / f"{description.name}.nq"
    data = files.read_bytes(path, error=VerificationError)
    return Dataset(rdf.parse(data, Format.NQUADS, where=str(path), base=description.base))


def parity(folder: Path, description: Description, *, content: bool) -> Iterator[Mismatch]:
    """Hold every dump, and its gzip twin, against the canonical hashes of the description."""
    hashes = description.hash
    dumps = [_Dumps(description.name, "", hashes.get("dataset", ""), hashes.get("merge", ""))]
    dumps += [_Dumps(f"{GRAPHS}/{each.name}", each.iri, each.hash, each.hash) for each in description.graphs]
    for dump in dumps:
        for form, suffix in (*((each, each.suffixes[0]) for each in Format), (Format.JSONLD, EXPANDED)):
            path = folder / f"{dump.stem}{suffix}"
            if not path.is_file():
                continue  # a missing file is the sums' to report
            judged = partial(_wrong, form=form, dump=dump, base=description.base)
            if wrong := judged(path.read_bytes()):
                yield Mismatch("hash", f"{dump.stem}{suffix}", wrong)
            twin = path.with_name(f"{path.name}.gz")
            if twin.is_file():
                yield from _twin(twin, path, f"{dump.stem}{suffix}.gz", judged if content else None)


def counts(data: Dataset, description: Description) -> Iterator[Mismatch]:
    """Hold the counts of the description against the dataset."""
    merge = {triple for graph in data.graphs for triple in graph.triples}
    counted = {
        "quads": data.size,
        "triples": len(merge),
        "entities": len({triple[0] for triple in merge}),
        "graphs": len(data.graphs),
    }
    for name, number in counted.items():
        if description.counts.get(name) != number:
            yield Mismatch("counts", DESCRIPTION, f"says {description.counts.get(name)} {name}, there are {number}")
    named = {graph.iri: (graph.triples, graph.entities) for graph in description.graphs}
    for graph in data.graphs:
        size = (len(graph.triples), len({triple[0] for triple in graph.triples}))
        if named.get(graph.iri) != size:
            yield Mismatch("counts", DESCRIPTION, f"<{graph.iri}> has {size[0]} triples of {size[1]} entities")


def trees(folder: Path, data: Dataset, description: Description) -> Iterator[Mismatch]:
    """Frame the dataset again with the release's own frames, and compare."""
    context = rdf.Context.load(folder / "ontology" / "context.jsonld", base=description.base)
    nodes = compact_nodes(data.graphs, context)
    for path in sorted((folder / "ontology" / "frames").glob("*.jsonld")):
        framed = folder / "framed" / path.name
        expected = {tree["id"]: tree for tree in framed_trees(load_frame(path, context), nodes)}
        if framed.is_file() and _framed(framed) != expected:
            yield Mismatch("frames", f"framed/{path.name}", "is not the dataset in this frame")


def links(data: Dataset, base: str, name: str) -> Iterator[Mismatch]:
    """Find what is pointed at and described nowhere, among the IRIs below `base`; `name` is the file that has the data.

    What is confirmed is looked at without the drafts: it points at nothing that only they describe.
    """
    yield from _links(data.reported, base, name)
    if data.drafts.graphs:
        yield from _links(data, base, name)


def _links(data: Dataset, base: str, name: str) -> Iterator[Mismatch]:
    known = prefixes(base)
    spaces = tuple(f"<{space}" for space in (*(known[thing] for thing in THINGS), SCHEME, VOCABULARIES["sdg"]))
    described = {triple[0] for graph in data.graphs for triple in graph.triples}
    dangling = {
        triple[2]: triple
        for graph in data.graphs
        for triple in graph.triples
        if triple[2].startswith(spaces) and triple[2] not in described and not triple[2].endswith("/>")
    }
    for thing, (subject, predicate, _) in sorted(dangling.items()):
        yield Mismatch("links", name, f"{subject} {predicate} points at {thing}, which nobody describes")


class _Dumps(NamedTuple):
    """Files that should say the same: their path before the suffix, their graph (empty: all), their hashes."""

    stem: str
    graph: str
    named: str
    merged: str


def _wrong(data: bytes, *, form: Format, dump: _Dumps, base: str) -> str:
    """What is wrong with a dump: nothing, if it has its hash."""
    try:
        graphs = rdf.parse(data, form, where="", base=base)
    except ItuKgError as problem:
        return f"cannot be read: {problem}"
    if dump.graph and form.names_graphs and {each.iri for each in graphs} != {dump.graph}:
        return "holds another graph"
    if form.names_graphs and not dump.graph:
        actual, expected = dataset_hash(graphs), dump.named
    else:
        actual, expected = merge_hash(graphs), dump.merged
    return "" if actual == expected else f"says something else: its canonical hash is {actual}"


def _twin(twin: Path, path: Path, name: str, judged: Callable[[bytes], str] | None) -> Iterator[Mismatch]:
    """Compare a gzip file with the one beside it: byte for byte, or by what `judged` finds wrong in its content."""
    room = 1 if judged is None else 1 << 20
    unpacked = _unpacked(twin, limit=path.stat().st_size + room)
    if unpacked is None:
        yield Mismatch("gzip", name, "cannot be unpacked")
    elif unpacked != path.read_bytes() and (judged is None or judged(unpacked)):
        yield Mismatch("gzip", name, "holds something else than the file beside it")


def _unpacked(path: Path, limit: int) -> bytes | None:
    """Unpack no more than `limit` bytes: a small file can hold very many."""
    unpacking = zlib.decompressobj(16 + zlib.MAX_WBITS)
    try:
        data = unpacking.decompress(path.read_bytes(), limit)
    except (OSError, zlib.error):
        return None
    return data if unpacking.eof and not unpacking.unused_data else None


def _framed(path: Path) -> Mapping[str, Any]:
    try:
        return {tree["id"]: tree for tree in json.loads(path.read_bytes())["@graph"]}
    except (ValueError, KeyError, TypeError):
        return {}
