"""Datasets of any size are written as small ones are."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from itu_kg import rdf
from itu_kg.model.formats import Format
from itu_kg.model.graph import Dataset, NamedGraph
from itu_kg.rdf import order

PROJECT = Path(__file__).resolve().parents[3]
CONTEXT = rdf.Context.load(PROJECT / "ontology" / "context.jsonld")
XSD = "http://www.w3.org/2001/XMLSchema#"


def _dataset() -> Dataset:
    """Make graphs that speak of the same things, in the awkward literals that sort differently by line and by term."""
    dealer = random.Random(7)  # noqa: S311  it makes test data, not keys
    things = [f"<https://w3id.org/itu-kg/id/{kind}/a-{n}>" for kind in ("event", "organisation") for n in (1, 2, 10)]
    things += [f"<https://w3id.org/itu-kg/id/evidence/a-{n}/{n}-12>" for n in (1, 2)]
    texts = ['"a"', '"a"@en', '"a b"', f'"1"^^<{XSD}integer>', '"a\\n"', '"é"', '"a <b"', *things]
    properties = [f"<http://schema.org/{name}>" for name in ("name", "url", "location")]
    graphs = []
    for name in ("a", "b", "c"):
        triples = {(dealer.choice(things), dealer.choice(properties), dealer.choice(texts)) for _ in range(60)}
        graphs.append(NamedGraph(f"https://w3id.org/itu-kg/graph/{name}", tuple(sorted(triples))))
    return Dataset(tuple(graphs))


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let next to nothing fit in memory."""
    monkeypatch.setattr(order, "ROOM", 20)
    monkeypatch.setattr(order, "BLOCK", 3)
    monkeypatch.setattr(order, "SIZE", 400)
    monkeypatch.setattr(order, "FAN", 2)


@pytest.mark.parametrize("form", [form for form in Format if form is not Format.NQUADS])
def test_a_streamed_dataset_is_byte_for_byte_the_written_one(form: Format, request: pytest.FixtureRequest) -> None:
    dataset = _dataset()
    written = rdf.write(dataset, form, context=CONTEXT)
    request.getfixturevalue("narrow")
    assert b"".join(rdf.stream(dataset.graphs, form, context=CONTEXT)) == written


@pytest.mark.usefixtures("narrow")
def test_streamed_n_quads_are_sorted_lines() -> None:
    dataset = _dataset()
    lines = b"".join(rdf.stream(dataset.graphs, Format.NQUADS)).splitlines()
    assert lines == sorted(rdf.write(dataset, Format.NQUADS).splitlines())


def test_expanded_json_ld_reads_back_as_it_was() -> None:
    dataset = _dataset()
    data = b"".join(rdf.stream(dataset.graphs, Format.JSONLD))
    assert rdf.parse(data, Format.JSONLD, where="x") == dataset.graphs


def test_a_spool_gives_graphs_by_iri_as_often_as_wanted() -> None:
    dataset = _dataset()
    with rdf.Spool(reversed(dataset.graphs)) as spool:
        assert (tuple(spool), tuple(spool), len(spool)) == (dataset.graphs, dataset.graphs, 3)
