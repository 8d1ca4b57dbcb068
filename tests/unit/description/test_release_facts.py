"""What is not known is not said."""

from __future__ import annotations

import datetime as dt
import json

import pyoxigraph as ox
import pytest
import yaml

from itu_kg.description import citation, dcat, schema_org, void
from itu_kg.description.content_summary import Ratio, page_evidence, summarise
from itu_kg.description.release_facts import Measurements, ReleaseFacts
from itu_kg.description.void_statistics import measure
from itu_kg.model.dataset import About
from itu_kg.model.edition import Edition, Written

BASE = "https://example.org/"
RIGHTS = "https://example.org/rights"


@pytest.fixture
def told() -> ReleaseFacts:
    """A release of somebody with a licence that nobody knows, in a language that the EU's table here has not."""
    about = About(
        title="Things",
        description="Some things.",
        publisher="Somebody",
        licence=RIGHTS,
        landing_page=BASE,
        issued=dt.date(2026, 1, 1),
        modified=dt.date(2026, 1, 1),
        language="de",
    )
    edition = Edition("Things", "1.0.0", "2026-01-01", RIGHTS, BASE, f"{BASE}d", f"{BASE}d/1.0.0", f"{BASE}files/")
    return ReleaseFacts(
        about,
        edition,
        f"{BASE}d/publisher",
        lambda path: f"{BASE}d/1.0.0/{path}",
        program="0",
        graphs={"": "default"},
        inputs=(),
        findings={},
        metrics=b"",
    )


@pytest.fixture
def measured() -> Measurements:
    """Measures of a graph that says one thing, in the default graph."""
    about = [(f"<{BASE}id/x>", [("<http://schema.org/name>", '"x"')])]
    found = measure(about, {})
    written = (
        Written("graphs/default.nt", "application/n-triples", 5, "0" * 64),
        Written("x/odd", "x/odd", 1, "1" * 64),
    )
    return Measurements(written, found, {"": found}, summarise(about, BASE), {}, "things")


def test_an_unknown_licence_is_given_by_its_address(told: ReleaseFacts, measured: Measurements) -> None:
    cff, metadata = (b"".join(each.chunks) for each in citation.artefacts(told, measured))
    assert yaml.safe_load(cff)["license-url"] == RIGHTS
    assert json.loads(metadata)["rightsList"] == [{"rightsUri": RIGHTS}]


def test_data_of_no_year_and_no_country_have_no_coverage(told: ReleaseFacts, measured: Measurements) -> None:
    (artefact,) = schema_org.artefacts(told, measured)
    said = json.loads(b"".join(artefact.chunks))
    assert not {"temporalCoverage", "spatialCoverage", "isBasedOn"} & said.keys()


def test_a_graph_without_a_name_is_not_named(told: ReleaseFacts, measured: Measurements) -> None:
    for artefact in (*dcat.artefacts(told, measured), *void.artefacts(told, measured)):
        form = ox.RdfFormat.JSON_LD if artefact.path.endswith(".jsonld") else ox.RdfFormat.TURTLE
        assert b"<>" not in b"".join(artefact.chunks)
        assert list(ox.parse(b"".join(artefact.chunks), form))


@pytest.mark.parametrize(
    ("part", "whole", "written"),
    [(1, 3, "0.3333"), (2, 3, "0.6667"), (0, 0, "1.0000"), (5, 5, "1.0000"), (1, 20_000, "0.0001")],
)
def test_a_share_is_written_to_four_places(part: int, whole: int, written: str) -> None:
    assert str(Ratio(part, whole)) == written


def test_a_page_is_measured_where_there_is_one() -> None:
    two = [(f"<x:{n}>", [("<https://w3id.org/itu-kg/ontology#codePoints>", '"5"')]) for n in range(2)]
    assert (page_evidence(two), page_evidence(()), page_evidence(two[:1])) == (None, None, Ratio(0, 5))
