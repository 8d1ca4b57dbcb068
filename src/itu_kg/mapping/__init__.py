"""Submissions × Materials → JSON-LD documents → named graphs, one at a time, and the graphs that stand beside them.

A record's field becomes RDF in two steps: this room makes a document of the context's terms, the context says what
they mean as triples. No other room mints an IRI. What does not resolve is refused, never guessed. A thousand
submissions cost the memory of one: nothing is kept of a graph but its counts and what it names of the registry. It
opens no file but those of the project, and writes none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from itu_kg import rdf, records, registry
from itu_kg.errors import AssetError, SourceError
from itu_kg.mapping import dataset_description
from itu_kg.mapping import registry_document as known
from itu_kg.mapping.submission_document import document
from itu_kg.mapping.submission_document import graphs as of_submission
from itu_kg.model.dataset import About
from itu_kg.model.graph import Dataset, NamedGraph, Triple
from itu_kg.model.vocab import READING, graph_iri, graph_part, is_draft
from itu_kg.rdf import Context
from itu_kg.rdf.entailments import Entailments, entailments

if TYPE_CHECKING:
    from itu_kg.model.assets import Assets
    from itu_kg.model.registry import Registry
    from itu_kg.model.submission import Submission

__all__ = ["Materials", "document", "graphs", "materials", "shared"]

RESERVED = ("dataset", "registry", "schemes", "sdg")
"""Names of graphs that are no submission's."""

_TITLES = {"": "As reported:", READING: "Our reading of"}


@dataclass(frozen=True, slots=True)
class Materials:
    """What every submission is mapped with, and the graphs that stand beside them."""

    context: Context
    registry: Registry
    about: About
    goals: NamedGraph
    schemes: NamedGraph
    entailments: Entailments


def materials(assets: Assets, base: str) -> Materials:
    """Read the context, the registry, the concept schemes and the dataset's description.

    Raises:
        AssetError: one of them is broken or absent.
    """
    schemes = assets.concepts
    goals = [path for path in schemes if path.stem == "sdg"]
    return Materials(
        Context.load(*assets.contexts, base=base),
        registry.load(*assets.registries),
        records.read_model(assets.dataset, About, AssetError),
        _graph(goals, graph_iri("sdg", base), base),
        _graph([path for path in schemes if path.stem != "sdg"], graph_iri("schemes", base), base),
        entailments(assets.terms),
    )


def shared(using: Materials) -> tuple[Triple, ...]:
    """All that the registry knows, with the goals, the targets and the concepts."""
    known_things = using.context.graph(known.document(using.registry, using.context))
    return (*known_things.triples, *using.goals.triples, *using.schemes.triples)


def graphs(
    submissions: Iterable[tuple[Path, Submission]], using: Materials, *, whole_registry: bool = False
) -> Iterator[NamedGraph]:
    """Map submissions, each with the path it was read from, and then give the graphs that stand beside them.

    A submission gives a graph as reported and one of our reading, and a draft where some of it is in doubt, or a draft
    alone where all of it is. The registry's graph holds what these submissions name, or the whole registry, for who has
    graphs of others too. The dataset's description does not count drafts.

    Raises:
        SourceError: a record points at something that exists nowhere, or two records have one id; names file,
            entity and field.
    """
    counts: list[dataset_description.Counts] = []
    named: set[str] = set()
    seen: dict[str, str] = dict.fromkeys(RESERVED, "the project itself")
    for path, submission in submissions:
        if submission.id in seen:
            what = f"{seen[submission.id]} has the id {submission.id!r} already"
            raise SourceError(what, where=records.locate(path, "id"), hint="give one of them another id")
        seen[submission.id] = str(path)
        try:
            mapped = of_submission(submission, using.registry, using.context)
        except SourceError as problem:
            raise SourceError(problem.what, where=records.locate(path, problem.where), hint=problem.hint) from problem
        for graph in map(using.entailments.written_out, mapped):
            if not is_draft(graph.iri):
                title = f"{_TITLES[graph_part(graph.iri)]} submission {submission.id}"
                counts.append(dataset_description.count(graph, title, submission.id))
            named |= known.references(graph, using.context.base)
            yield graph
    narrowed = using.registry if whole_registry else known.mentioned(using.registry, named)
    beside = (
        (using.context.graph(known.document(narrowed, using.context)), "Registry of what submissions share"),
        (using.goals, "Sustainable Development Goals and their targets"),
        (using.schemes, "Concept schemes"),
    )
    for stated, title in beside:
        graph = using.entailments.written_out(stated)
        counts.append(dataset_description.count(graph, title))
        yield graph
    counts.sort(key=lambda each: each.iri)
    yield using.context.graph(dataset_description.document(using.about, counts, using.context))


def _graph(paths: list[Path], iri: str, base: str) -> NamedGraph:
    if not paths:
        raise AssetError("there are no concept schemes", where=iri)
    try:
        read: Dataset = rdf.read(paths, base)
    except SourceError as problem:
        raise AssetError(problem.what, where=problem.where, hint=problem.hint) from problem
    return NamedGraph(iri, tuple(sorted({triple for graph in read.graphs for triple in graph.triples})))
