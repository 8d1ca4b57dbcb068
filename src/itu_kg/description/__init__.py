"""ReleaseFacts × files of a release → its descriptions, each in the terms of one community.

What is counted is measured on the dumps as they stand on disk; what is not known is not node. Nothing here has a
clock, fetches anything, or mints an IRI: `ReleaseFacts` has them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from itu_kg.description import citation, dcat, dqv, prov, ro_crate, schema_org, void
from itu_kg.description.content_summary import page_evidence, summarise
from itu_kg.description.release_facts import Measurements, ReleaseFacts
from itu_kg.description.void_statistics import measure, read_dump
from itu_kg.model.edition import GRAPHS, Artefact, Written

if TYPE_CHECKING:
    Stage = Callable[[Path, Sequence[Written]], Iterator[Artefact]]

_OF_DATA = (dcat, void, schema_org, prov, dqv, citation)


def stages(facts: ReleaseFacts) -> tuple[Stage, ...]:
    """The steps in which a release is described: of the data first, then of all files so far."""
    labels: dict[str, str] = {}

    def of_data(folder: Path, written: Sequence[Written]) -> Iterator[Artefact]:
        measurements = measures(facts, folder, written)
        labels.update((file.written.path, file.label) for file in measurements.files(facts.graphs))
        for each in _OF_DATA:
            yield from each.artefacts(facts, measurements)

    def crate(_: Path, written: Sequence[Written]) -> Iterator[Artefact]:
        yield ro_crate.crate(facts, written, labels)

    return of_data, crate


def measures(facts: ReleaseFacts, folder: Path, written: Sequence[Written]) -> Measurements:
    """Measure the dumps of a release."""
    merge = folder / f"{facts.edition.stem}.nt"
    dumps = {iri: folder / GRAPHS / f"{name}.nt" for iri, name in facts.graphs.items()}
    pages = {iri: page_evidence(read_dump(dump)) for iri, dump in dumps.items()}
    return Measurements(
        written,
        measure(read_dump(merge), facts.targets),
        {iri: measure(read_dump(dump), facts.targets) for iri, dump in dumps.items()},
        summarise(read_dump(merge), facts.edition.base),
        {iri: ratio for iri, ratio in pages.items() if ratio is not None},
        facts.edition.stem,
    )
