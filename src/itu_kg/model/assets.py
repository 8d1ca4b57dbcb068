"""Where ontology, shapes, queries and data are: in a project, over what the package carries.

A project is a folder with `data/dataset.yaml`. It has its own records and what it adds; the rest lies below it, in the
package, and is never copied, so that a new version of the program brings a new ontology or registry. A project with an
`ontology/itu-kg.ttl` of its own, as a clone of this one has, is whole: nothing lies below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

_BASE_IRI = re.compile(r"https?://[^\s<>\"{}|\\^`]*[/#]")
_GIVEN = re.compile(
    r"""^base_iri:[ \t]+(?:"([^"\\\r\n]+)"|(?!["'|>&*!#%@\[{])(\S+))[ \t]*\r?$(?!\r?\n[ \t])""", re.MULTILINE
)
"""The base IRI as most files have it: a scalar on a line of its own, which needs no YAML to be read."""

_MARK = Path("data", "dataset.yaml")
_TERMS = Path("ontology", "itu-kg.ttl")


@dataclass(frozen=True, slots=True)
class Assets:
    """The folders of files that the program reads instead of holding them as strings.

    `below` is what the package carries, where this is a project that does not have all of that itself. The properties
    name the project's own files, which are written to and may be absent; `files` has those of both layers.
    """

    root: Path
    below: Assets | None = None

    @property
    def layers(self) -> tuple[Assets, ...]:
        """What lies below, if anything, and then the project: what comes later wins."""
        return (*self.below.layers, self) if self.below else (self,)

    def files(self, folder: str, pattern: str = "*") -> dict[Path, Path]:
        """The files of a folder and of those inside it, in the order of their names.

        Args:
            folder: its path below the root.
            pattern: what the files' names match.

        Returns:
            each file, by its path inside the folder; the project's own where both layers have one of that path. Hidden
            files and caches are none of them.
        """
        paths: dict[Path, Path] = {}
        for layer in self.layers:
            top = layer.root / folder
            for path in top.rglob(pattern) if top.is_dir() else ():
                inside = path.relative_to(top)
                if path.is_file() and not any(part.startswith((".", "__")) for part in inside.parts):
                    paths[inside] = path
        return dict(sorted(paths.items()))

    def file(self, path: str) -> Path:
        """One file by its path below the root: the project's own if it has one, else the program's, there or not."""
        whole = [layer.root / path for layer in self.layers]
        return next((each for each in reversed(whole) if each.is_file()), whole[0])

    @property
    def base_iri(self) -> str | None:
        """What `data/dataset.yaml` says every minted IRI begins with, if it does. Each question needs it."""
        text = self.dataset.read_text("utf-8", errors="replace") if self.dataset.is_file() else ""
        if plain := _GIVEN.search(text):
            return plain[1] or plain[2]
        if "base_iri" not in text:
            return None
        import yaml  # noqa: PLC0415  for a base IRI that is quoted or folded

        try:
            given = yaml.safe_load(text).get("base_iri")
        except (yaml.YAMLError, AttributeError):
            return None  # who reads all of it says what is wrong
        return None if given is None else str(given)

    @property
    def contexts(self) -> tuple[Path, ...]:
        """The JSON-LD contexts: the program's, and that of the project's own terms if there is one."""
        return self._there(layer.context for layer in self.layers)

    @property
    def terms(self) -> tuple[Path, ...]:
        """The files that declare classes and properties, the program's first."""
        return tuple(path for layer in self.layers for path in sorted(layer.ontology.glob("*.ttl")))

    @property
    def concepts(self) -> tuple[Path, ...]:
        """The files of concept schemes, with the goals and targets."""
        return tuple(self.files("ontology/schemes", "*.ttl").values())

    @property
    def goals(self) -> Path:
        """The file of the goals and targets."""
        return self.file("ontology/schemes/sdg.ttl")

    @property
    def shape_files(self) -> tuple[Path, ...]:
        """The files of SHACL shapes; a project's replaces that of the same name."""
        return tuple(self.files("shapes", "*.ttl").values())

    @property
    def registries(self) -> tuple[Path, ...]:
        """The folders of registry files, the program's first."""
        return self._there(layer.registry for layer in self.layers)

    @property
    def query_folders(self) -> tuple[Path, ...]:
        """The folders of stored queries, the program's first."""
        return self._there(layer.queries for layer in self.layers)

    def _there(self, paths: Iterable[Path]) -> tuple[Path, ...]:
        """The program's path, whose absence is an error to be told of, and the project's if it is there."""
        first, *rest = paths
        return (first, *(path for path in rest if path.exists()))

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
    def graphs(self) -> Path:
        """The generated Turtle, one file per named graph."""
        return self.root / "data" / "ttl"


def is_base_iri(text: str) -> bool:
    """Whether IRIs can begin with a text: http(s)://…, ending with / or #."""
    return _BASE_IRI.fullmatch(text) is not None


def carried() -> Assets:
    """The assets the package carries: inside an installed wheel, or beside src/ in a checkout."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "_assets"
    return Assets(inside if inside.is_dir() else package.parent.parent)


def find(folder: Path) -> Assets | None:
    """The project that a folder is in: itself or the nearest above that has `data/dataset.yaml`; None outside any."""
    for root in (folder, *folder.parents):
        if (root / _MARK).is_file():
            return Assets(root, None if (root / _TERMS).is_file() else carried())
    return None
