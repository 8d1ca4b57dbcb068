"""ConformingDataset → artefacts: every format of the whole dataset and of each named graph, and the framed trees.

Each chunk is made when it is asked for, from one graph at a time, but for the trees, which need what all graphs say of
a thing. Refused: graphs whose IRIs end alike, or in no file name.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from itu_kg import rdf
from itu_kg.errors import SourceError
from itu_kg.model.edition import EXPANDED, GRAPHS, WHOLE, Artefact
from itu_kg.model.formats import Format
from itu_kg.release import framing

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from itu_kg.model.graph import ConformingDataset, NamedGraph
    from itu_kg.rdf import Context
    from itu_kg.release.framing import Frame


_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def dumps(
    dataset: ConformingDataset, context: Context, frames: Mapping[str, Frame], *, base: str
) -> Iterator[Artefact]:
    """The dumps: `itu-kg.*`, `graphs/<name>.*` and `framed/<frame>.jsonld`.

    Raises:
        SourceError: a graph has no name of its own, or a format has no way to say what the data say.
    """
    names = graph_names([graph.iri for graph in dataset.graphs])
    yield from _formats(WHOLE, dataset.graphs, context, base)
    for graph in dataset.graphs:
        yield from _formats(f"{GRAPHS}/{names[graph.iri]}", (graph,), context, base)
    nodes = framing.nodes(dataset.graphs, context)
    for name, frame in frames.items():
        chunks = framing.chunks(frame, nodes, context)
        yield Artefact(f"framed/{name}.jsonld", Format.JSONLD.media_type, chunks, gzipped=True)


def graph_names(iris: Collection[str]) -> dict[str, str]:
    """Name the files of each graph by the last part of its IRI.

    Raises:
        SourceError: two end alike, or one ends in no name.
    """
    names: dict[str, str] = {}
    for iri in iris:
        name = iri.rstrip("/#").rpartition("/")[2] if iri else "default"
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
