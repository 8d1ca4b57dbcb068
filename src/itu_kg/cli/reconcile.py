"""`itu-kg reconcile`: the names of records that mean nothing known, candidates for each, and decisions written down."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from itu_kg.cli._shared.options import PATH, as_json, own_project, print_json, project, quiet, say
from itu_kg.errors import ItuKgError, SourceError, UsageError

if TYPE_CHECKING:
    from itu_kg.model.assets import Assets
    from itu_kg.registry.candidates import Candidate
    from itu_kg.registry.reconciliation import Decision
    from itu_kg.registry.unresolved import Unresolved

_LIKELY = 80.0
"""The score from which an event is likely enough of a series to say so."""

_HINTS = {"series": "may be an edition of a series; it need not be one"}
_HINT = "another record tells of one by such a name; if it is the same, give it that id"

_DECISION = "'NAME=TYPE/SLUG'"


class _Field(NamedTuple):
    """A field that has an unresolved name: its record and file, its line and name."""

    record: str
    path: Path
    line: int
    field: str
    name: Unresolved


class _Left(NamedTuple):
    """An unresolved name, all the fields that have it, the first one first, and what it may mean."""

    fields: tuple[_Field, ...]
    candidates: tuple[Candidate, ...]

    @property
    def name(self) -> Unresolved:
        """The name as the first field has it."""
        return self.fields[0].name


@click.command()
@click.argument("record", nargs=-1, required=True, type=PATH)
@click.option("--accept", multiple=True, metavar=_DECISION, help="NAME means this known thing; may be repeated.")
@click.option("--new", multiple=True, metavar=_DECISION, help="NAME is a thing to add; may be repeated.")
@as_json
@quiet
def command(
    record: tuple[Path, ...], accept: tuple[str, ...], new: tuple[str, ...], *, as_json: bool, quiet: bool
) -> None:
    """List the names in RECORDs that the registry does not know, each with what it may mean.

    TYPE is organisation, country, place, series or document. Nothing is accepted but by --accept and --new, which
    write to the registry and to the records. Exit code 3 while names are left.
    """
    assets = own_project() if accept or new else project()
    decisions = [*_decisions(accept, new=False), *_decisions(new, new=True)]
    paths = tuple(dict.fromkeys(record))
    if decisions:
        for path in _decide(decisions, paths, assets):
            say(f"written: {path.name if path.parent == assets.registry else path}", quiet=quiet)
    left = _left(paths, assets)
    if as_json:
        print_json([_document(each) for each in left])
    else:
        _print(left)
    needed = sum(each.name.needed for each in left)
    if needed:
        what = f"{needed} names are not resolved" if needed > 1 else "1 name is not resolved"
        raise SourceError(what, hint=f"decide with --accept {_DECISION} or --new {_DECISION}")


def _decisions(given: Iterable[str], *, new: bool) -> Iterable[Decision]:
    from itu_kg.model.base import is_slug  # noqa: PLC0415  pydantic loads only when there is something to do
    from itu_kg.registry.gazetteer import SHELVES  # noqa: PLC0415  likewise
    from itu_kg.registry.reconciliation import Decision  # noqa: PLC0415  likewise

    for text in given:
        name, _, target = text.rpartition("=")
        kind, _, slug = target.partition("/")
        if not name.strip() or kind not in SHELVES or not is_slug(slug):
            types = ", ".join(SHELVES)
            raise UsageError("is no decision", where=repr(text), hint=f"write {_DECISION}; types are {types}")
        yield Decision(name.strip(), kind, slug, new=new)  # type: ignore[arg-type]  # SHELVES has the types as keys


def _decide(decisions: Sequence[Decision], paths: Sequence[Path], assets: Assets) -> list[Path]:
    """Write decisions to the registry and to the records; say which files have changed."""
    from itu_kg import files, records, registry  # noqa: PLC0415  see above
    from itu_kg.registry.gazetteer import SHELVES  # noqa: PLC0415  see above
    from itu_kg.registry.reconciliation import RecordFile, decide  # noqa: PLC0415  see above

    known = registry.load(*assets.registries)
    files_read = [RecordFile(str(path), files.read_text(path), records.read(path)) for path in paths]
    before = {name: _own(assets.registry / f"{name}.yaml") for name in SHELVES.values()}
    shelves, texts = decide(decisions, files_read, known, before)
    changed = {assets.registry / f"{name}.yaml": text for name, text in shelves.items() if text != before[name]}
    changed |= {path: text for path, text, old in zip(paths, texts, files_read, strict=True) if text != old.text}
    _try_out(changed, assets)
    for path, text in changed.items():
        files.write(path, text.encode("utf-8"))
    return list(changed)


def _own(path: Path) -> str:
    """The text of a project's own registry file, which may not be there yet."""
    from itu_kg import files  # noqa: PLC0415  see above
    from itu_kg.errors import AssetError  # noqa: PLC0415  see above

    return files.read_text(path, error=AssetError) if path.exists() else ""


def _try_out(changed: Mapping[Path, str], assets: Assets) -> None:
    """Read the new registry and records beside the old ones; what does not load replaces nothing."""
    from itu_kg import files, records, registry  # noqa: PLC0415  see above

    with tempfile.TemporaryDirectory(prefix="itu-kg-reconcile-") as staging:
        folder = Path(staging)
        own = [path for path in (assets.registry.iterdir() if assets.registry.is_dir() else ()) if path.is_file()]
        for path in dict.fromkeys((*own, *(path for path in changed if path.parent == assets.registry))):
            text = changed.get(path)
            files.write(folder / path.name, path.read_bytes() if text is None else text.encode("utf-8"))
        try:
            registry.load(*(layer.registry for layer in assets.layers[:-1]), folder)
            for path, text in changed.items():
                if path.parent != assets.registry:
                    files.write(folder / "record.yaml", text.encode("utf-8"))
                    records.read(folder / "record.yaml")
        except ItuKgError as problem:
            where = problem.where.replace(f"{folder}/", "")
            raise UsageError(f"this would not load any more: {problem.what}", where=where) from problem


def _left(paths: Iterable[Path], assets: Assets) -> list[_Left]:
    """List what is unresolved in records, what events are likely of a series, and what other records likely know."""
    from itu_kg import records, registry  # noqa: PLC0415  see above
    from itu_kg.records.yaml_document import Document  # noqa: PLC0415  see above
    from itu_kg.registry.candidates import Candidates  # noqa: PLC0415  see above
    from itu_kg.registry.duplicates import find_duplicates  # noqa: PLC0415  see above
    from itu_kg.registry.gazetteer import gazetteer  # noqa: PLC0415  see above
    from itu_kg.registry.unresolved import by_name, unresolved  # noqa: PLC0415  see above

    known = registry.load(*assets.registries)
    names, candidates = gazetteer(known), Candidates(known)
    fields: list[_Field] = []
    likely: list[_Left] = []
    read = {os.path.realpath(path): records.read(path) for path in (*paths, *sorted(assets.reports.glob("*.yaml")))}
    for path in paths:
        submission = read[os.path.realpath(path)]
        document = Document.open(path, SourceError)
        fields += [
            _Field(submission.id, path, *document.place(name.location), name)
            for name in unresolved(submission, known, names)
        ]
        others = [other for where, other in read.items() if where != os.path.realpath(path)]
        for name, like in find_duplicates(submission, others):
            likely.append(_Left((_Field(submission.id, path, *document.place(name.location), name),), like))
    left = []
    of = {id(each.name): each for each in fields}
    for same in by_name([each.name for each in fields]):
        near = candidates.of(same[0].text, same[0].kinds)
        if same[0].needed or (near and near[0].score >= _LIKELY):
            left.append(_Left(tuple(of[id(each)] for each in same), near))
    return [*left, *likely]


def _print(left: Iterable[_Left]) -> None:
    for each in left:
        name = each.name
        beside = f", beside country/{name.country}" if name.country else ""
        stands = f" at {name.at}" if name.at else ""
        unknown = f", given as {name.slug!r}" if name.slug and name.slug != name.text else ""
        click.echo(f"{_where(each.fields[0])}: {name.text!r}{stands}{unknown}{beside}")
        for other in each.fields[1:]:
            click.echo(f"  also {_where(other)}")
        if not name.needed:
            click.echo(f"       {_HINTS.get(name.kinds[0], _HINT)}")
        for candidate in each.candidates:
            by = f" (as {candidate.by!r})" if candidate.by != candidate.name else ""
            click.echo(f"  {candidate.score:5.1f}  {candidate.kind}/{candidate.slug}  {candidate.name}{by}")
        if not each.candidates:
            click.echo("         nothing known is like it")


def _where(field: _Field) -> str:
    return f"{field.path}:{field.line}: {field.field}"


def _document(left: _Left) -> dict[str, object]:
    name = left.name
    return {
        **_stands(left.fields[0]),
        "text": name.text,
        "also": [_stands(other) for other in left.fields[1:]],
        "slug": name.slug,
        "country": name.country,
        "types": list(name.kinds),
        "needed": name.needed,
        "candidates": [
            {"id": f"{each.kind}/{each.slug}", "name": each.name, "as": each.by, "score": each.score}
            for each in left.candidates
        ],
    }


def _stands(field: _Field) -> dict[str, object]:
    at = field.name.at
    return {
        "record": field.record, "file": str(field.path), "line": field.line, "field": field.field,
        "at": list(at) if at else None,
    }  # fmt: skip
