"""Told × files of a release → its descriptions, each in the terms of one community.

What is counted is measured on the dumps as they stand on disk; what is not known is not said. Nothing here has a
clock, fetches anything, or mints an IRI: `Told` has them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from itu_kg.description import citation, dcat, dqv, prov, ro_crate, schema_org, void
from itu_kg.description.content_summary import page, scope
from itu_kg.description.release_facts import Measured
from itu_kg.description.void_statistics import dumped, measure
from itu_kg.model.edition import GRAPHS, WHOLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from itu_kg.description.release_facts import Told
    from itu_kg.model.edition import Artefact, Written

    Stage = Callable[[Path, Sequence[Written]], Iterator[Artefact]]

_OF_DATA = (dcat, void, schema_org, prov, dqv, citation)


def stages(told: Told) -> tuple[Stage, ...]:
    """Give the steps in which a release is described: of the data first, then of all files so far."""
    labels: dict[str, str] = {}

    def of_data(folder: Path, written: Sequence[Written]) -> Iterator[Artefact]:
        measured = measures(told, folder, written)
        labels.update((file.written.path, file.label) for file in measured.files(told.graphs))
        for each in _OF_DATA:
            yield from each.artefacts(told, measured)

    def crate(_: Path, written: Sequence[Written]) -> Iterator[Artefact]:
        yield ro_crate.crate(told, written, labels)

    return of_data, crate


def measures(told: Told, folder: Path, written: Sequence[Written]) -> Measured:
    """Measure the dumps of a release."""
    merge = folder / f"{WHOLE}.nt"
    dumps = {iri: folder / GRAPHS / f"{name}.nt" for iri, name in told.graphs.items()}
    pages = {iri: page(dumped(dump)) for iri, dump in dumps.items()}
    return Measured(
        written,
        measure(dumped(merge), told.targets),
        {iri: measure(dumped(dump), told.targets) for iri, dump in dumps.items()},
        scope(dumped(merge), told.edition.base),
        {iri: found for iri, found in pages.items() if found is not None},
    )
