from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import pyoxigraph as ox
import pytest

from itu_kg.model import fields
from itu_kg.model.vocab import IKG, ONTOLOGY, SCHEME, SCHEMES, VOCABULARIES

if TYPE_CHECKING:
    from conftest import Triples

SDG = VOCABULARIES["sdg"]
SKOS = VOCABULARIES["skos"]
SCHEMA = VOCABULARIES["schema"]
TYPE = VOCABULARIES["rdf"] + "type"
SOURCE = VOCABULARIES["dcterms"] + "source"
TAXONOMY = SDG.rstrip("/")
UN_FILE = Path(__file__).resolve().parents[3].parent / "shared" / "vocab" / "sdg-kos-2020.ttl"
COLOURS = [
    "E5243B",
    "DDA63A",
    "4C9F38",
    "C5192D",
    "FF3A21",
    "26BDE2",
    "FCC30B",
    "A21942",
    "FD6925",
    "DD1367",
    "FD9D24",
    "BF8B2E",
    "3F7E44",
    "0A97D9",
    "56C02B",
    "00689D",
    "19486A",
]


@pytest.fixture(scope="module")
def sdg(schemes: dict[str, Triples]) -> Triples:
    return schemes["sdg"]


@pytest.fixture(scope="module")
def un() -> set[tuple[str, str, str]]:
    """The UN's own file as subject, local name of the predicate, value (with its language where it has one)."""
    if not UN_FILE.is_file():
        pytest.skip("the UN's SDG file is not beside the project")
    read = set()
    for subject, predicate, value, *_ in ox.parse(path=UN_FILE):
        if isinstance(subject, ox.NamedNode) and not isinstance(value, ox.BlankNode):
            tag = f"@{value.language}" if isinstance(value, ox.Literal) and value.language else ""
            read.add((subject.value, re.split("[#/]", predicate.value)[-1], value.value + tag))
    return read


def _concepts(scheme: Triples) -> set[Any]:
    return scheme.subjects(TYPE, SKOS + "Concept")


def _values(scheme: Triples, subject: str, predicate: str) -> list[str]:
    return [value.value for value in scheme.objects(subject, predicate)]


def _slugs(scheme: Triples, name: str) -> set[str]:
    return {iri.removeprefix(f"{SCHEME}{name}/") for iri in _concepts(scheme)}


def test_there_is_a_file_for_every_scheme_and_for_the_goals(schemes: dict[str, Triples]) -> None:
    assert set(schemes) == {*SCHEMES, "sdg"}


@pytest.mark.parametrize("name", SCHEMES)
def test_a_scheme_lies_where_its_name_says(schemes: dict[str, Triples], name: str) -> None:
    assert schemes[name].subjects(TYPE, SKOS + "ConceptScheme") == {SCHEME + name}
    assert all(re.fullmatch(r"[a-z]+(?:-[a-z]+)*", slug) for slug in _slugs(schemes[name], name))


@pytest.mark.parametrize("name", SCHEMES)
def test_a_concept_belongs_to_its_scheme_at_the_top(schemes: dict[str, Triples], name: str) -> None:
    for concept in _concepts(schemes[name]):
        for predicate in ("inScheme", "topConceptOf"):
            assert schemes[name].objects(concept, SKOS + predicate) == [SCHEME + name]


@pytest.mark.parametrize("name", [*SCHEMES, "sdg"])
def test_everything_in_a_scheme_has_a_name_a_label_and_a_source(schemes: dict[str, Triples], name: str) -> None:
    scheme = schemes[name]
    label = SKOS + ("altLabel" if name == "sdg" else "prefLabel")
    for subject in {s for s, _, _ in scheme}:
        names = {(text.value, text.language) for text in scheme.objects(subject, SCHEMA + "name")}
        labels = {(text.value, text.language) for text in scheme.objects(subject, label)}
        assert names == labels
        assert "en" in {language for _, language in names}
        assert scheme.objects(subject, SOURCE) == [TAXONOMY if name == "sdg" else ONTOLOGY]


@pytest.mark.parametrize("name", SCHEMES)
def test_a_concept_is_defined_in_english_in_words_of_its_own(schemes: dict[str, Triples], name: str) -> None:
    texts = [schemes[name].objects(concept, SKOS + "definition") for concept in _concepts(schemes[name])]
    assert all([text.language for text in text_of_one] == ["en"] for text_of_one in texts)
    assert len({text_of_one[0].value for text_of_one in texts}) == len(texts)


@pytest.mark.parametrize("name", [name for name in SCHEMES if name != "key-transition"])
def test_a_concepts_notation_is_its_slug(schemes: dict[str, Triples], name: str) -> None:
    for concept in _concepts(schemes[name]):
        assert _values(schemes[name], concept, SKOS + "notation") == [concept.removeprefix(f"{SCHEME}{name}/")]


def test_the_six_transitions_keep_the_numbers_the_un_gave_them(schemes: dict[str, Triples]) -> None:
    scheme = schemes["key-transition"]
    numbered = {
        number: concept.removeprefix(f"{SCHEME}key-transition/")
        for concept in _concepts(scheme)
        for number in _values(scheme, concept, SKOS + "notation")
    }
    assert numbered == {
        "1": "food-systems",
        "2": "energy-access-and-affordability",
        "3": "digital-connectivity",
        "4": "education",
        "5": "jobs-and-social-protection",
        "6": "climate-change-biodiversity-loss-and-pollution",
    }


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("answer-status", fields.AnswerStatus),
        ("beneficiary-group", fields.BeneficiaryGroup),
        ("beneficiary-scope", fields.BeneficiaryScope),
        ("comparator", fields.Comparator),
        ("extent-read", fields.Extent),
        ("realisation", fields.Realisation),
        ("role", fields.Role),
        ("sdg-scope", fields.Goals.model_fields["scope"].annotation),
    ],
)
def test_what_a_record_may_say_is_what_the_scheme_has(schemes: dict[str, Triples], name: str, values: object) -> None:
    assert _slugs(schemes[name], name) == set(get_args(values))


def test_there_are_17_goals_and_169_targets(sdg: Triples) -> None:
    assert sdg.subjects(TYPE, IKG + "Goal") == {f"{SDG}{number}" for number in range(1, 18)}
    assert len(sdg.subjects(TYPE, IKG + "Target")) == 169


def test_a_goal_has_its_short_title_in_the_six_un_languages(sdg: Triples) -> None:
    for goal in sdg.subjects(TYPE, IKG + "Goal"):
        languages = Counter(text.language for text in sdg.objects(goal, SKOS + "altLabel"))
        assert languages == dict.fromkeys(("ar", "en", "es", "fr", "ru", "zh"), 1)


def test_a_goals_colour_is_the_one_of_its_icon(sdg: Triples) -> None:
    assert [_values(sdg, f"{SDG}{n}", IKG + "colour") for n in range(1, 18)] == [[f"#{rgb}"] for rgb in COLOURS]


def test_a_goals_and_a_targets_notation_end_its_iri(sdg: Triples) -> None:
    for kind in ("Goal", "Target"):
        for subject in sdg.subjects(TYPE, IKG + kind):
            assert _values(sdg, subject, SKOS + "notation") == [subject.removeprefix(SDG)]


def test_a_target_lies_under_the_goal_its_number_begins_with(sdg: Triples) -> None:
    for target in sdg.subjects(TYPE, IKG + "Target"):
        assert sdg.objects(target, SKOS + "broader") == [target.rpartition(".")[0]]


def test_a_link_to_wikidata_states_its_basis(sdg: Triples) -> None:
    matched = {s for s, p, _ in sdg if p == SKOS + "exactMatch"}
    assert len(matched) == 17
    assert all("Wikidata" in _values(sdg, goal, IKG + "basis")[0] for goal in matched)


def test_goals_and_targets_are_those_of_the_un_file(sdg: Triples, un: set[tuple[str, str, str]]) -> None:
    for kind in ("Goal", "Target"):
        theirs = {s for s, p, o in un if p == "type" and o == f"{SDG}ontology#{kind}"}
        assert sdg.subjects(TYPE, IKG + kind) == theirs


def test_english_titles_and_wikidata_links_are_those_of_the_un_file(
    sdg: Triples, un: set[tuple[str, str, str]]
) -> None:
    for goal in sdg.subjects(TYPE, IKG + "Goal"):
        (english,) = (t.value for t in sdg.objects(goal, SKOS + "altLabel") if t.language == "en")
        assert (goal, "altLabel", f"{english}@en") in un
        (wikidata,) = sdg.objects(goal, SKOS + "exactMatch")
        assert (goal, "exactMatch", wikidata) in un


def test_the_goals_belong_to_the_uns_own_taxonomy(sdg: Triples, un: set[tuple[str, str, str]]) -> None:
    assert sdg.subjects(TYPE, SKOS + "ConceptScheme") == {TAXONOMY}
    assert (TAXONOMY, "type", SKOS + "ConceptScheme") in un
