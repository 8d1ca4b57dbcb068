"""What a person says of a project → its files, all of them or none.

They are few: what is not written here lies below the project, in the package. Nothing that is there is written over.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from string import Template

from itu_kg import files
from itu_kg.errors import UsageError
from itu_kg.model.assets import carried
from itu_kg.model.dataset import About
from itu_kg.model.slugs import slug
from itu_kg.records.yaml_document import Document
from itu_kg.records.yaml_writer import scalar
from itu_kg.registry import load

_TEMPLATES = {
    "data/registry/organisations.yaml": "organisations.yaml",
    "data/registry/places.yaml": "places.yaml",
    "data/registry/series.yaml": "series.yaml",
    "data/registry/documents.yaml": "documents.yaml",
    "data/reports/.gitkeep": "",
    "ontology/terms.ttl": "terms.ttl",
    "queries/.gitkeep": "",
    "shapes/.gitkeep": "",
    ".github/workflows/graph.yml": "workflow.yml",
    ".gitignore": "gitignore",
    "README.md": "README.md",
    "data/dataset.yaml": "dataset.yaml",
}
"""The files, and the template of each in the folder beside this file; the one that marks a project is the last."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What dataset.yaml has to say, as its fields are called; `date` in ISO 8601.

    With an `acronym`, the registry gets the publisher as an organisation, if it does not know it.
    """

    base_iri: str
    title: str
    description: str
    publisher: str
    acronym: str
    licence: str
    file_stem: str
    language: str
    date: str


def refuse_taken(folder: Path) -> None:
    """Refuse a folder that is a project, or has a file that would be written over.

    Raises:
        UsageError: it is, or has.
    """
    taken = [path for path in (folder / name for name in reversed(_TEMPLATES)) if path.exists() or path.is_symlink()]
    if taken and taken[0] == folder / "data" / "dataset.yaml":
        hint = "correct its data/dataset.yaml, or name another folder"
        raise UsageError("is a project already", where=str(folder.absolute()), hint=hint)
    if taken:
        raise UsageError("is there and would be written over", where=str(taken[-1]), hint="move it away")


def write(folder: Path, answers: Answers) -> tuple[Path, ...]:
    """Write the files of a new project; gives their paths.

    Raises:
        UsageError: an answer cannot stand in dataset.yaml; the folder is a project, or has one of the files; it cannot
            be written to.
    """
    texts = {name: _filled(name, template, answers) for name, template in _TEMPLATES.items()}
    texts["data/registry/organisations.yaml"] += _publisher(answers)
    Document.parse(texts["data/dataset.yaml"], "data/dataset.yaml", UsageError).value(About)
    refuse_taken(folder)
    paths = tuple(folder / name for name in texts)
    new = [each for path in paths for each in path.parents if not each.exists()]
    written: list[Path] = []
    try:
        for path, text in zip(paths, texts.values(), strict=True):
            files.write(path, text.encode())
            written.append(path)
    except BaseException:
        for path in written:
            path.unlink(missing_ok=True)
        for made in sorted(set(new), key=lambda each: -len(each.parts)):
            if made.is_dir():
                made.rmdir()
        raise
    return paths


def _publisher(answers: Answers) -> str:
    """The registry's entry of the publisher, so that its pages are known; none if it has no acronym, or is known."""
    if not answers.acronym:
        return ""
    known = load(carried().registry).organisations
    if any(answers.publisher.casefold() == body.name.casefold() for body in known.values()):
        return ""
    own = slug(answers.acronym)
    entry = {
        "id": slug(answers.publisher) if not own or own in known else own,
        "name": answers.publisher,
        "acronym": answers.acronym,
        "basis": "the publisher of this dataset, as it names itself",
    }
    lines = [f"{key}: {scalar(value)}" for key, value in entry.items()]
    return "\n- " + "\n  ".join(lines) + "\n"


def _filled(name: str, template: str, answers: Answers) -> str:
    """Fill a template in; values of YAML are quoted where they need it."""
    if not template:
        return ""
    text = Path(__file__).with_name("project_files").joinpath(template).read_text("utf-8")
    plain: dict[str, str] = asdict(answers)
    quoted = {key: scalar(value) for key, value in plain.items()}
    return Template(text).safe_substitute(quoted if name == "data/dataset.yaml" else plain)
