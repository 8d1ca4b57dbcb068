"""Candidates: the right thing first, scores that mean what they say, the same order every time."""

from __future__ import annotations

from pathlib import Path

import pytest

from itu_kg.model.registry import Registry
from itu_kg.registry import load
from itu_kg.registry.candidates import LEAST, Candidates, nearest

FOLDER = Path(__file__).resolve().parents[3] / "data" / "registry"


@pytest.fixture(scope="module")
def candidates() -> Candidates:
    return Candidates(load(FOLDER))


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("United Nations Educational Scientific & Cultural Organisation", "unesco"),
        ("Intl Telecom Union", "itu"),
        ("Food and Agriculture Org.", "fao"),
        ("UN Human Settlements Programme", "un-habitat"),
        ("U.N. Habitat", "un-habitat"),
        ("Economic Commission for Europe of the UN (UNECE)", "unece"),
        ("UNESC0", "unesco"),
        ("Telecommunication Standardization Sector, ITU", "itu-t"),
    ],
)
def test_a_body_is_the_first_candidate_however_it_is_misspelt(candidates: Candidates, name: str, slug: str) -> None:
    assert candidates.of(name, ["organisation"])[0].slug == slug


@pytest.mark.parametrize(
    ("name", "slug"), [("Geneve", "geneva"), ("Swizerland", "che"), ("Santiago de Queretaro", "queretaro")]
)
def test_a_place_is_found_among_cities_and_countries(candidates: Candidates, name: str, slug: str) -> None:
    assert candidates.of(name, ["place", "country"])[0].slug == slug


def test_the_same_name_scores_100_and_only_it(candidates: Candidates) -> None:
    assert [each.score == 100 for each in candidates.of("unesco", ["organisation"])] == [True, *[False] * 4]


@pytest.mark.parametrize(("name", "slug"), [("MOD", "moon"), ("Tidal Guild of Arles", "tides")])
def test_initials_that_spell_an_acronym_score_95_whichever_side_has_the_acronym(name: str, slug: str) -> None:
    bodies = {"moon": "Moon Office for Dust", "tides": "TGA"}
    entries = {each: {"id": each, "name": known, "basis": "made up"} for each, known in bodies.items()}
    empty: dict[str, dict[str, str]] = {name: {} for name in ("countries", "places", "series", "documents")}
    registry = Registry.model_validate({"organisations": entries, **empty})
    assert [(each.slug, each.score) for each in Candidates(registry).of(name, ["organisation"])] == [(slug, 95)]


def test_what_merely_resembles_scores_less_than_initials(candidates: Candidates) -> None:
    found = candidates.of("Internation Telecommunication Onion", ["organisation"])
    assert found[0].slug == "itu"
    assert all(each.score <= 95 for each in found)


def test_a_short_acronym_is_not_nearly_another(candidates: Candidates) -> None:
    assert "wmo" not in [each.slug for each in candidates.of("WHO", ["organisation"])]


def test_only_the_types_asked_for_are_given(candidates: Candidates) -> None:
    assert {each.kind for each in candidates.of("WTSA", ["series"])} == {"series"}


def test_nothing_below_the_least_score_is_given(candidates: Candidates) -> None:
    found = candidates.of("Ministry of Harbours, Fish and Salt", ["organisation", "country", "place"], most=99)
    assert all(each.score >= LEAST for each in found)


def test_each_thing_is_given_once_by_its_best_spelling(candidates: Candidates) -> None:
    slugs = [each.slug for each in candidates.of("United Nations", ["organisation"], most=99)]
    assert len(slugs) == len(set(slugs))


def test_the_best_come_first_and_equals_by_slug(candidates: Candidates) -> None:
    found = candidates.of("UNES", ["organisation"], most=99)
    assert list(found) == sorted(found, key=lambda each: (-each.score, each.kind, each.slug))


def test_a_name_without_letters_has_no_candidates(candidates: Candidates) -> None:
    assert candidates.of("–", ["organisation"]) == ()


def test_the_nearest_slug_is_given_if_any_is_near() -> None:
    assert nearest("unsco", ["unesco", "unido"]) == "unesco"
    assert nearest("zzz", ["unesco"]) is None
