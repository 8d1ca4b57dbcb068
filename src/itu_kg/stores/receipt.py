"""What a load did → a receipt: JSON for programs, PROV-O for anybody; and a receipt → the load set that undoes it.

Source: PROV-O §3.1: the load is an activity that used the release and what the store held, and generated what it holds.
A receipt names the store by its address and holds no credentials. The content that graphs held before is kept beside
it, as gzipped N-Triples.
"""

from __future__ import annotations

import gzip
import json
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from itu_kg import files, rdf
from itu_kg.errors import AssetError, SourceError
from itu_kg.model.formats import Format
from itu_kg.model.graph import NamedGraph, Triple
from itu_kg.model.vocab import VOCABULARIES, XSD, staging_space
from itu_kg.rdf import ntriples
from itu_kg.stores.graph_content import EMPTY, Measure
from itu_kg.stores.journal import OLD
from itu_kg.stores.load_set import Alteration, GraphFile, LoadSet

if TYPE_CHECKING:
    from itu_kg.stores.plan import Step

NAME = "receipt.json"
_RDF = {"receipt.ttl": Format.TURTLE, "receipt.jsonld": Format.JSONLD}


@dataclass(frozen=True, slots=True)
class Entry:
    """What became of one graph; `old` is the file, beside the receipt, of what it held before."""

    iri: str
    change: str
    before: Measure
    after: Measure
    adds: int
    removes: int
    old: str

    @classmethod
    def of(cls, step: Step) -> Entry:
        """What a step does."""
        return cls(step.iri, step.change.value, step.before, step.after, step.adds, step.removes, step.old)

    @classmethod
    def read(cls, fields: Mapping[str, Any]) -> Entry:
        """An entry of JSON values; TypeError or KeyError if they are none."""
        return cls(**{**fields, "before": Measure(**fields["before"]), "after": Measure(**fields["after"])})

    def to_json(self) -> dict[str, Any]:
        """Its JSON values."""
        return {**asdict(self), "before": self.before._asdict(), "after": self.after._asdict()}

    def then(self, now: Entry) -> Entry:
        """One entry of two writes of a graph in one load: it held what it held before the first."""
        change = "new" if self.before == EMPTY else "gone" if now.after == EMPTY else "changed"
        return replace(now, change=change, before=self.before, old=self.old)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a load did; `began` and `ended` are ISO 8601 in UTC, `status` is "done", "undone" or "interrupted"."""

    load: str
    status: str
    began: str
    ended: str
    program: str
    store: str
    kind: str
    release: str
    version: str
    base: str
    hash: str
    graphs: tuple[Entry, ...]
    altered: tuple[Alteration, ...] = ()


def write(receipt: Receipt, folder: Path) -> Path:
    """Write a receipt into the folder of its load; the path of its JSON."""
    fields = {**asdict(receipt), "graphs": [entry.to_json() for entry in receipt.graphs]}
    graphs = (NamedGraph("", tuple(sorted(set(_prov(receipt))))),)
    for name, form in _RDF.items():
        files.write(folder / name, b"".join(rdf.stream(graphs, form, base=receipt.base)), error=AssetError)
    path = folder / NAME
    files.write(path, (json.dumps(fields, ensure_ascii=False, indent=2) + "\n").encode(), error=AssetError)
    return path


def read(path: Path) -> Receipt:
    """The receipt at the path of its JSON or its folder; AssetError if it is none."""
    path = path / NAME if path.is_dir() else path
    try:
        fields: dict[str, Any] = json.loads(files.read_bytes(path, error=AssetError))
        graphs = [Entry.read(each) for each in fields["graphs"]]
        altered = [Alteration(**{**each, "example": tuple(each["example"])}) for each in fields["altered"]]
        for iri in (fields["base"], *(each.iri for each in graphs)):
            ntriples.iri(iri)  # they will stand in updates
        return Receipt(**{**fields, "graphs": tuple(graphs), "altered": tuple(altered)})
    except (ValueError, KeyError, TypeError, SourceError) as problem:
        raise AssetError("is no receipt of a load", where=str(path), hint="name its receipt.json") from problem


def rollback_set(receipt: Receipt, folder: Path, unpacked: Path) -> LoadSet:
    """The load set of what the graphs of a receipt held before.

    Args:
        receipt: the receipt.
        folder: where it is, with what graphs held before.
        unpacked: a folder for that content, unpacked.

    Raises:
        AssetError: kept content is not there, or not what the receipt says.
    """
    graphs = []
    for number, entry in enumerate(receipt.graphs):
        if entry.before == EMPTY:
            continue
        path = unpacked / f"{number:05}.nt"
        try:
            with gzip.open(folder / OLD / entry.old) as packed, path.open("wb") as plain:
                shutil.copyfileobj(packed, plain, 1 << 18)
        except (OSError, EOFError) as problem:
            where = str(folder / OLD / entry.old)
            raise AssetError(f"what <{entry.iri}> held cannot be read", where=where) from problem
        graphs.append(GraphFile(entry.iri, path, entry.before))
    removed = tuple(entry.iri for entry in receipt.graphs if entry.before == EMPTY)
    name = f"what was there before load {receipt.load}"
    held = {entry.iri: entry.after for entry in receipt.graphs}
    return LoadSet(name, "", receipt.base, f"before-{receipt.load}", tuple(graphs), removed, whole=False, held=held)


def _prov(receipt: Receipt) -> Iterator[Triple]:
    prov, void, dcterms, rdf_ = (VOCABULARIES[prefix] for prefix in ("prov", "void", "dcterms", "rdf"))
    load = f"{staging_space(receipt.base)}{receipt.load}"
    release = f"{load}/release"

    def link(subject: str, predicate: str, thing: str) -> Triple:
        return ntriples.iri(subject), ntriples.iri(predicate), ntriples.iri(thing)

    def value(subject: str, predicate: str, text: str, datatype: str = "", language: str = "") -> Triple:
        kind = f"{XSD}{datatype}" if datatype else ""
        return ntriples.iri(subject), ntriples.iri(predicate), ntriples.literal(text, kind, language)

    def content(name: str, measure: Measure, iri: str) -> Iterator[Triple]:
        yield link(name, f"{rdf_}type", f"{prov}Entity")
        yield link(name, f"{prov}specializationOf", iri)
        yield value(name, f"{void}triples", str(measure.triples), "integer")
        yield value(name, f"{dcterms}identifier", f"sha256:{measure.hash}")

    yield link(load, f"{rdf_}type", f"{prov}Activity")
    yield value(load, f"{prov}startedAtTime", receipt.began, "dateTime")
    yield value(load, f"{prov}endedAtTime", receipt.ended, "dateTime")
    about = f"load of {receipt.release} {receipt.version}".strip()
    yield value(load, f"{dcterms}description", about, language="en")
    yield link(load, f"{prov}atLocation", receipt.store)
    yield link(load, f"{prov}used", release)
    yield link(release, f"{rdf_}type", f"{prov}Entity")
    yield value(release, f"{dcterms}identifier", f"sha256:{receipt.hash}")
    for number, entry in enumerate(receipt.graphs):
        if entry.before != EMPTY:
            name = f"{load}/{number}/before"
            yield from content(name, entry.before, entry.iri)
            yield link(load, f"{prov}used", name)
            if entry.change == "gone":
                yield link(name, f"{prov}wasInvalidatedBy", load)
        if entry.after != EMPTY:
            name = f"{load}/{number}/after"
            yield from content(name, entry.after, entry.iri)
            yield link(name, f"{prov}wasGeneratedBy", load)
            yield link(name, f"{prov}wasDerivedFrom", release)
