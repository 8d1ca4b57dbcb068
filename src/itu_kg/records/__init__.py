"""Record file ⇄ Submission; and any YAML file of ours → a typed value.

It neither judges what a record says nor looks anything up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from itu_kg.errors import ItuKgError, SourceError
from itu_kg.model.submission import Submission
from itu_kg.rdf.memory import uncollected
from itu_kg.records.contradictions import contradictions
from itu_kg.records.yaml_document import Document, Location
from itu_kg.records.yaml_writer import write

__all__ = ["locate", "locate_entry", "read", "read_model", "refuse_contradiction", "write"]

T = TypeVar("T")


@uncollected()
def read(path: Path) -> Submission:
    """Read a record.

    Raises:
        SourceError: the file cannot be read, is not YAML, or is not a record; names file, line and field.
    """
    document = Document.open(path, SourceError)
    submission = document.value(Submission)
    seen: set[tuple[str, str]] = set()
    for kind, slug, location in _identities(submission):
        if (kind, slug) in seen:
            raise document.error(location, f"another {kind} has the id {slug!r}", hint="give one of them another id")
        seen.add((kind, slug))
    return submission


def refuse_contradiction(path: Path, submission: Submission) -> None:
    """Refuse a record that contradicts itself.

    Raises:
        SourceError: it does; names file, line and field.
    """
    for contradiction in contradictions(submission):
        raise Document.open(path, SourceError).error(contradiction.location, contradiction.what, contradiction.hint)


def locate(path: Path, field: str) -> str:
    """Look up file:line: field for a field of a record, written as errors write it: `events[wrc-23].series`."""
    return Document.open(path, SourceError).locate(field)


def locate_entry(paths: Sequence[Path], slug: str) -> str:
    """Look up file:line: [id] for an entry of lists in files, of which the last that has it is meant."""
    documents = [Document.open(path, SourceError) for path in reversed(paths)]
    return next((each for each in documents if slug in each.ids), documents[-1]).locate(f"[{slug}]")


def read_model(path: Path, kind: type[T], error: type[ItuKgError] = SourceError) -> T:
    """Read a YAML file as a model, or as a tuple or mapping of models.

    Raises:
        ItuKgError: of the kind asked for; names file, line and field.
    """
    return Document.open(path, error).value(kind)


def _identities(submission: Submission) -> Iterator[tuple[str, str, Location]]:
    """List the type, id and location of everything in a record that gets an IRI."""
    sections: Mapping[str, tuple[Any, ...]] = {
        "event": ("events", "mentions"),
        "resource": ("resources",),
        "partnership": ("partnerships", "initiatives"),
    }
    for kind, names in sections.items():
        for name in names:
            for number, entity in enumerate(getattr(submission, name)):
                yield kind, entity.id, (name, number, "id")
                yield from _parts(getattr(entity, "parts", ()), (name, number, "parts"))


def _parts(parts: tuple[Any, ...], location: Location) -> Iterator[tuple[str, str, Location]]:
    for number, part in enumerate(parts):
        yield "resource", part.id, (*location, number, "id")
        yield from _parts(part.parts, (*location, number, "parts"))
