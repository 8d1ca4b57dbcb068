"""Folders of registry files → Registry.

Each file is a list of entries; links.sssom.tsv holds what the outside calls them. The first folder has all files, one
that lies above it those that it adds to or has something else to say of: its entry stands in the place of another with
that id, its link in that of another between the same two. This module refuses an id given twice in a file, an entry
that points at one that is not there, and a link from nothing; it looks nothing up and corrects nothing.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from itu_kg import files
from itu_kg.errors import AssetError, ItuKgError
from itu_kg.model.registry import Country, Document, Entry, Form, Link, Organisation, Place, Registry, Series
from itu_kg.rdf.memory import uncollected
from itu_kg.records import yaml_document
from itu_kg.registry.gazetteer import SHELVES

FILES: dict[str, type[Entry | Form]] = {
    "organisations": Organisation,
    "countries": Country,
    "places": Place,
    "series": Series,
    "documents": Document,
    "forms": Form,
}
"""The files by name, without their `.yaml`, and what each is a list of."""

LINKS = "links.sssom.tsv"

POINTERS = (
    ("organisations", "parent", "organisations"),
    ("places", "country", "countries"),
    ("series", "organizer", "organisations"),
    ("documents", "issuer", "organisations"),
    ("documents", "draft_of", "documents"),
)
"""File, field, and the file whose ids the field's value is one of."""

_METADATA = ("curie_map", "license", "mapping_set_id")


class _Place(NamedTuple):
    """Where an entry stands: its file's nodes, which know their lines, and its number in the file."""

    document: yaml_document.Document
    number: int

    def error(self, field: str, what: str, hint: str = "") -> ItuKgError:
        """Make the error of a field of the entry."""
        return self.document.error((self.number, field), what, hint)


class _Shelf(NamedTuple):
    """The entries of a type by id, and where each stands: those of the first folder first, in their files' order."""

    entries: dict[str, Entry | Form]
    places: dict[str, _Place]


@uncollected()
def load(*folders: Path) -> Registry:
    """Read all registry files of folders, of which a later one lies above those before it.

    Raises:
        AssetError: a file is absent, broken or points at what is not there; names file, line and field.
    """
    shelves = {name: _shelf([folder / f"{name}.yaml" for folder in folders], kind) for name, kind in FILES.items()}
    for name, field, among in POINTERS:
        for slug, entry in shelves[name].entries.items():
            target = getattr(entry, field)
            if target is not None and target not in shelves[among].entries:
                hint = f"correct it, or add it to {among}.yaml"
                raise shelves[name].places[slug].error(field, f"{target!r} is not among the {among}", hint)
    _refuse_circles(shelves["organisations"], "parent")
    _refuse_circles(shelves["documents"], "draft_of")
    links: dict[tuple[str, str], Link] = {}
    for path in _present(folder / LINKS for folder in folders):
        links |= {(link.subject_id, link.object_id): link for link in _links(path, shelves)}
    shown = {name: shelf.entries for name, shelf in shelves.items()}
    return Registry.model_validate({**shown, "links": tuple(links.values())})


def _present(paths: Iterable[Path]) -> tuple[Path, ...]:
    """The first path, which is to be there, and those of the others that are."""
    first, *others = paths
    return (first, *(path for path in others if path.exists()))


def _shelf(paths: Sequence[Path], kind: type[Entry | Form]) -> _Shelf:
    shelf = _Shelf({}, {})
    for path in _present(paths):
        opened = yaml_document.Document.open(path, AssetError)
        if opened.empty and path is not paths[0]:
            continue  # nothing but comments: a file that waits for its first entry
        entries: tuple[Entry | Form, ...] = opened.value(tuple[kind, ...])  # type: ignore[valid-type]  # kind is a value
        shelf.entries.update((entry.id, entry) for entry in entries)
        shelf.places.update((entry.id, _Place(opened, number)) for number, entry in enumerate(entries))
    return shelf


def _refuse_circles(shelf: _Shelf, field: str) -> None:
    for slug, entry in shelf.entries.items():
        passed: set[str] = set()
        following = getattr(entry, field)
        while following is not None and following not in passed:
            passed.add(following)
            following = getattr(shelf.entries[following], field)
        if slug in passed:
            raise shelf.places[slug].error(field, f"this leads back to {slug!r} itself")


def _links(path: Path, shelves: Mapping[str, _Shelf]) -> Iterator[Link]:
    """Read an SSSOM/TSV file: metadata as YAML behind "#", then a table.

    Source: SSSOM 1.0, "The SSSOM/TSV serialisation format", metadata embedded.
    """
    lines = files.read_text(path, error=AssetError).splitlines(keepends=True)
    head = next((number for number, line in enumerate(lines) if not line.startswith("#")), len(lines))
    prefixes = _prefixes("".join(line[1:] for line in lines[:head]), str(path))
    table = csv.reader(io.StringIO("".join(lines[head:])), delimiter="\t")
    columns = next(table, [])
    if missing := [name for name in Link.model_fields if name not in columns]:
        raise AssetError(f"the column {missing[0]} is missing", where=f"{path}:{head + 1}")
    for row in table:
        where = f"{path}:{head + table.line_num}"
        if len(row) != len(columns):
            raise AssetError(
                f"{len(row)} cells under {len(columns)} columns", where=where, hint="a tab parts two cells"
            )
        cells = dict(zip(columns, row, strict=True))
        link = _link({name: cells[name] for name in Link.model_fields}, prefixes, shelves, where)
        _refuse_unfounded(link, cells.get("subject_label", ""), shelves, where)
        yield link


def _refuse_unfounded(link: Link, label: str, shelves: Mapping[str, _Shelf], where: str) -> None:
    """Refuse a row whose label is the name of another thing, and a confirmed link of one source."""
    kind, _, slug = link.subject_id.partition("/")
    entries = next(shelves[shelf].entries for each, shelf in SHELVES.items() if each == kind)
    called = [entry.id for entry in entries.values() if entry.name == label]
    if called and slug not in called:
        what = f"{label!r} is the name of {kind}/{called[0]}, and the link is of {link.subject_id}"
        raise AssetError(what, where=f"{where}: subject_label", hint="correct the row's subject_id or its label")
    if link.confirmed and "; " not in link.comment:
        hint = "name a second source behind '; ', or leave the link out"
        raise AssetError("a link rests on two sources, and one is named", where=f"{where}: comment", hint=hint)


def _prefixes(metadata: str, where: str) -> dict[str, str]:
    document = yaml_document.Document.parse(metadata or "{}", where, AssetError)
    given = document.value(dict[str, Any])
    if missing := [name for name in _METADATA if name not in given]:
        raise AssetError(f"the metadata lacks {missing[0]}", where=f"{where}:1", hint="write it behind # at the top")
    if not isinstance(given["curie_map"], dict):
        raise document.error(("curie_map",), "this should be a mapping of prefixes to IRIs")
    return {str(prefix): str(iri) for prefix, iri in given["curie_map"].items()}


def _link(cells: dict[str, str], prefixes: Mapping[str, str], shelves: Mapping[str, _Shelf], where: str) -> Link:
    for field in ("subject_id", "predicate_id", "object_id", "mapping_justification"):
        prefix, _, local = cells[field].partition(":")
        if prefix not in prefixes or not local:
            raise AssetError(f"{cells[field]!r} has no prefix of the curie_map", where=f"{where}: {field}")
        if field == "subject_id":
            cells[field] = local
        elif field == "object_id":
            cells[field] = prefixes[prefix] + local
    kind, _, slug = cells["subject_id"].partition("/")
    if slug not in next((shelves[name].entries for each, name in SHELVES.items() if each == kind), ()):
        what = f"{cells['subject_id']!r} is not in the registry"
        raise AssetError(what, where=f"{where}: subject_id", hint="write type/id, for example itukg:organisation/itu")
    try:
        return Link.model_validate(cells)
    except ValidationError as problem:
        first = problem.errors()[0]
        raise AssetError(first["msg"], where=f"{where}: {first['loc'][0]}") from problem
