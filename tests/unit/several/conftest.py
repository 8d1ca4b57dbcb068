"""ITU's submission beside three made-up ones of other organisations and years, mapped with their forms added."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from itu_kg import mapping, rdf, records
from itu_kg.model.assets import Assets
from itu_kg.model.formats import Format
from itu_kg.model.graph import Dataset
from itu_kg.model.vocab import BASE, graph_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from itu_kg.mapping import Materials
    from itu_kg.model.submission import Submission

PROJECT = Path(__file__).resolve().parents[3]
CASES = PROJECT / "tests" / "cases" / "several"
ITU = PROJECT / "data" / "reports" / "itu-2024.yaml"


@pytest.fixture(scope="session")
def several(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project folder whose registry has made-up forms of 2023 and 2025 in place of the real ones."""
    folder = tmp_path_factory.mktemp("several")
    for room in ("ontology", "shapes", "queries"):
        (folder / room).symlink_to(PROJECT / room)
    shutil.copytree(PROJECT / "data" / "registry", folder / "data" / "registry")
    (folder / "data" / "dataset.yaml").symlink_to(PROJECT / "data" / "dataset.yaml")
    forms = folder / "data" / "registry" / "forms.yaml"
    made_up = _entries(CASES / "forms.yaml")
    entries = {**_entries(forms), **made_up}
    forms.write_text("".join(entries[name] for name in sorted(entries)), "utf-8")
    return folder


def _entries(path: Path) -> dict[str, str]:
    """The text of each entry of a registry file by the line that begins it."""
    entries = re.split(r"(?m)^(?=- id: )", path.read_text("utf-8"))[1:]
    return {entry.splitlines()[0]: entry.rstrip() + "\n\n" for entry in entries}


@pytest.fixture(scope="session")
def using(several: Path) -> Materials:
    return mapping.materials(Assets(several), BASE)


@pytest.fixture(scope="session")
def four() -> dict[str, tuple[Path, Submission]]:
    paths = [ITU, *sorted(CASES.glob("*/record.yaml"))]
    read = [(path, records.read(path)) for path in paths]
    return {submission.id: (path, submission) for path, submission in read}


@pytest.fixture(scope="session")
def merged(using: Materials, four: dict[str, tuple[Path, Submission]]) -> Dataset:
    """All four submissions and what stands beside them."""
    return Dataset(tuple(mapping.graphs(four.values(), using)))


@pytest.fixture(scope="session")
def files(using: Materials, four: dict[str, tuple[Path, Submission]]) -> Callable[..., dict[str, bytes]]:
    """Build the submissions of these ids, in this order: Turtle by the name of its graph."""

    def built(*ids: str) -> dict[str, bytes]:
        return {
            graph_name(graph.iri): rdf.write(Dataset((graph,)), Format.TURTLE, base=BASE)
            for graph in mapping.graphs((four[each] for each in ids), using)
        }

    return built
