"""Where ontology, shapes, queries and data are: in the project a person stands in, else in what the package carries."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

_ROOMS = ("ontology", "shapes", "queries", "data")


@dataclass(frozen=True, slots=True)
class Assets:
    """The folders of files that the program reads instead of holding them as strings."""

    root: Path

    @property
    def ontology(self) -> Path:
        """The terms, the schemes, the JSON-LD context."""
        return self.root / "ontology"

    @property
    def context(self) -> Path:
        """The JSON-LD context that says what a document's keys mean."""
        return self.ontology / "context.jsonld"

    @property
    def schemes(self) -> Path:
        """The concept schemes, one file each; sdg.ttl has the goals and targets."""
        return self.ontology / "schemes"

    @property
    def shapes(self) -> Path:
        """SHACL shapes, one file per subject."""
        return self.root / "shapes"

    @property
    def queries(self) -> Path:
        """Stored SPARQL queries."""
        return self.root / "queries"

    @property
    def reports(self) -> Path:
        """Curated records."""
        return self.root / "data" / "reports"

    @property
    def registry(self) -> Path:
        """Known organisations, places, series, documents and their links."""
        return self.root / "data" / "registry"

    @property
    def dataset(self) -> Path:
        """The dataset's own description."""
        return self.root / "data" / "dataset.yaml"

    @property
    def licence(self) -> Path:
        """What says how the data may be used."""
        return self.root / "LICENSE-DATA"

    @property
    def examples(self) -> Path:
        """Data that pass and patches that break one rule each; a project may have none."""
        return self.root / "tests" / "shapes"

    @property
    def graphs(self) -> Path:
        """The generated Turtle, one file per named graph."""
        return self.root / "data" / "ttl"


def carried() -> Assets:
    """The assets the package carries: inside an installed wheel, or beside src/ in a checkout."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "_assets"
    return Assets(inside if inside.is_dir() else package.parent.parent)


def find(folder: Path) -> Assets:
    """The project that `folder` is the top of, or what the package carries."""
    return Assets(folder) if all((folder / room).is_dir() for room in _ROOMS) else carried()
