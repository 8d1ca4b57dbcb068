"""Dataset → validated, written and described release: the whole way, for `release`.

Nothing that the shapes refuse gets into a release. It has no clock; what a release says of its date, it was told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, NamedTuple

from itu_kg import description as describing
from itu_kg import rdf
from itu_kg.description.release_facts import NO_DRAFTS, Drafts
from itu_kg.errors import AssetError
from itu_kg.model.answer import Queryable, Table
from itu_kg.model.edition import Artefact, Edition, Written
from itu_kg.model.graph import ConformingDataset, Dataset, NamedGraph
from itu_kg.model.vocab import prefixes
from itu_kg.pipeline import reference, release_metadata, standing_versions
from itu_kg.query import column_meanings, memory_store, run
from itu_kg.query.catalogue import stored
from itu_kg.release import csvw, versions, write
from itu_kg.release.dumps import dumps, graph_names, load_frame
from itu_kg.validate import Shapes, load, require_conforming, validate
from itu_kg.validate.report import SEVERITIES

if TYPE_CHECKING:
    from itu_kg.description.release_facts import Previous
    from itu_kg.model.assets import Assets
    from itu_kg.model.column import Columns
    from itu_kg.model.dataset import About
    from itu_kg.pipeline.release_metadata import InputLog
    from itu_kg.query.catalogue import Catalogue
    from itu_kg.release.csvw import Listing

CHANGELOG = "CHANGELOG.md"
LICENCE = "LICENSE-DATA"


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
    replace: bool = False,
) -> list[Written]:
    """Validate a dataset and release it in the place of `folder`, described, with the changelog if there is one.

    Raises:
        NonConformance: the shapes refuse the data.
        UsageError: `folder` is something else than a release, another version's, or, unless it is to `replace` that,
            this version with other content.
        AssetError: a frame, a query or the licence is broken or absent.
    """
    versions.refuse_other(folder, edition.version)
    progress("validating")
    shapes = load(*assets.shape_files, ontology=assets.terms)
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
    made = chain(artefacts(valid, shapes, assets, edition, background.about), changes)

    def judge(new: Path) -> None:
        if changed := standing_versions.hold_to_standing(folder, new, assets, edition, replace=replace):
            progress(changed)

    return write.release(made, folder, *describing.stages(facts), description, front, judge=judge)


def artefacts(
    dataset: ConformingDataset, shapes: Shapes, assets: Assets, edition: Edition, about: About
) -> Iterator[Artefact]:
    """The files of a release but those that describe the others."""
    base = edition.base
    context = rdf.Context.load(*assets.contexts, base=base)
    frames = {path.stem: load_frame(path, context) for path in assets.files("ontology/frames", "*.jsonld").values()}
    columns = column_meanings.load(*assets.query_folders)
    meanings = columns.listings
    yield from dumps(dataset, context, frames, base=base, stem=edition.stem)
    data = memory_store.hold(dataset)
    yield from csvw.artefacts(list(answers(data, stored(assets), meanings, base)), meanings)
    yield from reference.reference(dataset, data, shapes, assets, edition)
    merged = {} if len(assets.contexts) < 2 else {"ontology/context.jsonld": context.document}
    merged |= {} if len(assets.query_folders) < 2 else {f"queries/{column_meanings.COLUMNS}": columns.document}
    for room in ("ontology", "shapes", "queries"):
        for inside, path in assets.files(room).items():
            to = f"{room}/{inside.as_posix()}"
            yield write.copy(path, to, merged.get(to))
    yield write.copy(assets.licence, LICENCE, None if assets.licence.is_file() else _licence(about))


def _licence(about: About) -> bytes:
    """Say how the data may be used, for a project that has no words of its own on that."""
    template = Template(Path(__file__).with_name(f"{LICENCE}.txt").read_text("utf-8"))
    return template.substitute(title=about.title, licence=about.licence, attribution=about.attribution).encode()


def answers(data: Queryable, queries: Catalogue, meanings: dict[str, Columns], base: str) -> Iterator[Listing]:
    """Answer the listing queries.

    Raises:
        AssetError: one is missing, or is no SELECT.
    """
    for name in meanings:
        if name not in queries.paths:
            raise AssetError(f"there is no query {name}", where=column_meanings.COLUMNS)
        query = queries.get(name)
        answer = run.run(query, {}, data, queries=queries, prefixes=prefixes(base))
        if not isinstance(answer, Table):
            raise AssetError("a listing query is a SELECT", where=query.where)
        yield csvw.Listing(name, query.summary, query.lists, answer)
