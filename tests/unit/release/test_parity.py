"""Every format of ITU's release, read by somebody else's program, has the canonical hash that the release states."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import warnings
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

WHOLE = ["nq", "trig", "jsonld", "expanded.jsonld"]
MERGE = ["nt", "ttl", "rdf"]
GRAPH = "itu-2024"
FORMATS = {
    "nq": ("nquads", ox.RdfFormat.N_QUADS),
    "trig": ("trig", ox.RdfFormat.TRIG),
    "jsonld": ("json-ld", ox.RdfFormat.JSON_LD),
    "expanded.jsonld": ("json-ld", ox.RdfFormat.JSON_LD),
    "nt": ("nt", ox.RdfFormat.N_TRIPLES),
    "ttl": ("turtle", ox.RdfFormat.TURTLE),
    "rdf": ("xml", ox.RdfFormat.RDF_XML),
}


def _hash(quads: Any) -> str:
    """Hash by pyoxigraph's canonicalisation, which none of ours has a part in."""
    dataset = ox.Dataset(quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    lines = (ox.serialize(dataset, format=ox.RdfFormat.N_QUADS) or b"").splitlines(keepends=True)
    return hashlib.sha256(b"".join(sorted(lines))).hexdigest()


def _unnamed(quads: Any) -> list[ox.Quad]:
    return [ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads]


def _stated(release: Path, ending: str, stem: str) -> str:
    said = json.loads((release / "release.json").read_bytes())
    if stem == "itu-kg":
        return str(said["hash"]["dataset" if ending in WHOLE else "merge"])
    return next(str(graph["hash"]) for graph in said["graphs"] if graph["name"] == GRAPH)


@pytest.mark.parametrize("stem", ["itu-kg", f"graphs/{GRAPH}"])
@pytest.mark.parametrize("ending", [*WHOLE, *MERGE])
def test_pyoxigraph_reads_what_the_release_states(itu_release: Path, ending: str, stem: str) -> None:
    quads = list(ox.parse(path=itu_release / f"{stem}.{ending}", format=FORMATS[ending][1], base_iri="urn:x:"))
    assert _hash(quads if stem == "itu-kg" else _unnamed(quads)) == _stated(itu_release, ending, stem)


@pytest.mark.parametrize("ending", [*WHOLE, *MERGE])
def test_rdflib_reads_what_the_release_states(itu_release: Path, ending: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import rdflib  # noqa: PLC0415  it is slow to load, and only these tests need it

    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)  # it would rewrite 007 as 7
    path = itu_release / f"graphs/{GRAPH}.{ending}"
    read = rdflib.Dataset()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # rdflib's own parsers call what it deprecates
        read.parse(path, format=FORMATS[ending][0])
        lines = "".join(graph.serialize(format="nt") for graph in read.graphs())
    assert _hash(ox.parse(lines, ox.RdfFormat.N_TRIPLES)) == _stated(itu_release, ending, GRAPH)


@pytest.mark.parametrize("ending", ["nt", "ttl", "rdf", "nq"])
def test_rapper_reads_what_the_release_states(itu_release: Path, ending: str) -> None:
    if not shutil.which("rapper"):
        pytest.skip("rapper (raptor2-utils) is not here")
    kind = {"nt": "ntriples", "ttl": "turtle", "rdf": "rdfxml", "nq": "nquads"}[ending]
    stem = f"graphs/{GRAPH}"
    command = ["rapper", "-q", "-i", kind, "-o", "ntriples", str(itu_release / f"{stem}.{ending}"), "urn:x:"]
    done = subprocess.run(command, capture_output=True, check=True)
    assert _hash(_unnamed(ox.parse(done.stdout, ox.RdfFormat.N_QUADS))) == _stated(itu_release, ending, stem)


@pytest.mark.parametrize("ending", ["jsonld", "expanded.jsonld"])
def test_the_jsonld_of_npm_reads_what_the_release_states(itu_release: Path, ending: str) -> None:
    program = """
    const jsonld = require('jsonld'), fs = require('fs');
    jsonld.toRDF(JSON.parse(fs.readFileSync(process.argv[1])), {format: 'application/n-quads'})
      .then(text => fs.writeSync(1, text));
    """
    there = ["node", "-e", "require('jsonld')"]
    if not shutil.which("node") or subprocess.run(there, capture_output=True, check=False).returncode:
        pytest.skip("node with jsonld (on NODE_PATH) is not here")
    stem = f"graphs/{GRAPH}"
    command = ["node", "-e", program, str(itu_release / f"{stem}.{ending}")]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        said, _ = process.communicate()
    assert _hash(_unnamed(ox.parse(said, ox.RdfFormat.N_QUADS))) == _stated(itu_release, ending, stem)


def test_without_blank_nodes_the_sum_of_the_n_quads_is_the_datasets_hash(itu_release: Path) -> None:
    data = (itu_release / "itu-kg.nq").read_bytes()
    assert hashlib.sha256(data).hexdigest() == _stated(itu_release, "nq", "itu-kg")
