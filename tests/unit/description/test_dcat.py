"""DCAT: valid by DCAT-AP's own shapes, and every file of the data is there with its size and sum."""

from __future__ import annotations

import hashlib
from collections import Counter
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from itu_kg.model.vocab import graph_name

from .conftest import VERSION, described, files

SHAPES = Path(__file__).resolve().parents[4] / "shared" / "vocab" / "dcat-ap-3.0.1"
URL = "https://w3id.org/itu-kg/release/1.0.0/"
LEFT_OPEN = {
    "http://data.europa.eu/r5r/availability",  # a promise that only who hosts the files can make
    "http://www.w3.org/ns/dcat#bbox",  # countries are named, not measured
    "http://www.w3.org/ns/dcat#centroid",  # likewise
    "http://purl.org/dc/terms/format",  # the EU's table has no entry for one of the media types
    "http://purl.org/dc/terms/type",  # of the publisher: what kind of body it is
}
"""What DCAT-AP recommends and a release does not know."""


def _validated(release: Path, name: str) -> tuple[bool, Any]:
    if not SHAPES.is_dir():
        pytest.skip("the shapes of DCAT-AP are not beside the project")
    import rdflib  # noqa: PLC0415  only these tests need it
    from pyshacl import validate  # noqa: PLC0415  likewise

    conforms, report, _ = validate(
        rdflib.Graph().parse(release / "description" / "dcat.ttl"), shacl_graph=rdflib.Graph().parse(SHAPES / name)
    )
    return conforms, report


@pytest.mark.parametrize("name", ["shapes.ttl", "range.ttl"])
def test_it_is_valid_by_the_shapes_of_dcat_ap(itu_release: Path, name: str) -> None:
    conforms, report = _validated(itu_release, name)
    assert conforms, report.serialize()


def test_of_what_dcat_ap_recommends_only_what_nobody_here_knows_is_left_open(itu_release: Path) -> None:
    _, report = _validated(itu_release, "shapes_recommended.ttl")
    path, severity = (f"http://www.w3.org/ns/shacl#{name}" for name in ("resultPath", "resultSeverity"))
    said = {(str(p), str(o)) for _, p, o in report if str(p) in (path, severity)}
    assert {thing for predicate, thing in said if predicate == path} <= LEFT_OPEN
    assert {thing for predicate, thing in said if predicate == severity} <= {"http://www.w3.org/ns/shacl#Warning"}


def test_its_json_ld_says_what_its_turtle_says(itu_release: Path) -> None:
    graphs = [
        set(ox.parse(path=itu_release / "description" / name, format=form))
        for name, form in (("dcat.ttl", ox.RdfFormat.TURTLE), ("dcat.jsonld", ox.RdfFormat.JSON_LD))
    ]
    assert graphs[0] == graphs[1]


def test_every_file_of_the_data_has_one_distribution_with_its_size_and_sum(itu_release: Path) -> None:
    found = described(itu_release, "dcat.ttl").rows(
        """SELECT ?url ?size ?sum { ?d a dcat:Distribution ; dcat:downloadURL ?url ; dcat:byteSize ?size ;
           spdx:checksum [ spdx:algorithm spdx:checksumAlgorithm_sha256 ; spdx:checksumValue ?sum ] }"""
    )
    measured = [
        (
            f"{URL}{path.relative_to(itu_release)}",
            str(path.stat().st_size),
            hashlib.sha256(path.read_bytes()).hexdigest(),
        )
        for path in itu_release.rglob("*")
        if path.is_file() and (path.parent != itu_release or path.name.startswith("itu-kg."))
        if path.parent.name != "description"
    ]
    assert Counter(found) == Counter(measured)


def test_a_gzipped_file_says_what_is_in_it_and_how_it_is_packed(itu_release: Path) -> None:
    rows = described(itu_release, "dcat.ttl").rows(
        "SELECT ?url ?type ?packed { ?d dcat:downloadURL ?url ; dcat:mediaType ?type . "
        "OPTIONAL { ?d dcat:compressFormat ?packed } }"
    )
    iana = "https://www.iana.org/assignments/media-types/"
    assert (f"{URL}itu-kg.ttl.gz", f"{iana}text/turtle", f"{iana}application/gzip") in rows
    assert (f"{URL}itu-kg.ttl", f"{iana}text/turtle", "") in rows
    assert all(bool(packed) == url.endswith(".gz") for url, _, packed in rows)


def test_each_graph_is_a_dataset_of_its_own(itu_release: Path) -> None:
    found = described(itu_release, "dcat.ttl").rows(
        f"SELECT ?g {{ <{VERSION}> dct:hasPart ?p . ?p a dcat:Dataset ; dcat:isVersionOf ?g ; dcat:distribution ?d }}"
    )
    assert {graph_name(iri) for (iri,) in found} == {path.stem for path in (itu_release / "graphs").glob("*.nt")}


def test_descriptions_are_no_part_of_what_they_describe(itu_release: Path) -> None:
    listed = files(itu_release)
    rows = described(itu_release, "dcat.ttl").rows("SELECT ?url { ?d dcat:downloadURL ?url }")
    assert not {url for (url,) in rows} & {f"{URL}{path}" for path in listed if path.startswith("description/")}
