"""ConformingDataset → artefacts: every format of the whole dataset and of each named graph, and the framed trees.

Each chunk is made when it is asked for, from one graph at a time, but for the trees, which need what all graphs say of
a thing. Refused: graphs whose IRIs end alike, or in no file name.

Framing (JSON-LD 1.1 Framing §4.1) is walked directly over nodes that our context has compacted already: `type` (names,
or `{}` for any), `@embed` (`@always` or `@never`), `@explicit`, and a frame for each property. What is embedded is
always explicit, since a processor would embed everything that it points at, too. A thing inside itself stays an id;
absent properties stay absent, as with the processor's option `omitDefault`. Frames that ask for more are refused.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from itu_kg import files, rdf
from itu_kg.errors import AssetError, SourceError
from itu_kg.model.edition import EXPANDED, GRAPHS, Artefact
from itu_kg.model.formats import Format
from itu_kg.model.graph import ConformingDataset, NamedGraph
from itu_kg.model.vocab import graph_name
from itu_kg.rdf import Context, jsonld_writer

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def dumps(
    dataset: ConformingDataset, context: Context, frames: Mapping[str, Frame], *, base: str, stem: str
) -> Iterator[Artefact]:
    """The dumps: `<stem>.*`, `graphs/<name>.*` and `framed/<frame>.jsonld`.

    Raises:
        SourceError: a graph has no name of its own, or a format has no way to say what the data say.
    """
    names = graph_names([graph.iri for graph in dataset.graphs])
    yield from _formats(stem, dataset.graphs, context, base)
    for graph in dataset.graphs:
        yield from _formats(f"{GRAPHS}/{names[graph.iri]}", (graph,), context, base)
    compacted = compact_nodes(dataset.graphs, context)
    for name, frame in frames.items():
        written = frame_chunks(frame, compacted, context)
        yield Artefact(f"framed/{name}.jsonld", Format.JSONLD.media_type, written, gzipped=True)


def graph_names(iris: Collection[str]) -> dict[str, str]:
    """Name the files of each graph by the last part of its IRI, a draft's by the last two.

    Raises:
        SourceError: two end alike, or one ends in no name.
    """
    names: dict[str, str] = {}
    for iri in iris:
        name = graph_name(iri) if iri else "default"
        if not _NAME.fullmatch(name) or name in names.values():
            what = "has no name that a file could have" if name not in names.values() else "ends like another graph"
            raise SourceError(f"the graph <{iri}> {what}", hint="name it <base>graph/<name>")
        names[iri] = name
    return names


def _formats(stem: str, graphs: Collection[NamedGraph], context: Context, base: str) -> Iterator[Artefact]:
    for form in Format:
        chunks = rdf.stream(graphs, form, base=base, context=context)
        yield Artefact(f"{stem}{form.suffixes[0]}", form.media_type, chunks, gzipped=True)
    yield Artefact(f"{stem}{EXPANDED}", Format.JSONLD.media_type, rdf.stream(graphs, Format.JSONLD), gzipped=True)


Node = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Frame:
    """What a tree holds: `types` of its root (empty: any), the properties it follows, and whether it drops others."""

    types: frozenset[str]
    embed: bool
    explicit: bool
    below: Mapping[str, Frame]


def load_frame(path: Path, context: Context) -> Frame:
    """Read a frame.

    Raises:
        AssetError: it is no JSON, or asks for what this module does not do; names the property.
    """
    try:
        given = json.loads(files.read_text(path, error=AssetError))
    except json.JSONDecodeError as problem:
        raise AssetError(f"broken JSON: {problem.msg}", where=f"{path}:{problem.lineno}") from problem
    return _frame(given, context, str(path))


def compact_nodes(graphs: Iterable[NamedGraph], context: Context) -> dict[str, Node]:
    """What the merge of graphs says of each thing, compacted, by id."""
    merged = tuple(sorted({triple for graph in graphs for triple in graph.triples}))
    return {node["id"]: node for node in jsonld_writer.document(NamedGraph("", merged), context)["@graph"]}


def framed_trees(frame: Frame, of: Mapping[str, Node]) -> Iterator[Node]:
    """The tree of each node that has one of the frame's types."""
    for name, node in of.items():
        if frame.types.intersection(_types(node)):
            yield _tree(name, frame, of, ())


def frame_chunks(frame: Frame, of: Mapping[str, Node], context: Context) -> Iterator[bytes]:
    """Write the trees as one document, a tree a line."""
    yield from jsonld_writer.wrapped([("", map(jsonld_writer.TEXT, framed_trees(frame, of)))], context, alone=True)


def _tree(name: str, frame: Frame, of: Mapping[str, Node], above: Collection[str]) -> Node:
    path = (*above, name)
    tree: Node = {}
    for key, value in of[name].items():
        below = frame.below.get(key)
        if below is None:
            if not frame.explicit or key in ("id", "type"):
                tree[key] = value
        elif isinstance(value, list):
            tree[key] = [_embedded(each, below, of, path) for each in value]
        else:
            tree[key] = _embedded(value, below, of, path)
    return tree


def _embedded(value: Any, frame: Frame, of: Mapping[str, Node], path: Collection[str]) -> Any:
    if not frame.embed or not isinstance(value, str) or value in path or value not in of:
        return value
    return _tree(value, frame, of, path)


def _frame(given: Any, context: Context, where: str, key: str = "") -> Frame:
    place = f"{where}: {key}" if key else where
    if not isinstance(given, dict):
        raise AssetError("a frame is an object", where=place)
    if not given:
        return Frame(frozenset(), embed=False, explicit=False, below={})
    types, embed, explicit = given.get("type", {}), given.get("@embed"), given.get("@explicit", False)
    if (embed, explicit) not in (("@always", True), ("@never", False)):
        raise AssetError("a frame embeds @always and is @explicit, or embeds @never", where=place)
    if bool(key) == bool(types):
        raise AssetError("the root names the types of its trees, what it embeds is of any type: {}", where=place)
    below: dict[str, Frame] = {}
    for name, inside in given.items():
        if name in ("@context", "type", "@embed", "@explicit"):
            continue
        term = context.key(name)
        if term is None:
            raise AssetError(f"this frame uses {name!r}, which is not a property of the context", where=place)
        below[term] = _frame(inside, context, where, f"{key}.{term}" if key else term)
    named = frozenset([types] if isinstance(types, str) else types)
    return Frame(named, embed=embed == "@always", explicit=explicit, below=below)


def _types(node: Node) -> list[str]:
    kinds: str | list[str] = node.get("type", [])
    return [kinds] if isinstance(kinds, str) else kinds
