"""What a load did → a receipt: JSON for programs, PROV-O for anybody; and a receipt → the load set that undoes it.

Source: PROV-O §3.1: the load is an activity that used the release and what the store held, and generated what it holds.
A receipt names the store by its address and holds no credentials. The content that graphs held before is kept beside
it, as gzipped N-Triples.
"""

from __future__ import annotations

import gzip
import json
import shutil
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from itu_kg import files, rdf
from itu_kg.errors import AssetError, SourceError
from itu_kg.model.formats import Format
from itu_kg.model.graph import NamedGraph
from itu_kg.model.vocab import VOCABULARIES, XSD, staging_space
from itu_kg.rdf import ntriples
from itu_kg.stores.graph_content import EMPTY, Measure
from itu_kg.stores.journal import OLD
from itu_kg.stores.load_set import Alteration, GraphFile, LoadSet

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from itu_kg.model.graph import Term, Triple
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
        """Say what a step does."""
        return cls(step.iri, step.change.value, step.before, step.after, step.adds, step.removes, step.old)

    @classmethod
    def read(cls, said: Mapping[str, Any]) -> Entry:
        """Read one from JSON.

        Raises:
            TypeError, KeyError: it is none.
        """
        return cls(**{**said, "before": Measure(**said["before"]), "after": Measure(**said["after"])})

    def to_json(self) -> dict[str, Any]:
        """Give it for JSON."""
        return {**asdict(self), "before": self.before._asdict(), "after": self.after._asdict()}


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
    """Write a receipt into the folder of its load; give the path of its JSON."""
    said = asdict(receipt)
    said["graphs"] = [entry.to_json() for entry in receipt.graphs]
    graphs = (NamedGraph("", tuple(sorted(set(_prov(receipt))))),)
    for name, form in _RDF.items():
        files.write(folder / name, b"".join(rdf.stream(graphs, form, base=receipt.base)), error=AssetError)
    path = folder / NAME
    files.write(path, (json.dumps(said, ensure_ascii=False, indent=2) + "\n").encode(), error=AssetError)
    return path


def read(path: Path) -> Receipt:
    """Read a receipt, given as its JSON or its folder.

    Raises:
        AssetError: it is no receipt.
    """
    path = path / NAME if path.is_dir() else path
    try:
        said: dict[str, Any] = json.loads(files.read_bytes(path, error=AssetError))
        graphs = [Entry.read(each) for each in said["graphs"]]
        altered = [Alteration(**{**each, "example": tuple(each["example"])}) for each in said["altered"]]
        for iri in (said["base"], *(each.iri for each in graphs)):
            ntriples.iri(iri)  # they will stand in updates
        return Receipt(**{**said, "graphs": tuple(graphs), "altered": tuple(altered)})
    except (ValueError, KeyError, TypeError, SourceError) as problem:
        raise AssetError("is no receipt of a load", where=str(path), hint="name its receipt.json") from problem


def rollback_set(receipt: Receipt, folder: Path, unpacked: Path) -> LoadSet:
    """LoadSet what the graphs of a receipt held before.

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


def _prov(receipt: Receipt) -> list[Triple]:
    prov, void, dcterms = (VOCABULARIES[prefix] for prefix in ("prov", "void", "dcterms"))
    load = f"{staging_space(receipt.base)}{receipt.load}"

    def about(subject: str, predicate: str, thing: Term) -> Triple:
        return ntriples.iri(subject), ntriples.iri(predicate), thing

    def moment(text: str) -> Term:
        return ntriples.literal(text, f"{XSD}dateTime")

    def content(name: str, measure: Measure, iri: str) -> list[Triple]:
        return [
            about(name, f"{VOCABULARIES['rdf']}type", ntriples.iri(f"{prov}Entity")),
            about(name, f"{prov}specializationOf", ntriples.iri(iri)),
            about(name, f"{void}triples", ntriples.literal(str(measure.triples), f"{XSD}integer")),
            about(name, f"{dcterms}identifier", ntriples.literal(f"sha256:{measure.hash}")),
        ]

    release = f"{load}/release"
    found = [
        about(load, f"{VOCABULARIES['rdf']}type", ntriples.iri(f"{prov}Activity")),
        about(load, f"{prov}startedAtTime", moment(receipt.began)),
        about(load, f"{prov}endedAtTime", moment(receipt.ended)),
        about(
            load,
            f"{dcterms}description",
            ntriples.literal(f"load of {receipt.release} {receipt.version}".strip(), language="en"),
        ),
        about(load, f"{prov}atLocation", ntriples.iri(receipt.store)),
        about(load, f"{prov}used", ntriples.iri(release)),
        about(release, f"{VOCABULARIES['rdf']}type", ntriples.iri(f"{prov}Entity")),
        about(release, f"{dcterms}identifier", ntriples.literal(f"sha256:{receipt.hash}")),
    ]
    for number, entry in enumerate(receipt.graphs):
        if entry.before != EMPTY:
            name = f"{load}/{number}/before"
            found += [*content(name, entry.before, entry.iri), about(load, f"{prov}used", ntriples.iri(name))]
            if entry.change == "gone":
                found.append(about(name, f"{prov}wasInvalidatedBy", ntriples.iri(load)))
        if entry.after != EMPTY:
            name = f"{load}/{number}/after"
            found += [*content(name, entry.after, entry.iri), about(name, f"{prov}wasGeneratedBy", ntriples.iri(load))]
            found.append(about(name, f"{prov}wasDerivedFrom", ntriples.iri(release)))
    return found
