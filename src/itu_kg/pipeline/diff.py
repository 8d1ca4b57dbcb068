"""Two places → Diff: their data, their ontologies, their stored queries, and what those answer on each side.

A place is a file of RDF, a folder of such files, a release or what `publish` wrote, or a project. Each side's queries
are asked of that side's data. A query that is not ours word for word runs guarded. It writes nothing.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from itu_kg import rdf
from itu_kg.diff import entity_changes, ontology, statements
from itu_kg.diff.changes import Diff, Drift
from itu_kg.diff.term_labels import Words
from itu_kg.errors import ItuKgError, SourceError, UsageError
from itu_kg.model.answer import Answer, Queryable, Table
from itu_kg.model.assets import Assets, find
from itu_kg.model.formats import Format
from itu_kg.model.graph import Dataset, NamedGraph
from itu_kg.model.vocab import is_draft_file, prefixes
from itu_kg.query import memory_store, run
from itu_kg.query.catalogue import Catalogue, stored
from itu_kg.query.parameters import fill
from itu_kg.query.sandbox import Guarded
from itu_kg.query.sparql_tokens import declare_prefixes
from itu_kg.rdf.whole_dataset import whole_dataset

if TYPE_CHECKING:
    from itu_kg.diff.statements import Statements

MOST = 250_000
"""How many statements a side may have for its answers to be compared unasked: a store holds them in memory."""

_RECORDS = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class EditionFiles:
    """The files of one edition; `assets` are those it carries, as a release or a project does, None for mere data.

    `drafts` says that what nobody has confirmed is compared too.
    """

    where: str
    data: tuple[Path, ...]
    assets: Assets | None = None
    drafts: bool = False


@dataclass(frozen=True)
class OpenEdition:
    """One side of a comparison, ready to be read and asked."""

    place: EditionFiles
    statements: Statements
    base: str
    memory: Callable[[], Queryable]

    @cached_property
    def data(self) -> Queryable:
        """What our own queries are asked of."""
        return self.memory()

    @cached_property
    def ontology(self) -> Dataset | None:
        """The ontology it carries."""
        terms = self.place.assets.terms if self.place.assets else ()
        return rdf.read(terms) if terms else None

    @cached_property
    def queries(self) -> Catalogue | None:
        """The stored queries it carries."""
        assets = self.place.assets
        return stored(assets) if assets and assets.files("queries", "*.rq") else None


def locate(path: Path, *, drafts: bool = False) -> EditionFiles:
    """Find what a path stands for, without its drafts unless they are asked for.

    Raises:
        SourceError: there is nothing, it is a record, or a folder without RDF.
        UsageError: there are only drafts, and they are not asked for.
    """
    where = str(path)
    if path.suffix in _RECORDS:
        raise SourceError("a record is compared as the graph it makes", where=where, hint="run `itu-kg build` first")
    if path.is_file():
        return EditionFiles(where, _wanted((path,), where, drafts=drafts), drafts=drafts)
    if not path.is_dir():
        raise SourceError("no such file or folder", where=where)
    folder = path / "data" / "ttl"
    if whole := whole_dataset(path):
        files: tuple[Path, ...] = (whole,)
    else:
        files = _rdf(path) or (_rdf(folder) if folder.is_dir() else ())
    if not files:
        records = any(each.suffix in _RECORDS for each in path.iterdir())
        hint = "run `itu-kg build` first" if records else "name a release, a file of RDF or a folder of such files"
        raise SourceError("no RDF file is in this folder", where=where, hint=hint)
    assets = project if (project := find(path)) and project.root == path else Assets(path)
    return EditionFiles(where, _wanted(files, where, drafts=drafts), assets, drafts=drafts)


def _wanted(files: tuple[Path, ...], where: str, *, drafts: bool) -> tuple[Path, ...]:
    wanted = tuple(each for each in files if drafts or not is_draft_file(each))
    if not wanted:
        hint = "--with-drafts compares them"
        raise UsageError("there are only drafts, which nobody has confirmed", where=where, hint=hint)
    return wanted


@contextmanager
def opened(place: EditionFiles, base: str) -> Iterator[OpenEdition]:
    """Open the files of an edition.

    Raises:
        SourceError: one of them cannot be read or is not the RDF its name says.
    """
    with statements.opened(place.data, base, drafts=place.drafts) as lines:
        yield OpenEdition(place, lines, base, lambda: memory_store.read(place.data, base=base, drafts=place.drafts))


def of(dataset: Dataset, assets: Assets, base: str) -> OpenEdition:
    """Take a dataset that is not on disk yet as an edition, with the project's own ontology and queries."""
    place = EditionFiles("", (), assets)
    return OpenEdition(place, statements.of(dataset), base, lambda: memory_store.hold(dataset))


def compare(old: OpenEdition, new: OpenEdition, ours: Assets, *, answers: bool | None = None) -> Diff:
    """Compare two editions.

    Args:
        old: the one before.
        new: the one after.
        ours: the assets whose ontology has the words for properties, and whose queries are trusted. They stand in for
            queries that neither side carries.
        answers: whether to compare what stored queries answer; None: if no side is large.

    Raises:
        SourceError: a side breaks its syntax.
        AssetError: an ontology or a folder of queries is broken.
    """
    words = Words(new.base, ontology.labels(rdf.read(ours.terms)))
    names = (old.place.where, new.place.where)
    changes = entity_changes.compare(old.statements, new.statements, words, new.base, names=names)
    terms = ontology.compare(old.ontology, new.ontology, words) if old.ontology and new.ontology else None
    large = max(changes.old.statements, changes.new.statements)
    reason = "it was not asked for" if answers is False else ""
    if answers is None and large > MOST:
        reason = f"one side has {large:,} statements"
    drifts = tuple(_drifts(old, new, stored(ours), asked=not reason, same=not changes.graphs))
    return changes.with_more(terms, drifts, reason)


def _drifts(old: OpenEdition, new: OpenEdition, ours: Catalogue, *, asked: bool, same: bool) -> Iterator[Drift]:
    """Compare stored queries by name; where not both sides carry some, ours are asked of both.

    The same query of the same data has the same answer: it is not asked.
    """
    both = old.queries is not None and new.queries is not None
    before, after = (each.queries if both and each.queries else ours for each in (old, new))
    for name in sorted({*before.names, *after.names}):
        if name not in after.names:
            yield Drift(name, "removed")
        elif name not in before.names:
            yield Drift(name, "added")
        elif not same or before.get(name).text != after.get(name).text:
            yield _drift(_Asking(old, before, ours, name), _Asking(new, after, ours, name), asked=asked)


class _Asking:
    """A stored query and the side it is asked of."""

    def __init__(self, edition: OpenEdition, queries: Catalogue, ours: Catalogue, name: str) -> None:
        self.query = queries.get(name)
        self._edition = edition
        self._queries = queries
        self._own = name in ours.names and ours.get(name).text == self.query.text

    def answer(self, values: dict[str, str]) -> Answer:
        edition = self._edition
        place = edition.place
        ours = self._own or not place.data
        data = edition.data if ours else Guarded(place.data, edition.base, drafts=place.drafts)
        spaces = prefixes(edition.base)
        return run.run(self.query, values, data, queries=self._queries, prefixes=spaces)

    def columns(self) -> tuple[str, ...]:
        """Find the columns without data."""
        text = declare_prefixes(fill(self.query.narrowed, {}), prefixes(self._edition.base))
        try:
            if self._own:
                return _columns(memory_store.answer(memory_store.hold(Dataset(())), text))
            with tempfile.NamedTemporaryFile(suffix=Format.NTRIPLES.suffixes[0]) as nothing:
                return _columns(memory_store.answer(Guarded((Path(nothing.name),)), text))
        except (ItuKgError, SyntaxError):
            return ()


def _drift(old: _Asking, new: _Asking, *, asked: bool) -> Drift:
    rewritten = old.query.text != new.query.text
    before, values = (None if each.query.federated else each.query.example_values for each in (old, new))
    if asked and before is not None and values is not None:
        try:
            answers = old.answer(before), new.answer(values)
        except ItuKgError as problem:
            reason = str(problem)
        else:
            columns = _columns(answers[0]), _columns(answers[1])
            lost, gained = _rows(*answers)
            return Drift(new.query.name, "kept", columns, rewritten, values, lost, gained)
    else:
        reason = "it asks another endpoint, or has no example for a value it needs" if asked else ""
    columns = (old.columns(), new.columns()) if rewritten else ((), ())
    return Drift(new.query.name, "kept", columns, rewritten, reason=reason)


def _columns(answer: Answer) -> tuple[str, ...]:
    return answer.columns if isinstance(answer, Table) else ()


def _rows(old: Answer, new: Answer) -> tuple[tuple[tuple[str, ...], ...], tuple[tuple[str, ...], ...]]:
    """The rows lost and gained, in order; of tables, by the columns that both have."""
    shared = [each for each in _columns(old) if each in _columns(new)]
    before, after = (Counter(_texts(each, shared)) for each in (old, new))
    return tuple(sorted((before - after).elements())), tuple(sorted((after - before).elements()))


def _texts(answer: Answer, columns: Sequence[str]) -> Iterator[tuple[str, ...]]:
    match answer:
        case Table():
            places = [answer.columns.index(each) for each in columns]
            for row in answer.rows:
                yield tuple(cell.value if (cell := row[place]) else "" for place in places)
        case NamedGraph():
            yield from answer.triples
        case _:
            yield ("yes" if answer else "no",)


def _rdf(folder: Path) -> tuple[Path, ...]:
    return tuple(sorted(each for each in folder.iterdir() if each.is_file() and Format.of(each)))
