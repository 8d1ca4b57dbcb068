"""What follows from a statement in the terms of others stands beside it, and nothing else does."""

from __future__ import annotations

from pathlib import Path

import pytest

from itu_kg import rdf
from itu_kg.model.graph import NamedGraph, Term, Triple
from itu_kg.model.vocab import IKG
from itu_kg.rdf.entailments import Entailments
from itu_kg.rdf.ntriples import RDF_TYPE
from itu_kg.rdf.prefixes import term

PROJECT = Path(__file__).resolve().parents[3]
(ONTOLOGY,) = rdf.read([PROJECT / "ontology" / "itu-kg.ttl"]).graphs
ENTAILMENTS = Entailments.of(ONTOLOGY.triples)
THING, OTHER = Term("<https://data.example/a>"), Term("<https://data.example/b>")


def _added(*triples: Triple) -> set[Triple]:
    graph = NamedGraph("https://data.example/graph/g", triples)
    return set(ENTAILMENTS.written_out(graph).triples) - set(triples)


def test_a_class_of_ours_says_the_class_above_it() -> None:
    assert _added((THING, RDF_TYPE, term("ikg:ReportedEvent"))) == {(THING, RDF_TYPE, term("schema:Event"))}


def test_a_class_below_another_of_ours_says_what_lies_above_that_and_not_that() -> None:
    assert _added((THING, RDF_TYPE, term("ikg:Partnership"))) == {(THING, RDF_TYPE, term("schema:Project"))}


def test_a_property_of_ours_says_the_property_above_it_of_the_same_things() -> None:
    assert _added((THING, term("ikg:respondent"), OTHER)) == {(THING, term("schema:author"), OTHER)}


def test_a_text_stays_the_text_it_is() -> None:
    above = ("schema:identifier", "dcterms:identifier")
    text = Term('"A/1"')
    assert _added((THING, term("ikg:symbol"), text)) == {(THING, term(each), text) for each in above}


@pytest.mark.parametrize(
    "triple",
    [
        (THING, RDF_TYPE, term("schema:City")),
        (THING, RDF_TYPE, term("oa:TextPositionSelector")),
        (THING, term("schema:subEvent"), OTHER),
        (THING, term("ikg:recipient"), OTHER),
    ],
)
def test_of_terms_of_others_and_of_inverses_domains_and_ranges_nothing_is_said(triple: Triple) -> None:
    assert _added(triple) == set()


def test_what_follows_keeps_the_name_of_the_graph_and_the_order_of_triples() -> None:
    graph = NamedGraph("https://data.example/graph/g", ((THING, RDF_TYPE, term("ikg:Goal")),))
    written = ENTAILMENTS.written_out(graph)
    assert (written.iri, list(written.triples)) == (graph.iri, sorted(written.triples))


def test_written_out_twice_is_written_out_once() -> None:
    graph = NamedGraph("g", ((THING, RDF_TYPE, term("ikg:Goal")), (THING, term("ikg:lead"), OTHER)))
    written = ENTAILMENTS.written_out(graph)
    assert ENTAILMENTS.written_out(written) == written


@pytest.mark.parametrize("path", sorted((PROJECT / "data" / "ttl").glob("*.ttl")), ids=lambda path: path.stem)
def test_every_published_graph_states_what_follows_from_it(path: Path) -> None:
    (graph,) = rdf.read([path]).graphs
    assert set(ENTAILMENTS.follow(graph.triples)) <= set(graph.triples)


def test_only_terms_of_ours_have_others_above_them() -> None:
    both = {**ENTAILMENTS.classes, **ENTAILMENTS.properties}
    assert all(below.startswith(f"<{IKG}") for below in both)
    assert not any(above.startswith(f"<{IKG}") for others in both.values() for above in others)
