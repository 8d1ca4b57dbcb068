"""The header says what makes an ontology found, cited and reused."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from itu_kg.model.vocab import BASE, IKG, ONTOLOGY, VOCABULARIES

if TYPE_CHECKING:
    from conftest import Triples

DCTERMS = VOCABULARIES["dcterms"]
OWL = VOCABULARIES["owl"]
VANN = VOCABULARIES["vann"]
BIBO = VOCABULARIES["bibo"]

ONCE = [
    DCTERMS + "title",
    DCTERMS + "description",
    DCTERMS + "abstract",
    DCTERMS + "license",
    DCTERMS + "creator",
    DCTERMS + "contributor",
    DCTERMS + "publisher",
    DCTERMS + "created",
    DCTERMS + "modified",
    DCTERMS + "issued",
    DCTERMS + "rights",
    DCTERMS + "bibliographicCitation",
    OWL + "versionIRI",
    OWL + "versionInfo",
    OWL + "priorVersion",
    OWL + "incompatibleWith",
    VANN + "preferredNamespacePrefix",
    VANN + "preferredNamespaceUri",
    BIBO + "status",
    VOCABULARIES["foaf"] + "logo",
    VOCABULARIES["schema"] + "datePublished",
]


def _text(ontology: Triples, predicate: str) -> str:
    (value,) = ontology.objects(ONTOLOGY, predicate)
    return value if isinstance(value, str) else value.value


@pytest.mark.parametrize("predicate", ONCE)
def test_the_header_states_it_once(ontology: Triples, predicate: str) -> None:
    assert len(ontology.objects(ONTOLOGY, predicate)) == 1


def test_the_file_holds_one_ontology_under_its_iri(ontology: Triples) -> None:
    assert ontology.subjects(VOCABULARIES["rdf"] + "type", OWL + "Ontology") == {ONTOLOGY}


def test_the_version_iri_ends_with_the_version(ontology: Triples) -> None:
    version = _text(ontology, OWL + "versionInfo")
    assert re.fullmatch(r"\d+\.\d+\.\d+", version)
    assert _text(ontology, OWL + "versionIRI") == f"{ONTOLOGY}/{version}"


def test_the_prior_version_is_another_and_not_made_up_elsewhere(ontology: Triples) -> None:
    prior = _text(ontology, OWL + "priorVersion")
    assert prior.startswith(ONTOLOGY + "/")
    assert prior != _text(ontology, OWL + "versionIRI")


def test_the_prefix_and_the_namespace_are_the_ones_we_use(ontology: Triples) -> None:
    assert _text(ontology, VANN + "preferredNamespacePrefix") == "ikg"
    assert _text(ontology, VANN + "preferredNamespaceUri") == IKG


def test_the_licence_is_the_one_of_the_data(ontology: Triples) -> None:
    assert _text(ontology, DCTERMS + "license") == "https://creativecommons.org/licenses/by/4.0/"


def test_the_citation_names_the_version(ontology: Triples) -> None:
    assert _text(ontology, OWL + "versionIRI") in _text(ontology, DCTERMS + "bibliographicCitation")


def test_the_dates_are_days_in_order(ontology: Triples) -> None:
    created, issued, modified = (_text(ontology, DCTERMS + name) for name in ("created", "issued", "modified"))
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", day) for day in (created, issued, modified))
    assert created <= issued <= modified


def test_the_status_is_one_of_the_bibliographic_ontology(ontology: Triples) -> None:
    assert _text(ontology, BIBO + "status") in {f"{BIBO}status/draft", f"{BIBO}status/published"}


def test_no_doi_is_claimed(ontology: Triples) -> None:
    assert "doi.org" not in str(ontology)


def test_the_ontology_imports_nothing_and_lives_at_our_address(ontology: Triples) -> None:
    assert ontology.objects(ONTOLOGY, OWL + "imports") == []
    assert ONTOLOGY.startswith(BASE)
