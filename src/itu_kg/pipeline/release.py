"""Dataset → validated, written and described release: the whole way, for `release`.

Nothing that the shapes refuse gets into a release. It has no clock; what a release says of its date, it was told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from itu_kg import description as describing
from itu_kg import rdf
from itu_kg.description.release_facts import NO_DRAFTS, Drafts
from itu_kg.errors import AssetError
from itu_kg.model.answer import Queryable, Table
from itu_kg.model.edition import Artefact, Edition, Written
from itu_kg.model.graph import ConformingDataset, Dataset, NamedGraph
from itu_kg.pipeline import reference, release_metadata
from itu_kg.query import column_meanings, memory_store, run
from itu_kg.query.catalogue import catalogue
from itu_kg.release import csvw, write
from itu_kg.release.dumps import dumps, graph_names, load_frame
from itu_kg.validate import Shapes, load, require_conforming, validate
from itu_kg.validate.report import SEVERITIES

if TYPE_CHECKING:
    from itu_kg.description.release_facts import Previous
    from itu_kg.model.assets import Assets
    from itu_kg.model.column import Columns
    from itu_kg.model.dataset import About
    from itu_kg.pipeline.release_metadata import InputLog
    from itu_kg.release.csvw import Listing

CHANGELOG = "CHANGELOG.md"


class Background(NamedTuple):
    """What a release says beside its data: the project's description, its inputs, the program, the release before.

    `drafts` measures what nobody has confirmed, in the data or left out; `recorded` gives what the records make, where
    the data were read from RDF.
    """

    about: About
    inputs_read: InputLog
    program: str
    previous: Previous | None = None
    changelog: str = ""
    drafts: Drafts = NO_DRAFTS
    recorded: Callable[[], Iterable[NamedGraph]] = tuple


def release(  # noqa: PLR0913  all that a release depends on
    dataset: Dataset,
    assets: Assets,
    edition: Edition,
    folder: Path,
    progress: Callable[[str], None],
    *,
    background: Background,
) -> list[Written]:
    """Validate a dataset and release it in the place of `folder`, described, with the changelog if there is one.

    Raises:
        NonConformance: the shapes refuse the data.
        UsageError: `folder` is something else than a release.
        AssetError: a frame, a query or the licence is broken or absent.
    """
    progress("validating")
    shapes = load(assets.shapes, ontology=assets.ontology)
    report = validate(dataset, shapes, recorded=background.recorded, progress=lambda graph: progress(f"  {graph}"))
    valid = require_conforming(dataset, report)
    graphs = graph_names([graph.iri for graph in valid.graphs])
    facts = release_metadata.release_facts(
        background.about,
        edition,
        assets,
        background.inputs_read,
        program=background.program,
        graphs=graphs,
        findings={severity: report.count(severity) for severity in SEVERITIES},
        previous=background.previous,
        changelog=bool(background.changelog),
        drafts=background.drafts,
    )

    def description(new: Path, written: Sequence[Written]) -> Iterator[Artefact]:
        yield write.description(edition, graphs, new, written, background.drafts._asdict())

    def front(_: Path, written: Sequence[Written]) -> Iterator[Artefact]:
        yield reference.index(valid, edition, written)

    progress(f"writing {folder}")
    changes = (Artefact(CHANGELOG, "text/markdown", (background.changelog.encode(),)),) if background.changelog else ()
    made = chain(artefacts(valid, shapes, assets, edition), changes)
    return write.release(made, folder, *describing.stages(facts), description, front)


def artefacts(dataset: ConformingDataset, shapes: Shapes, assets: Assets, edition: Edition) -> Iterator[Artefact]:
    """The files of a release but those that describe the others."""
    base = edition.base
    context = rdf.Context.load(assets.context, base)
    frames = {path.stem: load_frame(path, context) for path in sorted((assets.ontology / "frames").glob("*.jsonld"))}
    meanings = column_meanings.load(assets.queries).listings
    yield from dumps(dataset, context, frames, base=base)
    data = memory_store.hold(dataset)
    yield from csvw.artefacts(list(answers(data, assets.queries, meanings)), meanings)
    yield from reference.reference(dataset, data, shapes, assets, edition)
    for source in (assets.ontology, assets.shapes, assets.queries, assets.licence):
        yield from write.copies(source, source.name)


def answers(data: Queryable, queries: Path, meanings: dict[str, Columns]) -> Iterator[Listing]:
    """Answer the listing queries.

    Raises:
        AssetError: one is missing, or is no SELECT.
    """
    stored = catalogue(queries)
    for name in meanings:
        if name not in stored.paths:
            raise AssetError(f"there is no query {name}", where=str(queries / column_meanings.COLUMNS))
        query = stored.get(name)
        answer = run.run(query, {}, data, queries=stored)
        if not isinstance(answer, Table):
            raise AssetError("a listing query is a SELECT", where=query.where)
        yield csvw.Listing(name, query.summary, query.lists, answer)
